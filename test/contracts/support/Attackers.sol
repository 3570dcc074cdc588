// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "./Vm.sol";

/// @dev Calls of every function that a contract has, read from `contracts/snapshots`, so that a new one is tried too.
abstract contract Attackers is Test {
    /// @dev As many words as any of the functions takes, offsets of its bytes and lists included.
    uint256 private constant WORDS = 12;

    function selectorsOf(string memory contract_) internal view returns (bytes4[] memory selectors) {
        string memory json = vm.readFile(string(abi.encodePacked("contracts/snapshots/", contract_, ".json")));
        string[] memory signatures = vm.parseJsonKeys(json, ".functions");
        selectors = new bytes4[](signatures.length);
        for (uint256 i; i < signatures.length; ++i) {
            selectors[i] = bytes4(keccak256(bytes(signatures[i])));
        }
    }

    /// @dev Arguments that an attacker would try: accounts, ids, small numbers, times, offsets, and noise.
    function callOf(bytes4 selector, uint256 seed, uint256[] memory words) internal view returns (bytes memory data) {
        data = abi.encodePacked(selector);
        for (uint256 i; i < WORDS; ++i) {
            uint256 word = uint256(keccak256(abi.encode(seed, i)));
            uint256 kind = word % 8;
            word >>= 8;
            if (kind < 4) word = words[word % words.length];
            else if (kind == 4) word %= 4;
            else if (kind == 5) word = block.timestamp + word % 60 days;
            else if (kind == 6) word = (word % WORDS) * 32;
            data = abi.encodePacked(data, word);
        }
    }
}
