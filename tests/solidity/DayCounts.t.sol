// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CivilDate} from "../../contracts/libraries/CivilDate.sol";
import {Counting, DayCount, DayCounts} from "../../contracts/libraries/DayCounts.sol";
import {Fuzz} from "./Fuzz.sol";

/// What every year fraction obeys, whatever its dates. That it is the right one is shown by the vectors.
contract DayCountsTest is Fuzz {
    struct Seed {
        uint8 dayCount;
        uint8 months;
        bool endOfMonth;
        uint24 anchor;
        uint24 maturity;
    }

    function testFuzz_yearFraction__actual_counts__add_up(Seed memory seed, uint24[3] memory days_) external pure {
        Counting memory c = _counting(seed);
        c.dayCount = DayCount(seed.dayCount % 4);
        _sort(days_);
        (uint256 n1, uint256 d1) = DayCounts.yearFraction(c, days_[0], days_[1]);
        (uint256 n2, uint256 d2) = DayCounts.yearFraction(c, days_[1], days_[2]);
        (uint256 n, uint256 d) = DayCounts.yearFraction(c, days_[0], days_[2]);
        vm.assertEq((n1 * d2 + n2 * d1) * d, n * d1 * d2);
    }

    function testFuzz_yearFraction__actual_counts_a_day_more__is_more(Seed memory seed, uint24 start, uint24 end)
        external
        pure
    {
        Counting memory c = _counting(seed);
        c.dayCount = DayCount(seed.dayCount % 4);
        (start, end) = start < end ? (start, end) : (end, start);
        vm.assume(end < type(uint24).max);
        (uint256 n1, uint256 d1) = DayCounts.yearFraction(c, start, end);
        (uint256 n2, uint256 d2) = DayCounts.yearFraction(c, start, uint256(end) + 1);
        vm.assertLe(n1 * d2 + 1, n2 * d1);
    }

    function testFuzz_yearFraction__any_count__is_a_ratio_of_64_bits(Seed memory seed, uint24 start, uint24 end)
        external
        pure
    {
        Counting memory c = _counting(seed);
        if (seed.months != 0) c.months = seed.months;
        (start, end) = start < end ? (start, end) : (end, start);
        (uint256 numerator, uint256 denominator) = DayCounts.yearFraction(c, start, end);
        vm.assertLe(1, denominator);
        vm.assertLe(denominator, type(uint64).max);
        vm.assertLe(numerator, type(uint64).max);
    }

    function testFuzz_yearFraction__no_days__is_nothing(Seed memory seed, uint24 day, bool atMaturity) external pure {
        Counting memory c = _counting(seed);
        if (atMaturity) c.maturity = day;
        (uint256 numerator, uint256 denominator) = DayCounts.yearFraction(c, day, day);
        vm.assertEq(numerator, 0);
        vm.assertLe(1, denominator);
        vm.assertEq(DayCounts.countDays(c, day, day), 0);
    }

    function testFuzz_yearFraction__regular_periods_of_icma__are_parts_of_a_year(
        Seed memory seed,
        uint8 first,
        uint8 count,
        bool before
    ) external pure {
        Counting memory c = _counting(seed);
        c.dayCount = DayCount.ACT_ACT_ICMA;
        (uint256 month, uint256 ofMonth) = CivilDate.anchored(c.anchor, c.endOfMonth);
        uint256 away = uint256(first) * c.months;
        if (before) vm.assume(month >= away + 1970 * 12);
        month = before ? month - away : month + away;
        uint256 start = CivilDate.dayOf(month, ofMonth);
        uint256 end = CivilDate.dayOf(month + uint256(count) * c.months, ofMonth);
        vm.assume(end <= type(uint24).max);
        (uint256 numerator, uint256 denominator) = DayCounts.yearFraction(c, start, end);
        vm.assertEq(numerator * 12, denominator * count * c.months);
    }

    function testFuzz_yearFraction__icma_from_another_notional_date__is_the_same(
        Seed memory seed,
        uint24 start,
        uint16 length,
        uint8 away
    ) external pure {
        Counting memory c = _counting(seed);
        c.dayCount = DayCount.ACT_ACT_ICMA;
        // The 28th is in every month, so each notional date is an anchor of the same dates.
        (uint256 month,) = CivilDate.dateOf(_within(c.anchor, 0, 2 ** 23));
        (c.anchor, c.endOfMonth) = (uint24(CivilDate.dayOf(month, 28)), false);
        uint256 end = _within(uint256(start) + length, start, type(uint24).max);
        (uint256 n1, uint256 d1) = DayCounts.yearFraction(c, start, end);
        c.anchor = uint24(CivilDate.dayOf(month + uint256(away) * c.months, 28));
        (uint256 n2, uint256 d2) = DayCounts.yearFraction(c, start, end);
        vm.assertEq(n1, n2);
        vm.assertEq(d1, d2);
    }

    function testFuzz_yearFraction__isda_over_whole_years__is_their_number(uint16 year, uint8 count) external pure {
        uint256 first = _within(year, 1970, 40_000);
        Counting memory c = Counting(DayCount.ACT_ACT_ISDA, 0, false, 0, 0);
        (uint256 start, uint256 end) = (CivilDate.dayOf(first * 12, 1), CivilDate.dayOf((first + count) * 12, 1));
        (uint256 numerator, uint256 denominator) = DayCounts.yearFraction(c, start, end);
        vm.assertEq(numerator, count * denominator);
    }

    function testFuzz_yearFraction__fixed_counts__are_their_days_over_their_year(
        Seed memory seed,
        uint24 start,
        uint24 end
    ) external pure {
        Counting memory c = _counting(seed);
        vm.assume(c.dayCount != DayCount.ACT_ACT_ISDA && c.dayCount != DayCount.ACT_ACT_ICMA);
        (start, end) = start < end ? (start, end) : (end, start);
        (uint256 numerator, uint256 denominator) = DayCounts.yearFraction(c, start, end);
        vm.assertEq(numerator, DayCounts.countDays(c, start, end));
        vm.assertEq(denominator, c.dayCount == DayCount.ACT_365F ? 365 : 360);
        if (c.dayCount < DayCount.THIRTY_360) vm.assertEq(numerator, end - start);
    }

    function testFuzz_countDays__months_of_30__are_whole_between_days_that_all_months_have(
        Seed memory seed,
        uint24 start,
        uint16 months
    ) external pure {
        Counting memory c = _counting(seed);
        c.dayCount = DayCount(4 + seed.dayCount % 4);
        (uint256 month, uint256 ofMonth) = CivilDate.dateOf(_within(start, 0, 2 ** 23));
        ofMonth = _within(ofMonth, 1, 27);
        uint256 day = CivilDate.dayOf(month, ofMonth);
        vm.assertEq(DayCounts.countDays(c, day, CivilDate.dayOf(month + months, ofMonth)), 30 * uint256(months));
    }

    /// A month has at most one day more than 30, and February at most two less.
    function testFuzz_countDays__months_of_30__are_near_their_months(Seed memory seed, uint24 start, uint24 end)
        external
        pure
    {
        Counting memory c = _counting(seed);
        c.dayCount = DayCount(4 + seed.dayCount % 4);
        (start, end) = start < end ? (start, end) : (end, start);
        uint256 months = CivilDate.monthOf(end) - CivilDate.monthOf(start);
        uint256 counted = DayCounts.countDays(c, start, end);
        vm.assertLe(30 * months, counted + 29);
        vm.assertLe(counted, 30 * (months + 1));
    }

    function testFuzz_countDays__months_of_30_a_day_more__are_at_most_three_more(
        Seed memory seed,
        uint24 start,
        uint24 end
    ) external pure {
        Counting memory c = _counting(seed);
        c.dayCount = DayCount(4 + seed.dayCount % 4);
        (start, end) = start < end ? (start, end) : (end, start);
        vm.assume(end < type(uint24).max);
        uint256 counted = DayCounts.countDays(c, start, end);
        uint256 more = DayCounts.countDays(c, start, uint256(end) + 1);
        vm.assertLe(counted, more);
        vm.assertLe(more, counted + 3);
    }

    function testFuzz_yearFraction__end_before_start__reverts(Seed memory seed, uint24 start, uint24 end) external {
        Counting memory c = _counting(seed);
        vm.assume(start != end);
        (start, end) = start < end ? (start, end) : (end, start);
        this.yearFraction(c, start, end);
        vm.expectRevert(abi.encodeWithSelector(DayCounts.InvalidDates.selector, end, start));
        this.yearFraction(c, end, start);
    }

    function testFuzz_yearFraction__beyond_24_bits__reverts(Seed memory seed, uint24 start, uint256 end) external {
        Counting memory c = _counting(seed);
        end = _within(end, uint256(type(uint24).max) + 1, type(uint256).max);
        vm.expectRevert(abi.encodeWithSelector(DayCounts.InvalidDates.selector, start, end));
        this.yearFraction(c, start, end);
    }

    function yearFraction(Counting calldata c, uint256 start, uint256 end) external pure returns (uint256, uint256) {
        return DayCounts.yearFraction(c, start, end);
    }

    /// forge draws any number for an enum, also those that name nothing.
    function _counting(Seed memory seed) private pure returns (Counting memory) {
        uint8 months = [12, 6, 3, 1][seed.months % 4];
        return Counting(DayCount(seed.dayCount % 8), months, seed.endOfMonth, seed.anchor, seed.maturity);
    }

    function _sort(uint24[3] memory d) private pure {
        if (d[0] > d[1]) (d[0], d[1]) = (d[1], d[0]);
        if (d[1] > d[2]) (d[1], d[2]) = (d[2], d[1]);
        if (d[0] > d[1]) (d[0], d[1]) = (d[1], d[0]);
    }
}
