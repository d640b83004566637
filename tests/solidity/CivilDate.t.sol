// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CivilDate} from "../../contracts/libraries/CivilDate.sol";
import {Fuzz} from "./Fuzz.sol";

/// A date is a date by the calendar, counted here one by one from the lengths of months.
contract CivilDateTest is Fuzz {
    function test_dateOf_dayOf__every_day_until_2500__is_the_next_and_leads_back() external pure {
        uint256 day;
        for (uint256 month = 1970 * 12; month < 2500 * 12; ++month) {
            uint256 length = _length(month / 12, month % 12);
            vm.assertEq(CivilDate.lengthOf(month), length);
            for (uint256 ofMonth = 1; ofMonth <= length; ++ofMonth) {
                (uint256 month_, uint256 ofMonth_) = CivilDate.dateOf(day);
                require(month_ == month && ofMonth_ == ofMonth && CivilDate.dayOf(month, ofMonth) == day);
                ++day;
            }
        }
    }

    function testFuzz_dateOf_dayOf__any_day__leads_back(uint64 day) external pure {
        (uint256 month, uint256 ofMonth) = CivilDate.dateOf(day);
        vm.assertEq(CivilDate.dayOf(month, ofMonth), day);
        vm.assertEq(CivilDate.monthOf(day), month);
        vm.assertLe(ofMonth, _length(month / 12, month % 12));
        vm.assertEq(CivilDate.lengthOf(month), _length(month / 12, month % 12));
    }

    function testFuzz_dateOf__next_day__is_the_next_of_its_month_or_the_first_of_the_next(uint64 day) external pure {
        (uint256 month, uint256 ofMonth) = CivilDate.dateOf(day);
        bool last = ofMonth == _length(month / 12, month % 12);
        (uint256 next, uint256 ofNext) = CivilDate.dateOf(uint256(day) + 1);
        vm.assertEq(next, last ? month + 1 : month);
        vm.assertEq(ofNext, last ? 1 : ofMonth + 1);
    }

    function testFuzz_dateOf__an_era_later__is_the_same_date(uint64 day) external pure {
        (uint256 month, uint256 ofMonth) = CivilDate.dateOf(day);
        (uint256 later, uint256 ofLater) = CivilDate.dateOf(day + CivilDate.DAYS_IN_ERA);
        vm.assertEq(later, month + CivilDate.MONTHS_IN_ERA);
        vm.assertEq(ofLater, ofMonth);
    }

    function testFuzz_dayOf__day_beyond_its_month__is_the_last(uint24 day, uint8 beyond) external pure {
        uint256 month = CivilDate.monthOf(day);
        uint256 length = _length(month / 12, month % 12);
        vm.assertEq(CivilDate.dayOf(month, length + beyond), CivilDate.dayOf(month, length));
        vm.assertEq(CivilDate.dayOf(month, length) + 1, CivilDate.dayOf(month + 1, 1));
    }

    function testFuzz_dayOf__before_1970__reverts(uint256 month, uint256 ofMonth) external {
        month = _within(month, 12, 1970 * 12 - 1);
        ofMonth = _within(ofMonth, 1, 31);
        vm.assertEq(CivilDate.dayOf(1970 * 12, 1), 0);
        vm.expectRevert(abi.encodeWithSignature("Panic(uint256)", 0x11));
        this.dayOf(month, ofMonth);
    }

    function testFuzz_isLeapYear__any_year__has_a_29th_of_february(uint16 year) external pure {
        vm.assertEq(CivilDate.isLeapYear(year), _length(year, 1) == 29);
    }

    /// A date `k` periods away and back again is the anchor: no date hangs on a shorter month between.
    function testFuzz_anchored__any_number_of_months_away__is_the_anchors_day_or_the_months_last(
        uint24 anchor,
        bool endOfMonth,
        uint16 k
    ) external pure {
        (uint256 month, uint256 ofMonth) = CivilDate.anchored(anchor, endOfMonth);
        (uint256 anchorMonth, uint256 anchorDay) = CivilDate.dateOf(anchor);
        vm.assertEq(CivilDate.dayOf(month, ofMonth), anchor);
        vm.assertEq(month, anchorMonth);
        bool onLast = endOfMonth && anchorDay == _length(month / 12, month % 12);
        (uint256 there, uint256 found) = CivilDate.dateOf(CivilDate.dayOf(month + k, ofMonth));
        uint256 last = _length(there / 12, there % 12);
        vm.assertEq(there, month + k);
        vm.assertEq(found, onLast || anchorDay > last ? last : anchorDay);
    }

    function dayOf(uint256 month, uint256 ofMonth) external pure returns (uint256) {
        return CivilDate.dayOf(month, ofMonth);
    }

    function _length(uint256 year, uint256 month) private pure returns (uint256) {
        if (month == 1) return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
        return month == 3 || month == 5 || month == 8 || month == 10 ? 30 : 31;
    }
}
