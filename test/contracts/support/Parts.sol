// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {ShortStrings} from "@openzeppelin/contracts/utils/ShortStrings.sol";
import {Gates} from "../../../contracts/membership/Gates.sol";
import {IMembership} from "../../../contracts/membership/IMembership.sol";
import {Observers} from "../../../contracts/membership/Observers.sol";
import {Recovery} from "../../../contracts/membership/Recovery.sol";
import {Statements} from "../../../contracts/membership/Statements.sol";
import {Budgets} from "../../../contracts/treasury/Budgets.sol";
import {Donations} from "../../../contracts/treasury/Donations.sol";
import {Grants} from "../../../contracts/treasury/Grants.sol";
import {ITreasury} from "../../../contracts/treasury/ITreasury.sol";
import {Payouts} from "../../../contracts/treasury/Payouts.sol";

// Parts of a DAO as the factory makes them: clones that know their DAO. The gates have yet to begin. The code is given: a
// function outside a contract would hold the plain one (`scripts/forge.ts`).

function cloneObservers(Observers code, IMembership membership) returns (Observers) {
    return Observers(Clones.cloneWithImmutableArgs(address(code), abi.encode(membership.treasury(), membership)));
}

function cloneGates(Gates code, string memory name, IMembership membership, Observers observers) returns (Gates) {
    bytes memory words = abi.encode(ShortStrings.toShortString(name), membership.treasury(), membership, observers);
    return Gates(Clones.cloneWithImmutableArgs(address(code), words));
}

function cloneRecovery(Recovery code, string memory name, IMembership membership) returns (Recovery) {
    bytes memory words = abi.encode(ShortStrings.toShortString(name), membership.treasury(), membership);
    return Recovery(Clones.cloneWithImmutableArgs(address(code), words));
}

function cloneStatements(Statements code, string memory name) returns (Statements) {
    bytes memory words = abi.encode(ShortStrings.toShortString(name));
    return Statements(Clones.cloneWithImmutableArgs(address(code), words));
}

function cloneBudgets(Budgets code, ITreasury treasury, IMembership membership) returns (Budgets) {
    return Budgets(Clones.cloneWithImmutableArgs(address(code), abi.encode(treasury, membership)));
}

function cloneGrants(Grants code, ITreasury treasury) returns (Grants) {
    return Grants(Clones.cloneWithImmutableArgs(address(code), abi.encode(treasury)));
}

function clonePayouts(Payouts code, ITreasury treasury) returns (Payouts) {
    return Payouts(Clones.cloneWithImmutableArgs(address(code), abi.encode(treasury)));
}

function cloneDonations(Donations code, ITreasury treasury) returns (Donations) {
    return Donations(payable(Clones.cloneWithImmutableArgs(address(code), abi.encode(treasury))));
}
