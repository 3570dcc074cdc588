// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Gates} from "../../../contracts/membership/Gates.sol";
import {IGates} from "../../../contracts/membership/IGates.sol";
import {IMembership} from "../../../contracts/membership/IMembership.sol";
import {ISeats} from "../../../contracts/membership/ISeats.sol";
import {Membership} from "../../../contracts/membership/Membership.sol";
import {Recovery} from "../../../contracts/membership/Recovery.sol";
import {Members} from "../support/Members.sol";

/// @dev Everything that can happen to seats, in any order, beside a book that is kept apart from the contracts. What a
/// vote decides is done by the treasury at once: how it is decided is the other campaign's.
contract SeatsHandler is Members {
    uint256 public constant ACTORS = 12;
    uint256 private constant OFFICER = 11;
    uint48 private constant WINDOW = 6 days;
    uint48 private constant TERM = 365 days;

    struct Book {
        address holder;
        ISeats.Kind kind;
        uint48 expiry;
        bool minted;
        bool ended;
    }

    Membership private immutable membership;
    Gates private immutable gates;
    Recovery private immutable recovery;
    address private immutable treasury;

    Book[] private _books;
    uint256[] private _gateTimes;
    uint256 private _lists;
    uint256 private _keys;
    IMembership.TransferRule private _rule;
    bool private _several;
    uint256 private _share = 10;

    string public broken;
    mapping(bytes32 step => uint256) private _count;

    constructor(Membership membership_, Gates gates_, Recovery recovery_, uint256 founders) {
        (membership, gates, recovery) = (membership_, gates_, recovery_);
        treasury = membership_.treasury();
        _books.push();
        for (uint256 i; i < founders; ++i) {
            _books.push(Book(member(i), ISeats.Kind.Member, 0, true, false));
        }
    }

    function count(string calldata step) external view returns (uint256) {
        return _count[keccak256(bytes(step))];
    }

    function books() external view returns (Book[] memory) {
        return _books;
    }

    function actor(uint256 seed) public pure returns (address) {
        return member(seed % ACTORS);
    }

    function held(address account) public view returns (uint256 seats) {
        for (uint256 i = 1; i < _books.length; ++i) {
            if (_books[i].minted && _books[i].holder == account) ++seats;
        }
    }

    function supply() public view returns (uint256 seats) {
        for (uint256 i = 1; i < _books.length; ++i) {
            if (_books[i].minted) ++seats;
        }
    }

    function _did(string memory step, bool done, bool expected) private {
        if (done != expected) broken = string.concat(step, expected ? ": refused" : ": went through");
        if (done) ++_count[keccak256(bytes(step))];
    }

    function _number(uint256 seed) private view returns (uint256) {
        return seed % (_books.length + 1);
    }

    function _isMinted(uint256 tokenId) private view returns (bool) {
        return tokenId != 0 && tokenId < _books.length && _books[tokenId].minted;
    }

    function _mayHold(address account) private view returns (bool) {
        return _several || held(account) == 0;
    }

    /// @dev I-8: in the window that ends now, of what did not come through the gates, a share; or one.
    function _gatesMayAdd() private view returns (bool) {
        uint256 used;
        for (uint256 i; i < _gateTimes.length; ++i) {
            if (_gateTimes[i] + WINDOW > block.timestamp) ++used;
        }
        uint256 seats = supply();
        uint256 cap = (seats > used ? seats - used : 0) / _share;
        return used < (cap == 0 ? 1 : cap);
    }

    function _admitted(address account, ISeats.Kind kind, uint48 expiry) private {
        _books.push(Book(account, kind, expiry, true, false));
    }

    function _call(address from, address to, bytes memory data) private returns (bool done) {
        vm.prank(from);
        (done,) = to.call(data);
    }

    // What a vote decides.

    function admitByVote(uint256 seed, uint48 term) external {
        address account = actor(seed);
        ISeats.Kind kind = ISeats.Kind((seed >> 8) % 4);
        uint48 expiry = (seed >> 16) % 2 == 0 ? 0 : uint48(block.timestamp + term % 20 days);
        bool expected = _mayHold(account) && kind != ISeats.Kind.Observer && (expiry == 0 || expiry > block.timestamp);
        bool done = _call(treasury, address(membership), abi.encodeCall(ISeats.admit, (account, kind, expiry)));
        _did("admit by vote", done, expected);
        if (done) _admitted(account, kind, expiry);
    }

    function revoke(uint256 seed) external {
        if (seed % 3 != 0) return;
        uint256 tokenId = _number(seed >> 8);
        bool lapsed = tokenId != 0 && tokenId < _books.length && !_books[tokenId].minted && !_books[tokenId].ended;
        bool expected = lapsed || (_isMinted(tokenId) && supply() > 3);
        bool done = _call(treasury, address(membership), abi.encodeCall(ISeats.revoke, (tokenId)));
        _did("revoke", done, expected);
        if (done) (_books[tokenId].minted, _books[tokenId].ended) = (false, true);
    }

    function renewByVote(uint256 seed, uint48 term) external {
        uint256 tokenId = _number(seed);
        uint48 expiry = (seed >> 8) % 4 == 0 ? 0 : uint48(block.timestamp + term % 20 days);
        bool expected = (expiry == 0 || expiry > block.timestamp) && tokenId != 0 && tokenId < _books.length
            && !_books[tokenId].ended && (_books[tokenId].minted || _mayHold(_books[tokenId].holder));
        bool done = _call(treasury, address(membership), abi.encodeCall(ISeats.renew, (tokenId, expiry)));
        _did("renew by vote", done, expected);
        if (!done) return;
        if (!_books[tokenId].minted) ++_count[keccak256("revived")];
        (_books[tokenId].minted, _books[tokenId].expiry) = (true, expiry);
    }

    function changeKind(uint256 seed) external {
        uint256 tokenId = _number(seed);
        ISeats.Kind kind = ISeats.Kind((seed >> 8) % 4);
        bool done = _call(treasury, address(membership), abi.encodeCall(membership.changeKind, (tokenId, kind)));
        _did("change of kind", done, _isMinted(tokenId) && kind != ISeats.Kind.Observer);
        if (done) _books[tokenId].kind = kind;
    }

    function setRules(uint256 seed) external {
        if (seed % 4 != 0) return;
        seed >>= 8;
        // Who holds several when only one is allowed keeps them.
        IMembership.Rules memory rules =
            IMembership.Rules(IMembership.TransferRule(seed % 3), (seed >> 8) % 4 == 0, uint16(8 + (seed >> 16) % 5));
        bool done = _call(treasury, address(membership), abi.encodeCall(membership.setRules, (rules)));
        _did("rules", done, rules.admissionShare >= 10);
        if (done) (_rule, _several, _share) = (rules.transferRule, rules.severalSeats, rules.admissionShare);
    }

    // The gates.

    function admitByOfficer(uint256 seed) external {
        address account = actor(seed);
        bool expected = _mayHold(account) && _gatesMayAdd();
        bytes memory data = abi.encodeCall(gates.admit, (account, ISeats.Kind.Member, TERM, ""));
        bool done = _call(member(OFFICER), address(gates), data);
        _did("admit by an officer", done, expected);
        if (!done) return;
        _gateTimes.push(block.timestamp);
        _admitted(account, ISeats.Kind.Member, uint48(block.timestamp + TERM));
    }

    function joinByList(uint256 seed) external {
        address account = actor(seed);
        uint256 listId = ++_lists;
        bytes32 leaf = gates.listLeaf(listId, account, ISeats.Kind.Steward);
        vm.prank(treasury);
        gates.openList(listId, leaf, keccak256("list"), uint48(block.timestamp + 1 days));
        bool expected = _mayHold(account) && _gatesMayAdd();
        bytes memory data = abi.encodeCall(gates.joinByList, (listId, account, ISeats.Kind.Steward, new bytes32[](0)));
        bool done = _call(address(this), address(gates), data);
        _did("join by a list", done, expected);
        if (done) {
            _gateTimes.push(block.timestamp);
            _admitted(account, ISeats.Kind.Steward, uint48(block.timestamp + 2 * TERM));
            if (_call(address(this), address(gates), data)) broken = "a leaf was used twice";
        }
    }

    function renewByOfficer(uint256 seed) external {
        uint256 tokenId = _number(seed);
        bool known = tokenId != 0 && tokenId < _books.length && !_books[tokenId].ended;
        bool expected;
        if (known) {
            Book storage book = _books[tokenId];
            uint48 term = book.kind == ISeats.Kind.Organisation ? 0 : book.kind == ISeats.Kind.Steward ? 2 * TERM : TERM;
            uint48 expiry = term == 0 ? 0 : uint48(block.timestamp + term);
            bool longer = expiry == 0 || (book.expiry != 0 && expiry >= book.expiry);
            bool own = book.holder == member(OFFICER) && book.kind != ISeats.Kind.Organisation;
            expected = longer && !own && (book.minted || (_mayHold(book.holder) && _gatesMayAdd()));
        }
        bool done = _call(member(OFFICER), address(gates), abi.encodeCall(gates.renew, (false, tokenId, "")));
        _did("renew by an officer", done, expected);
        if (!done) return;
        if (!_books[tokenId].minted) _gateTimes.push(block.timestamp);
        (_books[tokenId].minted, _books[tokenId].expiry) = (true, membership.seatOf(tokenId).expiry);
    }

    // Anybody, and holders.

    function sweep(uint256 seed) external {
        uint256[] memory tokenIds = new uint256[](4);
        bool expected;
        for (uint256 i; i < 4; ++i) {
            tokenIds[i] = _number(seed >> (16 * i));
            if (supply() <= 3 || !_isMinted(tokenIds[i])) continue;
            uint48 expiry = _books[tokenIds[i]].expiry;
            if (expiry == 0 || expiry >= block.timestamp) continue;
            _books[tokenIds[i]].minted = false;
            expected = true;
        }
        _did("sweep", _call(address(this), address(membership), abi.encodeCall(ISeats.sweep, (tokenIds))), expected);
    }

    function leave(uint256 seed) external {
        if (seed % 3 != 0) return;
        uint256 tokenId = _number(seed >> 8);
        address who = (seed >> 16) % 2 == 0 && tokenId < _books.length ? _books[tokenId].holder : actor(seed >> 24);
        bool expected = _isMinted(tokenId) && _books[tokenId].holder == who && supply() > 3;
        bool done = _call(who, address(membership), abi.encodeCall(ISeats.leave, (tokenId)));
        _did("leave", done, expected);
        if (done) (_books[tokenId].minted, _books[tokenId].ended) = (false, true);
    }

    function transfer(uint256 seed) external {
        uint256 tokenId = _number(seed);
        if (!_isMinted(tokenId)) return;
        address to = actor(seed >> 8);
        address approved = actor(seed >> 16);
        bool may = _call(treasury, address(membership), abi.encodeCall(membership.approveTransfer, (tokenId, approved)));
        _did("approve a transfer", may, _rule == IMembership.TransferRule.Approved);
        address from = _books[tokenId].holder;
        bool expected =
            (_rule == IMembership.TransferRule.Free || (may && approved == to)) && (from == to || _mayHold(to));
        bytes memory data = abi.encodeCall(membership.transferFrom, (from, to, tokenId));
        bool done = _call(from, address(membership), data);
        // Who holds several under a rule of one may not even move one to itself.
        if (from == to && held(from) > 1 && !_several) expected = false;
        _did("transfer", done, expected);
        if (done) _books[tokenId].holder = to;
    }

    function recoverByVote(uint256 seed) external {
        uint256 tokenId = _number(seed);
        if (!_isMinted(tokenId)) return;
        address from = _books[tokenId].holder;
        address to = actor(seed >> 8);
        bool begun = _call(treasury, address(recovery), abi.encodeCall(recovery.startRecovery, (tokenId, to)));
        _did("begin a recovery", begun, to != from);
        if (!begun || (seed >> 16) % 4 == 0) return;
        address delegatee = membership.delegates(from);
        bool first = held(to) == 0;
        bool done = _call(to, address(recovery), abi.encodeCall(recovery.acceptRecovery, (tokenId, "")));
        _did("recovery", done, _mayHold(to));
        if (!done) return;
        _books[tokenId].holder = to;
        if (first && membership.delegates(to) != (delegatee == from ? to : delegatee) && delegatee != address(0)) {
            broken = "the delegation was not carried";
        }
    }

    function delegate(uint256 seed) external {
        address to = (seed >> 8) % 13 == 12 ? address(0) : actor(seed >> 8);
        vm.prank(actor(seed));
        membership.delegate(to);
    }

    function wait_(uint256 seed) external {
        vm.warp(block.timestamp + (seed % 8 == 0 ? seed % 12 days : seed % 1 days));
    }
}
