// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IGates} from "../../../contracts/membership/IGates.sol";
import {ISeats} from "../../../contracts/membership/ISeats.sol";
import {FactoryFixture} from "../support/FactoryFixture.sol";
import {StockMembership} from "./Stock.sol";

/// @dev What seats cost (`npm run bench:gas`): ours, of a DAO that the factory made, and OpenZeppelin's ERC721Votes with
/// an owner who mints. 140 seats; each call in a second of its own and as a transaction of its own (`--isolate`).
contract SeatsGasTest is FactoryFixture {
    uint256 private constant SEATS = 140;
    uint256 private constant KEY = 0xBEEF0001;

    function setUp() external {
        deployDao(SEATS, 20);
        appoint(OFFICER, 20, 15);
        tick();
    }

    function tick() private {
        vm.warp(block.timestamp + 1);
    }

    function newcomer(uint256 index) private pure returns (address) {
        return address(uint160(0xFACE0000 + index));
    }

    function test_Gas_Seats() external {
        vm.prank(address(treasury));
        membership.admit(newcomer(0), ISeats.Kind.Member, 0);
        vm.snapshotGasLastCall("seats", "mint with an active vote");
        tick();
        vm.prank(member(1));
        membership.delegate(member(2));
        vm.snapshotGasLastCall("seats", "delegate");
        tick();
        vm.prank(member(OFFICER));
        gates.admit(newcomer(1), ISeats.Kind.Member, TERM, "a neighbour");
        vm.snapshotGasLastCall("seats", "admit by an officer");
        invite();
        list();
        sweeps();
        recover();
    }

    function test_Gas_StockSeats() external {
        StockMembership stock = StockMembership(vm.deployCode("StockMembership", ""));
        for (uint256 i; i < SEATS; ++i) {
            stock.mint(member(i));
        }
        tick();
        stock.mint(newcomer(0));
        vm.snapshotGasLastCall("stockSeats", "mint with an active vote");
        tick();
        vm.prank(member(1));
        stock.delegate(member(2));
        vm.snapshotGasLastCall("stockSeats", "delegate");
        tick();
        stock.burn(5);
        vm.snapshotGasLastCall("stockSeats", "sweep of 1");
    }

    function invite() private {
        tick();
        IGates.Invitation memory i = IGates.Invitation(
            member(OFFICER),
            vm.addr(KEY),
            ISeats.Kind.Member,
            TERM,
            uint48(block.timestamp + 7 days),
            0,
            "she keeps the boats"
        );
        bytes32 message = keccak256(
            abi.encode(
                keccak256(
                    "Invitation(address inviter,address key,string kind,uint48 term,uint48 expires,uint256 round,string reason)"
                ),
                i.inviter,
                i.key,
                keccak256("Member"),
                i.term,
                i.expires,
                i.round,
                keccak256(bytes(i.reason))
            )
        );
        bytes32 domain = domainOf(address(gates));
        bytes memory signature = sign(OFFICER, keccak256(abi.encodePacked("\x19\x01", domain, message)));
        message = keccak256(abi.encode(keccak256("Join(address account)"), newcomer(2)));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(KEY, keccak256(abi.encodePacked("\x19\x01", domain, message)));
        gates.join(i, newcomer(2), signature, abi.encodePacked(r, s, v));
        vm.snapshotGasLastCall("seats", "join by invitation");
    }

    /// @dev A proof of ten hashes: a list of a thousand.
    function list() private {
        tick();
        bytes32 node = gates.listLeaf(1, newcomer(3), ISeats.Kind.Member);
        bytes32[] memory proof = new bytes32[](10);
        for (uint256 i; i < 10; ++i) {
            proof[i] = keccak256(abi.encode(i));
            node = node < proof[i]
                ? keccak256(abi.encodePacked(node, proof[i]))
                : keccak256(abi.encodePacked(proof[i], node));
        }
        vm.prank(address(treasury));
        gates.openList(1, node, keccak256("document"), uint48(block.timestamp + 1 days));
        tick();
        gates.joinByList(1, newcomer(3), ISeats.Kind.Member, proof);
        vm.snapshotGasLastCall("seats", "join by a list of 1,000");
    }

    function sweeps() private {
        uint48 soon = uint48(block.timestamp + 1);
        for (uint256 i = 10; i < 71; ++i) {
            vm.prank(address(treasury));
            membership.renew(i, soon);
        }
        uint256 next = 10;
        uint256[3] memory sizes = [uint256(1), 10, 50];
        string[3] memory names = ["sweep of 1", "sweep of 10, each", "sweep of 50, each"];
        for (uint256 i; i < 3; ++i) {
            vm.warp(soon + 1 + i);
            uint256[] memory tokenIds = new uint256[](sizes[i]);
            for (uint256 j; j < sizes[i]; ++j) {
                tokenIds[j] = next++;
            }
            membership.sweep(tokenIds);
            vm.snapshotValue("seats", names[i], vm.lastCallGas().gasTotalUsed / sizes[i]);
        }
    }

    function recover() private {
        tick();
        vm.prank(address(treasury));
        recovery.startRecovery(100, newcomer(4));
        tick();
        vm.prank(newcomer(4));
        recovery.acceptRecovery(100, "");
        vm.snapshotGasLastCall("seats", "recover");
    }
}
