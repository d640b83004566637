// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// One movement of a settlement. [units] or [minor]
struct Leg {
    address token;
    address from;
    address to;
    uint256 amount;
}

/// Movements among several parties that happen together.
/// @param settlementReference hash of the settlement's business key
/// @param parties everybody who gives or takes, each once, in ascending order
/// @param legs in the order in which they move
/// @param settleFrom earliest settlement [s]
/// @param settleBy last second in which it may settle [s]
/// @param nonce of the first party, used once
struct Settlement {
    bytes32 settlementReference;
    address[] parties;
    Leg[] legs;
    uint40 settleFrom;
    uint40 settleBy;
    uint256 nonce;
}

/// Settlement of any number of legs among any number of parties: all who give or take consent to the whole, and all legs
/// move or none.
interface IMultilateralSettlement {
    event SettlementCompleted(bytes32 indexed settlementReference, bytes32 indexed digest, uint256 legs);
    event SettlementAffirmed(
        bytes32 indexed settlementReference, bytes32 indexed digest, address indexed party, bool affirmed
    );

    /// Thrown when parties are not in ascending order, a leg moves nothing or to its sender, or names who is no party.
    error InvalidSettlement();

    /// Settles all legs in this transaction or none.
    /// @param signatures of the parties, in their order; empty where a party has affirmed on chain
    function settleLegs(Settlement calldata settlement, bytes[] calldata signatures) external;

    /// Consents on chain, or no longer. Only a party.
    function affirmLegs(Settlement calldata settlement, bool affirmed) external;

    /// The digest that every party signs (EIP-712).
    function settlementDigest(Settlement calldata settlement) external view returns (bytes32);
}
