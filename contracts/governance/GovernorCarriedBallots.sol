// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {Ballot} from "./Ballot.sol";
import {GovernorBallots} from "./GovernorBallots.sol";
import {IAlthingGovernor} from "./IAlthingGovernor.sol";

/// @title Signed ballots that anybody carries, many in one transaction.
abstract contract GovernorCarriedBallots is GovernorBallots {
    bytes32 private constant BALLOT_TYPE = keccak256(
        "SignedBallot(uint256 proposalId,string choice,string reason,address voter,uint256 signedAt,uint256 expiry)"
    );
    bytes32 private constant CHOICE_TYPE = keccak256("Choice(uint256 proposalId,string choice,string reason)");
    bytes32 private constant LIST_TYPE = keccak256(
        "SignedList(Choice[] choices,address voter,uint256 signedAt,uint256 expiry)Choice(uint256 proposalId,string choice,string reason)"
    );
    uint256 private constant MAX_SIGNATURE_GAS = 1_000_000;
    /// @dev The 64th part that a caller keeps (EIP-150) of the most that a call gets, and what the rest may take.
    uint256 private constant GAS_RESERVE = 20_000;

    /// @inheritdoc IAlthingGovernor
    function castSignedBallots(BallotBox[] calldata boxes) external returns (uint256 counted) {
        for (uint256 i; i < boxes.length; ++i) {
            SignedBallot[] calldata ballots = boxes[i].ballots;
            Poll memory poll = _openIfActive(boxes[i].proposalId);
            for (uint256 j; j < ballots.length; ++j) {
                SignedBallot calldata ballot = ballots[j];
                bytes32 message = keccak256(
                    abi.encode(
                        BALLOT_TYPE,
                        poll.proposalId,
                        _hashChoice(ballot.support),
                        keccak256(bytes(ballot.reason)),
                        ballot.voter,
                        ballot.signedAt,
                        ballot.expiry
                    )
                );
                BallotRefusal refusal =
                    _judge(message, ballot.voter, ballot.signedAt, ballot.expiry, ballot.gasLimit, ballot.signature);
                if (refusal == BallotRefusal.None) {
                    refusal = _carry(poll, ballot.voter, ballot.signedAt, ballot.support, ballot.reason);
                }
                if (refusal == BallotRefusal.None) ++counted;
                else emit BallotSkipped(poll.proposalId, ballot.voter, refusal);
            }
            _closePoll(poll);
        }
        if (counted == 0) revert GovernorNoBallotCounted();
    }

    /// @inheritdoc IAlthingGovernor
    function castSignedLists(SignedList[] calldata lists) external returns (uint256 counted) {
        for (uint256 i; i < lists.length; ++i) {
            SignedList calldata list = lists[i];
            Choice[] calldata choices = list.choices;
            BallotRefusal judged =
                _judge(_hashList(list, choices), list.voter, list.signedAt, list.expiry, list.gasLimit, list.signature);
            for (uint256 j; j < choices.length; ++j) {
                Choice calldata choice = choices[j];
                Poll memory poll = _openIfActive(choice.proposalId);
                BallotRefusal refusal = judged;
                if (refusal == BallotRefusal.None) {
                    refusal = _carry(poll, list.voter, list.signedAt, choice.support, choice.reason);
                }
                if (refusal == BallotRefusal.None) ++counted;
                else emit BallotSkipped(choice.proposalId, list.voter, refusal);
                _closePoll(poll);
            }
        }
        if (counted == 0) revert GovernorNoBallotCounted();
    }

    /// @dev The deadline is 0 when the proposal is not open for votes, or does not exist.
    function _openIfActive(uint256 proposalId) private view returns (Poll memory poll) {
        if (proposalSnapshot(proposalId) != 0 && state(proposalId) == ProposalState.Active) {
            return _openPoll(proposalId);
        }
        poll.proposalId = proposalId;
    }

    function _closePoll(Poll memory poll) private {
        if (poll.deadline != 0) _storeTally(poll.proposalId, poll.tally);
    }

    /// @dev Whether the signature is good, now.
    function _judge(
        bytes32 message,
        address voter,
        uint256 signedAt,
        uint256 expiry,
        uint256 gasLimit,
        bytes calldata signature
    ) private view returns (BallotRefusal) {
        if (block.timestamp > expiry) return BallotRefusal.Expired;
        if (signedAt > block.timestamp) return BallotRefusal.Misdated;
        bytes32 digest = _hashTypedDataV4(message);
        (address recovered, ECDSA.RecoverError failure,) = ECDSA.tryRecoverCalldata(digest, signature);
        if (failure == ECDSA.RecoverError.NoError && recovered == voter) return BallotRefusal.None;
        return _isApproved(voter, digest, signature, gasLimit) ? BallotRefusal.None : BallotRefusal.BadSignature;
    }

    /// @dev Counts one ballot whose signature is good, or says why not.
    function _carry(Poll memory poll, address voter, uint256 signedAt, uint256 support, string calldata reason)
        private
        returns (BallotRefusal refusal)
    {
        if (poll.deadline == 0) return BallotRefusal.NotActive;
        if (support >= Ballot.CHOICES) return BallotRefusal.NoSuchChoice;
        if (signedAt <= poll.snapshot) return BallotRefusal.Misdated;
        uint256 index = _indexOf(voter);
        uint256 current = _ballotOf(poll.proposalId, index);
        uint256 ballot = Ballot.signed(signedAt - poll.snapshot, support);
        refusal = _examine(poll, current, ballot);
        if (refusal != BallotRefusal.None) return refusal;
        uint256 weight = token().getPastVotes(voter, poll.snapshot);
        if (weight == 0) return BallotRefusal.NoVotes;
        _count(poll, voter, index, current, ballot, weight);
        // forge-lint: disable-next-line(unsafe-typecast) -- below 3
        emit VoteCast(voter, poll.proposalId, uint8(support), weight, reason);
    }

    /// @dev The `nonce` is the sequence of the ballot that it replaces, on that proposal; OpenZeppelin's own would let
    /// a signature replace a ballot that its voter cast directly afterwards.
    function _validateVoteSig(uint256 proposalId, uint8 support, address voter, bytes memory signature)
        internal
        view
        override
        returns (bool)
    {
        uint256 nonce = _ballotOf(proposalId, _indexOf(voter));
        bytes32 digest = _hashTypedDataV4(keccak256(abi.encode(BALLOT_TYPEHASH, proposalId, support, voter, nonce)));
        return _isSigned(voter, digest, signature);
    }

    /// @dev See {_validateVoteSig}.
    function _validateExtendedVoteSig(
        uint256 proposalId,
        uint8 support,
        address voter,
        string memory reason,
        bytes memory params,
        bytes memory signature
    ) internal view override returns (bool) {
        uint256 nonce = _ballotOf(proposalId, _indexOf(voter));
        bytes32 digest = _hashTypedDataV4(
            keccak256(
                abi.encode(
                    EXTENDED_BALLOT_TYPEHASH,
                    proposalId,
                    support,
                    voter,
                    nonce,
                    keccak256(bytes(reason)),
                    keccak256(params)
                )
            )
        );
        return _isSigned(voter, digest, signature);
    }

    function _hashList(SignedList calldata list, Choice[] calldata choices) private pure returns (bytes32) {
        bytes32[] memory hashes = new bytes32[](choices.length);
        for (uint256 i; i < choices.length; ++i) {
            Choice calldata choice = choices[i];
            hashes[i] = keccak256(
                abi.encode(CHOICE_TYPE, choice.proposalId, _hashChoice(choice.support), keccak256(bytes(choice.reason)))
            );
        }
        return
            keccak256(
                abi.encode(LIST_TYPE, keccak256(abi.encodePacked(hashes)), list.voter, list.signedAt, list.expiry)
            );
    }

    /// @dev A wallet shows the word. What is none of the three is nobody's choice: it is skipped afterwards.
    function _hashChoice(uint256 support) private pure returns (bytes32) {
        if (support == 0) return keccak256("Against");
        return support == 1 ? keccak256("For") : keccak256("Abstain");
    }

    /// @dev For OpenZeppelin's entry points, which name no gas.
    function _isSigned(address voter, bytes32 digest, bytes memory signature) private view returns (bool) {
        (address recovered, ECDSA.RecoverError failure,) = ECDSA.tryRecover(digest, signature);
        if (failure == ECDSA.RecoverError.NoError && recovered == voter) return true;
        return _isApproved(voter, digest, signature, MAX_SIGNATURE_GAS);
    }

    /// @dev Whether the voter's contract says that the signature is good (ERC-1271), within `gasLimit`; of what it
    /// answers 32 bytes are read. When less gas is left, the carrier sent too little, and all reverts rather than calling
    /// an honest voter's signature bad.
    function _isApproved(address voter, bytes32 digest, bytes memory signature, uint256 gasLimit)
        private
        view
        returns (bool)
    {
        if (voter.code.length == 0) return false;
        if (gasLimit > MAX_SIGNATURE_GAS) gasLimit = MAX_SIGNATURE_GAS;
        bytes memory data = abi.encodeCall(IERC1271.isValidSignature, (digest, signature));
        if (gasleft() < gasLimit + GAS_RESERVE) revert GovernorTooLittleGas(gasLimit);
        bool done;
        uint256 size;
        bytes32 answer;
        assembly ("memory-safe") {
            done := staticcall(gasLimit, voter, add(data, 0x20), mload(data), 0, 0x20)
            size := returndatasize()
            answer := mload(0)
        }
        return done && size >= 32 && answer == bytes32(IERC1271.isValidSignature.selector);
    }
}
