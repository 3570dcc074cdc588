// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {ERC721Votes} from "@openzeppelin/contracts/token/ERC721/extensions/ERC721Votes.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Time} from "@openzeppelin/contracts/utils/types/Time.sol";
import {QUORUM_FLOOR} from "../governance/QuorumFloor.sol";
import {IMembership} from "./IMembership.sol";

/// @title Membership: locked seats with a vote each.
/// @dev See {IMembership} for what each function promises.
contract Membership is IMembership, ERC721, EIP712, ERC721Votes {
    bytes4 private constant ERC5192_INTERFACE = 0xb45a3c0e;

    /// @inheritdoc IMembership
    address public immutable treasury;

    uint256 private _lastTokenId;

    modifier onlyTreasury() {
        if (msg.sender != treasury) revert MembershipOnlyTreasury(msg.sender);
        _;
    }

    /// @param founders At least as many distinct accounts as the quorum's floor; each is given a seat.
    constructor(string memory name_, string memory symbol_, address treasury_, address[] memory founders)
        ERC721(name_, symbol_)
        EIP712(name_, "1")
    {
        if (founders.length < QUORUM_FLOOR) revert MembershipTooFewFounders(founders.length, QUORUM_FLOOR);
        treasury = treasury_;
        for (uint256 i; i < founders.length; ++i) {
            _admit(founders[i]);
        }
    }

    /// @inheritdoc IMembership
    function admit(address account) external onlyTreasury returns (uint256) {
        return _admit(account);
    }

    /// @inheritdoc IMembership
    function revoke(uint256 tokenId) external onlyTreasury {
        address holder = _requireOwned(tokenId);
        uint256 left = _getTotalSupply() - 1;
        if (left < QUORUM_FLOOR) revert MembershipTooFewSeats(left, QUORUM_FLOOR);
        _burn(tokenId);
        emit SeatRevoked(tokenId, holder);
    }

    /// @inheritdoc IMembership
    function totalSupply() external view returns (uint256) {
        return _getTotalSupply();
    }

    /// @inheritdoc IMembership
    function locked(uint256 tokenId) external view returns (bool) {
        _requireOwned(tokenId);
        return true;
    }

    /// @dev Seconds since 1970, the same on every chain (ERC-6372).
    function clock() public view override returns (uint48) {
        return Time.timestamp();
    }

    /// @dev ERC-6372.
    // forge-lint: disable-next-line(mixed-case-function)
    function CLOCK_MODE() public pure override returns (string memory) {
        return "mode=timestamp";
    }

    /// @inheritdoc ERC721
    function supportsInterface(bytes4 interfaceId) public view override returns (bool) {
        return interfaceId == ERC5192_INTERFACE || super.supportsInterface(interfaceId);
    }

    /// @dev A seat delegates to its holder unless the holder chose a delegate before; its vote counts from this block.
    function _admit(address account) private returns (uint256 tokenId) {
        if (balanceOf(account) != 0) revert MembershipAlreadySeated(account);
        tokenId = ++_lastTokenId;
        _mint(account, tokenId);
        if (delegates(account) == address(0)) _delegate(account, account);
        emit SeatAdmitted(tokenId, account);
        emit Locked(tokenId);
    }

    function _update(address to, uint256 tokenId, address auth)
        internal
        override(ERC721, ERC721Votes)
        returns (address from)
    {
        from = super._update(to, tokenId, auth);
        if (from != address(0) && to != address(0)) revert MembershipLocked(tokenId);
    }

    function _increaseBalance(address account, uint128 amount) internal override(ERC721, ERC721Votes) {
        super._increaseBalance(account, amount);
    }
}
