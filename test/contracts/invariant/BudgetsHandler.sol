// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ISeats} from "../../../contracts/membership/ISeats.sol";
import {Membership} from "../../../contracts/membership/Membership.sol";
import {Budgets} from "../../../contracts/treasury/Budgets.sol";
import {IBudgets} from "../../../contracts/treasury/IBudgets.sol";
import {ITreasury} from "../../../contracts/treasury/ITreasury.sol";
import {Treasury} from "../../../contracts/treasury/Treasury.sol";
import {HostileHolder, RefusingPayee} from "../support/BudgetPayees.sol";
import {Members} from "../support/Members.sol";
import {FalseToken, GreedyToken, PlainToken, SilentToken} from "../support/Tokens.sol";

/// @dev Everything that can happen to budgets, in any order, beside a book that is kept apart from the contracts. What a
/// vote decides is done by the treasury at once.
contract BudgetsHandler is Members {
    uint256 public constant MOST_BUDGETS = 12;
    uint256 private constant MOST_SEATS = 24;
    uint48 private constant EXPIRY = 30 days;
    bytes32 private constant REF = bytes32(uint256(0xD0C));
    address private constant STRANGER = address(0x57A9);

    struct Book {
        uint256 asset;
        uint256 total;
        uint256 cap;
        uint256 period;
        uint256 end;
        uint256 start;
        uint256 window;
        uint256 share;
        uint256 above;
        uint256 drawn;
        uint256 holders;
        uint256 payees;
        bool second;
        bool paused;
        bool revoked;
        bool dead;
    }

    struct Payment {
        uint256 at;
        uint256 sum;
        bool waited;
    }

    struct Pending {
        uint256 budgetId;
        uint256 announcer;
        address[] to;
        uint256[] amounts;
        uint256 sum;
        uint256 announcedAt;
        uint256 payableAt;
        uint256 objections;
        bool confirmed;
        IBudgets.DrawStanding standing;
    }

    Treasury private immutable treasury;
    Membership private immutable membership;
    Budgets private immutable budgets;
    address private immutable guardian;
    uint256 private immutable guardianUntil;
    HostileHolder public immutable hostile;
    /// @dev Who asks for the last unit, which is in no book.
    address private immutable _owner;

    /// @dev The coin; plain; silent; one that takes too much; one that says no.
    address[5] public assets;
    uint256[5] private _before;
    address[4] private _holders;
    address[5] private _payees;
    uint256[] private _ids;
    uint256[] private _admissions;
    mapping(uint256 budgetId => Book) private _books;
    mapping(uint256 budgetId => Payment[]) private _payments;
    mapping(uint256 drawId => mapping(uint256 tokenId => bool)) private _objected;
    Pending[] private _draws;

    string public broken;
    mapping(bytes32 step => uint256) private _count;

    constructor(Treasury treasury_, Membership membership_, Budgets budgets_, address guardian_, uint256 until) {
        (treasury, membership, budgets, guardian, guardianUntil) = (treasury_, membership_, budgets_, guardian_, until);
        _owner = msg.sender;
        hostile = new HostileHolder(budgets_);
        assets[1] = address(new PlainToken(address(treasury_)));
        assets[2] = address(new SilentToken(address(treasury_)));
        assets[3] = address(new GreedyToken(address(treasury_)));
        assets[4] = address(new FalseToken(address(treasury_)));
        for (uint256 i; i < 5; ++i) {
            _before[i] = _balance(i, address(treasury_));
        }
        _holders = [address(0x7EA5), address(0xC4A1), address(0x5EC4), address(hostile)];
        _payees = [address(0xBEEF), address(0x07E2), address(0xC4A1), address(hostile), address(new RefusingPayee())];
        for (uint256 i; i < membership_.lastTokenId(); ++i) {
            _admissions.push(0);
        }
        _draws.push();
    }

    function count(string calldata step) external view returns (uint256) {
        return _count[keccak256(bytes(step))];
    }

    /// @dev The laws, of every budget, at this second: what is wrong, or nothing.
    function wrong() external view returns (string memory) {
        uint256[5] memory paid;
        for (uint256 i; i < _ids.length; ++i) {
            uint256 id = _ids[i];
            Book storage book = _books[id];
            paid[book.asset] += book.drawn;
            if (treasury.getEnvelope(id).drawn != book.drawn) return "drawn is not what the treasury says";
            if (book.drawn > book.total) return "more than the total";
            if (_used(id, true, true) + _pendingSum(id, 0) > book.cap) {
                return "more than the cap, the announced counted";
            }
            IBudgets.Budget memory budget = budgets.getBudget(id);
            if (budget.standing != _standing(book)) return "standing";
            bool open = budget.standing == IBudgets.Standing.Open;
            (uint256 available, uint256 atOnce) = open ? _left(id, 0) : (0, 0);
            if (budget.available != available || budget.atOnce != atOnce) return "what is left";
            (, uint256 sum) = budgets.pendingOf(id);
            if (sum != (_isOver(book) ? 0 : _pendingSum(id, 0))) return "what is pending";
        }
        for (uint256 i = 1; i < _draws.length; ++i) {
            if (budgets.getDraw(i).standing != _standingOf(i)) return "standing of a draw";
        }
        if (budgets.drawCount() + 1 != _draws.length) return "draws";
        for (uint256 i; i < 5; ++i) {
            if (_balance(i, address(treasury)) + paid[i] != _before[i]) return "the treasury's balance";
            if (_balance(i, address(budgets)) != 0) return "something stayed in the module";
            uint256 got;
            for (uint256 j; j < 5; ++j) {
                got += _balance(i, _payees[j]);
            }
            if (got != paid[i]) return "what the payees got";
        }
        if (hostile.succeeded() != 0) return "a payee that came back was served";
        return "";
    }

    // The book's own arithmetic.

    function _balance(uint256 asset, address account) private view returns (uint256) {
        return asset == 0 ? account.balance : IERC20(assets[asset]).balanceOf(account);
    }

    function _sat(uint256 a, uint256 b) private pure returns (uint256) {
        return a > b ? a - b : 0;
    }

    function _isOver(Book storage book) private view returns (bool) {
        return book.revoked || book.dead || block.timestamp > book.end;
    }

    function _standing(Book storage book) private view returns (IBudgets.Standing) {
        if (book.revoked || book.dead) return IBudgets.Standing.Revoked;
        if (block.timestamp > book.end) return IBudgets.Standing.Ended;
        if (book.paused) return IBudgets.Standing.Paused;
        return block.timestamp < book.start ? IBudgets.Standing.Waiting : IBudgets.Standing.Open;
    }

    function _used(uint256 id, bool atOnce, bool waited) private view returns (uint256 sum) {
        Payment[] storage payments = _payments[id];
        for (uint256 i; i < payments.length; ++i) {
            bool counts = payments[i].waited ? waited : atOnce;
            if (counts && payments[i].at + _books[id].period > block.timestamp) sum += payments[i].sum;
        }
    }

    function _settled(uint256 id) private view returns (uint256 sum) {
        Payment[] storage payments = _payments[id];
        for (uint256 i; i < payments.length; ++i) {
            if (payments[i].waited) sum += payments[i].sum;
        }
    }

    function _isExpired(uint256 drawId) private view returns (bool) {
        return block.timestamp > _draws[drawId].payableAt + EXPIRY;
    }

    function _standingOf(uint256 drawId) private view returns (IBudgets.DrawStanding standing) {
        standing = _draws[drawId].standing;
        if (standing != IBudgets.DrawStanding.Pending) return standing;
        bool gone = _isExpired(drawId) || _isOver(_books[_draws[drawId].budgetId]);
        return gone ? IBudgets.DrawStanding.Released : standing;
    }

    function _isPending(uint256 drawId) private view returns (bool) {
        return drawId != 0 && drawId < _draws.length && _standingOf(drawId) == IBudgets.DrawStanding.Pending;
    }

    function _isAlive(uint256 id, uint256 drawId) private view returns (bool) {
        Pending storage d = _draws[drawId];
        return d.budgetId == id && d.standing == IBudgets.DrawStanding.Pending && !_isExpired(drawId);
    }

    function _pendingSum(uint256 id, uint256 without) private view returns (uint256 sum) {
        for (uint256 i = 1; i < _draws.length; ++i) {
            if (i != without && _isAlive(id, i)) sum += _draws[i].sum;
        }
    }

    function _pendingCount(uint256 id) private view returns (uint256 pending) {
        for (uint256 i = 1; i < _draws.length; ++i) {
            if (_isAlive(id, i)) ++pending;
        }
    }

    function _left(uint256 id, uint256 without) private view returns (uint256 available, uint256 atOnce) {
        Book storage book = _books[id];
        if (_isOver(book)) return (0, 0);
        uint256 left = _sat(book.cap, _used(id, true, true));
        if (book.total - book.drawn < left) left = book.total - book.drawn;
        available = _sat(left, _pendingSum(id, without));
        uint256 waited = _used(id, false, true);
        waited += _sat(_settled(id) - waited, book.total - book.cap);
        atOnce = _sat(left + waited, _sat(book.cap, book.above));
        if (available < atOnce) atOnce = available;
    }

    function _seatsAt(uint256 second) private view returns (uint256 seats) {
        for (uint256 i; i < _admissions.length; ++i) {
            if (_admissions[i] <= second) ++seats;
        }
    }

    // Choosing.

    function _id(uint256 seed) private view returns (uint256) {
        return _ids.length == 0 ? 0 : _ids[seed % _ids.length];
    }

    /// @dev Mostly one that is pending.
    function _draw(uint256 seed) private view returns (uint256) {
        uint256 first = seed % _draws.length;
        for (uint256 i; i < _draws.length && (seed >> 16) % 16 != 0; ++i) {
            uint256 drawId = (first + i) % _draws.length;
            if (_isPending(drawId)) return drawId;
        }
        return first;
    }

    /// @dev Mostly one of the budget's.
    function _holder(uint256 seed, uint256 mask) private pure returns (uint256) {
        for (uint256 i; i < 4 && (seed >> 16) % 16 != 0; ++i) {
            if (mask & (1 << ((seed + i) % 4)) != 0) return (seed + i) % 4;
        }
        return seed % 4;
    }

    function _amount(uint256 seed, uint256 id) private view returns (uint256) {
        (uint256 available, uint256 atOnce) = _left(id, 0);
        uint256 kind = seed % 8;
        seed >>= 8;
        uint256 cap = _books[id].cap;
        if (kind == 0) return atOnce == 0 ? 1 : atOnce;
        if (kind == 1) return atOnce + 1;
        if (kind == 2) return available == 0 ? 1 : available;
        if (kind == 3) return available + 1;
        if (kind == 4) return 1 + seed % cap;
        if (kind == 5 && atOnce != 0) return 1 + seed % atOnce;
        return 1 + seed % (cap / 8 + 1);
    }

    function _payments_(uint256 seed, uint256 id) private view returns (address[] memory to, uint256[] memory amounts) {
        uint256 sum = _amount(seed, id);
        bool two = (seed >> 64) % 3 == 0 && sum > 1;
        to = new address[](two ? 2 : 1);
        amounts = new uint256[](to.length);
        uint256 mask = _books[id].payees == 0 ? 31 : _books[id].payees;
        for (uint256 i; i < to.length; ++i) {
            uint256 payee = (seed >> (80 + 8 * i)) % 5;
            // Mostly one of the list, and one that takes it.
            for (uint256 j; j < 5 && (seed >> (96 + 8 * i)) % 8 != 0; ++j) {
                if (mask & (1 << payee) != 0 && payee != 4) break;
                payee = (payee + 1) % 5;
            }
            to[i] = _payees[payee];
        }
        amounts[0] = two ? 1 + (seed >> 128) % (sum - 1) : sum;
        if (two) amounts[1] = sum - amounts[0];
    }

    function _isListed(uint256 id, address[] memory to) private view returns (bool) {
        uint256 mask = _books[id].payees;
        for (uint256 i; mask != 0 && i < to.length; ++i) {
            bool listed;
            for (uint256 j; j < 5; ++j) {
                if (_payees[j] == to[i] && mask & (1 << j) != 0) listed = true;
            }
            if (!listed) return false;
        }
        return true;
    }

    function _isTaken(uint256 id, address[] memory to) private view returns (bool) {
        uint256 asset = _books[id].asset;
        for (uint256 i; i < to.length; ++i) {
            if (asset == 0 && to[i] == _payees[4]) return false;
        }
        return asset < 3;
    }

    function _isOpen(uint256 id) private view returns (bool) {
        Book storage book = _books[id];
        return !book.revoked && !book.paused && block.timestamp >= book.start;
    }

    /// @dev Small numbers, which are tried often, are not alike.
    function _mix(uint256 seed) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed)));
    }

    function _did(string memory step, bool done, bool expected) private returns (bool) {
        if (done != expected && bytes(broken).length == 0) {
            broken = string.concat(step, expected ? ": refused" : ": went through");
        }
        if (done) ++_count[keccak256(bytes(step))];
        return done;
    }

    function _reached(string memory what) private {
        ++_count[keccak256(bytes(what))];
    }

    function _call(address from, address to, bytes memory data) private returns (bool done) {
        vm.prank(from);
        (done,) = to.call(data);
    }

    /// @dev What the hostile payee tries while it is paid: the same again, and more than there is.
    function _arm(uint256 id, bytes memory again) private {
        hostile.forget();
        hostile.prepare(again);
        hostile.prepare(abi.encodeCall(budgets.drawOne, (id, address(hostile), _books[id].cap + 1, REF)));
    }

    function _paid(uint256 id, address[] memory to, uint256 sum, bool waited) private {
        Book storage book = _books[id];
        book.drawn += sum;
        _payments[id].push(Payment(block.timestamp, sum, waited));
        if (_isOver(book) || book.paused) broken = "paid while it may not";
        if (!_isListed(id, to)) broken = "paid to somebody off the list";
        if (_used(id, true, false) > book.above && !waited) broken = "more than the threshold at once";
        if (to[0] == address(hostile) && book.asset == 0) _reached("paid a payee that comes back");
        if (to.length == 2) _reached("paid two");
        if (book.payees != 0) _reached("paid of a list");
    }

    // What a vote decides.

    function _terms(uint256 seed, uint256 cap) private view returns (IBudgets.Terms memory t, Book memory book) {
        book.holders = seed % 15 + 1;
        book.payees = (seed >> 8) % 3 == 0 ? (seed >> 16) % 31 + 1 : 0;
        book.second = (seed >> 24) % 3 == 0;
        book.share = [uint256(5), 10, 33][(seed >> 32) % 3];
        book.window = [uint256(1 hours), 2 days, 14 days][(seed >> 40) % 3];
        book.above = [uint256(0), cap / 8, cap / 2, cap, type(uint208).max][(seed >> 48) % 5];
        book.start = (seed >> 56) % 4 == 0 ? block.timestamp + (seed >> 64) % 3 days : 0;
        t.holders = _chosen(book.holders, 4);
        t.payees = _chosen(book.payees, 5);
        t.start = uint48(book.start);
        t.window = uint32(book.window);
        t.objectionShare = uint8(book.share);
        t.secondSignature = book.second;
        t.announceAbove = uint208(book.above);
        (t.purpose, t.category) = ("boats", "upkeep");
    }

    function _chosen(uint256 mask, uint256 of_) private view returns (address[] memory accounts) {
        uint256 size;
        for (uint256 i; i < of_; ++i) {
            if (mask & (1 << i) != 0) ++size;
        }
        accounts = new address[](size);
        for (uint256 i; i < of_; ++i) {
            if (mask & (1 << i) != 0) accounts[--size] = of_ == 4 ? _holders[i] : _payees[i];
        }
    }

    function _isValid(Book memory book, uint256 cap, uint256 end) private view returns (bool) {
        uint256 first = book.start > block.timestamp ? book.start : block.timestamp;
        bool enough = !book.second || _chosen(book.holders, 4).length > 1;
        return enough && book.start < end && (book.above >= cap || first + book.window <= end);
    }

    function grant(uint256 seed) external {
        seed = _mix(seed);
        if (_ids.length == MOST_BUDGETS || (_ids.length > 5 && seed % 4 != 0)) return;
        uint256 cap = 8 + (seed >> 128) % 1000;
        (IBudgets.Terms memory t, Book memory book) = _terms(seed >> 8, cap);
        book.asset = [uint256(0), 1, 0, 2, 1, 0, 3, 4][_ids.length % 8];
        book.cap = cap;
        book.total = cap * (1 + (seed >> 152) % 4) + (seed >> 160) % cap;
        book.period = [uint256(1 days), 10 days, 60 days][(seed >> 176) % 3];
        book.end = block.timestamp + [uint256(10 days), 100 days, 400 days][(seed >> 184) % 3];
        vm.startPrank(address(treasury));
        uint256 id = treasury.setEnvelope(
            address(budgets),
            assets[book.asset],
            uint208(book.total),
            uint208(cap),
            uint48(book.period),
            uint48(book.end)
        );
        (bool done,) = address(budgets).call(abi.encodeCall(budgets.grant, (t)));
        vm.stopPrank();
        if (!_did("grant", done, _isValid(book, cap, book.end))) return;
        _ids.push(id);
        _books[id] = book;
    }

    function change(uint256 seed) external {
        seed = _mix(seed);
        if (seed % 4 != 0 || _ids.length == 0) return;
        uint256 id = _id(seed >> 8);
        Book storage old = _books[id];
        (IBudgets.Terms memory t, Book memory book) = _terms(seed >> 16, old.cap);
        bool expected = !_isOver(old) && _isValid(book, old.cap, old.end);
        if (!_did(
                "change", _call(address(treasury), address(budgets), abi.encodeCall(budgets.change, (id, t))), expected
            )) {
            return;
        }
        (old.holders, old.payees, old.second, old.share) = (book.holders, book.payees, book.second, book.share);
        (old.window, old.above, old.start) = (book.window, book.above, book.start);
        _releaseAll(id);
    }

    function pause(uint256 seed) external {
        seed = _mix(seed);
        if (seed % 4 != 0 || _ids.length == 0) return;
        uint256 id = _id(seed >> 8);
        Book storage book = _books[id];
        bool done = _call(address(treasury), address(budgets), abi.encodeCall(budgets.pause, (id)));
        if (_did("pause", done, !_isOver(book) && !book.paused)) book.paused = true;
    }

    function resume(uint256 seed) external {
        seed = _mix(seed);
        if (_ids.length == 0) return;
        uint256 id = _id(seed);
        // Mostly one that is paused.
        for (uint256 i; i < _ids.length && !_books[id].paused; ++i) {
            id = _ids[(seed + i) % _ids.length];
        }
        Book storage book = _books[id];
        bool done = _call(address(treasury), address(budgets), abi.encodeCall(budgets.resume, (id)));
        if (_did("resume", done, !_isOver(book) && book.paused)) book.paused = false;
    }

    function revoke(uint256 seed) external {
        seed = _mix(seed);
        if (seed % 8 != 0 || _ids.length == 0) return;
        uint256 id = _id(seed >> 8);
        Book storage book = _books[id];
        uint256 kind = (seed >> 16) % 3;
        if (kind != 0 && !book.dead) {
            vm.prank(address(treasury));
            treasury.revokeEnvelope(id);
            book.dead = true;
            _reached("envelope revoked");
        }
        if (kind == 1) return;
        bool expected = !book.revoked && _isOver(book);
        bool done = _call(address(treasury), address(budgets), abi.encodeCall(budgets.revoke, (id)));
        if (!_did("revoke", done, expected)) return;
        book.revoked = true;
        _releaseAll(id);
    }

    function _releaseAll(uint256 id) private {
        for (uint256 i = 1; i < _draws.length; ++i) {
            Pending storage d = _draws[i];
            if (d.budgetId != id || d.standing != IBudgets.DrawStanding.Pending) continue;
            d.standing = IBudgets.DrawStanding.Released;
            _reached("released by a vote");
        }
    }

    // What holders do.

    function drawOne(uint256 seed) external {
        seed = _mix(seed);
        if (_ids.length == 0) return;
        uint256 id = _id(seed);
        Book storage book = _books[id];
        uint256 holder = _holder(seed >> 8, book.holders);
        (address[] memory to, uint256[] memory amounts) = _payments_(seed >> 32, id);
        uint256 sum;
        for (uint256 i; i < amounts.length; ++i) {
            sum += amounts[i];
        }
        (, uint256 atOnce) = _left(id, 0);
        bool may = _isOpen(id) && book.holders & (1 << holder) != 0 && _isListed(id, to) && !book.second;
        bytes memory data = to.length == 1 && seed % 2 == 0
            ? abi.encodeCall(budgets.drawOne, (id, to[0], sum, REF))
            : abi.encodeCall(budgets.draw, (id, to, amounts, REF));
        _arm(id, abi.encodeCall(budgets.drawOne, (id, address(hostile), atOnce + 1, REF)));
        bool done = _call(_holders[holder], address(budgets), data);
        if (may && sum == atOnce + 1 && !_isOver(book)) _reached("one more than at once");
        if (!_did("draw", done, may && sum <= atOnce && _isTaken(id, to))) return;
        if (book.above != 0 && book.above < book.cap) _reached("drawn within a threshold");
        _paid(id, to, sum, false);
    }

    function announce(uint256 seed) external {
        seed = _mix(seed);
        if (_ids.length == 0) return;
        uint256 id = _id(seed);
        Book storage book = _books[id];
        uint256 holder = _holder(seed >> 8, book.holders);
        (address[] memory to, uint256[] memory amounts) = _payments_(seed >> 32, id);
        uint256 sum;
        for (uint256 i; i < amounts.length; ++i) {
            sum += amounts[i];
        }
        (uint256 available,) = _left(id, 0);
        bool may = _isOpen(id) && book.holders & (1 << holder) != 0 && _isListed(id, to) && sum <= available;
        may = may && _pendingCount(id) < 16 && (book.second || block.timestamp + book.window <= book.end);
        bytes memory data = abi.encodeCall(budgets.announce, (id, to, amounts, REF));
        if (!_did("announce", _call(_holders[holder], address(budgets), data), may)) return;
        for (uint256 i = 1; i < _draws.length; ++i) {
            Pending storage old = _draws[i];
            if (old.budgetId != id || old.standing != IBudgets.DrawStanding.Pending || !_isExpired(i)) continue;
            old.standing = IBudgets.DrawStanding.Released;
            _reached("expired ones made room");
        }
        Pending storage d = _draws.push();
        (d.budgetId, d.announcer, d.to, d.amounts, d.sum) = (id, holder, to, amounts, sum);
        (d.announcedAt, d.payableAt) = (block.timestamp, block.timestamp + book.window);
        d.standing = IBudgets.DrawStanding.Pending;
    }

    function confirm(uint256 seed) external {
        seed = _mix(seed);
        uint256 drawId = _draw(seed);
        Pending storage d = _draws[drawId];
        Book storage book = _books[d.budgetId];
        uint256 holder = _holder(seed >> 8, book.holders);
        bool may = _isPending(drawId) && _isOpen(d.budgetId) && book.holders & (1 << holder) != 0 && !d.confirmed;
        may = may && holder != d.announcer;
        for (uint256 i; i < d.to.length; ++i) {
            if (d.to[i] == _holders[holder]) {
                if (may) _reached("a payee would sign");
                may = false;
            }
        }
        bytes memory data = abi.encodeCall(budgets.confirm, (drawId, d.to, d.amounts, REF));
        if (!_did("confirm", _call(_holders[holder], address(budgets), data), may)) return;
        d.confirmed = true;
        if ((seed >> 128) % 4 != 0) _settle(drawId, seed);
    }

    function settle(uint256 seed) external {
        seed = _mix(seed);
        _settle(_draw(seed), seed);
    }

    function _settle(uint256 drawId, uint256 seed) private {
        Pending storage d = _draws[drawId];
        uint256 id = d.budgetId;
        Book storage book = _books[id];
        bytes32 ref = (seed >> 32) % 16 == 0 ? bytes32(0) : REF;
        bool waited = block.timestamp >= d.payableAt;
        (, uint256 atOnce) = _left(id, drawId);
        bool may = _isPending(drawId) && _isOpen(id) && ref == REF && (!book.second || d.confirmed);
        if (may && !waited && d.confirmed && d.sum > atOnce) _reached("too soon for so much");
        may = may && (waited || (d.confirmed && d.sum <= atOnce)) && _isTaken(id, d.to);
        bytes memory data = abi.encodeCall(budgets.settle, (drawId, d.to, d.amounts, ref));
        _arm(id, data);
        if (!_did("settle", _call(STRANGER, address(budgets), data), may)) return;
        _reached(waited ? "settled after its wait" : "settled at once");
        d.standing = IBudgets.DrawStanding.Settled;
        _paid(id, d.to, d.sum, waited);
        if (_call(STRANGER, address(budgets), data)) broken = "paid twice";
    }

    function withdraw(uint256 seed) external {
        seed = _mix(seed);
        if (seed % 3 != 0) return;
        uint256 drawId = _draw(seed >> 8);
        Pending storage d = _draws[drawId];
        uint256 holder = _holder(seed >> 64, _books[d.budgetId].holders);
        bool may = _isPending(drawId) && _books[d.budgetId].holders & (1 << holder) != 0;
        bool done = _call(_holders[holder], address(budgets), abi.encodeCall(budgets.withdraw, (drawId)));
        if (_did("withdraw", done, may)) d.standing = IBudgets.DrawStanding.Withdrawn;
    }

    // What members, the guardian and anybody do.

    function release(uint256 seed) external {
        seed = _mix(seed);
        uint256 drawId = seed % _draws.length;
        Pending storage d = _draws[drawId];
        bool may = d.standing == IBudgets.DrawStanding.Pending && !_isPending(drawId);
        bool done = _call(STRANGER, address(budgets), abi.encodeCall(budgets.release, (drawId)));
        if (_did("release", done, may)) d.standing = IBudgets.DrawStanding.Released;
    }

    function stop(uint256 seed) external {
        seed = _mix(seed);
        if (seed % 3 != 0) return;
        uint256 drawId = _draw(seed >> 8);
        address by = (seed >> 64) % 4 == 0 ? _holders[0] : guardian;
        bool may = _isPending(drawId) && by == guardian && block.timestamp <= guardianUntil;
        bool done = _call(by, address(budgets), abi.encodeCall(budgets.stop, (drawId)));
        if (!_did("stop", done, may)) return;
        _draws[drawId].standing = IBudgets.DrawStanding.Stopped;
        _books[_draws[drawId].budgetId].paused = true;
    }

    function object(uint256 seed) external {
        seed = _mix(seed);
        uint256 drawId = _draw(seed);
        for (uint256 i; i < 1 + (seed >> 96) % 6; ++i) {
            uint256 seat = (seed >> 32) + i;
            // Sometimes the newest.
            _object(drawId, (seed >> 104) % 4 == 0 ? _admissions.length - 1 : seat % _admissions.length, _mix(seed + i));
        }
    }

    function _object(uint256 drawId, uint256 seat, uint256 seed) private {
        Pending storage d = _draws[drawId];
        uint256 caller = (seed >> 64) % 8 == 0 ? (seat + 1) % _admissions.length : seat;
        uint256[] memory tokenIds = new uint256[](1);
        tokenIds[0] = seat + 1;
        bool may = _isPending(drawId) && block.timestamp > d.announcedAt && block.timestamp < d.payableAt;
        may = may && caller == seat && !_objected[drawId][seat];
        if (may && _admissions[seat] > d.announcedAt) _reached("a younger seat would object");
        may = may && _admissions[seat] <= d.announcedAt;
        bool done = _call(member(caller), address(budgets), abi.encodeCall(budgets.object, (drawId, tokenIds)));
        if (!_did("object", done, may)) return;
        _objected[drawId][seat] = true;
        ++d.objections;
        Book storage book = _books[d.budgetId];
        if (d.objections * 100 < _seatsAt(d.announcedAt) * book.share) return;
        d.standing = IBudgets.DrawStanding.Stopped;
        book.paused = true;
        _reached(d.objections == 1 ? "stopped by one" : "stopped by several");
    }

    function admit(uint256 seed) external {
        seed = _mix(seed);
        if (_admissions.length == MOST_SEATS) return;
        vm.prank(address(treasury));
        membership.admit(member(_admissions.length), ISeats.Kind.Member, 0);
        _admissions.push(block.timestamp);
    }

    function wait_(uint256 seed) external {
        seed = _mix(seed);
        uint256 kind = seed % 8;
        seed >>= 8;
        if (kind < 3) vm.warp(block.timestamp + seed % 2 hours);
        else if (kind < 7) vm.warp(block.timestamp + seed % 3 days);
        else vm.warp(block.timestamp + seed % 20 days);
    }

    /// @dev To the second at which a draw is payable or expired, or one before or after.
    function waitFor(uint256 seed) external {
        seed = _mix(seed);
        uint256 drawId = _draw(seed);
        uint256 second = _draws[drawId].payableAt + ((seed >> 32) % 6 == 0 ? EXPIRY : 0) + (seed >> 40) % 3;
        if (second > block.timestamp + 1) vm.warp(second - 1);
    }

    /// @dev A budget that is alive pays, when a vote resumes it and two holders sign: the last unit that it has.
    function lastUnit() external returns (string memory) {
        if (msg.sender != _owner) return "";
        for (uint256 i; i < _ids.length; ++i) {
            uint256 id = _ids[i];
            Book storage book = _books[id];
            if (_isOver(book) || book.asset > 2 || block.timestamp < book.start) continue;
            if (block.timestamp + book.window > book.end || _chosen(book.holders, 4).length < 2) continue;
            (uint256 available,) = _left(id, 0);
            if (available == 0 || _pendingCount(id) == 16) continue;
            if (book.paused) _call(address(treasury), address(budgets), abi.encodeCall(budgets.resume, (id)));
            if (!_paysOne(id)) return "a budget that is alive does not pay";
            _reached("the last unit");
        }
        return "";
    }

    function _paysOne(uint256 id) private returns (bool) {
        Book storage book = _books[id];
        address[] memory to = new address[](1);
        uint256[] memory amounts = new uint256[](1);
        amounts[0] = 1;
        to[0] = _payees[0];
        for (uint256 i; book.payees != 0 && i < 5; ++i) {
            if (book.payees & (1 << i) != 0) to[0] = _payees[i];
        }
        if (book.asset == 0 && to[0] == _payees[4]) return true;
        address[] memory holders = _chosen(book.holders, 4);
        uint256 drawId = budgets.drawCount() + 1;
        if (!_call(holders[0], address(budgets), abi.encodeCall(budgets.announce, (id, to, amounts, REF)))) {
            return false;
        }
        for (uint256 i = 1; book.second && i < holders.length; ++i) {
            _call(holders[i], address(budgets), abi.encodeCall(budgets.confirm, (drawId, to, amounts, REF)));
        }
        // Two holders of whom the other is the payee: nobody may sign.
        if (book.second && !budgets.getDraw(drawId).confirmed) return holders.length == 2;
        vm.warp(block.timestamp + book.window);
        return _call(STRANGER, address(budgets), abi.encodeCall(budgets.settle, (drawId, to, amounts, REF)));
    }
}
