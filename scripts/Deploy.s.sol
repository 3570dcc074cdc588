// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {AlthingGovernor} from "../contracts/governance/AlthingGovernor.sol";
import {Membership} from "../contracts/membership/Membership.sol";
import {Treasury} from "../contracts/treasury/Treasury.sol";

interface Vm {
    function startBroadcast() external;
    function stopBroadcast() external;
    function readCallers() external returns (uint8 mode, address msgSender, address txOrigin);
    function getNonce(address account) external view returns (uint64);
    function computeCreateAddress(address deployer, uint256 nonce) external pure returns (address);
}

/// @notice Deploys one DAO. Called by `npm run deploy`, which validates the parameters and takes the census.
/// @dev The treasury's one proposer is the governor from its constructor on, at the address that the governor is about
/// to get: there is never an administrator, not even while deploying.
contract Deploy {
    Vm private constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    bool public constant IS_SCRIPT = true;

    struct Dao {
        string name;
        string symbol;
        address[] founders;
        uint256 timelockDelay;
        uint48 grace;
        AlthingGovernor.Parameters parameters;
    }

    error DeployGovernorElsewhere(address expected, address actual);

    function run(Dao calldata dao)
        external
        returns (Treasury treasury, Membership membership, AlthingGovernor governor)
    {
        vm.startBroadcast();
        (,, address deployer) = vm.readCallers();
        address expected = vm.computeCreateAddress(deployer, vm.getNonce(deployer) + 2);
        treasury = new Treasury(dao.timelockDelay, dao.grace, expected);
        membership = new Membership(dao.name, dao.symbol, address(treasury), dao.founders);
        governor = new AlthingGovernor(dao.name, IVotes(address(membership)), treasury, dao.parameters);
        if (address(governor) != expected) revert DeployGovernorElsewhere(expected, address(governor));
        vm.stopBroadcast();
    }
}
