// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC1155} from "@openzeppelin/contracts/token/ERC1155/ERC1155.sol";

/// @title An ERC-1155 for the local chain; `supply` of each of the ids 1 to `count` go to whoever deploys it.
contract TestPieces is ERC1155 {
    constructor(uint256 count, uint256 supply) ERC1155("") {
        for (uint256 id = 1; id <= count; ++id) {
            _mint(msg.sender, id, supply, "");
        }
    }
}
