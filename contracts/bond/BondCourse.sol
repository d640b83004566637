// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {CouponKind, NoSuchCoupon, Rounding} from "../interfaces/IBond.sol";
import {TokenWords} from "../libraries/TokenWords.sol";
import {TokenState} from "../token/TokenState.sol";
import {BondCode} from "./BondCode.sol";

/// What the life makes of the terms: coupons fixed in its course, parts of the principal that are called, an early end,
/// payments that are late. A bond that leaves its planned course is watched, which every transfer asks of one bit.
///
/// An early end by call or make-whole is a change of the calendar alone: the coupon in whose period it falls is cut, with
/// its record and pay time at the end, and the last; redemption follows it. After acceleration no coupon is recorded any
/// more, and what is left of the claim is the principal that redeems.
abstract contract BondCourse is TokenState {
    /// Says of a coupon or a principal that it is fixed, also where it is nothing.
    uint256 internal constant FIXED = 1 << 128;

    uint256 internal constant WHOLE = 1e9;

    uint256 private constant NEVER = type(uint256).max;

    /// What the calculation agent observed.
    /// @param observed [1e-9]
    /// @param finalFrom 0 where nothing is proposed [s]
    /// @param disputed when a target's proposal was last withdrawn [s]
    struct Proposal {
        int128 observed;
        uint40 finalFrom;
        uint40 disputed;
    }

    /// An end before maturity, from its notice on.
    /// @param time record and pay time of what is then paid; 0 where there is none [s]
    /// @param day to which interest accrues [days since 1970-01-01]
    /// @param last number of the last coupon
    /// @param cut whether that coupon ends here, too
    /// @param accelerated whether holders made the claim due, which is then paid as it is recovered
    /// @param price of the principal; 0 where it is not fixed by then [1e-9]
    struct Ending {
        uint40 time;
        uint24 day;
        uint16 last;
        bool cut;
        bool accelerated;
        uint64 price;
    }

    /// Default interest on one unit.
    /// @param own of this payment [minor]
    /// @param sum of all coupons up to this one [minor]
    /// @param day to which it runs [days since 1970-01-01]
    struct Late {
        uint64 own;
        uint64 sum;
        uint24 day;
    }

    /// Principal of one unit where parts of it may be called. [minor]
    /// @param outstanding before the payment
    /// @param instalment paid with it, called part and its price included
    struct Repaid {
        uint64 outstanding;
        uint64 instalment;
    }

    /// A part of every unit that is called for a payment.
    /// @param share of what the payment leaves outstanding [1e-9]
    /// @param price [1e-9]
    struct Part {
        uint64 share;
        uint64 price;
    }

    /// By number: money as BondCode has it 128, FIXED 1, and what it is computed with: rate 64 [1e-9] and ratio of index
    /// values 63 [1e-9], which may be there before.
    mapping(uint256 number => uint256) internal _moneyFixedLater;
    uint256 internal _principalFixedLater; // [minor] of one unit at redemption, with FIXED
    uint256 internal _couponsFixed;
    mapping(uint256 number => Proposal) internal _proposals;
    mapping(uint256 index => Proposal) internal _targets;
    Ending internal _ending;
    uint256 internal _moneyAtEnd; // of the coupon that was cut, as BondCode has it, with FIXED
    mapping(uint256 number => Late) internal _late; // 0 for the redemption
    mapping(uint256 number => Repaid) internal _repaid;
    mapping(uint256 number => Part) internal _parts;

    /// When the register is read for the coupon after the first `index` ones; never after the last. [s]
    function _recordTime(uint256 index) internal view returns (uint256) {
        if (_isWatched()) {
            Ending memory ending = _ending;
            if (ending.time != 0 && index >= ending.last) return NEVER;
            if (ending.cut && index + 1 == ending.last) return ending.time;
        }
        return BondCode.recordTime(index);
    }

    /// When the coupon after the first `index` ones may be paid. [s]
    function _payTime(uint256 index) internal view returns (uint256) {
        return _isCut(index + 1) ? _ending.time : BondCode.payTime(index);
    }

    /// Number of the last coupon.
    function _lastCoupon() internal view returns (uint256) {
        return _endsEarly() ? _ending.last : BondCode.couponCount();
    }

    /// When the principal is repaid. [s]
    function _redemptionTime() internal view returns (uint40) {
        return _endsEarly() ? _ending.time : BondCode.maturityTime();
    }

    function _endsEarly() internal view returns (bool) {
        return _isWatched() && _ending.time != 0;
    }

    /// Whether a coupon ends before its period does.
    function _isCut(uint256 number) internal view returns (bool) {
        if (!_isWatched()) return false;
        Ending memory ending = _ending;
        return ending.cut && number == ending.last;
    }

    function _isWatched() internal view returns (bool) {
        return _state.has(TokenWords.WATCHED);
    }

    /// What a coupon pays as BondCode.MONEY has it, default interest included; nothing while it is not fixed, and with
    /// more above it where it was fixed later.
    function _moneyOf(uint256 number) internal view returns (uint256 money) {
        money = BondCode.couponWord(number - 1) & BondCode.MONEY;
        if (money == 0) {
            money = _moneyFixedLater[number];
            if (money & FIXED == 0) money = 0;
        }
        if (_isWatched()) money = _watchedMoney(number, money);
    }

    function _watchedMoney(uint256 number, uint256 money) private view returns (uint256) {
        if (_isCut(number)) money = _moneyAtEnd;
        if (money == 0 || BondCode.rounding() == Rounding.PER_HOLDING_DOWN) return money;
        Late memory late = _late[number];
        return money + (uint256(late.own) << 64) + late.sum;
    }

    /// Principal of one unit that is paid with a coupon. [minor]
    function _instalmentOf(uint256 number) internal view returns (uint256) {
        if (_isCut(number)) return 0;
        return BondCode.has(BondCode.PARTLY_CALLABLE) ? _repaid[number].instalment : BondCode.detail(number).instalment;
    }

    /// Principal of one unit before a coupon's payment, with all parts that are called by now. [minor]
    function _outstandingOf(uint256 number) internal view returns (uint256 outstanding) {
        if (!BondCode.has(BondCode.PARTLY_CALLABLE)) return BondCode.detail(number).outstanding;
        uint256 known = Math.min(_couponsFixed, number - 1);
        outstanding = known == 0 ? BondCode.unitFace() : _repaid[known + 1].outstanding;
        for (uint256 n = known + 1; n < number; ++n) {
            (, outstanding) = _repaymentOf(n, outstanding);
        }
    }

    /// What a payment repays of one unit, a part that was called for it at its price, and what that leaves. [minor]
    function _repaymentOf(uint256 number, uint256 outstanding)
        internal
        view
        returns (uint256 instalment, uint256 left)
    {
        uint256 planned = Math.min(BondCode.detail(number).instalment, outstanding);
        Part memory called = _parts[number];
        uint256 part = (outstanding - planned) * called.share / WHOLE;
        return (planned + _scaled(part, called.price), outstanding - planned - part);
    }

    /// An amount times a share, to the nearest, a half upwards. [minor]
    /// @param share [1e-9]
    function _scaled(uint256 amount, uint256 share) internal pure returns (uint256) {
        return (2 * amount * share + WHOLE) / (2 * WHOLE);
    }

    /// What a unit is redeemed at, without default interest. [minor]
    function _principalOfUnit() internal view returns (uint256 principal) {
        principal = _principalFixedLater;
        if (principal == 0) return BondCode.detail(BondCode.couponCount()).outstanding;
        principal = uint64(principal);
    }

    /// Whether what a unit is redeemed at is known by now.
    function _isPrincipalKnown() internal view returns (bool) {
        if (_principalFixedLater != 0) return true;
        if (_endsEarly() || BondCode.has(BondCode.PARTLY_CALLABLE)) return false;
        return BondCode.detail(BondCode.couponCount()).kind != CouponKind.INDEXED;
    }

    /// Refuses the number of a coupon that the bond does not have.
    function _checkCoupon(uint256 number) internal view {
        require(number != 0 && number <= _lastCoupon(), NoSuchCoupon(number));
    }

    /// From now on transfers look at what happened in the life.
    function _startWatching() internal {
        _state = _state.withSwitch(TokenWords.WATCHED, true);
    }
}
