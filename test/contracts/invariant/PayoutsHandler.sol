// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPayouts} from "../../../contracts/treasury/IPayouts.sol";
import {Payouts} from "../../../contracts/treasury/Payouts.sol";
import {Treasury} from "../../../contracts/treasury/Treasury.sol";
import {MerkleTrees} from "../support/MerkleTrees.sol";
import {MoodyPayee, MoodyToken, ReentrantPayee} from "../support/Payees.sol";
import {GreedyToken} from "../support/Tokens.sol";
import {Test} from "../support/Vm.sol";

/// @dev Everything that can happen to payouts, in any order, beside a book that is kept apart from the contract.
contract PayoutsHandler is Test {
    uint256 private constant PAYEES = 6;

    enum State {
        Open,
        Paid,
        Aside
    }

    struct Book {
        address asset;
        bool list;
        bool given;
        bool revoked;
        uint256 end;
        uint256 envelopeId;
        address[] to;
        uint256[] amounts;
        State[] states;
    }

    Treasury private immutable treasury;
    Payouts private immutable payouts;
    MoodyToken public immutable token;
    GreedyToken public immutable greedy;
    address[] private _payees;
    Book[] private _books;

    /// @dev What each asset has lost, and what each payee has got of it.
    mapping(address asset => uint256) public paid;
    mapping(address asset => mapping(address payee => uint256)) public got;

    string public broken;
    mapping(bytes32 step => uint256) private _count;

    constructor(Treasury treasury_, Payouts payouts_) {
        (treasury, payouts) = (treasury_, payouts_);
        token = new MoodyToken(address(treasury_));
        greedy = new GreedyToken(address(treasury_));
        _payees.push(address(0xCA11));
        _payees.push(address(new MoodyPayee()));
        _payees.push(address(new MoodyPayee()));
        _payees.push(address(new ReentrantPayee()));
        _payees.push(address(0xCA12));
        _payees.push(address(new MoodyPayee()));
        _books.push();
    }

    function count(string memory step) public view returns (uint256) {
        return _count[keccak256(bytes(step))];
    }

    function book(uint256 payoutId) external view returns (Book memory) {
        return _books[payoutId];
    }

    function books() external view returns (uint256) {
        return _books.length;
    }

    function payees() external view returns (address[] memory) {
        return _payees;
    }

    function leavesOf(uint256 payoutId) public view returns (bytes32[] memory list) {
        Book storage b = _books[payoutId];
        list = new bytes32[](b.to.length);
        for (uint256 i; i < list.length; ++i) {
            list[i] = payouts.rowLeaf(documentOf(payoutId), i, b.to[i], b.amounts[i]);
        }
    }

    function documentOf(uint256 payoutId) public pure returns (bytes32) {
        return keccak256(abi.encode(payoutId));
    }

    function _did(string memory step, bool done, bool expected) private {
        if (done != expected) broken = string.concat(step, expected ? ": refused" : ": went through");
        if (done) ++_count[keccak256(bytes(step))];
    }

    function _tell(string memory step) private {
        ++_count[keccak256(bytes(step))];
    }

    /// @dev Whether a payee takes the asset now: the coin by its own mood, the token by the token's.
    function _takes(address asset, address payee, bool bounded) private view returns (bool) {
        if (asset == address(token)) return !token.paused() && !token.blocked(payee);
        for (uint256 i; i < PAYEES; ++i) {
            if (_payees[i] != payee || (i != 1 && i != 2 && i != 5)) continue;
            MoodyPayee moody = MoodyPayee(payable(payee));
            return !moody.refuses() && (!bounded || moody.appetite() == 0);
        }
        return true;
    }

    function _usable(Book storage b) private view returns (bool) {
        return !b.revoked && time() <= b.end;
    }

    function _paid(Book storage b, uint256 row) private {
        _paidTo(b, row, b.to[row]);
    }

    function _paidTo(Book storage b, uint256 row, address to) private {
        b.states[row] = State.Paid;
        paid[b.asset] += b.amounts[row];
        got[b.asset][to] += b.amounts[row];
    }

    /// @dev The newest half of the time, and mostly one of that kind.
    function _pick(uint256 seed, bool list) private view returns (uint256 payoutId) {
        uint256 last = _books.length - 1;
        if (last == 0) return 0;
        payoutId = seed % 2 == 0 ? last : 1 + (seed >> 1) % last;
        if ((seed >> 64) % 8 == 0) return payoutId;
        while (payoutId > 1 && _books[payoutId].list != list) {
            --payoutId;
        }
    }

    /// @dev A campaign draws few words, and most are small.
    function _mix(uint256 seed) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed)));
    }

    // What a vote decides.

    function open(uint256 seed) external {
        seed = _mix(seed);
        uint256 payoutId = _books.length;
        Book storage b = _books.push();
        b.list = seed % 2 == 0;
        b.asset = (seed >> 1) % 8 == 0 ? address(greedy) : (seed >> 1) % 8 < 4 ? address(token) : address(0);
        b.end = time() + 1 + (seed >> 8) % 20 days;
        uint256 rows = 2 + (seed >> 16) % 7;
        uint256 total;
        for (uint256 i; i < rows; ++i) {
            uint256 word = uint256(keccak256(abi.encode(seed, i)));
            b.to.push(_payees[word % PAYEES]);
            b.amounts.push(1 + (word >> 8) % 0.1 ether);
            b.states.push(State.Open);
            total += b.amounts[i];
        }
        vm.startPrank(address(treasury));
        b.envelopeId = treasury.setEnvelope(
            address(payouts), b.asset, uint208(total), uint208(total), uint48(1 + (seed >> 24) % 30 days), uint48(b.end)
        );
        if (b.list) {
            bytes32 root = MerkleTrees.rootOf(leavesOf(payoutId));
            payouts.openList(root, rows, documentOf(payoutId), "p", "c");
        } else {
            payouts.open(keccak256(abi.encode(b.to, b.amounts)), rows, documentOf(payoutId), "p", "c");
        }
        vm.stopPrank();
        _tell(b.list ? "open a list" : "open a batch");
    }

    function revoke(uint256 seed) external {
        seed = _mix(seed);
        uint256 payoutId = _pick(seed >> 8, seed % 16 == 0);
        if (seed % 8 != 0 || payoutId == 0 || _books[payoutId].revoked) return;
        vm.prank(address(treasury));
        treasury.revokeEnvelope(_books[payoutId].envelopeId);
        _books[payoutId].revoked = true;
        _tell("revoke");
    }

    // Moods.

    function mood(uint256 seed) external {
        seed = _mix(seed);
        uint256 i = [1, 2, 5][seed % 3];
        uint256 appetite = (seed >> 8) % 4 == 0 ? 250_000 : 0;
        MoodyPayee(payable(_payees[i])).set((seed >> 16) % 2 == 0, appetite);
        token.set(_payees[(seed >> 24) % PAYEES], (seed >> 32) % 2 == 0);
        token.pause((seed >> 40) % 10 == 0);
    }

    // Anybody.

    function pay(uint256 seed) external {
        seed = _mix(seed);
        uint256 payoutId = _pick(seed >> 8, false);
        if (payoutId == 0) return;
        Book storage b = _books[payoutId];
        (address[] memory to, uint256[] memory amounts) = (b.to, b.amounts);
        bool wrong = seed % 16 == 0;
        if (wrong) amounts[seed % amounts.length] += 1;
        ReentrantPayee(payable(_payees[3]))
            .prepare(address(payouts), abi.encodeCall(payouts.pay, (payoutId, to, amounts)));
        bool expected = !wrong && !b.list && !b.given && _usable(b) && b.asset != address(greedy);
        bytes memory data = abi.encodeCall(payouts.pay, (payoutId, to, amounts));
        (bool done, bytes memory answer) = address(payouts).call{gas: 300_000 + (seed >> 16) % 500_000}(data);
        if (!done && bytes4(answer) == IPayouts.PayoutsTooLittleGas.selector) _tell("too little gas");
        if (!done) (done,) = address(payouts).call(data);
        _did("pay", done, expected);
        if (!done && b.given) _tell("paid again in vain");
        if (!done) return;
        b.given = true;
        for (uint256 i; i < to.length; ++i) {
            if (_takes(b.asset, to[i], true)) {
                _paid(b, i);
            } else {
                b.states[i] = State.Aside;
                _tell("set aside");
            }
        }
    }

    function claim(uint256 seed) external {
        seed = _mix(seed);
        uint256 payoutId = _pick(seed, false);
        uint256 row = (seed >> 16) % 9;
        Book storage b = _books[payoutId];
        while (row != 0 && (seed >> 40) % 4 != 0 && (row >= b.to.length || b.states[row] != State.Aside)) {
            --row;
        }
        bool aside = row < b.to.length && b.states[row] == State.Aside && !b.list;
        address payee = row < b.to.length ? b.to[row] : address(0xDEAD);
        bool directed = (seed >> 24) % 3 == 0;
        address to = directed ? address(0xCA11) : payee;
        address caller = (seed >> 32) % 4 == 0 ? address(0xBAD) : payee;
        bool expected = aside && _usable(b) && _takes(b.asset, to, false) && (!directed || caller == payee);
        bytes memory data = directed
            ? abi.encodeCall(payouts.claimTo, (payoutId, row, to))
            : abi.encodeCall(payouts.claim, (payoutId, row));
        ReentrantPayee(payable(_payees[3])).prepare(address(payouts), abi.encodeCall(payouts.claim, (payoutId, row)));
        vm.prank(caller);
        (bool done,) = address(payouts).call(data);
        _did(directed ? "direct a claim" : "claim", done, expected);
        if (done) _paidTo(b, row, to);
    }

    function claimRow(uint256 seed) external {
        seed = _mix(seed);
        uint256 payoutId = _pick(seed, true);
        if (payoutId == 0) return;
        Book storage b = _books[payoutId];
        uint256 row = (seed >> 16) % b.to.length;
        bytes32[] memory proof = MerkleTrees.proofOf(leavesOf(payoutId), row);
        bool directed = (seed >> 24) % 4 == 0;
        uint256 amount = b.amounts[row] + ((seed >> 32) % 8 == 0 ? 1 : 0);
        address to = directed ? address(0xCA12) : b.to[row];
        bool expected = b.list && b.states[row] == State.Open && amount == b.amounts[row] && _usable(b)
            && b.asset != address(greedy) && _takes(b.asset, to, false);
        ReentrantPayee(payable(_payees[3]))
            .prepare(address(payouts), abi.encodeCall(payouts.claimRow, (payoutId, row, b.to[row], amount, proof)));
        bytes memory data = directed
            ? abi.encodeCall(payouts.claimRowTo, (payoutId, row, to, amount, proof))
            : abi.encodeCall(payouts.claimRow, (payoutId, row, b.to[row], amount, proof));
        vm.prank(directed ? b.to[row] : address(0xBAD));
        (bool done,) = address(payouts).call(data);
        _did("claim a row", done, expected);
        if (!done && b.states[row] == State.Paid) _tell("row in vain");
        if (done) _paidTo(b, row, to);
    }

    function wait_(uint256 seed) external {
        vm.warp(time() + (seed % 6 == 0 ? seed % 8 days : seed % 1 hours));
    }
}
