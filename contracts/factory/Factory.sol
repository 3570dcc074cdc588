// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {Create2} from "@openzeppelin/contracts/utils/Create2.sol";
import {ShortString, ShortStrings} from "@openzeppelin/contracts/utils/ShortStrings.sol";
import {Time} from "@openzeppelin/contracts/utils/types/Time.sol";
import {IAlthingGovernor} from "../governance/IAlthingGovernor.sol";
import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {Gates} from "../membership/Gates.sol";
import {IMembership} from "../membership/IMembership.sol";
import {Birthplace} from "./Birthplace.sol";
import {IFactory} from "./IFactory.sol";

/// @title The factory: one transaction makes a whole DAO.
/// @dev See {IFactory} for what each function promises. What every vote and every payment passes through is code of the
/// DAO's own, created at a {Birthplace}; the rest are clones ({Part}).
contract Factory is IFactory {
    /// @dev Order of creation at the birthplace.
    uint256 private constant TREASURY = 1;
    uint256 private constant MEMBERSHIP = 2;
    uint256 private constant GOVERNOR = 3;
    uint256 private constant REGISTRY = 4;
    uint256 private constant DISTRIBUTIONS = 5;
    uint256 private constant SPLITS = 6;

    /// @notice What DAOs of this factory share.
    /// @param card Draws the seats' cards.
    /// @param treasuryCode The creation code of the treasury, as each of the next a {CodeStore}.
    /// @param governorCode The first part of the governor's, which is too long for one.
    /// @param governorCodeEnd The rest.
    struct Shared {
        address card;
        address observers;
        address gates;
        address recovery;
        address statements;
        address budgets;
        address grants;
        address payouts;
        address donations;
        address treasuryCode;
        address membershipCode;
        address governorCode;
        address governorCodeEnd;
        address registryCode;
        address distributionsCode;
        address splitsCode;
    }

    /// @dev Where a DAO was created, and in which block.
    struct Birth {
        address birthplace;
        uint96 block;
    }

    address private immutable _CARD;
    address private immutable _OBSERVERS;
    address private immutable _GATES;
    address private immutable _RECOVERY;
    address private immutable _STATEMENTS;
    address private immutable _BUDGETS;
    address private immutable _GRANTS;
    address private immutable _PAYOUTS;
    address private immutable _DONATIONS;
    address private immutable _TREASURY_CODE;
    address private immutable _MEMBERSHIP_CODE;
    address private immutable _GOVERNOR_CODE;
    address private immutable _GOVERNOR_CODE_END;
    address private immutable _REGISTRY_CODE;
    address private immutable _DISTRIBUTIONS_CODE;
    address private immutable _SPLITS_CODE;

    mapping(address governor => Birth) private _births;

    constructor(Shared memory shared_) {
        _CARD = shared_.card;
        _OBSERVERS = shared_.observers;
        _GATES = shared_.gates;
        _RECOVERY = shared_.recovery;
        _STATEMENTS = shared_.statements;
        _BUDGETS = shared_.budgets;
        _GRANTS = shared_.grants;
        _PAYOUTS = shared_.payouts;
        _DONATIONS = shared_.donations;
        _TREASURY_CODE = shared_.treasuryCode;
        _MEMBERSHIP_CODE = shared_.membershipCode;
        _GOVERNOR_CODE = shared_.governorCode;
        _GOVERNOR_CODE_END = shared_.governorCodeEnd;
        _REGISTRY_CODE = shared_.registryCode;
        _DISTRIBUTIONS_CODE = shared_.distributionsCode;
        _SPLITS_CODE = shared_.splitsCode;
    }

    /// @inheritdoc IFactory
    function make(Dao calldata dao) external returns (Contracts memory contracts) {
        bytes32 salt = _saltOf(msg.sender, dao);
        address birthplace = _birthplaceOf(salt);
        ShortString name = _shortName(dao.name);
        contracts = _contractsOf(birthplace, name);
        if (birthplace.code.length != 0) revert FactoryMadeAlready(contracts.governor);
        emit DaoMade(contracts.governor, msg.sender, contracts, dao.name, dao.grace, dao.others, dao.assets);
        _births[contracts.governor] = Birth(birthplace, uint96(block.number));
        new Birthplace{salt: salt}();
        _createOwn(Birthplace(birthplace), contracts, dao);
        _cloneParts(birthplace, contracts, name);
        Gates(contracts.gates).begin(dao.openGates, dao.terms);
    }

    /// @inheritdoc IFactory
    function predict(address creator, Dao calldata dao) external view returns (Contracts memory) {
        return _contractsOf(_birthplaceOf(_saltOf(creator, dao)), _shortName(dao.name));
    }

    /// @inheritdoc IFactory
    function find(address governor) external view returns (Contracts memory contracts, uint256 madeIn) {
        Birth memory birth = _births[governor];
        if (birth.birthplace == address(0)) return (contracts, 0);
        return (_contractsOf(birth.birthplace, _shortName(IGovernor(governor).name())), birth.block);
    }

    /// @notice What DAOs of this factory share.
    function shared() external view returns (Shared memory) {
        return Shared({
            card: _CARD,
            observers: _OBSERVERS,
            gates: _GATES,
            recovery: _RECOVERY,
            statements: _STATEMENTS,
            budgets: _BUDGETS,
            grants: _GRANTS,
            payouts: _PAYOUTS,
            donations: _DONATIONS,
            treasuryCode: _TREASURY_CODE,
            membershipCode: _MEMBERSHIP_CODE,
            governorCode: _GOVERNOR_CODE,
            governorCodeEnd: _GOVERNOR_CODE_END,
            registryCode: _REGISTRY_CODE,
            distributionsCode: _DISTRIBUTIONS_CODE,
            splitsCode: _SPLITS_CODE
        });
    }

    /// @dev What has code of its own, in the order of the numbers above.
    function _createOwn(Birthplace birthplace, Contracts memory c, Dao calldata dao) private {
        birthplace.create(bytes.concat(_load(_TREASURY_CODE), abi.encode(dao.timelockDelay, dao.grace, c.governor)));
        birthplace.create(bytes.concat(_load(_MEMBERSHIP_CODE), _membershipArguments(c, dao)));
        IAlthingGovernor.Parameters memory parameters = dao.parameters;
        if (parameters.guardian != address(0)) parameters.guardianExpiresAt += Time.timestamp();
        birthplace.create(
            bytes.concat(
                _load(_GOVERNOR_CODE),
                _load(_GOVERNOR_CODE_END),
                abi.encode(dao.name, c.membership, c.treasury, parameters)
            )
        );
        birthplace.create(bytes.concat(_load(_REGISTRY_CODE), abi.encode(c.treasury, dao.charter)));
        birthplace.create(bytes.concat(_load(_DISTRIBUTIONS_CODE), abi.encode(c.treasury, c.membership)));
        birthplace.create(bytes.concat(_load(_SPLITS_CODE), abi.encode(c.treasury, c.donations, c.distributions)));
    }

    function _membershipArguments(Contracts memory c, Dao calldata dao) private view returns (bytes memory) {
        return abi.encode(
            dao.name,
            dao.symbol,
            c.treasury,
            _CARD,
            IMembership.Parts(c.governor, c.gates, c.recovery),
            dao.seats,
            dao.founders,
            dao.others
        );
    }

    function _cloneParts(address birthplace, Contracts memory c, ShortString name) private {
        bytes32 salt = bytes32(uint256(uint160(birthplace)));
        (address[8] memory codes, bytes[8] memory words) = _parts(c, name);
        for (uint256 i; i < codes.length; ++i) {
            Clones.cloneDeterministicWithImmutableArgs(codes[i], words[i], salt);
        }
    }

    /// @dev The code of each part, and what it knows of its DAO.
    function _parts(Contracts memory c, ShortString name)
        private
        view
        returns (address[8] memory codes, bytes[8] memory words)
    {
        codes = [_OBSERVERS, _GATES, _RECOVERY, _STATEMENTS, _BUDGETS, _GRANTS, _PAYOUTS, _DONATIONS];
        words = [
            abi.encode(c.treasury, c.membership),
            abi.encode(name, c.treasury, c.membership, c.observers),
            abi.encode(name, c.treasury, c.membership),
            abi.encode(name),
            abi.encode(c.treasury, c.membership),
            abi.encode(c.treasury),
            abi.encode(c.treasury),
            abi.encode(c.treasury)
        ];
    }

    function _contractsOf(address birthplace, ShortString name) private view returns (Contracts memory c) {
        c.treasury = _bornAt(birthplace, TREASURY);
        c.membership = _bornAt(birthplace, MEMBERSHIP);
        c.governor = _bornAt(birthplace, GOVERNOR);
        c.registry = _bornAt(birthplace, REGISTRY);
        c.distributions = _bornAt(birthplace, DISTRIBUTIONS);
        c.splits = _bornAt(birthplace, SPLITS);
        bytes32 salt = bytes32(uint256(uint160(birthplace)));
        c.observers =
            Clones.predictDeterministicAddressWithImmutableArgs(_OBSERVERS, abi.encode(c.treasury, c.membership), salt);
        (address[8] memory codes, bytes[8] memory words) = _parts(c, name);
        address[8] memory found;
        for (uint256 i = 1; i < codes.length; ++i) {
            found[i] = Clones.predictDeterministicAddressWithImmutableArgs(codes[i], words[i], salt);
        }
        (c.gates, c.recovery, c.statements) = (found[1], found[2], found[3]);
        (c.budgets, c.grants, c.payouts, c.donations) = (found[4], found[5], found[6], found[7]);
    }

    function _saltOf(address creator, Dao calldata dao) private pure returns (bytes32) {
        return keccak256(abi.encode(creator, dao));
    }

    function _birthplaceOf(bytes32 salt) private view returns (address) {
        return Create2.computeAddress(salt, keccak256(type(Birthplace).creationCode));
    }

    /// @dev The address of the `number`-th contract that was created there (the RLP of an address and a number below 128).
    function _bornAt(address birthplace, uint256 number) private pure returns (address) {
        return address(uint160(uint256(keccak256(abi.encodePacked(hex"d694", birthplace, uint8(number))))));
    }

    function _shortName(string memory name) private pure returns (ShortString) {
        uint256 length = bytes(name).length;
        if (length == 0 || length > 31) revert FactoryInvalidName(length);
        return ShortStrings.toShortString(name);
    }

    function _load(address store) private view returns (bytes memory code) {
        uint256 length = store.code.length - 1;
        code = new bytes(length);
        assembly ("memory-safe") {
            extcodecopy(store, add(code, 32), 1, length)
        }
    }
}
