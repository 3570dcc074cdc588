// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @title Seats: ERC-721 tokens that are given, kept for a term, and ended by a DAO.
/// @notice What {Membership} (seats with a vote) and {Observers} (without) have in common. A seat has a number for ever:
/// to sweep it is to burn the token and keep the record, to renew it is to mint the same number to the same holder.
interface ISeats {
    /// @notice What a seat is. Every kind but `Observer` has one vote; `Observer` has none.
    enum Kind {
        Member,
        Steward,
        Organisation,
        Observer
    }

    /// @notice Where a seat stands. `Overdue`: its term has passed and it counts until it is swept. `Lapsed`: it was
    /// swept, and can be renewed. `Ended`: it was left or revoked, for ever.
    enum Standing {
        None,
        Current,
        Overdue,
        Lapsed,
        Ended
    }

    /// @notice A seat's record: one word.
    /// @param since Second of the admission.
    /// @param mintedAt Second of the last admission or renewal from `Lapsed`: the token was not burnt since, except to
    /// give a lost key's seat to its holder's new one.
    /// @param kindSince Second of the last change of kind, or of the admission.
    /// @param expiry Last second of the term; 0 for a seat without one.
    struct Seat {
        Kind kind;
        uint48 since;
        uint48 mintedAt;
        uint48 kindSince;
        uint48 expiry;
    }

    /// @notice A seat was given, by `by`: the treasury (a vote) or the gates.
    event SeatAdmitted(uint256 indexed tokenId, address indexed holder, Kind kind, uint48 expiry, address by);
    /// @notice A seat has a new term; one that had lapsed was minted again.
    event SeatRenewed(uint256 indexed tokenId, address indexed holder, uint48 expiry, address indexed by);
    /// @notice A seat whose term had passed was swept.
    event SeatLapsed(uint256 indexed tokenId, address indexed holder);
    /// @notice Its holder gave a seat up.
    event SeatLeft(uint256 indexed tokenId, address indexed holder);
    /// @notice A vote ended a seat.
    event SeatRevoked(uint256 indexed tokenId, address indexed holder);
    /// @notice ERC-5192: the seat cannot be transferred any more. Of a seat that is locked from the first it is not said.
    event Locked(uint256 tokenId);
    /// @notice ERC-4906: what {tokenURI} says of the seat has changed.
    event MetadataUpdate(uint256 _tokenId);

    /// @notice Only the treasury, executing a decision, may do this.
    error SeatsOnlyTreasury(address caller);
    /// @notice Only the treasury or the gates may do this.
    error SeatsOnlyGates(address caller);
    /// @notice Only the seat's holder may do this.
    error SeatsOnlyHolder(uint256 tokenId, address caller);
    /// @notice The account already holds a seat here.
    error SeatsAlreadySeated(address account);
    /// @notice This collection has no seats of that kind.
    error SeatsWrongKind(Kind kind);
    /// @notice A term has to end in the future.
    error SeatsInvalidExpiry(uint48 expiry);
    /// @notice Only a vote shortens a term, or ends what has none.
    error SeatsTermShortened(uint256 tokenId, uint48 standing, uint48 expiry);
    /// @notice The seat stands otherwise than this needs.
    error SeatsWrongStanding(uint256 tokenId, Standing standing);
    /// @notice The seat cannot be transferred, or not to this account.
    error SeatsLocked(uint256 tokenId);
    /// @notice None of the seats could be swept.
    error SeatsNothingSwept();

    /// @notice The account that executes what was decided.
    function treasury() external view returns (address);

    /// @notice The contract that may admit and renew without a vote.
    function gates() external view returns (address);

    /// @notice Seats that exist now.
    function totalSupply() external view returns (uint256);

    /// @notice The number that was given last; they begin at 1.
    function lastTokenId() external view returns (uint256);

    /// @notice The record of a seat, also of one that lapsed or ended.
    /// @dev Reverts {SeatsWrongStanding} for a number that was never given.
    function seatOf(uint256 tokenId) external view returns (Seat memory);

    /// @notice Who holds a seat now, zero for nobody, and its record, zeros for a number that was never given: all that a
    /// share by seat needs, in one call.
    function holdingOf(uint256 tokenId) external view returns (address holder, Seat memory seat);

    /// @notice Where a seat stands at this second.
    function standingOf(uint256 tokenId) external view returns (Standing);

    /// @notice Who held a seat when it lapsed, and gets it when it is renewed; zero for any other.
    function formerHolderOf(uint256 tokenId) external view returns (address);

    /// @notice ERC-5192. Reverts for a seat that does not exist.
    function locked(uint256 tokenId) external view returns (bool);

    /// @notice Gives `account` the next number.
    /// @param expiry Last second of the term; 0 for none.
    /// @dev By the treasury, or by the gates within the cap. The receiver is not called. Reverts
    /// {SeatsAlreadySeated}, {SeatsWrongKind}, {SeatsInvalidExpiry}. Emits {SeatAdmitted}.
    function admit(address account, Kind kind, uint48 expiry) external returns (uint256 tokenId);

    /// @notice Gives a seat a new term; a lapsed one is minted again to who held it.
    /// @dev By the treasury, or by the gates: never to an earlier end, and within the cap where it is minted. Emits
    /// {SeatRenewed}.
    function renew(uint256 tokenId, uint48 expiry) external;

    /// @notice Burns every seat of the list whose term has passed. Anybody may. Others in the list are passed over.
    /// @dev Reverts {SeatsNothingSwept} where there was none. Emits {SeatLapsed} for each.
    function sweep(uint256[] calldata tokenIds) external returns (uint256 swept);

    /// @notice The holder gives its seat up.
    function leave(uint256 tokenId) external;

    /// @notice Ends a seat that exists or has lapsed. Votes that are running keep the electorate of their snapshot.
    /// @dev By the treasury only.
    function revoke(uint256 tokenId) external;
}
