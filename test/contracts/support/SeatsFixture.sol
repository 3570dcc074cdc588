// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Gates} from "../../../contracts/membership/Gates.sol";
import {IGates} from "../../../contracts/membership/IGates.sol";
import {IMembership} from "../../../contracts/membership/IMembership.sol";
import {ISeats} from "../../../contracts/membership/ISeats.sol";
import {Observers} from "../../../contracts/membership/Observers.sol";
import {Recovery} from "../../../contracts/membership/Recovery.sol";
import {SeatCard} from "../../../contracts/membership/SeatCard.sol";
import {DaoFixture} from "./DaoFixture.sol";
import {SignedBallots} from "./SignedBallots.sol";
import {cloneGates, cloneObservers, cloneRecovery} from "./Parts.sol";

/// @dev A DAO with everything about seats, as the deploy script makes it; every gate is open.
abstract contract SeatsFixture is DaoFixture, SignedBallots {
    uint48 internal constant TERM = 365 days;
    uint48 internal constant WINDOW = VOTING_DELAY + VOTING_PERIOD;
    uint256 internal constant OFFICER = 0;

    Observers internal observers;
    Gates internal gates;
    Recovery internal recovery;
    Gates internal gatesCode;

    function deployDao(uint256 seats, uint256 quorumNumerator) internal virtual override {
        Observers observersCode = new Observers(new SeatCard());
        gatesCode = new Gates();
        Recovery recoveryCode = new Recovery();
        super.deployDao(seats, quorumNumerator);
        observers = cloneObservers(observersCode, membership);
        gates = cloneGates(gatesCode, "Lakeside Commons", membership, observers);
        recovery = cloneRecovery(recoveryCode, "Lakeside Commons", membership);
        gates.begin([true, true, true, true], terms());
        assertEq(address(gates), membership.gates(), "address of the gates");
        assertEq(address(recovery), membership.parts().recovery, "address of the recovery");
    }

    function terms() internal pure returns (IGates.Terms[4] memory) {
        return
            [IGates.Terms(TERM, false), IGates.Terms(2 * TERM, false), IGates.Terms(0, true), IGates.Terms(TERM, true)];
    }

    /// @dev The treasury, as if it executed a decision.
    modifier byVote() {
        vm.startPrank(address(treasury));
        _;
        vm.stopPrank();
    }

    function appoint(uint256 index, uint32 allowance, uint8 kinds) internal byVote {
        gates.setOfficer(member(index), IGates.Officer(allowance, uint48(time() + 1000 days), kinds));
    }

    function admitByVote(address account, ISeats.Kind kind, uint48 expiry) internal byVote returns (uint256) {
        return
            kind == ISeats.Kind.Observer
                ? observers.admit(account, kind, expiry)
                : membership.admit(account, kind, expiry);
    }

    function setRules(IMembership.TransferRule rule, bool several, uint16 share) internal byVote {
        membership.setRules(IMembership.Rules(rule, several, share));
    }

    function one(uint256 tokenId) internal pure returns (uint256[] memory list) {
        list = new uint256[](1);
        list[0] = tokenId;
    }

    function standing(uint256 tokenId) internal view returns (uint256) {
        return uint256(membership.standingOf(tokenId));
    }

    function assertStanding(uint256 tokenId, ISeats.Standing expected) internal view {
        assertEq(standing(tokenId), uint256(expected), "standing");
    }

    function domainOf(address verifier) internal view returns (bytes32) {
        return domainOf(verifier, "Lakeside Commons", block.chainid);
    }
}
