// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IDepositToken} from "../interfaces/IDepositToken.sol";
import {Payment, PaymentStatus} from "../interfaces/IInterbankPayments.sol";
import {INetSessions} from "../interfaces/INetSessions.sol";
import {ISettlementLocks} from "../interfaces/ISettlementLocks.sol";
import {Held, PaymentBook} from "./PaymentBook.sol";

/// When sessions begin.
/// @param length from one cut-off to the next; zero where nothing is netted [s]
/// @param cutOff seconds after a whole multiple of the length since 1970, e.g. of a day's midnight (UTC) [s]
struct CutOffs {
    uint40 length;
    uint40 cutOff;
}

/// Purpose, rules and errors: INetSessions.
abstract contract NetSessions is INetSessions, PaymentBook {
    using SafeERC20 for IERC20;

    uint256 private constant MAX_PAYMENTS = 100; // so that a session's part fits one transaction
    uint256 private constant MAX_BANKS = 32;
    bytes4 private constant NOT_CARRIED = "MS03"; // ISO 20022: the agent gives no reason

    struct Queue {
        uint256 first;
        bytes32[] ids; // zero where a payment was put elsewhere
    }

    /// @param limit zero for none [minor]
    /// @param paid net in the session, while there is a limit [minor]
    struct Position {
        uint64 limit;
        uint40 session;
        int128 paid;
    }

    /// A part of a session, in memory.
    /// @param nets what each bank receives [minor]
    /// @param paid by bank a to bank b at a * MAX_BANKS + b, net [minor]
    struct Part {
        uint40 session;
        address[] tokens;
        int256[] nets;
        int256[] paid;
        uint256 banks;
        uint256 payments;
        uint256 gross;
    }

    uint40 private immutable _length;
    uint40 private immutable _cutOff;

    mapping(address token => mapping(bool urgent => Queue)) private _queues;
    mapping(address token => Position) private _caps;
    mapping(address token => mapping(address counterparty => Position)) private _limits;

    constructor(CutOffs memory cutOffs) {
        (_length, _cutOff) = (cutOffs.length, cutOffs.cutOff);
    }

    /// @inheritdoc INetSessions
    function setCap(address token, uint64 cap) external {
        _ownBank(token);
        _caps[token].limit = cap;
        emit CapSet(token, cap);
    }

    /// @inheritdoc INetSessions
    function setBilateralLimit(address token, address counterparty, uint64 limit) external {
        _ownBank(token);
        _limits[token][counterparty].limit = limit;
        emit BilateralLimitSet(token, counterparty, limit);
    }

    /// @inheritdoc INetSessions
    function requeue(Payment calldata payment, bool urgent) external {
        bytes32 id = paymentId(payment);
        require(msg.sender == _participants[payment.payerToken].account, NotYours(msg.sender));
        _checkStatus(id, PaymentStatus.QUEUED);
        delete _queues[payment.payerToken][_held[id].urgent].ids[_held[id].place];
        _append(payment.payerToken, id, urgent);
    }

    /// @inheritdoc INetSessions
    function settleSession(Payment[] calldata payments) external {
        require(msg.sender == operator, NotYours(msg.sender));
        require(payments.length != 0 && payments.length <= MAX_PAYMENTS, SessionSize(payments.length));
        Part memory part;
        part.session = sessionAt(block.timestamp);
        (part.tokens, part.nets) = (new address[](MAX_BANKS), new int256[](MAX_BANKS));
        part.paid = new int256[](MAX_BANKS * MAX_BANKS);
        for (uint256 i = 0; i < payments.length; ++i) {
            _settleOne(part, payments[i]);
        }
        _checkLimits(part);
        emit SessionSettled(part.session, part.payments, part.gross, _moved(part));
        _moveReserves(part);
    }

    /// @inheritdoc INetSessions
    function passEnded(address token, bool urgent, uint256 most) external {
        _first(_queues[token][urgent], most);
    }

    /// @inheritdoc INetSessions
    function carry(Payment calldata payment) external {
        require(msg.sender == address(this), NotYours(msg.sender));
        _available(payment.payeeToken);
        ISettlementLocks(payment.payerToken).cancelLock(_lockId(payment, paymentId(payment)), "", "");
        IDepositToken(payment.payerToken).debit(payment.payer, payment.amount);
        IDepositToken(payment.payeeToken).credit(payment.payee, payment.amount);
    }

    /// @inheritdoc INetSessions
    function queueOf(address token, bool urgent, uint256 from, uint256 most)
        external
        view
        returns (bytes32[] memory ids)
    {
        Queue storage queue = _queues[token][urgent];
        uint256 end = Math.min(Math.saturatingAdd(from, most), queue.ids.length);
        ids = new bytes32[](Math.saturatingSub(end, from));
        for (uint256 i = 0; i < ids.length; ++i) {
            ids[i] = queue.ids[from + i];
        }
    }

    /// @inheritdoc INetSessions
    function queueBounds(address token, bool urgent) external view returns (uint256 first, uint256 end) {
        Queue storage queue = _queues[token][urgent];
        return (queue.first, queue.ids.length);
    }

    /// @inheritdoc INetSessions
    function capOf(address token) external view returns (uint64 cap, int256 paid) {
        return _read(_caps[token]);
    }

    /// @inheritdoc INetSessions
    function bilateralLimitOf(address token, address counterparty) external view returns (uint64 limit, int256 paid) {
        return _read(_limits[token][counterparty]);
    }

    /// @inheritdoc INetSessions
    function sessionAt(uint256 moment) public view returns (uint40) {
        return _length == 0 ? 0 : uint40((moment - _cutOff) / _length);
    }

    /// Puts a payment that is held at the end of its bank's normal queue.
    function _enqueue(Payment calldata payment, bytes32 id) internal {
        (Held storage held, uint40 session) = (_held[id], sessionAt(block.timestamp));
        (held.status, held.session, held.deadline) = (PaymentStatus.QUEUED, session, payment.deadline);
        _append(payment.payerToken, id, false);
    }

    /// Reverts unless a payment can wait for the next cut-off.
    function _checkSession(uint40 deadline) internal view {
        uint256 next = (uint256(sessionAt(block.timestamp)) + 1) * _length + _cutOff;
        require(operator != address(0) && _length != 0 && deadline >= next, NoSession(deadline));
    }

    function _append(address token, bytes32 id, bool urgent) private {
        bytes32[] storage ids = _queues[token][urgent].ids;
        (_held[id].urgent, _held[id].place) = (urgent, uint64(ids.length));
        emit PaymentQueued(id, token, urgent, ids.length);
        ids.push(id);
    }

    /// Makes one payment of a session and adds it up, or sends it back.
    function _settleOne(Part memory part, Payment calldata payment) private {
        bytes32 id = paymentId(payment);
        if (block.timestamp > payment.deadline) return; // it ended since it was proposed
        _checkStatus(id, PaymentStatus.QUEUED);
        require(_held[id].session < part.session, BeforeCutOff(id));
        _available(payment.payerToken);
        _takeFirst(payment.payerToken, id, part.session);
        _held[id].status = PaymentStatus.FINAL;
        _checkGas();
        // What cannot be carried out leaves nothing behind but its end, and the rest of the session stands.
        try this.carry{gas: CALL_GAS}(payment) {
            _add(part, payment);
            _tellFinal(payment, id);
        } catch {
            _reverse(payment, id, NOT_CARRIED);
        }
    }

    /// Takes a payment off its bank's queue; reverts where another stands before it.
    function _takeFirst(address token, bytes32 id, uint40 session) private {
        bool urgent = _held[id].urgent;
        if (!urgent) {
            bytes32 before = _first(_queues[token][true], type(uint256).max);
            require(before == 0 || _held[before].session >= session, NotFirst(id, before));
        }
        Queue storage queue = _queues[token][urgent];
        bytes32 first = _first(queue, type(uint256).max);
        require(first == id, NotFirst(id, first));
        ++queue.first;
    }

    /// What stands first in a queue, passing over what has ended or was put elsewhere; zero where nothing stands.
    /// @param most number of places looked at
    function _first(Queue storage queue, uint256 most) private returns (bytes32 id) {
        uint256 place = queue.first;
        uint256 end = Math.min(queue.ids.length, Math.saturatingAdd(place, most));
        for (; place < end; ++place) {
            id = queue.ids[place];
            Held memory held = _held[id];
            if (held.status == PaymentStatus.QUEUED && block.timestamp <= held.deadline) break;
        }
        if (place != queue.first) queue.first = place;
        if (place == end) id = 0;
    }

    function _add(Part memory part, Payment calldata payment) private pure {
        (uint256 from, uint256 to) = (_indexOf(part, payment.payerToken), _indexOf(part, payment.payeeToken));
        int256 amount = int256(uint256(payment.amount));
        (part.nets[from], part.nets[to]) = (part.nets[from] - amount, part.nets[to] + amount);
        part.paid[from * MAX_BANKS + to] += amount;
        part.paid[to * MAX_BANKS + from] -= amount;
        (part.payments, part.gross) = (part.payments + 1, part.gross + payment.amount);
    }

    function _indexOf(Part memory part, address token) private pure returns (uint256 index) {
        while (index < part.banks && part.tokens[index] != token) ++index;
        if (index < part.banks) return index;
        require(index < MAX_BANKS, TooManyBanks(MAX_BANKS));
        part.tokens[part.banks++] = token;
    }

    /// Counts what was paid into the banks' positions of the session.
    function _checkLimits(Part memory part) private {
        for (uint256 i = 0; i < part.banks; ++i) {
            address token = part.tokens[i];
            (uint64 limit, int256 paid) = _count(_caps[token], part.session, -part.nets[i]);
            bool within = part.nets[i] >= 0 || limit == 0 || paid <= int256(uint256(limit));
            require(within, CapExceeded(token, limit, paid));
            if (part.nets[i] != 0) emit NetSettled(part.session, token, part.nets[i]);
            for (uint256 j = 0; j < part.banks; ++j) {
                int256 more = part.paid[i * MAX_BANKS + j];
                if (more == 0) continue;
                (limit, paid) = _count(_limits[token][part.tokens[j]], part.session, more);
                within = more < 0 || limit == 0 || paid <= int256(uint256(limit));
                require(within, LimitExceeded(token, part.tokens[j], limit, paid));
            }
        }
    }

    function _count(Position storage position, uint40 session, int256 more)
        private
        returns (uint64 limit, int256 paid)
    {
        Position memory before = position;
        if (before.limit == 0) return (0, 0);
        paid = more + (before.session == session ? before.paid : int128(0));
        (position.session, position.paid) = (session, int128(paid)); // fits: no more than all money of the currency
        return (before.limit, paid);
    }

    /// Moves reserves from the banks that pay net to those that receive.
    function _moveReserves(Part memory part) private {
        (uint256 from, uint256 to) = (0, 0);
        while (true) {
            while (from < part.banks && part.nets[from] >= 0) ++from;
            while (to < part.banks && part.nets[to] <= 0) ++to;
            if (from == part.banks) return; // and nobody is left who receives: the nets add up to nothing
            int256 amount = int256(Math.min(uint256(-part.nets[from]), uint256(part.nets[to])));
            (part.nets[from], part.nets[to]) = (part.nets[from] + amount, part.nets[to] - amount);
            (address payer, address payee) =
                (_participants[part.tokens[from]].account, _participants[part.tokens[to]].account);
            IERC20(reserves).safeTransferFrom(payer, payee, uint256(amount));
        }
    }

    function _moved(Part memory part) private pure returns (uint256 net) {
        for (uint256 i = 0; i < part.banks; ++i) {
            if (part.nets[i] > 0) net += uint256(part.nets[i]);
        }
    }

    function _read(Position memory position) private view returns (uint64 limit, int256 paid) {
        bool current = position.limit != 0 && position.session == sessionAt(block.timestamp);
        return (position.limit, current ? position.paid : int128(0));
    }
}
