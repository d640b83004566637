// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BondTerms, CouponKind, Rounding} from "../interfaces/IBond.sol";
import {IBondFactory} from "../interfaces/IBondFactory.sol";
import {CouponMath} from "../libraries/CouponMath.sol";
import {Counting, DayCounts} from "../libraries/DayCounts.sol";
import {Lists} from "../libraries/Lists.sol";

/// Whether terms and coupons can be a bond's, and what each coupon pays where that is known at issue.
library BondPlan {
    using Lists for uint256[];

    /// Where the walk over the coupons stands.
    struct Course {
        Counting counting;
        uint256 outstanding; // [minor] of one unit
        uint256 rate; // [1e-9]
        uint256 instalment; // [minor] of one unit
        uint256 total; // [minor] of one unit over the coupons so far
    }

    uint256 private constant MAX_COUPONS = 600;
    uint256 private constant WHOLE = 1e9;

    /// The terms, if they are in order.
    function check(
        BondTerms calldata terms,
        uint256[] calldata periods,
        uint256[] calldata details,
        bytes calldata annex
    ) internal view returns (BondTerms memory) {
        bool sized = terms.cash.code.length != 0 && terms.unitFace != 0 && terms.minUnits != 0
            && terms.minUnits <= terms.units && terms.units <= type(uint56).max
            && uint256(terms.unitFace) * terms.units <= type(uint64).max;
        bool named = _isShortString(terms.name) && _isShortString(terms.symbol);
        bool dated = terms.issueTime < terms.maturityTime
            && (terms.months == 12 || terms.months == 6 || terms.months == 3 || terms.months == 1);
        bytes32 annexHash = annex.length == 0 ? bytes32(0) : keccak256(annex);
        bool listed = periods.length <= MAX_COUPONS && (details.length == periods.length || details.length == 0)
            && (!terms.fixedLater || (details.length != 0 && annex.length != 0))
            && (!terms.partlyCallable || terms.fixedLater);
        bool fair = terms.zone >= -48 && terms.zone <= 56 && terms.rights.acceleration <= WHOLE
            && terms.rights.quorum <= WHOLE && terms.rights.majority <= WHOLE;
        require(
            sized && named && dated && listed && fair && annexHash == terms.annexHash
                && terms.rate <= uint64(type(int64).max),
            IBondFactory.InvalidTerms()
        );
        _checkPeriods(terms, periods);
        return terms;
    }

    /// Words of the bond's code for coupons and details: what each coupon pays, and the principal outstanding before.
    function fix(BondTerms memory terms, uint256[] calldata periods, uint256[] calldata details)
        internal
        pure
        returns (uint256[] memory coupons, uint256[] memory detailed)
    {
        (coupons, detailed) = (periods, details);
        Course memory course;
        course.counting = Counting(terms.dayCount, terms.months, terms.endOfMonth, terms.anchor, terms.maturityDay);
        (course.outstanding, course.rate) = (terms.unitFace, terms.rate);
        for (uint256 i = 0; i < coupons.length; ++i) {
            if (detailed.length != 0) {
                (course.rate, course.instalment) = _readDetail(terms, detailed[i], i + 1, coupons.length);
                require(course.instalment < course.outstanding, IBondFactory.InvalidDetail(i + 1));
                detailed[i] |= course.outstanding << 128;
            }
            if (!terms.fixedLater) {
                coupons.setWord(i, _withMoney(terms, course, coupons.wordAt(i), i + 1));
            } else if (CouponKind((detailed[i] >> 16) & 3) != CouponKind.FLOATING) {
                _interestOf(terms, course, coupons.wordAt(i), i + 1);
            }
            course.outstanding -= course.instalment;
        }
    }

    /// A coupon's word with its money, as BondCode has it; the sum in the course goes on.
    function _withMoney(BondTerms memory terms, Course memory course, uint256 word, uint256 number)
        private
        pure
        returns (uint256)
    {
        uint256 interest = _interestOf(terms, course, word, number);
        uint256 amount;
        bool fits;
        (amount, course.total, fits) = money(terms.rounding, terms.units, interest, course.instalment, course.total);
        require(fits, IBondFactory.InvalidCouponAmount(number, interest));
        return word | amount;
    }

    /// Interest of one unit at the rate that the terms state, as CouponMath has it: never nothing.
    function _interestOf(BondTerms memory terms, Course memory course, uint256 word, uint256 number)
        private
        pure
        returns (uint256 interest)
    {
        (uint256 numerator, uint256 denominator) =
            DayCounts.yearFraction(course.counting, uint24(word >> 232), uint24(word >> 208));
        interest = CouponMath.interest(terms.rounding, course.outstanding, course.rate, numerator, denominator);
        require(interest != 0, IBondFactory.InvalidCouponAmount(number, 0));
    }

    /// A coupon's money as BondCode has it.
    /// @param interest of one unit, as CouponMath has it
    /// @param total of one unit over the coupons before [minor]
    /// @return amount the money
    /// @return sum the total with this coupon [minor]
    /// @return fits whether one account can come to be owed it all
    function money(Rounding rounding, uint256 units, uint256 interest, uint256 instalment, uint256 total)
        internal
        pure
        returns (uint256 amount, uint256 sum, bool fits)
    {
        if (rounding == Rounding.PER_HOLDING_DOWN) {
            (uint256 numerator, uint256 denominator) = parts(rounding, interest);
            return (interest, total, (numerator / denominator + 1 + instalment) * units <= type(uint56).max);
        }
        sum = total + interest + instalment;
        return ((interest + instalment) << 64 | sum, sum, sum * units <= type(uint56).max);
    }

    /// Interest of one unit as CouponMath has it, as a ratio. [minor]
    function parts(Rounding rounding, uint256 interest) internal pure returns (uint256 numerator, uint256 denominator) {
        return rounding == Rounding.PER_HOLDING_DOWN ? (interest >> 48, uint48(interest)) : (interest, 1);
    }

    /// Rate and instalment of a detail word that is in order.
    function _readDetail(BondTerms memory terms, uint256 word, uint256 number, uint256 count)
        private
        pure
        returns (uint256 rate, uint256 instalment)
    {
        require((word >> 16) & 3 <= uint8(type(CouponKind).max), IBondFactory.InvalidDetail(number));
        CouponKind kind = CouponKind((word >> 16) & 3);
        int256 signed = int64(uint64(word >> 192));
        instalment = uint64(word >> 64);
        bool known = kind == CouponKind.FIXED && uint16(word) == 0;
        bool inOrder = (terms.fixedLater || known) && (signed >= 0 || kind == CouponKind.FLOATING)
            && uint64(word >> 128) == 0 && (number != count || instalment == 0);
        require(inOrder, IBondFactory.InvalidDetail(number));
        rate = signed < 0 ? 0 : uint256(signed);
    }

    function _checkPeriods(BondTerms calldata terms, uint256[] calldata periods) private view {
        (uint256 end, uint256 paid) = (0, terms.issueTime);
        if (block.timestamp > paid) paid = block.timestamp;
        for (uint256 i = 0; i < periods.length; ++i) {
            uint256 w = periods.itemAt(i);
            (uint256 start, uint256 until) = (uint24(w >> 232), uint24(w >> 208));
            (uint256 recordTime, uint256 payTime) = (uint40(w >> 168), uint40(w >> 128));
            bool joined = (i == 0 || start == end) && recordTime >= paid;
            bool inOrder = start < until && recordTime < payTime && payTime <= terms.maturityTime;
            require(joined && inOrder && uint128(w) == 0, IBondFactory.InvalidPeriod(i + 1));
            (end, paid) = (until, payTime);
        }
    }

    /// OpenZeppelin's ShortString: the last byte is a length of at most 31.
    function _isShortString(bytes32 text) private pure returns (bool) {
        return uint8(uint256(text)) <= 31;
    }
}
