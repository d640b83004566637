// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Rounding} from "../interfaces/IBond.sol";
import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";
import {Claim, ClaimLists} from "../libraries/ClaimLists.sol";
import {HolderAccount, HolderAccounts} from "../libraries/HolderAccounts.sol";
import {Restriction, Restrictions} from "../libraries/Restrictions.sol";
import {TokenWord, TokenWords} from "../libraries/TokenWords.sol";
import {TokenState} from "../token/TokenState.sol";
import {BondCode} from "./BondCode.sol";
import {BondWatch} from "./BondWatch.sol";

/// What a holder has earned, for the bond and the contracts it delegates to alike.
/// @dev Interest is counted when an account is next paid or its balance changes: the cursor says how many coupons are
/// in. There are two ways of counting.
///
/// Summed, where amounts are whole on a unit and untaxed: coupons that may be paid go to `owed`.
///
/// By coupon, where each is rounded or taxed on the holding: the cursor stays where the account was last paid.
///
/// Either way the last coupon recorded but not yet payable is `pending`, as the units held where what they earn is not
/// known yet or not a sum. Several unpaid go to a list, each by its number.
///
/// Money funded for one coupon so never pays another, a coupon never waits for a later one, and one fixed late is still
/// whose it was at its record time.
abstract contract BondEntitlement is BondWatch {
    using ClaimLists for mapping(uint256 => uint256);

    IIdentityRegistry private immutable _implementationRegistry;

    /// What a coupon counted by coupon has yet to pay.
    /// @param units whose holders have not been paid
    /// @param money left of what was funded [minor]
    struct Unpaid {
        uint64 units;
        uint64 money;
    }

    mapping(address holder => mapping(uint256 => uint256)) internal _claims; // as ClaimLists has them
    mapping(uint256 number => Unpaid) internal _unpaid;
    mapping(uint256 countryOrClass => uint256 rate) internal _withholding; // [1e-9], with SET
    mapping(uint256 country => address) internal _taxAuthorities;
    mapping(uint256 country => uint256) internal _taxHeld; // [minor]

    constructor(IIdentityRegistry registry) {
        _implementationRegistry = registry;
    }

    /// Coupons that may be paid now: funded and past their pay time. A coupon is funded after its record time, and no
    /// record time lies before the pay time of the coupon before: at most the last one funded waits.
    function _couponsPayable(TokenWord state) internal view returns (uint256 count) {
        count = state.couponsFunded();
        if (count != 0 && block.timestamp < _payTime(count - 1)) --count;
    }

    /// @inheritdoc TokenState
    function _touched(TokenWord state, address holder, HolderAccount account)
        internal
        override
        returns (HolderAccount)
    {
        if (state.has(TokenWords.WATCHED)) _watch(holder, account.balance());
        else if (account.isCurrent(_currentCursor(state))) return account;
        uint256 payable_ = _couponsPayable(state);
        if (!state.has(TokenWords.BY_COUPON)) account = _released(holder, account, payable_);
        return _counted(holder, account, _couponsRecorded(payable_));
    }

    /// @inheritdoc TokenState
    /// @dev The usual case first: neither has anything to count in, or both just the one coupon recorded since.
    function _touchedBoth(TokenWord state, address from, HolderAccount sender, address to, HolderAccount receiver)
        internal
        override
        returns (HolderAccount, HolderAccount)
    {
        if (state.has(TokenWords.WATCHED)) return (_touched(state, from, sender), _touched(state, to, receiver));
        uint256 funded = state.couponsFunded();
        bool current = sender.isCurrent(funded) && receiver.isCurrent(funded);
        uint256 word = BondCode.couponWord(funded);
        if (current) {
            if (block.timestamp <= BondCode.recordTimeIn(word)) return (sender, receiver);
            if (block.timestamp <= BondCode.recordTime(funded + 1)) {
                // It is not payable, as it is not funded; all before it were counted in before.
                uint256 money = word & BondCode.MONEY;
                uint256 amount = money == 0 || state.has(TokenWords.BY_COUPON) ? 1 : _amountIn(money);
                return (sender.plusPending(amount), receiver.plusPending(amount));
            }
        }
        return (_touched(state, from, sender), _touched(state, to, receiver));
    }

    /// @inheritdoc TokenState
    /// @dev All that is recorded must be funded. After the last coupon nothing is recorded any more.
    function _currentCursor(TokenWord state) internal view override returns (uint256) {
        if (state.has(TokenWords.WATCHED)) return HolderAccounts.NO_CURSOR;
        uint256 funded = state.couponsFunded();
        return block.timestamp <= BondCode.recordTime(funded) ? funded : HolderAccounts.NO_CURSOR;
    }

    /// The account with all coupons recorded counted in, those payable having been. Its balance is about to change, so
    /// the others are counted now: the last one as pending, those before it, which are in arrears, one by one.
    function _counted(address holder, HolderAccount account, uint256 recorded) private returns (HolderAccount) {
        uint256 cursor = account.cursor();
        if (recorded == cursor) return account;
        if (account.pending() != 0) {
            account = _claim(holder, account, Claim(uint16(cursor), _pendsInUnits(cursor), uint64(account.pending())));
        }
        account = account.withPending(0).withCursor(recorded);
        uint256 units = account.balance();
        if (units == 0) return account;
        for (uint256 number = cursor + 1; number < recorded; ++number) {
            account = _claim(holder, account, Claim(uint16(number), true, uint64(units)));
        }
        return account.withPending(_pendsInUnits(recorded) ? units : units * _amountIn(_moneyOf(recorded)));
    }

    /// The account with everything that may be paid now counted as owed; the caller must store it. For sums only.
    function _released(address holder, HolderAccount account, uint256 payable_) internal returns (HolderAccount) {
        account = _accrued(account, payable_);
        return account.inArrears() ? _withClaims(holder, account, payable_) : account;
    }

    /// The account with its cursor at the last payable coupon: what is pending for it, and what the units came to
    /// since.
    function _accrued(HolderAccount account, uint256 payable_) internal view returns (HolderAccount) {
        uint256 cursor = account.cursor();
        if (cursor > payable_ || (cursor == payable_ && account.pending() == 0)) return account;
        uint256 earned = _earned(account.balance(), cursor, payable_) + _pendingOf(account);
        return account.withOwed(account.owed() + earned).withPending(0).withCursor(payable_);
    }

    /// What is pending of an account, nothing while that coupon is not fixed. [minor]
    function _pendingOf(HolderAccount account) internal view returns (uint256 pending) {
        pending = account.pending();
        if (pending != 0) pending = _worth(account.cursor(), _pendsInUnits(account.cursor()), pending);
    }

    /// What units came to over the coupons after the first `cursor` up to `last`. [minor]
    function _earned(uint256 units, uint256 cursor, uint256 last) private view returns (uint256) {
        if (last == cursor) return 0;
        if (last == cursor + 1) return units * _amountIn(_moneyOf(last));
        uint256 before = cursor == 0 ? 0 : uint64(_moneyOf(cursor));
        return units * (uint64(_moneyOf(last)) - before);
    }

    /// The account with the claims up to a coupon in what is owed.
    function _withClaims(address holder, HolderAccount account, uint256 last) private returns (HolderAccount) {
        Claim[] memory claims = _claims[holder].takeAll();
        uint256 due = account.owed() + _dueOf(claims, last);
        account = account.withOwed(due).withInArrears(false);
        for (uint256 i = 0; i < claims.length; ++i) {
            if (claims[i].number > last) account = _claim(holder, account, claims[i]);
        }
        return account;
    }

    function _claim(address holder, HolderAccount account, Claim memory claim) internal returns (HolderAccount) {
        _claims[holder].push(claim);
        return account.withInArrears(true);
    }

    /// Sum of the claims on coupons up to `last` that are fixed. [minor]
    function _dueOf(Claim[] memory claims, uint256 last) internal view returns (uint256 due) {
        for (uint256 i = 0; i < claims.length; ++i) {
            Claim memory claim = claims[i];
            if (claim.number <= last) due += _worth(claim.number, claim.inUnits, claim.quantity);
        }
    }

    /// What a quantity noted for a coupon pays, nothing while that is not fixed. [minor]
    /// @param inUnits whether it is units, otherwise what they came to before any default interest
    function _worth(uint256 number, bool inUnits, uint256 quantity) private view returns (uint256) {
        if (inUnits) return _paidOn(number, quantity);
        uint256 late = _lateOn(number);
        if (late == 0) return quantity;
        return quantity + quantity / (_amountIn(_moneyOf(number)) - late) * late;
    }

    /// Whether what waits for a coupon to become payable is noted in units: what it pays is not known yet, or no sum.
    function _pendsInUnits(uint256 number) internal view returns (bool) {
        return BondCode.pendsInUnits() || _isCut(number);
    }

    /// Default interest on one unit that was funded with a coupon. [minor]
    function _lateOn(uint256 number) internal view returns (uint256) {
        return _isWatched() ? _late[number].own : 0;
    }

    /// What a coupon pays on a holding, nothing while it is not fixed. [minor]
    function _paidOn(uint256 number, uint256 units) internal view returns (uint256) {
        (uint256 interest, uint256 instalment) = _partsOn(number, units);
        return interest + instalment;
    }

    /// The same in its parts.
    function _partsOn(uint256 number, uint256 units) internal view returns (uint256 interest, uint256 instalment) {
        uint256 money = _moneyOf(number);
        if (money == 0) return (0, 0);
        instalment = _instalmentOf(number);
        if (BondCode.rounding() != Rounding.PER_HOLDING_DOWN) {
            return (units * (_amountIn(money) - instalment), units * instalment);
        }
        (uint256 numerator, uint256 denominator) = _ratioIn(money);
        interest = Math.mulDiv(units, numerator, denominator) + units * _lateOn(number);
        return (interest, units * instalment);
    }

    /// What one unit is paid, where interest is rounded on a unit. [minor]
    function _amountIn(uint256 money) internal pure returns (uint256) {
        return uint64(money >> 64);
    }

    /// The exact interest of one unit, where it is rounded on a holding. [minor]
    function _ratioIn(uint256 money) internal pure returns (uint256 numerator, uint256 denominator) {
        return (uint80(money >> 48), uint48(money));
    }

    /// Coupons whose record time has passed, counted on from `cursor`.
    function _couponsRecorded(uint256 cursor) internal view returns (uint256) {
        while (block.timestamp > _recordTime(cursor)) ++cursor;
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
    /// @dev Units put: an approved run of puts must not fail because one of the holders locks them.
    function _reserved(address holder) internal view override returns (uint256) {
        return _putNotices[holder].units;
    }

    /// @inheritdoc TokenState
    function _isVenue(address spender) internal view override returns (bool) {
        return spender == _venue();
    }

    /// @inheritdoc TokenState
    function _ownRestriction(address) internal pure override returns (Restriction) {
        return Restrictions.NONE;
    }

    /// @inheritdoc TokenState
    function _needsTwo() internal view override returns (bool) {
        return BondCode.has(BondCode.DUAL_CONTROL);
    }
}
