// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Factory} from "../../../contracts/factory/Factory.sol";
import {IFactory} from "../../../contracts/factory/IFactory.sol";
import {AlthingGovernor} from "../../../contracts/governance/AlthingGovernor.sol";
import {Gates} from "../../../contracts/membership/Gates.sol";
import {IGates} from "../../../contracts/membership/IGates.sol";
import {Membership} from "../../../contracts/membership/Membership.sol";
import {Observers} from "../../../contracts/membership/Observers.sol";
import {Recovery} from "../../../contracts/membership/Recovery.sol";
import {SeatCard} from "../../../contracts/membership/SeatCard.sol";
import {Treasury} from "../../../contracts/treasury/Treasury.sol";
import {createFactory} from "../../../scripts/Deploy.s.sol";
import {SeatsFixture} from "./SeatsFixture.sol";

/// @dev A DAO that the factory made.
abstract contract FactoryFixture is SeatsFixture {
    address internal constant CREATOR = address(0xC0DE);
    bytes32 internal constant CHARTER = keccak256("charter");

    Factory internal factory;
    IFactory.Contracts internal made;

    function deployDao(uint256 seats, uint256 quorumNumerator) internal virtual override {
        vm.warp(START);
        factory = createFactory();
        vm.prank(CREATOR);
        made = factory.make(plain(seats, quorumNumerator));
        treasury = Treasury(payable(made.treasury));
        membership = Membership(made.membership);
        governor = AlthingGovernor(payable(made.governor));
        observers = Observers(made.observers);
        gates = Gates(made.gates);
        recovery = Recovery(made.recovery);
        card = SeatCard(factory.shared().card);
        vm.deal(address(treasury), 100 ether);
        vm.warp(START + 1);
    }

    function plain(uint256 seats, uint256 quorumNumerator) internal pure returns (IFactory.Dao memory dao) {
        dao.name = "Lakeside Commons";
        dao.symbol = "LAKE";
        dao.founders = members(seats);
        dao.seats = lockedSeats();
        dao.openGates = [true, true, true, true];
        dao.terms = terms();
        dao.timelockDelay = TIMELOCK_DELAY;
        dao.grace = GRACE;
        dao.parameters = parameters(quorumNumerator);
        dao.parameters.guardianExpiresAt = 365 days;
        dao.charter = CHARTER;
    }
}
