// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {Time} from "@openzeppelin/contracts/utils/types/Time.sol";
import {ISeats} from "./ISeats.sol";
import {SeatCard} from "./SeatCard.sol";
import {SeatRecord} from "./SeatRecord.sol";

/// @title What seats with a vote and seats without have in common.
/// @dev See {ISeats} for what each function promises.
abstract contract Seats is ISeats, ERC721 {
    using SeatRecord for ISeats.Seat;
    using SeatRecord for uint256;

    bytes4 private constant ERC4906_INTERFACE = 0x49064906;
    bytes4 private constant ERC5192_INTERFACE = 0xb45a3c0e;

    /// @dev Draws every card; it has no state.
    SeatCard internal immutable CARD;

    mapping(uint256 tokenId => uint256 record) private _records;

    /// @inheritdoc ISeats
    mapping(uint256 tokenId => address) public formerHolderOf;

    /// @dev The last of these variables: {Membership} keeps what every admission reads in the same slot.
    uint48 private _last;

    modifier onlyTreasury() {
        if (msg.sender != treasury()) revert SeatsOnlyTreasury(msg.sender);
        _;
    }

    modifier onlyGates() {
        if (msg.sender != treasury() && msg.sender != gates()) revert SeatsOnlyGates(msg.sender);
        _;
    }

    constructor(SeatCard card) {
        CARD = card;
    }

    /// @inheritdoc ISeats
    function admit(address account, Kind kind, uint48 expiry) external onlyGates returns (uint256) {
        _charge();
        return _admit(account, kind, expiry);
    }

    /// @inheritdoc ISeats
    function renew(uint256 tokenId, uint48 expiry) external onlyGates {
        _checkExpiry(expiry);
        Seat memory seat = _seatOf(tokenId);
        bool shorter = expiry != 0 && (seat.expiry == 0 || expiry < seat.expiry);
        if (shorter && msg.sender != treasury()) revert SeatsTermShortened(tokenId, seat.expiry, expiry);
        seat.expiry = expiry;
        address holder = _ownerOf(tokenId);
        if (holder == address(0)) {
            holder = formerHolderOf[tokenId];
            if (holder == address(0)) revert SeatsWrongStanding(tokenId, standingOf(tokenId));
            _charge();
            delete formerHolderOf[tokenId];
            seat.mintedAt = Time.timestamp();
            _mint(holder, tokenId);
        }
        _record(tokenId, seat);
        emit SeatRenewed(tokenId, holder, expiry, msg.sender);
        emit MetadataUpdate(tokenId);
    }

    /// @inheritdoc ISeats
    function sweep(uint256[] calldata tokenIds) external returns (uint256 swept) {
        for (uint256 i; i < tokenIds.length && _canTake(); ++i) {
            uint256 tokenId = tokenIds[i];
            if (standingOf(tokenId) != Standing.Overdue) continue;
            address holder = _take(tokenId);
            formerHolderOf[tokenId] = holder;
            ++swept;
            emit SeatLapsed(tokenId, holder);
        }
        if (swept == 0) revert SeatsNothingSwept();
    }

    /// @inheritdoc ISeats
    function leave(uint256 tokenId) external {
        if (msg.sender != _requireOwned(tokenId)) revert SeatsOnlyHolder(tokenId, msg.sender);
        _take(tokenId);
        emit SeatLeft(tokenId, msg.sender);
    }

    /// @inheritdoc ISeats
    function revoke(uint256 tokenId) external onlyTreasury {
        address holder = formerHolderOf[tokenId];
        if (holder == address(0)) holder = _take(tokenId);
        else delete formerHolderOf[tokenId];
        emit SeatRevoked(tokenId, holder);
    }

    /// @inheritdoc ISeats
    function seatOf(uint256 tokenId) external view returns (Seat memory) {
        if (tokenId == 0 || tokenId > _last) revert SeatsWrongStanding(tokenId, Standing.None);
        return _seatOf(tokenId);
    }

    /// @inheritdoc ISeats
    function holdingOf(uint256 tokenId) external view returns (address, Seat memory) {
        return (_ownerOf(tokenId), _seatOf(tokenId));
    }

    /// @inheritdoc ISeats
    function lastTokenId() public view returns (uint256) {
        return _last;
    }

    /// @notice ERC-721 metadata, with the card as an SVG, in the URI itself.
    function tokenURI(uint256 tokenId) public view virtual override returns (string memory) {
        _requireOwned(tokenId);
        return
            CARD.tokenURI(name(), tokenId, _seatOf(tokenId), standingOf(tokenId) == Standing.Overdue, locked(tokenId));
    }

    /// @notice ERC-7572: what the collection is, in the URI itself.
    function contractURI() external view returns (string memory) {
        return CARD.contractURI(name(), symbol());
    }

    /// @inheritdoc ISeats
    function standingOf(uint256 tokenId) public view returns (Standing) {
        if (_ownerOf(tokenId) != address(0)) {
            uint48 expiry = _records[tokenId].expiryOf();
            return expiry != 0 && expiry < block.timestamp ? Standing.Overdue : Standing.Current;
        }
        if (tokenId == 0 || tokenId > _last) return Standing.None;
        return formerHolderOf[tokenId] == address(0) ? Standing.Ended : Standing.Lapsed;
    }

    /// @inheritdoc ISeats
    function treasury() public view virtual returns (address);

    /// @inheritdoc ISeats
    function gates() public view virtual returns (address);

    /// @inheritdoc ISeats
    function totalSupply() public view virtual returns (uint256);

    /// @inheritdoc ISeats
    function locked(uint256 tokenId) public view virtual returns (bool);

    /// @inheritdoc ERC721
    function supportsInterface(bytes4 interfaceId) public view virtual override returns (bool) {
        return
            interfaceId == ERC4906_INTERFACE || interfaceId == ERC5192_INTERFACE || super.supportsInterface(interfaceId);
    }

    function _admit(address account, Kind kind, uint48 expiry) internal returns (uint256 tokenId) {
        _checkKind(kind);
        _checkExpiry(expiry);
        unchecked {
            tokenId = ++_last;
        }
        // forge-lint: disable-next-line(unsafe-typecast) -- for eight million years
        _records[tokenId] = SeatRecord.first(kind, uint48(block.timestamp), expiry);
        _mint(account, tokenId);
        emit SeatAdmitted(tokenId, account, kind, expiry, msg.sender);
    }

    function _seatOf(uint256 tokenId) internal view returns (Seat memory) {
        return _records[tokenId].unpack();
    }

    function _record(uint256 tokenId, Seat memory seat) internal {
        _records[tokenId] = seat.pack();
    }

    /// @dev Burns. Every seat is burnt here, except one that goes to its holder's new key.
    function _take(uint256 tokenId) private returns (address holder) {
        holder = _requireOwned(tokenId);
        _checkFloor();
        _burn(tokenId);
    }

    /// @dev Called before a seat is minted for the treasury or the gates.
    function _charge() internal virtual {}

    /// @dev Whether there are seats enough for one to be burnt.
    function _canTake() internal view virtual returns (bool) {
        return true;
    }

    /// @dev Reverts where there are not.
    function _checkFloor() internal view virtual {}

    function _checkKind(Kind kind) internal pure virtual;

    function _checkExpiry(uint48 expiry) private view {
        if (expiry != 0 && expiry <= block.timestamp) revert SeatsInvalidExpiry(expiry);
    }
}
