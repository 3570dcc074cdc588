// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Governor} from "@openzeppelin/contracts/governance/Governor.sol";
import {IAlthingGovernor} from "../../../contracts/governance/IAlthingGovernor.sol";
import {DaoFixture} from "./DaoFixture.sol";
import {SignedBallots} from "./SignedBallots.sol";

/// @dev Ballots for the governor of the fixture.
abstract contract Ballots is DaoFixture, SignedBallots {
    function domain() internal view returns (bytes32) {
        return domainOf(address(governor), "Lakeside Commons", block.chainid);
    }

    /// @dev Signed now, good for a day.
    function ballot(uint256 index, uint256 id, uint8 support, string memory reason)
        internal
        view
        returns (IAlthingGovernor.SignedBallot memory)
    {
        return ballotAt(index, id, support, reason, block.timestamp);
    }

    function ballotAt(uint256 index, uint256 id, uint8 support, string memory reason, uint256 signedAt)
        internal
        view
        returns (IAlthingGovernor.SignedBallot memory)
    {
        return ballotAt(address(governor), index, id, support, reason, signedAt);
    }

    /// @dev One voter's choices, `support` on each proposal.
    function list(uint256 index, uint256[] memory ids, uint8 support)
        internal
        view
        returns (IAlthingGovernor.SignedList memory l)
    {
        l.voter = member(index);
        l.signedAt = block.timestamp;
        l.expiry = block.timestamp + 1 days;
        l.choices = new IAlthingGovernor.Choice[](ids.length);
        for (uint256 i; i < ids.length; ++i) {
            l.choices[i] = IAlthingGovernor.Choice(ids[i], support, "");
        }
        l.signature = sign(index, digestOf(domain(), l));
    }

    /// @dev A ballot of OpenZeppelin's own type.
    function stockSignature(Governor verifier, bytes32 domain_, uint256 index, uint256 id, uint8 support, uint256 nonce)
        internal
        view
        returns (bytes memory)
    {
        bytes32 message = keccak256(abi.encode(verifier.BALLOT_TYPEHASH(), id, support, member(index), nonce));
        return sign(index, keccak256(abi.encodePacked("\x19\x01", domain_, message)));
    }
}
