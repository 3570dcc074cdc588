// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Votes} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Votes.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {ERC721Votes} from "@openzeppelin/contracts/token/ERC721/extensions/ERC721Votes.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Time} from "@openzeppelin/contracts/utils/types/Time.sol";

/// @dev OpenZeppelin's token of votes, counted by seconds. Anybody mints.
contract ForeignToken is ERC20Votes {
    constructor() ERC20("River Token", "RIVER") EIP712("River Token", "1") {}

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function clock() public view override returns (uint48) {
        return Time.timestamp();
    }

    // forge-lint: disable-next-line(mixed-case-function)
    function CLOCK_MODE() public pure override returns (string memory) {
        return "mode=timestamp";
    }
}

/// @dev OpenZeppelin's collectible with votes, counted by blocks, as it stands. Anybody mints.
contract ForeignCollectible is ERC721Votes {
    uint256 private _last;

    constructor() ERC721("Hill House", "HILL") EIP712("Hill House", "1") {}

    function mint(address to) external {
        _mint(to, ++_last);
    }
}
