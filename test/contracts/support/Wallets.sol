// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {IAlthingGovernor} from "../../../contracts/governance/IAlthingGovernor.sol";

/// @dev A wallet whose owner signs; it may take as much gas as `work` rounds of hashing.
contract OwnedWallet is IERC1271 {
    address private immutable owner;
    uint256 private immutable work;

    constructor(address owner_, uint256 work_) {
        (owner, work) = (owner_, work_);
    }

    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        bytes32 waste = hash;
        for (uint256 i; i < work; ++i) {
            waste = keccak256(abi.encode(waste));
        }
        require(waste != 0);
        (address signer,,) = ECDSA.tryRecoverCalldata(hash, signature);
        return signer == owner ? this.isValidSignature.selector : bytes4(0);
    }
}

contract RevertingWallet is IERC1271 {
    function isValidSignature(bytes32, bytes calldata) external pure returns (bytes4) {
        revert("no");
    }
}

/// @dev Answers with a megabyte.
contract BombWallet {
    fallback() external {
        assembly {
            mstore(0, shl(224, 0x1626ba7e))
            revert(0, 1000000)
        }
    }
}

/// @dev Says yes, and a megabyte more.
contract LongYesWallet {
    fallback() external {
        assembly {
            mstore(0, shl(224, 0x1626ba7e))
            return(0, 200000)
        }
    }
}

/// @dev Says yes in fewer than 32 bytes.
contract ShortYesWallet {
    fallback() external {
        assembly {
            mstore(0, shl(224, 0x1626ba7e))
            return(0, 4)
        }
    }
}

/// @dev Takes all the gas that it is given.
contract BurningWallet {
    fallback() external {
        assembly {
            invalid()
        }
    }
}

/// @dev Tries to vote while it is asked.
contract ReentrantWallet {
    IAlthingGovernor private immutable governor;

    constructor(IAlthingGovernor governor_) {
        governor = governor_;
    }

    fallback() external {
        IAlthingGovernor.BallotBox[] memory none = new IAlthingGovernor.BallotBox[](0);
        governor.castSignedBallots(none);
    }
}
