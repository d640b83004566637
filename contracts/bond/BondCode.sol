// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BondTerms, Coupon, CouponPeriod, NoSuchCoupon} from "../interfaces/IBond.sol";
import {DayCount} from "../libraries/CouponMath.sol";

/// How terms and coupons stand in a bond's own code: seven words of terms, then one word a coupon. Reading a word from
/// code that is already loaded costs some 100 gas where a storage slot costs 2,100.
///
/// | word | content                                                                        |
/// |------|--------------------------------------------------------------------------------|
/// | 0-3  | issueId, termsHash, name, symbol                                               |
/// | 4    | cash 160, minUnits 32, issueTime 40, couponCount 16, dayCount 8                |
/// | 5    | unitFace 64, units 64, rate 64, maturityTime 40, currency 24                   |
/// | 6    | settlementVenue 160, dualControl 8, free 88                                    |
/// | 7+i  | accrualStart 24, accrualEnd 24, recordTime 40, payTime 40, amount 64, total 64 |
library BondCode {
    uint256 private constant ARGUMENTS = 0x2d; // length of the clone's own code, which its arguments follow
    uint256 private constant FIRST_COUPON = 7;

    /// @param coupons one word each, as `couponWord` lays it out
    function encode(BondTerms memory terms_, uint256[] memory coupons) internal pure returns (bytes memory) {
        bytes memory head = abi.encodePacked(terms_.issueId, terms_.termsHash, terms_.name, terms_.symbol);
        uint256 fourth = uint256(uint160(terms_.cash)) << 96 | uint256(terms_.minUnits) << 64
            | uint256(terms_.issueTime) << 24 | coupons.length << 8 | uint8(terms_.dayCount);
        uint256 fifth = uint256(terms_.unitFace) << 192 | uint256(terms_.units) << 128 | uint256(terms_.rate) << 64
            | uint256(terms_.maturityTime) << 24 | uint24(terms_.currency);
        uint256 sixth = uint256(uint160(terms_.settlementVenue)) << 96 | (terms_.dualControl ? 1 << 88 : 0);
        return abi.encodePacked(head, fourth, fifth, sixth, coupons);
    }

    /// One coupon in one word.
    function couponWord(CouponPeriod calldata p, uint256 amount, uint256 total) internal pure returns (uint256) {
        uint256 times = uint256(p.accrualStart) << 232 | uint256(p.accrualEnd) << 208 | uint256(p.recordTime) << 168;
        return times | uint256(p.payTime) << 128 | amount << 64 | total;
    }

    /// The terms of the bond whose code runs.
    function terms() internal view returns (BondTerms memory result) {
        (uint256 a, uint256 b) = (word(4), word(5));
        result.settlementVenue = settlementVenue();
        result.dualControl = dualControl();
        result.issueId = bytes32(word(0));
        result.termsHash = bytes32(word(1));
        result.name = bytes32(word(2));
        result.symbol = bytes32(word(3));
        result.cash = address(uint160(a >> 96));
        result.minUnits = uint32(a >> 64);
        result.issueTime = uint40(a >> 24);
        result.dayCount = DayCount(uint8(a));
        result.unitFace = uint64(b >> 192);
        result.units = uint64(b >> 128);
        result.rate = uint64(b >> 64);
        result.maturityTime = uint40(b >> 24);
        result.currency = bytes3(uint24(b));
    }

    function cash() internal view returns (address) {
        return address(uint160(word(4) >> 96));
    }

    function settlementVenue() internal view returns (address) {
        return address(uint160(word(6) >> 96));
    }

    function dualControl() internal view returns (bool) {
        return uint8(word(6) >> 88) != 0;
    }

    function issueTime() internal view returns (uint40) {
        return uint40(word(4) >> 24);
    }

    function units() internal view returns (uint256) {
        return uint64(word(5) >> 128);
    }

    function couponCount() internal view returns (uint256) {
        return uint16(word(4) >> 8);
    }

    function minUnits() internal view returns (uint256) {
        return uint32(word(4) >> 64);
    }

    /// A coupon by its number, 1 for the first.
    function coupon(uint256 number) internal view returns (Coupon memory result) {
        require(number != 0 && number <= couponCount(), NoSuchCoupon(number));
        uint256 w = _couponWord(number - 1);
        result.period = CouponPeriod(uint24(w >> 232), uint24(w >> 208), uint40(w >> 168), uint40(w >> 128));
        result.amountPerUnit = uint64(w >> 64);
        result.cumulative = uint64(w);
    }

    function recordTime(uint256 index) internal view returns (uint256) {
        return uint40(_couponWord(index) >> 168);
    }

    function payTime(uint256 index) internal view returns (uint256) {
        return uint40(_couponWord(index) >> 128);
    }

    /// Interest of one unit for a coupon by its number, 1 for the first. [minor]
    function amountPerUnit(uint256 number) internal view returns (uint256) {
        return uint64(_couponWord(number - 1) >> 64);
    }

    /// Interest of one unit over the first `count` coupons. [minor]
    function cumulative(uint256 count) internal view returns (uint256) {
        return count == 0 ? 0 : uint64(_couponWord(count - 1));
    }

    /// One word of the arguments behind the clone's code; scratch space serves, so no memory grows.
    function word(uint256 index) internal view returns (uint256 value) {
        unchecked {
            index = ARGUMENTS + index * 32; // far below any overflow: an index counts words of code
        }
        assembly ("memory-safe") {
            extcodecopy(address(), 0x00, index, 0x20)
            value := mload(0x00)
        }
    }

    function _couponWord(uint256 index) private view returns (uint256) {
        unchecked {
            return word(FIRST_COUPON + index);
        }
    }
}
