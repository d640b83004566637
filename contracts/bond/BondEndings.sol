// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBondOptions} from "../interfaces/IBondOptions.sol";
import {BondAccrual} from "./BondAccrual.sol";
import {BondCode} from "./BondCode.sol";

/// Ends a life before maturity at the issuer's notice.
abstract contract BondEndings is BondAccrual {
    /// Ends the life at a moment to come.
    /// @param price of the principal; 0 where it is fixed later [1e-9]
    /// @return last number of the coupon that is cut; 0 where there are no coupons
    function _endAt(uint40 time, uint24 day, uint64 price) internal returns (uint256 last) {
        uint256 count = BondCode.couponCount();
        bool open = !_endsEarly() && time > block.timestamp;
        if (count == 0) {
            open = open && time < BondCode.maturityTime();
        } else {
            last = _couponAfter(time);
            // The record time of the coupon before has passed by then, and so must its payment have.
            open = open && last <= count && (last == 1 || time >= BondCode.payTime(last - 2));
        }
        require(open, IBondOptions.EndNotOpen(time, _ending.time));
        _ending = Ending(time, day, uint16(last), last != 0, false, price);
        _principalFixedLater = 0; // of maturity
        _startWatching();
        emit IBondOptions.EndingNoticed(time, day, last, price);
    }

    function _checkNotice(uint256 day, uint256 noticeDays) internal view {
        uint256 earliest = BondCode.dayOf(block.timestamp) + noticeDays;
        require(day >= earliest, IBondOptions.NoticeTooShort(day, earliest));
    }
}
