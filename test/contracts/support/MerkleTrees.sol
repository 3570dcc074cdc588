// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @dev A tree as a form makes it: pairs sorted, and one that is left over goes up as it is.
library MerkleTrees {
    function rootOf(bytes32[] memory leaves) internal pure returns (bytes32) {
        while (leaves.length > 1) {
            leaves = above(leaves);
        }
        return leaves[0];
    }

    function proofOf(bytes32[] memory leaves, uint256 index) internal pure returns (bytes32[] memory proof) {
        while (leaves.length > 1) {
            uint256 beside = index ^ 1;
            if (beside < leaves.length) {
                bytes32[] memory longer = new bytes32[](proof.length + 1);
                for (uint256 i; i < proof.length; ++i) {
                    longer[i] = proof[i];
                }
                longer[proof.length] = leaves[beside];
                proof = longer;
            }
            leaves = above(leaves);
            index /= 2;
        }
    }

    function above(bytes32[] memory leaves) private pure returns (bytes32[] memory row) {
        row = new bytes32[]((leaves.length + 1) / 2);
        for (uint256 i; i < row.length; ++i) {
            bytes32 left = leaves[2 * i];
            if (2 * i + 1 == leaves.length) {
                row[i] = left;
                continue;
            }
            bytes32 right = leaves[2 * i + 1];
            row[i] = left < right ? keccak256(abi.encode(left, right)) : keccak256(abi.encode(right, left));
        }
    }
}
