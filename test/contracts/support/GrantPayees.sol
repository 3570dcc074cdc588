// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {PlainToken} from "./Tokens.sol";

/// @dev Takes the coin while it is open.
contract PickyPayee {
    bool public closed;

    function setClosed(bool closed_) external {
        closed = closed_;
    }

    receive() external payable {
        require(!closed, "no");
    }
}

/// @dev Burns all the gas that it is given.
contract BurningPayee {
    receive() external payable {
        assembly {
            invalid()
        }
    }
}

/// @dev Refuses with a megabyte.
contract BombPayee {
    receive() external payable {
        assembly {
            revert(0, 1000000)
        }
    }
}

/// @dev Takes the coin, and `need` of gas for it.
contract HungryPayee {
    uint256 private immutable need;

    constructor(uint256 need_) {
        need = need_;
    }

    receive() external payable {
        uint256 start = gasleft();
        while (start - gasleft() < need) {}
    }
}

/// @dev Does what it was told to while it is paid, by coin or by a token that tells it.
contract ReentrantPayee {
    address private _target;
    bytes[] private _calls;
    bool private transient _busy;
    uint256 public through;
    uint256 public refused;

    function prepare(address target, bytes[] memory calls) external {
        _target = target;
        delete _calls;
        for (uint256 i; i < calls.length; ++i) {
            _calls.push(calls[i]);
        }
    }

    function call(address target, bytes calldata data) external payable returns (bool done) {
        (done,) = target.call{value: msg.value}(data);
    }

    function tokensReceived() external {
        _run();
    }

    receive() external payable {
        _run();
    }

    function _run() private {
        if (_busy) return;
        _busy = true;
        bytes[] memory calls = _calls;
        for (uint256 i; i < calls.length; ++i) {
            (bool done,) = _target.call(calls[i]);
            if (done) ++through;
            else ++refused;
        }
        _busy = false;
    }
}

/// @dev Tells the receiver, as ERC-777 does.
contract TellingToken is PlainToken {
    constructor(address holder) PlainToken(holder) {}

    function _update(address from, address to, uint256 value) internal override {
        super._update(from, to, value);
        if (from == address(0) || to.code.length == 0) return;
        (bool told,) = to.call(abi.encodeCall(ReentrantPayee.tokensReceived, ()));
        told;
    }
}

/// @dev Refuses with a megabyte.
contract BombToken is PlainToken {
    constructor(address holder) PlainToken(holder) {}

    function transfer(address, uint256) public pure override returns (bool) {
        assembly {
            revert(0, 1000000)
        }
    }
}
