// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {Registry} from "../../../contracts/registry/Registry.sol";
import {IRegistry} from "../../../contracts/registry/IRegistry.sol";
import {Attackers} from "../support/Attackers.sol";
import {SeatsFixture} from "../support/SeatsFixture.sol";
import {IGates} from "../../../contracts/membership/IGates.sol";
import {ISeats} from "../../../contracts/membership/ISeats.sol";
import {IMembership} from "../../../contracts/membership/IMembership.sol";
import {Statements} from "../../../contracts/membership/Statements.sol";
import {PlainModule} from "../support/Modules.sol";
import {cloneStatements} from "../support/Parts.sol";

/// @dev A payee that makes one call while it is paid.
contract ReentrantPayee {
    address private _target;
    bytes private _data;
    uint256 public tried;
    uint256 public went;

    function arm(address target, bytes calldata data) external {
        (_target, _data) = (target, data);
    }

    receive() external payable {
        ++tried;
        (bool done,) = _target.call(_data);
        if (done) ++went;
    }
}

contract AttackTest is SeatsFixture, Attackers {
    Registry private registry;
    Statements private statements;
    PlainModule private module;
    Proposal private active;
    Proposal private queued;

    function setUp() external {
        deployDao(9, 20);
        registry = new Registry(address(treasury), keccak256("charter"));
        statements = cloneStatements(new Statements(), "Lakeside Commons");
        appoint(OFFICER, 5, 15);
        admitByVote(address(0x0B5E), ISeats.Kind.Observer, 0);
        module = new PlainModule(treasury);
        bytes memory grant = abi.encodeCall(
            treasury.setEnvelope,
            (address(module), address(0), 10 ether, 2 ether, 30 days, uint48(block.timestamp + 1000 days))
        );
        decide(action(address(treasury), 0, grant, "grant"), 9);
        queued = pass(payment(), 9);
        queue(queued);
        active = propose(action(PAYEE, 2 ether, "", "another"));
        toActive(active);
    }

    function words() private view returns (uint256[] memory all) {
        all = new uint256[](14);
        address[9] memory accounts = [
            STRANGER,
            GUARDIAN,
            member(8),
            member(0),
            address(governor),
            address(treasury),
            address(membership),
            address(registry),
            address(module)
        ];
        for (uint256 i; i < accounts.length; ++i) {
            all[i] = uint256(uint160(accounts[i]));
        }
        all[9] = active.id;
        all[10] = queued.id;
        all[11] = uint256(operationOf(queued));
        all[12] = uint256(treasury.PROPOSER_ROLE());
        all[13] = 1 ether;
    }

    /// @dev Everything that only a decision may move.
    function power() private view returns (bytes32 hash) {
        address[8] memory accounts = [
            STRANGER, GUARDIAN, member(8), member(0), address(governor), address(treasury), address(module), address(0)
        ];
        bytes32[4] memory roles =
            [bytes32(0), treasury.PROPOSER_ROLE(), treasury.CANCELLER_ROLE(), treasury.EXECUTOR_ROLE()];
        for (uint256 i; i < accounts.length; ++i) {
            for (uint256 j; j < roles.length; ++j) {
                hash = keccak256(abi.encode(hash, treasury.hasRole(roles[j], accounts[i])));
            }
        }
        hash = keccak256(
            abi.encode(
                hash, governor.votingDelay(), governor.votingPeriod(), governor.proposalThreshold(), governor.timelock()
            )
        );
        hash = keccak256(
            abi.encode(
                hash,
                governor.quorumNumerator(),
                governor.swingExtension(),
                governor.lockWindow(),
                governor.proposalLimit(),
                governor.guardianBurnt(),
                governor.state(queued.id),
                governor.state(active.id)
            )
        );
        hash = keccak256(
            abi.encode(
                hash,
                treasury.getMinDelay(),
                treasury.getEnvelope(1),
                treasury.envelopeCount(),
                treasury.getTimestamp(operationOf(queued)),
                registry.documentCount(),
                registry.getDocument(1)
            )
        );
        hash = keccak256(abi.encode(hash, address(treasury).balance, address(governor).balance, PAYEE.balance));
        for (uint256 i; i < 9; ++i) {
            hash = keccak256(abi.encode(hash, membership.ownerOf(i + 1)));
        }
        hash = keccak256(abi.encode(hash, membership.totalSupply(), membership.rules(), membership.parts()));
        hash =
            keccak256(abi.encode(hash, observers.totalSupply(), gates.listOf(1).end, gates.officerOf(member(OFFICER))));
        hash = keccak256(
            abi.encode(hash, gates.officerOf(STRANGER), gates.officerOf(GUARDIAN), gates.officerOf(member(8)))
        );
        for (uint256 i; i < 4; ++i) {
            hash = keccak256(abi.encode(hash, gates.isOpen(IGates.Gate(i)), gates.termsOf(ISeats.Kind(i))));
        }
        for (uint256 i; i < 9; ++i) {
            hash = keccak256(abi.encode(hash, membership.seatOf(i + 1), recovery.attemptOf(i + 1)));
        }
    }

    /// @dev What may be done with one's own: a seat given up, a gate closed.
    function isOwn(address attacker, bytes4 selector) private view returns (bool) {
        return attacker == member(8)
            ? selector == membership.leave.selector
            : attacker == GUARDIAN && selector == gates.closeGate.selector;
    }

    /// forge-config: default.fuzz.runs = 300
    function testFuzz_NoFunction_MovesPowerSeatsOrMoney_I24_I28_T12_T33_T34_T39(uint256 seed) external {
        address[8] memory targets = [
            address(governor),
            address(treasury),
            address(membership),
            address(registry),
            address(observers),
            address(gates),
            address(recovery),
            address(statements)
        ];
        string[8] memory names =
            ["AlthingGovernor", "Treasury", "Membership", "Registry", "Observers", "Gates", "Recovery", "Statements"];
        address[3] memory attackers = [STRANGER, GUARDIAN, member(8)];
        uint256[] memory all = words();
        uint256 which = seed % 8;
        bytes4[] memory selectors = selectorsOf(names[which]);
        bytes32 before = power();
        for (uint256 i; i < selectors.length; ++i) {
            address attacker = attackers[uint256(keccak256(abi.encode(seed, i))) % 3];
            if (isOwn(attacker, selectors[i])) continue;
            vm.prank(attacker);
            (bool done,) = targets[which].call(callOf(selectors[i], uint256(keccak256(abi.encode(i, seed))), all));
            if (done && power() != before) {
                revert AssertionFailed("a function moved power", selectors[i], bytes32(which));
            }
        }
    }

    function test_RevertWhen_APrivilegedCallIsNotTheTreasurys_I22_I24_I28_T34() external {
        bytes32 proposer = treasury.PROPOSER_ROLE();
        uint48 soon = uint48(block.timestamp + 1 days);
        bytes[] memory calls = new bytes[](27);
        calls[0] = abi.encodeCall(treasury.grantRole, (proposer, STRANGER));
        calls[1] = abi.encodeCall(treasury.revokeRole, (proposer, address(governor)));
        calls[2] = abi.encodeCall(treasury.renounceRole, (proposer, address(governor)));
        calls[3] = abi.encodeCall(treasury.schedule, (STRANGER, 1 ether, "", 0, bytes32(uint256(1)), 30 days));
        calls[4] = abi.encodeCall(
            treasury.scheduleBatch, (active.targets, active.values, active.calldatas, 0, bytes32(uint256(1)), 30 days)
        );
        calls[5] = abi.encodeCall(treasury.cancel, (operationOf(queued)));
        calls[6] = abi.encodeCall(treasury.updateDelay, (1 days));
        calls[7] = abi.encodeCall(treasury.setEnvelope, (address(module), address(0), 1, 1, 1, soon));
        calls[8] = abi.encodeCall(treasury.revokeEnvelope, (1));
        calls[9] =
            abi.encodeCall(treasury.executeBatch, (queued.targets, queued.values, queued.calldatas, 0, saltOf(queued)));
        calls[10] = admission(STRANGER);
        calls[11] = abi.encodeCall(membership.revoke, (1));
        calls[12] = abi.encodeCall(registry.adopt, (keccak256("x"), IRegistry.Kind.Policy));
        calls[13] = abi.encodeCall(registry.repeal, (1, keccak256("x")));
        calls[14] = abi.encodeCall(governor.setVotingDelay, (2 days));
        calls[15] = abi.encodeCall(governor.setVotingPeriod, (3 days));
        calls[16] = abi.encodeCall(governor.setProposalThreshold, (2));
        calls[17] = abi.encodeCall(governor.updateQuorumNumerator, (1));
        calls[18] = abi.encodeCall(governor.setVotingRules, (1 hours, 10 minutes, 0));
        calls[19] = abi.encodeCall(governor.setGuardian, (STRANGER, soon));
        calls[20] = abi.encodeCall(governor.burnGuardian, ());
        calls[21] = abi.encodeCall(governor.relay, (STRANGER, 0, ""));
        calls[22] = abi.encodeCall(governor.updateTimelock, (treasury));
        calls[23] = abi.encodeCall(membership.setParts, (IMembership.Parts(STRANGER, STRANGER, STRANGER)));
        calls[24] = abi.encodeCall(membership.reissue, (1, STRANGER));
        calls[25] = abi.encodeCall(membership.setRules, (IMembership.Rules(IMembership.TransferRule.Free, true, 10)));
        calls[26] = abi.encodeCall(ISeats.renew, (1, soon));
        address[5] memory callers = [STRANGER, GUARDIAN, member(0), address(module), address(this)];
        bytes32 before = power();
        for (uint256 i; i < calls.length; ++i) {
            address target = i < 10
                ? address(treasury)
                : i < 12 || i > 22 ? address(membership) : i < 14 ? address(registry) : address(governor);
            for (uint256 j; j < callers.length; ++j) {
                vm.prank(callers[j]);
                (bool done,) = target.call(calls[i]);
                assertFalse(done, "a privileged call went through");
            }
        }
        assertEq(power(), before, "power");
    }

    /// @dev Each of seven calls, while the treasury pays.
    function test_AReentrantTarget_GetsNothingTwice_I18_I27_T22() external {
        for (uint256 kind; kind < 7; ++kind) {
            uint256 clean = vm.snapshotState();
            ReentrantPayee payee = new ReentrantPayee();
            Proposal memory p = pass(action(address(payee), 1 ether, "", "to a payee that comes back"), 9);
            queue(p);
            toReady(p);
            bytes32 hash = keccak256(bytes(p.description));
            bytes memory data;
            if (kind == 0) {
                data = abi.encodeCall(governor.execute, (p.targets, p.values, p.calldatas, hash));
            } else if (kind == 1) {
                data = abi.encodeCall(treasury.executeBatch, (p.targets, p.values, p.calldatas, 0, saltOf(p)));
            } else if (kind == 2) {
                data = abi.encodeCall(governor.cancel, (p.targets, p.values, p.calldatas, hash));
            } else if (kind == 3) {
                data = abi.encodeCall(governor.castVote, (p.id, 0));
            } else if (kind == 4) {
                data = abi.encodeCall(governor.queue, (p.targets, p.values, p.calldatas, hash));
            } else if (kind == 5) {
                data = abi.encodeCall(governor.propose, (p.targets, p.values, p.calldatas, p.description));
            } else {
                data = admission(address(payee));
            }
            payee.arm(kind == 1 ? address(treasury) : kind == 6 ? address(membership) : address(governor), data);
            uint256 before = address(treasury).balance;
            // Executed within itself the operation is not ready any more afterwards: all of it reverts.
            try governor.execute(p.targets, p.values, p.calldatas, hash) {
                assertEq(payee.tried(), 1, "called");
                assertEq(payee.went(), 0, "the call went through");
                assertEq(address(payee).balance, 1 ether, "paid once");
                assertEq(address(treasury).balance, before - 1 ether, "treasury");
                assertState(p, IGovernor.ProposalState.Executed);
            } catch {
                assertTrue(kind <= 1, "only executing again may end it all");
                assertEq(address(treasury).balance, before, "treasury");
                assertEq(address(payee).balance, 0, "not paid");
            }
            vm.revertToState(clean);
        }
    }

    /// @dev GHSA-fg47-3c2x-m2wr: an operation that makes itself known while it runs.
    function test_RevertWhen_AnOperationSchedulesItself_T25() external {
        address[] memory targets = new address[](2);
        uint256[] memory values = new uint256[](2);
        bytes[] memory payloads = new bytes[](2);
        (targets[0], targets[1]) = (address(treasury), address(this));
        payloads[0] = abi.encodeCall(treasury.grantRole, (treasury.PROPOSER_ROLE(), address(this)));
        payloads[1] = abi.encodeCall(this.scheduleWhatRuns, ());
        (_targets, _values, _payloads) = (targets, values, payloads);
        vm.expectRevert();
        treasury.executeBatch(targets, values, payloads, 0, 0);
        assertFalse(treasury.hasRole(treasury.PROPOSER_ROLE(), address(this)), "role");
    }

    address[] private _targets;
    uint256[] private _values;
    bytes[] private _payloads;

    function scheduleWhatRuns() external {
        treasury.scheduleBatch(_targets, _values, _payloads, 0, 0, 2 days);
    }
}
