// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CouponMath, DayCount} from "../../contracts/libraries/CouponMath.sol";
import {Fuzz} from "./Fuzz.sol";

/// An amount per unit is the exact interest to the nearest minor unit, for all that a term sheet can hold.
contract CouponMathTest is Fuzz {
    function testFuzz_amountPerUnitHalfUp__any_coupon__is_within_a_half_and_goes_up_at_it(
        uint64 unitFace,
        uint64 rate,
        uint24 start,
        uint24 end
    ) external pure {
        (start, end) = start < end ? (start, end) : (end, start);
        vm.assume(start != end);
        uint256 amount = _amount(unitFace, rate, start, end);
        // Both sides in halves of 1e-9/365 of a minor unit: no division, so nothing is rounded here.
        uint256 exact = 2 * uint256(unitFace) * rate * (end - start);
        uint256 scale = 365e9;
        vm.assertLe(exact, 2 * amount * scale + scale - 1);
        vm.assertLe(2 * amount * scale, exact + scale);
    }

    function testFuzz_amountPerUnitHalfUp__a_day_or_a_unit_of_rate_more__is_never_less(
        uint64 unitFace,
        uint64 rate,
        uint24 start,
        uint24 end
    ) external pure {
        (start, end) = start < end ? (start, end) : (end, start);
        vm.assume(start != end && end < type(uint24).max && rate < type(uint64).max);
        uint256 amount = _amount(unitFace, rate, start, end);
        vm.assertLe(amount, _amount(unitFace, rate, start, end + 1));
        vm.assertLe(amount, _amount(unitFace, rate + 1, start, end));
    }

    function testFuzz_yearFraction__act_365f__is_the_days_over_365(uint24 start, uint24 days_) external pure {
        (uint256 numerator, uint256 denominator) =
            CouponMath.yearFraction(DayCount.ACT_365F, start, uint256(start) + days_);
        vm.assertEq(numerator, days_);
        vm.assertEq(denominator, 365);
    }

    function _amount(uint64 unitFace, uint64 rate, uint24 start, uint24 end) private pure returns (uint256) {
        (uint256 numerator, uint256 denominator) = CouponMath.yearFraction(DayCount.ACT_365F, start, end);
        return CouponMath.amountPerUnitHalfUp(unitFace, rate, numerator, denominator);
    }
}
