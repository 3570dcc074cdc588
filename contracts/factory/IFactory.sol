// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {IAlthingGovernor} from "../governance/IAlthingGovernor.sol";
import {IGates} from "../membership/IGates.sol";
import {IMembership} from "../membership/IMembership.sol";

/// @title The factory: one transaction makes a whole DAO.
/// @notice Whoever makes a DAO is left with nothing: no role, no seat that is not a founder's, no way to change it. The
/// factory has no owner and keeps no right either.
interface IFactory {
    /// @notice All that a DAO begins with. Durations are seconds.
    /// @param name 1 to 31 bytes: what wallets show when a ballot is signed.
    /// @param founders Seated in the transaction that makes the DAO; as many as fit (16,777,216 gas, EIP-7825).
    /// @param others Root of the further founders (see {IMembership-seatFounders}); zero for none.
    /// @param openGates In the order of {IGates-Gate}.
    /// @param terms In the order of {ISeats-Kind}.
    /// @param parameters Of the governor; `guardianExpiresAt` is counted from the making: the guardian's term.
    /// @param charter SHA-256 of the charter, which becomes document 1.
    /// @param assets Tokens that the DAO names as its own concern; said in {DaoMade} and kept nowhere.
    struct Dao {
        string name;
        string symbol;
        IMembership.Founder[] founders;
        bytes32 others;
        IMembership.Rules seats;
        bool[4] openGates;
        IGates.Terms[4] terms;
        uint256 timelockDelay;
        uint48 grace;
        IAlthingGovernor.Parameters parameters;
        bytes32 charter;
        address[] assets;
    }

    /// @notice The contracts of a DAO.
    struct Contracts {
        address governor;
        address treasury;
        address membership;
        address observers;
        address gates;
        address recovery;
        address registry;
        address statements;
        address budgets;
        address grants;
        address payouts;
        address distributions;
        address donations;
        address splits;
    }

    /// @notice A DAO was made; the first event of its first transaction.
    event DaoMade(
        address indexed governor,
        address indexed creator,
        Contracts contracts,
        string name,
        uint48 grace,
        bytes32 others,
        address[] assets
    );

    /// @notice The same account has made exactly this DAO before.
    error FactoryMadeAlready(address governor);
    /// @notice The name has 1 to 31 bytes.
    error FactoryInvalidName(uint256 length);

    /// @notice Makes a DAO. Reverts with what a contract's constructor reverts with, where a rule of it is broken.
    /// @dev Where it stands follows from the caller and every parameter: nobody else can take the addresses, and another
    /// parameter is another address.
    function make(Dao calldata dao) external returns (Contracts memory contracts);

    /// @notice Where `creator` would make `dao`.
    function predict(address creator, Dao calldata dao) external view returns (Contracts memory contracts);

    /// @notice The contracts of a DAO that this factory made, and the number of the block in which it did; zeros for any
    /// other address.
    function find(address governor) external view returns (Contracts memory contracts, uint256 madeIn);
}
