// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Counting, DayCount, DayCounts} from "../../../contracts/libraries/DayCounts.sol";

/// The days of an interest period. That the amount is rounded to the nearest is beyond solvers, a division by 365e9:
/// it is fuzzed in `CouponMath.t.sol` and calculated a second time by the tests' twin.
contract CouponProof {
    function check_yearFraction__act_365f__is_the_days_over_365(uint24 start, uint24 end) external pure {
        if (start > end) return;
        Counting memory counting = Counting(DayCount.ACT_365F, 0, false, 0, 0);
        (uint256 numerator, uint256 denominator) = DayCounts.yearFraction(counting, start, end);
        assert(numerator == end - start && denominator == 365);
    }
}
