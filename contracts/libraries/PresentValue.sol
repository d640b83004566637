// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// What is still due on one unit, and how far it lies ahead.
/// @param numerators of the amount due with each payment, one a period [minor]
/// @param denominators of the same; not 0
/// @param left of the period of the first payment, at most `whole` [days]
/// @param whole the days of that period; not 0
/// @param frequency periods a year, 1 to 12
struct CashFlows {
    uint256[] numerators;
    uint256[] denominators;
    uint256 left;
    uint256 whole;
    uint256 frequency;
}

/// Present values by the U.S. Treasury convention: interest within the current period is simple.
///
/// The k-th amount is divided by (1 + w y / f) (1 + y / f)^(k - 1), where w is the part of the first period that is left,
/// y the yield and f the periods a year: from the last to the first, each sum is divided by one period's growth, which is
/// a ratio of small integers. Sums have 192 binary digits after the point. All is computed twice, with every division
/// rounded down and with every division rounded up, so the exact value lies between the two.
library PresentValue {
    /// A sum of money. [minor]
    /// @param whole below 2^192
    /// @param parts [2^-192]
    struct Sum {
        uint256 whole;
        uint256 parts;
    }

    uint256 private constant POINT = 192;
    uint256 private constant ONE = 1 << POINT;
    uint256 private constant RATE_SCALE = 1e9;

    /// Thrown when a yield takes away all of what a period grows by, and leaves nothing to discount by. [1e-9]
    error NothingToDiscountBy(int64 yield);
    /// Thrown when a yield, far below zero over many periods, makes a value too great to tell its last digit. [1e-9]
    error BeyondPrecision(int64 yield);

    /// Value of cash flows less a deduction, to the nearest whole minor unit, a half upwards. [minor]
    /// @param yield per year [1e-9]
    /// @param numerator of what is deducted, of either sign [minor]
    /// @param denominator of the same
    function inWholeUnits(CashFlows memory flows, int64 yield, int256 numerator, uint256 denominator)
        internal
        pure
        returns (int256)
    {
        return _less(flows, yield, numerator, denominator, 1);
    }

    /// The same to the nearest 1e-18. [1e-18 minor]
    function inAttos(CashFlows memory flows, int64 yield, int256 numerator, uint256 denominator)
        internal
        pure
        returns (int256)
    {
        return _less(flows, yield, numerator, denominator, 1e18);
    }

    /// Both bounds round to the same digit, or the exact value lies at a half between two neighbours: then the greater
    /// is taken. Bounds that lie further apart are refused.
    function _less(CashFlows memory flows, int64 yield, int256 numerator, uint256 denominator, uint256 digits)
        private
        pure
        returns (int256)
    {
        // What is deducted is less than so many whole units, so that no sum is below zero.
        uint256 floor = numerator <= 0 ? 0 : uint256(numerator) / denominator + 1;
        uint256 added = uint256(int256(floor * denominator) - numerator);
        uint256 low = _nearest(_plus(_value(flows, yield, false), added, denominator, false), digits, yield);
        uint256 high = _nearest(_plus(_value(flows, yield, true), added, denominator, true), digits, yield);
        require(high - low <= 1, BeyondPrecision(yield));
        return int256(high) - int256(floor * digits);
    }

    /// Value of cash flows.
    /// @param up whether every division is rounded up, otherwise down
    function _value(CashFlows memory flows, int64 yield, bool up) private pure returns (Sum memory sum) {
        // One period grows by this over `base`, what is left of the first by the other over the same times `whole`.
        uint256 base = RATE_SCALE * flows.frequency;
        int256 signed = int256(base) + yield;
        require(signed > 0, NothingToDiscountBy(yield));
        uint256 growth = uint256(signed);
        for (uint256 k = flows.numerators.length; k != 0; --k) {
            sum = _plus(sum, flows.numerators[k - 1], flows.denominators[k - 1], up);
            _checkFits(sum, yield);
            if (k != 1) _divide(sum, growth, base, up);
        }
        uint256 first = uint256(int256(flows.whole * base) + int256(flows.left) * yield);
        _divideWide(sum, first, flows.whole * base, up);
    }

    /// Divides a sum by growth / base, in place.
    /// @dev Base is below 2^34 and growth below 2^64 by 2^34 at least: what stands unchecked has at most 256 bits.
    function _divide(Sum memory sum, uint256 growth, uint256 base, bool up) private pure {
        unchecked {
            uint256 scaled = sum.whole * base;
            uint256 rest = (scaled % growth << POINT) + sum.parts * base;
            uint256 parts = rest / growth;
            if (up && parts * growth != rest) ++parts;
            sum.whole = scaled / growth + (parts >> POINT);
            sum.parts = parts % ONE;
        }
    }

    /// The same for a growth of up to 2^88 over a base of up to 2^58.
    function _divideWide(Sum memory sum, uint256 growth, uint256 base, bool up) private pure {
        Math.Rounding rounding = up ? Math.Rounding.Ceil : Math.Rounding.Floor;
        uint256 scaled = sum.whole * base;
        uint256 parts =
            Math.mulDiv(scaled % growth, ONE, growth, rounding) + Math.mulDiv(sum.parts, base, growth, rounding);
        sum.whole = scaled / growth + (parts >> POINT);
        sum.parts = parts % ONE;
    }

    /// A sum and a ratio, in the place of the sum.
    function _plus(Sum memory sum, uint256 numerator, uint256 denominator, bool up) private pure returns (Sum memory) {
        uint256 rest = numerator % denominator;
        uint256 parts = sum.parts;
        if (rest != 0) {
            parts += Math.mulDiv(rest, ONE, denominator, up ? Math.Rounding.Ceil : Math.Rounding.Floor);
        }
        sum.whole += numerator / denominator + (parts >> POINT);
        sum.parts = parts % ONE;
        return sum;
    }

    /// A sum to the nearest of so many digits of a minor unit, a half upwards; digits are below 2^60.
    function _nearest(Sum memory sum, uint256 digits, int64 yield) private pure returns (uint256) {
        _checkFits(sum, yield);
        return sum.whole * digits + (sum.parts * digits + ONE / 2 >> POINT);
    }

    function _checkFits(Sum memory sum, int64 yield) private pure {
        require(sum.whole >> POINT == 0, BeyondPrecision(yield));
    }
}
