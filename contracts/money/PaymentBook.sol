// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {IInterbankPayments, Participant, Payment, PaymentStatus} from "../interfaces/IInterbankPayments.sol";
import {ILockViews, ISettlementLocks, LockTerms} from "../interfaces/ISettlementLocks.sol";
import {TokenRoles} from "../libraries/TokenRoles.sol";
import {Consents} from "../settlement/Consents.sol";

/// A payment that was held.
/// @param session in which it was queued, where it is netted
/// @param deadline last second in which it may be settled, where it is netted [s]
/// @param place in its bank's queue, where it is netted
struct Held {
    PaymentStatus status;
    bool urgent;
    uint40 session;
    uint40 deadline;
    uint64 place;
}

/// Which banks take part, what a payment is known by, and the payments that are held on their payers' accounts.
abstract contract PaymentBook is IInterbankPayments, Consents {
    uint256 internal constant CALL_GAS = 1_000_000; // several times what a token takes for one payment
    uint256 private constant LEAST_GAS = 1_100_000; // of which a call is given 63 of 64 parts at most (EIP-150)

    bytes32 private constant PAYMENT_TYPEHASH = keccak256(
        "Payment(bytes16 uetr,address payer,address payee,address payerToken,address payeeToken,uint64 amount,uint8 method,bytes4 purpose,uint40 deadline,uint256 nonce,bytes32 returnOf)"
    );

    /// @inheritdoc IInterbankPayments
    address public immutable reserves;
    /// @inheritdoc IInterbankPayments
    address public immutable operator;

    mapping(address token => Participant) internal _participants;
    mapping(bytes32 id => Held) internal _held;

    constructor(address reserves_, address operator_) Consents("Tenor Interbank Payments") {
        reserves = reserves_;
        operator = operator_;
    }

    /// @inheritdoc IInterbankPayments
    function paymentId(Payment calldata payment) public view returns (bytes32) {
        bytes32 typehash = PAYMENT_TYPEHASH;
        bytes32 structHash;
        // Every member is one static word, so the calldata is the encoding that EIP-712 asks for; but a member that nobody
        // reads is looked at by nobody else.
        assembly ("memory-safe") {
            if shl(32, calldataload(add(payment, 0xe0))) { revert(0, 0) } // purpose: spare bits
            let encoded := mload(0x40)
            mstore(encoded, typehash)
            calldatacopy(add(encoded, 0x20), payment, 0x160)
            structHash := keccak256(encoded, 0x180)
        }
        return _hashTypedDataV4(structHash);
    }

    /// Locks a payment on the payer's account. It can be released from the second after the deadline on.
    function _hold(Payment calldata payment, bytes32 id, PaymentStatus status) internal {
        _held[id].status = status;
        emit PaymentHeld(id, payment.uetr, payment.payer, status, payment.purpose);
        LockTerms memory terms = LockTerms(id, payment.amount, address(0), address(this), payment.deadline);
        ISettlementLocks(payment.payerToken).createLockFor(payment.payer, terms);
    }

    /// Gives a payment that was held back to its payer.
    /// @param reason code (ISO 20022)
    function _reverse(Payment calldata payment, bytes32 id, bytes4 reason) internal {
        _held[id].status = PaymentStatus.REVERSED;
        emit PaymentReversed(id, payment.uetr, msg.sender, reason);
        bytes32 lockId = _lockId(payment, id);
        if (ILockViews(payment.payerToken).isLockActive(lockId)) {
            ISettlementLocks(payment.payerToken).cancelLock(lockId, "", "");
        }
    }

    function _tellFinal(Payment calldata payment, bytes32 id) internal {
        if (payment.returnOf != 0) emit PaymentReturned(id, payment.returnOf);
        emit PaymentFinal(id, payment.uetr, payment.payer, payment.payee, payment.amount);
    }

    /// A bank that takes part now.
    function _available(address token) internal view returns (Participant memory bank) {
        bank = _participants[token];
        require(bank.account != address(0) && !bank.suspended, BankNotAvailable(token));
    }

    /// A bank that has joined; only who has its token's bank role.
    function _ownBank(address token) internal view returns (Participant storage bank) {
        bank = _participants[token];
        require(bank.account != address(0), BankNotAvailable(token));
        require(IAccessControl(token).hasRole(TokenRoles.BANK, msg.sender), NotYours(msg.sender));
    }

    /// Before a call that may fail: no caller has it fail by bringing little gas.
    function _checkGas() internal view {
        require(gasleft() >= LEAST_GAS, GasTooLow(LEAST_GAS));
    }

    function _checkStatus(bytes32 id, PaymentStatus wanted) internal view {
        require(_held[id].status == wanted, WrongPaymentStatus(id, _held[id].status));
    }

    function _lockId(Payment calldata payment, bytes32 id) internal view returns (bytes32) {
        return keccak256(abi.encode(payment.payerToken, address(this), payment.payer, id));
    }
}
