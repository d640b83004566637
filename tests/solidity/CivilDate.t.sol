// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CivilDate} from "../../contracts/libraries/CivilDate.sol";
import {Fuzz} from "./Fuzz.sol";

/// A month is a month by the calendar, counted here one by one from their lengths.
contract CivilDateTest is Fuzz {
    function test_monthOf__every_month_until_2500__holds_its_first_day_and_its_last() external pure {
        uint256 day;
        for (uint256 year = 1970; year < 2500; ++year) {
            for (uint256 month = 0; month < 12; ++month) {
                uint256 length = _length(year, month);
                vm.assertEq(CivilDate.monthOf(day), year * 12 + month);
                vm.assertEq(CivilDate.monthOf(day + length - 1), year * 12 + month);
                day += length;
            }
        }
    }

    function testFuzz_monthOf__next_day__is_the_same_month_or_the_next(uint40 day) external pure {
        uint256 month = CivilDate.monthOf(day);
        uint256 next = CivilDate.monthOf(uint256(day) + 1);
        vm.assertLe(month, next);
        vm.assertLe(next, month + 1);
        // 28 to 31 days: no month ends within 27 of its first, and none goes on for 31 more.
        vm.assertLe(month + 1, CivilDate.monthOf(uint256(day) + 31));
        if (next != month) vm.assertEq(CivilDate.monthOf(uint256(day) + 28), next);
    }

    function _length(uint256 year, uint256 month) private pure returns (uint256) {
        if (month == 1) return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
        return month == 3 || month == 5 || month == 8 || month == 10 ? 30 : 31;
    }
}
