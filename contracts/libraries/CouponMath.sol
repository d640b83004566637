// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Rounding} from "../interfaces/IBond.sol";
import {Bits} from "./Bits.sol";

/// The money arithmetic of a coupon, in integers: one rounding, once per coupon, its direction in the name.
/// @dev Face, rate, numerator and denominator of 64 bits each: no product here has more than 193, so 256 are enough.
library CouponMath {
    uint256 internal constant RATE_SCALE = 1e9;

    /// Thrown when exact interest of one unit needs more digits than a coupon has room for.
    error TooFine(uint256 numerator, uint256 denominator);

    /// Interest of one unit for one period, to the nearest minor unit, a half upwards. [minor]
    /// @param unitFace principal outstanding of one unit [minor]
    /// @param rate per year [1e-9]
    /// @param numerator of the period as a fraction of a year
    /// @param denominator of the same
    function amountPerUnitHalfUp(uint256 unitFace, uint256 rate, uint256 numerator, uint256 denominator)
        internal
        pure
        returns (uint256)
    {
        (uint256 exact, uint256 scale) = _exact(unitFace, rate, numerator, denominator);
        unchecked {
            return (exact + scale / 2) / scale; // safe: of at most 193 bits; and the scale is even
        }
    }

    /// Interest of one unit for one period, rounded down to whole minor units. [minor]
    /// @param unitFace principal outstanding of one unit [minor]
    /// @param rate per year [1e-9]
    /// @param numerator of the period as a fraction of a year
    /// @param denominator of the same
    function amountPerUnitDown(uint256 unitFace, uint256 rate, uint256 numerator, uint256 denominator)
        internal
        pure
        returns (uint256)
    {
        (uint256 exact, uint256 scale) = _exact(unitFace, rate, numerator, denominator);
        return exact / scale;
    }

    /// Interest of one unit before any rounding. [minor / scale]
    function _exact(uint256 unitFace, uint256 rate, uint256 numerator, uint256 denominator)
        private
        pure
        returns (uint256 exact, uint256 scale)
    {
        uint256 widest = unitFace | rate | numerator | denominator;
        require(widest <= type(uint64).max, Bits.FieldOverflow(widest, 64));
        unchecked {
            return (unitFace * rate * numerator, RATE_SCALE * denominator); // safe: of at most 192 bits
        }
    }

    /// Interest of one unit for one period by the bond's rounding: rounded to whole minor units, or where holdings are
    /// rounded exact, its numerator above the lowest 48 bits and its denominator in them. [minor]
    function interest(Rounding rounding, uint256 outstanding, uint256 rate, uint256 numerator, uint256 denominator)
        internal
        pure
        returns (uint256)
    {
        if (rounding == Rounding.PER_UNIT_HALF_UP) {
            return amountPerUnitHalfUp(outstanding, rate, numerator, denominator);
        }
        if (rounding == Rounding.PER_UNIT_DOWN) return amountPerUnitDown(outstanding, rate, numerator, denominator);
        (uint256 exact, uint256 scale) = _exact(outstanding, rate, numerator, denominator);
        return _ratio(exact, scale);
    }

    /// Exact interest of one unit by the bond's rounding, as `interest` gives it.
    function rounded(Rounding rounding, uint256 numerator, uint256 denominator) internal pure returns (uint256) {
        if (rounding == Rounding.PER_HOLDING_DOWN) return _ratio(numerator, denominator);
        if (rounding == Rounding.PER_UNIT_HALF_UP) {
            (numerator, denominator) = (2 * numerator + denominator, 2 * denominator);
        }
        return numerator / denominator;
    }

    /// A ratio in lowest terms in 80 and 48 bits.
    function _ratio(uint256 numerator, uint256 denominator) private pure returns (uint256) {
        (uint256 a, uint256 b) = (numerator, denominator);
        while (b != 0) (a, b) = (b, a % b);
        (numerator, denominator) = (numerator / a, denominator / a);
        require(numerator <= type(uint80).max && denominator <= type(uint48).max, TooFine(numerator, denominator));
        return numerator << 48 | denominator;
    }
}
