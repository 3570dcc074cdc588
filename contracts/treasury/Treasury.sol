// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {LowLevelCall} from "@openzeppelin/contracts/utils/LowLevelCall.sol";
import {RateLimiter} from "@openzeppelin/contracts/utils/RateLimiter.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ITreasury} from "./ITreasury.sol";

/// @title The treasury: OpenZeppelin's TimelockController with expiry, and envelopes for modules.
/// @dev See {ITreasury} for what each function promises.
contract Treasury is ITreasury, TimelockController {
    using RateLimiter for RateLimiter.SlidingWindow;

    uint256 public constant MIN_DELAY = 1 days;
    uint256 public constant MAX_DELAY = 30 days;
    uint48 public constant MIN_GRACE = 3 days;
    uint48 public constant MAX_GRACE = 90 days;
    uint48 public constant MAX_PERIOD = 366 days;
    uint48 public constant MAX_TERM = 1461 days;

    /// @dev A payment reads all but the total, and writes what remains.
    /// @param uncapped The cap is the total: there is no window to look at.
    struct Right {
        address module;
        uint48 end;
        address asset;
        bool revoked;
        bool uncapped;
        uint208 remaining;
        uint208 total;
        bytes32 decision;
        RateLimiter.SlidingWindow window;
    }

    /// @inheritdoc ITreasury
    uint48 public immutable grace;

    /// @inheritdoc ITreasury
    uint256 public envelopeCount;

    mapping(uint256 envelopeId => Right) private _rights;

    /// @inheritdoc ITreasury
    bytes32 public transient currentOperation;

    modifier onlyOperation() {
        if (msg.sender != address(this)) revert TreasuryOnlyOperation(msg.sender);
        _;
    }

    /// @param proposer The governor: the one account that may ever schedule or cancel, until a decision moves the roles.
    constructor(uint256 minDelay, uint48 grace_, address proposer)
        TimelockController(minDelay, _only(proposer), _only(address(0)), address(0))
    {
        _checkDelay(minDelay);
        if (grace_ < MIN_GRACE || grace_ > MAX_GRACE) revert TreasuryGraceOutOfBounds(grace_, MIN_GRACE, MAX_GRACE);
        grace = grace_;
    }

    receive() external payable override {
        emit CoinReceived(msg.sender, msg.value);
    }

    /// @inheritdoc TimelockController
    /// @dev The identity of the operation is known to {setEnvelope} while it runs; an operation that another one
    /// executes in its midst has its own.
    function execute(address target, uint256 value, bytes calldata payload, bytes32 predecessor, bytes32 salt)
        public
        payable
        override
    {
        bytes32 outer = _begin(hashOperation(target, value, payload, predecessor, salt));
        super.execute(target, value, payload, predecessor, salt);
        currentOperation = outer;
    }

    /// @inheritdoc TimelockController
    /// @dev See {execute}.
    function executeBatch(
        address[] calldata targets,
        uint256[] calldata values,
        bytes[] calldata payloads,
        bytes32 predecessor,
        bytes32 salt
    ) public payable override {
        bytes32 outer = _begin(hashOperationBatch(targets, values, payloads, predecessor, salt));
        super.executeBatch(targets, values, payloads, predecessor, salt);
        currentOperation = outer;
    }

    /// @inheritdoc TimelockController
    function updateDelay(uint256 newDelay) public override {
        _checkDelay(newDelay);
        super.updateDelay(newDelay);
    }

    /// @inheritdoc TimelockController
    /// @dev An operation that was not executed within its grace is reported as unset: it can be neither executed nor
    /// cancelled. Its timestamp stays, so that readers can tell.
    function getOperationState(bytes32 id) public view override returns (OperationState) {
        OperationState operationState = super.getOperationState(id);
        return operationState == OperationState.Ready && block.timestamp > getTimestamp(id) + grace
            ? OperationState.Unset
            : operationState;
    }

    /// @inheritdoc ITreasury
    function getExpiry(bytes32 id) external view returns (uint256) {
        uint256 readyAt = getTimestamp(id);
        return readyAt > DONE_TIMESTAMP ? readyAt + grace : 0;
    }

    /// @inheritdoc ITreasury
    function getEnvelope(uint256 envelopeId) external view returns (Envelope memory) {
        Right storage right = _rightOf(envelopeId);
        return Envelope({
            module: right.module,
            end: right.end,
            period: right.window._window,
            asset: right.asset,
            revoked: right.revoked,
            total: right.total,
            drawn: right.total - right.remaining,
            cap: right.window._limit,
            decision: right.decision
        });
    }

    /// @inheritdoc ITreasury
    function getAvailable(uint256 envelopeId) external view returns (uint256) {
        Right storage right = _rights[envelopeId];
        if (right.revoked || block.timestamp > right.end) return 0;
        return right.uncapped ? right.remaining : Math.min(right.remaining, right.window.available(bytes32(0)));
    }

    /// @inheritdoc ITreasury
    function setEnvelope(address module, address asset, uint208 total, uint208 cap, uint48 period, uint48 end)
        external
        onlyOperation
        returns (uint256 envelopeId)
    {
        bool accountsValid = module != address(this) && module.code.length != 0 && asset != address(this)
            && (asset == address(0) || asset.code.length != 0);
        bool amountsValid = cap != 0 && cap <= total;
        bool timesValid =
            period != 0 && period <= MAX_PERIOD && end > block.timestamp && end <= block.timestamp + MAX_TERM;
        if (!accountsValid || !amountsValid || !timesValid) {
            revert TreasuryInvalidEnvelope(module, asset, total, cap, period, end);
        }

        envelopeId = ++envelopeCount;
        Right storage right = _rights[envelopeId];
        right.module = module;
        right.end = end;
        right.asset = asset;
        right.uncapped = cap == total;
        right.remaining = total;
        right.total = total;
        right.decision = currentOperation;
        right.window.updateSettings(period, cap);
        emit EnvelopeSet(envelopeId, module, asset, total, cap, period, end, currentOperation);
    }

    /// @inheritdoc ITreasury
    function revokeEnvelope(uint256 envelopeId) external onlyOperation {
        Right storage right = _rightOf(envelopeId);
        if (right.revoked) revert TreasuryEnvelopeRevoked(envelopeId);
        right.revoked = true;
        emit EnvelopeRevoked(envelopeId, right.remaining, currentOperation);
    }

    /// @inheritdoc ITreasury
    function disburse(uint256 envelopeId, address[] calldata to, uint256[] calldata amounts, bytes32 ref) external {
        if (to.length == 0 || to.length != amounts.length) revert TreasuryInvalidPayees(to.length, amounts.length);
        uint256 sum;
        for (uint256 i; i < amounts.length; ++i) {
            sum += amounts[i];
        }
        (address asset, bytes32 decision) = _charge(envelopeId, sum);
        uint256 before = _balanceOf(asset);
        for (uint256 i; i < to.length; ++i) {
            _pay(asset, to[i], amounts[i]);
            emit Disbursed(envelopeId, decision, to[i], asset, amounts[i], ref);
        }
        _checkTaken(asset, sum, before);
    }

    /// @inheritdoc ITreasury
    function disburseOne(uint256 envelopeId, address to, uint256 amount, bytes32 ref) external {
        (address asset, bytes32 decision) = _charge(envelopeId, amount);
        uint256 before = _balanceOf(asset);
        _pay(asset, to, amount);
        emit Disbursed(envelopeId, decision, to, asset, amount, ref);
        _checkTaken(asset, amount, before);
    }

    function _pay(address asset, address to, uint256 amount) private {
        if (to == address(0) || to == address(this) || to == asset || amount == 0) {
            revert TreasuryInvalidPayment(to, amount);
        }
        bool taken = asset == address(0)
            ? LowLevelCall.callNoReturn(to, amount, "")
            : SafeERC20.trySafeTransfer(IERC20(asset), to, amount);
        if (!taken) revert TreasuryPaymentRefused(to, amount);
    }

    /// @dev A payee of the coin may send some back while it is called: only a token's balance is compared.
    function _balanceOf(address asset) private view returns (uint256) {
        return asset == address(0) ? 0 : IERC20(asset).balanceOf(address(this));
    }

    function _checkTaken(address asset, uint256 asked, uint256 before) private view {
        if (asset == address(0)) return;
        uint256 left = IERC20(asset).balanceOf(address(this));
        if (left + asked != before) revert TreasuryWrongAmountTaken(asset, asked, before > left ? before - left : 0);
    }

    /// @dev Checks the caller's right to `sum` and takes it from the envelope before anything is paid.
    function _charge(uint256 envelopeId, uint256 sum) private returns (address asset, bytes32 decision) {
        Right storage right = _rightOf(envelopeId);
        if (msg.sender != right.module) revert TreasuryNotModule(envelopeId, msg.sender);
        if (right.revoked) revert TreasuryEnvelopeRevoked(envelopeId);
        if (block.timestamp > right.end) revert TreasuryEnvelopeEnded(envelopeId, right.end);
        uint256 remaining = right.remaining;
        if (sum > remaining) revert TreasuryTotalExceeded(envelopeId, sum, remaining);
        if (!right.uncapped && !right.window.tryConsume(bytes32(0), sum)) {
            revert TreasuryCapExceeded(envelopeId, sum, right.window.available(bytes32(0)));
        }
        // forge-lint: disable-next-line(unsafe-typecast) -- what remained is a uint208
        right.remaining = uint208(remaining - sum);
        return (right.asset, right.decision);
    }

    function _begin(bytes32 id) private returns (bytes32 outer) {
        if (msg.value != 0) emit CoinReceived(msg.sender, msg.value);
        outer = currentOperation;
        currentOperation = id;
    }

    function _rightOf(uint256 envelopeId) private view returns (Right storage right) {
        right = _rights[envelopeId];
        if (right.module == address(0)) revert TreasuryUnknownEnvelope(envelopeId);
    }

    function _checkDelay(uint256 delay) private pure {
        if (delay < MIN_DELAY || delay > MAX_DELAY) revert TreasuryDelayOutOfBounds(delay, MIN_DELAY, MAX_DELAY);
    }

    function _only(address account) private pure returns (address[] memory accounts) {
        accounts = new address[](1);
        accounts[0] = account;
    }
}
