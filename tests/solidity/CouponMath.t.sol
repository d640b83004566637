// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Bits} from "../../contracts/libraries/Bits.sol";
import {CouponMath} from "../../contracts/libraries/CouponMath.sol";
import {Fuzz} from "./Fuzz.sol";

/// An amount per unit is the exact interest, rounded once as its name says, for all that fields of 64 bits can hold.
contract CouponMathTest is Fuzz {
    function testFuzz_amountPerUnitHalfUp__any_coupon__is_within_a_half_and_goes_up_at_it(
        uint64 unitFace,
        uint64 rate,
        uint64 numerator,
        uint64 denominator
    ) external pure {
        vm.assume(denominator != 0);
        uint256 amount = CouponMath.amountPerUnitHalfUp(unitFace, rate, numerator, denominator);
        // Both sides in halves of 1e-9 over the denominator of a minor unit: no division, so nothing is rounded here.
        uint256 exact = 2 * uint256(unitFace) * rate * numerator;
        uint256 scale = 1e9 * uint256(denominator);
        vm.assertLe(exact, 2 * amount * scale + scale - 1);
        vm.assertLe(2 * amount * scale, exact + scale);
    }

    function testFuzz_amountPerUnitDown__any_coupon__is_the_most_that_is_not_above(
        uint64 unitFace,
        uint64 rate,
        uint64 numerator,
        uint64 denominator
    ) external pure {
        vm.assume(denominator != 0);
        uint256 amount = CouponMath.amountPerUnitDown(unitFace, rate, numerator, denominator);
        uint256 exact = uint256(unitFace) * rate * numerator;
        uint256 scale = 1e9 * uint256(denominator);
        vm.assertLe(amount * scale, exact);
        vm.assertLe(exact + 1, (amount + 1) * scale);
        uint256 nearest = CouponMath.amountPerUnitHalfUp(unitFace, rate, numerator, denominator);
        vm.assertTrue(nearest == amount || nearest == amount + 1, "the nearest is that or the next");
    }

    function testFuzz_amountPerUnit__field_of_more_than_64_bits__reverts(
        uint64[4] memory fields,
        uint256 which,
        uint256 value
    ) external {
        uint256[4] memory f = [uint256(fields[0]), fields[1], fields[2], fields[3]];
        value = _within(value, 1 << 64, type(uint256).max);
        f[which % 4] = value;
        bytes memory refusal = abi.encodeWithSelector(Bits.FieldOverflow.selector, f[0] | f[1] | f[2] | f[3], 64);
        vm.expectRevert(refusal);
        this.halfUp(f);
        vm.expectRevert(refusal);
        this.down(f);
    }

    function halfUp(uint256[4] calldata f) external pure returns (uint256) {
        return CouponMath.amountPerUnitHalfUp(f[0], f[1], f[2], f[3]);
    }

    function down(uint256[4] calldata f) external pure returns (uint256) {
        return CouponMath.amountPerUnitDown(f[0], f[1], f[2], f[3]);
    }

    function testFuzz_amountPerUnit__a_day_or_a_unit_of_rate_more__is_never_less(
        uint64 unitFace,
        uint64 rate,
        uint64 numerator,
        uint64 denominator
    ) external pure {
        vm.assume(denominator != 0 && numerator < type(uint64).max && rate < type(uint64).max);
        uint256 amount = CouponMath.amountPerUnitHalfUp(unitFace, rate, numerator, denominator);
        vm.assertLe(amount, CouponMath.amountPerUnitHalfUp(unitFace, rate, numerator + 1, denominator));
        vm.assertLe(amount, CouponMath.amountPerUnitHalfUp(unitFace, rate + 1, numerator, denominator));
        amount = CouponMath.amountPerUnitDown(unitFace, rate, numerator, denominator);
        vm.assertLe(amount, CouponMath.amountPerUnitDown(unitFace, rate, numerator + 1, denominator));
        vm.assertLe(amount, CouponMath.amountPerUnitDown(unitFace, rate + 1, numerator, denominator));
    }
}
