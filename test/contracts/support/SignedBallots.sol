// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAlthingGovernor} from "../../../contracts/governance/IAlthingGovernor.sol";
import {Members} from "./Members.sol";

/// @dev Ballots as a wallet signs them: written apart from the contract, from the types that EIP-712 shows.
abstract contract SignedBallots is Members {
    bytes32 private constant BALLOT_TYPE = keccak256(
        "SignedBallot(uint256 proposalId,string choice,string reason,address voter,uint256 signedAt,uint256 expiry)"
    );
    bytes32 private constant CHOICE_TYPE = keccak256("Choice(uint256 proposalId,string choice,string reason)");
    bytes32 private constant LIST_TYPE = keccak256(
        "SignedList(Choice[] choices,address voter,uint256 signedAt,uint256 expiry)Choice(uint256 proposalId,string choice,string reason)"
    );

    function domainOf(address verifier, string memory name, uint256 chainId) internal pure returns (bytes32) {
        return keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256(bytes(name)),
                keccak256("1"),
                chainId,
                verifier
            )
        );
    }

    function hashWord(uint8 support) private pure returns (bytes32) {
        return keccak256(bytes(support == 0 ? "Against" : support == 1 ? "For" : "Abstain"));
    }

    function digestOf(bytes32 domain_, uint256 id, IAlthingGovernor.SignedBallot memory b)
        internal
        pure
        returns (bytes32)
    {
        bytes32 message = keccak256(
            abi.encode(BALLOT_TYPE, id, hashWord(b.support), keccak256(bytes(b.reason)), b.voter, b.signedAt, b.expiry)
        );
        return keccak256(abi.encodePacked("\x19\x01", domain_, message));
    }

    function digestOf(bytes32 domain_, IAlthingGovernor.SignedList memory list) internal pure returns (bytes32) {
        bytes memory hashes;
        for (uint256 i; i < list.choices.length; ++i) {
            IAlthingGovernor.Choice memory choice = list.choices[i];
            bytes32 hash = keccak256(
                abi.encode(CHOICE_TYPE, choice.proposalId, hashWord(choice.support), keccak256(bytes(choice.reason)))
            );
            hashes = abi.encodePacked(hashes, hash);
        }
        bytes32 message = keccak256(abi.encode(LIST_TYPE, keccak256(hashes), list.voter, list.signedAt, list.expiry));
        return keccak256(abi.encodePacked("\x19\x01", domain_, message));
    }

    function ballotAt(
        address verifier,
        uint256 index,
        uint256 id,
        uint8 support,
        string memory reason,
        uint256 signedAt
    ) internal view returns (IAlthingGovernor.SignedBallot memory b) {
        b.voter = member(index);
        b.signedAt = signedAt;
        b.expiry = signedAt + 1 days;
        b.support = support;
        b.reason = reason;
        b.signature = sign(index, digestOf(domainOf(verifier, "Lakeside Commons", block.chainid), id, b));
    }

    function box(uint256 id, IAlthingGovernor.SignedBallot[] memory ballots)
        internal
        pure
        returns (IAlthingGovernor.BallotBox[] memory boxes)
    {
        boxes = new IAlthingGovernor.BallotBox[](1);
        boxes[0] = IAlthingGovernor.BallotBox(id, ballots);
    }

    function box(uint256 id, IAlthingGovernor.SignedBallot memory b)
        internal
        pure
        returns (IAlthingGovernor.BallotBox[] memory)
    {
        IAlthingGovernor.SignedBallot[] memory ballots = new IAlthingGovernor.SignedBallot[](1);
        ballots[0] = b;
        return box(id, ballots);
    }
}
