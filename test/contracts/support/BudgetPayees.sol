// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBudgets} from "../../../contracts/treasury/IBudgets.sol";

/// @dev A holder that pays itself and comes back while it is being paid, with whatever it was told to try.
contract HostileHolder {
    IBudgets private immutable budgets;
    bytes[] private _tries;
    uint256 public tried;
    uint256 public succeeded;

    constructor(IBudgets budgets_) {
        budgets = budgets_;
    }

    function prepare(bytes calldata data) external {
        _tries.push(data);
    }

    function forget() external {
        delete _tries;
    }

    function run(bytes calldata data) external returns (bytes memory answer) {
        bool done;
        (done, answer) = address(budgets).call(data);
        if (!done) {
            assembly ("memory-safe") {
                revert(add(answer, 32), mload(answer))
            }
        }
    }

    receive() external payable {
        for (uint256 i; i < _tries.length; ++i) {
            ++tried;
            (bool done,) = address(budgets).call(_tries[i]);
            if (done) ++succeeded;
        }
    }
}

/// @dev Takes no coin.
contract RefusingPayee {}

/// @dev A governor that has only a guardian.
contract GuardianOnly {
    address public guardian;
    uint48 public guardianExpiresAt;

    constructor(address guardian_, uint48 expiresAt) {
        (guardian, guardianExpiresAt) = (guardian_, expiresAt);
    }
}
