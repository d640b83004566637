// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsents} from "./IConsents.sol";

/// How one bank pays another for a customer's payment.
enum Method {
    RESERVES, // central-bank money moves in the same transaction
    CORRESPONDENT, // out of what the payer's bank has on account at the payee's bank
    CONFIRMED, // the reserves move elsewhere: final when their operator says so
    NETTED // at the cut-off, with what else the banks owe each other (INetSessions)
}

/// Where a payment that was held stands; the last two are terminal.
enum PaymentStatus {
    NONE,
    SCREENING, // held on the payer's account until the payee's bank accepts it
    PENDING, // held on the payer's account until the operator confirms it
    QUEUED, // held on the payer's account until a session nets it
    CONFIRMED, // the operator has confirmed it, and nobody could be credited yet
    FINAL,
    REVERSED // the payer has the money back
}

/// A payment from a customer of one bank to a customer of another.
/// @param uetr unique end-to-end transaction reference (ISO 20022)
/// @param payerToken deposit token of the payer's bank
/// @param payeeToken deposit token of the payee's bank
/// @param amount [minor]
/// @param purpose code (ISO 20022), 4 characters from the left
/// @param deadline last second in which it may be paid, confirmed or accepted [s]
/// @param nonce the payer's, used once; neighbours within 256 share a storage word
/// @param returnOf id of the payment that this one sends back; zero where it sends none back
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
    bytes32 returnOf;
}

/// A bank's part in the system.
/// @param account the bank's wallet: of its reserves, and of what it has on account at other banks
/// @param screensFrom least amount that waits for the bank's acceptance before a customer gets it; zero for none [minor]
/// @param corresponds whether its customers may pay out of what it has at other banks
/// @param suspended whether the bank neither sends nor receives for now
struct Participant {
    address account;
    uint64 screensFrom;
    bool corresponds;
    bool suspended;
}

/// Payments between the customers of banks whose deposits are tokens of one currency: the payer's deposit ceases, money
/// moves between the banks, and the payee's deposit comes to be, together or not at all.
///
/// One interface, whatever the banks settle in. A payment is what its payer consents to, by calling or by signature, and
/// is known by its digest. Where it waits for somebody it stays on the payer's account, locked, which needs the payer's
/// `allowSettlement`; past its deadline anybody releases it. Where money moves outside, its operator's word is final,
/// until somebody has reversed the payment past its deadline: the payer's deposit ceases though it was frozen since, and
/// what the payee cannot be given goes to the payee's bank to hold, at once or when it can. A payment is sent back by
/// another one, of its payee's, that names it.
///
/// For the rules of the payer's token a payment is a withdrawal: a freeze and a pause bind it, limits of transfers do not.
interface IInterbankPayments is IConsents {
    event BankJoined(address indexed token, address indexed account);
    event BankSet(address indexed token, uint64 screensFrom, bool corresponds, bool suspended);
    event PaymentHeld(
        bytes32 indexed id, bytes16 indexed uetr, address indexed payer, PaymentStatus status, bytes4 purpose
    );
    /// The rest of the payment stands in the calldata, or in what its payer signed.
    event PaymentFinal(bytes32 indexed id, bytes16 indexed uetr, address indexed payer, address payee, uint64 amount);
    event PaymentReversed(bytes32 indexed id, bytes16 indexed uetr, address indexed by, bytes4 reason);
    /// A payment is final that sends another one back, as its payer says.
    event PaymentReturned(bytes32 indexed id, bytes32 indexed returnOf);
    event RecallRequested(bytes32 indexed id, bytes16 indexed uetr, address indexed by, bytes4 reason);
    event PaymentConfirmed(bytes32 indexed id, bytes32 indexed operatorReference);
    /// The payee could not be given the money: its bank holds it for the payee.
    event PaymentInSuspense(bytes32 indexed id, address indexed payee, address indexed account);
    /// The payer's deposit was taken by force while the payment was held, and its bank has paid all the same.
    event PayerNotDebited(bytes32 indexed id, address indexed payer, uint64 amount);

    /// Thrown when a token is no deposit of this system and currency, or the caller is not its bank, or has no account there
    /// or no reserve account.
    error CannotJoin(address token);
    /// Thrown when a bank has not joined, or is suspended.
    error BankNotAvailable(address token);
    /// Thrown when a payment is of nothing, to nobody, or within one bank, needs an operator that there is not, or is to be
    /// made through a correspondent by a bank that does not offer it.
    error InvalidPayment();
    /// Thrown when a payment is not in the state that this needs.
    error WrongPaymentStatus(bytes32 id, PaymentStatus status);
    /// Thrown when the caller may not do this with the payment.
    error NotYours(address caller);
    /// Thrown when too little gas is left for calls whose failure would be taken for the tokens' own refusal.
    error GasTooLow(uint256 least);

    /// Brings a bank's deposit token in, or gives it another account. Only who has the token's bank role, and an account
    /// both there and in reserves, which the central bank has opened: the caller's wallet is the bank's account from then on.
    /// It approves this system on its reserves, and lets it settle at the banks where it has accounts.
    function join(address token) external;

    /// Sets what a bank screens, whether it offers payments through correspondents, and whether it takes part. Only who has
    /// the token's bank role.
    function setBank(address token, uint64 screensFrom, bool corresponds, bool suspended) external;

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

    /// Credits a payment that was confirmed when nobody could be credited.
    function complete(Payment calldata payment) external;

    /// Ends a payment whose deadline is over without a word: the payer has the money back.
    function reverse(Payment calldata payment) external;

    /// Asks the payee for a payment back. Only the payer, or the account of the payer's bank, of a nonce that is spent.
    /// @param reason code (ISO 20022)
    function requestRecall(Payment calldata payment, bytes4 reason) external;

    /// Where a payment that was held stands; one that was not is final when PaymentFinal tells of it.
    function statusOf(bytes32 id) external view returns (PaymentStatus);

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
