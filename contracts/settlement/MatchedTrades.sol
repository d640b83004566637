// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IBondPricing} from "../interfaces/IBondPricing.sol";
import {Details, Trade} from "../interfaces/IDeliveryVersusPayment.sol";
import {IMatchedTrades, MatchedTrade, TradeStatus} from "../interfaces/IMatchedTrades.sol";
import {ILockViews, ISettlementLocks, LockTerms} from "../interfaces/ISettlementLocks.sol";
import {Trades} from "./Trades.sol";

/// Purpose, rules and errors: IMatchedTrades.
abstract contract MatchedTrades is IMatchedTrades, Trades {
    using SafeERC20 for IERC20;

    mapping(bytes32 digest => MatchedTrade) private _matched;

    /// @inheritdoc IMatchedTrades
    function affirm(Trade calldata trade, Details calldata details) external {
        bytes32 digest = _digestOfParty(trade, details);
        require(!_affirmed[digest][msg.sender], WrongTradeStatus(digest, _matched[digest].status));
        require(!_isSpent(trade.seller, trade.nonce), NonceSpent(trade.seller, trade.nonce));
        _affirmed[digest][msg.sender] = true;
        emit TradeAffirmed(digest, trade.tradeReference, msg.sender);
        if (_affirmed[digest][msg.sender == trade.seller ? trade.buyer : trade.seller]) _match(trade, details, digest);
    }

    /// @inheritdoc IMatchedTrades
    function withdraw(Trade calldata trade, Details calldata details) external {
        bytes32 digest = _digestOfParty(trade, details);
        TradeStatus status = _matched[digest].status;
        bool may = status == TradeStatus.UNMATCHED && _affirmed[digest][msg.sender];
        require(may, WrongTradeStatus(digest, status));
        _affirmed[digest][msg.sender] = false;
        emit AffirmationWithdrawn(digest, trade.tradeReference, msg.sender);
    }

    /// @inheritdoc IMatchedTrades
    function matchTrade(
        Trade calldata trade,
        Details calldata details,
        bytes calldata sellerSignature,
        bytes calldata buyerSignature
    ) external {
        bytes32 detailsHash = _hashOf(details);
        bytes32 digest = _digest(trade, detailsHash);
        // A plain trade may be on its way to settle, alone or in a cycle: nobody else puts it off.
        if (detailsHash == PLAIN) _checkParty(trade);
        _checkConsent(trade.seller, digest, sellerSignature);
        _checkConsent(trade.buyer, digest, buyerSignature);
        _match(trade, details, digest);
    }

    /// @inheritdoc IMatchedTrades
    function settleMatched(Trade calldata trade, Details calldata details) external {
        (bytes32 digest, MatchedTrade storage matched) = _settleable(trade, details);
        _settlePart(trade, details, digest, matched, trade.units - matched.settledUnits);
    }

    /// @inheritdoc IMatchedTrades
    function settlePart(Trade calldata trade, Details calldata details, uint256 units) external {
        _checkParty(trade);
        (bytes32 digest, MatchedTrade storage matched) = _settleable(trade, details);
        uint256 left = trade.units - matched.settledUnits;
        bool allowed = details.minimumPart != 0 && units >= Math.min(details.minimumPart, left);
        require(allowed && units <= left, InvalidPart(units, left, details.minimumPart));
        _settlePart(trade, details, digest, matched, units);
    }

    /// @inheritdoc IMatchedTrades
    function hold(Trade calldata trade, Details calldata details, bool held) external {
        bytes32 digest = _digestOfParty(trade, details);
        MatchedTrade storage matched = _open(digest);
        if (msg.sender == trade.seller) matched.sellerHolds = held;
        else matched.buyerHolds = held;
        emit TradeHeld(digest, msg.sender, held);
    }

    /// @inheritdoc IMatchedTrades
    function cancel(Trade calldata trade, Details calldata details, bool asked) external {
        bytes32 digest = _digestOfParty(trade, details);
        MatchedTrade storage matched = _open(digest);
        if (msg.sender == trade.seller) matched.sellerCancels = asked;
        else matched.buyerCancels = asked;
        emit CancellationAsked(digest, msg.sender, asked);
        if (!matched.sellerCancels || !matched.buyerCancels) return;
        matched.status = TradeStatus.CANCELLED;
        emit TradeCancelled(digest, trade.tradeReference);
        _releaseLocks(trade, details, digest);
    }

    /// @inheritdoc IMatchedTrades
    function expire(Trade calldata trade, Details calldata details) external {
        bytes32 digest = _digest(trade, _hashOf(details));
        MatchedTrade storage matched = _open(digest);
        bool over = block.timestamp > trade.settleBy || (details.locked && !_areLocked(trade, digest));
        require(over, NotExpired(trade.settleBy, block.timestamp));
        matched.status = TradeStatus.EXPIRED;
        emit TradeExpired(digest, trade.tradeReference);
        _releaseLocks(trade, details, digest);
    }

    /// @inheritdoc IMatchedTrades
    function matchedTrade(bytes32 digest) external view returns (MatchedTrade memory) {
        return _matched[digest];
    }

    /// @inheritdoc IMatchedTrades
    function isAffirmed(bytes32 digest, address party) external view returns (bool) {
        return _affirmed[digest][party];
    }

    function _match(Trade calldata trade, Details calldata details, bytes32 digest) private {
        require(
            block.timestamp <= trade.settleBy,
            OutsideSettlementWindow(trade.settleFrom, trade.settleBy, block.timestamp)
        );
        _checkTrade(trade);
        require(trade.units <= type(uint64).max, InvalidTrade());
        _checkPrice(trade, details);
        _spend(trade.seller, trade.nonce);
        _matched[digest].status = TradeStatus.MATCHED;
        emit TradeMatched(digest, trade.tradeReference, trade.seller, trade.buyer, details.locked);
        if (!details.locked) return;
        _lock(trade.security, trade.seller, trade.buyer, trade.units, digest, trade.settleBy);
        if (trade.amount != 0) _lock(trade.cash, trade.buyer, trade.seller, trade.amount, digest, trade.settleBy);
    }

    function _lock(address token, address holder, address receiver, uint256 amount, bytes32 digest, uint40 expiry)
        private
    {
        ISettlementLocks(token).createLockFor(holder, LockTerms(digest, amount, receiver, address(this), expiry));
    }

    /// Moves a part, both legs or none.
    function _settlePart(
        Trade calldata trade,
        Details calldata details,
        bytes32 digest,
        MatchedTrade storage matched,
        uint256 units
    ) private {
        uint256 before = matched.settledUnits;
        uint256 settled = before + units;
        // What is paid by now less what was paid before: all parts together come to the amount.
        uint256 amount =
            Math.mulDiv(trade.amount, settled, trade.units) - Math.mulDiv(trade.amount, before, trade.units);
        bool paid = amount != 0 || trade.amount == 0;
        require(paid, InvalidPart(units, trade.units - before, details.minimumPart));
        matched.settledUnits = uint64(settled);
        if (settled == trade.units) {
            matched.status = TradeStatus.SETTLED;
            _tellSettled(trade);
        }
        if (units != trade.units) emit TradePartlySettled(digest, units, amount, settled);
        _move(trade.security, trade.seller, trade.buyer, units, digest, details.locked);
        if (amount != 0) _move(trade.cash, trade.buyer, trade.seller, amount, digest, details.locked);
    }

    function _move(address token, address from, address to, uint256 amount, bytes32 digest, bool locked) private {
        if (!locked) return IERC20(token).safeTransferFrom(from, to, amount);
        ISettlementLocks(token).spendLock(_lockId(token, from, digest), abi.encode(to, amount), "");
    }

    function _releaseLocks(Trade calldata trade, Details calldata details, bytes32 digest) private {
        if (!details.locked) return;
        _releaseLock(trade.security, trade.seller, digest);
        if (trade.amount != 0) _releaseLock(trade.cash, trade.buyer, digest);
    }

    /// Releases a lock, unless it has ended: by anybody past its expiry, or because what it was on was taken. A token that
    /// fails holds up neither the trade's end nor the other side.
    function _releaseLock(address token, address holder, bytes32 digest) private {
        try ISettlementLocks(token).cancelLock(_lockId(token, holder, digest), "", "") {} catch {}
    }

    /// Whether both sides' assets are still locked for a trade.
    function _areLocked(Trade calldata trade, bytes32 digest) private view returns (bool) {
        return _isLocked(trade.security, trade.seller, digest)
            && (trade.amount == 0 || _isLocked(trade.cash, trade.buyer, digest));
    }

    function _isLocked(address token, address holder, bytes32 digest) private view returns (bool) {
        return ILockViews(token).isLockActive(_lockId(token, holder, digest));
    }

    /// The trade as it stands, if it can settle now.
    function _settleable(Trade calldata trade, Details calldata details)
        private
        view
        returns (bytes32 digest, MatchedTrade storage matched)
    {
        digest = _digest(trade, _hashOf(details));
        matched = _open(digest);
        _checkTime(trade.settleFrom, trade.settleBy);
        require(!matched.sellerHolds && !matched.buyerHolds, OnHold(digest));
    }

    function _open(bytes32 digest) private view returns (MatchedTrade storage matched) {
        matched = _matched[digest];
        require(matched.status == TradeStatus.MATCHED, WrongTradeStatus(digest, matched.status));
    }

    /// Where the parties gave a clean price, the amount is that and the interest that the bond itself says has accrued.
    function _checkPrice(Trade calldata trade, Details calldata details) private view {
        if (details.cleanPrice == 0) return;
        (uint256 clean, int256 accrued) =
            IBondPricing(trade.security).consideration(trade.units, details.cleanPrice, details.pricedFor);
        int256 expected = int256(clean) + accrued;
        bool same = expected > 0 && trade.amount == uint256(expected);
        require(same, WrongConsideration(trade.amount, expected));
    }

    function _digestOfParty(Trade calldata trade, Details calldata details) private view returns (bytes32) {
        _checkParty(trade);
        return _digest(trade, _hashOf(details));
    }

    function _checkParty(Trade calldata trade) private view {
        require(msg.sender == trade.seller || msg.sender == trade.buyer, NotParty(msg.sender));
    }

    function _lockId(address token, address holder, bytes32 digest) private view returns (bytes32) {
        return keccak256(abi.encode(token, address(this), holder, digest));
    }
}
