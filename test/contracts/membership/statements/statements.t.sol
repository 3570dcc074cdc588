// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IStatements} from "../../../../contracts/membership/IStatements.sol";
import {Statements} from "../../../../contracts/membership/Statements.sol";
import {SignedBallots} from "../../support/SignedBallots.sol";
import {cloneStatements} from "../../support/Parts.sol";

contract StatementsTest is SignedBallots {
    bytes32 private constant DIGEST = bytes32(uint256(0xD1));

    Statements private statements;

    function setUp() external {
        vm.warp(1_800_000_000);
        statements = cloneStatements(new Statements(), "Lakeside Commons");
    }

    function signature(uint256 index, bytes32 digest, uint48 at) private view returns (bytes memory) {
        bytes32 message = keccak256(abi.encode(keccak256("Statement(bytes32 digest,uint48 at)"), digest, at));
        bytes32 domain = domainOf(address(statements), "Lakeside Commons", block.chainid);
        return sign(index, keccak256(abi.encodePacked("\x19\x01", domain, message)));
    }

    function test_WhenAnAccountPublishes_ItStandsUntilALaterOne() external {
        vm.expectEmit(address(statements));
        emit IStatements.StatementPublished(member(0), DIGEST, uint48(time()));
        vm.prank(member(0));
        statements.publish(DIGEST);
        assertEq(statements.statementOf(member(0)).digest, DIGEST, "digest");
        assertEq(statements.statementOf(member(0)).at, time(), "at");
        vm.expectRevert(
            abi.encodeWithSelector(IStatements.StatementsOutdated.selector, member(0), uint48(time()), uint48(time()))
        );
        vm.prank(member(0));
        statements.publish(DIGEST);
        vm.warp(time() + 1);
        vm.prank(member(0));
        statements.publish(0);
        assertEq(statements.statementOf(member(0)).digest, bytes32(0), "taken back");
    }

    function test_WhenASignedStatementIsCarried_TheOneSignedLastStands() external {
        uint48 at = uint48(time());
        bytes memory first = signature(0, DIGEST, at - 10);
        bytes memory second = signature(0, bytes32(uint256(2)), at);
        statements.publishFor(member(0), bytes32(uint256(2)), at, second);
        vm.expectRevert(abi.encodeWithSelector(IStatements.StatementsOutdated.selector, member(0), at - 10, at));
        statements.publishFor(member(0), DIGEST, at - 10, first);
        assertEq(statements.statementOf(member(0)).digest, bytes32(uint256(2)), "the last");
    }

    function test_RevertWhen_TheSignatureIsAnothersOrOfTheFuture() external {
        uint48 at = uint48(time());
        bytes memory others = signature(1, DIGEST, at);
        vm.expectRevert(abi.encodeWithSelector(IStatements.StatementsInvalidSignature.selector, member(0)));
        statements.publishFor(member(0), DIGEST, at, others);
        bytes memory own = signature(0, DIGEST, at);
        vm.expectRevert(abi.encodeWithSelector(IStatements.StatementsInvalidSignature.selector, member(0)));
        statements.publishFor(member(0), DIGEST, at - 1, own);
        bytes memory ahead = signature(0, DIGEST, at + 1);
        vm.expectRevert(abi.encodeWithSelector(IStatements.StatementsFromTheFuture.selector, at + 1));
        statements.publishFor(member(0), DIGEST, at + 1, ahead);
    }
}
