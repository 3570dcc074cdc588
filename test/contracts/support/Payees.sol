// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PlainToken} from "./Tokens.sol";

/// @dev Takes coin or refuses it, as it is told; takes at least so much gas for it.
contract MoodyPayee {
    bool public refuses;
    uint256 public appetite;
    bytes public noise;

    function set(bool refuses_, uint256 appetite_) external {
        (refuses, appetite) = (refuses_, appetite_);
    }

    /// @dev What it says when it refuses.
    function say(bytes calldata noise_) external {
        noise = noise_;
    }

    function call(address target, bytes calldata data) external returns (bool done, bytes memory answer) {
        (done, answer) = target.call(data);
    }

    receive() external payable {
        uint256 before = gasleft();
        if (refuses) {
            bytes memory answer = noise;
            assembly ("memory-safe") {
                revert(add(answer, 0x20), mload(answer))
            }
        }
        uint256 hunger = appetite;
        while (before - gasleft() < hunger) {}
    }
}

/// @dev Takes coin, and leaves who pays it nearly nothing of the gas.
contract ThirstyPayee {
    receive() external payable {
        while (gasleft() > 300) {}
    }
}

/// @dev Calls what it was told to while it is paid, and keeps whether that went through.
contract ReentrantPayee {
    address private _target;
    bytes private _data;
    uint256 private _demand;
    uint256 public tries;
    uint256 public successes;

    error Hungry();

    function prepare(address target, bytes calldata data) external {
        (_target, _data) = (target, data);
    }

    /// @dev It refuses what comes with less gas.
    function demand(uint256 gas) external {
        _demand = gas;
    }

    receive() external payable {
        if (gasleft() < _demand) revert Hungry();
        ++tries;
        (bool done,) = _target.call(_data);
        if (done) ++successes;
    }
}

/// @dev Refuses accounts, or everybody, as some tokens with a list do.
contract MoodyToken is PlainToken {
    mapping(address account => bool) public blocked;
    bool public paused;

    error Blocked();

    constructor(address holder) PlainToken(holder) {}

    function set(address account, bool blocked_) external {
        blocked[account] = blocked_;
    }

    function pause(bool paused_) external {
        paused = paused_;
    }

    function _update(address from, address to, uint256 value) internal override {
        if (paused || blocked[to]) revert Blocked();
        super._update(from, to, value);
    }
}

/// @dev Keeps a hundredth of what is transferred.
contract FeeToken is PlainToken {
    constructor(address holder) PlainToken(holder) {}

    function _update(address from, address to, uint256 value) internal override {
        uint256 fee = from == address(0) || to == address(0) ? 0 : value / 100;
        super._update(from, to, value - fee);
        if (fee != 0) super._update(from, address(0), fee);
    }
}

/// @dev Answers a question about a balance with a refusal that sounds like the treasury's.
contract LyingToken {
    bytes private _answer;

    constructor(bytes memory answer) {
        _answer = answer;
    }

    function balanceOf(address) external view returns (uint256) {
        bytes memory answer = _answer;
        assembly ("memory-safe") {
            revert(add(answer, 0x20), mload(answer))
        }
    }
}
