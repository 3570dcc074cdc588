// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {Budgets} from "../../../contracts/treasury/Budgets.sol";
import {Distributions} from "../../../contracts/treasury/Distributions.sol";
import {IBudgets} from "../../../contracts/treasury/IBudgets.sol";
import {Payouts} from "../../../contracts/treasury/Payouts.sol";
import {PayingFixture} from "../support/PayingFixture.sol";
import {PlainToken} from "../support/Tokens.sol";
import {cloneBudgets, clonePayouts} from "../support/Parts.sol";

/// @dev What payments cost (`npm run bench:gas`): out of rights that a decision granted, and a transfer each through
/// OpenZeppelin's timelock, scheduled and executed. 140 seats, a plain ERC-20; every payee holds some of it before, unless
/// said otherwise. Each call in a second of its own and as a transaction of its own (`--isolate`).
contract ModulesGasTest is PayingFixture {
    uint256 private constant SEATS = 140;
    uint208 private constant TOTAL = 14_000 ether;
    uint48 private constant PERIOD = 30 days;
    address private constant TREASURER = address(0x7EA5);

    PlainToken private token;

    function setUp() external {
        deployDao(SEATS, 20);
        token = PlainToken(vm.deployCode("PlainToken", abi.encode(address(this))));
        token.transfer(address(treasury), 500_000 ether);
        vm.deal(address(treasury), 500_000 ether);
    }

    function tick() private {
        vm.warp(time() + 1);
    }

    function payee(uint256 index) private pure returns (address) {
        return address(uint160(0xFACE0000 + index));
    }

    function seat(uint256 tokenId) private pure returns (uint256[] memory list) {
        list = new uint256[](1);
        list[0] = tokenId;
    }

    /// @dev One payee of many.
    function only(address to, uint256 amount) private pure returns (address[] memory tos, uint256[] memory amounts) {
        (tos, amounts) = (new address[](1), new uint256[](1));
        (tos[0], amounts[0]) = (to, amount);
    }

    function rows(uint256 count) private returns (address[] memory to, uint256[] memory amounts) {
        (to, amounts) = (new address[](count), new uint256[](count));
        for (uint256 i; i < count; ++i) {
            (to[i], amounts[i]) = (payee(i), 10 ether);
            token.transfer(to[i], 1);
        }
    }

    function test_Gas_Distributions() external {
        Distributions distributions = new Distributions(treasury, membership);
        bytes memory right =
            abi.encodeCall(distributions.open, ([uint8(100), 100, 100], DOCUMENT, "the year's surplus", "members"));
        run(schedule(address(distributions), address(token), TOTAL, TOTAL, 1, right));
        for (uint256 i; i < 3; ++i) {
            token.transfer(member(i), 1);
        }
        claim(distributions, 1, "claim of a distribution that opens a word");
        claim(distributions, 2, "claim of a distribution");
        claim(distributions, 100, "claim of a distribution, the payee's first of the token");
        run(schedule(address(distributions), address(0), TOTAL, TOTAL, 1, right));
        distributions.claim(2, seat(1));
        vm.deal(member(1), 1);
        claim(distributions, 2, 2, "claim of a distribution in coin");
    }

    function claim(Distributions distributions, uint256 tokenId, string memory name) private {
        claim(distributions, 1, tokenId, name);
    }

    function claim(Distributions distributions, uint256 id, uint256 tokenId, string memory name) private {
        tick();
        distributions.claim(id, seat(tokenId));
        vm.snapshotGasLastCall("modules", name);
    }

    function test_Gas_Budgets() external {
        Budgets budgets = cloneBudgets(new Budgets(), treasury, membership);
        IBudgets.Terms memory terms;
        terms.holders = new address[](2);
        (terms.holders[0], terms.holders[1]) = (TREASURER, member(1));
        terms.window = 2 days;
        terms.objectionShare = 10;
        terms.announceAbove = TOTAL;
        (terms.purpose, terms.category) = ("Boats and landing stages", "upkeep");
        bytes memory right = abi.encodeCall(budgets.grant, (terms));
        run(schedule(address(budgets), address(token), TOTAL, TOTAL / 10, PERIOD, right));
        (address[] memory to, uint256[] memory amounts) = rows(10);
        draw(budgets, "draw on a budget, the first of all");
        draw(budgets, "draw on a budget, another in the same period");
        vm.warp(time() + PERIOD);
        draw(budgets, "draw on a budget, the first of a period");
        vm.warp(time() + PERIOD);
        vm.prank(TREASURER);
        budgets.draw(1, to, amounts, DOCUMENT);
        vm.snapshotValue("modules", "draw on a budget to 10, each", vm.lastCallGas().gasTotalUsed / 10);

        terms.announceAbove = TOTAL / 20;
        right = abi.encodeCall(budgets.grant, (terms));
        run(schedule(address(budgets), address(token), TOTAL, TOTAL / 10, PERIOD, right));
        tick();
        vm.prank(TREASURER);
        budgets.drawOne(2, payee(0), 1 ether, DOCUMENT);
        tick();
        vm.prank(TREASURER);
        budgets.drawOne(2, payee(0), 1 ether, DOCUMENT);
        vm.snapshotGasLastCall("modules", "draw on a budget with a threshold");
        (to, amounts) = only(payee(0), TOTAL / 15);
        tick();
        vm.prank(TREASURER);
        budgets.announce(2, to, amounts, DOCUMENT);
        vm.snapshotGasLastCall("modules", "announce a draw");
        vm.warp(time() + 2 days);
        budgets.settle(1, to, amounts, DOCUMENT);
        vm.snapshotGasLastCall("modules", "settle an announced draw");
    }

    function draw(Budgets budgets, string memory name) private {
        tick();
        vm.prank(TREASURER);
        budgets.drawOne(1, payee(0), 1 ether, DOCUMENT);
        vm.snapshotGasLastCall("modules", name);
    }

    function test_Gas_Payouts() external {
        Payouts payouts = clonePayouts(new Payouts(), treasury);
        (address[] memory to, uint256[] memory amounts) = rows(100);
        bytes32 digest = keccak256(abi.encode(to, amounts));
        bytes memory right = abi.encodeCall(payouts.open, (digest, 100, DOCUMENT, "the crew of the regatta", "events"));
        run(schedule(address(payouts), address(token), 1000 ether, 1000 ether, 1, right));
        tick();
        payouts.pay(1, to, amounts);
        vm.snapshotValue("modules", "payout to 100, each", vm.lastCallGas().gasTotalUsed / 100);
    }

    function test_Gas_Timelock() external {
        address[] memory anybody = new address[](1);
        address[] memory proposers = new address[](1);
        proposers[0] = address(this);
        bytes memory terms = abi.encode(1 days, proposers, anybody, address(0));
        TimelockController timelock = TimelockController(payable(vm.deployCode("TimelockController", terms)));
        token.transfer(address(timelock), 1000 ether);
        token.transfer(payee(0), 1);
        bytes memory data = abi.encodeCall(token.transfer, (payee(0), 10 ether));
        tick();
        timelock.schedule(address(token), 0, data, 0, bytes32("1"), 1 days);
        uint256 spent = vm.lastCallGas().gasTotalUsed;
        vm.warp(time() + 1 days);
        timelock.execute(address(token), 0, data, 0, bytes32("1"));
        vm.snapshotValue("timelock", "a transfer", spent + vm.lastCallGas().gasTotalUsed);
    }
}
