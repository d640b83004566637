// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// Atomic delivery versus payment: a trade is a hash and two signatures, never stored legs.
///
/// Seller and buyer sign the same trade (EIP-712, bound to this contract and chain). Whoever holds both signatures may
/// submit it; both legs move in that transaction or neither does. Assumption: both tokens move exactly the amount asked
/// for or fail; the parties name the tokens in what they sign. Each party gives this contract a standing approval on
/// the token it delivers; only a trade that the party signed can use it.
interface IDeliveryVersusPayment {
    /// @param tradeReference hash of the trade's business key
    /// @param seller delivers the security
    /// @param buyer pays
    /// @param security token delivered
    /// @param units amount delivered [units]
    /// @param cash token paid
    /// @param amount cash paid [minor]
    /// @param settleFrom earliest settlement [s]
    /// @param settleBy last second in which the trade may settle; after it both signatures are void [s]
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

    event TradeSettled(
        bytes32 indexed tradeReference,
        address indexed seller,
        address indexed buyer,
        address security,
        uint256 units,
        address cash,
        uint256 amount
    );

    /// Thrown before the settlement date or after the deadline.
    error OutsideSettlementWindow(uint40 settleFrom, uint40 settleBy, uint256 time);
    /// Thrown when a leg is empty or both sides are the same party.
    error InvalidTrade();
    /// Thrown when a party has not signed this trade.
    error NotSigned(address party);
    /// Thrown when the seller's nonce is spent: the trade, or another under its nonce, has settled.
    error NonceSpent(address seller, uint256 nonce);

    /// Settles both legs of a trade in this transaction or none.
    function settle(Trade calldata trade, bytes calldata sellerSignature, bytes calldata buyerSignature) external;

    /// Whether the seller's nonce is spent.
    function isNonceSpent(address seller, uint256 nonce) external view returns (bool);

    /// The digest that both parties sign (EIP-712).
    function tradeDigest(Trade calldata trade) external view returns (bytes32);
}
