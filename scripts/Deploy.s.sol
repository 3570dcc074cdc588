// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Factory} from "../contracts/factory/Factory.sol";
import {IFactory} from "../contracts/factory/IFactory.sol";
import {IMembership} from "../contracts/membership/IMembership.sol";

interface Vm {
    function startBroadcast() external;
    function stopBroadcast() external;
    function getCode(string calldata artifact) external view returns (bytes memory);
}

Vm constant VM = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

/// @dev The bytes of a code store that fit beside its first (EIP-170).
uint256 constant STORE = 24_575;

/// @dev The factory and all that its DAOs share, each created by the caller. The code is that of the artifacts: what the
/// compiler embeds in a script may differ in its order of functions from what it writes of the contract itself.
function createFactory() returns (Factory) {
    Factory.Shared memory shared;
    shared.card = deploy("SeatCard", "");
    shared.observers = deploy("Observers", abi.encode(shared.card));
    shared.gates = deploy("Gates", "");
    shared.recovery = deploy("Recovery", "");
    shared.statements = deploy("Statements", "");
    shared.budgets = deploy("Budgets", "");
    shared.grants = deploy("Grants", "");
    shared.payouts = deploy("Payouts", "");
    shared.donations = deploy("Donations", "");
    shared.treasuryCode = store(codeOf("Treasury"));
    shared.membershipCode = store(codeOf("Membership"));
    bytes memory governor = codeOf("AlthingGovernor");
    shared.governorCode = store(slice(governor, 0, STORE));
    shared.governorCodeEnd = store(slice(governor, STORE, governor.length));
    shared.registryCode = store(codeOf("Registry"));
    shared.distributionsCode = store(codeOf("Distributions"));
    shared.splitsCode = store(codeOf("Splits"));
    return Factory(deploy("Factory", abi.encode(shared)));
}

function codeOf(string memory name) view returns (bytes memory) {
    return VM.getCode(string.concat(name, ".sol:", name));
}

function deploy(string memory name, bytes memory arguments) returns (address created) {
    bytes memory code = bytes.concat(codeOf(name), arguments);
    assembly ("memory-safe") {
        created := create(0, add(code, 32), mload(code))
    }
    require(created != address(0), name);
}

function store(bytes memory content) returns (address) {
    return deploy("CodeStore", abi.encode(content));
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
    bool public constant IS_SCRIPT = true;

    /// @dev The most that a transaction may ask for (EIP-7825); what is not used is not paid.
    uint256 private constant TRANSACTION = 16_777_216;

    function deployFactory() external returns (Factory factory) {
        VM.startBroadcast();
        factory = createFactory();
        VM.stopBroadcast();
    }

    function make(IFactory factory, IFactory.Dao calldata dao) external returns (IFactory.Contracts memory contracts) {
        VM.startBroadcast();
        contracts = factory.make{gas: TRANSACTION}(dao);
        VM.stopBroadcast();
    }

    function seatFounders(IMembership membership, IMembership.Founder[] calldata founders, bytes32[][] calldata proofs)
        external
    {
        VM.startBroadcast();
        membership.seatFounders(founders, proofs);
        VM.stopBroadcast();
    }
}
