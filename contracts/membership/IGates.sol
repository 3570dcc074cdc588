// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {ICredentialVerifier} from "./ICredentialVerifier.sol";
import {ISeats} from "./ISeats.sol";

/// @title Gates: how somebody gets a seat without a vote of their own.
/// @notice By an officer, by an officer's invitation, by a list, by a credential. What they add together is capped by
/// {IMembership}; each gate is opened by a vote and closed by a vote or the guardian.
interface IGates {
    enum Gate {
        Officers,
        Invitations,
        Lists,
        Credentials
    }

    /// @notice Somebody who may admit, renew, invite and approve transfers for the DAO.
    /// @param allowance Admissions and renewals left.
    /// @param until Last second of the office.
    /// @param kinds Bit `1 << kind` for each kind of seat that the officer may give.
    struct Officer {
        uint32 allowance;
        uint48 until;
        uint8 kinds;
    }

    /// @notice What applies to a kind of seat that is given or renewed without a vote.
    /// @param term Seconds; 0 for no term.
    /// @param selfRenewal Whether the holder may renew alone.
    struct Terms {
        uint48 term;
        bool selfRenewal;
    }

    /// @notice A list of accounts that may take a seat.
    /// @param root Merkle root; a leaf is {listLeaf}.
    /// @param digest SHA-256 of the document that holds the list.
    /// @param end Last second; 0 for a list that was closed.
    struct List {
        bytes32 root;
        bytes32 digest;
        uint48 end;
    }

    /// @notice What an officer signs (EIP-712) for somebody whose address is not known yet.
    /// @param inviter The officer.
    /// @param key Address of a one-time key; who has its private key may take the seat.
    /// @param kind Kind of seat.
    /// @param term Seconds; at most the kind's term, and 0 only where that is 0.
    /// @param expires Last second; at most 30 days ahead when it is used.
    /// @param round The inviter's {roundOf}: a later one withdraws all of an earlier.
    /// @param reason Why; public with the admission.
    struct Invitation {
        address inviter;
        address key;
        ISeats.Kind kind;
        uint48 term;
        uint48 expires;
        uint256 round;
        string reason;
    }

    /// @notice Somebody came in.
    /// @param by The officer, the inviter, or who carried the proof.
    /// @param ref The invitation's key, the list's number or the credential's nullifier; 0 for an officer's admission.
    /// @param reason What the officer or the inviter wrote; empty at the other gates.
    event Admitted(
        Gate indexed gate,
        address indexed account,
        address indexed by,
        address seats,
        uint256 tokenId,
        bytes32 ref,
        string reason
    );
    /// @notice An officer, or the holder where its kind allows, renewed a seat.
    event Renewed(address indexed by, address seats, uint256 tokenId, string reason);
    /// @notice An officer let a seat be transferred to `to`; zero takes that back.
    event TransferAllowed(address indexed by, uint256 indexed tokenId, address to);
    /// @notice A gate was opened or closed.
    event GateSet(Gate indexed gate, bool open, address indexed by);
    /// @notice An office was given, changed or, with no allowance, ended.
    event OfficerSet(address indexed account, uint32 allowance, uint48 until, uint8 kinds);
    /// @notice The terms of a kind were set.
    event TermsSet(ISeats.Kind indexed kind, uint48 term, bool selfRenewal);
    /// @notice A list was opened, changed or closed.
    event ListSet(uint256 indexed listId, bytes32 root, bytes32 digest, uint48 end);
    /// @notice Credentials of this verifier give seats of this kind.
    event VerifierSet(ICredentialVerifier verifier, ISeats.Kind kind);
    /// @notice An invitation was withdrawn.
    event InvitationWithdrawn(address indexed inviter, address indexed key);
    /// @notice All invitations of a round before this one were withdrawn.
    event InvitationsWithdrawn(address indexed inviter, uint256 round);

    /// @notice Only the treasury, executing a decision, may do this.
    error GatesOnlyTreasury(address caller);
    /// @notice Only a vote or the guardian, in its term, may close a gate.
    error GatesOnlyGuardian(address caller);
    /// @notice The gate is closed.
    error GatesClosed(Gate gate);
    /// @notice The account holds no office, or its term has passed.
    error GatesNotOfficer(address account);
    /// @notice The officer has no allowance left.
    error GatesAllowanceSpent(address officer);
    /// @notice The officer may not give that kind of seat.
    error GatesKindNotAllowed(address officer, ISeats.Kind kind);
    /// @notice The term is longer than that of the kind, or than a term may be.
    error GatesTermTooLong(uint48 term, uint48 longest);
    /// @notice Nobody renews or approves its own seat, unless its kind says so.
    error GatesOwnSeat(uint256 tokenId);
    /// @notice The invitation has passed, or lasts longer than an invitation may.
    error GatesInvitationExpired(uint48 expires, uint48 latest);
    /// @notice The invitation was used or withdrawn.
    error GatesInvitationSpent(address key);
    /// @notice The officer did not sign this invitation.
    error GatesInvalidInvitation(address inviter);
    /// @notice The invitation's key did not sign this account.
    error GatesInvalidKey(address key);
    /// @notice A list has or had that number.
    error GatesListExists(uint256 listId);
    /// @notice There is no such list, or it has ended.
    error GatesListEnded(uint256 listId);
    /// @notice The account is not on the list with that kind.
    error GatesNotListed(uint256 listId, address account);
    /// @notice The account took the seat that this list gives.
    error GatesListUsed(uint256 listId, address account);
    /// @notice A list needs a root, a document and an end in the future, at most a year ahead.
    error GatesInvalidList(bytes32 root, bytes32 digest, uint48 end);
    /// @notice No verifier of credentials was set.
    error GatesNoVerifier();
    /// @notice The credential has been used.
    error GatesCredentialUsed(bytes32 nullifier);

    /// @notice What applies from the first day on was set already.
    error GatesBegun();

    /// @notice Sets what applies from the first day on, once; whoever makes the DAO does so in the same transaction.
    /// @param open For each gate, in the order of {Gate}.
    /// @param terms For each kind, in the order of {ISeats-Kind}.
    function begin(bool[4] calldata open, Terms[4] calldata terms) external;

    /// @notice Whether a gate is open.
    function isOpen(Gate gate) external view returns (bool);

    /// @notice An account's office. `allowance` 0 where there is none.
    function officerOf(address account) external view returns (Officer memory);

    /// @notice The terms of a kind.
    function termsOf(ISeats.Kind kind) external view returns (Terms memory);

    /// @notice A list; all zero where there is none.
    function listOf(uint256 listId) external view returns (List memory);

    /// @notice Whether an account took the seat that a list gives.
    function isListUsed(uint256 listId, address account) external view returns (bool);

    /// @notice What a list's tree holds for an account: the hash of the hash of `abi.encode(chainid, gates, listId,
    /// account, kind)`.
    function listLeaf(uint256 listId, address account, ISeats.Kind kind) external view returns (bytes32);

    /// @notice The round that an inviter's invitations must name.
    function roundOf(address inviter) external view returns (uint256);

    /// @notice Whether an invitation of that inviter and key was used or withdrawn.
    function isInvitationSpent(address inviter, address key) external view returns (bool);

    /// @notice The verifier of credentials, and the kind of seat that one gives.
    function verifier() external view returns (ICredentialVerifier verifier_, ISeats.Kind kind);

    /// @notice Admits an account. By an officer, from its allowance, with a reason that stands for ever.
    function admit(address account, ISeats.Kind kind, uint48 term, string calldata reason)
        external
        returns (uint256 tokenId);

    /// @notice Gives a seat the term of its kind from now. By an officer, from its allowance, for a seat of somebody
    /// else; or by the holder where the kind says so.
    /// @param observer Whether the number is one of the observers'.
    function renew(bool observer, uint256 tokenId, string calldata reason) external;

    /// @notice Lets a seat's holder transfer it to `to`. By an officer, from its allowance, for a seat of somebody else.
    function approveTransfer(uint256 tokenId, address to) external;

    /// @notice Gives `account` the seat of an invitation. Anybody may carry it: the key signed the account.
    /// @param signature The officer's, of the invitation; a contract's by ERC-1271.
    /// @param keySignature The one-time key's, of `Join(address account)`.
    function join(
        Invitation calldata invitation,
        address account,
        bytes calldata signature,
        bytes calldata keySignature
    ) external returns (uint256 tokenId);

    /// @notice Gives `account` the seat of a list. Anybody may carry it.
    function joinByList(uint256 listId, address account, ISeats.Kind kind, bytes32[] calldata proof)
        external
        returns (uint256 tokenId);

    /// @notice Gives `account` the seat of a credential. Anybody may carry it.
    function joinByCredential(address account, bytes calldata proof) external returns (uint256 tokenId);

    /// @notice Withdraws one of the caller's invitations.
    function withdrawInvitation(address key) external;

    /// @notice Withdraws all of the caller's invitations.
    function withdrawInvitations() external;

    /// @notice Closes a gate. By the treasury, or at once by the guardian.
    function closeGate(Gate gate) external;

    /// @notice Opens a gate. By the treasury only.
    function openGate(Gate gate) external;

    /// @notice Gives, changes or ends an office. By the treasury only.
    function setOfficer(address account, Officer calldata officer) external;

    /// @notice Sets the terms of a kind. By the treasury only.
    function setTerms(ISeats.Kind kind, Terms calldata terms) external;

    /// @notice Opens a list under a number that no list had. The leaves name the number: it is known before the vote, and
    /// another list opened in the meantime does not move it. By the treasury only.
    function openList(uint256 listId, bytes32 root, bytes32 digest, uint48 end) external;

    /// @notice Changes a list. Who used the list cannot use it again. By the treasury only.
    function changeList(uint256 listId, bytes32 root, bytes32 digest, uint48 end) external;

    /// @notice Ends a list. By the treasury only.
    function closeList(uint256 listId) external;

    /// @notice Sets the verifier of credentials. By the treasury only.
    function setVerifier(ICredentialVerifier verifier_, ISeats.Kind kind) external;
}
