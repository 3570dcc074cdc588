// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Donations} from "../../../contracts/treasury/Donations.sol";
import {DaoFixture} from "../support/DaoFixture.sol";
import {PlainToken} from "../support/Tokens.sol";
import {DonationsHandler} from "./DonationsHandler.sol";
import {cloneDonations} from "../support/Parts.sol";

/// @dev One campaign: in is out and held, a purpose and an asset, after any history.
contract DonationsInvariantTest is DaoFixture {
    Donations private donations;
    DonationsHandler private handler;
    address[] private _targets;

    function setUp() external {
        deployDao(9, 20);
        donations = cloneDonations(new Donations(), treasury);
        handler = new DonationsHandler(donations);
        handler.open(1 << 8);
        _targets.push(address(handler));
    }

    function targetContracts() external view returns (address[] memory) {
        return _targets;
    }

    /// @dev Each step went through exactly when the book says so.
    function invariant_EachStepIsAsTheBookSays_I27() external view {
        assertEq(bytes(handler.broken()).length, 0, handler.broken());
    }

    function invariant_InIsOutAndHeld_I12() external view {
        assertBook();
    }

    function assertBook() private view {
        uint256 purposes = handler.purposes();
        assertEq(donations.purposeCount(), purposes, "purposes");
        address[4] memory assets = handler.assets();
        for (uint256 i; i < assets.length; ++i) {
            address asset = assets[i];
            uint256 sum;
            for (uint256 id = 1; id <= purposes; ++id) {
                uint256 held = donations.held(id, asset);
                assertEq(donations.given(id, asset), handler.given(id, asset), "given");
                assertEq(donations.spent(id, asset), handler.spent(id, asset), "spent");
                assertEq(donations.given(id, asset), donations.spent(id, asset) + held, "in is out and held");
                sum += held;
            }
            assertEq(donations.inPurses(asset), sum, "in purses");
            uint256 here = i == 0 ? address(donations).balance : PlainToken(asset).balanceOf(address(donations));
            assertEq(here, sum + handler.loose(asset), "here");
            assertEq(donations.inNoPurse(asset), handler.loose(asset), "in no purse");
        }
        for (uint256 id; id <= purposes + 1; ++id) {
            assertTrue(donations.isOpen(id) == handler.isOpen(id), "open");
        }
    }

    // From wherever the campaign ended, all of every purse can be spent, and what is in none swept.
    function afterInvariant() external {
        address[4] memory assets = handler.assets();
        for (uint256 i; i < 3; ++i) {
            for (uint256 id = 1; id <= handler.purposes(); ++id) {
                uint256 held = donations.held(id, assets[i]);
                if (held == 0) continue;
                vm.prank(address(treasury));
                donations.spend(id, assets[i], PAYEE, held, 0);
            }
            if (donations.inNoPurse(assets[i]) != 0) donations.sweep(assets[i]);
            uint256 here = i == 0 ? address(donations).balance : PlainToken(assets[i]).balanceOf(address(donations));
            assertEq(here, 0, "I-34: everything can leave");
        }
    }

    // The same handler, driven through one long history, reaches every step that the campaign is about.
    function test_TheCampaignReachesEveryStep_F3() external {
        for (uint256 i; i < 6000; ++i) {
            uint256 a = uint256(keccak256(abi.encode(i, "a")));
            uint256 step = a % 8;
            a >>= 8;
            if (step == 0) handler.open(a);
            else if (step == 1) handler.close(a);
            else if (step == 2) handler.give(a);
            else if (step == 3) handler.giveToken(a);
            else if (step == 4) handler.send(a);
            else if (step == 5) handler.sweep(a);
            else handler.spend(a);
        }
        assertEq(bytes(handler.broken()).length, 0, handler.broken());
        assertBook();
        string[11] memory steps = [
            "give",
            "give a token",
            "spend",
            "not held",
            "refused",
            "spent all of a purse",
            "spent of a closed purse",
            "given back in its midst",
            "a token came back in a gift",
            "forced or sent",
            "sweep"
        ];
        for (uint256 i; i < steps.length; ++i) {
            assertTrue(handler.count(steps[i]) > 5, steps[i]);
        }
        assertTrue(handler.count("open") > 4, "open");
        assertTrue(handler.count("close") > 1, "close");
    }
}
