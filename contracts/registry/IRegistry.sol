// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @title What a DAO resolved: documents, numbered and dated, by their digest.
/// @notice A resolution is a proposal with exactly one action, {adopt}, or {repeal} where it takes the place of another.
/// The charter is document 1.
interface IRegistry {
    /// @notice What a document is.
    enum Kind {
        /// What the DAO is founded on. The latest one is in force; adopting another repeals it.
        Charter,
        /// What was decided, once.
        Resolution,
        /// A rule that stays until it is repealed.
        Policy
    }

    /// @param digest SHA-256 of the document: its CID (version 1, raw) names the same 32 bytes.
    /// @param decision The operation of the treasury that adopted it; 0 for the charter that the DAO began with.
    /// @param adoptedAt Unix seconds.
    /// @param repealedBy The number of the document that repealed it; 0 while it is in force.
    struct Document {
        bytes32 digest;
        bytes32 decision;
        uint48 adoptedAt;
        Kind kind;
        uint32 repealedBy;
    }

    /// @notice Document `number` was adopted.
    event DocumentAdopted(uint256 indexed number, bytes32 indexed digest, Kind kind, bytes32 decision);
    /// @notice Document `number` is no longer in force: `by` took its place.
    event DocumentRepealed(uint256 indexed number, uint256 indexed by);

    /// @notice The caller is not the treasury.
    error RegistryOnlyTreasury(address caller);
    /// @notice A digest is zero: there is no such document.
    error RegistryNoDigest();
    /// @notice There is no document with this number.
    error RegistryNoSuchDocument(uint256 number);
    /// @notice The document was repealed before, by `by`.
    error RegistryAlreadyRepealed(uint256 number, uint256 by);
    /// @notice A charter is repealed only by adopting another.
    error RegistryCharterStays(uint256 number);

    /// @notice The treasury, whose operations adopt documents.
    function treasury() external view returns (address);

    /// @notice How many documents there are; their numbers begin with 1.
    function documentCount() external view returns (uint256);

    /// @notice The number of the charter in force.
    function charter() external view returns (uint256);

    /// @notice A document by its number. Reverts with {RegistryNoSuchDocument}.
    function getDocument(uint256 number) external view returns (Document memory);

    /// @notice Adopts a document, by vote only. Emits {DocumentAdopted}; a charter repeals the one before.
    function adopt(bytes32 digest, Kind kind) external returns (uint256 number);

    /// @notice Adopts a document in the place of document `repealed`, which is of the same kind, by vote only. Emits
    /// {DocumentAdopted} and {DocumentRepealed}.
    function repeal(uint256 repealed, bytes32 digest) external returns (uint256 number);
}
