// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDistributions} from "../../../contracts/treasury/IDistributions.sol";
import {Distributions} from "../../../contracts/treasury/Distributions.sol";
import {PayingFixture} from "../support/PayingFixture.sol";
import {DistributionsHandler} from "./DistributionsHandler.sol";

/// @dev One campaign: shares and income, while seats come, go, lapse, are renewed, recovered and change their kind.
contract DistributionsInvariantTest is PayingFixture {
    Distributions private distributions;
    DistributionsHandler private handler;
    address[] private _targets;

    function setUp() external {
        deployDao(7, 20);
        distributions = new Distributions(treasury, membership);
        vm.deal(address(this), 10_000 ether);
        vm.deal(address(treasury), 1000 ether);
        handler = new DistributionsHandler{value: 10_000 ether}(treasury, membership, recovery, distributions, 7);
        _targets.push(address(handler));
    }

    function targetContracts() external view returns (address[] memory) {
        return _targets;
    }

    /// @dev Each step went through exactly when the book says so: no seat twice, none that was burnt or came later.
    function invariant_EachStepIsAsTheBookSays_I12_I33() external view {
        assertEq(bytes(handler.broken()).length, 0, handler.broken());
    }

    function invariant_WhatCameInIsWhatWentOutAndWhatIsHeld_I12() external view {
        assertAssets();
    }

    function assertShares() private view {
        uint256[] memory ids = handler.ids();
        for (uint256 i; i < ids.length; ++i) {
            DistributionsHandler.Share memory share = handler.shareOf(ids[i]);
            assertTrue(share.drawn <= share.share * share.claims, "a share a claim");
            assertTrue(share.claims <= share.shares, "a claim a seat");
            assertTrue(share.drawn <= share.amount, "no more than was shared");
            assertTrue(share.amount - share.share * share.shares < share.shares, "dust below a unit a claim");
            IDistributions.Distribution memory record = distributions.distributionOf(ids[i]);
            assertEq(record.share, share.share, "share");
            assertEq(record.snapshot, share.snapshot, "snapshot");
            DistributionsHandler.Envelope memory envelope = handler.envelopeOf(share.envelopeId);
            assertEq(treasury.getEnvelope(share.envelopeId).drawn, envelope.drawn, "drawn");
        }
        uint256[] memory standings = handler.standings();
        for (uint256 i; i < standings.length; ++i) {
            DistributionsHandler.Standing memory book = handler.bookOf(standings[i]);
            IDistributions.Standing memory standing = distributions.standingOf(standings[i]);
            assertEq(standing.booked, book.booked, "booked");
            assertEq(standing.allotted, book.allotted, "allotted");
            assertTrue(book.allotted <= book.total, "rounds within the total");
            assertTrue(handler.envelopeOf(standings[i]).drawn <= book.allotted, "drawn within what was allotted");
        }
    }

    function assertAssets() private view {
        address[2] memory assets = [address(0), address(handler.token())];
        uint256[2] memory had = [uint256(1000 ether), 100_000 ether];
        for (uint256 i; i < 2; ++i) {
            address asset = assets[i];
            uint256 inTreasury = handler.toTreasury(asset);
            uint256 inPurses = handler.toPurses(asset);
            uint256 waiting = balanceOf(asset, address(handler.splits()));
            assertEq(handler.received(asset), inTreasury + inPurses + waiting, "income");
            assertEq(balanceOf(asset, address(treasury)), had[i] + inTreasury - handler.paid(asset), "treasury");
            assertEq(handler.purses().held(7, asset), inPurses, "purse");
            assertEq(balanceOf(asset, address(distributions)), 0, "nothing stays");
        }
    }

    // I-33: shares never exceed what was shared, and rounds never what their envelope has.
    function afterInvariant() external view {
        assertShares();
        assertTrue(handler.count("open") != 0, "one was opened");
        assertTrue(handler.count("claim") + handler.count("claim several") != 0, "a share was claimed");
    }

    // The same handler, driven through one long history, reaches every step that the campaign is about.
    function test_TheDistributionsCampaignReachesEveryStep_F3() external {
        for (uint256 i; i < 2500; ++i) {
            uint256 a = uint256(keccak256(abi.encode(i, "distributions")));
            uint256 step = a % 21;
            a >>= 8;
            if (step == 0) handler.admit(a);
            else if (step == 1) handler.leave(a);
            else if (step == 2) handler.renew(a);
            else if (step == 3) handler.changeKind(a);
            else if (step == 4) handler.recover(a);
            else if (step == 5) handler.name(a);
            else if (step == 6) handler.mood(a);
            else if (step == 7) handler.open(a);
            else if (step == 8) handler.openStanding(a);
            else if (step == 9) handler.setRule(a);
            else if (step == 10) handler.revoke(a);
            else if (step == 11) handler.earn(a);
            else if (step == 12) handler.sendOn(a);
            else if (step == 13) handler.openRound(a);
            else if (step < 17) handler.claimOne(a);
            else if (step < 19) handler.claimSeveral(a);
            else if (step == 19) handler.sweep(a);
            else handler.wait_(a);
        }
        assertEq(bytes(handler.broken()).length, 0, handler.broken());
        assertShares();
        assertAssets();
        string[23] memory steps = [
            "admit",
            "leave",
            "sweep",
            "renew",
            "change of kind",
            "recovery",
            "name a payee",
            "open",
            "open a standing one",
            "set the rule",
            "revoke",
            "send on",
            "too little gas for income",
            "a purse refused",
            "booked",
            "not booked",
            "open a round",
            "claim",
            "came later",
            "burnt",
            "claimed before",
            "claim several",
            "passed over"
        ];
        for (uint256 i; i < steps.length; ++i) {
            assertTrue(handler.count(steps[i]) > 2, steps[i]);
        }
        assertTrue(handler.hostile().tries() > 2, "came back");
        assertEq(handler.hostile().successes(), 0, "in vain");
        assertEq(handler.purses().successes(), 0, "in vain");
    }
}
