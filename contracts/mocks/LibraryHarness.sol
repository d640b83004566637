// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CouponMath} from "../libraries/CouponMath.sol";
import {Counting, DayCounts} from "../libraries/DayCounts.sol";
import {HolderAccount} from "../libraries/HolderAccounts.sol";

/// The internal libraries, open to calls.
contract LibraryHarness {
    struct Fields {
        uint256 balance;
        uint256 frozen;
        uint256 owed;
        uint256 pending;
        uint256 cursor;
        bool blocked;
        bool inArrears;
    }

    struct Coupon {
        uint256 unitFace;
        uint256 rate;
        uint256 numerator;
        uint256 denominator;
    }

    struct Period {
        Counting counting;
        uint256 start;
        uint256 end;
    }

    struct Counted {
        uint256 numerator;
        uint256 denominator;
        uint256 countedDays;
    }

    /// Each coupon's amount per unit to the nearest and rounded down.
    function amountsPerUnit(Coupon[] calldata coupons)
        external
        pure
        returns (uint256[] memory halfUp, uint256[] memory down)
    {
        (halfUp, down) = (new uint256[](coupons.length), new uint256[](coupons.length));
        for (uint256 i = 0; i < coupons.length; ++i) {
            Coupon calldata c = coupons[i];
            halfUp[i] = CouponMath.amountPerUnitHalfUp(c.unitFace, c.rate, c.numerator, c.denominator);
            down[i] = CouponMath.amountPerUnitDown(c.unitFace, c.rate, c.numerator, c.denominator);
        }
    }

    /// Each period's year fraction and its days.
    function counted(Period[] calldata periods) external pure returns (Counted[] memory result) {
        result = new Counted[](periods.length);
        for (uint256 i = 0; i < periods.length; ++i) {
            Period calldata p = periods[i];
            (result[i].numerator, result[i].denominator) = DayCounts.yearFraction(p.counting, p.start, p.end);
            result[i].countedDays = DayCounts.countDays(p.counting, p.start, p.end);
        }
    }

    /// Sets every field of an account in the order of the struct.
    function packed(uint256 account, Fields calldata f) external pure returns (uint256) {
        HolderAccount result = HolderAccount.wrap(account).withBalance(f.balance).withWithheld(f.frozen);
        result = result.withOwed(f.owed).withPending(f.pending).withCursor(f.cursor).withBlocked(f.blocked);
        return HolderAccount.unwrap(result.withInArrears(f.inArrears));
    }

    function unpacked(uint256 account) external pure returns (Fields memory) {
        HolderAccount a = HolderAccount.wrap(account);
        return Fields(a.balance(), a.withheld(), a.owed(), a.pending(), a.cursor(), a.blocked(), a.inArrears());
    }

    function available(uint256 account) external pure returns (uint256) {
        return HolderAccount.wrap(account).available();
    }
}
