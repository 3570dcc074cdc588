// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Grants} from "../../../contracts/treasury/Grants.sol";
import {IGrants} from "../../../contracts/treasury/IGrants.sol";
import {ITreasury} from "../../../contracts/treasury/ITreasury.sol";
import {PickyPayee, ReentrantPayee, TellingToken} from "../support/GrantPayees.sol";
import {Members} from "../support/Members.sol";
import {FalseToken, PlainToken} from "../support/Tokens.sol";

/// @dev Everything that can happen to grants, in any order, beside a book that is kept apart from the contract. What a
/// vote decides is done by the treasury at once.
contract GrantsHandler is Members {
    uint256 public constant REVIEWERS = 4;
    uint256 private constant PERIOD = 30 days;
    bytes32 private constant REF = "ref";

    struct Step {
        uint256 amount;
        bool[4] by;
        uint256 acceptances;
        bool accepted;
    }

    struct Book {
        address recipient;
        address offered;
        address asset;
        uint256 envelopeId;
        uint256 total;
        uint256 required;
        bool reportsDue;
        bool mustReport;
        uint256 streamed;
        uint256 start;
        uint256 cliff;
        uint256 streamEnd;
        uint256 end;
        bool revoked;
        uint256 clawedBackAt;
        uint256 clawedBack;
        uint256 paid;
    }

    Grants private immutable grants;
    ITreasury private immutable treasury;
    PickyPayee private immutable picky = new PickyPayee();
    ReentrantPayee private immutable reentrant = new ReentrantPayee();
    address[3] private _assets;

    Book[] private _books;
    uint256 private _prepared;
    mapping(uint256 grantId => Step[]) private _steps;
    /// @dev What each asset has paid, by the book.
    mapping(address asset => uint256) public paidOf;

    string public broken;
    mapping(bytes32 step => uint256) private _count;

    constructor(Grants grants_) {
        (grants, treasury) = (grants_, grants_.treasury());
        address holder = address(treasury);
        _assets = [address(0), address(new TellingToken(holder)), address(new FalseToken(holder))];
        _books.push();
    }

    function count(string calldata step) external view returns (uint256) {
        return _count[keccak256(bytes(step))];
    }

    function lastId() public view returns (uint256) {
        return _books.length - 1;
    }

    function bookOf(uint256 id) external view returns (Book memory) {
        return _books[id];
    }

    function stepsOf(uint256 id) external view returns (Step[] memory) {
        return _steps[id];
    }

    function assets() external view returns (address[3] memory) {
        return _assets;
    }

    /// @dev By the book: what has vested now.
    function vestedOf(uint256 id) public view returns (uint256 vested) {
        Book storage book = _books[id];
        for (uint256 i; i < _steps[id].length; ++i) {
            if (_steps[id][i].accepted) vested += _steps[id][i].amount;
        }
        uint256 at = book.clawedBackAt == 0 ? time() : book.clawedBackAt;
        if (at >= book.streamEnd) vested += book.streamed;
        else if (at >= book.cliff) vested += book.streamed * (at - book.start) / (book.streamEnd - book.start);
    }

    function isOver(uint256 id) public view returns (bool) {
        return _books[id].revoked || time() > _books[id].end;
    }

    function _did(string memory step, bool done, bool expected) private {
        if (done != expected) broken = string.concat(step, expected ? ": refused" : ": went through");
        if (done) ++_count[keccak256(bytes(step))];
    }

    function _call(address from, bytes memory data) private returns (bool done) {
        vm.prank(from);
        (done,) = address(grants).call(data);
    }

    /// @dev Mostly a grant that there is, mostly one of the last.
    function _pick(uint256 seed) private view returns (uint256) {
        uint256 last = lastId();
        if (seed % 16 == 0) return (seed >> 8) % (last + 2);
        uint256 back = (seed >> 8) % 4;
        return last > back ? last - back : last;
    }

    function _account(uint256 seed) private view returns (address) {
        seed %= 10;
        if (seed == 8) return address(picky);
        if (seed == 9) return address(reentrant);
        return member(seed);
    }

    function _known(uint256 id) private view returns (bool) {
        return id != 0 && id < _books.length;
    }

    // Votes.

    function grant(uint256 seed) external {
        // The first few at once, then fewer: each has a long life.
        if (lastId() > 3 && (seed >> 240) % 4 != 0) return;
        IGrants.Terms memory t;
        t.recipient = _account(seed % 2 == 0 ? 9 : 4 + (seed >> 4) % 6);
        t.milestones = new IGrants.MilestoneTerms[]((seed >> 8) % 6);
        uint208 total;
        for (uint256 i; i < t.milestones.length; ++i) {
            t.milestones[i] =
                IGrants.MilestoneTerms(uint208(1 + uint256(keccak256(abi.encode(seed, i))) % 1 ether), REF);
            total += t.milestones[i].amount;
        }
        t.reviewers = new address[]((seed >> 16) % (REVIEWERS + 1));
        for (uint256 i; i < t.reviewers.length; ++i) {
            t.reviewers[i] = member(i);
        }
        if (t.reviewers.length != 0) t.required = uint8(1 + (seed >> 24) % t.reviewers.length);
        if (total == 0 || (seed >> 32) % 4 != 0) {
            uint48 start = uint48(time() + (seed >> 40) % 20 days - 10 days);
            uint48 length = uint48(1 + (seed >> 80) % 20 days);
            t.stream = IGrants.Stream(
                uint208(1 + (seed >> 120) % 1 ether),
                start,
                start + uint48((seed >> 160) % (length + 1) / 3),
                start + length
            );
            total += t.stream.amount;
        }
        t.reportsDue = (seed >> 200) % 5 < 2;
        (t.purpose, t.category) = ("a purpose", "a category");
        uint48 end = uint48(time() + 20 days + (seed >> 208) % 60 days);
        uint256 wrong = (seed >> 216) % 8;
        uint208 set = wrong == 1 ? total + 1 : total;
        address asset = _assets[(seed >> 224) % 8 == 0 ? 2 : (seed >> 228) % 2];
        vm.prank(address(treasury));
        treasury.setEnvelope(address(grants), asset, set, set, uint48(PERIOD), end);
        bool done = _call(address(treasury), abi.encodeCall(grants.grant, (t)));
        _did("grant", done, wrong != 1 && end >= t.stream.end);
        if (!done) return;
        Book storage book = _books.push();
        book.recipient = t.recipient;
        (book.asset, book.envelopeId, book.total, book.end) = (asset, treasury.envelopeCount(), total, end);
        (book.required, book.reportsDue) = (t.required, t.reportsDue);
        (book.streamed, book.start) = (t.stream.amount, t.stream.start);
        (book.cliff, book.streamEnd) = (t.stream.cliff, t.stream.end);
        for (uint256 i; i < t.milestones.length; ++i) {
            _steps[lastId()].push().amount = t.milestones[i].amount;
        }
    }

    function clawBack(uint256 seed) external {
        if (seed % 10 != 0) return;
        uint256 id = _pick(seed >> 8);
        bool expected = _known(id) && !isOver(id) && _books[id].clawedBackAt == 0;
        uint256 unvested = expected ? _books[id].total - vestedOf(id) : 0;
        bool done = _call(address(treasury), abi.encodeCall(grants.clawBack, (id, REF)));
        _did("claw back", done, expected);
        if (!done) return;
        (_books[id].clawedBackAt, _books[id].clawedBack) = (time(), unvested);
        if (unvested != 0) ++_count[keccak256("took back")];
    }

    function revoke(uint256 seed) external {
        if (seed % 24 != 0) return;
        uint256 id = _pick(seed >> 8);
        if (!_known(id) || _books[id].revoked) return;
        vm.prank(address(treasury));
        treasury.revokeEnvelope(_books[id].envelopeId);
        _books[id].revoked = true;
        _did("revoke", true, true);
    }

    function changeRecipient(uint256 seed) external {
        if (seed % 8 != 0) return;
        uint256 id = _pick(seed >> 8);
        address to = _account(seed >> 104);
        bool done = _call(address(treasury), abi.encodeCall(grants.changeRecipient, (id, to, REF)));
        _did("change recipient", done, _known(id) && _mayReceive(id, to));
        if (done) (_books[id].recipient, _books[id].offered) = (to, address(0));
    }

    function acceptByVote(uint256 seed) external {
        if (seed % 2 == 0) return;
        _accept(address(treasury), _pick(seed >> 8), (seed >> 96) % 6, "accept by vote");
    }

    // Reviewers.

    function accept(uint256 seed) external {
        _accept(member(seed % (REVIEWERS + 1)), _pick(seed >> 8), (seed >> 96) % 5, "review");
    }

    /// @dev One reviewer after another, on the same milestone.
    function acceptAll(uint256 seed) external {
        for (uint256 i; i < REVIEWERS; ++i) {
            _accept(member(i), _pick(seed >> 8), (seed >> 96) % 5, "review");
        }
    }

    function _accept(address by, uint256 id, uint256 index, string memory step) private {
        if (id % 4 != 0 && _known(id) && _isReentrant(id)) _prepare(id);
        bool expected = _mayAccept(by, id, index);
        bool done = _call(by, abi.encodeCall(grants.accept, (id, index, REF)));
        _did(step, done, expected);
        if (!done) return;
        Step storage s = _steps[id][index];
        if (by != address(treasury)) {
            s.by[_numberOf(by)] = true;
            if (++s.acceptances < _books[id].required) return _settle(id, 0, 0);
        }
        s.accepted = true;
        ++_count[keccak256("accepted")];
        _paidFor(id, s.amount);
    }

    function _mayAccept(address by, uint256 id, uint256 index) private view returns (bool) {
        if (!_known(id) || isOver(id) || _books[id].clawedBackAt != 0 || index >= _steps[id].length) return false;
        if (_steps[id][index].accepted) return false;
        if (by == address(treasury)) return true;
        uint256 number = _numberOf(by);
        return number < _reviewersOf(id) && !_steps[id][index].by[number];
    }

    function _paidFor(uint256 id, uint256 amount) private {
        Book storage book = _books[id];
        uint256 before = book.paid;
        bool due = book.reportsDue && book.mustReport;
        bool may = !due && _takes(id);
        // Who comes back has the rest claimed, too, where that fits into the gas.
        if (_isReentrant(id)) _settle(id, 0, may ? vestedOf(id) - before : 0);
        else _settle(id, may ? amount : 0, may ? amount : 0);
        if (due) ++_count[keccak256("held for a report")];
        else if (book.paid == before) ++_count[keccak256("set aside")];
        else ++_count[keccak256("paid at once")];
        if (book.paid > before + amount) ++_count[keccak256("came back")];
    }

    // Recipients and anybody.

    function claim(uint256 seed) external {
        uint256 id = _pick(seed);
        _claim(id, (seed >> 96) % 4 != 0 && _known(id) ? _books[id].recipient : _account(seed >> 104));
    }

    /// @dev By each recipient of the last grants.
    function claimAll(uint256 seed) external {
        if (seed % 3 != 0) return;
        for (uint256 i; i < 5 && i < lastId(); ++i) {
            _claim(lastId() - i, _books[lastId() - i].recipient);
        }
    }

    function _claim(uint256 id, address by) private {
        if (id % 2 == 0 && _known(id) && _isReentrant(id)) _prepare(lastId());
        uint256 owed = _known(id) && !isOver(id) ? vestedOf(id) - _books[id].paid : 0;
        bool expected = owed != 0 && _takes(id);
        if (expected && _books[id].reportsDue) expected = by == _books[id].recipient && !_books[id].mustReport;
        bool done = _call(by, abi.encodeCall(grants.claim, (id)));
        // The treasury refuses when more of a token leaves than was asked for, because the payee had another grant paid.
        if (_known(id) && _isReentrant(id) && _books[id].asset != address(0)) expected = expected && done;
        _did("claim", done, expected);
        if (!_known(id)) return;
        _settle(id, done ? owed : 0, done ? owed : 0);
        if (!done && owed != 0 && !_takes(id)) ++_count[keccak256("refused")];
        if (done && vestedOf(id) == _books[id].total) ++_count[keccak256("settled")];
        if (done && _books[id].clawedBackAt != 0) ++_count[keccak256("claimed after a clawback")];
    }

    function report(uint256 seed) external {
        if (seed % 3 != 0) return;
        uint256 id = _pick(seed >> 8);
        address by = (seed >> 104) % 8 != 0 && _known(id) ? _books[id].recipient : _account(seed >> 104);
        bool done = _call(by, abi.encodeCall(grants.report, (id, REF)));
        _did("report", done, _known(id) && by == _books[id].recipient);
        if (done) _books[id].mustReport = false;
    }

    function offer(uint256 seed) external {
        if (seed % 3 != 0) return;
        uint256 id = _pick(seed >> 8);
        address by = (seed >> 104) % 4 != 0 && _known(id) ? _books[id].recipient : _account(seed >> 112);
        address to = (seed >> 128) % 8 == 0 ? address(0) : _account(seed >> 136);
        bool expected = _known(id) && by == _books[id].recipient && (to == address(0) || _mayReceive(id, to));
        bool done = _call(by, abi.encodeCall(grants.offer, (id, to)));
        _did("offer", done, expected);
        if (done) _books[id].offered = to;
    }

    function takeOver(uint256 seed) external {
        uint256 id = _pick(seed);
        address by = (seed >> 96) % 4 != 0 && _known(id) ? _books[id].offered : _account(seed >> 104);
        if (by == address(0)) return;
        bool done = _call(by, abi.encodeCall(grants.takeOver, (id)));
        _did("take over", done, _known(id) && by == _books[id].offered);
        if (done) (_books[id].recipient, _books[id].offered) = (by, address(0));
    }

    // The world.

    function setPicky(uint256 seed) external {
        picky.setClosed(seed % 2 == 0);
    }

    /// @dev What it will try while it is paid.
    function prepare(uint256 seed) external {
        uint256 id = _pick(seed);
        for (uint256 i; i < 8 && (!_known(id) || !_isReentrant(id)); ++i) {
            id = _pick(seed >> (8 * i));
        }
        _prepare(id);
    }

    function _prepare(uint256 id) private {
        bytes[] memory calls = new bytes[](3);
        calls[0] = abi.encodeCall(grants.claim, (id));
        calls[1] = abi.encodeCall(grants.accept, (id, 0, REF));
        calls[2] = abi.encodeCall(grants.clawBack, (id, REF));
        reentrant.prepare(address(grants), calls);
        _prepared = id;
    }

    function wait_(uint256 seed) external {
        vm.warp(time() + (seed % 8 == 0 ? seed % 12 days : seed % 1 days));
    }

    function _reviewersOf(uint256 id) private view returns (uint256) {
        return grants.getGrant(id).reviewers.length;
    }

    function _numberOf(address account) private pure returns (uint256 number) {
        while (number < REVIEWERS && member(number) != account) ++number;
    }

    function _mayReceive(uint256 id, address to) private view returns (bool) {
        return to != _books[id].recipient && _numberOf(to) >= _reviewersOf(id);
    }

    function _isReentrant(uint256 id) private view returns (bool) {
        return _books[id].recipient == address(reentrant);
    }

    /// @dev Whether the recipient takes the asset now.
    function _takes(uint256 id) private view returns (bool) {
        Book storage book = _books[id];
        if (book.asset == _assets[2]) return false;
        return book.asset != address(0) || book.recipient != address(picky) || !picky.closed();
    }

    /// @dev What was paid for a grant in this step, and for the one that a payee tried in its midst.
    function _settle(uint256 id, uint256 least, uint256 most) private {
        _sync(id, least, most);
        uint256 other = _prepared;
        if (other == id || !_known(other)) return;
        bool may = !isOver(other) && !(_books[other].reportsDue && _books[other].mustReport);
        if (_sync(other, 0, may ? vestedOf(other) - _books[other].paid : 0)) {
            ++_count[keccak256("another in its midst")];
        }
    }

    function _sync(uint256 id, uint256 least, uint256 most) private returns (bool) {
        Book storage book = _books[id];
        uint256 paid = treasury.getEnvelope(book.envelopeId).drawn;
        if (paid < book.paid + least || paid > book.paid + most) broken = "another amount was paid than has vested";
        if (paid == book.paid) return false;
        paidOf[book.asset] += paid - book.paid;
        book.paid = paid;
        book.mustReport = true;
        return true;
    }
}
