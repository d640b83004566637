// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {IDepositAccounts, IDepositToken} from "../interfaces/IDepositToken.sol";
import {IInterbankPayments, Method, Participant, Payment, PaymentStatus} from "../interfaces/IInterbankPayments.sol";
import {ILockViews, ISettlementLocks, LockTerms} from "../interfaces/ISettlementLocks.sol";
import {TokenRoles} from "../libraries/TokenRoles.sol";
import {Consents} from "../settlement/Consents.sol";

interface ICurrency {
    function currency() external view returns (bytes3);
}

/// Purpose, rules and errors: IInterbankPayments.
contract InterbankPayments is IInterbankPayments, Consents {
    using SafeERC20 for IERC20;

    bytes4 private constant TIMED_OUT = "TM01"; // ISO 20022: the cut-off time has passed
    bytes32 private constant PAYMENT_TYPEHASH = keccak256(
        "Payment(bytes16 uetr,address payer,address payee,address payerToken,address payeeToken,uint64 amount,uint8 method,bytes4 purpose,uint40 deadline,uint256 nonce)"
    );
    bytes32 private constant CONFIRMATION_TYPEHASH =
        keccak256("Confirmation(bytes32 id,bool settled,bytes32 operatorReference)");

    /// @inheritdoc IInterbankPayments
    address public immutable reserves;
    /// @inheritdoc IInterbankPayments
    address public immutable operator;

    mapping(address token => Participant) private _participants;
    mapping(bytes32 id => PaymentStatus) private _status; // of payments that were held or returned

    /// @param operator_ says what became of payments that are settled outside; zero for nobody
    constructor(address reserves_, address operator_) Consents("Tenor Interbank Payments") {
        reserves = reserves_;
        operator = operator_;
    }

    /// @inheritdoc IInterbankPayments
    function join(address token) external {
        bool known =
            _participants[token].account == address(0) && IDepositAccounts(token).paymentSystem() == address(this);
        bool may = known && IAccessControl(token).hasRole(TokenRoles.BANK, msg.sender)
            && ICurrency(token).currency() == ICurrency(reserves).currency();
        require(may, CannotJoin(token));
        // What leaves the bank is taken from its account: nobody may name another's.
        _participants[token].account = msg.sender;
        emit BankJoined(token, msg.sender);
    }

    /// @inheritdoc IInterbankPayments
    function setBank(address token, uint64 screensFrom, bool suspended) external {
        Participant storage bank = _participants[token];
        require(bank.account != address(0), BankNotAvailable(token));
        require(IAccessControl(token).hasRole(TokenRoles.BANK, msg.sender), NotYours(msg.sender));
        (bank.screensFrom, bank.suspended) = (screensFrom, suspended);
        emit BankSet(token, screensFrom, suspended);
    }

    /// @inheritdoc IInterbankPayments
    function pay(Payment calldata payment) external {
        require(msg.sender == payment.payer, NotYours(msg.sender));
        _pay(payment, paymentId(payment));
    }

    /// @inheritdoc IInterbankPayments
    function paySigned(Payment calldata payment, bytes calldata signature) external {
        bytes32 id = paymentId(payment);
        require(signature.length != 0, NotSigned(payment.payer));
        _checkConsent(payment.payer, id, signature);
        _pay(payment, id);
    }

    /// @inheritdoc IInterbankPayments
    function accept(Payment calldata payment) external {
        bytes32 id = _screened(payment);
        _checkTime(0, payment.deadline);
        if (payment.method == Method.CONFIRMED) {
            _status[id] = PaymentStatus.PENDING;
            emit PaymentHeld(id, payment.uetr, payment.payer, PaymentStatus.PENDING);
        } else {
            (Participant memory from, Participant memory to) = _banks(payment);
            _status[id] = PaymentStatus.FINAL;
            _tellFinal(payment, id);
            ISettlementLocks(payment.payerToken).cancelLock(_lockId(payment, id), "", "");
            _settle(payment, from, to);
        }
    }

    /// @inheritdoc IInterbankPayments
    function refuse(Payment calldata payment, bytes4 reason) external {
        _reverse(payment, _screened(payment), reason);
    }

    /// @inheritdoc IInterbankPayments
    function confirm(Payment calldata payment, bool settled, bytes32 operatorReference, bytes calldata signature)
        external
    {
        bytes32 id = paymentId(payment);
        _checkStatus(id, PaymentStatus.PENDING);
        require(signature.length != 0, NotSigned(operator));
        _checkConsent(operator, confirmationDigest(id, settled, operatorReference), signature);
        _checkTime(0, payment.deadline);
        emit PaymentConfirmed(id, operatorReference);
        if (!settled) return _reverse(payment, id, 0);
        _status[id] = PaymentStatus.FINAL;
        _tellFinal(payment, id);
        _debitHeld(payment, id);
        _creditOrHold(payment, id);
    }

    /// @inheritdoc IInterbankPayments
    function reverse(Payment calldata payment) external {
        bytes32 id = paymentId(payment);
        PaymentStatus status = _status[id];
        bool held = status == PaymentStatus.SCREENING || status == PaymentStatus.PENDING;
        require(held, WrongPaymentStatus(id, status));
        require(block.timestamp > payment.deadline, NotExpired(payment.deadline, block.timestamp));
        _reverse(payment, id, TIMED_OUT);
    }

    /// @inheritdoc IInterbankPayments
    function requestRecall(Payment calldata payment, bytes4 reason) external {
        bytes32 id = paymentId(payment);
        _checkFinal(payment, id);
        bool may =
            msg.sender == payment.payer || IAccessControl(payment.payerToken).hasRole(TokenRoles.BANK, msg.sender);
        require(may, NotYours(msg.sender));
        emit RecallRequested(id, payment.uetr, msg.sender, reason);
    }

    /// @inheritdoc IInterbankPayments
    function returnPayment(Payment calldata payment, bytes4 reason) external {
        bytes32 id = paymentId(payment);
        _checkFinal(payment, id);
        require(msg.sender == payment.payee, NotYours(msg.sender));
        // What moved elsewhere goes back elsewhere: by a payment of its own.
        require(payment.method != Method.CONFIRMED, InvalidPayment());
        (Participant memory from, Participant memory to) = _banks(payment);
        _status[id] = PaymentStatus.RETURNED;
        emit PaymentReturned(id, payment.uetr, reason);
        if (payment.method == Method.RESERVES) {
            IDepositToken(payment.payeeToken).debit(payment.payee, payment.amount);
            IERC20(reserves).safeTransferFrom(to.account, from.account, payment.amount);
        } else {
            IERC20(payment.payeeToken).safeTransferFrom(payment.payee, from.account, payment.amount);
        }
        IDepositToken(payment.payerToken).credit(payment.payer, payment.amount);
    }

    /// @inheritdoc IInterbankPayments
    function statusOf(Payment calldata payment) external view returns (PaymentStatus) {
        return _statusOf(payment, paymentId(payment));
    }

    /// @inheritdoc IInterbankPayments
    function isNonceSpent(address payer, uint256 nonce) external view returns (bool) {
        return _isSpent(payer, nonce);
    }

    /// @inheritdoc IInterbankPayments
    function participant(address token) external view returns (Participant memory) {
        return _participants[token];
    }

    /// @inheritdoc IInterbankPayments
    function paymentId(Payment calldata payment) public view returns (bytes32) {
        bytes32 typehash = PAYMENT_TYPEHASH;
        bytes32 structHash;
        // Every member is one static word, so the calldata is the encoding that EIP-712 asks for.
        assembly ("memory-safe") {
            let encoded := mload(0x40)
            mstore(encoded, typehash)
            calldatacopy(add(encoded, 0x20), payment, 0x140)
            structHash := keccak256(encoded, 0x160)
        }
        return _hashTypedDataV4(structHash);
    }

    /// @inheritdoc IInterbankPayments
    function confirmationDigest(bytes32 id, bool settled, bytes32 operatorReference) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(CONFIRMATION_TYPEHASH, id, settled, operatorReference)));
    }

    /// Carries a payment out that its payer has consented to, or holds it.
    function _pay(Payment calldata payment, bytes32 id) private {
        _checkTime(0, payment.deadline);
        bool outside = payment.method == Method.CONFIRMED;
        bool sound = payment.amount != 0 && payment.payerToken != payment.payeeToken;
        require(sound && (!outside || operator != address(0)), InvalidPayment());
        (Participant memory from, Participant memory to) = _banks(payment);
        _spend(payment.payer, payment.nonce);
        if (to.screensFrom != 0 && payment.amount >= to.screensFrom) {
            return _hold(payment, id, PaymentStatus.SCREENING);
        }
        if (outside) return _hold(payment, id, PaymentStatus.PENDING);
        _tellFinal(payment, id);
        _settle(payment, from, to);
    }

    /// Ends the payer's deposit, moves money between the banks and gives it to the payee.
    function _settle(Payment calldata payment, Participant memory from, Participant memory to) private {
        IDepositToken(payment.payerToken).debit(payment.payer, payment.amount);
        if (payment.method == Method.RESERVES) {
            IERC20(reserves).safeTransferFrom(from.account, to.account, payment.amount);
            IDepositToken(payment.payeeToken).credit(payment.payee, payment.amount);
        } else {
            IERC20(payment.payeeToken).safeTransferFrom(from.account, payment.payee, payment.amount);
        }
    }

    /// Locks a payment on the payer's account. It can be released from the second after the deadline on.
    function _hold(Payment calldata payment, bytes32 id, PaymentStatus status) private {
        _status[id] = status;
        emit PaymentHeld(id, payment.uetr, payment.payer, status);
        LockTerms memory terms = LockTerms(id, payment.amount, address(0), address(this), payment.deadline);
        ISettlementLocks(payment.payerToken).createLockFor(payment.payer, terms);
    }

    function _reverse(Payment calldata payment, bytes32 id, bytes4 reason) private {
        _status[id] = PaymentStatus.REVERSED;
        emit PaymentReversed(id, payment.uetr, msg.sender, reason);
        bytes32 lockId = _lockId(payment, id);
        if (ILockViews(payment.payerToken).isLockActive(lockId)) {
            ISettlementLocks(payment.payerToken).cancelLock(lockId, "", "");
        }
    }

    /// Takes a payment that has become final elsewhere off the payer's account, as far as it is still there.
    function _debitHeld(Payment calldata payment, bytes32 id) private {
        bytes32 lockId = _lockId(payment, id);
        if (ILockViews(payment.payerToken).isLockActive(lockId)) {
            IDepositToken(payment.payerToken).debitLocked(lockId);
        } else {
            emit PayerNotDebited(id, payment.payer, payment.amount);
        }
    }

    /// Gives a payment that has become final elsewhere to the payee, or to its bank to hold where the payee cannot have it.
    function _creditOrHold(Payment calldata payment, bytes32 id) private {
        IDepositToken token = IDepositToken(payment.payeeToken);
        try token.credit(payment.payee, payment.amount) {}
        catch {
            address account = _participants[payment.payeeToken].account;
            emit PaymentInSuspense(id, payment.payee, account);
            token.credit(account, payment.amount);
        }
    }

    /// Both banks of a payment, which take part now.
    function _banks(Payment calldata payment) private view returns (Participant memory from, Participant memory to) {
        from = _available(payment.payerToken);
        to = _available(payment.payeeToken);
    }

    function _available(address token) private view returns (Participant memory bank) {
        bank = _participants[token];
        require(bank.account != address(0) && !bank.suspended, BankNotAvailable(token));
    }

    /// A payment that waits for the payee's bank, by whose compliance officer the call comes.
    function _screened(Payment calldata payment) private view returns (bytes32 id) {
        id = paymentId(payment);
        _checkStatus(id, PaymentStatus.SCREENING);
        bool may = IAccessControl(payment.payeeToken).hasRole(TokenRoles.COMPLIANCE, msg.sender);
        require(may, NotYours(msg.sender));
    }

    function _statusOf(Payment calldata payment, bytes32 id) private view returns (PaymentStatus status) {
        status = _status[id];
        if (status == PaymentStatus.NONE && _isSpent(payment.payer, payment.nonce)) return PaymentStatus.FINAL;
    }

    function _checkFinal(Payment calldata payment, bytes32 id) private view {
        PaymentStatus status = _statusOf(payment, id);
        require(status == PaymentStatus.FINAL, WrongPaymentStatus(id, status));
    }

    function _checkStatus(bytes32 id, PaymentStatus wanted) private view {
        require(_status[id] == wanted, WrongPaymentStatus(id, _status[id]));
    }

    function _lockId(Payment calldata payment, bytes32 id) private view returns (bytes32) {
        return keccak256(abi.encode(payment.payerToken, address(this), payment.payer, id));
    }

    function _tellFinal(Payment calldata payment, bytes32 id) private {
        emit PaymentFinal(
            id, payment.uetr, payment.payer, payment.payee, payment.amount, payment.method, payment.purpose
        );
    }
}
