// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @title Distributions: an amount shared among the seats of a moment.
/// @notice Every seat that existed at the snapshot has a share: the same, or a percentage of it by kind. Seat n may be
/// claimed for when it was minted at or before the snapshot and has not been burnt since; the share goes to its present
/// holder, or to the account that the holder named, whoever pushes it. What does not divide, what lesser kinds do not
/// take, what burnt seats did not claim, is never drawn: it never left the treasury. A standing distribution is shared
/// again and again, as income is booked for it.
/// @dev A distribution is one of an envelope, and has its number; a round of a standing one has `round << 64` added.
/// Payments are told by {ITreasury-Disbursed}, whose `ref` is `distributionId << 128 | tokenId`.
interface IDistributions {
    /// @notice What was opened.
    /// @param snapshot Unix seconds: the second before it was opened.
    /// @param share Of a seat with 100 percent, in the asset's smallest unit; 0 for a distribution that never was.
    /// @param percentages 1 to 100, for each kind with a vote in the order of {ISeats-Kind}: member, steward,
    /// organisation.
    struct Distribution {
        uint48 snapshot;
        uint184 share;
        uint8[3] percentages;
    }

    /// @notice What is shared again and again. Asset, total, cap, period and end are the envelope's.
    /// @param splits The contract that books income for it; zero for a standing distribution that never was.
    /// @param lastRoundAt Unix seconds.
    /// @param rounds How many were opened; the next round's number is one more.
    /// @param percentages See {Distribution}.
    /// @param minimum The least that a round shares.
    /// @param booked What waits for the next round.
    /// @param allotted What the rounds may draw, all together: never more than the envelope's total.
    struct Standing {
        address splits;
        uint48 lastRoundAt;
        uint32 rounds;
        uint8[3] percentages;
        uint208 minimum;
        uint256 booked;
        uint256 allotted;
    }

    /// @notice A decision shared an amount.
    /// @param shares Seats that existed at the snapshot.
    event DistributionOpened(
        uint256 indexed distributionId,
        bytes32 indexed decision,
        uint48 snapshot,
        uint256 shares,
        uint256 share,
        uint8[3] percentages,
        bytes32 document,
        string purpose,
        string category
    );
    /// @notice A decision opened a standing distribution.
    event StandingOpened(
        uint256 indexed standingId,
        bytes32 indexed decision,
        address indexed splits,
        uint8[3] percentages,
        uint208 minimum,
        bytes32 document,
        string purpose,
        string category
    );
    /// @notice Income was booked for the next round.
    event Credited(uint256 indexed standingId, uint256 amount, uint256 booked);
    /// @notice What was booked is shared. `decision` opened the standing distribution.
    event RoundOpened(
        uint256 indexed standingId,
        bytes32 indexed decision,
        uint256 indexed distributionId,
        uint48 snapshot,
        uint256 shares,
        uint256 share,
        uint256 booked
    );
    /// @notice While `holder` holds the seat, its shares go to `payee`; zero takes that back.
    event PayeeNamed(uint256 indexed tokenId, address indexed holder, address payee);

    /// @notice Percentages are 1 to 100, and one of them is 100.
    error DistributionsInvalidPercentages(uint8[3] percentages);
    /// @notice The envelope's cap has to be its total: all may claim at once.
    error DistributionsCapBelowTotal(uint256 envelopeId, uint256 cap, uint256 total);
    /// @notice So much among so many seats is less than a unit for some of them, or more than a word holds.
    error DistributionsInvalidShare(uint256 amount, uint256 shares);
    /// @notice A standing distribution needs a contract that books for it, and a minimum of 1 to the envelope's cap.
    error DistributionsInvalidStanding(address splits, uint256 minimum, uint256 cap);
    /// @notice There is no distribution of this number.
    error DistributionsUnknown(uint256 distributionId);
    /// @notice The seat has no share: it is burnt, or was minted after the snapshot.
    error DistributionsNoShare(uint256 distributionId, uint256 tokenId);
    /// @notice The seat's share was claimed.
    error DistributionsClaimed(uint256 distributionId, uint256 tokenId);
    /// @notice None of several seats could be paid.
    error DistributionsNobodyPaid(uint256 distributionId);
    /// @notice Before this seat less gas was left than its payment may need. Nobody was paid.
    error DistributionsTooLittleGas(uint256 tokenId, uint256 needed);
    /// @notice Only the seat's holder may do this.
    error DistributionsOnlyHolder(uint256 tokenId, address caller);
    /// @notice The treasury is no payee.
    error DistributionsInvalidPayee(address payee);
    /// @notice Only the contract that was named may book for a standing distribution.
    error DistributionsOnlySplits(uint256 standingId, address caller);
    /// @notice It is shared in another asset.
    error DistributionsWrongAsset(uint256 standingId, address asset);
    /// @notice The envelope of the standing distribution has ended or was revoked.
    error DistributionsEnded(uint256 standingId);
    /// @notice The next round may be opened at `at`.
    error DistributionsTooEarly(uint256 standingId, uint256 at);
    /// @notice What a round could share is less than the minimum.
    error DistributionsBelowMinimum(uint256 standingId, uint256 amount, uint256 minimum);

    /// @notice Gas that the payment of one of several seats may take, in the treasury and at the payee or the token.
    function PAYMENT_GAS() external view returns (uint256);

    /// @notice Gas that has to be left before each of several seats.
    function SEAT_GAS() external view returns (uint256);

    /// @notice A distribution; all zero where there is none.
    function distributionOf(uint256 distributionId) external view returns (Distribution memory);

    /// @notice A standing distribution; all zero where there is none.
    function standingOf(uint256 standingId) external view returns (Standing memory);

    /// @notice The standing distribution that was opened last for a contract; 0 where there is none.
    function lastStandingOf(address splits) external view returns (uint256 standingId);

    /// @notice What a round would be opened with now, 0 where none can be: what is booked, within the envelope's cap
    /// and what its total leaves.
    function getRoundable(uint256 standingId) external view returns (uint256);

    /// @notice Whether a seat's share was paid.
    function isClaimed(uint256 distributionId, uint256 tokenId) external view returns (bool);

    /// @notice What a seat could claim now; 0 where it has no share, or claimed it.
    /// @dev That the envelope ended is not looked at: see {ITreasury-getAvailable}.
    function getShare(uint256 distributionId, uint256 tokenId) external view returns (uint256);

    /// @notice Where a seat's shares go now; zero for a seat that nobody holds.
    function payeeOf(uint256 tokenId) external view returns (address);

    /// @notice Shares the envelope that the operation set right before among the seats that existed a second ago. By the
    /// treasury only.
    /// @param percentages What a seat of a kind gets of the share. The share is the total divided by all seats: what
    /// lesser kinds do not take stays in the treasury.
    /// @param document SHA-256 of the document that was voted.
    /// @param purpose 1 to 280 bytes.
    /// @param category 1 to 31 bytes.
    /// @dev NOTE: the chain does not keep a seat's earlier kind. One whose kind changed after the snapshot has the
    /// smallest percentage of all. Emits {DistributionOpened}.
    function open(uint8[3] calldata percentages, bytes32 document, string calldata purpose, string calldata category)
        external
        returns (uint256 distributionId);

    /// @notice Opens a standing distribution within the envelope that the operation set right before. By the treasury
    /// only.
    /// @param splits The only contract that may book for it. It is trusted to have paid the treasury what it books.
    /// @param minimum The least that a round shares, 1 to the envelope's cap.
    /// @dev Rounds end with the envelope, and with what its total allows. Emits {StandingOpened}.
    function openStanding(
        address splits,
        uint8[3] calldata percentages,
        uint208 minimum,
        bytes32 document,
        string calldata purpose,
        string calldata category
    ) external returns (uint256 standingId);

    /// @notice Books income that the treasury was paid. By the contract that was named only, in the envelope's asset.
    function credit(uint256 standingId, address asset, uint256 amount) external;

    /// @notice Shares what is booked, at most the envelope's cap and what its total leaves, among the seats that existed a
    /// second ago. Anybody may, not more often than once in the envelope's period.
    /// @dev What does not divide is for the next round. What is not claimed is not shared again. A claim waits where those
    /// of earlier rounds have used up the cap of a window. Emits {RoundOpened}.
    function openRound(uint256 standingId) external returns (uint256 distributionId);

    /// @notice Pays the shares of seats. Anybody may.
    /// @dev One seat alone is paid with all the gas of the call, or reverts with what stands against it. Of several,
    /// those that cannot be paid are passed over: claimed, burnt, a payee that refuses or needs more than {PAYMENT_GAS};
    /// reverts {DistributionsNobodyPaid} where nobody was paid, {DistributionsTooLittleGas} before a payee is given less
    /// than {PAYMENT_GAS}. Reverts {ISeats-SeatsWrongStanding} for a number that was never given.
    /// @return paid How many.
    function claim(uint256 distributionId, uint256[] calldata tokenIds) external returns (uint256 paid);

    /// @notice Names the account that a seat's shares go to. By its holder only; it counts while the holder holds it.
    function namePayee(uint256 tokenId, address payee) external;
}
