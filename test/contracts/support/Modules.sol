// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ITreasury} from "../../../contracts/treasury/ITreasury.sol";

/// @dev Draws what it is told to.
contract PlainModule {
    ITreasury internal immutable treasury;

    constructor(ITreasury treasury_) {
        treasury = treasury_;
    }

    function draw(uint256 envelopeId, address to, uint256 amount) public virtual {
        treasury.disburseOne(envelopeId, to, amount, bytes32(uint256(1)));
    }

    function drawMany(uint256 envelopeId, address[] memory to, uint256[] memory amounts) external {
        treasury.disburse(envelopeId, to, amounts, bytes32(uint256(2)));
    }
}

/// @dev A payee that comes back for more while it is being paid, and calls whatever it is given.
contract HostileModule is PlainModule {
    bool private _again;
    address private _target;
    bytes private _data;
    uint256 private _envelopeId;
    uint256 private _amount;

    constructor(ITreasury treasury_) PlainModule(treasury_) {}

    function comeBack(uint256 envelopeId, uint256 amount) external {
        (_again, _envelopeId, _amount) = (true, envelopeId, amount);
        draw(envelopeId, address(this), amount);
    }

    function call(address target, bytes calldata data) external payable returns (bool done) {
        (done,) = target.call{value: msg.value}(data);
    }

    receive() external payable {
        if (!_again) return;
        try this.draw(_envelopeId, address(this), _amount) {}
        catch {
            _again = false;
        }
    }
}
