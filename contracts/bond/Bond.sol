// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ShortString, ShortStrings} from "@openzeppelin/contracts/utils/ShortStrings.sol";
import {IBond, BondTerms, Coupon} from "../interfaces/IBond.sol";
import {BondRoles} from "../interfaces/IBondFactory.sol";
import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";
import {HolderAccount} from "../libraries/HolderAccounts.sol";
import {PermissionedToken} from "../token/PermissionedToken.sol";
import {BondCode} from "./BondCode.sol";

/// Purpose, rules and errors: IBond.
/// @dev Interest is counted when an account is next paid or its balance changes: the cursor says how many coupons are
/// in, the cumulative amount per unit what the others came to while the balance stood. Coupons that may be paid go to
/// `owed`; one recorded but not yet payable to `pending`; should several be overdue, each to a list of its own. Money
/// funded for one coupon so never pays another, and a coupon never waits for a later one.
contract Bond is IBond, PermissionedToken {
    using SafeERC20 for IERC20;

    bytes32 public constant ISSUER_ROLE = keccak256("ISSUER_ROLE");
    bytes32 public constant PAYING_AGENT_ROLE = keccak256("PAYING_AGENT_ROLE");

    uint256 private constant MAX_BATCH = 200; // under 12M gas, first payments to fresh cash accounts included

    /// A coupon that was recorded and neither funded nor the last one when its holder's balance changed.
    /// @param amount [minor]
    struct Arrear {
        uint16 number;
        uint64 amount;
    }

    address private immutable _factory;

    // These share their slot with `paused` and the supply.
    uint16 private _couponsFunded;
    bool private _issued;
    bool public redemptionFunded;

    mapping(address holder => Arrear[]) private _arrears;

    /// @param factory creates the clones and alone sets them up; this implementation itself never holds a role
    constructor(IIdentityRegistry registry, address factory) PermissionedToken(registry) {
        _factory = factory;
    }

    /// Gives each role to its first holder; the factory calls it in the transaction that creates the clone.
    function initialize(BondRoles calldata roles) external {
        require(msg.sender == _factory, NotFactory(msg.sender));
        _grantRole(DEFAULT_ADMIN_ROLE, roles.issuer);
        _grantRole(ISSUER_ROLE, roles.issuer);
        _grantRole(PAYING_AGENT_ROLE, roles.payingAgent);
        _grantRole(COMPLIANCE_ROLE, roles.complianceOfficer);
        _grantRole(PAUSER_ROLE, roles.pauser);
    }

    /// @inheritdoc IBond
    function issue(address to) external onlyRole(ISSUER_ROLE) {
        BondTerms memory t = BondCode.terms();
        // Units issued after a record time would be funded for a coupon that nobody on them earned.
        bool open = block.timestamp >= t.issueTime && block.timestamp <= BondCode.recordTime(0);
        require(!_issued && open, IssueNotOpen(t.issueTime, _issued));
        _issued = true;
        emit Issued(to, t.units);
        _mint(to, t.units);
    }

    /// @inheritdoc IBond
    function fundCoupon(uint256 number) external onlyRole(PAYING_AGENT_ROLE) {
        uint256 next = uint256(_couponsFunded) + 1;
        Coupon memory c = coupon(number);
        require(
            _issued && number == next && block.timestamp > c.period.recordTime,
            CouponNotFundable(number, next, c.period.recordTime)
        );
        _couponsFunded = uint16(number);
        // Units are issued once and burnt only at redemption, which waits for all coupons: the supply now is the
        // supply at the record time.
        uint256 total = uint256(c.amountPerUnit) * _supply;
        emit CouponFunded(number, c.amountPerUnit, _supply, total);
        _collect(total);
    }

    /// @inheritdoc IBond
    function payCoupons(address[] calldata holders) external {
        _checkPayer(holders);
        for (uint256 i = 0; i < holders.length; ++i) {
            _payCoupons(holders[i]);
        }
    }

    /// @inheritdoc IBond
    function fundRedemption() external onlyRole(PAYING_AGENT_ROLE) {
        BondTerms memory t = BondCode.terms();
        uint256 count = BondCode.couponCount();
        require(
            _couponsFunded == count && block.timestamp >= t.maturityTime && !redemptionFunded,
            RedemptionNotFundable(_couponsFunded, count, redemptionFunded)
        );
        redemptionFunded = true;
        uint256 total = uint256(t.unitFace) * _supply;
        emit RedemptionFunded(_supply, total);
        _collect(total);
    }

    /// @inheritdoc IBond
    function redeem(address[] calldata holders) external {
        _checkPayer(holders);
        BondTerms memory t = BondCode.terms();
        require(redemptionFunded, NotRedeemable(t.maturityTime, redemptionFunded));
        for (uint256 i = 0; i < holders.length; ++i) {
            _redeem(holders[i], t.unitFace);
        }
    }

    function name() external view returns (string memory) {
        return ShortStrings.toString(ShortString.wrap(BondCode.terms().name));
    }

    function symbol() external view returns (string memory) {
        return ShortStrings.toString(ShortString.wrap(BondCode.terms().symbol));
    }

    /// Units are whole: the smallest transferable amount is one.
    function decimals() external pure returns (uint8) {
        return 0;
    }

    /// @inheritdoc IBond
    function terms() external view returns (BondTerms memory) {
        return BondCode.terms();
    }

    /// @inheritdoc IBond
    function couponCount() external view returns (uint256) {
        return BondCode.couponCount();
    }

    /// @inheritdoc IBond
    function coupon(uint256 number) public view returns (Coupon memory) {
        require(number != 0 && number <= BondCode.couponCount(), NoSuchCoupon(number));
        return BondCode.coupon(number - 1);
    }

    /// @inheritdoc IBond
    function couponsFunded() external view returns (uint256) {
        return _couponsFunded;
    }

    /// @inheritdoc IBond
    function interestDue(address holder) external view returns (uint256 owed, uint256 pending) {
        uint256 payable_ = _couponsPayable();
        HolderAccount account = _accrued(_accounts[holder], payable_);
        uint256 cursor = account.cursor();
        uint256 earned =
            account.balance() * (BondCode.cumulative(_couponsRecorded(cursor)) - BondCode.cumulative(cursor));
        uint256 due = _dueOf(_arrears[holder], payable_);
        uint256 overdue = _dueOf(_arrears[holder], type(uint256).max) - due;
        return (account.owed() + due, account.pending() + overdue + earned);
    }

    function _payCoupons(address holder) private {
        HolderAccount account = _released(holder, _accounts[holder]);
        uint256 amount = account.owed();
        _accounts[holder] = account.withOwed(0);
        if (amount == 0) return;
        if (_pay(holder, amount)) {
            emit CouponPaid(holder, _couponsPayable(), amount);
        } else {
            HolderAccount now_ = _accounts[holder]; // read again: the cash token may have called back
            _accounts[holder] = now_.withOwed(now_.owed() + amount);
            emit PaymentFailed(holder, amount);
        }
    }

    function _redeem(address holder, uint256 unitFace) private {
        if (_accounts[holder].balance() == 0) return;
        // The principal is funded after all coupons, past their pay times: nothing is pending or in arrears any more.
        HolderAccount account = _released(holder, _accounts[holder]);
        (uint256 units, uint256 interest, uint256 frozen) = (account.balance(), account.owed(), account.frozen());
        uint256 principal = units * unitFace;
        _accounts[holder] = account.withBalance(0).withFrozen(0).withOwed(0);
        _supply -= uint64(units);
        if (_pay(holder, principal + interest)) {
            if (interest != 0) emit CouponPaid(holder, _couponsFunded, interest);
            if (frozen != 0) emit TokensUnfrozen(holder, frozen);
            emit Redeemed(holder, units, principal);
            emit Transfer(holder, address(0), units);
        } else {
            HolderAccount now_ = _accounts[holder]; // read again: the cash token may have called back
            now_ = now_.withBalance(now_.balance() + units).withFrozen(now_.frozen() + frozen);
            _accounts[holder] = now_.withOwed(now_.owed() + interest);
            _supply += uint64(units);
            emit PaymentFailed(holder, principal + interest);
        }
    }

    /// Takes exactly `total` of cash from the caller into this bond.
    function _collect(uint256 total) private {
        IERC20 cash = IERC20(BondCode.cash());
        uint256 before = cash.balanceOf(address(this));
        cash.safeTransferFrom(msg.sender, address(this), total);
        uint256 received = cash.balanceOf(address(this)) - before;
        require(received == total, CashMismatch(received, total));
    }

    /// Whether the holder's cash account took the payment.
    function _pay(address holder, uint256 amount) private returns (bool) {
        return IERC20(BondCode.cash()).trySafeTransfer(holder, amount);
    }

    function _checkPayer(address[] calldata holders) private view {
        bool own = holders.length == 1 && holders[0] == msg.sender;
        require(own || hasRole(PAYING_AGENT_ROLE, msg.sender), NotPayingAgent(msg.sender));
        require(holders.length <= MAX_BATCH, BatchTooLong(holders.length, MAX_BATCH));
    }

    /// Coupons that may be paid now: funded and past their pay time. A coupon is funded after its record time, and no
    /// record time lies before the pay time of the coupon before: at most the last one funded waits.
    function _couponsPayable() private view returns (uint256 count) {
        count = _couponsFunded;
        if (count != 0 && block.timestamp < BondCode.payTime(count - 1)) --count;
    }

    /// @inheritdoc PermissionedToken
    /// @dev The balance is about to change, so coupons recorded on it that nobody can be paid yet are counted now:
    /// the last one as pending, those before it, which are in arrears, one by one.
    function _touched(address holder, HolderAccount account) internal override returns (HolderAccount) {
        account = _released(holder, account);
        uint256 cursor = account.cursor();
        uint256 recorded = _couponsRecorded(cursor);
        if (recorded == cursor) return account;
        if (account.pending() != 0) account = _book(holder, account, cursor, account.pending());
        uint256 units = account.balance();
        if (units == 0) return account.withPending(0).withCursor(recorded);
        for (uint256 number = cursor + 1; number < recorded; ++number) {
            account = _book(holder, account, number, units * BondCode.amountPerUnit(number));
        }
        return account.withPending(units * BondCode.amountPerUnit(recorded)).withCursor(recorded);
    }

    /// The account with everything that may be paid now counted as owed; the caller must store it.
    function _released(address holder, HolderAccount account) private returns (HolderAccount) {
        uint256 payable_ = _couponsPayable();
        account = _accrued(account, payable_);
        if (!account.inArrears()) return account;
        Arrear[] storage arrears = _arrears[holder];
        uint256 due = _dueOf(arrears, payable_);
        uint256 kept;
        for (uint256 i = 0; i < arrears.length; ++i) {
            if (arrears[i].number > payable_) arrears[kept++] = arrears[i];
        }
        while (arrears.length > kept) arrears.pop();
        return account.withOwed(account.owed() + due).withInArrears(kept != 0);
    }

    /// The account with its cursor at the last payable coupon: what is pending for it, and what the units came to since.
    function _accrued(HolderAccount account, uint256 payable_) private view returns (HolderAccount) {
        uint256 cursor = account.cursor();
        if (cursor > payable_ || (cursor == payable_ && account.pending() == 0)) return account;
        uint256 earned = account.balance() * (BondCode.cumulative(payable_) - BondCode.cumulative(cursor));
        return account.withOwed(account.owed() + account.pending() + earned).withPending(0).withCursor(payable_);
    }

    /// Books a coupon that is overdue, so that each can be paid when its own money comes.
    function _book(address holder, HolderAccount account, uint256 number, uint256 amount)
        private
        returns (HolderAccount)
    {
        _arrears[holder].push(Arrear(uint16(number), uint64(amount)));
        return account.withInArrears(true);
    }

    /// Sum of the arrears of coupons up to `number`. [minor]
    function _dueOf(Arrear[] storage arrears, uint256 number) private view returns (uint256 due) {
        for (uint256 i = 0; i < arrears.length; ++i) {
            if (arrears[i].number <= number) due += arrears[i].amount;
        }
    }

    /// Coupons whose record time has passed, counted on from `cursor`.
    function _couponsRecorded(uint256 cursor) private view returns (uint256) {
        uint256 count = BondCode.couponCount();
        while (cursor < count && block.timestamp > BondCode.recordTime(cursor)) ++cursor;
        return cursor;
    }

    /// @inheritdoc PermissionedToken
    /// @dev Another bond is verified as a payee of money; units sent to it would be lost.
    function _mayReceive(address to) internal view override returns (bool) {
        return identityRegistry.mayHoldSecurities(to);
    }

    /// @inheritdoc PermissionedToken
    function _checkHolding(address holder, uint256 balance) internal view override {
        if (balance == 0) return;
        uint256 least = BondCode.minUnits();
        require(balance >= least, BelowMinimumHolding(holder, balance, least));
    }
}
