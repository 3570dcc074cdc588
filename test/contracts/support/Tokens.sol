// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

contract PlainToken is ERC20 {
    constructor(address holder) ERC20("Plain", "PLN") {
        _mint(holder, 1_000_000 ether);
    }
}

/// @dev Takes one unit more from the sender than it was asked for.
contract GreedyToken is PlainToken {
    constructor(address holder) PlainToken(holder) {}

    function transfer(address to, uint256 value) public override returns (bool) {
        _burn(msg.sender, 1);
        return super.transfer(to, value);
    }
}

/// @dev Says no without reverting.
contract FalseToken is PlainToken {
    constructor(address holder) PlainToken(holder) {}

    function transfer(address, uint256) public pure override returns (bool) {
        return false;
    }
}

/// @dev Says yes and moves nothing.
contract IdleToken is PlainToken {
    constructor(address holder) PlainToken(holder) {}

    function transfer(address, uint256) public pure override returns (bool) {
        return true;
    }
}

/// @dev Returns nothing, as some old tokens do.
contract SilentToken {
    mapping(address account => uint256) public balanceOf;

    constructor(address holder) {
        balanceOf[holder] = 1_000_000 ether;
    }

    function transfer(address to, uint256 value) external {
        balanceOf[msg.sender] -= value;
        balanceOf[to] += value;
    }
}
