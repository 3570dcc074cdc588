// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Grants} from "../../../contracts/treasury/Grants.sol";
import {IGrants} from "../../../contracts/treasury/IGrants.sol";
import {DaoFixture} from "./DaoFixture.sol";
import {cloneGrants} from "./Parts.sol";

/// @dev A DAO with its grants, and grants as a vote makes them.
abstract contract GrantsFixture is DaoFixture {
    uint48 internal constant PERIOD = 30 days;
    bytes32 internal constant REF = "ref";

    Grants internal grants;

    function deployGrants() internal {
        deployDao(9, 20);
        grants = cloneGrants(new Grants(), treasury);
    }

    /// @dev The treasury, as if it executed a decision.
    modifier byVote() {
        vm.startPrank(address(treasury));
        _;
        vm.stopPrank();
    }

    function inDays(uint256 days_) internal view returns (uint48) {
        return uint48(time() + days_ * 1 days);
    }

    /// @dev 3 and 2 for milestones that two of three reviewers accept, 5 in 100 days with a cliff of 10.
    function terms() internal view returns (IGrants.Terms memory t) {
        t.recipient = PAYEE;
        t.milestones = new IGrants.MilestoneTerms[](2);
        t.milestones[0] = IGrants.MilestoneTerms(3 ether, "first");
        t.milestones[1] = IGrants.MilestoneTerms(2 ether, "second");
        t.reviewers = new address[](3);
        (t.reviewers[0], t.reviewers[1], t.reviewers[2]) = (member(1), member(2), member(3));
        t.required = 2;
        t.stream = IGrants.Stream(5 ether, uint48(time()), inDays(10), inDays(100));
        t.purpose = "A landing stage";
        t.category = "works";
    }

    function milestonesOnly(address recipient) internal view returns (IGrants.Terms memory t) {
        t = terms();
        t.recipient = recipient;
        delete t.stream;
    }

    function streamOnly(address recipient) internal view returns (IGrants.Terms memory t) {
        t = terms();
        t.recipient = recipient;
        delete t.milestones;
    }

    function sumOf(IGrants.Terms memory t) internal pure returns (uint208 sum) {
        sum = t.stream.amount;
        for (uint256 i; i < t.milestones.length; ++i) {
            sum += t.milestones[i].amount;
        }
    }

    function envelope(address asset, uint208 total, uint208 cap, uint48 end) internal byVote returns (uint256) {
        return treasury.setEnvelope(address(grants), asset, total, cap, PERIOD, end);
    }

    function grantAs(IGrants.Terms memory t, address asset, uint48 end) internal returns (uint256) {
        envelope(asset, sumOf(t), sumOf(t), end);
        vm.prank(address(treasury));
        return grants.grant(t);
    }

    /// @dev In coin, for 200 days.
    function grantAs(IGrants.Terms memory t) internal returns (uint256) {
        return grantAs(t, address(0), inDays(200));
    }

    function accept(uint256 index, uint256 grantId, uint256 milestone) internal {
        vm.prank(member(index));
        grants.accept(grantId, milestone, REF);
    }

    function acceptByVote(uint256 grantId, uint256 milestone) internal byVote {
        grants.accept(grantId, milestone, REF);
    }

    /// @dev An operation of the treasury, scheduled as the governor does it and left for {run}.
    function schedule(address[] memory targets, bytes[] memory payloads) internal returns (bytes32 id) {
        vm.prank(address(governor));
        treasury.scheduleBatch(targets, new uint256[](targets.length), payloads, 0, REF, TIMELOCK_DELAY);
        id = treasury.hashOperationBatch(targets, new uint256[](targets.length), payloads, 0, REF);
        vm.warp(time() + TIMELOCK_DELAY);
    }

    function schedule(bytes memory payload) internal returns (bytes32) {
        (address[] memory targets, bytes[] memory payloads) = toGrants(payload);
        return schedule(targets, payloads);
    }

    function run(address[] memory targets, bytes[] memory payloads) internal {
        treasury.executeBatch(targets, new uint256[](targets.length), payloads, 0, REF);
    }

    function run(bytes memory payload) internal {
        (address[] memory targets, bytes[] memory payloads) = toGrants(payload);
        run(targets, payloads);
    }

    function toGrants(bytes memory payload) internal view returns (address[] memory targets, bytes[] memory payloads) {
        (targets, payloads) = (new address[](1), new bytes[](1));
        (targets[0], payloads[0]) = (address(grants), payload);
    }

    /// @dev Every amount, and that they are the total.
    function assertAmounts(uint256 grantId, uint256 paid, uint256 owed, uint256 unvested, uint256 clawedBack)
        internal
        view
    {
        IGrants.Amounts memory a = grants.getAmounts(grantId);
        assertEq(a.paid, paid, "paid");
        assertEq(a.owed, owed, "owed");
        assertEq(a.unvested, unvested, "unvested");
        assertEq(a.clawedBack, clawedBack, "clawed back");
        assertEq(a.paid + a.owed + a.unvested + a.clawedBack + a.lapsed, a.total, "total");
    }
}
