// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {ICredentialVerifier} from "../../../../contracts/membership/ICredentialVerifier.sol";
import {Gates} from "../../../../contracts/membership/Gates.sol";
import {IGates} from "../../../../contracts/membership/IGates.sol";
import {IMembership} from "../../../../contracts/membership/IMembership.sol";
import {ISeats} from "../../../../contracts/membership/ISeats.sol";
import {SeatsFixture} from "../../support/SeatsFixture.sol";
import {TestVerifier} from "../../support/Verifier.sol";
import {OwnedWallet} from "../../support/Wallets.sol";
import {cloneGates} from "../../support/Parts.sol";

contract GatesTest is SeatsFixture {
    uint256 private constant KEY = 0xBEEF0001;
    uint8 private constant ALL = 15;
    ISeats.Kind private constant MEMBER = ISeats.Kind.Member;

    function setUp() external {
        deployDao(40, 20);
        appoint(OFFICER, 20, ALL);
    }

    function admitAs(uint256 officer, address account) private returns (uint256) {
        vm.prank(member(officer));
        return gates.admit(account, MEMBER, TERM, "a neighbour");
    }

    function newcomer(uint256 index) private pure returns (address) {
        return address(uint160(0xFACE0000 + index));
    }

    function allowanceOf(uint256 index) private view returns (uint256) {
        return gates.officerOf(member(index)).allowance;
    }

    // Officers.

    function test_WhenAnOfficerAdmits_ItIsPublicWithItsReason_I8() external {
        vm.expectEmit(address(membership));
        emit ISeats.SeatAdmitted(41, STRANGER, MEMBER, uint48(time() + TERM), address(gates));
        vm.expectEmit(address(gates));
        emit IGates.Admitted(IGates.Gate.Officers, STRANGER, member(OFFICER), address(membership), 41, 0, "a neighbour");
        assertEq(admitAs(OFFICER, STRANGER), 41, "number");
        assertEq(membership.getVotes(STRANGER), 1, "vote");
        assertEq(allowanceOf(OFFICER), 19, "allowance");
    }

    function test_RevertWhen_TheOfficerMayNot_T39() external {
        vm.expectRevert(abi.encodeWithSelector(IGates.GatesNotOfficer.selector, member(1)));
        admitAs(1, STRANGER);
        appoint(1, 1, 2);
        vm.expectRevert(abi.encodeWithSelector(IGates.GatesKindNotAllowed.selector, member(1), MEMBER));
        admitAs(1, STRANGER);
        appoint(1, 1, 1);
        admitAs(1, STRANGER);
        vm.expectRevert(abi.encodeWithSelector(IGates.GatesAllowanceSpent.selector, member(1)));
        admitAs(1, PAYEE);
        vm.prank(address(treasury));
        gates.setOfficer(member(1), IGates.Officer(5, uint48(time()), ALL));
        admitAs(1, PAYEE);
        vm.warp(time() + 1);
        vm.expectRevert(abi.encodeWithSelector(IGates.GatesNotOfficer.selector, member(1)));
        admitAs(1, GUARDIAN);
    }

    function test_RevertWhen_TheTermIsLongerThanThatOfTheKind() external {
        vm.startPrank(member(OFFICER));
        vm.expectRevert(abi.encodeWithSelector(IGates.GatesTermTooLong.selector, TERM + 1, TERM));
        gates.admit(STRANGER, MEMBER, TERM + 1, "");
        vm.expectRevert(abi.encodeWithSelector(IGates.GatesTermTooLong.selector, 0, TERM));
        gates.admit(STRANGER, MEMBER, 0, "");
        uint48 longest = gates.MAX_TERM();
        vm.expectRevert(abi.encodeWithSelector(IGates.GatesTermTooLong.selector, longest + 1, longest));
        gates.admit(STRANGER, ISeats.Kind.Organisation, longest + 1, "");
        uint256 tokenId = gates.admit(STRANGER, ISeats.Kind.Organisation, longest, "");
        assertEq(membership.seatOf(tokenId).expiry, time() + longest, "as asked");
        tokenId = gates.admit(PAYEE, ISeats.Kind.Organisation, 0, "");
        assertEq(membership.seatOf(tokenId).expiry, 0, "none");
        vm.stopPrank();
    }

    function test_WhenAnObserverIsAdmitted_TheCapIsNotTouched() external {
        vm.expectEmit(address(gates));
        emit IGates.Admitted(IGates.Gate.Officers, STRANGER, member(OFFICER), address(observers), 1, 0, "to watch");
        vm.prank(member(OFFICER));
        gates.admit(STRANGER, ISeats.Kind.Observer, TERM, "to watch");
        (, uint256 used,) = membership.admissions();
        assertEq(used, 0, "cap");
        assertEq(observers.ownerOf(1), STRANGER, "seat");
        assertEq(allowanceOf(OFFICER), 19, "allowance");
    }

    // The cap.

    function test_TheCap_IsExactAtItsEdges_I8_T39() external {
        (uint256 cap, uint256 used, uint256 window) = membership.admissions();
        assertEq(cap, 4, "a tenth");
        assertEq(used, 0, "none");
        assertEq(window, WINDOW, "window");
        uint256 start = time();
        for (uint256 i; i < 4; ++i) {
            vm.warp(start + i * 100);
            admitAs(OFFICER, newcomer(i));
        }
        (cap, used,) = membership.admissions();
        assertEq(cap, 4, "what the gates added adds nothing to it");
        assertEq(used, 4, "used");
        vm.warp(start + WINDOW - 1);
        vm.expectRevert(abi.encodeWithSelector(IMembership.MembershipCapReached.selector, 4, WINDOW));
        admitAs(OFFICER, newcomer(4));
        vm.warp(start + WINDOW);
        admitAs(OFFICER, newcomer(4));
        vm.expectRevert(abi.encodeWithSelector(IMembership.MembershipCapReached.selector, 4, WINDOW));
        admitAs(OFFICER, newcomer(5));
        vm.warp(start + WINDOW + 99);
        vm.expectRevert(abi.encodeWithSelector(IMembership.MembershipCapReached.selector, 4, WINDOW));
        admitAs(OFFICER, newcomer(5));
        vm.warp(start + WINDOW + 100);
        admitAs(OFFICER, newcomer(5));
    }

    function test_TheCap_IsOneAtLeast_AndVotesAreOutsideOfIt_I8() external {
        setRules(IMembership.TransferRule.Locked, false, 41);
        (uint256 cap,,) = membership.admissions();
        assertEq(cap, 1, "one at least");
        admitAs(OFFICER, newcomer(0));
        vm.expectRevert(abi.encodeWithSelector(IMembership.MembershipCapReached.selector, 1, WINDOW));
        admitAs(OFFICER, newcomer(1));
        for (uint256 i = 1; i < 30; ++i) {
            admitByVote(newcomer(i), MEMBER, 0);
        }
        setRules(IMembership.TransferRule.Locked, false, 10);
        (cap,,) = membership.admissions();
        assertEq(cap, 6, "a tenth of what the gates did not add");
    }

    // What a window forgot does not come back, and a longer window remembers.
    function test_GivenALongerVotingPeriod_TheWindowRemembers_I8() external {
        setRules(IMembership.TransferRule.Locked, false, 41);
        uint256 start = time();
        admitAs(OFFICER, newcomer(0));
        vm.warp(start + WINDOW);
        admitAs(OFFICER, newcomer(1));
        vm.warp(start + 2 * WINDOW);
        Proposal memory p =
            action(address(governor), 0, abi.encodeWithSignature("setVotingPeriod(uint32)", uint32(20 days)), "longer");
        decide(p, 40);
        (uint256 cap, uint256 used, uint256 window) = membership.admissions();
        assertEq(window, 21 days, "window");
        assertEq(cap, 1, "cap");
        assertEq(used, 2, "both are remembered, though the old window had forgotten the first");
        vm.warp(start + 21 days);
        (, used,) = membership.admissions();
        assertEq(used, 1, "the second");
        vm.expectRevert(abi.encodeWithSelector(IMembership.MembershipCapReached.selector, 1, 21 days));
        admitAs(OFFICER, newcomer(2));
    }

    function test_GivenAGovernorThatDoesNotAnswer_OnlyVotesAdmit() external {
        vm.prank(address(treasury));
        membership.setParts(IMembership.Parts(STRANGER, address(gates), address(recovery)));
        vm.expectRevert();
        vm.prank(member(OFFICER));
        gates.admit(STRANGER, MEMBER, TERM, "");
        admitByVote(STRANGER, MEMBER, 0);
        assertEq(membership.balanceOf(STRANGER), 1, "by vote");
    }

    /// @dev In any window, whatever happens: the gates add at most a tenth of the others, or one.
    /// forge-config: default.fuzz.runs = 1000
    /// forge-config: deep.fuzz.runs = 10000
    function testFuzz_TheGatesNeverAddMoreThanTheCap_I8(uint256 seed) external {
        uint256[60] memory times;
        uint256 count;
        for (uint256 i; i < 60; ++i) {
            seed = uint256(keccak256(abi.encode(seed, i)));
            vm.warp(time() + (seed % 4 == 0 ? (seed >> 8) % WINDOW : (seed >> 8) % 3));
            uint256 choice = (seed >> 64) % 6;
            if (choice == 0) {
                admitByVote(address(uint160(uint256(keccak256(abi.encode(seed))))), MEMBER, 0);
            } else if (choice == 1) {
                vm.prank(address(treasury));
                (bool revoked,) = address(membership).call(abi.encodeCall(membership.revoke, (1 + (seed >> 72) % 60)));
                revoked;
            } else {
                appoint(OFFICER, 1, ALL);
                vm.prank(member(OFFICER));
                (bool done,) = address(gates).call(abi.encodeCall(gates.admit, (newcomer(i), MEMBER, TERM, "")));
                uint256 recent = 1;
                for (uint256 j; j < count; ++j) {
                    if (times[j] + WINDOW > time()) ++recent;
                }
                uint256 supply = membership.totalSupply() + (done ? 0 : 1);
                uint256 cap = (supply > recent ? supply - recent : 0) / 10;
                // What was admitted, or would have been, against the cap as it stood before.
                uint256 others = membership.totalSupply() - (done ? 1 : 0);
                cap = (others > recent - 1 ? others - (recent - 1) : 0) / 10;
                if (cap == 0) cap = 1;
                assertTrue(done == (recent <= cap), "exact");
                if (done) times[count++] = time();
            }
        }
    }

    // Renewal and transfers by officers.

    function test_WhenAnOfficerRenews_TheTermIsThatOfTheKind() external {
        vm.prank(address(treasury));
        membership.renew(5, uint48(time() + 10));
        vm.expectEmit(address(gates));
        emit IGates.Renewed(member(OFFICER), address(membership), 5, "still here");
        vm.prank(member(OFFICER));
        gates.renew(false, 5, "still here");
        assertEq(membership.seatOf(5).expiry, time() + TERM, "term");
        assertEq(allowanceOf(OFFICER), 19, "allowance");
        (, uint256 used,) = membership.admissions();
        assertEq(used, 0, "nothing was added");
    }

    // A fault in the gates, or a careless officer, cannot end seats early.
    function test_RevertWhen_ARenewalWithoutAVoteWouldShortenATerm() external {
        uint48 term = uint48(time() + TERM);
        vm.expectRevert(abi.encodeWithSelector(ISeats.SeatsTermShortened.selector, 5, 0, term));
        vm.prank(member(OFFICER));
        gates.renew(false, 5, "");
        vm.prank(address(treasury));
        membership.renew(5, term + 1);
        vm.expectRevert(abi.encodeWithSelector(ISeats.SeatsTermShortened.selector, 5, term + 1, term));
        vm.prank(member(OFFICER));
        gates.renew(false, 5, "");
        vm.prank(address(treasury));
        membership.renew(5, term);
        vm.startPrank(address(gates));
        membership.renew(5, term);
        membership.renew(5, 0);
        vm.expectRevert(abi.encodeWithSelector(ISeats.SeatsTermShortened.selector, 5, 0, term));
        membership.renew(5, term);
        vm.stopPrank();
        vm.prank(address(treasury));
        membership.renew(5, uint48(time() + 1));
    }

    function test_WhenAnOfficerRenewsALapsedSeat_ItCountsAgainstTheCap_I8() external {
        setRules(IMembership.TransferRule.Locked, false, 41);
        vm.prank(address(treasury));
        membership.renew(5, uint48(time() + 10));
        vm.warp(time() + 11);
        membership.sweep(one(5));
        vm.prank(member(OFFICER));
        gates.renew(false, 5, "");
        assertEq(membership.ownerOf(5), member(4), "the same holder");
        (, uint256 used,) = membership.admissions();
        assertEq(used, 1, "added");
        vm.expectRevert(abi.encodeWithSelector(IMembership.MembershipCapReached.selector, 1, WINDOW));
        admitAs(OFFICER, STRANGER);
    }

    function test_RevertWhen_AHolderRenewsAloneUnlessTheKindSaysSo() external {
        vm.expectRevert(abi.encodeWithSelector(IGates.GatesOwnSeat.selector, 1));
        vm.prank(member(OFFICER));
        gates.renew(false, 1, "");
        vm.expectRevert(abi.encodeWithSelector(IGates.GatesNotOfficer.selector, STRANGER));
        vm.prank(STRANGER);
        gates.renew(false, 1, "");
        vm.startPrank(address(treasury));
        membership.changeKind(2, ISeats.Kind.Organisation);
        membership.renew(2, uint48(time() + 10));
        vm.stopPrank();
        vm.prank(member(1));
        gates.renew(false, 2, "we go on");
        assertEq(membership.seatOf(2).expiry, 0, "an organisation's seat has no term");
        // And a lapsed seat's former holder is its holder.
        vm.prank(address(treasury));
        membership.renew(1, uint48(time() + 10));
        vm.warp(time() + 11);
        membership.sweep(one(1));
        vm.expectRevert(abi.encodeWithSelector(IGates.GatesOwnSeat.selector, 1));
        vm.prank(member(OFFICER));
        gates.renew(false, 1, "");
    }

    function test_WhenAnObserverRenewsAlone_ItIsRenewed() external {
        admitByVote(STRANGER, ISeats.Kind.Observer, uint48(time() + 10));
        vm.prank(STRANGER);
        gates.renew(true, 1, "");
        assertEq(observers.seatOf(1).expiry, time() + TERM, "term");
        vm.expectRevert(abi.encodeWithSelector(ISeats.SeatsWrongStanding.selector, 2, ISeats.Standing.None));
        vm.prank(STRANGER);
        gates.renew(true, 2, "");
    }

    function test_WhenAnOfficerApprovesATransfer_TheHolderMoves() external {
        setRules(IMembership.TransferRule.Approved, false, 10);
        vm.startPrank(member(OFFICER));
        vm.expectRevert(abi.encodeWithSelector(IGates.GatesOwnSeat.selector, 1));
        gates.approveTransfer(1, STRANGER);
        vm.expectEmit(address(membership));
        emit IMembership.TransferApproved(2, STRANGER, address(gates));
        vm.expectEmit(address(gates));
        emit IGates.TransferAllowed(member(OFFICER), 2, STRANGER);
        gates.approveTransfer(2, STRANGER);
        vm.stopPrank();
        assertEq(allowanceOf(OFFICER), 19, "allowance");
        vm.prank(member(1));
        membership.transferFrom(member(1), STRANGER, 2);
        assertEq(membership.ownerOf(2), STRANGER, "moved");
        vm.expectRevert(abi.encodeWithSelector(IGates.GatesNotOfficer.selector, STRANGER));
        vm.prank(STRANGER);
        gates.approveTransfer(3, STRANGER);
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, 99));
        vm.prank(member(OFFICER));
        gates.approveTransfer(99, STRANGER);
    }

    // Invitations.

    function invitation(uint256 key) private view returns (IGates.Invitation memory) {
        return IGates.Invitation(
            member(OFFICER), vm.addr(key), MEMBER, TERM, uint48(time() + 7 days), 0, "she keeps the boats"
        );
    }

    function wordOf(ISeats.Kind kind) private pure returns (string memory) {
        if (kind == MEMBER) return "Member";
        if (kind == ISeats.Kind.Steward) return "Steward";
        return kind == ISeats.Kind.Organisation ? "Organisation" : "Observer";
    }

    function digestOf(IGates.Invitation memory i) private view returns (bytes32) {
        bytes32 typeHash = keccak256(
            "Invitation(address inviter,address key,string kind,uint48 term,uint48 expires,uint256 round,string reason)"
        );
        bytes32 message = keccak256(
            abi.encode(
                typeHash,
                i.inviter,
                i.key,
                keccak256(bytes(wordOf(i.kind))),
                i.term,
                i.expires,
                i.round,
                keccak256(bytes(i.reason))
            )
        );
        return keccak256(abi.encodePacked("\x19\x01", domainOf(address(gates)), message));
    }

    function signKey(uint256 key, address account) private view returns (bytes memory) {
        bytes32 message = keccak256(abi.encode(keccak256("Join(address account)"), account));
        bytes32 digest = keccak256(abi.encodePacked("\x19\x01", domainOf(address(gates)), message));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    function join(IGates.Invitation memory i, address account) private returns (uint256) {
        return gates.join(i, account, sign(OFFICER, digestOf(i)), signKey(KEY, account));
    }

    function test_WhenAnInvitationIsUsed_AnybodyMayPay_I8() external {
        IGates.Invitation memory i = invitation(KEY);
        bytes memory signature = sign(OFFICER, digestOf(i));
        bytes memory keySignature = signKey(KEY, PAYEE);
        vm.expectEmit(address(gates));
        emit IGates.Admitted(
            IGates.Gate.Invitations,
            PAYEE,
            member(OFFICER),
            address(membership),
            41,
            bytes32(uint256(uint160(i.key))),
            "she keeps the boats"
        );
        vm.prank(STRANGER);
        gates.join(i, PAYEE, signature, keySignature);
        assertEq(membership.ownerOf(41), PAYEE, "the joiner");
        assertEq(membership.seatOf(41).expiry, time() + TERM, "term");
        assertEq(allowanceOf(OFFICER), 19, "allowance");
        assertTrue(gates.isInvitationSpent(member(OFFICER), i.key), "spent");
        vm.expectRevert(abi.encodeWithSelector(IGates.GatesInvitationSpent.selector, i.key));
        gates.join(i, STRANGER, signature, signKey(KEY, STRANGER));
    }

    // Who copies the transaction from the pool can only seat the same person.
    function test_WhenAnInvitationIsCopied_ItSeatsTheSamePerson_T39() external {
        IGates.Invitation memory i = invitation(KEY);
        bytes memory signature = sign(OFFICER, digestOf(i));
        bytes memory keySignature = signKey(KEY, PAYEE);
        vm.expectRevert(abi.encodeWithSelector(IGates.GatesInvalidKey.selector, i.key));
        vm.prank(STRANGER);
        gates.join(i, STRANGER, signature, keySignature);
        vm.expectRevert(abi.encodeWithSelector(IGates.GatesInvalidKey.selector, i.key));
        gates.join(i, PAYEE, signature, "");
        vm.prank(STRANGER);
        gates.join(i, PAYEE, signature, keySignature);
        assertEq(membership.ownerOf(41), PAYEE, "the same");
    }

    function test_WhenAnythingSignedIsChanged_ItReverts() external {
        bytes memory signature = sign(OFFICER, digestOf(invitation(KEY)));
        for (uint256 field; field < 6; ++field) {
            IGates.Invitation memory i = invitation(KEY);
            if (field == 0) i.inviter = member(1);
            else if (field == 1) i.key = vm.addr(KEY + 1);
            else if (field == 2) i.kind = ISeats.Kind.Observer;
            else if (field == 3) i.term -= 1;
            else if (field == 4) i.expires += 1;
            else i.reason = "else";
            bytes memory keySignature = signKey(field == 1 ? KEY + 1 : KEY, PAYEE);
            vm.expectRevert(abi.encodeWithSelector(IGates.GatesInvalidInvitation.selector, i.inviter));
            gates.join(i, PAYEE, signature, keySignature);
        }
        // On another chain.
        IGates.Invitation memory same = invitation(KEY);
        bytes memory ofKey = signKey(KEY, PAYEE);
        vm.chainId(77);
        vm.expectRevert(abi.encodeWithSelector(IGates.GatesInvalidInvitation.selector, same.inviter));
        gates.join(same, PAYEE, signature, ofKey);
    }

    function test_RevertWhen_TheInvitationHasPassedOrLastsTooLong() external {
        IGates.Invitation memory i = invitation(KEY);
        i.expires = uint48(time() + 30 days + 1);
        bytes memory signature = sign(OFFICER, digestOf(i));
        bytes memory ofKey = signKey(KEY, PAYEE);
        vm.expectRevert(
            abi.encodeWithSelector(IGates.GatesInvitationExpired.selector, i.expires, uint48(time() + 30 days))
        );
        gates.join(i, PAYEE, signature, ofKey);
        vm.warp(i.expires + 1);
        vm.expectRevert(
            abi.encodeWithSelector(IGates.GatesInvitationExpired.selector, i.expires, uint48(time() + 30 days))
        );
        gates.join(i, PAYEE, signature, ofKey);
        vm.warp(i.expires - 30 days);
        uint256 clean = vm.snapshotState();
        gates.join(i, PAYEE, signature, ofKey);
        vm.revertToState(clean);
        vm.warp(i.expires);
        gates.join(i, PAYEE, signature, ofKey);
    }

    function test_WhenInvitationsAreWithdrawn_TheyAreVoid() external {
        IGates.Invitation memory i = invitation(KEY);
        vm.expectEmit(address(gates));
        emit IGates.InvitationWithdrawn(member(OFFICER), i.key);
        vm.prank(member(OFFICER));
        gates.withdrawInvitation(i.key);
        bytes memory signature = sign(OFFICER, digestOf(i));
        bytes memory ofKey = signKey(KEY, PAYEE);
        vm.expectRevert(abi.encodeWithSelector(IGates.GatesInvitationSpent.selector, i.key));
        gates.join(i, PAYEE, signature, ofKey);

        i = invitation(KEY + 1);
        vm.expectEmit(address(gates));
        emit IGates.InvitationsWithdrawn(member(OFFICER), 1);
        vm.prank(member(OFFICER));
        gates.withdrawInvitations();
        signature = sign(OFFICER, digestOf(i));
        ofKey = signKey(KEY + 1, PAYEE);
        vm.expectRevert(abi.encodeWithSelector(IGates.GatesInvitationSpent.selector, i.key));
        gates.join(i, PAYEE, signature, ofKey);
        i.round = 1;
        signature = sign(OFFICER, digestOf(i));
        // Another officer withdraws its own alone.
        vm.prank(member(1));
        gates.withdrawInvitation(i.key);
        gates.join(i, PAYEE, signature, ofKey);
    }

    function test_RevertWhen_TheInviterIsNoOfficerWhenItIsUsed() external {
        IGates.Invitation memory i = invitation(KEY);
        bytes memory signature = sign(OFFICER, digestOf(i));
        bytes memory ofKey = signKey(KEY, PAYEE);
        appoint(OFFICER, 0, ALL);
        vm.expectRevert(abi.encodeWithSelector(IGates.GatesAllowanceSpent.selector, member(OFFICER)));
        gates.join(i, PAYEE, signature, ofKey);
        appoint(OFFICER, 1, 2);
        vm.expectRevert(abi.encodeWithSelector(IGates.GatesKindNotAllowed.selector, member(OFFICER), MEMBER));
        gates.join(i, PAYEE, signature, ofKey);
        appoint(OFFICER, 1, 1);
        gates.join(i, PAYEE, signature, ofKey);
    }

    function test_WhenAContractInvites_ItsOwnSignatureCounts() external {
        OwnedWallet wallet = new OwnedWallet(member(7), 0);
        vm.prank(address(treasury));
        gates.setOfficer(address(wallet), IGates.Officer(1, uint48(time() + 1 days), ALL));
        IGates.Invitation memory i = invitation(KEY);
        i.inviter = address(wallet);
        gates.join(i, PAYEE, sign(7, digestOf(i)), signKey(KEY, PAYEE));
        assertEq(membership.balanceOf(PAYEE), 1, "seated");
    }

    // Lists.

    function openList(uint256 listId, bytes32 root) private byVote {
        gates.openList(listId, root, keccak256("document"), uint48(time() + 90 days));
    }

    function pair(bytes32 a, bytes32 b) private pure returns (bytes32) {
        return a < b ? keccak256(abi.encodePacked(a, b)) : keccak256(abi.encodePacked(b, a));
    }

    function leafOf(uint256 listId, address account, ISeats.Kind kind) private view returns (bytes32) {
        return keccak256(abi.encodePacked(keccak256(abi.encode(block.chainid, address(gates), listId, account, kind))));
    }

    function proofOf(bytes32 sibling) private pure returns (bytes32[] memory proof) {
        proof = new bytes32[](1);
        proof[0] = sibling;
    }

    function test_WhenAListedAccountJoins_AnybodyMayCarryItOnce_I8() external {
        (bytes32 a, bytes32 b) = (leafOf(1, STRANGER, MEMBER), leafOf(1, PAYEE, ISeats.Kind.Observer));
        vm.expectEmit(address(gates));
        emit IGates.ListSet(1, pair(a, b), keccak256("document"), uint48(time() + 90 days));
        openList(1, pair(a, b));
        assertEq(gates.listLeaf(1, STRANGER, MEMBER), a, "leaf");
        vm.expectEmit(address(gates));
        emit IGates.Admitted(IGates.Gate.Lists, STRANGER, GUARDIAN, address(membership), 41, bytes32(uint256(1)), "");
        vm.prank(GUARDIAN);
        gates.joinByList(1, STRANGER, MEMBER, proofOf(b));
        assertEq(membership.ownerOf(41), STRANGER, "seat");
        assertEq(membership.seatOf(41).expiry, time() + TERM, "term of the kind");
        gates.joinByList(1, PAYEE, ISeats.Kind.Observer, proofOf(a));
        assertEq(observers.ownerOf(1), PAYEE, "observer");
        vm.expectRevert(abi.encodeWithSelector(IGates.GatesListUsed.selector, 1, STRANGER));
        gates.joinByList(1, STRANGER, MEMBER, proofOf(b));
    }

    function test_RevertWhen_TheLeafIsAnothers() external {
        (bytes32 a, bytes32 b) = (leafOf(1, STRANGER, MEMBER), leafOf(1, PAYEE, MEMBER));
        openList(1, pair(a, b));
        uint256 second = type(uint256).max;
        openList(second, pair(a, b));
        vm.expectRevert(abi.encodeWithSelector(IGates.GatesNotListed.selector, 1, GUARDIAN));
        gates.joinByList(1, GUARDIAN, MEMBER, proofOf(b));
        vm.expectRevert(abi.encodeWithSelector(IGates.GatesNotListed.selector, 1, STRANGER));
        gates.joinByList(1, STRANGER, ISeats.Kind.Steward, proofOf(b));
        vm.expectRevert(abi.encodeWithSelector(IGates.GatesNotListed.selector, second, STRANGER));
        gates.joinByList(second, STRANGER, MEMBER, proofOf(b));
        vm.expectRevert(abi.encodeWithSelector(IGates.GatesNotListed.selector, 1, STRANGER));
        gates.joinByList(1, STRANGER, MEMBER, new bytes32[](0));
    }

    function test_GivenANewRoot_AUsedLeafStaysUsed() external {
        bytes32 leaf = leafOf(1, STRANGER, MEMBER);
        openList(1, leaf);
        uint256 tokenId = gates.joinByList(1, STRANGER, MEMBER, new bytes32[](0));
        vm.startPrank(address(treasury));
        membership.revoke(tokenId);
        bytes32 other = leafOf(1, STRANGER, ISeats.Kind.Steward);
        gates.changeList(1, pair(leaf, other), keccak256("another"), uint48(time() + 1 days));
        vm.stopPrank();
        assertEq(gates.listOf(1).digest, keccak256("another"), "changed");
        vm.expectRevert(abi.encodeWithSelector(IGates.GatesListUsed.selector, 1, STRANGER));
        gates.joinByList(1, STRANGER, MEMBER, proofOf(other));
        vm.expectRevert(abi.encodeWithSelector(IGates.GatesListUsed.selector, 1, STRANGER));
        gates.joinByList(1, STRANGER, ISeats.Kind.Steward, proofOf(leaf));
        assertTrue(gates.isListUsed(1, STRANGER), "used");
    }

    function test_GivenAListThatEnded_NobodyJoins() external {
        openList(1, leafOf(1, STRANGER, MEMBER));
        uint48 end = gates.listOf(1).end;
        vm.warp(end + 1);
        vm.expectRevert(abi.encodeWithSelector(IGates.GatesListEnded.selector, 1));
        gates.joinByList(1, STRANGER, MEMBER, new bytes32[](0));
        vm.warp(end);
        vm.expectRevert(abi.encodeWithSelector(IGates.GatesListEnded.selector, 2));
        gates.joinByList(2, STRANGER, MEMBER, new bytes32[](0));
        uint256 clean = vm.snapshotState();
        gates.joinByList(1, STRANGER, MEMBER, new bytes32[](0));
        vm.revertToState(clean);
        vm.startPrank(address(treasury));
        vm.expectEmit(address(gates));
        emit IGates.ListSet(1, gates.listOf(1).root, keccak256("document"), 0);
        gates.closeList(1);
        vm.expectRevert(abi.encodeWithSelector(IGates.GatesListEnded.selector, 1));
        gates.closeList(1);
        vm.expectRevert(abi.encodeWithSelector(IGates.GatesListEnded.selector, 2));
        gates.closeList(2);
        vm.stopPrank();
        vm.expectRevert(abi.encodeWithSelector(IGates.GatesListEnded.selector, 1));
        gates.joinByList(1, STRANGER, MEMBER, new bytes32[](0));
    }

    function test_RevertWhen_AListIsNotWhole() external {
        bytes32 x = keccak256("x");
        uint48 now_ = uint48(time());
        vm.startPrank(address(treasury));
        gates.openList(9, x, x, now_ + 1);
        for (uint256 i; i < 2; ++i) {
            function(uint256, bytes32, bytes32, uint48) external set = i == 0 ? gates.openList : gates.changeList;
            uint256 listId = i == 0 ? 1 : 9;
            vm.expectRevert(abi.encodeWithSelector(IGates.GatesInvalidList.selector, bytes32(0), x, now_ + 1));
            set(listId, 0, x, now_ + 1);
            vm.expectRevert(abi.encodeWithSelector(IGates.GatesInvalidList.selector, x, bytes32(0), now_ + 1));
            set(listId, x, 0, now_ + 1);
            vm.expectRevert(abi.encodeWithSelector(IGates.GatesInvalidList.selector, x, x, now_));
            set(listId, x, x, now_);
            vm.expectRevert(abi.encodeWithSelector(IGates.GatesInvalidList.selector, x, x, now_ + 366 days + 1));
            set(listId, x, x, now_ + 366 days + 1);
            set(listId, x, x, now_ + 366 days);
        }
        vm.stopPrank();
    }

    // Two proposals may name the same number: the second does not take the first one's list away.
    function test_RevertWhen_AListIsOpenedTwice_OrChangedBeforeItIsOpened() external {
        bytes32 x = keccak256("x");
        uint48 end = uint48(time() + 1 days);
        vm.startPrank(address(treasury));
        vm.expectRevert(abi.encodeWithSelector(IGates.GatesListEnded.selector, 0));
        gates.changeList(0, x, x, end);
        gates.openList(0, x, x, end);
        vm.expectRevert(abi.encodeWithSelector(IGates.GatesListExists.selector, 0));
        gates.openList(0, keccak256("y"), x, end);
        assertEq(gates.listOf(0).root, x, "as it was");
        gates.closeList(0);
        vm.expectRevert(abi.encodeWithSelector(IGates.GatesListExists.selector, 0));
        gates.openList(0, x, x, end);
        gates.changeList(0, x, x, end);
        assertEq(gates.listOf(0).end, end, "open again");
        vm.stopPrank();
    }

    // Credentials.

    function test_WhenACredentialIsPresented_ItIsTakenOnce_I8() external {
        TestVerifier verifier = new TestVerifier();
        bytes32 credential = keccak256("resident");
        bytes32 nullifier = keccak256(abi.encode("nullifier", credential));
        verifier.issue(credential, STRANGER);
        vm.expectRevert(IGates.GatesNoVerifier.selector);
        gates.joinByCredential(STRANGER, abi.encode(credential));
        vm.expectEmit(address(gates));
        emit IGates.VerifierSet(verifier, ISeats.Kind.Steward);
        vm.prank(address(treasury));
        gates.setVerifier(verifier, ISeats.Kind.Steward);
        (ICredentialVerifier asked, ISeats.Kind kind) = gates.verifier();
        assertTrue(address(asked) == address(verifier) && kind == ISeats.Kind.Steward, "verifier");
        vm.expectRevert(abi.encodeWithSelector(TestVerifier.NotIssued.selector, PAYEE));
        gates.joinByCredential(PAYEE, abi.encode(credential));
        vm.expectEmit(address(gates));
        emit IGates.Admitted(IGates.Gate.Credentials, STRANGER, GUARDIAN, address(membership), 41, nullifier, "");
        vm.prank(GUARDIAN);
        gates.joinByCredential(STRANGER, abi.encode(credential));
        assertEq(uint256(membership.seatOf(41).kind), uint256(ISeats.Kind.Steward), "kind");
        assertEq(membership.seatOf(41).expiry, time() + 2 * TERM, "term");
        vm.prank(STRANGER);
        membership.leave(41);
        vm.expectRevert(abi.encodeWithSelector(IGates.GatesCredentialUsed.selector, nullifier));
        gates.joinByCredential(STRANGER, abi.encode(credential));
        // Another verifier's nullifiers are its own.
        TestVerifier another = new TestVerifier();
        another.issue(credential, STRANGER);
        vm.prank(address(treasury));
        gates.setVerifier(another, MEMBER);
        gates.joinByCredential(STRANGER, abi.encode(credential));
    }

    // Opening and closing.

    function test_WhenAGateIsClosed_NobodyPasses() external {
        openList(1, leafOf(1, STRANGER, MEMBER));
        bytes memory signature = sign(OFFICER, digestOf(invitation(KEY)));
        bytes memory ofKey = signKey(KEY, PAYEE);
        for (uint256 i; i < 4; ++i) {
            vm.expectEmit(address(gates));
            emit IGates.GateSet(IGates.Gate(i), false, GUARDIAN);
            vm.prank(GUARDIAN);
            gates.closeGate(IGates.Gate(i));
            assertFalse(gates.isOpen(IGates.Gate(i)), "closed");
        }
        vm.startPrank(member(OFFICER));
        bytes memory closed = abi.encodeWithSelector(IGates.GatesClosed.selector, IGates.Gate.Officers);
        vm.expectRevert(closed);
        gates.admit(STRANGER, MEMBER, TERM, "");
        vm.expectRevert(closed);
        gates.renew(false, 2, "");
        vm.expectRevert(closed);
        gates.approveTransfer(2, STRANGER);
        vm.stopPrank();
        vm.expectRevert(abi.encodeWithSelector(IGates.GatesClosed.selector, IGates.Gate.Invitations));
        gates.join(invitation(KEY), PAYEE, signature, ofKey);
        vm.expectRevert(abi.encodeWithSelector(IGates.GatesClosed.selector, IGates.Gate.Lists));
        gates.joinByList(1, STRANGER, MEMBER, new bytes32[](0));
        vm.expectRevert(abi.encodeWithSelector(IGates.GatesClosed.selector, IGates.Gate.Credentials));
        gates.joinByCredential(STRANGER, "");
        admitByVote(STRANGER, MEMBER, 0);
        vm.expectEmit(address(gates));
        emit IGates.GateSet(IGates.Gate.Officers, true, address(treasury));
        vm.prank(address(treasury));
        gates.openGate(IGates.Gate.Officers);
        admitAs(OFFICER, PAYEE);
    }

    function test_TheGuardian_ClosesInItsTermAndNeverOpens_I17() external {
        vm.expectRevert(abi.encodeWithSelector(IGates.GatesOnlyTreasury.selector, GUARDIAN));
        vm.prank(GUARDIAN);
        gates.openGate(IGates.Gate.Lists);
        vm.expectRevert(abi.encodeWithSelector(IGates.GatesOnlyGuardian.selector, member(0)));
        vm.prank(member(0));
        gates.closeGate(IGates.Gate.Lists);
        vm.prank(address(treasury));
        gates.closeGate(IGates.Gate.Lists);
        vm.warp(governor.guardianExpiresAt());
        vm.prank(GUARDIAN);
        gates.closeGate(IGates.Gate.Officers);
        vm.warp(time() + 1);
        vm.expectRevert(abi.encodeWithSelector(IGates.GatesOnlyGuardian.selector, GUARDIAN));
        vm.prank(GUARDIAN);
        gates.closeGate(IGates.Gate.Invitations);
    }

    function test_RevertWhen_AnybodyButTheTreasurySetsTheGates_T39() external {
        address[4] memory callers = [member(OFFICER), GUARDIAN, address(governor), address(membership)];
        for (uint256 i; i < callers.length; ++i) {
            bytes memory refusal = abi.encodeWithSelector(IGates.GatesOnlyTreasury.selector, callers[i]);
            vm.startPrank(callers[i]);
            vm.expectRevert(refusal);
            gates.setOfficer(callers[i], IGates.Officer(9, type(uint48).max, ALL));
            vm.expectRevert(refusal);
            gates.setTerms(MEMBER, IGates.Terms(0, true));
            vm.expectRevert(refusal);
            gates.openList(1, keccak256("x"), keccak256("x"), uint48(time() + 1));
            vm.expectRevert(refusal);
            gates.changeList(1, keccak256("x"), keccak256("x"), uint48(time() + 1));
            vm.expectRevert(refusal);
            gates.closeList(1);
            vm.expectRevert(refusal);
            gates.setVerifier(ICredentialVerifier(callers[i]), MEMBER);
            vm.expectRevert(refusal);
            gates.openGate(IGates.Gate.Officers);
            vm.stopPrank();
        }
    }

    function make(bool[4] calldata open, IGates.Terms[4] calldata terms_) external returns (Gates made) {
        made = cloneGates(gatesCode, "x", membership, observers);
        made.begin(open, terms_);
    }

    function test_WhenOfficesAndTermsAreSet_TheyAreReported() external {
        vm.startPrank(address(treasury));
        vm.expectEmit(address(gates));
        emit IGates.OfficerSet(STRANGER, 3, 99, 5);
        gates.setOfficer(STRANGER, IGates.Officer(3, 99, 5));
        IGates.Officer memory officer = gates.officerOf(STRANGER);
        assertTrue(officer.allowance == 3 && officer.until == 99 && officer.kinds == 5, "officer");
        vm.expectEmit(address(gates));
        emit IGates.TermsSet(MEMBER, 5, true);
        gates.setTerms(MEMBER, IGates.Terms(5, true));
        IGates.Terms memory set = gates.termsOf(MEMBER);
        assertTrue(set.term == 5 && set.selfRenewal, "terms");
        uint48 longest = gates.MAX_TERM();
        vm.expectRevert(abi.encodeWithSelector(IGates.GatesTermTooLong.selector, longest + 1, longest));
        gates.setTerms(MEMBER, IGates.Terms(longest + 1, true));
        gates.setTerms(MEMBER, IGates.Terms(longest, true));
        vm.stopPrank();
        IGates.Terms[4] memory all = terms();
        Gates other = this.make([false, true, false, true], all);
        for (uint256 i; i < 4; ++i) {
            assertTrue(other.isOpen(IGates.Gate(i)) == (i % 2 == 1), "open");
            assertEq(other.termsOf(ISeats.Kind(i)).term, all[i].term, "term");
        }
        assertTrue(other.treasury() == address(treasury) && address(other.membership()) == address(membership), "parts");
        all[3].term = longest + 1;
        vm.expectRevert(abi.encodeWithSelector(IGates.GatesTermTooLong.selector, longest + 1, longest));
        this.make([false, false, false, false], all);
    }
}
