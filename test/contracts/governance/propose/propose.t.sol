// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";
import {IAlthingGovernor} from "../../../../contracts/governance/IAlthingGovernor.sol";
import {ProposalDescription} from "../../../../contracts/governance/ProposalDescription.sol";
import {DaoFixture} from "../../support/DaoFixture.sol";

contract ProposeTest is DaoFixture {
    function setUp() external {
        deployDao(5, 20);
    }

    function proposeWith(string memory description) private {
        Proposal memory p = action(PAYEE, 1, "", description);
        vm.prank(member(0));
        governor.propose(p.targets, p.values, p.calldatas, description);
    }

    function suffix(address account) private pure returns (string memory) {
        return string.concat("#proposer=", Strings.toHexString(account));
    }

    function test_RevertWhen_AnActionCallsAnAccountWithoutCode_F10() external {
        Proposal memory p = action(PAYEE, 0, hex"a9059cbb", "call");
        vm.expectRevert(abi.encodeWithSelector(IAlthingGovernor.GovernorTargetWithoutCode.selector, 0, PAYEE));
        vm.prank(member(0));
        governor.propose(p.targets, p.values, p.calldatas, p.description);
    }

    function test_WhenAnActionSendsCoinOnly_ItIsAccepted() external {
        proposeWith("pay");
        assertEq(governor.proposalCount(), 1, "count");
    }

    function testFuzz_Actions_AtMost32_T20(uint256 actions) external {
        actions = bound(actions, 1, 64);
        address[] memory targets = new address[](actions);
        if (actions > 32) {
            vm.expectRevert(abi.encodeWithSelector(IAlthingGovernor.GovernorTooManyActions.selector, actions, 32));
        }
        vm.prank(member(0));
        governor.propose(targets, new uint256[](actions), new bytes[](actions), "many");
        assertEq(governor.proposalCount(), actions > 32 ? 0 : 1, "count");
    }

    function test_Description_AtMost16384Bytes() external {
        proposeWith(string(new bytes(16_384)));
        vm.expectRevert(abi.encodeWithSelector(IAlthingGovernor.GovernorDescriptionTooLong.selector, 16_385, 16_384));
        proposeWith(string(new bytes(16_385)));
    }

    function test_RevertWhen_TheSuffixIsMisplacedOrMalformed_T10_F9() external {
        string memory good = suffix(member(0));
        string[9] memory bad = [
            string.concat("x", good, " "),
            string.concat("x", good, "\n"),
            string.concat("#proposer= x", good),
            string.concat("x", good, good),
            string.concat("x#PROPOSER=", Strings.toHexString(member(0))),
            string.concat("x#Proposer=", Strings.toHexString(member(0))),
            "x#proposer=",
            "#proposer=0x12",
            string.concat(good, "0")
        ];
        for (uint256 i; i < bad.length; ++i) {
            vm.expectRevert(IAlthingGovernor.GovernorMisplacedProposerSuffix.selector);
            proposeWith(bad[i]);
        }
    }

    function test_RevertWhen_TheSuffixNamesAnother() external {
        vm.expectRevert(abi.encodeWithSelector(IGovernor.GovernorRestrictedProposer.selector, member(0)));
        proposeWith(suffix(member(1)));
    }

    function test_WhenTheSuffixNamesTheProposer_NobodyElseCanProposeIt_T10() external {
        string memory description = string.concat("# Title\n\n", suffix(member(0)));
        Proposal memory p = action(PAYEE, 1, "", description);
        vm.expectRevert(abi.encodeWithSelector(IGovernor.GovernorRestrictedProposer.selector, member(1)));
        vm.prank(member(1));
        governor.propose(p.targets, p.values, p.calldatas, description);
        proposeWith(description);
        assertEq(governor.proposalCount(), 1, "count");
    }

    function test_RevertWhen_TheProposerHasNoVote_T11() external {
        vm.expectRevert(abi.encodeWithSelector(IGovernor.GovernorInsufficientProposerVotes.selector, STRANGER, 0, 1));
        vm.prank(STRANGER);
        governor.propose(new address[](1), new uint256[](1), new bytes[](1), "x");
    }

    function test_ProposalIds_AreEnumerable() external {
        Proposal memory first = propose(payment());
        Proposal memory second = propose(action(PAYEE, 2 ether, "", "more"));
        assertEq(governor.proposalCount(), 2, "count");
        assertEq(governor.proposalIdAt(0), first.id, "first");
        assertEq(governor.proposalIdAt(1), second.id, "second");
    }

    function test_FindMarker_ReadsNothingBehindTheEnd() external pure {
        bytes memory text = "#proposer=";
        assembly ("memory-safe") {
            mstore(text, 9)
        }
        assertEq(ProposalDescription.findMarker(string(text)), type(uint256).max, "offset");
    }

    /// @dev The scan by words finds what a scan by bytes finds.
    function testFuzz_FindMarker_EqualsAPlainScan(bytes memory text, uint256 at, uint256 hashes) external pure {
        bytes memory marker = "#proposer=";
        for (uint256 i; i < text.length; ++i) {
            if ((hashes >> (i % 256)) & 1 == 1) text[i] = "#";
        }
        if (text.length >= 10 && at % 3 != 0) {
            uint256 offset = at % (text.length - 9);
            for (uint256 i; i < 10; ++i) {
                text[offset + i] = at % 5 == 0 && marker[i] > "a" ? bytes1(uint8(marker[i]) - 32) : marker[i];
            }
        }
        uint256 expected = type(uint256).max;
        for (uint256 i; i + 10 <= text.length; ++i) {
            bool same = true;
            for (uint256 j; j < 10 && same; ++j) {
                same = text[i + j] | 0x20 == marker[j];
            }
            if (same) {
                expected = i;
                break;
            }
        }
        assertEq(ProposalDescription.findMarker(string(text)), expected, "offset");
    }

    function test_RevertGiven_TheProposerHasAsManyLiveProposalsAsOneMayHave_T11() external {
        Proposal memory first = propose(action(PAYEE, 1, "", "first"));
        propose(action(PAYEE, 1, "", "second"));
        Proposal memory third = action(PAYEE, 1, "", "third");
        vm.expectRevert(
            abi.encodeWithSelector(IAlthingGovernor.GovernorTooManyLiveProposals.selector, member(0), PROPOSAL_LIMIT)
        );
        vm.prank(member(0));
        governor.propose(third.targets, third.values, third.calldatas, third.description);
        // Another proposer is not meant.
        vm.prank(member(1));
        governor.propose(third.targets, third.values, third.calldatas, "another's");
        cancelAs(member(0), first);
        third = propose(third);
        // Active is live too; over is not.
        toActive(third);
        vm.expectRevert(
            abi.encodeWithSelector(IAlthingGovernor.GovernorTooManyLiveProposals.selector, member(0), PROPOSAL_LIMIT)
        );
        vm.prank(member(0));
        governor.propose(third.targets, third.values, third.calldatas, "fourth");
        toEnd(third);
        propose(action(PAYEE, 1, "", "fourth"));
        propose(action(PAYEE, 1, "", "fifth"));
    }

    /// @dev Any limit, any history: never more than the limit are live, and what is refused is refused at the limit.
    /// forge-config: default.fuzz.runs = 1000
    /// forge-config: deep.fuzz.runs = 10000
    function testFuzz_LiveProposals_NeverExceedTheLimit_T11(uint256 seed, uint256 limit) external {
        limit = bound(limit, 0, 10);
        Proposal memory rules = action(
            address(governor),
            0,
            abi.encodeCall(governor.setVotingRules, (SWING_EXTENSION, LOCK_WINDOW, uint8(limit))),
            "limit"
        );
        decide(rules, 5);
        uint256[] memory ids = new uint256[](40);
        uint256 count;
        for (uint256 i; i < 40; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            if (seed % 4 == 0) vm.warp(block.timestamp + (seed >> 8) % 4 days);
            Proposal memory p = action(PAYEE, 1, "", string(abi.encodePacked("p", i)));
            if (seed % 5 == 0 && count > 0) {
                uint256 index = (seed >> 16) % count;
                // The description is the proposal's, whichever it was.
                p.description = string(abi.encodePacked("p", _numbers[index]));
                vm.prank(GUARDIAN);
                try governor.cancel(p.targets, p.values, p.calldatas, keccak256(bytes(p.description))) {} catch {}
                continue;
            }
            uint256 live;
            for (uint256 j; j < count; ++j) {
                IGovernor.ProposalState current = governor.state(ids[j]);
                if (current == IGovernor.ProposalState.Pending || current == IGovernor.ProposalState.Active) ++live;
            }
            vm.prank(member(2));
            try governor.propose(p.targets, p.values, p.calldatas, p.description) returns (uint256 id) {
                assertTrue(limit == 0 || live < limit, "above the limit");
                _numbers[count] = i;
                ids[count++] = id;
            } catch {
                assertTrue(limit != 0 && live >= limit, "below the limit");
            }
        }
    }

    mapping(uint256 index => uint256) private _numbers;

    function test_TheList_HoldsEveryProposalInOrder() external {
        uint256[] memory ids = new uint256[](4);
        for (uint256 i; i < 4; ++i) {
            Proposal memory p = action(PAYEE, 1, "", string(abi.encodePacked("p", i)));
            vm.prank(member(i));
            ids[i] = governor.propose(p.targets, p.values, p.calldatas, p.description);
        }
        assertEq(governor.proposalCount(), 4, "count");
        for (uint256 i; i < 4; ++i) {
            assertEq(governor.proposalIdAt(i), ids[i], "id");
        }
        assertEq(governor.proposalIdAt(4), 0, "none");
    }

    /// @dev One byte of a good suffix, or its length, is changed; OpenZeppelin's parser reads what is left.
    function testFuzz_ParseSuffix_EqualsAPlainReading(address named, uint256 at, bytes1 byte_, uint256 length)
        external
        pure
    {
        string memory good = Strings.toChecksumHexString(named);
        bytes memory text = bytes(string.concat("so be it #proposer=", good));
        bytes memory edges = "/09:@AFG`afgxX#";
        if (at % 4 != 0) text[9 + at % 52] = at % 4 == 1 ? byte_ : edges[uint8(byte_) % edges.length];
        length = bound(length, 0, 7);
        if (length == 1) text = bytes(string.concat(string(text), "0"));
        bytes memory prefix = "#proposer=0x";
        bool expected = text.length == 61;
        for (uint256 i; i < prefix.length; ++i) {
            if (text[9 + i] != prefix[i]) expected = false;
        }
        (bool read, address value) = Strings.tryParseAddress(string(text), 19, 61);
        expected = expected && read;
        (bool wellFormed, address parsed) = ProposalDescription.parseSuffix(string(text), 9);
        assertTrue(wellFormed == expected, "well-formed");
        assertEq(parsed, expected ? value : address(0), "named");
        if (at % 4 == 0 && length != 1) assertEq(parsed, named, "the one that was named");
    }

    function testFuzz_AnId_IsTheHashOfItsActionsAndText_I29_T12(address target, uint256 value, string calldata text)
        external
    {
        vm.assume(ProposalDescription.findMarker(text) == ProposalDescription.NOT_FOUND);
        vm.assume(bytes(text).length <= 16_384);
        Proposal memory p = propose(action(target, value, "", text));
        assertEq(p.id, uint256(keccak256(abi.encode(p.targets, p.values, p.calldatas, keccak256(bytes(text))))), "id");
        vm.expectRevert(
            abi.encodeWithSelector(
                IGovernor.GovernorUnexpectedProposalState.selector, p.id, IGovernor.ProposalState.Pending, bytes32(0)
            )
        );
        propose(p);
    }

    /// @dev The cap on the gas of a transaction is 2^24 (EIP-7825).
    function test_ThirtyTwoActions_FitIntoATransaction_T20_I30() external {
        Proposal memory p;
        p.targets = new address[](32);
        p.values = new uint256[](32);
        p.calldatas = new bytes[](32);
        for (uint256 kind; kind < 2; ++kind) {
            for (uint256 i; i < 32; ++i) {
                p.targets[i] = kind == 0 ? address(uint160(0xF00D00 + i)) : address(membership);
                p.values[i] = kind == 0 ? 1 : 0;
                p.calldatas[i] = kind == 0 ? bytes("") : admission(address(uint160(0xF00D00 + i)));
            }
            p.description = kind == 0 ? "32 payments" : "32 members";
            p = pass(p, 5);
            uint256 left = gasleft();
            queue(p);
            assertTrue(left - gasleft() < 1 << 24, "queue");
            toReady(p);
            left = gasleft();
            execute(p);
            assertTrue(left - gasleft() < 1 << 24, "execute");
        }
    }
}
