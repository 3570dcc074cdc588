// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {IERC721} from "@openzeppelin/contracts/token/ERC721/IERC721.sol";
import {SigningPart} from "../factory/SigningPart.sol";
import {IAlthingGovernor} from "../governance/IAlthingGovernor.sol";
import {ICredentialVerifier} from "./ICredentialVerifier.sol";
import {IGates} from "./IGates.sol";
import {IMembership} from "./IMembership.sol";
import {ISeats} from "./ISeats.sol";
import {kindName} from "./KindName.sol";

/// @title Gates: seats that are given without a vote of their own.
/// @dev See {IGates} for what each function promises. The cap is the membership's: a fault here cannot exceed it.
contract Gates is IGates, SigningPart {
    uint48 public constant MAX_INVITATION = 30 days;
    uint48 public constant MAX_LIST = 366 days;
    uint48 public constant MAX_TERM = 36_525 days;

    bytes32 private constant INVITATION_TYPEHASH = keccak256(
        "Invitation(address inviter,address key,string kind,uint48 term,uint48 expires,uint256 round,string reason)"
    );
    bytes32 private constant JOIN_TYPEHASH = keccak256("Join(address account)");

    /// @inheritdoc IGates
    mapping(Gate gate => bool) public isOpen;
    /// @inheritdoc IGates
    mapping(address inviter => uint256) public roundOf;
    /// @inheritdoc IGates
    mapping(address inviter => mapping(address key => bool)) public isInvitationSpent;
    /// @inheritdoc IGates
    mapping(uint256 listId => mapping(address account => bool)) public isListUsed;

    mapping(address account => Officer) private _officers;
    mapping(ISeats.Kind kind => Terms) private _terms;
    mapping(uint256 listId => List) private _lists;
    mapping(ICredentialVerifier verifier => mapping(bytes32 nullifier => bool)) private _nullified;
    ICredentialVerifier private _verifier;
    ISeats.Kind private _verifiedKind;
    bool private _begun;

    modifier onlyTreasury() {
        if (msg.sender != treasury()) revert GatesOnlyTreasury(msg.sender);
        _;
    }

    modifier whenOpen(Gate gate) {
        if (!isOpen[gate]) revert GatesClosed(gate);
        _;
    }

    /// @inheritdoc IGates
    function begin(bool[4] calldata open, Terms[4] calldata terms) external {
        if (_begun) revert GatesBegun();
        _begun = true;
        for (uint256 i; i < 4; ++i) {
            if (open[i]) _setGate(Gate(i), true);
            _setTerms(ISeats.Kind(i), terms[i]);
        }
    }

    /// @notice The account that executes what was decided.
    function treasury() public view returns (address) {
        return _account(1);
    }

    /// @notice Where voting seats are.
    function membership() public view returns (IMembership) {
        return IMembership(_account(2));
    }

    /// @notice Where seats without a vote are.
    function observers() public view returns (ISeats) {
        return ISeats(_account(3));
    }

    /// @inheritdoc IGates
    function admit(address account, ISeats.Kind kind, uint48 term, string calldata reason)
        external
        whenOpen(Gate.Officers)
        returns (uint256)
    {
        _spend(msg.sender, kind);
        return _admit(Gate.Officers, account, kind, term, msg.sender, 0, reason);
    }

    /// @inheritdoc IGates
    function renew(bool observer, uint256 tokenId, string calldata reason) external whenOpen(Gate.Officers) {
        ISeats seats = observer ? observers() : membership();
        ISeats.Kind kind = seats.seatOf(tokenId).kind;
        if (msg.sender != _holderOf(seats, tokenId)) _spend(msg.sender, kind);
        else if (!_terms[kind].selfRenewal) revert GatesOwnSeat(tokenId);
        seats.renew(tokenId, _expiry(kind, _terms[kind].term));
        emit Renewed(msg.sender, address(seats), tokenId, reason);
    }

    /// @inheritdoc IGates
    function approveTransfer(uint256 tokenId, address to) external whenOpen(Gate.Officers) {
        if (msg.sender == _holderOf(membership(), tokenId)) revert GatesOwnSeat(tokenId);
        _spend(msg.sender, membership().seatOf(tokenId).kind);
        membership().approveTransfer(tokenId, to);
        emit TransferAllowed(msg.sender, tokenId, to);
    }

    /// @inheritdoc IGates
    function join(
        Invitation calldata invitation,
        address account,
        bytes calldata signature,
        bytes calldata keySignature
    ) external whenOpen(Gate.Invitations) returns (uint256) {
        _checkInvitation(invitation, account, signature, keySignature);
        isInvitationSpent[invitation.inviter][invitation.key] = true;
        _spend(invitation.inviter, invitation.kind);
        return _admit(
            Gate.Invitations,
            account,
            invitation.kind,
            invitation.term,
            invitation.inviter,
            bytes32(uint256(uint160(invitation.key))),
            invitation.reason
        );
    }

    /// @inheritdoc IGates
    function joinByList(uint256 listId, address account, ISeats.Kind kind, bytes32[] calldata proof)
        external
        whenOpen(Gate.Lists)
        returns (uint256)
    {
        List storage list = _lists[listId];
        if (block.timestamp > list.end) revert GatesListEnded(listId);
        if (isListUsed[listId][account]) revert GatesListUsed(listId, account);
        if (!MerkleProof.verifyCalldata(proof, list.root, listLeaf(listId, account, kind))) {
            revert GatesNotListed(listId, account);
        }
        isListUsed[listId][account] = true;
        return _admit(Gate.Lists, account, kind, _terms[kind].term, msg.sender, bytes32(listId), "");
    }

    /// @inheritdoc IGates
    function joinByCredential(address account, bytes calldata proof)
        external
        whenOpen(Gate.Credentials)
        returns (uint256)
    {
        ICredentialVerifier asked = _verifier;
        if (address(asked) == address(0)) revert GatesNoVerifier();
        bytes32 nullifier = asked.verify(account, proof);
        if (_nullified[asked][nullifier]) revert GatesCredentialUsed(nullifier);
        _nullified[asked][nullifier] = true;
        ISeats.Kind kind = _verifiedKind;
        return _admit(Gate.Credentials, account, kind, _terms[kind].term, msg.sender, nullifier, "");
    }

    /// @inheritdoc IGates
    function withdrawInvitation(address key) external {
        isInvitationSpent[msg.sender][key] = true;
        emit InvitationWithdrawn(msg.sender, key);
    }

    /// @inheritdoc IGates
    function withdrawInvitations() external {
        emit InvitationsWithdrawn(msg.sender, ++roundOf[msg.sender]);
    }

    /// @inheritdoc IGates
    function closeGate(Gate gate) external {
        if (msg.sender != treasury()) {
            IAlthingGovernor governor = IAlthingGovernor(membership().parts().governor);
            if (msg.sender != governor.guardian() || block.timestamp > governor.guardianExpiresAt()) {
                revert GatesOnlyGuardian(msg.sender);
            }
        }
        _setGate(gate, false);
    }

    /// @inheritdoc IGates
    function openGate(Gate gate) external onlyTreasury {
        _setGate(gate, true);
    }

    /// @inheritdoc IGates
    function setOfficer(address account, Officer calldata officer) external onlyTreasury {
        _officers[account] = officer;
        emit OfficerSet(account, officer.allowance, officer.until, officer.kinds);
    }

    /// @inheritdoc IGates
    function setTerms(ISeats.Kind kind, Terms calldata terms) external onlyTreasury {
        _setTerms(kind, terms);
    }

    /// @inheritdoc IGates
    function openList(uint256 listId, bytes32 root, bytes32 digest, uint48 end) external onlyTreasury {
        if (_lists[listId].digest != 0) revert GatesListExists(listId);
        _setList(listId, root, digest, end);
    }

    /// @inheritdoc IGates
    function changeList(uint256 listId, bytes32 root, bytes32 digest, uint48 end) external onlyTreasury {
        if (_lists[listId].digest == 0) revert GatesListEnded(listId);
        _setList(listId, root, digest, end);
    }

    /// @inheritdoc IGates
    function closeList(uint256 listId) external onlyTreasury {
        List storage list = _lists[listId];
        if (list.end == 0) revert GatesListEnded(listId);
        list.end = 0;
        emit ListSet(listId, list.root, list.digest, 0);
    }

    /// @inheritdoc IGates
    function setVerifier(ICredentialVerifier verifier_, ISeats.Kind kind) external onlyTreasury {
        _verifier = verifier_;
        _verifiedKind = kind;
        emit VerifierSet(verifier_, kind);
    }

    /// @inheritdoc IGates
    function officerOf(address account) external view returns (Officer memory) {
        return _officers[account];
    }

    /// @inheritdoc IGates
    function termsOf(ISeats.Kind kind) external view returns (Terms memory) {
        return _terms[kind];
    }

    /// @inheritdoc IGates
    function listOf(uint256 listId) external view returns (List memory) {
        return _lists[listId];
    }

    /// @inheritdoc IGates
    function verifier() external view returns (ICredentialVerifier, ISeats.Kind) {
        return (_verifier, _verifiedKind);
    }

    /// @inheritdoc IGates
    function listLeaf(uint256 listId, address account, ISeats.Kind kind) public view returns (bytes32) {
        return keccak256(bytes.concat(keccak256(abi.encode(block.chainid, address(this), listId, account, kind))));
    }

    function _admit(
        Gate gate,
        address account,
        ISeats.Kind kind,
        uint48 term,
        address by,
        bytes32 ref,
        string memory reason
    ) private returns (uint256 tokenId) {
        ISeats seats = _seatsOf(kind);
        tokenId = seats.admit(account, kind, _expiry(kind, term));
        emit Admitted(gate, account, by, address(seats), tokenId, ref, reason);
    }

    /// @dev One of the officer's allowance, for a seat of that kind.
    function _spend(address account, ISeats.Kind kind) private {
        Officer storage officer = _officers[account];
        if (officer.until < block.timestamp) revert GatesNotOfficer(account);
        if (officer.allowance == 0) revert GatesAllowanceSpent(account);
        if (officer.kinds & (uint8(1) << uint8(kind)) == 0) revert GatesKindNotAllowed(account, kind);
        --officer.allowance;
    }

    function _checkInvitation(
        Invitation calldata invitation,
        address account,
        bytes calldata signature,
        bytes calldata keySignature
    ) private view {
        address inviter = invitation.inviter;
        uint48 latest = uint48(block.timestamp) + MAX_INVITATION;
        if (invitation.expires < block.timestamp || invitation.expires > latest) {
            revert GatesInvitationExpired(invitation.expires, latest);
        }
        if (invitation.round != roundOf[inviter] || isInvitationSpent[inviter][invitation.key]) {
            revert GatesInvitationSpent(invitation.key);
        }
        bytes32 digest = _hashInvitation(invitation);
        if (!SignatureChecker.isValidSignatureNow(inviter, digest, signature)) revert GatesInvalidInvitation(inviter);
        bytes32 joining = _hashTypedDataV4(keccak256(abi.encode(JOIN_TYPEHASH, account)));
        (address signer, ECDSA.RecoverError error,) = ECDSA.tryRecoverCalldata(joining, keySignature);
        if (error != ECDSA.RecoverError.NoError || signer != invitation.key) revert GatesInvalidKey(invitation.key);
    }

    function _hashInvitation(Invitation calldata invitation) private view returns (bytes32) {
        bytes32 kind = keccak256(bytes(kindName(invitation.kind)));
        bytes32 reason = keccak256(bytes(invitation.reason));
        return _hashTypedDataV4(
            keccak256(
                abi.encode(
                    INVITATION_TYPEHASH,
                    invitation.inviter,
                    invitation.key,
                    kind,
                    invitation.term,
                    invitation.expires,
                    invitation.round,
                    reason
                )
            )
        );
    }

    function _expiry(ISeats.Kind kind, uint48 term) private view returns (uint48) {
        uint48 longest = _terms[kind].term;
        if (longest == 0) longest = MAX_TERM;
        else if (term == 0) revert GatesTermTooLong(term, longest);
        if (term > longest) revert GatesTermTooLong(term, longest);
        return term == 0 ? 0 : uint48(block.timestamp) + term;
    }

    function _seatsOf(ISeats.Kind kind) private view returns (ISeats) {
        return kind == ISeats.Kind.Observer ? observers() : membership();
    }

    function _holderOf(ISeats seats, uint256 tokenId) private view returns (address holder) {
        holder = seats.formerHolderOf(tokenId);
        if (holder == address(0)) holder = IERC721(address(seats)).ownerOf(tokenId);
    }

    function _setGate(Gate gate, bool open) private {
        isOpen[gate] = open;
        emit GateSet(gate, open, msg.sender);
    }

    function _setList(uint256 listId, bytes32 root, bytes32 digest, uint48 end) private {
        bool timesValid = end > block.timestamp && end <= block.timestamp + MAX_LIST;
        if (root == 0 || digest == 0 || !timesValid) revert GatesInvalidList(root, digest, end);
        _lists[listId] = List(root, digest, end);
        emit ListSet(listId, root, digest, end);
    }

    function _setTerms(ISeats.Kind kind, Terms memory terms) private {
        if (terms.term > MAX_TERM) revert GatesTermTooLong(terms.term, MAX_TERM);
        _terms[kind] = terms;
        emit TermsSet(kind, terms.term, terms.selfRenewal);
    }
}
