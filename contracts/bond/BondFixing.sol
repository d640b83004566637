// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {FirstRoles} from "../access/FirstRoles.sol";
import {CouponDetail, CouponKind, CouponPeriod, Rounding} from "../interfaces/IBond.sol";
import {BondAnnex, FixingRule, IBondFixing, Target} from "../interfaces/IBondFixing.sol";
import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";
import {CouponMath} from "../libraries/CouponMath.sol";
import {DayCounts} from "../libraries/DayCounts.sol";
import {TokenRoles} from "../libraries/TokenRoles.sol";
import {Delegating} from "../token/Delegating.sol";
import {BondAccrual} from "./BondAccrual.sol";
import {BondAnnexes} from "./BondAnnexes.sol";
import {BondCode} from "./BondCode.sol";
import {BondEntitlement} from "./BondEntitlement.sol";
import {BondPlan} from "./BondPlan.sol";

/// Purpose, rules and errors: IBondFixing.
contract BondFixing is IBondFixing, FirstRoles, BondAccrual, Delegating {
    /// So long a target may be observed at least, and observed anew once its proposal was disputed, before it counts as
    /// missed: otherwise whoever gains by the step could have it settled first.
    uint256 private constant TIME_TO_OBSERVE = 1 days;

    constructor(IIdentityRegistry registry, address options) BondEntitlement(registry) Delegating(options) {}

    /// @inheritdoc IBondFixing
    function proposeFixing(bytes calldata annex, uint256 number, int128 observed, bytes32 evidence)
        external
        only(TokenRoles.CALCULATION_AGENT)
    {
        FixingRule memory rule = BondAnnexes.read(annex).fixing;
        CouponDetail memory detail = _openCoupon(number);
        require(detail.kind != CouponKind.FIXED && _proposals[number].finalFrom == 0, NotOpenForFixing(number));
        _checkObservable(number, detail);
        _checkBounds(observed, rule.least, rule.most);
        require(detail.kind != CouponKind.INDEXED || observed >= 0, OutsideBounds(observed, 0, rule.most));
        uint40 finalFrom = uint40(block.timestamp + rule.challenge);
        _proposals[number] = Proposal(observed, finalFrom, 0);
        emit FixingProposed(number, observed, evidence, finalFrom);
    }

    /// @inheritdoc IBondFixing
    function disputeFixing(uint256 number, bytes32 reason) external only(TokenRoles.ISSUER) {
        uint40 finalFrom = _proposals[number].finalFrom;
        require(block.timestamp < finalFrom, NoSuchProposal(number, finalFrom));
        delete _proposals[number];
        emit FixingDisputed(number, reason, msg.sender);
    }

    /// @inheritdoc IBondFixing
    function confirmFixing(bytes calldata annex, uint256 number) external {
        BondAnnex memory terms = BondAnnexes.read(annex);
        CouponDetail memory detail = _openCoupon(number);
        require(number == _couponsFixed + 1, NotNextToFix(number, _couponsFixed + 1));
        _checkObservable(number, detail);
        bool callable = BondCode.has(BondCode.PARTLY_CALLABLE);
        if (_isCut(number) || (callable && block.timestamp <= _recordTime(number - 1))) {
            return _fixRate(terms, number, detail);
        }
        _couponsFixed = number;
        (uint256 rate, uint256 ratio) = _rateIn(terms, number, detail);
        if (callable) detail.outstanding = uint64(_outstandingOf(number));
        if (callable) detail.instalment = _repay(number, detail.outstanding);
        _fix(number, detail, rate, ratio);
        if (number != BondCode.couponCount() || _endsEarly()) return;
        if (callable) _fixPrincipal(detail.outstanding);
        else if (detail.kind == CouponKind.INDEXED) _fixPrincipal(_principalOf(number, detail.outstanding));
    }

    /// @inheritdoc IBondFixing
    function confirmEnding() external {
        Ending memory ending = _ending;
        bool open = ending.cut && block.timestamp >= ending.time && _moneyAtEnd == 0;
        uint256 number = ending.last;
        // The sum of what coupons pay goes on from the coupon before.
        bool next = !BondCode.has(BondCode.FIXED_LATER) || _couponsFixed + 1 >= number;
        require(open && next && _accrualIsKnown(number, ending.day), NotOpenForFixing(number));
        uint256 outstanding = _outstandingOf(number);
        (uint256 numerator, uint256 denominator) = _accruedOf(number, outstanding, ending.day);
        uint256 interest = CouponMath.rounded(BondCode.rounding(), numerator, denominator);
        _moneyAtEnd = FIXED | _money(number, interest, 0);
        (numerator, denominator) = BondPlan.parts(BondCode.rounding(), interest);
        (uint256 rate,) = _rateOf(number);
        emit CouponFixed(number, rate, numerator, denominator, 0);
        if (ending.price != 0) _fixPrincipal(_scaled(_principalOf(number, outstanding), ending.price));
        require(_principalFixedLater != 0, NotOpenForFixing(number));
    }

    /// @inheritdoc IBondFixing
    function proposeTarget(bytes calldata annex, uint256 index, int128 observed, bytes32 evidence)
        external
        only(TokenRoles.CALCULATION_AGENT)
    {
        BondAnnex memory terms = BondAnnexes.read(annex);
        require(index < terms.targets.length && _targets[index].finalFrom == 0, NotOpenForFixing(index));
        Target memory target = terms.targets[index];
        require(block.timestamp >= target.observedFrom, NotYetObservable(index, target.observedFrom));
        _checkBounds(observed, target.least, target.most);
        uint40 finalFrom = uint40(block.timestamp + terms.fixing.challenge);
        _targets[index] = Proposal(observed, finalFrom, 0);
        emit TargetProposed(index, observed, evidence, finalFrom);
    }

    /// @inheritdoc IBondFixing
    function disputeTarget(uint256 index, bytes32 reason) external only(TokenRoles.ISSUER) {
        uint40 finalFrom = _targets[index].finalFrom;
        require(block.timestamp < finalFrom && finalFrom != type(uint40).max, NoSuchProposal(index, finalFrom));
        _targets[index] = Proposal(0, 0, uint40(block.timestamp));
        emit TargetDisputed(index, reason, msg.sender);
    }

    /// @inheritdoc IBondFixing
    function couponsFixed() external view returns (uint256) {
        return _couponsFixed;
    }

    /// @inheritdoc IBondFixing
    function proposedFixing(uint256 number) external view returns (int128 observed, uint40 finalFrom) {
        return (_proposals[number].observed, _proposals[number].finalFrom);
    }

    function _hasRole(bytes32 role, address account) internal view override returns (bool) {
        return _isGiven(role, account);
    }

    /// Fixes the rate of a coupon whose money is computed later: at the end where it is cut, once its parts are known
    /// where some may be called. Interest accrues at it from now on.
    function _fixRate(BondAnnex memory terms, uint256 number, CouponDetail memory detail) private {
        uint256 recordTime = _recordTime(number - 1);
        bool waits = _rateIsKnown(number) && block.timestamp <= recordTime;
        require(!waits, NotYetObservable(number, uint40(recordTime + 1)));
        require(!_rateIsKnown(number), NotOpenForFixing(number));
        (uint256 rate, uint256 ratio) = _rateIn(terms, number, detail);
        _moneyFixedLater[number] = rate << 129 | ratio << 193;
        emit RateFixed(number, rate, ratio);
    }

    /// Rate per year and ratio of index values of a coupon, for good. [1e-9]
    function _rateIn(BondAnnex memory terms, uint256 number, CouponDetail memory detail)
        private
        returns (uint256 rate, uint256 ratio)
    {
        if (_moneyFixedLater[number] != 0) return _rateOf(number);
        int128 observed;
        if (detail.kind != CouponKind.FIXED) {
            uint40 finalFrom = _proposals[number].finalFrom;
            require(finalFrom != 0 && block.timestamp >= finalFrom, NoSuchProposal(number, finalFrom));
            observed = _proposals[number].observed;
        }
        rate = _rate(terms.fixing, detail, observed) + _steps(terms, detail.targets);
        ratio = detail.kind == CouponKind.INDEXED ? _ratio(terms.fixing, observed) : WHOLE;
        require(rate >> 64 == 0 && ratio >> 63 == 0, TooMuchInterest(number, rate));
    }

    /// Computes what a coupon pays and stores it for good, with what it was computed of.
    /// @param ratio of index values [1e-9]
    function _fix(uint256 number, CouponDetail memory detail, uint256 rate, uint256 ratio) private {
        CouponPeriod memory period = BondCode.period(number);
        (uint256 numerator, uint256 denominator) =
            DayCounts.yearFraction(BondCode.counting(), period.accrualStart, period.accrualEnd);
        if (detail.kind == CouponKind.INDEXED) {
            (numerator, denominator) = (numerator * ratio, denominator * WHOLE);
        }
        uint256 interest = CouponMath.interest(BondCode.rounding(), detail.outstanding, rate, numerator, denominator);
        uint256 money = _money(number, interest, detail.instalment);
        _moneyFixedLater[number] = FIXED | money | rate << 129 | ratio << 193;
        (numerator, denominator) = BondPlan.parts(BondCode.rounding(), interest);
        emit CouponFixed(number, rate, numerator, denominator, detail.instalment);
    }

    /// A coupon's money as BondCode has it. Sums go on from the coupon before, without what was added to it when late.
    function _money(uint256 number, uint256 interest, uint256 instalment) private view returns (uint256 money) {
        uint256 before = number == 1 ? 0 : uint64(_moneyOf(number - 1)) - _lateSum(number - 1);
        bool fits;
        (money,, fits) = BondPlan.money(BondCode.rounding(), BondCode.units(), interest, instalment, before);
        require(fits, TooMuchInterest(number, interest));
    }

    function _lateSum(uint256 number) private view returns (uint256) {
        if (!_isWatched() || BondCode.rounding() == Rounding.PER_HOLDING_DOWN) return 0;
        return _late[number].sum;
    }

    /// Stores what a payment repays of one unit. [minor]
    function _repay(uint256 number, uint256 outstanding) private returns (uint64 instalment) {
        (uint256 paid, uint256 left) = _repaymentOf(number, outstanding);
        instalment = uint64(paid);
        _repaid[number].instalment = instalment;
        _repaid[number + 1].outstanding = uint64(left);
    }

    /// The rate per year before steps. [1e-9]
    function _rate(FixingRule memory rule, CouponDetail memory detail, int128 observed) private pure returns (uint256) {
        if (detail.kind != CouponKind.FLOATING) return uint64(detail.rate);
        int256 rate = int256(observed) + detail.rate;
        if (rate < int256(uint256(rule.floor))) return rule.floor;
        return rate > int256(uint256(rule.cap)) ? rule.cap : uint256(rate);
    }

    /// The sum of the steps of targets missed; one that nobody observed by now is missed for good. [1e-9]
    function _steps(BondAnnex memory terms, uint256 mask) private returns (uint256 steps) {
        Target[] memory targets = terms.targets;
        for (uint256 i = 0; i < targets.length; ++i) {
            if ((mask >> i) & 1 == 0) continue;
            Proposal memory seen = _targets[i];
            if (seen.finalFrom == 0) {
                uint256 open = Math.max(targets[i].observedFrom, seen.disputed)
                    + Math.max(terms.fixing.challenge, TIME_TO_OBSERVE);
                require(block.timestamp >= open, TargetOpen(i, open));
                seen = Proposal(targets[i].atMost ? type(int128).max : type(int128).min, type(uint40).max, 0);
                _targets[i] = seen;
                emit TargetSettled(i, true);
            }
            bool settled = seen.finalFrom == type(uint40).max || block.timestamp >= seen.finalFrom;
            require(settled, NoSuchProposal(i, seen.finalFrom));
            bool met = targets[i].atMost ? seen.observed <= targets[i].target : seen.observed >= targets[i].target;
            if (!met) steps += targets[i].step;
        }
    }

    /// The ratio of an index value to the base, rounded half up; an index is never below zero. [1e-9]
    function _ratio(FixingRule memory rule, int128 observed) private pure returns (uint256) {
        uint256 value = uint256(int256(observed)) * 10 ** rule.ratioDecimals;
        return (2 * value + rule.base) / (2 * uint256(rule.base)) * 10 ** (9 - rule.ratioDecimals);
    }

    /// What a coupon is fixed by can be known: of one that is cut at its end.
    function _checkObservable(uint256 number, CouponDetail memory detail) private view {
        uint40 from = _isCut(number) ? uint40(Math.min(detail.fixableFrom, _ending.time)) : detail.fixableFrom;
        require(block.timestamp >= from, NotYetObservable(number, from));
    }

    function _checkBounds(int128 observed, int128 least, int128 most) private pure {
        require(observed >= least && observed <= most, OutsideBounds(observed, least, most));
    }

    /// A coupon that is not fixed yet.
    function _openCoupon(uint256 number) private view returns (CouponDetail memory) {
        _checkCoupon(number);
        require(BondCode.has(BondCode.FIXED_LATER) && _moneyFixedLater[number] & FIXED == 0, NotOpenForFixing(number));
        return BondCode.detail(number);
    }
}
