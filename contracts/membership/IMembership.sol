// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @title Membership: one ERC-721 token is one seat is one vote.
/// @notice ERC721Votes on a timestamp clock (ERC-6372). Seats are locked (ERC-5192): nobody can sell a vote. Minting
/// makes the vote active in the same transaction.
interface IMembership {
    /// @notice ERC-5192: the seat cannot be transferred.
    event Locked(uint256 tokenId);
    /// @notice A seat was given to `holder`.
    event SeatAdmitted(uint256 indexed tokenId, address indexed holder);
    /// @notice A seat was ended.
    event SeatRevoked(uint256 indexed tokenId, address indexed holder);

    /// @notice Only the treasury, executing a decision, may do this.
    error MembershipOnlyTreasury(address caller);
    /// @notice The account already holds a seat.
    error MembershipAlreadySeated(address account);
    /// @notice Seats are locked.
    error MembershipLocked(uint256 tokenId);
    /// @notice It would leave fewer seats than the quorum's floor.
    error MembershipTooFewSeats(uint256 seats, uint256 floor);
    /// @notice A DAO begins with at least as many founders as the quorum's floor.
    error MembershipTooFewFounders(uint256 founders, uint256 floor);

    /// @notice The account that admits and revokes: the DAO's treasury, executing what was decided.
    function treasury() external view returns (address);

    /// @notice Seats that exist now.
    function totalSupply() external view returns (uint256);

    /// @notice ERC-5192. Reverts for a seat that does not exist.
    function locked(uint256 tokenId) external view returns (bool);

    /// @notice Gives `account` the next seat, delegated to itself unless it chose a delegate before.
    /// @dev By the treasury only. Reverts {MembershipAlreadySeated}. Emits {SeatAdmitted}, {Locked}.
    function admit(address account) external returns (uint256 tokenId);

    /// @notice Ends a seat. Votes that are running keep the electorate of their snapshot.
    /// @dev By the treasury only. Never takes the seats from the floor (3) or more to fewer. Emits {SeatRevoked}.
    function revoke(uint256 tokenId) external;
}
