// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";
import {HolderAccount, HolderAccounts} from "../libraries/HolderAccounts.sol";
import {TokenWord} from "../libraries/TokenWords.sol";
import {TokenState} from "../token/TokenState.sol";
import {BondCode} from "./BondCode.sol";

/// What a holder has earned, for the bond and its administration contract alike.
/// @dev Interest is counted when an account is next paid or its balance changes: the cursor says how many coupons are
/// in, the cumulative amount per unit what the others came to while the balance stood. Coupons that may be paid go to
/// `owed`; one recorded but not yet payable to `pending`; should several be overdue, each to a list of its own. Money
/// funded for one coupon so never pays another, and a coupon never waits for a later one.
abstract contract BondEntitlement is TokenState {
    /// A coupon that was recorded and neither funded nor the last one when its holder's balance changed.
    /// @param amount [minor]
    struct Arrear {
        uint16 number;
        uint64 amount;
    }

    IIdentityRegistry private immutable _implementationRegistry;

    mapping(address holder => Arrear[]) internal _arrears;

    constructor(IIdentityRegistry registry) {
        _implementationRegistry = registry;
    }

    /// Coupons that may be paid now: funded and past their pay time. A coupon is funded after its record time, and no
    /// record time lies before the pay time of the coupon before: at most the last one funded waits.
    function _couponsPayable(TokenWord state) internal view returns (uint256 count) {
        count = state.couponsFunded();
        if (count != 0 && block.timestamp < BondCode.payTime(count - 1)) --count;
    }

    /// @inheritdoc TokenState
    function _touched(TokenWord state, address holder, HolderAccount account)
        internal
        override
        returns (HolderAccount)
    {
        if (account.isCurrent(_currentCursor(state))) return account;
        uint256 payable_ = _couponsPayable(state);
        return _counted(holder, account, payable_, _couponsRecorded(payable_));
    }

    /// @inheritdoc TokenState
    function _touchedBoth(TokenWord state, address from, HolderAccount sender, address to, HolderAccount receiver)
        internal
        override
        returns (HolderAccount, HolderAccount)
    {
        uint256 cursor = _currentCursor(state);
        if (sender.isCurrent(cursor) && receiver.isCurrent(cursor)) return (sender, receiver);
        uint256 payable_ = _couponsPayable(state);
        uint256 recorded = _couponsRecorded(payable_);
        return (_counted(from, sender, payable_, recorded), _counted(to, receiver, payable_, recorded));
    }

    /// @inheritdoc TokenState
    /// @dev All that is recorded must be funded. A word past the last coupon reads as 0, which no time precedes.
    function _currentCursor(TokenWord state) internal view override returns (uint256) {
        uint256 funded = state.couponsFunded();
        return block.timestamp <= BondCode.recordTime(funded) ? funded : HolderAccounts.NO_CURSOR;
    }

    /// The account with all coupons recorded counted in. Its balance is about to change, so those that nobody can be
    /// paid yet are counted now: the last one as pending, those before it, which are in arrears, one by one.
    function _counted(address holder, HolderAccount account, uint256 payable_, uint256 recorded)
        private
        returns (HolderAccount)
    {
        account = _released(holder, account, payable_);
        uint256 cursor = account.cursor();
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
    function _released(address holder, HolderAccount account, uint256 payable_) internal returns (HolderAccount) {
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

    /// The account with its cursor at the last payable coupon: what is pending for it, and what the units came to
    /// since.
    function _accrued(HolderAccount account, uint256 payable_) internal view returns (HolderAccount) {
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
    function _dueOf(Arrear[] storage arrears, uint256 number) internal view returns (uint256 due) {
        for (uint256 i = 0; i < arrears.length; ++i) {
            if (arrears[i].number <= number) due += arrears[i].amount;
        }
    }

    /// Coupons whose record time has passed, counted on from `cursor`; a word past the last coupon reads as 0.
    function _couponsRecorded(uint256 cursor) internal view returns (uint256) {
        uint256 time = BondCode.recordTime(cursor);
        while (time != 0 && block.timestamp > time) time = BondCode.recordTime(++cursor);
        return cursor;
    }

    /// @inheritdoc TokenState
    function _ownRegistry() internal view override returns (IIdentityRegistry) {
        return _implementationRegistry;
    }

    /// @inheritdoc TokenState
    function _minimumHolding() internal view override returns (uint256) {
        return BondCode.minUnits();
    }

    /// @inheritdoc TokenState
    /// @dev Class 0: another bond is verified as a payee of money; units sent to it would be lost.
    function _neverEligible() internal pure override returns (uint256) {
        return 1;
    }

    /// @inheritdoc TokenState
    function _maximumSupply() internal view override returns (uint256) {
        return BondCode.units();
    }

    /// @inheritdoc TokenState
    function _venue() internal view override returns (address) {
        return BondCode.settlementVenue();
    }

    /// @inheritdoc TokenState
    function _needsTwo() internal view override returns (bool) {
        return BondCode.dualControl();
    }
}
