// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Donations} from "../../../contracts/treasury/Donations.sol";
import {DaoFixture} from "./DaoFixture.sol";
import {PlainToken} from "./Tokens.sol";
import {cloneDonations} from "./Parts.sol";

/// @dev A DAO with its donations and two purposes; members have coin and tokens to give.
abstract contract DonationsFixture is DaoFixture {
    bytes32 internal constant REF = "ref";

    Donations internal donations;
    PlainToken internal token;

    function deployDonations() internal {
        deployDao(9, 20);
        donations = cloneDonations(new Donations(), treasury);
        token = new PlainToken(member(0));
        vm.deal(member(0), 1000 ether);
        open("A landing stage");
        open("Songs");
    }

    /// @dev The treasury, as if it executed a decision.
    modifier byVote() {
        vm.startPrank(address(treasury));
        _;
        vm.stopPrank();
    }

    function open(string memory name) internal byVote returns (uint256) {
        return donations.open(name);
    }

    function close(uint256 purposeId) internal byVote {
        donations.close(purposeId);
    }

    function spend(uint256 purposeId, address asset, address to, uint256 amount) internal byVote {
        donations.spend(purposeId, asset, to, amount, REF);
    }

    function give(uint256 purposeId, uint256 amount) internal {
        vm.prank(member(0));
        donations.give{value: amount}(purposeId, "with thanks");
    }

    /// @dev By member 0, who holds it.
    function giveToken(uint256 purposeId, address asset, uint256 amount) internal {
        vm.startPrank(member(0));
        PlainToken(asset).approve(address(donations), amount);
        donations.giveToken(purposeId, asset, amount, "with thanks");
        vm.stopPrank();
    }

    /// @dev An operation of the treasury, scheduled as the governor does it and ready to be executed.
    function schedule(bytes memory payload) internal returns (bytes32) {
        vm.prank(address(governor));
        treasury.schedule(address(donations), 0, payload, 0, REF, TIMELOCK_DELAY);
        vm.warp(time() + TIMELOCK_DELAY);
        return treasury.hashOperation(address(donations), 0, payload, 0, REF);
    }

    function run(bytes memory payload) internal {
        treasury.execute(address(donations), 0, payload, 0, REF);
    }

    function assertPurse(uint256 purposeId, address asset, uint256 given, uint256 spent) internal view {
        assertEq(donations.given(purposeId, asset), given, "given");
        assertEq(donations.spent(purposeId, asset), spent, "spent");
        assertEq(donations.held(purposeId, asset), given - spent, "held");
    }
}
