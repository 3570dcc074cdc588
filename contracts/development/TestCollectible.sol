// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";

/// @title An ERC-721 for the local chain; tokens 1 to `supply` go to whoever deploys it.
contract TestCollectible is ERC721 {
    constructor(string memory name_, string memory symbol_, uint256 supply) ERC721(name_, symbol_) {
        for (uint256 tokenId = 1; tokenId <= supply; ++tokenId) {
            _mint(msg.sender, tokenId);
        }
    }
}
