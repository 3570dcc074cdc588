// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IRegistry} from "../../../../contracts/registry/IRegistry.sol";
import {Registry} from "../../../../contracts/registry/Registry.sol";
import {DaoFixture} from "../../support/DaoFixture.sol";

contract AdoptTest is DaoFixture {
    bytes32 private constant CHARTER = keccak256("charter");
    bytes32 private constant TEXT = keccak256("text");

    Registry private registry;

    function setUp() external {
        deployDao(5, 20);
        registry = new Registry(address(treasury), CHARTER);
    }

    function resolve(bytes memory data, string memory description) private returns (bytes32 operation) {
        Proposal memory p = decide(action(address(registry), 0, data, description), 5);
        return operationOf(p);
    }

    function test_TheCharterIsDocumentOne() external view {
        assertEq(registry.documentCount(), 1, "count");
        assertEq(registry.charter(), 1, "charter");
        IRegistry.Document memory document = registry.getDocument(1);
        assertEq(document.digest, CHARTER, "digest");
        assertTrue(document.kind == IRegistry.Kind.Charter, "kind");
        assertEq(document.decision, 0, "decision");
        assertEq(document.adoptedAt, START + 1, "date");
        assertEq(document.repealedBy, 0, "repealed");
    }

    function make(bytes32 digest) external {
        registry = new Registry(address(treasury), digest);
    }

    function test_RevertWhen_ThereIsNoDigest() external {
        vm.expectRevert(IRegistry.RegistryNoDigest.selector);
        this.make(0);
        vm.prank(address(treasury));
        vm.expectRevert(IRegistry.RegistryNoDigest.selector);
        registry.adopt(0, IRegistry.Kind.Resolution);
    }

    function test_RevertWhen_AnybodyButTheTreasuryAdoptsOrRepeals() external {
        address[4] memory callers = [STRANGER, member(0), address(governor), GUARDIAN];
        for (uint256 i; i < callers.length; ++i) {
            vm.startPrank(callers[i]);
            vm.expectRevert(abi.encodeWithSelector(IRegistry.RegistryOnlyTreasury.selector, callers[i]));
            registry.adopt(TEXT, IRegistry.Kind.Resolution);
            vm.expectRevert(abi.encodeWithSelector(IRegistry.RegistryOnlyTreasury.selector, callers[i]));
            registry.repeal(1, TEXT);
            vm.stopPrank();
        }
    }

    function test_WhenAResolutionPasses_ItIsNumberedDatedAndBoundToItsDecision() external {
        bytes32 operation = resolve(abi.encodeCall(registry.adopt, (TEXT, IRegistry.Kind.Resolution)), "resolve");
        IRegistry.Document memory document = registry.getDocument(2);
        assertEq(document.digest, TEXT, "digest");
        assertEq(document.decision, operation, "decision");
        assertEq(document.adoptedAt, block.timestamp, "date");
        assertTrue(document.kind == IRegistry.Kind.Resolution, "kind");
        assertEq(registry.charter(), 1, "charter");
    }

    function test_WhenAPolicyIsRepealed_TheLaterOneTakesItsPlaceAndKind() external {
        resolve(abi.encodeCall(registry.adopt, (TEXT, IRegistry.Kind.Policy)), "policy");
        bytes32 operation = resolve(abi.encodeCall(registry.repeal, (2, keccak256("better"))), "better");
        IRegistry.Document memory document = registry.getDocument(3);
        assertEq(registry.getDocument(2).repealedBy, 3, "repealed by");
        assertTrue(document.kind == IRegistry.Kind.Policy, "kind");
        assertEq(document.decision, operation, "decision");
        vm.prank(address(treasury));
        vm.expectRevert(abi.encodeWithSelector(IRegistry.RegistryAlreadyRepealed.selector, 2, 3));
        registry.repeal(2, TEXT);
    }

    function test_WhenACharterIsAdopted_TheOneBeforeIsRepealed() external {
        resolve(abi.encodeCall(registry.adopt, (TEXT, IRegistry.Kind.Charter)), "charter");
        assertEq(registry.charter(), 2, "charter");
        assertEq(registry.getDocument(1).repealedBy, 2, "repealed");
        vm.expectEmit(address(registry));
        emit IRegistry.DocumentAdopted(3, keccak256("third"), IRegistry.Kind.Charter, 0);
        vm.expectEmit(address(registry));
        emit IRegistry.DocumentRepealed(2, 3);
        vm.prank(address(treasury));
        registry.adopt(keccak256("third"), IRegistry.Kind.Charter);
        vm.prank(address(treasury));
        vm.expectRevert(abi.encodeWithSelector(IRegistry.RegistryCharterStays.selector, 2));
        registry.repeal(2, TEXT);
    }

    function test_RevertWhen_ThereIsNoSuchDocument() external {
        vm.expectRevert(abi.encodeWithSelector(IRegistry.RegistryNoSuchDocument.selector, 2));
        registry.getDocument(2);
        vm.prank(address(treasury));
        vm.expectRevert(abi.encodeWithSelector(IRegistry.RegistryNoSuchDocument.selector, 0));
        registry.repeal(0, TEXT);
    }
}
