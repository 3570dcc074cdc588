// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @dev Looks like a governor as far as it likes, and lies: states, ids, texts, numbers. Takes every vote and counts none.
contract HostileGovernor {
    string private _counting;
    bool private _isBroken;
    uint256 private _answer = 1;

    event ProposalCreated(
        uint256 proposalId,
        address proposer,
        address[] targets,
        uint256[] values,
        string[] signatures,
        bytes[] calldatas,
        uint256 voteStart,
        uint256 voteEnd,
        string description
    );
    event VoteCast(address indexed voter, uint256 proposalId, uint8 support, uint256 weight, string reason);

    /// @param counting_ what it says of its counting
    /// @param isBroken_ whether its getters revert, or answer bytes that decode as nothing
    constructor(string memory counting_, bool isBroken_) {
        _counting = counting_;
        _isBroken = isBroken_;
    }

    // forge-lint: disable-start(mixed-case-function)
    function COUNTING_MODE() external view returns (string memory) {
        return _counting;
    }

    function CLOCK_MODE() external pure returns (string memory) {
        return unicode"mode=moon\u202E&from=<img src=x onerror=alert(1)>";
    }
    // forge-lint: disable-end(mixed-case-function)

    function clock() external pure returns (uint48) {
        revert("no clock");
    }

    function name() external view returns (string memory) {
        bytes memory long = new bytes(_isBroken ? 250_000 : 600);
        for (uint256 i = 0; i < long.length; ++i) {
            long[i] = "A";
        }
        return string.concat(unicode"\u202Eelbatsurt\u200B\n<b>Althing</b> ", string(long));
    }

    function version() external view returns (string memory) {
        if (_isBroken) {
            // An offset that leads out of what was answered.
            assembly ("memory-safe") {
                mstore(0, not(0))
                return(0, 32)
            }
        }
        return "1";
    }

    function token() external view returns (address) {
        return _isBroken ? address(0xdead) : address(this);
    }

    function timelock() external view returns (address) {
        require(!_isBroken, "no timelock");
        return address(this);
    }

    // It is its own token, too.
    function symbol() external pure returns (string memory) {
        return unicode"\u2066ETH\u2069 <script>alert(1)</script>";
    }

    function decimals() external pure returns (uint256) {
        return type(uint256).max;
    }

    function getVotes(address) external pure returns (uint256) {
        return type(uint256).max;
    }

    function delegates(address) external view returns (address) {
        return address(this);
    }

    function delegate(address) external pure {
        revert(unicode"Not for \u202Estrangers");
    }

    function votingDelay() external pure returns (uint256) {
        return type(uint256).max;
    }

    function votingPeriod() external pure returns (uint256) {
        return type(uint256).max;
    }

    function proposalThreshold() external pure returns (uint256) {
        return type(uint256).max;
    }

    function quorum(uint256) external view returns (uint256) {
        require(!_isBroken, "no quorum");
        return type(uint256).max;
    }

    /// @dev Any number it was told to say: 0 to 7 are states, the others are not.
    function state(uint256) external view returns (uint256) {
        return _answer;
    }

    function say(uint256 answer) external {
        _answer = answer;
    }

    function proposalSnapshot(uint256) external pure returns (uint256) {
        return 1;
    }

    function proposalDeadline(uint256) external pure returns (uint256) {
        return type(uint256).max;
    }

    function proposalVotes(uint256) external view returns (uint256, uint256, uint256) {
        require(!_isBroken, "no votes");
        return (type(uint256).max, type(uint256).max, type(uint256).max);
    }

    function hasVoted(uint256, address) external pure returns (bool) {
        return false;
    }

    function getVotes(address, uint256) external pure returns (uint256) {
        return type(uint256).max;
    }

    /// @dev Takes every vote, at the cost of whoever sends it.
    function castVote(uint256, uint8) external returns (uint256) {
        _answer = _answer;
        return 1;
    }

    function execute(address[] memory, uint256[] memory, bytes[] memory, bytes32) external payable returns (uint256) {
        return 1;
    }

    /// @dev An event with whatever text, id and actions; the arrays need not be of one length.
    function announce(
        uint256 id,
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        string memory description
    ) external {
        emit ProposalCreated(
            id, msg.sender, targets, values, new string[](0), calldatas, 1, type(uint256).max, description
        );
    }

    function pretend(uint256 id, address voter, uint8 support, uint256 weight, string memory reason) external {
        emit VoteCast(voter, id, support, weight, reason);
    }

    /// @dev The topic of an event, and bytes that are none.
    function babble(bytes32 topic, bytes memory data) external {
        assembly ("memory-safe") {
            log1(add(data, 32), mload(data), topic)
        }
    }
}
