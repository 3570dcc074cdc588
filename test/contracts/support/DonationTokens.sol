// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {PlainToken} from "./Tokens.sol";

/// @dev Takes a hundredth of what is moved from who receives it.
contract FeeToken is PlainToken {
    constructor(address holder) PlainToken(holder) {}

    function _update(address from, address to, uint256 value) internal override {
        super._update(from, to, value);
        if (from != address(0) && to != address(0)) super._update(to, address(0), value / 100);
    }
}

/// @dev Brings one unit more than was asked for.
contract GenerousToken is PlainToken {
    constructor(address holder) PlainToken(holder) {}

    function transferFrom(address from, address to, uint256 value) public override returns (bool) {
        _mint(to, 1);
        return super.transferFrom(from, to, value);
    }
}

/// @dev Receiving it costs the receiver what it had.
contract ShrinkingToken is PlainToken {
    constructor(address holder) PlainToken(holder) {}

    function transferFrom(address, address to, uint256) public override returns (bool) {
        if (balanceOf(to) != 0) _burn(to, 1);
        return true;
    }
}

/// @dev Says no to what is asked in somebody's name, without reverting.
contract FalseGiftToken is PlainToken {
    constructor(address holder) PlainToken(holder) {}

    function transferFrom(address, address, uint256) public pure override returns (bool) {
        return false;
    }
}

/// @dev Returns nothing, as some old tokens do.
contract SilentGiftToken {
    mapping(address account => uint256) public balanceOf;
    mapping(address account => mapping(address spender => uint256)) public allowance;

    constructor(address holder) {
        balanceOf[holder] = 1_000_000 ether;
    }

    function approve(address spender, uint256 value) external {
        allowance[msg.sender][spender] = value;
    }

    function transfer(address to, uint256 value) external {
        balanceOf[msg.sender] -= value;
        balanceOf[to] += value;
    }

    function transferFrom(address from, address to, uint256 value) external {
        allowance[from][msg.sender] -= value;
        balanceOf[from] -= value;
        balanceOf[to] += value;
    }
}

/// @dev A holder's balance can be made another one, as where a token is rebased.
contract RebasedToken is PlainToken {
    constructor(address holder) PlainToken(holder) {}

    function take(address from, uint256 value) external {
        _burn(from, value);
    }

    function bring(address to, uint256 value) external {
        _mint(to, value);
    }
}

/// @dev Calls whom it was told to before and after each move, once.
contract HookToken is PlainToken {
    address private _target;
    bytes private _before;
    bytes private _after;
    uint256 public through;
    uint256 public refused;

    constructor(address holder) PlainToken(holder) {}

    function prepare(address target, bytes calldata before_, bytes calldata after_) external {
        (_target, _before, _after) = (target, before_, after_);
    }

    function _update(address from, address to, uint256 value) internal override {
        _run(_before);
        super._update(from, to, value);
        _run(_after);
    }

    function _run(bytes storage call_) private {
        bytes memory data = call_;
        if (data.length == 0) return;
        delete _before;
        delete _after;
        (bool done,) = _target.call(data);
        if (done) ++through;
        else ++refused;
    }
}

/// @dev Gives and comes back: calls whatever it is told to when it is called, or paid.
contract Relay {
    address private _target;
    bytes private _data;
    uint256 private _value;
    uint256 public through;
    uint256 public refused;

    function prepare(address target, uint256 value, bytes calldata data) external {
        (_target, _value, _data) = (target, value, data);
    }

    function call(address target, bytes calldata data) external payable {
        (bool done,) = target.call{value: msg.value}(data);
        require(done, "refused");
    }

    receive() external payable {
        if (_data.length == 0) return;
        bytes memory data = _data;
        delete _data;
        (bool done,) = _target.call{value: _value}(data);
        if (done) ++through;
        else ++refused;
    }
}

contract PlainCollectible is ERC721 {
    constructor(address holder) ERC721("Plain", "PLC") {
        _mint(holder, 7);
    }
}
