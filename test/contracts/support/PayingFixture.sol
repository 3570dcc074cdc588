// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SeatsFixture} from "./SeatsFixture.sol";

/// @dev A DAO whose operations are scheduled and executed as the governor does it, without a vote before each.
abstract contract PayingFixture is SeatsFixture {
    uint48 internal constant YEAR = 365 days;
    bytes32 internal constant DOCUMENT = keccak256("document");

    uint256 private _salt;

    struct Operation {
        bytes32 id;
        address[] targets;
        uint256[] values;
        bytes[] data;
        bytes32 salt;
    }

    /// @dev An envelope, and the right that is bound to it: one operation, ready to be executed.
    function schedule(address module, address asset, uint208 total, uint208 cap, uint48 period, bytes memory right)
        internal
        returns (Operation memory operation)
    {
        operation.targets = new address[](2);
        operation.values = new uint256[](2);
        operation.data = new bytes[](2);
        (operation.targets[0], operation.targets[1]) = (address(treasury), module);
        uint48 end = uint48(time() + TIMELOCK_DELAY + YEAR);
        operation.data[0] = abi.encodeCall(treasury.setEnvelope, (module, asset, total, cap, period, end));
        operation.data[1] = right;
        _schedule(operation);
    }

    /// @dev One call, ready to be executed.
    function schedule(address target, bytes memory data) internal returns (Operation memory operation) {
        operation.targets = new address[](1);
        operation.values = new uint256[](1);
        operation.data = new bytes[](1);
        (operation.targets[0], operation.data[0]) = (target, data);
        _schedule(operation);
    }

    function run(Operation memory operation) internal {
        treasury.executeBatch(operation.targets, operation.values, operation.data, 0, operation.salt);
    }

    function _schedule(Operation memory operation) private {
        operation.salt = bytes32(++_salt);
        operation.id =
            treasury.hashOperationBatch(operation.targets, operation.values, operation.data, 0, operation.salt);
        vm.prank(address(governor));
        treasury.scheduleBatch(operation.targets, operation.values, operation.data, 0, operation.salt, TIMELOCK_DELAY);
        vm.warp(time() + TIMELOCK_DELAY);
    }

    function balanceOf(address asset, address account) internal view returns (uint256 balance) {
        if (asset == address(0)) return account.balance;
        (, bytes memory answer) = asset.staticcall(abi.encodeWithSignature("balanceOf(address)", account));
        return abi.decode(answer, (uint256));
    }

    function text(uint256 length) internal pure returns (string memory) {
        return string(new bytes(length));
    }
}
