// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CivilDate} from "./CivilDate.sol";

/// How days are counted between two dates, as the term sheet names it: ISDA 2006, section 4.16 (d), (e), (b), ICMA Rule
/// 251, then 4.16 (f), its variant of the U.S. market, (g) and (h).
enum DayCount {
    ACT_365F,
    ACT_360,
    ACT_ACT_ISDA,
    ACT_ACT_ICMA,
    THIRTY_360,
    THIRTY_360_US,
    THIRTY_E_360,
    THIRTY_E_360_ISDA
}

/// A day count with what it needs to know of the bond.
/// @param months of one regular period: 12, 6, 3 or 1; only ACT/ACT-ICMA asks
/// @param endOfMonth whether an anchor on its month's last day sets all notional dates on theirs; only ACT/ACT-ICMA asks
/// @param anchor notional dates count from here, in both directions [days since 1970-01-01]; only ACT/ACT-ICMA asks
/// @param maturity [days since 1970-01-01]; only 30E/360-ISDA asks
struct Counting {
    DayCount dayCount;
    uint8 months;
    bool endOfMonth;
    uint24 anchor;
    uint24 maturity;
}

/// Year fractions as exact ratios of integers.
/// @dev Days have 24 bits and months of a period 8, so no sum or product here has more than 64: what stands unchecked
/// cannot overflow, and differences are taken of what the order of the dates makes the larger.
library DayCounts {
    /// Thrown when a period ends before it starts, or later than 24 bits can tell. [days since 1970-01-01]
    error InvalidDates(uint256 start, uint256 end);

    /// A period as a fraction of a year: an exact ratio, not in lowest terms. Each side is below 2^64, the denominator
    /// never zero.
    /// @param start first day of the period [days since 1970-01-01]
    /// @param end day after the last [days since 1970-01-01]
    function yearFraction(Counting memory c, uint256 start, uint256 end)
        internal
        pure
        returns (uint256 numerator, uint256 denominator)
    {
        DayCount dayCount = c.dayCount;
        if (dayCount == DayCount.ACT_365F) return (_actualDays(start, end), 365);
        if (dayCount == DayCount.ACT_ACT_ISDA) return _actualActualIsda(start, end);
        if (dayCount == DayCount.ACT_ACT_ICMA) return _actualActualIcma(c, start, end);
        return (countDays(c, start, end), 360);
    }

    /// Days of a period as its day count has them: actual days, or those of months of 30. [days]
    /// @param start first day of the period [days since 1970-01-01]
    /// @param end day after the last [days since 1970-01-01]
    function countDays(Counting memory c, uint256 start, uint256 end) internal pure returns (uint256) {
        return c.dayCount < DayCount.THIRTY_360 ? _actualDays(start, end) : _thirtyDays(c, start, end);
    }

    function _actualDays(uint256 start, uint256 end) private pure returns (uint256 count) {
        unchecked {
            count = end - start; // of more than 24 bits where the end is the earlier
        }
        require((start | end | count) >> 24 == 0, InvalidDates(start, end));
    }

    /// ISDA 2006, 4.16(b): days in leap years over 366 and all others over 365, by the calendar year of each day.
    function _actualActualIsda(uint256 start, uint256 end) private pure returns (uint256, uint256) {
        uint256 all = _actualDays(start, end);
        unchecked {
            uint256 leap = _leapYearDays(end) - _leapYearDays(start); // safe: it grows with the day
            return (366 * all - leap, 365 * 366);
        }
    }

    /// Days in leap years after the year 0 and before `day`.
    function _leapYearDays(uint256 day) private pure returns (uint256 count) {
        uint256 year = CivilDate.monthOf(day) / 12;
        unchecked {
            uint256 past = year - 1; // safe: no day lies before 1970
            count = 366 * (past / 4 - past / 100 + past / 400);
            if (CivilDate.isLeapYear(year)) count += day - CivilDate.dayOf(12 * year, 1);
        }
    }

    /// ICMA Rule 251: each day over the days of the notional period it falls in times the periods of a year.
    function _actualActualIcma(Counting memory c, uint256 start, uint256 end) private pure returns (uint256, uint256) {
        uint256 all = _actualDays(start, end);
        (uint256 month, uint256 dayOfMonth) = CivilDate.anchored(c.anchor, c.endOfMonth);
        (uint256 from, uint256 length1, uint256 left) = _position(c.months, month, dayOfMonth, start);
        unchecked {
            // Safe: see above. A regular period is found without a look at its end.
            if (all <= left) return (c.months * all, 12 * length1);
            (uint256 to, uint256 length2,) = _position(c.months, month, dayOfMonth, end);
            return (to * length1 - from * length2, 12 * length1 * length2);
        }
    }

    /// A day as a count of months, in which the days of a notional period are equal parts of its months: what lies
    /// between two notional dates then counts its months exactly, however many days they have.
    /// @param months of one period
    /// @param month of the anchor
    /// @param dayOfMonth of the anchor
    /// @return numerator of the months since January of the year 0; the denominator is `length`
    /// @return length of the notional period that the day falls in [days]
    /// @return left from the day to the period's end [days]
    /// @dev The day and the anchor go an era on, where the calendar is the same: no period begins before 1970 there.
    function _position(uint256 months, uint256 month, uint256 dayOfMonth, uint256 day)
        private
        pure
        returns (uint256 numerator, uint256 length, uint256 left)
    {
        unchecked {
            // Safe: see above, and a period begins at most its months before the era that is added.
            day += CivilDate.DAYS_IN_ERA;
            uint256 first = CivilDate.monthOf(day);
            first -= (first - (month + CivilDate.MONTHS_IN_ERA) % months) % months;
            uint256 begin = CivilDate.dayOf(first, dayOfMonth);
            uint256 end = begin;
            if (begin > day) begin = CivilDate.dayOf(first -= months, dayOfMonth);
            else end = CivilDate.dayOf(first + months, dayOfMonth);
            length = end - begin;
            return (first * length + months * (day - begin), length, end - day);
        }
    }

    /// ISDA 2006, 4.16(f), (g), (h): months of 30 days.
    function _thirtyDays(Counting memory c, uint256 start, uint256 end) private pure returns (uint256) {
        // By the letter of 4.16(h) no days at all from a maturity at the end of February would be less than none.
        if (_actualDays(start, end) == 0) return 0;
        (uint256 m1, uint256 d1) = CivilDate.dateOf(start);
        (uint256 m2, uint256 d2) = CivilDate.dateOf(end);
        DayCount rule = c.dayCount;
        if (rule == DayCount.THIRTY_E_360_ISDA) {
            if (d1 == CivilDate.lengthOf(m1)) d1 = 30;
            if (d2 == 31 || _endsFebruary(m2, d2) && end != c.maturity) d2 = 30;
        } else {
            if (rule == DayCount.THIRTY_360_US && _endsFebruary(m1, d1)) {
                d1 = 30;
                if (_endsFebruary(m2, d2)) d2 = 30;
            }
            if (d1 == 31) d1 = 30;
            if (d2 == 31 && (d1 == 30 || rule == DayCount.THIRTY_E_360)) d2 = 30;
        }
        return 30 * (m2 - m1) + d2 - d1;
    }

    function _endsFebruary(uint256 month, uint256 dayOfMonth) private pure returns (bool) {
        return month % 12 == 1 && dayOfMonth == CivilDate.lengthOf(month);
    }
}
