// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {AlthingGovernor} from "../contracts/governance/AlthingGovernor.sol";
import {IAlthingGovernor} from "../contracts/governance/IAlthingGovernor.sol";
import {Gates} from "../contracts/membership/Gates.sol";
import {IGates} from "../contracts/membership/IGates.sol";
import {IMembership} from "../contracts/membership/IMembership.sol";
import {Membership} from "../contracts/membership/Membership.sol";
import {Observers} from "../contracts/membership/Observers.sol";
import {Recovery} from "../contracts/membership/Recovery.sol";
import {SeatCard} from "../contracts/membership/SeatCard.sol";
import {Statements} from "../contracts/membership/Statements.sol";
import {Registry} from "../contracts/registry/Registry.sol";
import {Budgets} from "../contracts/treasury/Budgets.sol";
import {Distributions} from "../contracts/treasury/Distributions.sol";
import {Donations} from "../contracts/treasury/Donations.sol";
import {Grants} from "../contracts/treasury/Grants.sol";
import {Payouts} from "../contracts/treasury/Payouts.sol";
import {Splits} from "../contracts/treasury/Splits.sol";
import {Treasury} from "../contracts/treasury/Treasury.sol";

interface Vm {
    function startBroadcast() external;
    function stopBroadcast() external;
    function readCallers() external returns (uint8 mode, address msgSender, address txOrigin);
    function getNonce(address account) external view returns (uint64);
    function computeCreateAddress(address deployer, uint256 nonce) external pure returns (address);
}

/// @notice Deploys one DAO. Called by `npm run deploy`, which validates the parameters and takes the census.
/// @dev Contracts that name each other are given the addresses that they are about to get: there is never an
/// administrator, not even while deploying.
contract Deploy {
    Vm private constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    bool public constant IS_SCRIPT = true;

    struct Dao {
        string name;
        string symbol;
        IMembership.Founder[] founders;
        IMembership.Rules seats;
        bool[4] openGates;
        IGates.Terms[4] terms;
        uint256 timelockDelay;
        uint48 grace;
        IAlthingGovernor.Parameters parameters;
        bytes32 charterDigest;
    }

    struct Deployed {
        Treasury treasury;
        SeatCard card;
        Membership membership;
        AlthingGovernor governor;
        Observers observers;
        Gates gates;
        Recovery recovery;
        Registry registry;
        Statements statements;
        Budgets budgets;
        Grants grants;
        Payouts payouts;
        Distributions distributions;
        Donations donations;
        Splits splits;
    }

    error DeployElsewhere(address expected, address actual);

    function run(Dao calldata dao) external returns (Deployed memory deployed) {
        vm.startBroadcast();
        (,, address deployer) = vm.readCallers();
        uint256 nonce = vm.getNonce(deployer);
        IMembership.Parts memory parts = IMembership.Parts({
            governor: vm.computeCreateAddress(deployer, nonce + 3),
            gates: vm.computeCreateAddress(deployer, nonce + 5),
            recovery: vm.computeCreateAddress(deployer, nonce + 6)
        });
        deployed.treasury = new Treasury(dao.timelockDelay, dao.grace, parts.governor);
        deployed.card = new SeatCard();
        deployed.membership = new Membership(
            dao.name, dao.symbol, address(deployed.treasury), deployed.card, parts, dao.seats, dao.founders
        );
        deployed.governor =
            new AlthingGovernor(dao.name, IVotes(address(deployed.membership)), deployed.treasury, dao.parameters);
        deployed.observers = new Observers(
            string.concat(dao.name, " observers"), string.concat(dao.symbol, "-O"), deployed.membership, deployed.card
        );
        deployed.gates = new Gates(dao.name, deployed.membership, deployed.observers, dao.openGates, dao.terms);
        deployed.recovery = new Recovery(dao.name, deployed.membership);
        deployed.registry = new Registry(address(deployed.treasury), dao.charterDigest);
        deployed.statements = new Statements(dao.name);
        deployed.budgets = new Budgets(deployed.treasury, deployed.membership);
        deployed.grants = new Grants(deployed.treasury);
        deployed.payouts = new Payouts(deployed.treasury);
        deployed.distributions = new Distributions(deployed.treasury, deployed.membership);
        deployed.donations = new Donations(deployed.treasury);
        deployed.splits = new Splits(deployed.treasury, deployed.donations, deployed.distributions);
        _check(parts.governor, address(deployed.governor));
        _check(parts.gates, address(deployed.gates));
        _check(parts.recovery, address(deployed.recovery));
        vm.stopBroadcast();
    }

    function _check(address expected, address actual) private pure {
        if (expected != actual) revert DeployElsewhere(expected, actual);
    }
}
