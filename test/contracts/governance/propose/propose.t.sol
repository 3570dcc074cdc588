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

    // F10
    function test_RevertWhen_AnActionCallsAnAccountWithoutCode() external {
        Proposal memory p = action(PAYEE, 0, hex"a9059cbb", "call");
        vm.expectRevert(abi.encodeWithSelector(IAlthingGovernor.GovernorTargetWithoutCode.selector, 0, PAYEE));
        vm.prank(member(0));
        governor.propose(p.targets, p.values, p.calldatas, p.description);
    }

    function test_WhenAnActionSendsCoinOnly_ItIsAccepted() external {
        proposeWith("pay");
        assertEq(governor.proposalCount(), 1, "count");
    }

    // T20
    function testFuzz_Actions_AtMost32(uint256 actions) external {
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

    // T10, F9
    function test_RevertWhen_TheSuffixIsMisplacedOrMalformed() external {
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

    function test_WhenTheSuffixNamesTheProposer_NobodyElseCanProposeIt() external {
        string memory description = string.concat("# Title\n\n", suffix(member(0)));
        Proposal memory p = action(PAYEE, 1, "", description);
        vm.expectRevert(abi.encodeWithSelector(IGovernor.GovernorRestrictedProposer.selector, member(1)));
        vm.prank(member(1));
        governor.propose(p.targets, p.values, p.calldatas, description);
        proposeWith(description);
        assertEq(governor.proposalCount(), 1, "count");
    }

    function test_RevertWhen_TheProposerHasNoVote() external {
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
}
