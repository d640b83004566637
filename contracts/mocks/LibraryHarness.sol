// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CouponMath, DayCount} from "../libraries/CouponMath.sol";
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
        uint256 start;
        uint256 end;
    }

    function amountsPerUnitHalfUp(Coupon[] calldata coupons) external pure returns (uint256[] memory amounts) {
        amounts = new uint256[](coupons.length);
        for (uint256 i = 0; i < coupons.length; ++i) {
            Coupon calldata c = coupons[i];
            (uint256 numerator, uint256 denominator) = CouponMath.yearFraction(DayCount.ACT_365F, c.start, c.end);
            amounts[i] = CouponMath.amountPerUnitHalfUp(c.unitFace, c.rate, numerator, denominator);
        }
    }

    /// Sets every field of an account in the order of the struct.
    function packed(uint256 account, Fields calldata f) external pure returns (uint256) {
        HolderAccount result = HolderAccount.wrap(account).withBalance(f.balance).withFrozen(f.frozen);
        result = result.withOwed(f.owed).withPending(f.pending).withCursor(f.cursor).withBlocked(f.blocked);
        return HolderAccount.unwrap(result.withInArrears(f.inArrears));
    }

    function unpacked(uint256 account) external pure returns (Fields memory) {
        HolderAccount a = HolderAccount.wrap(account);
        return Fields(a.balance(), a.frozen(), a.owed(), a.pending(), a.cursor(), a.blocked(), a.inArrears());
    }

    function available(uint256 account) external pure returns (uint256) {
        return HolderAccount.wrap(account).available();
    }
}
