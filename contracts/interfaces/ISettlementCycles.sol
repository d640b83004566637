// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// Plain trades of several members that settle together by what each member gives and takes in all.
/// @param cycleReference hash of the cycle's business key
/// @param members parties of the trades; at most 100
/// @param nonceWords of each member as a seller: nonce >> 8 of its sales in this cycle, so less than 2**248
/// @param tokens of the trades; at most 254
/// @param trades at most 200, two words a trade: its reference; then from the lowest bit place of seller (8), buyer (8), security (8)
/// and cash (8, 255 free of payment), units (64), amount (64), settleFrom (40), settleBy (40), nonce & 255 (8); the rest is zero
struct Cycle {
    bytes32 cycleReference;
    address[] members;
    uint256[] nonceWords;
    address[] tokens;
    uint256[] trades;
}

/// Netted settlement: every trade is consented to as it would be to settle alone, is spent by its nonce, and cannot settle
/// again; then each token moves from those who give net to those who take net, with as few movements as there are
/// members less one. Balances afterwards are those of gross settlement. Who takes units gross but not net must be eligible
/// for them all the same. All of it happens or nothing.
///
/// Signatures on single trades serve whoever sees them: a trade of a pending cycle can be settled alone by anybody, and the
/// cycle then fails. Where nothing but the whole can be settled, members agree to it as a whole.
interface ISettlementCycles {
    event CycleSettled(bytes32 indexed cycleReference, bytes32 indexed content, uint256 trades);

    event CycleAgreed(bytes32 indexed cycleReference, bytes32 indexed digest, address indexed member, bool agreed);

    /// Thrown when lists of a cycle differ in length where they must not, or name what is not there.
    error InvalidCycle();

    /// Settles trades that are signed one by one.
    /// @param signatures the seller's and then the buyer's of each trade, 64 bytes each (ERC-2098); of a party that has
    /// affirmed on chain, zero
    function settleCycle(Cycle calldata cycle, bytes calldata signatures) external;

    /// Settles trades that every member signs as one list.
    /// @param signatures of each member over the cycle's digest, in the order of the members; empty where a member has
    /// agreed on chain
    /// @param deadline that all signed, after which they no longer count [s]
    function settleAgreedCycle(Cycle calldata cycle, uint40 deadline, bytes[] calldata signatures) external;

    /// Agrees to a whole cycle on chain, or no longer. Only a member.
    function agreeCycle(Cycle calldata cycle, uint40 deadline, bool agreed) external;

    /// The digest that every member signs (EIP-712).
    function cycleDigest(Cycle calldata cycle, uint40 deadline) external view returns (bytes32);
}
