// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {ICurrency} from "../interfaces/ICurrency.sol";
import {IDepositAccounts, IDepositToken} from "../interfaces/IDepositToken.sol";
import {Credit, IIntradayCredit, LendingValue, Pledge} from "../interfaces/IIntradayCredit.sol";
import {ILockViews, ISettlementLocks, LockInfo} from "../interfaces/ISettlementLocks.sol";
import {TokenRoles} from "../libraries/TokenRoles.sol";

/// Purpose, rules and errors: IIntradayCredit.
/// @dev Keeps no list of pledges: a lock that names it is one until it is spent, cancelled or ended, and the token knows.
contract IntradayCredit is IIntradayCredit, ReentrancyGuardTransient {
    using Checkpoints for Checkpoints.Trace208;

    uint256 private constant MOST_PLEDGES = 32;
    uint208 private constant UNTIL = 64; // place in a checkpoint

    /// @inheritdoc IIntradayCredit
    address public reserves;
    /// @inheritdoc IIntradayCredit
    uint40 public immutable grace;

    address private immutable _starter;
    bytes3 private immutable _currency;
    uint32 private _opens; // [s of a day]
    uint32 private _closes;
    bool private _open;
    mapping(address bank => Credit) private _credits;
    mapping(address bond => Checkpoints.Trace208) private _values; // by time

    modifier onlyCentralBank() {
        require(IAccessControl(reserves).hasRole(TokenRoles.BANK, msg.sender), NotCentralBank(msg.sender));
        _;
    }

    /// @param centralBank names the reserves, which name this facility and so come after it
    /// @param currency_ ISO 4217
    /// @param opens and closes: business hours [s of a day in UTC]
    /// @param grace_ [s]
    constructor(address centralBank, bytes3 currency_, uint32 opens, uint32 closes, uint40 grace_) {
        (_starter, _currency, grace) = (centralBank, currency_, grace_);
        _setHours(opens, closes);
    }

    /// @inheritdoc IIntradayCredit
    function start(address reserves_) external {
        require(msg.sender == _starter, NotCentralBank(msg.sender));
        bool fits = reserves == address(0) && IDepositAccounts(reserves_).paymentSystem() == address(this)
            && ICurrency(reserves_).currency() == _currency;
        require(fits, CannotStart(reserves_));
        (reserves, _open) = (reserves_, true);
        emit Started(reserves_);
    }

    /// @inheritdoc IIntradayCredit
    function setHours(uint32 opens, uint32 closes) external onlyCentralBank {
        _setHours(opens, closes);
    }

    /// @inheritdoc IIntradayCredit
    function setOpen(bool open) external onlyCentralBank {
        _open = open;
        emit CreditOpened(open);
    }

    /// @inheritdoc IIntradayCredit
    function setLimit(address bank, uint64 limit) external onlyCentralBank {
        _credits[bank].limit = limit;
        emit LimitSet(bank, limit);
    }

    /// @inheritdoc IIntradayCredit
    function setLendingValue(address bond, uint64 value, uint40 until) external onlyCentralBank {
        _values[bond].push(uint48(block.timestamp), uint208(value) | uint208(until) << UNTIL);
        emit LendingValueSet(bond, value, until);
    }

    /// @inheritdoc IIntradayCredit
    function draw(uint64 amount, Pledge[] calldata pledges) external nonReentrant {
        Credit memory credit = _credits[msg.sender];
        uint40 due = dueTime();
        if (credit.owed == 0) credit.due = due;
        else _checkTimely(msg.sender, credit.due);
        uint256 owed = uint256(credit.owed) + amount;
        require(amount != 0, NothingToDo());
        require(owed <= credit.limit, LimitExceeded(msg.sender, owed, credit.limit));
        _checkCovered(msg.sender, owed, credit.due, pledges, 0);
        credit.owed = uint64(owed);
        _credits[msg.sender] = credit;
        emit CreditDrawn(msg.sender, amount, credit.owed, credit.due);
        IDepositToken(reserves).credit(msg.sender, amount);
    }

    /// @inheritdoc IIntradayCredit
    function repay(address bank, uint64 amount) external nonReentrant returns (uint64 repaid) {
        uint64 owed = _credits[bank].owed;
        repaid = uint64(Math.min(amount, owed));
        require(repaid != 0, NothingToDo());
        _credits[bank].owed = owed - repaid;
        emit CreditRepaid(bank, msg.sender, repaid, owed - repaid);
        IDepositToken(reserves).debit(msg.sender, repaid);
    }

    /// @inheritdoc IIntradayCredit
    function release(Pledge calldata pledge, Pledge[] calldata remaining) external nonReentrant {
        // Called are only contracts that the central bank has valued, in whose place somebody's own might stand.
        bool known = _values[pledge.bond].length() != 0;
        require(known, NotPledged(pledge.bond, pledge.lockId));
        require(_ownerOf(pledge) == msg.sender, NotPledged(pledge.bond, pledge.lockId));
        Credit memory credit = _credits[msg.sender];
        if (credit.owed != 0) {
            _checkTimely(msg.sender, credit.due);
            _checkCovered(msg.sender, credit.owed, credit.due, remaining, pledge.lockId);
        }
        emit PledgeReleased(msg.sender, pledge.bond, pledge.lockId);
        ISettlementLocks(pledge.bond).cancelLock(pledge.lockId, "", "");
    }

    /// @inheritdoc IIntradayCredit
    function enforce(address bank, Pledge[] calldata pledges)
        external
        nonReentrant
        onlyCentralBank
        returns (uint64 owed)
    {
        Credit memory credit = _credits[bank];
        require(credit.owed != 0 && block.timestamp > credit.due, NotOverdue(bank, credit.due));
        for (uint256 i = 0; i < pledges.length; ++i) {
            _take(bank, pledges[i], credit.due);
        }
        return _credits[bank].owed;
    }

    /// @inheritdoc IIntradayCredit
    function creditOf(address bank) external view returns (Credit memory) {
        return _credits[bank];
    }

    /// @inheritdoc IIntradayCredit
    function lendingValue(address bond) external view returns (LendingValue memory) {
        return _unpacked(_values[bond].latest());
    }

    /// @inheritdoc IIntradayCredit
    function worthOf(address bank, Pledge[] calldata pledges) external view returns (uint256) {
        return _worthOf(bank, _credits[bank].owed == 0 ? dueTime() : _credits[bank].due, pledges, 0);
    }

    /// @inheritdoc IIntradayCredit
    function hoursOfDay() external view returns (uint32 opens, uint32 closes) {
        return (_opens, _closes);
    }

    /// @inheritdoc IIntradayCredit
    function dueTime() public view returns (uint40) {
        uint256 sinceOpening = (block.timestamp + 1 days - _opens) % 1 days;
        uint256 length = (_closes + 1 days - _opens) % 1 days;
        require(_open && sinceOpening < length, CreditClosed());
        return uint40(block.timestamp - sinceOpening + length);
    }

    function _setHours(uint32 opens, uint32 closes) private {
        require(opens < 1 days && closes < 1 days && opens != closes, InvalidHours(opens, closes));
        (_opens, _closes) = (opens, closes);
        emit HoursSet(opens, closes);
    }

    /// Takes what the debt needs of one pledge, and no more of it than there is.
    function _take(address bank, Pledge calldata pledge, uint40 due) private {
        uint256 owed = _credits[bank].owed;
        if (owed == 0) return;
        // What the bond was worth when the credit was due: nothing that is said since makes it less.
        LendingValue memory worth = _unpacked(_values[pledge.bond].upperLookupRecent(due));
        uint256 locked = worth.value == 0 || worth.until < due ? 0 : _lockedOf(bank, pledge, 0);
        if (locked == 0) {
            emit PledgeNotTaken(bank, pledge.bond, pledge.lockId);
            return;
        }
        uint256 units = Math.min(locked, Math.ceilDiv(owed, worth.value));
        uint256 amount = Math.min(owed, units * worth.value);
        _credits[bank].owed = uint64(owed - amount);
        try ISettlementLocks(pledge.bond).spendLock(pledge.lockId, abi.encode(msg.sender, units), "") {
            emit PledgeTaken(bank, pledge.bond, pledge.lockId, uint64(units), uint64(amount), uint64(owed - amount));
        } catch {
            _credits[bank].owed = uint64(owed);
            emit PledgeNotTaken(bank, pledge.bond, pledge.lockId);
        }
    }

    function _checkTimely(address bank, uint40 due) private view {
        require(block.timestamp <= due, CreditOverdue(bank, due));
    }

    /// @param without id of a pledge that may not be among them
    function _checkCovered(address bank, uint256 owed, uint40 due, Pledge[] calldata pledges, bytes32 without)
        private
        view
    {
        uint256 worth = _worthOf(bank, due, pledges, without);
        require(owed <= worth, NotCovered(bank, owed, worth));
    }

    function _worthOf(address bank, uint40 due, Pledge[] calldata pledges, bytes32 without)
        private
        view
        returns (uint256 worth)
    {
        require(pledges.length <= MOST_PLEDGES, PledgesNotInOrder(pledges.length));
        for (uint256 i = 0; i < pledges.length; ++i) {
            bytes32 lockId = pledges[i].lockId;
            bool inOrder = lockId != without && (i == 0 || pledges[i - 1].lockId < lockId);
            require(inOrder, PledgesNotInOrder(i));
            LendingValue memory each = _unpacked(_values[pledges[i].bond].latest());
            if (each.value == 0 || each.until < due) continue;
            worth += _lockedOf(bank, pledges[i], due + grace) * each.value;
        }
    }

    /// Units that a bank has pledged by a lock which lasts until a time, or none.
    function _lockedOf(address bank, Pledge calldata pledge, uint256 atLeast) private view returns (uint256) {
        if (_ownerOf(pledge) != bank) return 0;
        (uint256 units, address receiver, uint256 expiry) =
            abi.decode(ILockViews(pledge.bond).getLockContent(pledge.lockId), (uint256, address, uint256));
        return receiver == address(0) && expiry >= atLeast ? units : 0;
    }

    /// Whose lock it is, where it stands and this facility can spend and cancel it.
    function _ownerOf(Pledge calldata pledge) private view returns (address) {
        if (!ILockViews(pledge.bond).isLockActive(pledge.lockId)) return address(0);
        LockInfo memory lock = ILockViews(pledge.bond).getLock(pledge.lockId);
        bool ours = lock.spender == address(this) && lock.spendCommitment == 0 && lock.cancelCommitment == 0;
        return ours ? lock.owner : address(0);
    }

    function _unpacked(uint208 word) private pure returns (LendingValue memory) {
        return LendingValue(uint64(word), uint40(word >> UNTIL));
    }
}
