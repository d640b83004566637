// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsents} from "./IConsents.sol";

/// How one bank pays another for a customer's payment.
enum Method {
    RESERVES, // central-bank money moves in the same transaction
    CORRESPONDENT, // out of what the payer's bank has on account at the payee's bank
    CONFIRMED // the reserves move elsewhere: final when their operator says so
}

/// Where a payment stands; the last three are terminal, but that a final one may be returned.
enum PaymentStatus {
    NONE,
    SCREENING, // held on the payer's account until the payee's bank accepts it
    PENDING, // held on the payer's account until the operator confirms it
    FINAL,
    REVERSED, // the payer has the money back
    RETURNED // it was final, and the payee has sent it back
}

/// A payment from a customer of one bank to a customer of another.
/// @param uetr unique end-to-end transaction reference (ISO 20022)
/// @param payerToken deposit token of the payer's bank
/// @param payeeToken deposit token of the payee's bank
/// @param amount [minor]
/// @param purpose code (ISO 20022), 4 characters from the left
/// @param deadline last second in which it may be paid, confirmed or accepted [s]
/// @param nonce the payer's, used once; neighbours within 256 share a storage word
struct Payment {
    bytes16 uetr;
    address payer;
    address payee;
    address payerToken;
    address payeeToken;
    uint64 amount;
    Method method;
    bytes4 purpose;
    uint40 deadline;
    uint256 nonce;
}

/// A bank's part in the system.
/// @param account the bank's wallet: of its reserves, and of what it has on account at other banks
/// @param screensFrom least amount that waits for the bank's acceptance before a customer gets it; zero for none [minor]
/// @param suspended whether the bank neither sends nor receives for now
struct Participant {
    address account;
    uint64 screensFrom;
    bool suspended;
}

/// Payments between the customers of banks whose deposits are tokens of one currency: the payer's deposit ceases, money
/// moves between the banks, and the payee's deposit comes to be, together or not at all.
///
/// One interface, whatever the banks settle in. A payment is what its payer consents to, by calling or by signature, and
/// is known by its digest. Where it waits for somebody it stays on the payer's account, locked; past its deadline anybody
/// releases it. Where money moves outside, its operator's word is final: the payer's deposit ceases though it was frozen
/// since, and what the payee cannot be given goes to the payee's bank to hold.
interface IInterbankPayments is IConsents {
    event BankJoined(address indexed token, address indexed account);
    event BankSet(address indexed token, uint64 screensFrom, bool suspended);
    event PaymentHeld(bytes32 indexed id, bytes16 indexed uetr, address indexed payer, PaymentStatus status);
    event PaymentFinal(
        bytes32 indexed id,
        bytes16 indexed uetr,
        address indexed payer,
        address payee,
        uint64 amount,
        Method method,
        bytes4 purpose
    );
    event PaymentReversed(bytes32 indexed id, bytes16 indexed uetr, address indexed by, bytes4 reason);
    event PaymentReturned(bytes32 indexed id, bytes16 indexed uetr, bytes4 reason);
    event RecallRequested(bytes32 indexed id, bytes16 indexed uetr, address indexed by, bytes4 reason);
    event PaymentConfirmed(bytes32 indexed id, bytes32 indexed operatorReference);
    /// The payee could not be given the money: its bank holds it for the payee.
    event PaymentInSuspense(bytes32 indexed id, address indexed payee, address indexed account);
    /// The payer's deposit was taken by force while the payment was held, and its bank has paid all the same.
    event PayerNotDebited(bytes32 indexed id, address indexed payer, uint64 amount);

    /// Thrown when a token is no deposit of this system's currency, or its bank has joined, or the caller is not its bank.
    error CannotJoin(address token);
    /// Thrown when a bank has not joined, or is suspended.
    error BankNotAvailable(address token);
    /// Thrown when a payment is of nothing, or within one bank, or needs an operator that there is not.
    error InvalidPayment();
    /// Thrown when a payment is not in the state that this needs.
    error WrongPaymentStatus(bytes32 id, PaymentStatus status);
    /// Thrown when the caller may not do this with the payment.
    error NotYours(address caller);

    /// Brings a bank's deposit token in. Only who has the token's bank role: the caller's wallet is the bank's account from
    /// then on. It approves this system on its reserves, and lets it settle at the banks where it has accounts.
    function join(address token) external;

    /// Sets what a bank screens and whether it takes part. Only who has the token's bank role.
    function setBank(address token, uint64 screensFrom, bool suspended) external;

    /// Pays. Only the payer.
    function pay(Payment calldata payment) external;

    /// Pays for a payer who has signed the payment.
    function paySigned(Payment calldata payment, bytes calldata signature) external;

    /// Accepts a payment that waits for the payee's bank. Only a compliance officer of the payee's token.
    function accept(Payment calldata payment) external;

    /// Refuses a payment that waits for the payee's bank: the payer has the money back. Only a compliance officer of the
    /// payee's token.
    /// @param reason code (ISO 20022)
    function refuse(Payment calldata payment, bytes4 reason) external;

    /// Says what became of a payment that is settled outside: final, or reversed. By the operator's signature.
    /// @param settled whether the money has moved between the banks
    /// @param operatorReference of the operator's own books
    function confirm(Payment calldata payment, bool settled, bytes32 operatorReference, bytes calldata signature)
        external;

    /// Ends a payment whose deadline is over without a word: the payer has the money back.
    function reverse(Payment calldata payment) external;

    /// Asks for a payment back that was made. Only the payer, or the payer's bank.
    /// @param reason code (ISO 20022)
    function requestRecall(Payment calldata payment, bytes4 reason) external;

    /// Sends a final payment back the way it came, whole. Only the payee.
    /// @param reason code (ISO 20022)
    function returnPayment(Payment calldata payment, bytes4 reason) external;

    /// Where a payment stands. One that was never held is final when its nonce is spent: by it, or by another payment that
    /// its payer consented to under the same nonce.
    function statusOf(Payment calldata payment) external view returns (PaymentStatus);

    /// Whether a payer's nonce is spent.
    function isNonceSpent(address payer, uint256 nonce) external view returns (bool);

    /// What the payer signs (EIP-712), and what a payment is known by.
    function paymentId(Payment calldata payment) external view returns (bytes32);

    /// What the operator signs of a payment (EIP-712).
    function confirmationDigest(bytes32 id, bool settled, bytes32 operatorReference) external view returns (bytes32);

    /// A bank's part in the system.
    function participant(address token) external view returns (Participant memory);

    /// Central-bank money of the system's currency.
    function reserves() external view returns (address);

    /// Who says what became of payments that are settled outside.
    function operator() external view returns (address);
}
