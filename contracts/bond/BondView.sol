// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BondTerms, Coupon, CouponDetail, CouponPeriod, IBondView, Rounding} from "../interfaces/IBond.sol";
import {Claim, ClaimLists} from "../libraries/ClaimLists.sol";
import {HolderAccount} from "../libraries/HolderAccounts.sol";
import {BondCode} from "./BondCode.sol";
import {BondEntitlement} from "./BondEntitlement.sol";

/// Purpose: IBondView.
abstract contract BondView is IBondView, BondEntitlement {
    using ClaimLists for mapping(uint256 => uint256);

    /// @inheritdoc IBondView
    function terms() external view returns (BondTerms memory) {
        return BondCode.terms();
    }

    /// @inheritdoc IBondView
    function couponCount() external view returns (uint256) {
        return _lastCoupon();
    }

    /// @inheritdoc IBondView
    function coupon(uint256 number) public view returns (Coupon memory result) {
        result.period = _period(number);
        uint256 money = _moneyOf(number);
        result.instalment = uint64(_instalmentOf(number));
        result.late = uint64(_lateOn(number));
        if (money == 0) return result;
        result.isFixed = true;
        result.amountPerUnit = uint64(_paidOn(number, 1));
        (uint256 numerator, uint256 denominator) = (result.amountPerUnit - result.instalment - result.late, 1);
        if (BondCode.rounding() == Rounding.PER_HOLDING_DOWN) (numerator, denominator) = _ratioIn(money);
        (result.interest, result.denominator) = (uint80(numerator), uint48(denominator));
    }

    /// @inheritdoc IBondView
    function couponDetail(uint256 number) external view returns (CouponDetail memory) {
        BondCode.period(number);
        return BondCode.detail(number);
    }

    /// @inheritdoc IBondView
    function redemptionTime() external view returns (uint40) {
        return _redemptionTime();
    }

    /// @inheritdoc IBondView
    function redemptionPerUnit() external view returns (uint256 amount, bool known) {
        known = _isPrincipalKnown();
        if (known) amount = _principalOfUnit() + _lateOn(0);
    }

    /// @inheritdoc IBondView
    function couponsFunded() external view returns (uint256) {
        return _state.couponsFunded();
    }

    /// @inheritdoc IBondView
    function redemptionFunded() external view returns (bool) {
        return _state.redemptionFunded();
    }

    /// @inheritdoc IBondView
    function interestDue(address holder) external view returns (uint256 owed, uint256 pending) {
        uint256 payable_ = _couponsPayable(_state);
        HolderAccount account = _holdings[holder].account;
        Claim[] memory claims = _claims[holder].all();
        owed = _dueOf(claims, payable_);
        pending = _dueOf(claims, type(uint256).max) - owed;
        owed += account.owed();
        if (account.cursor() <= payable_) owed += _pendingOf(account);
        else pending += _pendingOf(account);
        uint256 recorded = _couponsRecorded(account.cursor());
        for (uint256 number = account.cursor() + 1; number <= recorded; ++number) {
            uint256 amount = _paidOn(number, account.balance());
            if (number <= payable_) owed += amount;
            else pending += amount;
        }
    }

    /// Dates of a coupon, to the end where it is cut.
    function _period(uint256 number) private view returns (CouponPeriod memory period) {
        _checkCoupon(number);
        period = BondCode.period(number);
        if (!_isCut(number)) return period;
        Ending memory ending = _ending;
        (period.recordTime, period.payTime) = (ending.time, ending.time);
        if (ending.day < period.accrualEnd) {
            period.accrualEnd = ending.day > period.accrualStart ? ending.day : period.accrualStart;
        }
    }
}
