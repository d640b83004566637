// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// Days and months of the proleptic Gregorian calendar, UTC.
library CivilDate {
    uint256 private constant DAYS_TO_MARCH_0000 = 719_468; // from 0000-03-01 to 1970-01-01
    uint256 private constant DAYS_IN_ERA = 146_097; // 400 years

    /// The month that a day lies in, counted from January of the year 0.
    /// @param day [days since 1970-01-01]
    /// @dev Years begin in March, so that the leap day is a year's last: lengths then follow (153 m + 2) / 5.
    function monthOf(uint256 day) internal pure returns (uint256) {
        uint256 z = day + DAYS_TO_MARCH_0000;
        uint256 dayOfEra = z % DAYS_IN_ERA;
        uint256 yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        uint256 dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        uint256 monthFromMarch = (5 * dayOfYear + 2) / 153;
        return (z / DAYS_IN_ERA * 400 + yearOfEra) * 12 + monthFromMarch + 2;
    }
}
