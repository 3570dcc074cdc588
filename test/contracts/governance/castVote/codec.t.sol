// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ballot} from "../../../../contracts/governance/Ballot.sol";
import {GovernorTally} from "../../../../contracts/governance/GovernorTally.sol";
import {SeatTally} from "../../../../contracts/governance/SeatTally.sol";
import {WideTally} from "../../../../contracts/governance/WideTally.sol";
import {Test} from "../../support/Vm.sol";

abstract contract OpenTally is GovernorTally {
    function store(uint256 proposalId, Tally calldata tally) external {
        _storeTally(proposalId, tally);
    }

    function load(uint256 proposalId) external view returns (Tally memory, uint256 extendedTo) {
        return (_loadTally(proposalId), _extendedTo(proposalId));
    }
}

contract OpenSeatTally is OpenTally, SeatTally {}

contract OpenWideTally is OpenTally, WideTally {}

/// @dev What is packed is read as it was written.
contract CodecTest is Test {
    OpenTally private seats = new OpenSeatTally();
    OpenTally private wide = new OpenWideTally();

    function testFuzz_ABallot_IsReadAsItWasWritten(uint256 word, uint256 index, uint256 elapsed, uint256 support)
        external
        pure
    {
        elapsed = bound(elapsed, 0, 44 days);
        support = bound(support, 0, 2);
        uint256 direct = Ballot.direct(elapsed, support);
        uint256 signed = Ballot.signed(elapsed, support);
        assertTrue(Ballot.fits(direct) && Ballot.fits(signed) && direct > signed, "fits");
        assertTrue(Ballot.signed(elapsed + 1, 0) > Ballot.direct(elapsed, 2), "later is greater");
        assertTrue(Ballot.next(direct, 0) > direct && Ballot.next(signed, 0) > signed, "next");
        assertEq(Ballot.supportOf(Ballot.next(direct, support)), support, "support of the next");
        assertEq(Ballot.supportOf(direct), support, "support");
        assertEq(Ballot.elapsedOf(signed), elapsed, "elapsed");
        assertTrue(Ballot.isDirect(direct) && !Ballot.isDirect(signed), "direct");
        uint256 written = Ballot.write(word, index, direct);
        assertEq(Ballot.read(written, index), direct, "read");
        for (uint256 i; i < 10; ++i) {
            if (i != index % 10) assertEq(Ballot.read(written, i), Ballot.read(word, i), "neighbour");
        }
    }

    function tallyOf(uint256 seed, uint256 most) private pure returns (GovernorTally.Tally memory tally) {
        uint256[7] memory random;
        for (uint256 i; i < 7; ++i) {
            random[i] = uint256(keccak256(abi.encode(seed, i)));
        }
        tally.votes = [random[0] % most, random[1] % most, random[2] % most];
        tally.quorum = random[3] % most;
        tally.extendedTo = seed % 3 == 0 ? 0 : random[4] % 2 ** 48;
        tally.quorumNumerator = random[5] % 256;
        tally.swingExtension = random[6] % 2 ** 32;
        tally.lockWindow = (random[6] >> 32) % 2 ** 32;
    }

    function assertKept(OpenTally tallies, uint256 id, GovernorTally.Tally memory tally) private {
        GovernorTally.Tally memory other = tallyOf(id, 2 ** 29);
        tallies.store(id + 1, other);
        tallies.store(id, tally);
        (GovernorTally.Tally memory loaded, uint256 extendedTo) = tallies.load(id);
        assertEq(keccak256(abi.encode(loaded)), keccak256(abi.encode(tally)), "the tally");
        assertEq(extendedTo, tally.extendedTo, "extended to");
        (loaded,) = tallies.load(id + 1);
        assertEq(keccak256(abi.encode(loaded)), keccak256(abi.encode(other)), "another one's");
    }

    function testFuzz_ATally_IsReadAsItWasWritten(uint256 seed, uint128 id) external {
        assertKept(seats, id, tallyOf(seed, 2 ** 30));
        assertKept(wide, id, tallyOf(seed, 2 ** 208));
    }

    /// @dev Their sum never exceeds the supply twice; a token with more of them is refused rather than wrapped.
    function testFuzz_Seats_ThatDoNotFitRevert(uint256 which, uint256 excess) external {
        GovernorTally.Tally memory tally;
        excess = bound(excess, 2 ** 32, 2 ** 224);
        if (which % 4 == 3) tally.quorum = excess;
        else tally.votes[which % 4] = excess;
        vm.expectRevert();
        seats.store(1, tally);
    }

    function testFuzz_Shares_ThatDoNotFitRevert(uint256 which, uint256 excess) external {
        GovernorTally.Tally memory tally;
        excess = bound(excess, 2 ** 208, 2 ** 240);
        if (which % 4 == 3) tally.quorum = excess;
        else tally.votes[which % 4] = excess;
        vm.expectRevert();
        wide.store(1, tally);
    }
}
