// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {
    BondTerms,
    CouponDetail,
    CouponKind,
    CouponPeriod,
    HolderRights,
    NoSuchCoupon,
    Rounding
} from "../interfaces/IBond.sol";
import {Counting, DayCount} from "../libraries/DayCounts.sol";

/// How terms and coupons stand in a bond's own code: nine words of terms, one word a coupon, a last word of ones, and
/// where coupons are not all alike one word of detail a coupon. Reading a word from code that is already loaded costs
/// some 100 gas where a storage slot costs 2,100.
///
/// | word  | content                                                                                      |
/// |-------|----------------------------------------------------------------------------------------------|
/// | 0-4   | issueId, termsHash, annexHash, name, symbol                                                  |
/// | 5     | cash 160, minUnits 32, issueTime 40, couponCount 16, dayCount 8                              |
/// | 6     | unitFace 64, units 64, rate 64, maturityTime 40, currency 24                                 |
/// | 7     | settlementVenue 160, flags 8, months 8, rounding 8, anchor 24, maturityDay 24, years 8 and 8 |
/// | 8     | zone 8, graceDays 16, acceleration 32, defaultInterest 32, quorum 32, majority 32, noticeDays 16, 88 |
/// | 9+i   | accrualStart 24, accrualEnd 24, recordTime 40, payTime 40, money 128                         |
/// | 9+n   | all ones: no coupon after the last is ever recorded                                          |
/// | 10+n+i | rate 64, outstanding 64, instalment 64, fixableFrom 40, exDays 6, kind 2, targets 16         |
///
/// Money is nothing where coupons are fixed later, and otherwise what one unit is paid: where interest is rounded on a
/// unit its amount 64 with the instalment, and the sum of all amounts so far 64 [minor]; where it is rounded on a
/// holding the exact interest, numerator 80 and denominator 48.
library BondCode {
    uint256 internal constant DUAL_CONTROL = 1;
    uint256 internal constant END_OF_MONTH = 2;
    uint256 internal constant WITHHOLDS = 4;
    uint256 internal constant FIXED_LATER = 8;
    uint256 internal constant DETAILED = 16;
    uint256 internal constant PARTLY_CALLABLE = 32;
    uint256 internal constant PAR_FLOOR = 64;

    uint256 internal constant MONEY = (1 << 128) - 1;

    uint256 private constant ARGUMENTS = 0x2d; // length of the clone's own code, which its arguments follow
    uint256 private constant FIRST_COUPON = 9;

    /// @param coupons one word each; used up
    /// @param details one word each, or none; used up
    function encode(BondTerms memory terms_, uint256[] memory coupons, uint256[] memory details)
        internal
        pure
        returns (bytes memory)
    {
        uint256 fifth = uint256(uint160(terms_.cash)) << 96 | uint256(terms_.minUnits) << 64 | uint256(terms_.issueTime)
            << 24 | coupons.length << 8 | uint8(terms_.dayCount);
        uint256 sixth = uint256(terms_.unitFace) << 192 | uint256(terms_.units) << 128 | uint256(terms_.rate) << 64
            | uint256(terms_.maturityTime) << 24 | uint24(terms_.currency);
        bytes memory head = abi.encodePacked(
            terms_.issueId, terms_.termsHash, terms_.annexHash, terms_.name, terms_.symbol, fifth, sixth
        );
        uint256 seventh = _seventh(terms_, details.length != 0);
        bytes memory rest = abi.encodePacked(_eighth(terms_), _asBytes(coupons), type(uint256).max, _asBytes(details));
        return abi.encodePacked(head, seventh, rest);
    }

    /// The terms of the bond whose code runs.
    function terms() internal view returns (BondTerms memory result) {
        result.issueId = bytes32(word(0));
        result.termsHash = termsHash();
        result.annexHash = annexHash();
        result.name = bytes32(word(3));
        result.symbol = bytes32(word(4));
        (uint256 a, uint256 b) = (word(5), word(6));
        result.cash = address(uint160(a >> 96));
        result.minUnits = uint32(a >> 64);
        result.issueTime = uint40(a >> 24);
        result.dayCount = DayCount(uint8(a));
        result.unitFace = uint64(b >> 192);
        result.units = uint64(b >> 128);
        result.rate = uint64(b >> 64);
        result.maturityTime = uint40(b >> 24);
        result.currency = bytes3(uint24(b));
        _readSeventh(result, word(7));
        (result.zone, result.rights) = (int8(zone()), rights());
    }

    /// How the bond counts days.
    function counting() internal view returns (Counting memory) {
        uint256 w = word(7);
        return Counting({
            dayCount: DayCount(uint8(word(5))),
            months: uint8(w >> 80),
            endOfMonth: (w >> 88) & END_OF_MONTH != 0,
            anchor: uint24(w >> 48),
            maturity: uint24(w >> 24)
        });
    }

    function rights() internal view returns (HolderRights memory result) {
        uint256 w = word(8);
        result.graceDays = uint16(w >> 232);
        result.acceleration = uint32(w >> 200);
        result.defaultInterest = uint32(w >> 168);
        result.quorum = uint32(w >> 136);
        result.majority = uint32(w >> 104);
        result.noticeDays = uint16(w >> 88);
    }

    /// What the bond's day is ahead of UTC. [quarters of an hour]
    function zone() internal view returns (int256) {
        return int8(uint8(word(8) >> 248));
    }

    /// The day that a moment lies in. [days since 1970-01-01]
    function dayOf(uint256 time) internal view returns (uint256) {
        unchecked {
            return uint256(int256(time) + zone() * 15 minutes) / 1 days; // safe: moments are of 40 bits, after 1970
        }
    }

    /// When a day ends in the bond's zone. [s]
    function endOf(uint256 day) internal view returns (uint256) {
        unchecked {
            return uint256(int256((day + 1) * 1 days) - zone() * 15 minutes); // safe: as above
        }
    }

    function termsHash() internal view returns (bytes32) {
        return bytes32(word(1));
    }

    function annexHash() internal view returns (bytes32) {
        return bytes32(word(2));
    }

    function cash() internal view returns (address) {
        return address(uint160(word(5) >> 96));
    }

    function settlementVenue() internal view returns (address) {
        return address(uint160(word(7) >> 96));
    }

    /// Whether one of the flags is set.
    function has(uint256 flags) internal view returns (bool) {
        return (word(7) >> 88) & flags != 0;
    }

    /// Whether what a holder earns must be counted coupon by coupon, because sums would be rounded or taxed otherwise.
    function countsByCoupon() internal view returns (bool) {
        uint256 w = word(7);
        return (w >> 88) & WITHHOLDS != 0 || Rounding(uint8(w >> 72)) == Rounding.PER_HOLDING_DOWN;
    }

    /// Whether what waits to become payable is noted in units: it is not known yet, or not a sum.
    function pendsInUnits() internal view returns (bool) {
        return has(FIXED_LATER) || countsByCoupon();
    }

    function rounding() internal view returns (Rounding) {
        return Rounding(uint8(word(7) >> 72));
    }

    /// Years after which interest and principal that nobody claimed return to the issuer; 0 for never.
    function prescription() internal view returns (uint256 interest, uint256 principal) {
        uint256 w = word(7);
        return (uint8(w >> 16), uint8(w >> 8));
    }

    function issueTime() internal view returns (uint40) {
        return uint40(word(5) >> 24);
    }

    function maturityTime() internal view returns (uint40) {
        return uint40(word(6) >> 24);
    }

    function units() internal view returns (uint256) {
        return uint64(word(6) >> 128);
    }

    function unitFace() internal view returns (uint256) {
        return word(6) >> 192;
    }

    function couponCount() internal view returns (uint256) {
        return uint16(word(5) >> 8);
    }

    function minUnits() internal view returns (uint256) {
        return uint32(word(5) >> 64);
    }

    /// Dates of a coupon by its number, 1 for the first.
    function period(uint256 number) internal view returns (CouponPeriod memory) {
        require(number != 0 && number <= couponCount(), NoSuchCoupon(number));
        uint256 w = couponWord(number - 1);
        return CouponPeriod(uint24(w >> 232), uint24(w >> 208), uint40(w >> 168), uint40(w >> 128));
    }

    /// Details of a coupon by its number, which must exist.
    function detail(uint256 number) internal view returns (CouponDetail memory result) {
        if (!has(DETAILED)) {
            result.rate = int64(uint64(word(6) >> 64));
            result.outstanding = uint64(unitFace());
            return result;
        }
        uint256 w = word(FIRST_COUPON + couponCount() + number);
        result.rate = int64(uint64(w >> 192));
        result.outstanding = uint64(w >> 128);
        result.instalment = uint64(w >> 64);
        result.fixableFrom = uint40(w >> 24);
        result.exDays = uint8(w >> 18) & 63;
        result.kind = CouponKind((w >> 16) & 3);
        result.targets = uint16(w);
    }

    /// When the register is read for the coupon after the first `index` ones; never after the last. [s]
    function recordTime(uint256 index) internal view returns (uint256) {
        return recordTimeIn(couponWord(index));
    }

    /// When the coupon after the first `index` ones may be paid. [s]
    function payTime(uint256 index) internal view returns (uint256) {
        return uint40(couponWord(index) >> 128);
    }

    function recordTimeIn(uint256 couponWord_) internal pure returns (uint256) {
        return uint40(couponWord_ >> 168);
    }

    function couponWord(uint256 index) internal view returns (uint256) {
        unchecked {
            return word(FIRST_COUPON + index);
        }
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

    /// The words of a list as bytes, in its own place: the list is no more.
    function _asBytes(uint256[] memory list) private pure returns (bytes memory words) {
        assembly ("memory-safe") {
            mstore(list, shl(5, mload(list)))
            words := list
        }
    }

    function _seventh(BondTerms memory terms_, bool detailed) private pure returns (uint256) {
        uint256 flags = (terms_.dualControl ? DUAL_CONTROL : 0) | (terms_.endOfMonth ? END_OF_MONTH : 0)
            | (terms_.withholds ? WITHHOLDS : 0) | (terms_.fixedLater ? FIXED_LATER : 0) | (detailed ? DETAILED : 0)
            | (terms_.partlyCallable ? PARTLY_CALLABLE : 0) | (terms_.parFloor ? PAR_FLOOR : 0);
        uint256 counted = flags << 88 | uint256(terms_.months) << 80 | uint256(uint8(terms_.rounding)) << 72
            | uint256(terms_.anchor) << 48 | uint256(terms_.maturityDay) << 24;
        uint256 years_ = uint256(terms_.interestYears) << 16 | uint256(terms_.principalYears) << 8;
        return uint256(uint160(terms_.settlementVenue)) << 96 | counted | years_;
    }

    function _eighth(BondTerms memory terms_) private pure returns (uint256) {
        HolderRights memory r = terms_.rights;
        uint256 trouble =
            uint256(r.graceDays) << 232 | uint256(r.acceleration) << 200 | uint256(r.defaultInterest) << 168;
        uint256 consent = uint256(r.quorum) << 136 | uint256(r.majority) << 104 | uint256(r.noticeDays) << 88;
        return uint256(uint8(terms_.zone)) << 248 | trouble | consent;
    }

    function _readSeventh(BondTerms memory result, uint256 w) private pure {
        uint256 flags = uint8(w >> 88);
        result.settlementVenue = address(uint160(w >> 96));
        result.dualControl = flags & DUAL_CONTROL != 0;
        result.endOfMonth = flags & END_OF_MONTH != 0;
        result.withholds = flags & WITHHOLDS != 0;
        result.fixedLater = flags & FIXED_LATER != 0;
        result.partlyCallable = flags & PARTLY_CALLABLE != 0;
        result.parFloor = flags & PAR_FLOOR != 0;
        result.months = uint8(w >> 80);
        result.rounding = Rounding(uint8(w >> 72));
        result.anchor = uint24(w >> 48);
        result.maturityDay = uint24(w >> 24);
        result.interestYears = uint8(w >> 16);
        result.principalYears = uint8(w >> 8);
    }
}
