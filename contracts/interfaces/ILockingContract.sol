// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// Where a delivery stands on the asset's chain; the last three are terminal.
enum DeliveryStatus {
    NONE,
    INCEPTED, // the buyer has named its terms
    CONFIRMED, // the seller has locked the asset
    CLAIMED, // the buyer has it
    RECLAIMED, // the seller has it back
    CANCELLED // the buyer withdrew before the seller confirmed
}

/// A delivery that a key decides.
/// @param keyHashSeller keccak256 of the key that gives the asset back to the seller
/// @param keyHashBuyer keccak256 of the key that gives it to the buyer; zero until the seller confirms
/// @param amount [units] or [minor]
struct Delivery {
    bytes32 keyHashSeller;
    bytes32 keyHashBuyer;
    address seller;
    uint64 amount;
    DeliveryStatus status;
}

/// The asset's side of a delivery versus payment between two chains, after the draft of ERC-7573: a key that is
/// published on the payment's chain gives the asset to the buyer, another one back to the seller.
///
/// The asset is not taken into escrow: it stays locked on the seller's account (ISettlementLocks), where it earns what
/// it earns. The seller makes the lock first, with this contract as its spender, the buyer as its receiver and the id as
/// its reference. Past the lock's expiry anybody can release it to the seller, at the token.
///
/// Keys and ids: IConditionalLocks.
///
/// Warning: whoever has a key can use it, for the one whom it is for. The buyer makes the seller's key and the seller
/// the buyer's, so that neither begins with the key that serves itself.
interface ILockingContract {
    event TransferIncepted(
        uint256 id, int256 amount, address from, address to, bytes keyHashedSeller, bytes keyEncryptedSeller
    );
    event TransferConfirmed(
        uint256 id, int256 amount, address from, address to, bytes keyHashedBuyer, bytes keyEncryptedBuyer
    );
    event TokenClaimed(uint256 id, bytes key);
    event TokenReclaimed(uint256 id, bytes key);
    /// Beside the text: the buyer withdrew.
    event TransferCancelled(uint256 id);

    /// Thrown when a delivery is not where the act begins.
    error WrongDeliveryStatus(uint256 id, DeliveryStatus status);
    /// Thrown when the seller's lock is not as the terms say.
    error LockMismatch(uint256 id, bytes32 lockId);

    /// The buyer, who calls, names the terms.
    /// @param amount [units] or [minor]
    /// @param from the seller
    /// @param keyHashedSeller keccak256 of the key that gives the asset back
    /// @param keyEncryptedSeller the same key for the oracle
    function inceptTransfer(
        uint256 id,
        int256 amount,
        address from,
        bytes calldata keyHashedSeller,
        bytes calldata keyEncryptedSeller
    ) external;

    /// The seller, who calls and has locked the asset, confirms them.
    /// @param to the buyer
    /// @param keyHashedBuyer keccak256 of the key that gives the asset to the buyer
    /// @param keyEncryptedBuyer the same key for the oracle
    function confirmTransfer(
        uint256 id,
        int256 amount,
        address to,
        bytes calldata keyHashedBuyer,
        bytes calldata keyEncryptedBuyer
    ) external;

    /// The buyer, who calls, withdraws what the seller has not confirmed, by the arguments of the inception.
    function cancelTransfer(
        uint256 id,
        int256 amount,
        address from,
        bytes calldata keyHashedSeller,
        bytes calldata keyEncryptedSeller
    ) external;

    /// Gives the asset to whom the key is for. Anybody who has it.
    function transferWithKey(uint256 id, bytes calldata key) external;

    /// A delivery by its id.
    function deliveryOf(uint256 id) external view returns (Delivery memory);
}
