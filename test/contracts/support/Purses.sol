// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @dev What {Splits} calls of the donations contract, with purses of every mood: one that refuses, that takes less than it is given, that wants more gas, that comes back.
contract Purses {
    error PursesClosed(uint256 purposeId);

    bool public closed;
    uint256 public appetite;
    uint256 public share = 100;
    address private _target;
    bytes private _data;
    uint256 public successes;
    mapping(uint256 purposeId => mapping(address asset => uint256)) public held;

    function set(bool closed_, uint256 appetite_, uint256 share_) external {
        (closed, appetite, share) = (closed_, appetite_, share_);
    }

    function prepare(address target, bytes calldata data) external {
        (_target, _data) = (target, data);
    }

    function give(uint256 purposeId, string calldata) external payable {
        _behave(purposeId);
        held[purposeId][address(0)] += msg.value;
    }

    function giveToken(uint256 purposeId, address token, uint256 amount, string calldata) external {
        _behave(purposeId);
        uint256 before = IERC20(token).balanceOf(address(this));
        IERC20(token).transferFrom(msg.sender, address(this), amount * share / 100);
        held[purposeId][token] += IERC20(token).balanceOf(address(this)) - before;
    }

    function _behave(uint256 purposeId) private {
        if (closed) revert PursesClosed(purposeId);
        uint256 before = gasleft();
        uint256 hunger = appetite;
        while (before - gasleft() < hunger) {}
        if (_target == address(0)) return;
        (bool done,) = _target.call(_data);
        if (done) ++successes;
    }
}
