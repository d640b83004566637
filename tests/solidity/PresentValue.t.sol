// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CashFlows, PresentValue} from "../../contracts/libraries/PresentValue.sol";
import {Fuzz} from "./Fuzz.sol";

/// A present value is the exact ratio to the nearest digit, by arithmetic that shares nothing with the library's, and
/// what every present value obeys.
contract PresentValueTest is Fuzz {
    int256 private constant ATTO = 1e18;

    struct Seed {
        uint40[8] amounts;
        uint8 count;
        uint16 left;
        uint16 whole;
        uint8 frequency;
    }

    /// Two payments are (a (f + y) + b f) f n / ((f n + y d) (f + y)), with f and y in 1e-9 and d of n days left.
    function testFuzz_inAttos__two_payments__is_the_exact_ratio_to_the_nearest(Seed memory seed, int64 yield)
        external
        pure
    {
        CashFlows memory flows = _flows(seed, 2);
        yield = _usual(yield);
        int256 value = PresentValue.inAttos(flows, yield, 0, 1);
        uint256 base = 1e9 * flows.frequency;
        uint256 growth = uint256(int256(base) + yield);
        uint256 first = uint256(int256(base * flows.whole) + yield * int256(flows.left));
        uint256 numerator = (flows.numerators[0] * growth + flows.numerators[1] * base) * (base * flows.whole);
        vm.assertEq(uint256(value), _nearest(numerator, first * growth));
    }

    /// numerator < 2^41 2^36 2 2^51: times 2e18 it is below 2^191.
    function _nearest(uint256 numerator, uint256 denominator) private pure returns (uint256) {
        return (2 * numerator * uint256(ATTO) + denominator) / (2 * denominator);
    }

    function testFuzz_inAttos__no_yield__is_the_sum_less_the_deduction(Seed memory seed, int40 less, uint16 parts)
        external
        pure
    {
        CashFlows memory flows = _flows(seed, seed.count % 9);
        uint256 sum;
        for (uint256 i = 0; i < flows.numerators.length; ++i) {
            sum += flows.numerators[i];
        }
        uint256 denominator = uint256(parts) + 1;
        int256 exact = 2 * ATTO * (int256(sum * denominator) - less);
        int256 value = PresentValue.inAttos(flows, 0, less, denominator);
        int256 off = exact - 2 * value * int256(denominator);
        vm.assertTrue(off >= -int256(denominator) && off < int256(denominator), "nearest, a half upwards");
        value = PresentValue.inWholeUnits(flows, 0, less, denominator);
        off = exact / ATTO - 2 * value * int256(denominator);
        vm.assertTrue(off >= -int256(denominator) && off < int256(denominator), "nearest, a half upwards");
    }

    function testFuzz_inAttos__greater_yield__is_never_more(Seed memory seed, int64 yield, int64 other) external pure {
        CashFlows memory flows = _flows(seed, seed.count % 9);
        (yield, other) = (_usual(yield), _usual(other));
        (yield, other) = yield < other ? (yield, other) : (other, yield);
        int256 dear = PresentValue.inAttos(flows, yield, 0, 1);
        int256 cheap = PresentValue.inAttos(flows, other, 0, 1);
        vm.assertTrue(cheap >= 0 && cheap <= dear, "more is taken off where the yield is greater");
    }

    function testFuzz_inAttos__payment_in_parts__is_worth_what_the_parts_are(Seed memory seed, int64 yield, uint8 which)
        external
        pure
    {
        CashFlows memory flows = _flows(seed, 8);
        yield = _usual(yield);
        int256 value = PresentValue.inAttos(flows, yield, 0, 1);
        flows.numerators[which % 8] *= 7;
        flows.denominators[which % 8] *= 7;
        vm.assertEq(uint256(PresentValue.inAttos(flows, yield, 0, 1)), uint256(value));
    }

    function testFuzz_inWholeUnits__any_flows__is_the_same_value_in_whole_units(
        Seed memory seed,
        int64 yield,
        int40 less
    ) external pure {
        CashFlows memory flows = _flows(seed, seed.count % 9);
        yield = _usual(yield);
        int256 fine = PresentValue.inAttos(flows, yield, less, 365);
        int256 off = 2 * (fine - ATTO * PresentValue.inWholeUnits(flows, yield, less, 365));
        vm.assertTrue(off >= -ATTO && off <= ATTO, "at most a half unit off");
    }

    function testFuzz_inAttos__yield_of_all_that_a_period_grows_by_or_less__reverts(Seed memory seed, int64 yield)
        external
    {
        CashFlows memory flows = _flows(seed, 1 + seed.count % 8);
        int256 least = -int256(1e9 * flows.frequency);
        vm.assume(yield <= least);
        vm.expectRevert(abi.encodeWithSelector(PresentValue.NothingToDiscountBy.selector, yield));
        this.inAttos(flows, yield);
    }

    /// Up to 600 monthly payments at -50 % to 100 %.
    /// forge-config: default.fuzz.runs = 500
    function testFuzz_inAttos__longest_bond__is_never_refused(uint40 amount, int64 yield, uint16 count) external view {
        CashFlows memory flows = CashFlows(new uint256[](count % 601), new uint256[](count % 601), 1, 1, 12);
        for (uint256 i = 0; i < flows.numerators.length; ++i) {
            (flows.numerators[i], flows.denominators[i]) = (amount, 7);
        }
        vm.assertTrue(this.inAttos(flows, _usual(yield)) >= 0, "a value");
    }

    function inAttos(CashFlows calldata flows, int64 yield) external pure returns (int256) {
        return PresentValue.inAttos(flows, yield, 0, 1);
    }

    /// A yield from -50 % to 100 %.
    function _usual(int64 yield) private pure returns (int64) {
        uint256 bits = uint256(int256(yield) - type(int64).min);
        return int64(int256(_within(bits, 0, 1.5e9)) - 0.5e9);
    }

    function _flows(Seed memory seed, uint256 count) private pure returns (CashFlows memory flows) {
        flows.numerators = new uint256[](count);
        flows.denominators = new uint256[](count);
        for (uint256 i = 0; i < count; ++i) {
            (flows.numerators[i], flows.denominators[i]) = (seed.amounts[i], 1);
        }
        flows.whole = uint256(seed.whole) + 1;
        flows.left = _within(seed.left, 0, flows.whole);
        flows.frequency = [1, 2, 4, 12][seed.frequency % 4];
    }
}
