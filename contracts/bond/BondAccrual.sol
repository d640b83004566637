// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {CouponDetail, CouponKind, CouponPeriod, Rounding} from "../interfaces/IBond.sol";
import {IBondFixing} from "../interfaces/IBondFixing.sol";
import {CouponMath} from "../libraries/CouponMath.sol";
import {DayCounts} from "../libraries/DayCounts.sol";
import {BondCode} from "./BondCode.sol";
import {BondEntitlement} from "./BondEntitlement.sol";

/// Interest that has accrued, for whoever repays early or states a price.
abstract contract BondAccrual is BondEntitlement {
    /// Number of the coupon whose record time comes next, one more than the last where none does.
    function _couponAfter(uint256 time) internal view returns (uint256 number) {
        uint256 last = BondCode.couponCount();
        number = _state.couponsFunded() + 1; // funded after its record time
        while (number <= last && BondCode.recordTime(number - 1) < time) ++number;
    }

    /// Rate per year and ratio of index values of a coupon, one where nothing is indexed. One that is not fixed yet has
    /// those of the coupon before, so that nobody holds up holders by not fixing; nothing where none is. [1e-9]
    function _rateOf(uint256 number) internal view returns (uint256 rate, uint256 ratio) {
        if (number == 0) return (0, WHOLE);
        CouponDetail memory detail = BondCode.detail(number);
        uint256 word = _moneyFixedLater[number];
        if (word != 0) return (uint64(word >> 129), word >> 193);
        if (detail.kind == CouponKind.FIXED && detail.targets == 0) return (uint64(detail.rate), WHOLE);
        return _rateOf(number - 1);
    }

    /// Whether a coupon's rate is fixed, or is known by the terms.
    function _rateIsKnown(uint256 number) internal view returns (bool) {
        CouponDetail memory detail = BondCode.detail(number);
        return (detail.kind == CouponKind.FIXED && detail.targets == 0) || _moneyFixedLater[number] != 0;
    }

    /// Whether what accrues of a coupon by a day is known, and what its principal is repaid at.
    function _accrualIsKnown(uint256 number, uint256 day) internal view returns (bool) {
        if (_rateIsKnown(number)) return true;
        return day <= BondCode.period(number).accrualStart && BondCode.detail(number).kind != CouponKind.INDEXED;
    }

    /// Interest on one unit from a coupon's accrual start to a day, exact: nothing before, no more after its end.
    /// [minor] as a ratio
    function _accruedOf(uint256 number, uint256 outstanding, uint256 day)
        internal
        view
        returns (uint256 numerator, uint256 denominator)
    {
        CouponPeriod memory period = BondCode.period(number);
        if (day <= period.accrualStart) return (0, 1);
        (uint256 rate, uint256 ratio) = _rateOf(number);
        (numerator, denominator) =
            DayCounts.yearFraction(BondCode.counting(), period.accrualStart, Math.min(day, period.accrualEnd));
        numerator *= outstanding * rate;
        denominator *= WHOLE;
        if (ratio != WHOLE) (numerator, denominator) = (numerator * ratio, denominator * WHOLE);
    }

    /// What such interest comes to on a holding, by the bond's rounding. [minor]
    function _roundedOn(uint256 units, uint256 numerator, uint256 denominator) internal view returns (uint256) {
        Rounding rounding = BondCode.rounding();
        if (rounding == Rounding.PER_HOLDING_DOWN) return Math.mulDiv(units, numerator, denominator);
        return units * CouponMath.rounded(rounding, numerator, denominator);
    }

    /// Principal of one unit as it is repaid: what is outstanding, by the index where one is followed. [minor]
    function _principalOf(uint256 number, uint256 outstanding) internal view returns (uint256 principal) {
        (, uint256 ratio) = _rateOf(number);
        principal = _scaled(outstanding, ratio);
        if (principal < outstanding && BondCode.has(BondCode.PAR_FLOOR)) principal = outstanding;
    }

    /// Stores for good what one unit is redeemed at. [minor]
    function _fixPrincipal(uint256 principal) internal {
        require(principal * BondCode.units() <= type(uint64).max, IBondFixing.TooMuchInterest(0, principal));
        _principalFixedLater = FIXED | principal;
        emit IBondFixing.PrincipalFixed(principal);
    }
}
