// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// Where a payment stands; the last two are terminal.
enum DecryptionStatus {
    NONE,
    INCEPTED, // the payee has named its terms
    SUCCESS_REQUESTED, // the payer's money waits for the success key
    FAILURE_REQUESTED, // nothing will be paid
    SUCCESS_RELEASED, // paid, and the success key is public
    FAILURE_RELEASED // not paid, and the failure key is public
}

/// A payment on whose outcome depends which key is released.
/// @param terms hash of payer, payee and both encrypted keys
/// @param keyHash keccak256 of the key that is asked for; zero while none is
/// @param payer whose money it is
/// @param amount [minor]
struct ConditionalPayment {
    bytes32 terms;
    bytes32 keyHash;
    address payer;
    uint64 amount;
    DecryptionStatus status;
}

/// The payment's side of a delivery versus payment between two chains, after the draft of ERC-7573: what becomes of the
/// payment decides which of two encrypted keys is to be decrypted.
///
/// The payment is a lock on the payer's account (ISettlementLocks), made by the payer with this contract as its spender,
/// the payee as its receiver and the id as its reference. It moves in the transaction that publishes the success key and
/// in no other: nobody pays for a key that stays secret, and a silent oracle costs time only. Past the lock's expiry
/// the payer has the money back, and the payee asks for the failure key.
///
/// An encrypted key opens only for the chain, contract, id and outcome that it was encrypted for. A key is its own proof:
/// whoever has the one that is asked for may release it. Keys and ids: IConditionalLocks.
///
/// Warning: a release that fails has shown the key all the same. Whoever releases tries it first, and not close to the
/// expiry of the payer's lock.
interface IDecryptionContract {
    event TransferIncepted(
        uint256 id, int256 amount, address from, address to, bytes keyEncryptedSuccess, bytes keyEncryptedFailure
    );
    event TransferKeyRequested(address sender, uint256 id, bytes encryptedKey);
    event TransferKeyReleased(address sender, uint256 id, bool success, bytes key);

    /// Thrown when a payment is not where the act begins.
    error WrongDecryptionStatus(uint256 id, DecryptionStatus status);
    /// Thrown when the payer's lock can still be spent.
    error StillPayable(uint256 id, bytes32 lockId);

    /// The payee, who calls, names the terms.
    /// @param amount [minor]
    /// @param from the payer
    /// @param keyEncryptedSuccess to be decrypted when the payment is made
    /// @param keyEncryptedFailure to be decrypted when it is not
    function inceptTransfer(
        uint256 id,
        int256 amount,
        address from,
        bytes calldata keyEncryptedSuccess,
        bytes calldata keyEncryptedFailure
    ) external;

    /// The payer, who calls, pays: asks for the success key where its lock is as the terms say, else for the failure key.
    /// @param to the payee
    function transferAndDecrypt(
        uint256 id,
        int256 amount,
        address to,
        bytes calldata keyEncryptedSuccess,
        bytes calldata keyEncryptedFailure
    ) external;

    /// The payee, who calls, gives the payment up and asks for the failure key: before the payer pays, or once the payer's
    /// lock cannot be spent any more. Ends the payer's lock.
    /// @param from the payer
    function cancelAndDecrypt(
        uint256 id,
        address from,
        bytes calldata keyEncryptedSuccess,
        bytes calldata keyEncryptedFailure
    ) external;

    /// Publishes the key that is asked for; the success key together with the payment. Anybody who has it.
    function releaseKey(uint256 id, bytes calldata key) external;

    /// Who signs statements on encrypted keys, as both parties have agreed.
    function oracle() external view returns (address);

    /// Public key that keys are encrypted to (X25519).
    function oracleKey() external view returns (bytes32);

    /// A payment by its id.
    function paymentOf(uint256 id) external view returns (ConditionalPayment memory);
}
