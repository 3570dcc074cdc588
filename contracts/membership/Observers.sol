// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {IERC721Metadata} from "@openzeppelin/contracts/token/ERC721/extensions/IERC721Metadata.sol";
import {Part} from "../factory/Part.sol";
import {IMembership} from "./IMembership.sol";
import {SeatCard} from "./SeatCard.sol";
import {Seats} from "./Seats.sol";

/// @title Observers: seats that see and speak, and have no vote. Locked; numbers of their own.
/// @dev A collection of its own: inside one with votes an observer would gain a vote by delegating to itself.
contract Observers is Part, Seats {
    uint256 private _supply;

    constructor(SeatCard card) ERC721("", "") Seats(card) {}

    /// @inheritdoc Seats
    function treasury() public view override returns (address) {
        return _account(0);
    }

    /// @notice Where the DAO's voting seats are; its gates are also these seats' gates.
    function membership() public view returns (IMembership) {
        return IMembership(_account(1));
    }

    /// @notice The membership's name, and whose seats these are.
    function name() public view override returns (string memory) {
        return string.concat(_metadata().name(), " observers");
    }

    /// @notice The membership's symbol, told apart.
    function symbol() public view override returns (string memory) {
        return string.concat(_metadata().symbol(), "-O");
    }

    /// @inheritdoc Seats
    function gates() public view override returns (address) {
        return membership().gates();
    }

    /// @inheritdoc Seats
    function totalSupply() public view override returns (uint256) {
        return _supply;
    }

    /// @inheritdoc Seats
    function locked(uint256 tokenId) public view override returns (bool) {
        _requireOwned(tokenId);
        return true;
    }

    function _update(address to, uint256 tokenId, address auth) internal override returns (address from) {
        from = super._update(to, tokenId, auth);
        if (from == address(0)) {
            if (balanceOf(to) > 1) revert SeatsAlreadySeated(to);
            ++_supply;
        } else if (to == address(0)) {
            --_supply;
        } else {
            revert SeatsLocked(tokenId);
        }
    }

    function _metadata() private view returns (IERC721Metadata) {
        return IERC721Metadata(_account(1));
    }

    function _checkKind(Kind kind) internal pure override {
        if (kind != Kind.Observer) revert SeatsWrongKind(kind);
    }
}
