// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ICurrency} from "../interfaces/ICurrency.sol";
import {IDepositAccounts, IDepositToken} from "../interfaces/IDepositToken.sol";
import {IInterbankPayments, Method, Participant, Payment, PaymentStatus} from "../interfaces/IInterbankPayments.sol";
import {ISettlementLocks} from "../interfaces/ISettlementLocks.sol";
import {TokenRoles} from "../libraries/TokenRoles.sol";
import {CutOffs, NetSessions} from "./NetSessions.sol";
import {PaymentBook} from "./PaymentBook.sol";

/// Purpose, rules and errors: IInterbankPayments.
contract InterbankPayments is NetSessions {
    using SafeERC20 for IERC20;

    bytes4 private constant TIMED_OUT = "TM01"; // ISO 20022: the cut-off time has passed
    bytes32 private constant CONFIRMATION_TYPEHASH =
        keccak256("Confirmation(bytes32 id,bool settled,bytes32 operatorReference)");

    /// @param reserves_ central-bank money
    /// @param operator_ says what became of payments that are settled outside, and proposes sessions; zero for nobody
    constructor(address reserves_, address operator_, CutOffs memory cutOffs)
        PaymentBook(reserves_, operator_)
        NetSessions(cutOffs)
    {}

    /// @inheritdoc IInterbankPayments
    function join(address token) external {
        bool here = IDepositAccounts(token).paymentSystem() == address(this)
            && ICurrency(token).currency() == ICurrency(reserves).currency()
            && IERC20Metadata(token).decimals() == IERC20Metadata(reserves).decimals();
        bool may = here && IAccessControl(token).hasRole(TokenRoles.BANK, msg.sender)
            && IDepositAccounts(token).hasAccount(msg.sender) && IDepositAccounts(reserves).hasAccount(msg.sender);
        require(may, CannotJoin(token));
        // What leaves the bank is taken from its account: nobody may name another's.
        _participants[token].account = msg.sender;
        emit BankJoined(token, msg.sender);
    }

    /// @inheritdoc IInterbankPayments
    function setBank(address token, uint64 screensFrom, bool corresponds, bool suspended) external {
        Participant storage bank = _ownBank(token);
        (bank.screensFrom, bank.corresponds, bank.suspended) = (screensFrom, corresponds, suspended);
        emit BankSet(token, screensFrom, corresponds, suspended);
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
        Participant memory from = _available(payment.payerToken);
        Participant memory to = _available(payment.payeeToken);
        if (payment.method == Method.CONFIRMED) {
            _held[id].status = PaymentStatus.PENDING;
            emit PaymentHeld(id, payment.uetr, payment.payer, PaymentStatus.PENDING, payment.purpose);
        } else if (payment.method == Method.NETTED) {
            _checkSession(payment.deadline);
            _enqueue(payment, id);
        } else {
            _checkOffered(payment, from);
            _held[id].status = PaymentStatus.FINAL;
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
        emit PaymentConfirmed(id, operatorReference);
        if (!settled) return _reverse(payment, id, 0);
        _held[id].status = PaymentStatus.CONFIRMED;
        _checkGas();
        try IDepositToken(payment.payerToken).debitLocked(_lockId(payment, id)) {}
        catch {
            emit PayerNotDebited(id, payment.payer, payment.amount);
        }
        _complete(payment, id);
    }

    /// @inheritdoc IInterbankPayments
    function complete(Payment calldata payment) external {
        bytes32 id = paymentId(payment);
        _checkStatus(id, PaymentStatus.CONFIRMED);
        _complete(payment, id);
        _checkStatus(id, PaymentStatus.FINAL);
    }

    /// @inheritdoc IInterbankPayments
    function reverse(Payment calldata payment) external {
        bytes32 id = paymentId(payment);
        PaymentStatus status = _held[id].status;
        bool held =
            status == PaymentStatus.SCREENING || status == PaymentStatus.PENDING || status == PaymentStatus.QUEUED;
        require(held, WrongPaymentStatus(id, status));
        require(block.timestamp > payment.deadline, NotExpired(payment.deadline, block.timestamp));
        _reverse(payment, id, TIMED_OUT);
    }

    /// @inheritdoc IInterbankPayments
    function requestRecall(Payment calldata payment, bytes4 reason) external {
        bytes32 id = paymentId(payment);
        PaymentStatus status = _held[id].status;
        bool made =
            _isSpent(payment.payer, payment.nonce) && (status == PaymentStatus.NONE || status == PaymentStatus.FINAL);
        require(made, WrongPaymentStatus(id, status));
        bool may = msg.sender == payment.payer || msg.sender == _participants[payment.payerToken].account;
        require(may, NotYours(msg.sender));
        emit RecallRequested(id, payment.uetr, msg.sender, reason);
    }

    /// @inheritdoc IInterbankPayments
    function statusOf(bytes32 id) external view returns (PaymentStatus) {
        return _held[id].status;
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
    function confirmationDigest(bytes32 id, bool settled, bytes32 operatorReference) public view returns (bytes32) {
        return _hashTypedDataV4(keccak256(abi.encode(CONFIRMATION_TYPEHASH, id, settled, operatorReference)));
    }

    /// Carries a payment out that its payer has consented to, or holds it.
    function _pay(Payment calldata payment, bytes32 id) private {
        _checkTime(0, payment.deadline);
        bool outside = payment.method == Method.CONFIRMED;
        bool sound = payment.amount != 0 && payment.payerToken != payment.payeeToken && payment.payee != address(0);
        Participant memory from = _available(payment.payerToken);
        Participant memory to = _available(payment.payeeToken);
        require(sound && (!outside || operator != address(0)), InvalidPayment());
        _checkOffered(payment, from);
        if (payment.method == Method.NETTED) _checkSession(payment.deadline);
        _spend(payment.payer, payment.nonce);
        if (to.screensFrom != 0 && payment.amount >= to.screensFrom) {
            return _hold(payment, id, PaymentStatus.SCREENING);
        }
        if (outside) return _hold(payment, id, PaymentStatus.PENDING);
        if (payment.method == Method.NETTED) {
            _enqueue(payment, id);
            return _hold(payment, id, PaymentStatus.QUEUED);
        }
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

    /// Gives a payment that is final elsewhere to the payee, or to its bank to hold where the payee cannot have it.
    function _complete(Payment calldata payment, bytes32 id) private {
        IDepositToken token = IDepositToken(payment.payeeToken);
        address account = _participants[payment.payeeToken].account;
        bool credited;
        _checkGas();
        try token.credit(payment.payee, payment.amount) {
            credited = true;
        } catch {
            emit PaymentInSuspense(id, payment.payee, account);
            _checkGas();
            try token.credit(account, payment.amount) {
                credited = true;
            } catch {}
        }
        if (!credited) return;
        _held[id].status = PaymentStatus.FINAL;
        _tellFinal(payment, id);
    }

    /// A bank makes payments through correspondents while it says so.
    function _checkOffered(Payment calldata payment, Participant memory from) private pure {
        require(payment.method != Method.CORRESPONDENT || from.corresponds, InvalidPayment());
    }

    /// A payment that waits for the payee's bank, by whose compliance officer the call comes.
    function _screened(Payment calldata payment) private view returns (bytes32 id) {
        id = paymentId(payment);
        _checkStatus(id, PaymentStatus.SCREENING);
        bool may = IAccessControl(payment.payeeToken).hasRole(TokenRoles.COMPLIANCE, msg.sender);
        require(may, NotYours(msg.sender));
    }
}
