// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {CodeStore} from "../contracts/factory/CodeStore.sol";
import {Factory} from "../contracts/factory/Factory.sol";
import {IFactory} from "../contracts/factory/IFactory.sol";
import {AlthingGovernor} from "../contracts/governance/AlthingGovernor.sol";
import {Gates} from "../contracts/membership/Gates.sol";
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
}

/// @dev The bytes of a code store that fit beside its first (EIP-170).
uint256 constant STORE = 24_575;

/// @dev The factory and all that its DAOs share, each created by the caller.
function createFactory() returns (Factory) {
    Factory.Shared memory shared;
    SeatCard card = new SeatCard();
    shared.card = address(card);
    shared.observers = address(new Observers(card));
    shared.gates = address(new Gates());
    shared.recovery = address(new Recovery());
    shared.statements = address(new Statements());
    shared.budgets = address(new Budgets());
    shared.grants = address(new Grants());
    shared.payouts = address(new Payouts());
    shared.donations = address(new Donations());
    shared.treasuryCode = address(new CodeStore(type(Treasury).creationCode));
    shared.membershipCode = address(new CodeStore(type(Membership).creationCode));
    bytes memory governor = type(AlthingGovernor).creationCode;
    shared.governorCode = address(new CodeStore(slice(governor, 0, STORE)));
    shared.governorCodeEnd = address(new CodeStore(slice(governor, STORE, governor.length)));
    shared.registryCode = address(new CodeStore(type(Registry).creationCode));
    shared.distributionsCode = address(new CodeStore(type(Distributions).creationCode));
    shared.splitsCode = address(new CodeStore(type(Splits).creationCode));
    return new Factory(shared);
}

function slice(bytes memory code, uint256 from, uint256 to) pure returns (bytes memory part) {
    part = new bytes(to - from);
    for (uint256 i = from; i < to; ++i) {
        part[i - from] = code[i];
    }
}

/// @notice Deploys the factory to a chain, and makes DAOs with it. Called by `npm run deploy` and `npm run new`, which
/// validate the parameters and take the census.
contract Deploy {
    Vm private constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    bool public constant IS_SCRIPT = true;

    function deployFactory() external returns (Factory factory) {
        vm.startBroadcast();
        factory = createFactory();
        vm.stopBroadcast();
    }

    function make(IFactory factory, IFactory.Dao calldata dao) external returns (IFactory.Contracts memory contracts) {
        vm.startBroadcast();
        contracts = factory.make(dao);
        vm.stopBroadcast();
    }

    function seatFounders(IMembership membership, IMembership.Founder[] calldata founders, bytes32[][] calldata proofs)
        external
    {
        vm.startBroadcast();
        membership.seatFounders(founders, proofs);
        vm.stopBroadcast();
    }
}
