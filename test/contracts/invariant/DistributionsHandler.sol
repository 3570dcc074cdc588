// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IMembership} from "../../../contracts/membership/IMembership.sol";
import {ISeats} from "../../../contracts/membership/ISeats.sol";
import {Membership} from "../../../contracts/membership/Membership.sol";
import {Recovery} from "../../../contracts/membership/Recovery.sol";
import {Distributions} from "../../../contracts/treasury/Distributions.sol";
import {ISplits} from "../../../contracts/treasury/ISplits.sol";
import {IDonations} from "../../../contracts/treasury/IDonations.sol";
import {Splits} from "../../../contracts/treasury/Splits.sol";
import {Treasury} from "../../../contracts/treasury/Treasury.sol";
import {Members} from "../support/Members.sol";
import {MoodyPayee, ReentrantPayee} from "../support/Payees.sol";
import {Purses} from "../support/Purses.sol";
import {PlainToken} from "../support/Tokens.sol";

/// @dev Everything that can happen to shares, seats and income, in any order, beside a book that is kept apart from the
/// contracts. What a vote decides is done by the treasury at once.
contract DistributionsHandler is Members {
    uint256 public constant ACTORS = 10;

    struct Seat {
        address holder;
        ISeats.Kind kind;
        uint256 mintedAt;
        uint256 kindSince;
        bool minted;
    }

    struct Share {
        uint256 envelopeId;
        uint256 snapshot;
        uint256 share;
        uint256 shares;
        uint256 amount;
        uint8[3] percentages;
        uint256 drawn;
        uint256 claims;
    }

    struct Standing {
        address asset;
        uint256 booked;
        uint256 allotted;
        uint256 total;
        uint256 cap;
        uint256 minimum;
        uint256 period;
        uint256 rounds;
        uint256 nextAt;
    }

    struct Envelope {
        address asset;
        uint256 end;
        bool revoked;
        bool standing;
        uint256 drawn;
    }

    Treasury private immutable treasury;
    Membership private immutable membership;
    Recovery private immutable recovery;
    Distributions private immutable distributions;
    Splits public immutable splits;
    Purses public immutable purses;
    PlainToken public immutable token;
    MoodyPayee private immutable moody;
    ReentrantPayee public immutable hostile;

    Seat[] private _seats;
    uint256[] private _ids;
    uint256[] private _standings;
    mapping(uint256 distributionId => Share) private _shares;
    mapping(uint256 distributionId => mapping(uint256 tokenId => bool)) public claimed;
    mapping(uint256 standingId => Standing) private _books;
    mapping(uint256 envelopeId => Envelope) private _envelopes;
    mapping(uint256 tokenId => mapping(address holder => address)) private _named;
    ISplits.Row[] private _rule;

    mapping(address asset => uint256) public paid;
    mapping(address asset => uint256) public received;
    mapping(address asset => uint256) public toTreasury;
    mapping(address asset => uint256) public toPurses;

    string public broken;
    mapping(bytes32 step => uint256) private _count;

    constructor(
        Treasury treasury_,
        Membership membership_,
        Recovery recovery_,
        Distributions distributions_,
        uint256 founders
    ) payable {
        (treasury, membership, recovery, distributions) = (treasury_, membership_, recovery_, distributions_);
        purses = new Purses();
        splits = new Splits(treasury_, IDonations(address(purses)), distributions_);
        token = new PlainToken(address(this));
        token.transfer(address(treasury_), 100_000 ether);
        moody = new MoodyPayee();
        hostile = new ReentrantPayee();
        _seats.push();
        for (uint256 i; i < founders; ++i) {
            ISeats.Seat memory seat = membership_.seatOf(i + 1);
            _seats.push(Seat(member(i), ISeats.Kind.Member, seat.mintedAt, seat.kindSince, true));
        }
    }

    function count(string memory step) public view returns (uint256) {
        return _count[keccak256(bytes(step))];
    }

    function ids() external view returns (uint256[] memory) {
        return _ids;
    }

    function standings() external view returns (uint256[] memory) {
        return _standings;
    }

    function shareOf(uint256 distributionId) external view returns (Share memory) {
        return _shares[distributionId];
    }

    function bookOf(uint256 standingId) external view returns (Standing memory) {
        return _books[standingId];
    }

    function envelopeOf(uint256 envelopeId) external view returns (Envelope memory) {
        return _envelopes[envelopeId];
    }

    function seats() external view returns (Seat[] memory) {
        return _seats;
    }

    function supply() public view returns (uint256 minted) {
        for (uint256 i = 1; i < _seats.length; ++i) {
            if (_seats[i].minted) ++minted;
        }
    }

    function _did(string memory step, bool done, bool expected) private {
        if (done != expected) broken = string.concat(step, expected ? ": refused" : ": went through");
        if (done) ++_count[keccak256(bytes(step))];
    }

    function _tell(string memory step) private {
        ++_count[keccak256(bytes(step))];
    }

    function _mix(uint256 seed) private pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed)));
    }

    function _seat(uint256 seed) private view returns (uint256) {
        return 1 + seed % (_seats.length - 1);
    }

    function _call(address from, address to, bytes memory data) private returns (bool done) {
        vm.prank(from);
        (done,) = to.call(data);
    }

    function _percentages(uint256 seed) private pure returns (uint8[3] memory list) {
        list = [uint8(1 + seed % 100), uint8(1 + (seed >> 8) % 100), uint8(1 + (seed >> 16) % 100)];
        list[(seed >> 24) % 3] = 100;
    }

    /// @dev Seats that existed at the end of the second before: whoever is seated now and was minted by then, and whoever
    /// was burnt in this second.
    function _supplyBefore() private view returns (uint256) {
        return membership.getPastTotalSupply(time() - 1);
    }

    // Seats.

    function admit(uint256 seed) external {
        seed = _mix(seed);
        address account = member(seed % ACTORS);
        ISeats.Kind kind = ISeats.Kind((seed >> 8) % 3);
        if (membership.balanceOf(account) != 0 || _seats.length > 30) return;
        uint48 expiry = (seed >> 16) % 2 == 0 ? uint48(time() + 1 + (seed >> 24) % 5 days) : 0;
        bool done = _call(address(treasury), address(membership), abi.encodeCall(ISeats.admit, (account, kind, expiry)));
        _did("admit", done, true);
        if (done) _seats.push(Seat(account, kind, time(), time(), true));
    }

    function leave(uint256 seed) external {
        seed = _mix(seed);
        uint256 tokenId = _seat(seed >> 8);
        Seat storage seat = _seats[tokenId];
        if (!seat.minted || seed % 3 != 0) return;
        bool expected = supply() > 3;
        bool done = _call(seat.holder, address(membership), abi.encodeCall(ISeats.leave, (tokenId)));
        _did("leave", done, expected);
        if (done) seat.minted = false;
    }

    /// @dev The first seat whose term has passed.
    function sweep(uint256) external {
        for (uint256 i = 1; i < _seats.length; ++i) {
            if (membership.standingOf(i) != ISeats.Standing.Overdue) continue;
            uint256[] memory list = new uint256[](1);
            list[0] = i;
            bool expected = supply() > 3;
            bool done = _call(address(this), address(membership), abi.encodeCall(ISeats.sweep, (list)));
            _did("sweep", done, expected);
            if (done) _seats[i].minted = false;
            return;
        }
    }

    /// @dev The first seat that lapsed and whose holder has no other.
    function renew(uint256) external {
        for (uint256 i = 1; i < _seats.length; ++i) {
            Seat storage seat = _seats[i];
            if (membership.standingOf(i) != ISeats.Standing.Lapsed || membership.balanceOf(seat.holder) != 0) continue;
            vm.prank(address(treasury));
            membership.renew(i, 0);
            (seat.minted, seat.mintedAt) = (true, time());
            _tell("renew");
            return;
        }
    }

    function changeKind(uint256 seed) external {
        seed = _mix(seed);
        uint256 tokenId = _seat(seed);
        Seat storage seat = _seats[tokenId];
        if (!seat.minted) return;
        ISeats.Kind kind = ISeats.Kind((seed >> 8) % 3);
        vm.prank(address(treasury));
        membership.changeKind(tokenId, kind);
        (seat.kind, seat.kindSince) = (kind, time());
        _tell("change of kind");
    }

    function recover(uint256 seed) external {
        seed = _mix(seed);
        uint256 tokenId = _seat(seed);
        Seat storage seat = _seats[tokenId];
        address to = member((seed >> 8) % ACTORS);
        if (!seat.minted || membership.balanceOf(to) != 0) return;
        vm.prank(address(treasury));
        recovery.startRecovery(tokenId, to);
        vm.prank(to);
        recovery.acceptRecovery(tokenId, "");
        seat.holder = to;
        _tell("recovery");
    }

    function name(uint256 seed) external {
        seed = _mix(seed);
        uint256 tokenId = _seat(seed);
        Seat storage seat = _seats[tokenId];
        address[5] memory payees =
            [address(0), address(moody), address(hostile), address(token), address(uint160(0xF00 + tokenId))];
        address payee = payees[(seed >> 8) % 5];
        address caller = (seed >> 16) % 4 == 0 ? member((seed >> 24) % ACTORS) : seat.holder;
        bool expected = seat.minted && caller == seat.holder;
        bytes memory data = abi.encodeCall(distributions.namePayee, (tokenId, payee));
        _did("name a payee", _call(caller, address(distributions), data), expected);
        if (expected) _named[tokenId][caller] = payee;
    }

    function mood(uint256 seed) external {
        seed = _mix(seed);
        moody.set(seed % 2 == 0, (seed >> 8) % 3 == 0 ? 250_000 : 0);
        purses.set((seed >> 16) % 3 == 0, (seed >> 24) % 4 == 0 ? 350_000 : 0, 100);
    }

    // What a vote decides.

    function open(uint256 seed) external {
        seed = _mix(seed);
        address asset = seed % 2 == 0 ? address(0) : address(token);
        uint256 total = 1 + (seed >> 8) % (seed % 8 < 2 ? 500 : 1 ether);
        uint8[3] memory percentages = _percentages(seed >> 72);
        uint256 shares = _supplyBefore();
        uint256 end = time() + 1 + (seed >> 128) % 30 days;
        vm.startPrank(address(treasury));
        uint256 id = treasury.setEnvelope(address(distributions), asset, uint208(total), uint208(total), 1, uint48(end));
        (bool done,) =
            address(distributions).call(abi.encodeCall(distributions.open, (percentages, bytes32(id), "p", "c")));
        vm.stopPrank();
        uint256 least = _least(percentages);
        _did("open", done, total / shares * least >= 100);
        if (!done) return;
        _envelopes[id] = Envelope(asset, end, false, false, 0);
        _ids.push(id);
        _shares[id] = Share(id, time() - 1, total / shares, shares, total, percentages, 0, 0);
    }

    function _least(uint8[3] memory list) private pure returns (uint256 least) {
        least = 100;
        for (uint256 i; i < 3; ++i) {
            if (list[i] < least) least = list[i];
        }
    }

    function openStanding(uint256 seed) external {
        seed = _mix(seed);
        if (_standings.length > 5) return;
        address asset = seed % 2 == 0 ? address(0) : address(token);
        uint256 total = 1 ether + (seed >> 8) % 20 ether;
        uint256 cap = 0.5 ether + (seed >> 72) % (total - 0.5 ether);
        uint256 period = 1 + (seed >> 136) % 5 days;
        uint256 end = time() + 20 days + (seed >> 160) % 100 days;
        vm.startPrank(address(treasury));
        uint256 id = treasury.setEnvelope(
            address(distributions), asset, uint208(total), uint208(cap), uint48(period), uint48(end)
        );
        distributions.openStanding(address(splits), _percentages(seed >> 200), 10_000, bytes32(id), "p", "c");
        vm.stopPrank();
        _envelopes[id] = Envelope(asset, end, false, true, 0);
        _standings.push(id);
        _books[id] = Standing(asset, 0, 0, total, cap, 10_000, period, 0, 0);
        _tell("open a standing one");
    }

    function setRule(uint256 seed) external {
        seed = _mix(seed);
        if (_standings.length == 0) return;
        uint128 last = uint128(_standings[(seed >> 64) % _standings.length]);
        ISplits.Row[] memory rows = new ISplits.Row[](3);
        uint16 first = uint16(1 + seed % 9000);
        uint16 second = uint16(1 + (seed >> 16) % (9998 - first));
        uint256 turn = (seed >> 32) % 3;
        rows[turn] = ISplits.Row(ISplits.Target.Treasury, first, 0);
        rows[(turn + 1) % 3] = ISplits.Row(ISplits.Target.Purse, second, 7);
        rows[(turn + 2) % 3] = ISplits.Row(ISplits.Target.Standing, 10_000 - first - second, last);
        vm.prank(address(treasury));
        splits.setRule(rows);
        delete _rule;
        for (uint256 i; i < 3; ++i) {
            _rule.push(rows[i]);
        }
        _tell("set the rule");
    }

    function revoke(uint256 seed) external {
        seed = _mix(seed);
        if (seed % 6 != 0 || _ids.length == 0) return;
        uint256 id = _shares[_ids[(seed >> 8) % _ids.length]].envelopeId;
        Envelope storage envelope = _envelopes[id];
        if (envelope.revoked) return;
        vm.prank(address(treasury));
        treasury.revokeEnvelope(id);
        envelope.revoked = true;
        _tell("revoke");
    }

    // Income.

    function earn(uint256 seed) external {
        seed = _mix(seed);
        address asset = seed % 2 == 0 ? address(0) : address(token);
        uint256 amount = 1 + (seed >> 8) % ((seed >> 1) % 4 == 0 ? 20 : 3 ether);
        if (asset == address(0)) {
            // What a plain transfer gives is enough.
            (bool done,) = address(splits).call{value: amount, gas: 0}("");
            _did("earn", done, true);
        } else {
            token.transfer(address(splits), amount);
        }
        received[asset] += amount;
    }

    function sendOn(uint256 seed) external {
        seed = _mix(seed);
        address asset = seed % 2 == 0 ? address(0) : address(token);
        uint256 income = asset == address(0) ? address(splits).balance : token.balanceOf(address(splits));
        bool expected = _rule.length != 0 && income != 0;
        uint256 gas = 400_000 + (seed >> 8) % 1_200_000;
        bytes memory data = abi.encodeCall(splits.sendOn, (asset));
        purses.prepare(address(splits), data);
        (bool done, bytes memory answer) = address(splits).call{gas: gas}(data);
        if (!done && bytes4(answer) == ISplits.SplitsTooLittleGas.selector) _tell("too little gas for income");
        if (!done) (done,) = address(splits).call(data);
        _did("send on", done, expected);
        if (!done) return;
        bool open_ = !purses.closed() && purses.appetite() == 0;
        uint256 sum;
        for (uint256 i; i < _rule.length; ++i) {
            uint256 part = i == _rule.length - 1 ? income - sum : income * _rule[i].share / 10_000;
            sum += part;
            if (_rule[i].target == ISplits.Target.Purse && open_) {
                toPurses[asset] += part;
                continue;
            }
            if (_rule[i].target == ISplits.Target.Purse && part != 0) _tell("a purse refused");
            toTreasury[asset] += part;
            if (_rule[i].target != ISplits.Target.Standing) continue;
            Envelope storage envelope = _envelopes[_rule[i].id];
            bool takes = envelope.asset == asset && !envelope.revoked && time() <= envelope.end;
            if (takes) _books[_rule[i].id].booked += part;
            _tell(takes ? "booked" : "not booked");
        }
    }

    function openRound(uint256 seed) external {
        seed = _mix(seed);
        if (_standings.length == 0) return;
        uint256 id = _standings[seed % _standings.length];
        Standing storage book = _books[id];
        Envelope storage envelope = _envelopes[id];
        uint256 amount = book.booked < book.cap ? book.booked : book.cap;
        if (amount > book.total - book.allotted) amount = book.total - book.allotted;
        bool early = book.rounds != 0 && time() < book.nextAt;
        bool expected = !early && !envelope.revoked && time() <= envelope.end && amount >= book.minimum;
        if (distributions.getRoundable(id) != (expected ? amount : 0)) broken = "roundable";
        uint256 shares = _supplyBefore();
        _did(
            "open a round",
            _call(address(this), address(distributions), abi.encodeCall(distributions.openRound, (id))),
            expected
        );
        if (!expected) return;
        uint256 roundId = id + ++book.rounds * 2 ** 64;
        uint256 share = amount / shares;
        book.nextAt = time() + book.period;
        book.booked -= share * shares;
        book.allotted += share * shares;
        _ids.push(roundId);
        _shares[roundId] = Share(id, time() - 1, share, shares, amount, distributions.standingOf(id).percentages, 0, 0);
    }

    // Claims.

    function payeeOf(uint256 tokenId) public view returns (address payee) {
        payee = _named[tokenId][_seats[tokenId].holder];
        if (payee == address(0)) payee = _seats[tokenId].holder;
    }

    function dueOf(uint256 id, uint256 tokenId) public view returns (uint256) {
        Share storage share = _shares[id];
        Seat storage seat = _seats[tokenId];
        if (claimed[id][tokenId] || !seat.minted || seat.mintedAt > share.snapshot) return 0;
        uint256 percentage =
            seat.kindSince > share.snapshot ? _least(share.percentages) : share.percentages[uint256(seat.kind)];
        return share.share * percentage / 100;
    }

    /// @dev Whether the treasury pays this now; the window of a standing envelope is the treasury's own campaign.
    function _pays(uint256 id, uint256 tokenId, bool bounded) private view returns (bool) {
        uint256 due = dueOf(id, tokenId);
        Envelope storage envelope = _envelopes[_shares[id].envelopeId];
        address payee = payeeOf(tokenId);
        if (due == 0 || envelope.revoked || time() > envelope.end) return false;
        if (treasury.getAvailable(_shares[id].envelopeId) < due) return false;
        if (envelope.asset != address(0)) return payee != address(token);
        if (payee == address(token)) return false;
        return payee != address(moody) || (!moody.refuses() && (!bounded || moody.appetite() == 0));
    }

    function _paid(uint256 id, uint256 tokenId, uint256 due) private {
        Share storage share = _shares[id];
        claimed[id][tokenId] = true;
        share.drawn += due;
        ++share.claims;
        _envelopes[share.envelopeId].drawn += due;
        paid[_envelopes[share.envelopeId].asset] += due;
    }

    function _distribution(uint256 seed) private view returns (uint256) {
        return _ids[seed % 2 == 0 ? _ids.length - 1 : (seed >> 1) % _ids.length];
    }

    function claimOne(uint256 seed) external {
        seed = _mix(seed);
        if (_ids.length == 0) return;
        uint256 id = _distribution(seed);
        uint256[] memory list = new uint256[](1);
        list[0] = _seat(seed >> 64);
        bytes memory data = abi.encodeCall(distributions.claim, (id, list));
        hostile.prepare(address(distributions), data);
        uint256 due = dueOf(id, list[0]);
        if (distributions.getShare(id, list[0]) != due) broken = "share";
        bool expected = _pays(id, list[0], false);
        if (_seats[list[0]].minted && _seats[list[0]].mintedAt > _shares[id].snapshot) _tell("came later");
        if (!_seats[list[0]].minted) _tell("burnt");
        if (claimed[id][list[0]]) _tell("claimed before");
        _did("claim", _call(address(0xBAD), address(distributions), data), expected);
        if (expected) _paid(id, list[0], due);
    }

    function claimSeveral(uint256 seed) external {
        seed = _mix(seed);
        if (_ids.length == 0) return;
        uint256 id = _distribution(seed);
        uint256[] memory list = new uint256[](2 + (seed >> 60) % 6);
        for (uint256 i; i < list.length; ++i) {
            list[i] = _seat(seed >> (64 + 8 * i));
        }
        bytes memory data = abi.encodeCall(distributions.claim, (id, list));
        hostile.prepare(address(distributions), data);
        (bool enough,) = address(distributions).call{gas: 300_000}(data);
        if (enough) _tell("paid with little gas");
        bool done = enough || _call(address(0xBAD), address(distributions), data);
        uint256 pays;
        for (uint256 i; i < list.length; ++i) {
            uint256 due = dueOf(id, list[i]);
            // What the window leaves is known only to the treasury, once some were paid.
            bool isPaid = distributions.isClaimed(id, list[i]);
            if (isPaid && due != 0) {
                ++pays;
                _paid(id, list[i], due);
            } else if (due != 0) {
                _tell("passed over");
                if (_pays(id, list[i], true)) broken = "passed over who could be paid";
            }
        }
        _did("claim several", done, pays != 0);
    }

    function wait_(uint256 seed) external {
        seed = _mix(seed);
        vm.warp(time() + (seed % 6 == 0 ? seed % 6 days : seed % 3 == 0 ? 0 : 1 + seed % 1 hours));
    }
}
