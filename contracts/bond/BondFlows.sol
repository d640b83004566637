// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {CouponKind, Rounding} from "../interfaces/IBond.sol";
import {IBondPricing} from "../interfaces/IBondPricing.sol";
import {CivilDate} from "../libraries/CivilDate.sol";
import {CouponMath} from "../libraries/CouponMath.sol";
import {Counting, DayCounts} from "../libraries/DayCounts.sol";
import {CashFlows, PresentValue} from "../libraries/PresentValue.sol";
import {BondAccrual} from "./BondAccrual.sol";
import {BondCode} from "./BondCode.sol";

/// What a bond still pays after a day, for prices and for what an issuer owes who repays at present value.
abstract contract BondFlows is BondAccrual {
    /// A coupon in days since 1970-01-01, to the end where it is cut.
    /// @param ex trades that settle from here on are without the coupon
    struct Days {
        uint256 start;
        uint256 end;
        uint256 ex;
        uint256 pay;
    }

    /// Present value of one unit without interest accrued, to the nearest whole minor unit. [minor]
    /// @param yield per year [1e-9]
    function _presentValue(uint256 day, int64 yield) internal view returns (int256) {
        (int256 numerator, uint256 denominator) = _accruedOn(day);
        return PresentValue.inWholeUnits(_flowsAfter(day), yield, numerator, denominator);
    }

    /// What a make-whole repays of one unit: present value, or par where that is more, which is what is outstanding
    /// before the first payment after the day. [minor]
    /// @param yield per year, the spread included [1e-9]
    function _makeWhole(uint256 day, int64 yield) internal view returns (uint256) {
        int256 value = _presentValue(day, yield);
        uint256 par = _lastCoupon() == 0 ? BondCode.unitFace() : _outstandingOf(_couponPaidAfter(day));
        return value > int256(par) ? uint256(value) : par;
    }

    /// Interest accrued on one unit that a trade settling on a day pays for, in lowest terms; none before the interest
    /// start and from the last payment date on. [minor]
    function _accruedOn(uint256 day) internal view returns (int256 numerator, uint256 denominator) {
        (uint256 first, uint256 end) = _priced();
        denominator = 1;
        if (day < first || day >= end) return (0, 1);
        uint256 last = _lastCoupon();
        for (uint256 number = 1; number <= last; ++number) {
            Days memory days_ = _daysOf(number);
            bool isWith = day < days_.ex;
            if (isWith && day <= days_.start) break; // nothing of this one or of any after it
            if (!isWith && day >= days_.end) continue; // earned, and paid to the seller
            uint256 outstanding = _outstandingOf(number);
            (uint256 a, uint256 b) = _accruedKnown(number, outstanding, Math.min(day, days_.end));
            (numerator, denominator) = _sum(numerator, denominator, int256(a), b);
            if (isWith) continue;
            (a, b) = _accruedKnown(number, outstanding, days_.end);
            (numerator, denominator) = _sum(numerator, denominator, -int256(a), b);
        }
    }

    /// Principal of one unit that goes with a trade settling on a day. [minor]
    function _parOn(uint256 day) internal view returns (uint256 par) {
        uint256 last = _lastCoupon();
        if (last == 0) return BondCode.unitFace();
        uint256 next = _couponPaidAfter(day);
        par = _outstandingOf(next);
        if (day >= _daysOf(next).ex && next != last) (, par) = _repaidWith(next, last, par);
    }

    /// What is due on one unit after a day.
    function _flowsAfter(uint256 day) internal view returns (CashFlows memory flows) {
        _checkPriced(day);
        uint256 last = _lastCoupon();
        if (last == 0) return _flowsOfZero(day);
        uint256 first = _couponPaidAfter(day);
        flows.frequency = 12 / BondCode.counting().months;
        (flows.left, flows.whole) = _left(_daysOf(first), day);
        flows.numerators = new uint256[](last - first + 1);
        flows.denominators = new uint256[](last - first + 1);
        uint256 outstanding = _outstandingOf(first);
        for (uint256 number = first; number <= last; ++number) {
            bool isWith = day < _daysOf(number).ex;
            (uint256 numerator, uint256 denominator) = isWith ? _interestOf(number, outstanding) : (0, 1);
            (uint256 principal, uint256 left) = _repaidWith(number, last, outstanding);
            // An instalment is paid as its coupon is, to who held at the record time; the last to who redeems.
            if (!isWith && number != last) principal = 0;
            flows.numerators[number - first] = numerator + principal * denominator;
            flows.denominators[number - first] = denominator;
            outstanding = left;
        }
    }

    /// A bond without coupons, on the yearly periods that count back from its maturity date, or from its early end.
    function _flowsOfZero(uint256 day) private view returns (CashFlows memory flows) {
        Counting memory counting = BondCode.counting();
        uint256 maturity = _endsEarly() ? _ending.day : counting.maturity;
        (uint256 month, uint256 dayOfMonth) = CivilDate.anchored(maturity, counting.endOfMonth);
        uint256 count = 1;
        while (CivilDate.dayOf(month - 12 * count, dayOfMonth) > day) ++count;
        uint256 start = CivilDate.dayOf(month - 12 * count, dayOfMonth);
        uint256 end = CivilDate.dayOf(month - 12 * (count - 1), dayOfMonth);
        (flows.left, flows.whole) = _left(Days(start, end, end, end), day);
        flows.frequency = 1;
        flows.numerators = new uint256[](count);
        flows.denominators = new uint256[](count);
        for (uint256 i = 0; i < count; ++i) {
            flows.denominators[i] = 1;
        }
        flows.numerators[count - 1] = _principalAtEnd(BondCode.unitFace());
    }

    /// Interest that one unit is paid with a coupon, default interest apart: rounded, or exact where holdings are.
    /// [minor]
    function _interestOf(uint256 number, uint256 outstanding)
        private
        view
        returns (uint256 numerator, uint256 denominator)
    {
        uint256 money = _moneyOf(number);
        Rounding rounding = BondCode.rounding();
        if (money != 0) {
            if (rounding == Rounding.PER_HOLDING_DOWN) return _ratioIn(money);
            return (_amountIn(money) - _instalmentOf(number) - _lateOn(number), 1);
        }
        (numerator, denominator) = _accruedKnown(number, outstanding, _daysOf(number).end);
        if (rounding == Rounding.PER_HOLDING_DOWN) return (numerator, denominator);
        return (CouponMath.rounded(rounding, numerator, denominator), 1);
    }

    /// Principal of one unit that is repaid with a coupon, all of it with the last, and what that leaves. [minor]
    function _repaidWith(uint256 number, uint256 last, uint256 outstanding)
        private
        view
        returns (uint256 repaid, uint256 left)
    {
        if (number == last) return (_principalAtEnd(outstanding), 0);
        if (BondCode.has(BondCode.PARTLY_CALLABLE)) return _repaymentOf(number, outstanding);
        repaid = BondCode.detail(number).instalment;
        left = outstanding - repaid;
    }

    /// What one unit is redeemed at. [minor]
    function _principalAtEnd(uint256 outstanding) private view returns (uint256) {
        uint256 last = _lastCoupon();
        if (_principalFixedLater != 0) return uint64(_principalFixedLater);
        bool isOpen = BondCode.detail(last).kind == CouponKind.INDEXED && !_rateIsKnown(last);
        require(!isOpen, IBondPricing.PrincipalNotKnown());
        if (!_endsEarly()) return outstanding;
        uint256 price = _ending.price;
        require(price != 0, IBondPricing.PrincipalNotKnown());
        return _scaled(_principalOf(last, outstanding), price);
    }

    /// Accrued interest of a coupon whose rate is known. [minor]
    function _accruedKnown(uint256 number, uint256 outstanding, uint256 day) private view returns (uint256, uint256) {
        require(_rateIsKnown(number), IBondPricing.RateNotKnown(number));
        return _accruedOf(number, outstanding, day);
    }

    /// The coupon of the first payment after a day, which must be one that is priced.
    function _couponPaidAfter(uint256 day) private view returns (uint256 number) {
        number = 1;
        while (_daysOf(number).pay <= day) ++number;
    }

    /// Where a coupon stands. One that is cut has no ex-date: its record time is the end.
    function _daysOf(uint256 number) private view returns (Days memory days_) {
        uint256 word = BondCode.couponWord(number - 1);
        (days_.start, days_.end) = (uint24(word >> 232), uint24(word >> 208));
        days_.pay = BondCode.dayOf(_payTime(number - 1));
        days_.ex = days_.pay;
        if (_isCut(number)) days_.end = Math.min(days_.end, _ending.day);
        else days_.ex -= BondCode.detail(number).exDays;
    }

    /// The days from which on something can be priced and from which on nothing can any more.
    function _priced() private view returns (uint256 first, uint256 end) {
        bool coupons = BondCode.couponCount() != 0;
        first = coupons ? BondCode.period(1).accrualStart : BondCode.dayOf(BondCode.issueTime());
        if (_endsEarly() && _ending.accelerated) return (first, first);
        end = coupons ? _daysOf(_lastCoupon()).pay : BondCode.dayOf(_redemptionTime());
    }

    function _checkPriced(uint256 day) internal view {
        (uint256 first, uint256 end) = _priced();
        require(day >= first && day < end, IBondPricing.NoPriceOn(day, first, end));
    }

    /// The part of a period that is left on a day: its days less those accrued, never a fresh count.
    function _left(Days memory days_, uint256 day) private view returns (uint256 left, uint256 whole) {
        if (day <= days_.start) return (1, 1);
        if (day >= days_.end) return (0, 1);
        Counting memory counting = BondCode.counting();
        whole = DayCounts.countDays(counting, days_.start, days_.end);
        left = whole - DayCounts.countDays(counting, days_.start, day);
    }

    /// Sum of two ratios in lowest terms.
    function _sum(int256 a, uint256 b, int256 c, uint256 d) private pure returns (int256, uint256) {
        if (c == 0) return (a, b);
        (int256 numerator, uint256 denominator) = (a * int256(d) + c * int256(b), b * d);
        (uint256 rest, uint256 divisor) = (denominator, numerator < 0 ? uint256(-numerator) : uint256(numerator));
        while (rest != 0) (divisor, rest) = (rest, divisor % rest);
        return (numerator / int256(divisor), denominator / divisor);
    }
}
