// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// Days and months of the proleptic Gregorian calendar, UTC. A day is a count of days since 1970-01-01, a month a count
/// of months since January of the year 0: its year is `month / 12`, its place in it `month % 12`, 0 for January.
/// @dev What stands unchecked is safe as days and months are below 2^64: they come from block times or have 24 bits.
library CivilDate {
    // After 400 years the calendar repeats itself.
    uint256 internal constant DAYS_IN_ERA = 146_097;
    uint256 internal constant MONTHS_IN_ERA = 4800;

    uint256 private constant DAYS_TO_MARCH_0000 = 719_468; // from 0000-03-01 to 1970-01-01

    /// The month that a day lies in.
    function monthOf(uint256 day) internal pure returns (uint256 month) {
        (month,) = dateOf(day);
    }

    /// The month that a day lies in and its day of the month, 1 for the first.
    /// @dev Years begin in March, so that the leap day is the last of a year, a century and an era: a century then has
    /// 146,097 quarters of a day, a year 1461, and lengths of months follow (153 m + 2) / 5 (Neri and Schneider, 2022).
    function dateOf(uint256 day) internal pure returns (uint256 month, uint256 dayOfMonth) {
        unchecked {
            uint256 quarters = 4 * (day + DAYS_TO_MARCH_0000) + 3;
            uint256 ofCentury = quarters % DAYS_IN_ERA | 3;
            uint256 dayOfYear = ofCentury % 1461 / 4;
            uint256 monthFromMarch = (5 * dayOfYear + 2) / 153;
            month = (quarters / DAYS_IN_ERA * 100 + ofCentury / 1461) * 12 + monthFromMarch + 2;
            dayOfMonth = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
        }
    }

    /// The day of that number in a month, or the month's last day where it is shorter. A day before 1970 overflows.
    /// @param dayOfMonth 1 for the first
    function dayOf(uint256 month, uint256 dayOfMonth) internal pure returns (uint256) {
        if (dayOfMonth > 28) {
            uint256 length = lengthOf(month);
            if (dayOfMonth > length) dayOfMonth = length;
        }
        uint256 sinceMarch0000;
        unchecked {
            uint256 monthFromMarch = month - 2;
            uint256 year = monthFromMarch / 12;
            uint256 dayOfYear = (153 * (monthFromMarch % 12) + 2) / 5 + dayOfMonth - 1;
            sinceMarch0000 = 1461 * year / 4 - year / 100 + year / 400 + dayOfYear;
        }
        return sinceMarch0000 - DAYS_TO_MARCH_0000;
    }

    /// The same second of the same date so many years on; of 1 March where there is no such date. [s]
    function yearsAfter(uint256 time, uint256 years_) internal pure returns (uint256) {
        (uint256 month, uint256 dayOfMonth) = dateOf(time / 1 days);
        unchecked {
            month += 12 * years_;
            return (dayOf(month, 1) + dayOfMonth - 1) * 1 days + time % 1 days;
        }
    }

    /// Days of a month.
    function lengthOf(uint256 month) internal pure returns (uint256) {
        unchecked {
            uint256 ofYear = month % 12;
            if (ofYear == 1) return isLeapYear(month / 12) ? 29 : 28;
            return 31 - ofYear % 7 % 2; // long and short take turns, from January and from August on
        }
    }

    function isLeapYear(uint256 year) internal pure returns (bool) {
        return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    }

    /// Where the dates that are counted from an anchor stand: the one that is `k` months away is
    /// `dayOf(month + k, dayOfMonth)`, or with `month - k` the one before, so none hangs on its neighbour.
    /// @param anchor [days since 1970-01-01]
    /// @param endOfMonth whether an anchor on its month's last day sets all dates on theirs
    function anchored(uint256 anchor, bool endOfMonth) internal pure returns (uint256 month, uint256 dayOfMonth) {
        (month, dayOfMonth) = dateOf(anchor);
        if (endOfMonth && dayOfMonth == lengthOf(month)) dayOfMonth = 31;
    }
}
