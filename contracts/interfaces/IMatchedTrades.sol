// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Details, Trade} from "./IDeliveryVersusPayment.sol";

/// Where a matched trade stands; the last three are terminal.
enum TradeStatus {
    UNMATCHED,
    MATCHED,
    SETTLED,
    CANCELLED,
    EXPIRED
}

/// A trade that was matched.
/// @param settledUnits settled so far, in parts [units]
/// @param sellerHolds whether the seller holds the settlement back, as it may until it settles (ISO 20022 sese.030)
/// @param sellerCancels whether the seller asks for cancellation
struct MatchedTrade {
    TradeStatus status;
    uint64 settledUnits;
    bool sellerHolds;
    bool buyerHolds;
    bool sellerCancels;
    bool buyerCancels;
}

/// Trades that are matched first and settle later. A match binds both: neither can cancel it alone, though either may hold
/// it back. Until its deadline a trade settles, whole or in the parts agreed, or both cancel it; after it anybody has it
/// expire, and before it where what was locked for it has been taken or redeemed. Whatever is locked for it is released
/// with it. Locked or not, a trade settles under the rules of transfers as they are then: what a party does with other
/// units, or is allowed to hold, may stop it.
interface IMatchedTrades {
    event TradeAffirmed(bytes32 indexed digest, bytes32 indexed tradeReference, address indexed party);
    event AffirmationWithdrawn(bytes32 indexed digest, bytes32 indexed tradeReference, address indexed party);
    event TradeMatched(
        bytes32 indexed digest, bytes32 indexed tradeReference, address indexed seller, address buyer, bool locked
    );
    event TradePartlySettled(bytes32 indexed digest, uint256 units, uint256 amount, uint256 settledUnits);
    event TradeHeld(bytes32 indexed digest, address indexed party, bool held);
    event CancellationAsked(bytes32 indexed digest, address indexed party, bool asked);
    event TradeCancelled(bytes32 indexed digest, bytes32 indexed tradeReference);
    event TradeExpired(bytes32 indexed digest, bytes32 indexed tradeReference);

    /// Thrown when the trade is not in the state that this needs.
    error WrongTradeStatus(bytes32 digest, TradeStatus status);
    /// Thrown when a party holds the settlement back.
    error OnHold(bytes32 digest);
    /// Thrown when a part is smaller than agreed and not the last, larger than what is left or worth nothing, or no parts
    /// are agreed.
    error InvalidPart(uint256 units, uint256 left, uint256 minimumPart);
    /// Thrown when the amount is not the clean price and the interest accrued by the day that the trade is priced for.
    error WrongConsideration(uint256 amount, int256 expected);

    /// Consents on chain; the second consent matches. Only seller or buyer.
    function affirm(Trade calldata trade, Details calldata details) external;

    /// Takes a consent given on chain back while the other party has not consented.
    function withdraw(Trade calldata trade, Details calldata details) external;

    /// Matches a trade that both have signed; a plain one is for a party to match. A signature is empty where its party has
    /// affirmed on chain.
    function matchTrade(
        Trade calldata trade,
        Details calldata details,
        bytes calldata sellerSignature,
        bytes calldata buyerSignature
    ) external;

    /// Settles what is left of a matched trade.
    function settleMatched(Trade calldata trade, Details calldata details) external;

    /// Settles a part of a matched trade. Only seller or buyer.
    /// @param units of the security; its share of the money is rounded so that all parts come to the whole amount
    function settlePart(Trade calldata trade, Details calldata details, uint256 units) external;

    /// Holds the settlement of a matched trade back, or no longer. Only seller or buyer.
    function hold(Trade calldata trade, Details calldata details, bool held) external;

    /// Asks for a matched trade to be cancelled, or no longer; when both ask, it is. Only seller or buyer.
    function cancel(Trade calldata trade, Details calldata details, bool asked) external;

    /// Ends a matched trade that did not settle in time, or whose locks have not both lasted, and releases what was locked.
    function expire(Trade calldata trade, Details calldata details) external;

    /// Where a matched trade stands.
    function matchedTrade(bytes32 digest) external view returns (MatchedTrade memory);

    /// Whether a party has consented on chain.
    function isAffirmed(bytes32 digest, address party) external view returns (bool);
}
