// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {HolderRights, Rounding} from "../interfaces/IBond.sol";
import {CivilDate} from "../libraries/CivilDate.sol";
import {BondAccrual} from "./BondAccrual.sol";
import {BondCode} from "./BondCode.sol";
import {BondTax} from "./BondTax.sol";

/// Default interest: what a payment grows by for each day that it is late.
abstract contract BondOverdue is BondTax, BondAccrual {
    uint256 private constant DAYS_OF_YEAR = 365; // ACT/365F

    /// What a payment that is funded now is increased by on one unit. [minor]
    /// @param number of the coupon, or the one after the last for the principal
    function _lateNow(uint256 number) internal view returns (uint256) {
        HolderRights memory rights = BondCode.rights();
        if (rights.acceleration == 0) return 0;
        uint256 lateDays = _daysLate(number);
        if (lateDays == 0) return 0;
        (uint256 rate,) = _rateOf(Math.min(number, _lastCoupon()));
        (uint256 numerator, uint256 denominator) = _overdue(number);
        rate += rights.defaultInterest;
        return numerator * rate * lateDays / (denominator * WHOLE * DAYS_OF_YEAR);
    }

    /// Notes what was funded on top of a payment, and the day of one that is late.
    /// @param number of the coupon, 0 for the principal
    function _bookLate(uint256 number, uint256 own) internal {
        uint256 today = BondCode.dayOf(block.timestamp);
        bool late = today > BondCode.dayOf(number == 0 ? _redemptionTime() : _payTime(number - 1));
        if (!late && !_isWatched()) return;
        uint256 sum = number == 0 ? 0 : _late[number - 1].sum;
        if (own != 0) _startWatching();
        _late[number] = Late(uint64(own), uint64(sum + own), uint24(today));
    }

    /// When so many years are over since a payment was due and funded. [s]
    /// @param number of the coupon, 0 for the principal
    /// @param due [s]
    function _lapseTime(uint256 number, uint256 due, uint256 years_) internal view returns (uint256) {
        uint256 funded = _late[number].day;
        if (funded > BondCode.dayOf(due)) due = BondCode.endOf(funded);
        return CivilDate.yearsAfter(due, years_);
    }

    /// Days since a payment was due; those that were counted with the last coupon are not counted again.
    function _daysLate(uint256 number) private view returns (uint256) {
        uint256 last = _lastCoupon();
        uint256 from = BondCode.dayOf(number > last ? _redemptionTime() : _payTime(number - 1));
        if (number > last && last != 0) from = Math.max(from, _late[last].day);
        return Math.saturatingSub(BondCode.dayOf(block.timestamp), from);
    }

    /// What is overdue on one unit, as a ratio: the last coupon is with the principal, unless that is a claim after
    /// acceleration, which bears no interest. [minor]
    function _overdue(uint256 number) private view returns (uint256 numerator, uint256 denominator) {
        uint256 last = _lastCoupon();
        bool accelerated = _endsEarly() && _ending.accelerated;
        denominator = 1;
        if (number >= last && !accelerated) numerator = _principalOfUnit();
        if (number > last) return (numerator, 1);
        uint256 money = _moneyOf(number);
        if (BondCode.rounding() != Rounding.PER_HOLDING_DOWN) return (numerator + _amountIn(money), 1);
        uint256 interest;
        (interest, denominator) = _ratioIn(money);
        numerator = interest + (numerator + _instalmentOf(number)) * denominator;
    }
}
