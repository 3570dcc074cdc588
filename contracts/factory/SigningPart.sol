// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {ShortString, ShortStrings} from "@openzeppelin/contracts/utils/ShortStrings.sol";
import {Part} from "./Part.sol";

/// @title A part that accounts sign messages for (EIP-712); wallets show the DAO's name.
/// @dev OpenZeppelin's {EIP712} keeps the name in its code, which all DAOs share: here it is the first word.
abstract contract SigningPart is Part, EIP712 {
    bytes1 private constant FIELDS = hex"0f";
    string private constant VERSION = "1";

    constructor() EIP712("", VERSION) {}

    /// @inheritdoc EIP712
    function eip712Domain()
        public
        view
        override
        returns (bytes1, string memory, string memory, uint256, address, bytes32, uint256[] memory)
    {
        return (FIELDS, _daoName(), VERSION, block.chainid, address(this), 0, new uint256[](0));
    }

    function _hashTypedDataV4(bytes32 structHash) internal view override returns (bytes32) {
        bytes32 separator =
            MessageHashUtils.toDomainSeparator(FIELDS, _daoName(), VERSION, block.chainid, address(this), 0);
        return MessageHashUtils.toTypedDataHash(separator, structHash);
    }

    function _daoName() private view returns (string memory) {
        return ShortStrings.toString(ShortString.wrap(_word(0)));
    }
}
