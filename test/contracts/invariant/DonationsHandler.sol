// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Donations} from "../../../contracts/treasury/Donations.sol";
import {FeeToken, HookToken, Relay} from "../support/DonationTokens.sol";
import {Members} from "../support/Members.sol";
import {PlainToken} from "../support/Tokens.sol";

/// @dev Everything that can happen to purses, in any order, beside a book that is kept apart from the contract. What a
/// vote decides is done by the treasury at once.
contract DonationsHandler is Members {
    uint256 private constant ACTORS = 4;
    uint256 public constant ASSETS = 4;
    uint256 private constant MAX_PURPOSES = 6;
    bytes32 private constant REF = "ref";

    /// @dev What a token or a payee does in the midst of a step.
    enum Trick {
        None,
        Gift,
        Sweep,
        Send
    }

    Donations private immutable donations;
    address private immutable treasury;
    Relay private immutable relay = new Relay();
    address[ASSETS] private _assets;

    bool[] private _open;
    mapping(uint256 purposeId => mapping(address asset => uint256)) public given;
    mapping(uint256 purposeId => mapping(address asset => uint256)) public spent;
    /// @dev What was forced here or sent without a purpose, and not swept.
    mapping(address asset => uint256) public loose;

    string public broken;
    mapping(bytes32 step => uint256) private _count;

    constructor(Donations donations_) {
        (donations, treasury) = (donations_, address(donations_.treasury()));
        _assets = [
            address(0),
            address(new PlainToken(address(this))),
            address(new FeeToken(address(this))),
            address(new HookToken(address(this)))
        ];
        for (uint256 i; i < ACTORS; ++i) {
            vm.deal(member(i), 1_000_000 ether);
            for (uint256 j = 1; j < ASSETS; ++j) {
                PlainToken(_assets[j]).transfer(member(i), 100_000 ether);
                vm.prank(member(i));
                PlainToken(_assets[j]).approve(address(donations), type(uint256).max);
            }
        }
        for (uint256 j = 1; j < ASSETS; ++j) {
            PlainToken(_assets[j]).transfer(address(relay), 100_000 ether);
            relay.call(
                _assets[j], abi.encodeCall(PlainToken(_assets[j]).approve, (address(donations), type(uint256).max))
            );
        }
        _open.push();
    }

    function count(string calldata step) external view returns (uint256) {
        return _count[keccak256(bytes(step))];
    }

    function assets() external view returns (address[ASSETS] memory) {
        return _assets;
    }

    function purposes() public view returns (uint256) {
        return _open.length - 1;
    }

    function isOpen(uint256 id) public view returns (bool) {
        return id < _open.length && _open[id];
    }

    function held(uint256 id, address asset) public view returns (uint256) {
        return given[id][asset] - spent[id][asset];
    }

    function _did(string memory step, bool done, bool expected) private {
        if (done != expected) broken = string.concat(step, expected ? ": refused" : ": went through");
        if (done) ++_count[keccak256(bytes(step))];
    }

    function _call(address from, uint256 value, bytes memory data) private returns (bool done) {
        vm.prank(from);
        (done,) = address(donations).call{value: value}(data);
    }

    function _actor(uint256 seed) private pure returns (address) {
        return member(seed % ACTORS);
    }

    function _purpose(uint256 seed) private view returns (uint256) {
        return seed % (_open.length + 1);
    }

    function _note(uint256 seed) private pure returns (string memory) {
        return string(new bytes(seed % 16 == 0 ? 281 : seed % 281));
    }

    // Votes.

    function open(uint256 seed) external {
        if (purposes() == MAX_PURPOSES || (purposes() > 2 && seed % 8 != 0)) return;
        bool named = (seed >> 8) % 4 != 0;
        bool done = _call(treasury, 0, abi.encodeCall(donations.open, (named ? "a purpose" : "")));
        _did("open", done, named);
        if (done) _open.push(true);
    }

    function close(uint256 seed) external {
        if (seed % 32 != 0) return;
        uint256 id = _purpose(seed >> 8);
        // One stays open, for the rest of the campaign.
        if (id == 1) return;
        bool done = _call(treasury, 0, abi.encodeCall(donations.close, (id)));
        _did("close", done, isOpen(id));
        if (done) _open[id] = false;
    }

    function spend(uint256 seed) external {
        uint256 id = _purpose(seed);
        address asset = _assets[(seed >> 8) % ASSETS];
        uint256 kind = (seed >> 16) % 8;
        address to = kind < 2 ? _actor(seed >> 24) : kind < 6 ? address(relay) : kind == 6 ? address(this) : treasury;
        uint256 there = held(id, asset);
        uint256 amount = (seed >> 32) % 4 == 0 ? there : (seed >> 40) % (there + there / 8 + 2);
        Trick trick = Trick((seed >> 168) % 4);
        _arm(asset, trick, amount / 2, 1);
        // This contract takes no coin; a token is not let more in than out.
        bool takes = asset == address(0) ? to != address(this) : !_sends(asset, trick);
        bool known = id != 0 && id <= purposes();
        bool expected = known && amount != 0 && amount <= there && takes;
        bool done = _call(treasury, 0, abi.encodeCall(donations.spend, (id, asset, to, amount, REF)));
        _did("spend", done, expected);
        if (!done) {
            if (known && amount > there) ++_count[keccak256("not held")];
            if (amount != 0 && amount <= there && known) ++_count[keccak256("refused")];
            return;
        }
        spent[id][asset] += amount;
        if (!isOpen(id)) ++_count[keccak256("spent of a closed purse")];
        if (held(id, asset) == 0) ++_count[keccak256("spent all of a purse")];
        if (asset == address(0) && to == address(relay) && trick == Trick.Gift && amount > 1) {
            given[1][asset] += amount / 2;
            ++_count[keccak256("given back in its midst")];
        }
    }

    // Anybody.

    function give(uint256 seed) external {
        uint256 id = _purpose(seed);
        uint256 amount = (seed >> 8) % 32 == 0 ? 0 : (seed >> 16) % 1 ether + 1;
        string memory note = _note(seed >> 96);
        bool expected = isOpen(id) && amount != 0 && bytes(note).length <= 280;
        bool done = _call(_actor(seed >> 128), amount, abi.encodeCall(donations.give, (id, note)));
        _did("give", done, expected);
        if (done) given[id][address(0)] += amount;
    }

    function giveToken(uint256 seed) external {
        uint256 id = _purpose(seed);
        address asset = _assets[(seed >> 8) % ASSETS];
        uint256 amount = (seed >> 16) % 32 == 0 ? 0 : (seed >> 24) % 1 ether + 1;
        string memory note = _note(seed >> 104);
        Trick trick = Trick((seed >> 136) % 4);
        if (asset != address(0)) _arm(asset, trick, 5, 1);
        bool expected = isOpen(id) && amount != 0 && bytes(note).length <= 280 && asset != address(0);
        bool done = _call(_actor(seed >> 144), 0, abi.encodeCall(donations.giveToken, (id, asset, amount, note)));
        _did("give a token", done, expected);
        if (!done) return;
        given[id][asset] += asset == _assets[2] ? amount - amount / 100 : amount;
        if (asset != _assets[3]) return;
        if (trick == Trick.Send) loose[asset] += 5;
        if (trick != Trick.None) ++_count[keccak256("a token came back in a gift")];
    }

    function send(uint256 seed) external {
        address asset = _assets[seed % ASSETS];
        uint256 amount = 1 + (seed >> 8) % 1 ether;
        if (asset == address(0)) {
            if ((seed >> 96) % 2 == 0) {
                _did("send coin", _call(_actor(seed >> 104), amount, ""), false);
                return;
            }
            vm.deal(address(donations), address(donations).balance + amount);
        } else {
            _arm(asset, Trick.None, 0, 0);
            vm.prank(_actor(seed >> 104));
            PlainToken(asset).transfer(address(donations), amount);
        }
        loose[asset] += asset == _assets[2] ? amount - amount / 100 : amount;
        ++_count[keccak256("forced or sent")];
    }

    function sweep(uint256 seed) external {
        address asset = _assets[seed % ASSETS];
        Trick trick = Trick((seed >> 8) % 4);
        if (asset != address(0)) _arm(asset, trick, 5, 1);
        bool expected = loose[asset] != 0 && !_sends(asset, trick);
        bool done = _call(_actor(seed >> 16), 0, abi.encodeCall(donations.sweep, (asset)));
        _did("sweep", done, expected);
        if (!done) return;
        loose[asset] = 0;
    }

    function _sends(address asset, Trick trick) private view returns (bool) {
        return asset == _assets[3] && trick == Trick.Send;
    }

    /// @dev What happens in the midst of the next step: by the token that calls, or by a payee of the coin.
    function _arm(address asset, Trick trick, uint256 amount, uint256 id) private {
        if (asset == address(0)) {
            bytes memory gift = abi.encodeCall(donations.give, (id, ""));
            bytes memory all = abi.encodeCall(donations.sweep, (asset));
            if (trick == Trick.Gift) relay.prepare(address(donations), amount, gift);
            else if (trick == Trick.Sweep) relay.prepare(address(donations), 0, all);
            else relay.prepare(address(0), 0, "");
        } else if (asset == _assets[3]) {
            bytes memory data;
            if (trick == Trick.Gift) {
                data = _byRelay(address(donations), abi.encodeCall(donations.giveToken, (id, asset, amount + 1, "")));
            } else if (trick == Trick.Sweep) {
                data = _byRelay(address(donations), abi.encodeCall(donations.sweep, (asset)));
            } else if (trick == Trick.Send) {
                data = _byRelay(asset, abi.encodeCall(PlainToken(asset).transfer, (address(donations), 5)));
            }
            HookToken(asset).prepare(address(relay), "", data);
        }
    }

    function _byRelay(address target, bytes memory data) private view returns (bytes memory) {
        return abi.encodeCall(relay.call, (target, data));
    }
}
