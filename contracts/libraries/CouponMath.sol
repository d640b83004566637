// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// How days are counted between two dates, as the term sheet names it (ISDA 2006, section 4.16).
enum DayCount {
    ACT_365F
}

/// The money arithmetic of a coupon, in integers: one rounding, once per coupon, its direction in the name.
library CouponMath {
    uint256 internal constant RATE_SCALE = 1e9;

    /// Days from `start` to `end` and the days that make a year.
    /// @param start first day of the period [days since 1970-01-01]
    /// @param end day after the last [days since 1970-01-01]
    function yearFraction(DayCount dayCount, uint256 start, uint256 end)
        internal
        pure
        returns (uint256 numerator, uint256 denominator)
    {
        assert(dayCount == DayCount.ACT_365F);
        return (end - start, 365);
    }

    /// Interest of one unit for one period, to the nearest minor unit, a half upwards. [minor]
    /// @param unitFace principal outstanding of one unit [minor]
    /// @param rate per year [1e-9]
    function amountPerUnitHalfUp(uint256 unitFace, uint256 rate, uint256 numerator, uint256 denominator)
        internal
        pure
        returns (uint256)
    {
        uint256 scale = RATE_SCALE * denominator;
        return (2 * unitFace * rate * numerator + scale) / (2 * scale);
    }
}
