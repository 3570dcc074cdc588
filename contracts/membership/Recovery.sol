// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {Time} from "@openzeppelin/contracts/utils/types/Time.sol";
import {SigningPart} from "../factory/SigningPart.sol";
import {IMembership} from "./IMembership.sol";
import {IRecovery} from "./IRecovery.sol";

/// @title Recovery of seats.
/// @dev See {IRecovery} for what each function promises.
contract Recovery is IRecovery, SigningPart {
    uint256 public constant MAX_GUARDIANS = 9;
    uint48 public constant MIN_DELAY = 2 days;
    uint48 public constant MAX_DELAY = 30 days;
    /// @notice How long a new key may take to accept.
    uint48 public constant ACCEPTANCE = 30 days;
    /// @notice How long only a vote recovers a seat after its holder stopped a recovery.
    uint48 public constant PAUSE = 90 days;

    bytes32 private constant ACCEPT_TYPEHASH = keccak256("AcceptSeat(uint256 tokenId,address from,address to)");

    mapping(uint256 tokenId => Guardians) private _guardians;
    mapping(uint256 tokenId => Guardians) private _next;
    mapping(uint256 tokenId => Attempt) private _attempts;

    /// @inheritdoc IRecovery
    mapping(uint256 tokenId => uint48) public byVoteUntil;

    /// @dev Rises when a recovery begins or guardians change: what was agreed to before is void.
    mapping(uint256 tokenId => uint256) private _round;
    mapping(uint256 tokenId => mapping(uint256 round => mapping(address to => address[]))) private _supporters;

    /// @notice The account that executes what was decided.
    function treasury() public view returns (address) {
        return _account(1);
    }

    /// @notice Where the seats are.
    function membership() public view returns (IMembership) {
        return IMembership(_account(2));
    }

    /// @inheritdoc IRecovery
    function nameGuardians(uint256 tokenId, address[] calldata accounts, uint8 threshold, uint48 delay) external {
        if (msg.sender != _holderOf(tokenId)) revert RecoveryOnlyHolder(tokenId, msg.sender);
        if (_isRunning(tokenId)) revert RecoveryRunning(tokenId);
        _checkGuardians(accounts, threshold, delay);
        _promote(tokenId);
        Guardians storage current = _guardians[tokenId];
        uint48 wait = current.holder == msg.sender && current.delay > delay ? current.delay : delay;
        uint48 effectiveAt = Time.timestamp() + wait;
        _next[tokenId] = Guardians(msg.sender, threshold, delay, effectiveAt, accounts);
        emit GuardiansNamed(tokenId, msg.sender, accounts, threshold, delay, effectiveAt);
    }

    /// @inheritdoc IRecovery
    function supportRecovery(uint256 tokenId, address to) external {
        address holder = _holderOf(tokenId);
        _checkKey(holder, to);
        if (_isRunning(tokenId)) revert RecoveryRunning(tokenId);
        if (block.timestamp < byVoteUntil[tokenId]) revert RecoveryByVoteOnly(tokenId, byVoteUntil[tokenId]);
        _promote(tokenId);
        Guardians storage guardians = _guardians[tokenId];
        if (guardians.holder != holder || !_contains(guardians.accounts, msg.sender)) {
            revert RecoveryOnlyGuardian(tokenId, msg.sender);
        }
        address[] storage supporters = _supporters[tokenId][_round[tokenId]][to];
        if (_contains(supporters, msg.sender)) revert RecoverySupportedAlready(tokenId, msg.sender);
        supporters.push(msg.sender);
        emit RecoverySupported(tokenId, msg.sender, to, supporters.length);
        if (supporters.length >= guardians.threshold) {
            _start(tokenId, holder, to, Time.timestamp() + guardians.delay, false);
        }
    }

    /// @inheritdoc IRecovery
    function startRecovery(uint256 tokenId, address to) external {
        if (msg.sender != treasury()) revert RecoveryOnlyTreasury(msg.sender);
        address holder = _holderOf(tokenId);
        _checkKey(holder, to);
        _start(tokenId, holder, to, Time.timestamp(), true);
    }

    /// @inheritdoc IRecovery
    function stopRecovery(uint256 tokenId) external {
        address holder = _holderOf(tokenId);
        if (msg.sender != holder) revert RecoveryOnlyHolder(tokenId, msg.sender);
        if (!_isRunning(tokenId)) revert RecoveryNotRunning(tokenId);
        Attempt memory attempt = _attempts[tokenId];
        if (attempt.byVote) revert RecoveryDecided(tokenId);
        delete _attempts[tokenId];
        uint48 until = Time.timestamp() + PAUSE;
        byVoteUntil[tokenId] = until;
        emit RecoveryStopped(tokenId, holder, attempt.to, until);
    }

    /// @inheritdoc IRecovery
    function acceptRecovery(uint256 tokenId, bytes calldata signature) external {
        if (!_isRunning(tokenId)) revert RecoveryNotRunning(tokenId);
        Attempt memory attempt = _attempts[tokenId];
        if (block.timestamp < attempt.readyAt) revert RecoveryNotReady(tokenId, attempt.readyAt);
        if (msg.sender != attempt.to) {
            bytes32 digest = _hashTypedDataV4(keccak256(abi.encode(ACCEPT_TYPEHASH, tokenId, attempt.from, attempt.to)));
            if (!SignatureChecker.isValidSignatureNowCalldata(attempt.to, digest, signature)) {
                revert RecoveryOnlyNewKey(attempt.to);
            }
        }
        delete _attempts[tokenId];
        // Guardians who recovered a seat stay; whom a lost or stolen key named before a vote had to, is not known.
        if (attempt.byVote) delete _guardians[tokenId];
        else _guardians[tokenId].holder = attempt.to;
        membership().reissue(tokenId, attempt.to);
        emit RecoveryAccepted(tokenId, attempt.from, attempt.to);
    }

    /// @inheritdoc IRecovery
    function guardiansOf(uint256 tokenId) external view returns (Guardians memory guardians) {
        guardians = _isNextEffective(tokenId) ? _next[tokenId] : _guardians[tokenId];
        if (guardians.holder != _holderOf(tokenId)) delete guardians;
    }

    /// @inheritdoc IRecovery
    function nextGuardiansOf(uint256 tokenId) external view returns (Guardians memory guardians) {
        if (!_isNextEffective(tokenId)) guardians = _next[tokenId];
        if (guardians.holder != _holderOf(tokenId)) delete guardians;
    }

    /// @inheritdoc IRecovery
    function attemptOf(uint256 tokenId) external view returns (Attempt memory attempt) {
        if (_isRunning(tokenId)) attempt = _attempts[tokenId];
    }

    /// @inheritdoc IRecovery
    function supportersOf(uint256 tokenId, address to) external view returns (uint256) {
        return _supporters[tokenId][_round[tokenId]][to].length;
    }

    function _start(uint256 tokenId, address from, address to, uint48 readyAt, bool byVote) private {
        _attempts[tokenId] = Attempt(from, to, readyAt, byVote);
        delete _next[tokenId];
        ++_round[tokenId];
        emit RecoveryStarted(tokenId, from, to, readyAt, readyAt + ACCEPTANCE, byVote);
    }

    /// @dev Guardians who were named become those who act, once their time has come.
    function _promote(uint256 tokenId) private {
        if (!_isNextEffective(tokenId)) return;
        _guardians[tokenId] = _next[tokenId];
        delete _next[tokenId];
        ++_round[tokenId];
    }

    function _isNextEffective(uint256 tokenId) private view returns (bool) {
        uint48 effectiveAt = _next[tokenId].effectiveAt;
        return effectiveAt != 0 && effectiveAt <= block.timestamp;
    }

    /// @dev A recovery runs until it is accepted or stopped, its time has passed, or the seat is somebody else's.
    function _isRunning(uint256 tokenId) private view returns (bool) {
        Attempt storage attempt = _attempts[tokenId];
        return
            attempt.readyAt != 0 && block.timestamp <= attempt.readyAt + ACCEPTANCE
                && attempt.from == _holderOf(tokenId);
    }

    function _holderOf(uint256 tokenId) private view returns (address) {
        return IERC721(address(membership())).ownerOf(tokenId);
    }

    function _checkKey(address holder, address to) private pure {
        if (to == address(0) || to == holder) revert RecoveryInvalidKey(to);
    }

    function _checkGuardians(address[] calldata accounts, uint8 threshold, uint48 delay) private view {
        bool none = accounts.length == 0 && threshold == 0;
        bool some = accounts.length <= MAX_GUARDIANS && threshold != 0 && threshold <= accounts.length;
        bool valid = (none || some) && delay >= MIN_DELAY && delay <= MAX_DELAY;
        for (uint256 i; valid && i < accounts.length; ++i) {
            valid = accounts[i] != address(0) && accounts[i] != msg.sender;
            for (uint256 j; valid && j < i; ++j) {
                valid = accounts[i] != accounts[j];
            }
        }
        if (!valid) revert RecoveryInvalidGuardians();
    }

    function _contains(address[] storage accounts, address account) private view returns (bool) {
        for (uint256 i; i < accounts.length; ++i) {
            if (accounts[i] == account) return true;
        }
        return false;
    }
}
