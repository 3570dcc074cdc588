// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IFactory} from "../../../contracts/factory/IFactory.sol";
import {FactoryFixture} from "../support/FactoryFixture.sol";

/// @dev What it costs to make a DAO (`npm run bench:gas`), as a transaction with its calldata.
contract FactoryGasTest is FactoryFixture {
    /// @dev EIP-7825.
    uint256 private constant MOST = 16_777_216;

    uint256 private count;

    function setUp() external {
        deployDao(140, 20);
    }

    function measure(uint256 founders) private returns (uint256 spent) {
        IFactory.Dao memory dao = plain(founders, 20);
        dao.name = "As long as a name of a DAO goes";
        dao.charter = bytes32(++count);
        for (uint256 i; i < founders; ++i) {
            dao.founders[i].term = uint48(TERM);
        }
        factory.make(dao);
        return vm.lastCallGas().gasTotalUsed;
    }

    function test_Gas_Make() external {
        vm.snapshotValue("factory", "make a DAO of 3", measure(3));
        vm.snapshotValue("factory", "make a DAO of 8", measure(8));
        uint256 most = 3;
        while (measure(most + 1) <= MOST) {
            ++most;
        }
        vm.snapshotValue("factory", "founders that fit into one transaction", most);
    }
}
