// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {FirstRoles} from "../access/FirstRoles.sol";
import {CouponDetail, CouponKind, CouponPeriod} from "../interfaces/IBond.sol";
import {BondAnnex, FixingRule, IBondFixing, Target} from "../interfaces/IBondFixing.sol";
import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";
import {CouponMath} from "../libraries/CouponMath.sol";
import {DayCounts} from "../libraries/DayCounts.sol";
import {TokenRoles} from "../libraries/TokenRoles.sol";
import {BondCode} from "./BondCode.sol";
import {BondEntitlement} from "./BondEntitlement.sol";
import {BondPlan} from "./BondPlan.sol";

/// Purpose, rules and errors: IBondFixing.
contract BondFixing is IBondFixing, FirstRoles, BondEntitlement {
    /// Says of a coupon or a principal that it is fixed, also where it is nothing.
    uint256 private constant FIXED = 1 << 128;

    constructor(IIdentityRegistry registry) BondEntitlement(registry) {}

    /// @inheritdoc IBondFixing
    function proposeFixing(bytes calldata annex, uint256 number, int128 observed, bytes32 evidence)
        external
        only(TokenRoles.CALCULATION_AGENT)
    {
        FixingRule memory rule = _annex(annex).fixing;
        CouponDetail memory detail = _openCoupon(number);
        require(detail.kind != CouponKind.FIXED && _proposals[number].finalFrom == 0, NotOpenForFixing(number));
        require(block.timestamp >= detail.fixableFrom, NotYetObservable(number, detail.fixableFrom));
        _checkBounds(observed, rule.least, rule.most);
        require(detail.kind != CouponKind.INDEXED || observed >= 0, OutsideBounds(observed, 0, rule.most));
        uint40 finalFrom = uint40(block.timestamp + rule.challenge);
        _proposals[number] = Proposal(observed, finalFrom);
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
        BondAnnex memory terms = _annex(annex);
        CouponDetail memory detail = _openCoupon(number);
        require(number == _couponsFixed + 1, NotNextToFix(number, _couponsFixed + 1));
        require(block.timestamp >= detail.fixableFrom, NotYetObservable(number, detail.fixableFrom));
        int128 observed;
        if (detail.kind != CouponKind.FIXED) {
            uint40 finalFrom = _proposals[number].finalFrom;
            require(finalFrom != 0 && block.timestamp >= finalFrom, NoSuchProposal(number, finalFrom));
            observed = _proposals[number].observed;
        }
        _couponsFixed = number;
        uint256 rate = _rate(terms.fixing, detail, observed) + _steps(terms.targets, detail.targets);
        uint256 ratio = detail.kind == CouponKind.INDEXED ? _ratio(terms.fixing, observed) : 0;
        _fix(number, detail, rate, ratio, terms.fixing.ratioDecimals);
        bool redeems = detail.kind == CouponKind.INDEXED && number == BondCode.couponCount();
        if (redeems) _fixPrincipal(terms.fixing, detail.outstanding, ratio);
    }

    /// @inheritdoc IBondFixing
    function proposeTarget(bytes calldata annex, uint256 index, int128 observed, bytes32 evidence)
        external
        only(TokenRoles.CALCULATION_AGENT)
    {
        BondAnnex memory terms = _annex(annex);
        require(index < terms.targets.length && _targets[index].finalFrom == 0, NotOpenForFixing(index));
        Target memory target = terms.targets[index];
        require(block.timestamp >= target.observedFrom, NotYetObservable(index, target.observedFrom));
        _checkBounds(observed, target.least, target.most);
        uint40 finalFrom = uint40(block.timestamp + terms.fixing.challenge);
        _targets[index] = Proposal(observed, finalFrom);
        emit TargetProposed(index, observed, evidence, finalFrom);
    }

    /// @inheritdoc IBondFixing
    function disputeTarget(uint256 index, bytes32 reason) external only(TokenRoles.ISSUER) {
        uint40 finalFrom = _targets[index].finalFrom;
        require(block.timestamp < finalFrom && finalFrom != type(uint40).max, NoSuchProposal(index, finalFrom));
        delete _targets[index];
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

    /// Computes what a coupon pays and stores it for good.
    /// @param ratio of index values with its decimals; only an indexed coupon asks
    function _fix(uint256 number, CouponDetail memory detail, uint256 rate, uint256 ratio, uint256 decimals) private {
        CouponPeriod memory period = BondCode.period(number);
        (uint256 numerator, uint256 denominator) =
            DayCounts.yearFraction(BondCode.counting(), period.accrualStart, period.accrualEnd);
        if (detail.kind == CouponKind.INDEXED) {
            (numerator, denominator) = (numerator * ratio, denominator * 10 ** decimals);
        }
        uint256 interest = CouponMath.interest(BondCode.rounding(), detail.outstanding, rate, numerator, denominator);
        uint256 before = number == 1 ? 0 : uint64(_moneyOf(number - 1));
        (uint256 money,, bool fits) =
            BondPlan.money(BondCode.rounding(), BondCode.units(), interest, detail.instalment, before);
        require(fits, TooMuchInterest(number, interest));
        _moneyFixedLater[number] = FIXED | money;
        (numerator, denominator) = BondPlan.parts(BondCode.rounding(), interest);
        emit CouponFixed(number, rate, numerator, denominator, detail.instalment);
    }

    function _fixPrincipal(FixingRule memory rule, uint256 outstanding, uint256 ratio) private {
        uint256 scale = 10 ** rule.ratioDecimals;
        uint256 principal = (2 * outstanding * ratio + scale) / (2 * scale);
        if (rule.parFloor && principal < outstanding) principal = outstanding;
        require(principal * BondCode.units() <= type(uint64).max, TooMuchInterest(0, principal));
        _principalFixedLater = FIXED | principal;
        emit PrincipalFixed(principal);
    }

    /// The rate per year before steps. [1e-9]
    function _rate(FixingRule memory rule, CouponDetail memory detail, int128 observed) private pure returns (uint256) {
        if (detail.kind != CouponKind.FLOATING) return uint64(detail.rate);
        int256 rate = int256(observed) + detail.rate;
        if (rate < int256(uint256(rule.floor))) return rule.floor;
        return rate > int256(uint256(rule.cap)) ? rule.cap : uint256(rate);
    }

    /// The sum of the steps of targets missed; one that nobody observed by now is missed for good. [1e-9]
    function _steps(Target[] memory targets, uint256 mask) private returns (uint256 steps) {
        for (uint256 i = 0; i < targets.length; ++i) {
            if ((mask >> i) & 1 == 0) continue;
            Proposal memory seen = _targets[i];
            if (seen.finalFrom == 0) {
                seen = Proposal(targets[i].atMost ? type(int128).max : type(int128).min, type(uint40).max);
                _targets[i] = seen;
                emit TargetSettled(i, true);
            }
            bool settled = seen.finalFrom == type(uint40).max || block.timestamp >= seen.finalFrom;
            require(settled, NoSuchProposal(i, seen.finalFrom));
            bool met = targets[i].atMost ? seen.observed <= targets[i].target : seen.observed >= targets[i].target;
            if (!met) steps += targets[i].step;
        }
    }

    /// The ratio of an index value to the base, rounded half up; an index is never below zero.
    function _ratio(FixingRule memory rule, int128 observed) private pure returns (uint256) {
        uint256 value = uint256(int256(observed)) * 10 ** rule.ratioDecimals;
        return (2 * value + rule.base) / (2 * uint256(rule.base));
    }

    function _checkBounds(int128 observed, int128 least, int128 most) private pure {
        require(observed >= least && observed <= most, OutsideBounds(observed, least, most));
    }

    /// A coupon that is not fixed yet.
    function _openCoupon(uint256 number) private view returns (CouponDetail memory) {
        BondCode.period(number);
        require(BondCode.has(BondCode.FIXED_LATER) && _moneyFixedLater[number] == 0, NotOpenForFixing(number));
        return BondCode.detail(number);
    }

    function _annex(bytes calldata annex) private view returns (BondAnnex memory) {
        bytes32 expected = BondCode.annexHash();
        require(keccak256(annex) == expected, NotTheAnnex(keccak256(annex), expected));
        return abi.decode(annex, (BondAnnex));
    }
}
