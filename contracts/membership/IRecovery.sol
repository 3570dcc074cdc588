// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @title Recovery: a seat whose key is lost goes to its holder's new key.
/// @notice By a vote, or by guardians that the holder named. The new key must accept. What the old key could do in
/// proposals whose snapshot has passed it still can; from the next snapshot on the seat's vote is the new key's.
interface IRecovery {
    /// @notice Whom a seat's holder trusts to recover it.
    /// @param holder Who named them; they are void when the seat is somebody else's.
    /// @param threshold How many must agree.
    /// @param delay Seconds between their agreement and the first second at which the new key may accept.
    /// @param effectiveAt First second at which they may act.
    struct Guardians {
        address holder;
        uint8 threshold;
        uint48 delay;
        uint48 effectiveAt;
        address[] accounts;
    }

    /// @notice A recovery that waits for its new key.
    /// @param from The holder when it began.
    /// @param to The new key.
    /// @param readyAt First second at which it may accept; 0 where no recovery runs.
    /// @param byVote Whether a vote decided it; then the holder cannot stop it.
    struct Attempt {
        address from;
        address to;
        uint48 readyAt;
        bool byVote;
    }

    /// @notice A holder named guardians, who may act from `effectiveAt` on; until then those before may.
    event GuardiansNamed(
        uint256 indexed tokenId,
        address indexed holder,
        address[] accounts,
        uint8 threshold,
        uint48 delay,
        uint48 effectiveAt
    );
    /// @notice A guardian agreed to a new key.
    event RecoverySupported(uint256 indexed tokenId, address indexed guardian, address indexed to, uint256 supporters);
    /// @notice A recovery runs, and what the holder named that was not effective yet is void; the new key may accept from `readyAt` until `expiresAt`.
    event RecoveryStarted(
        uint256 indexed tokenId, address indexed from, address indexed to, uint48 readyAt, uint48 expiresAt, bool byVote
    );
    /// @notice The holder stopped a recovery; until `until` only a vote can recover the seat.
    event RecoveryStopped(uint256 indexed tokenId, address indexed holder, address indexed to, uint48 until);
    /// @notice The new key accepted. After a vote the seat has no guardians; otherwise those who recovered it stay.
    event RecoveryAccepted(uint256 indexed tokenId, address indexed from, address indexed to);

    /// @notice Only the treasury, executing a decision, may do this.
    error RecoveryOnlyTreasury(address caller);
    /// @notice Only the seat's holder may do this.
    error RecoveryOnlyHolder(uint256 tokenId, address caller);
    /// @notice Only a guardian of the seat, whom its present holder named, may do this.
    error RecoveryOnlyGuardian(uint256 tokenId, address caller);
    /// @notice Only the new key may accept, or who brings its signature.
    error RecoveryOnlyNewKey(address to);
    /// @notice Guardians are 1 to 9 accounts, none twice, none the holder, with a threshold that they can reach and a
    /// delay of 2 to 30 days.
    error RecoveryInvalidGuardians();
    /// @notice The new key is zero or the old one.
    error RecoveryInvalidKey(address to);
    /// @notice A recovery runs: it must be accepted, stopped or run out first.
    error RecoveryRunning(uint256 tokenId);
    /// @notice No recovery of the seat runs, or it began under another holder.
    error RecoveryNotRunning(uint256 tokenId);
    /// @notice The guardian agreed to this key already.
    error RecoverySupportedAlready(uint256 tokenId, address guardian);
    /// @notice The holder stopped a recovery: until then only a vote recovers.
    error RecoveryByVoteOnly(uint256 tokenId, uint48 until);
    /// @notice A recovery that a vote decided cannot be stopped.
    error RecoveryDecided(uint256 tokenId);
    /// @notice The delay has not passed.
    error RecoveryNotReady(uint256 tokenId, uint48 readyAt);

    /// @notice Who may act for a seat now. No accounts where there are none.
    function guardiansOf(uint256 tokenId) external view returns (Guardians memory);

    /// @notice Who will act for a seat, later. No accounts where nothing changes.
    function nextGuardiansOf(uint256 tokenId) external view returns (Guardians memory);

    /// @notice The recovery that runs; all zero where there is none.
    function attemptOf(uint256 tokenId) external view returns (Attempt memory);

    /// @notice How many guardians have agreed to `to` since the last recovery began or the guardians changed.
    function supportersOf(uint256 tokenId, address to) external view returns (uint256);

    /// @notice Until which second only a vote can recover the seat.
    function byVoteUntil(uint256 tokenId) external view returns (uint48);

    /// @notice Names guardians, or none. By the holder, while no recovery runs. They may act after the longer of both
    /// delays; until then those before may.
    function nameGuardians(uint256 tokenId, address[] calldata accounts, uint8 threshold, uint48 delay) external;

    /// @notice Agrees to a new key. The guardian who makes the threshold starts the recovery.
    function supportRecovery(uint256 tokenId, address to) external;

    /// @notice Starts a recovery that a vote decided, at once, in place of any other. By the treasury only.
    function startRecovery(uint256 tokenId, address to) external;

    /// @notice Stops the guardians' recovery. By the holder: after that, for 90 days, only a vote recovers the seat.
    function stopRecovery(uint256 tokenId) external;

    /// @notice The new key takes the seat. By the new key, or by anybody with its signature (EIP-712 `AcceptSeat(uint256
    /// tokenId,address from,address to)`); within 30 days.
    function acceptRecovery(uint256 tokenId, bytes calldata signature) external;
}
