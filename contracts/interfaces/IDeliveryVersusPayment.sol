// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsents} from "./IConsents.sol";

/// A trade of two parties: delivery against payment, payment against payment where both tokens are money, or delivery
/// free of payment where nothing is paid.
/// @param tradeReference hash of the trade's business key
/// @param seller delivers the security
/// @param buyer pays
/// @param security token delivered
/// @param units amount delivered [units]
/// @param cash token paid; zero free of payment
/// @param amount cash paid; zero free of payment [minor]
/// @param settleFrom earliest settlement: the settlement date's opening [s]
/// @param settleBy last second in which the trade may settle; after it all consent is void [s]
/// @param nonce the seller's, used once; neighbours within 256 share a storage word
struct Trade {
    bytes32 tradeReference;
    address seller;
    address buyer;
    address security;
    uint256 units;
    address cash;
    uint256 amount;
    uint40 settleFrom;
    uint40 settleBy;
    uint256 nonce;
}

/// What else parties may agree on; all zero in a plain trade.
/// @param minimumPart least that settles at once, the last part apart; zero where the trade settles whole [units]
/// @param locked whether both sides' assets are locked on their accounts when the trade is matched
/// @param cleanPrice of one unit of the bond, where the contract is to check the amount against the bond's own accrued
/// interest; zero for no check [1e-9 of the face that interest accrues on]
/// @param pricedFor day whose accrued interest is in the amount: the agreed settlement date, whenever it settles [days
/// since 1970-01-01]
struct Details {
    uint64 minimumPart;
    bool locked;
    uint64 cleanPrice;
    uint24 pricedFor;
}

/// Atomic settlement of two-party trades: a trade is a hash and two signatures, never stored legs.
///
/// Seller and buyer sign the same trade (EIP-712, bound to this contract and chain; contracts by EIP-1271), or consent to
/// it on chain (IMatchedTrades). What both consent to is matched, field by field. Whoever holds both signatures may submit
/// it; both legs move in that transaction or neither does. Assumption: both tokens move exactly the amount asked for or
/// fail; the parties name the tokens in what they sign. Each party lets this contract move what it delivers, by
/// `allowSettlement` of the token or an approval; only a trade that the party consents to can use it.
interface IDeliveryVersusPayment is IConsents {
    event TradeSettled(
        bytes32 indexed tradeReference,
        address indexed seller,
        address indexed buyer,
        address security,
        uint256 units,
        address cash,
        uint256 amount
    );
    event TradeRevoked(bytes32 indexed tradeReference, address indexed party, uint256 nonce);

    /// Thrown when a leg is empty, both sides are the same party, both tokens are the same, money is named without an amount
    /// or the other way, or there are more units than a part can count (2**64).
    error InvalidTrade();
    /// Thrown when the caller is neither seller nor buyer.
    error NotParty(address caller);

    /// Settles both legs of a plain trade in this transaction or none.
    function settle(Trade calldata trade, bytes calldata sellerSignature, bytes calldata buyerSignature) external;

    /// Makes a trade that is not matched yet impossible. Only its seller, or until its deadline its buyer with the seller's
    /// consent: the nonce is the seller's, and stands for one of all trades that the seller signs under it. Whoever signs
    /// first is bound to that signature until the deadline; consent on chain can be taken back (IMatchedTrades).
    /// @param sellerSignature empty where the caller is the seller, or the seller has affirmed on chain
    function revoke(Trade calldata trade, Details calldata details, bytes calldata sellerSignature) external;

    /// Whether the seller's nonce is spent.
    function isNonceSpent(address seller, uint256 nonce) external view returns (bool);

    /// The digest that both parties sign (EIP-712).
    function tradeDigest(Trade calldata trade, Details calldata details) external view returns (bytes32);
}
