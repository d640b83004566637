// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {BondTerms, Coupon, IBond} from "../interfaces/IBond.sol";
import {BondRoles} from "../interfaces/IBondFactory.sol";
import {IEnforcement} from "../interfaces/IEnforcement.sol";
import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";
import {IERC3643} from "../interfaces/erc3643/IERC3643.sol";
import {HolderAccount} from "../libraries/HolderAccounts.sol";
import {TokenRoles} from "../libraries/TokenRoles.sol";
import {TokenWord, TokenWords} from "../libraries/TokenWords.sol";
import {PermissionedToken} from "../token/PermissionedToken.sol";
import {BondCode} from "./BondCode.sol";
import {BondEntitlement} from "./BondEntitlement.sol";

/// Purpose, rules and errors: IBond.
contract Bond is IBond, PermissionedToken, BondEntitlement {
    using SafeERC20 for IERC20;

    address private immutable _factory;

    /// @param factory creates the clones and alone sets them up; this implementation itself never holds a role
    constructor(IIdentityRegistry registry, address administration_, address factory)
        PermissionedToken(administration_)
        BondEntitlement(registry)
    {
        _factory = factory;
    }

    /// Gives each role to its first holder; the factory calls it in the transaction that creates the clone.
    function initialize(BondRoles calldata roles) external {
        require(msg.sender == _factory, NotFactory(msg.sender));
        _giveOwnership(roles.issuer);
        _giveRole(TokenRoles.ISSUER, roles.issuer);
        _giveRole(TokenRoles.PAYING_AGENT, roles.payingAgent);
        _giveRole(TokenRoles.REGISTRAR, roles.registrar);
        _giveRole(TokenRoles.COMPLIANCE, roles.complianceOfficer);
        _giveRole(TokenRoles.CUSTODIAN, roles.custodian);
        _giveRole(TokenRoles.PAUSER, roles.pauser);
    }

    /// @inheritdoc IBond
    function fundCoupon(uint256 number) external only(TokenRoles.PAYING_AGENT) {
        TokenWord state = _state;
        uint256 next = state.couponsFunded() + 1;
        Coupon memory c = BondCode.coupon(number);
        require(
            number == next && block.timestamp > c.period.recordTime,
            CouponNotFundable(number, next, c.period.recordTime)
        );
        _state = state.withCouponsFunded(number);
        // Units are issued before the first record time and, redemption apart, burnt only while every coupon recorded
        // is funded: the supply now is the supply at the record time.
        uint256 units = state.supply();
        uint256 total = uint256(c.amountPerUnit) * units;
        emit CouponFunded(number, c.amountPerUnit, units, total);
        _collect(total);
    }

    /// @inheritdoc IBond
    function payCoupons(address[] calldata holders) external {
        _checkPayer(holders);
        for (uint256 i = 0; i < holders.length; ++i) {
            _payCoupons(holders[i]);
        }
    }

    /// @inheritdoc IBond
    function fundRedemption() external only(TokenRoles.PAYING_AGENT) {
        TokenWord state = _state;
        BondTerms memory t = BondCode.terms();
        uint256 count = BondCode.couponCount();
        require(
            state.couponsFunded() == count && block.timestamp >= t.maturityTime && !state.redemptionFunded(),
            RedemptionNotFundable(state.couponsFunded(), count, state.redemptionFunded())
        );
        _state = state.withRedemptionFunded();
        uint256 total = uint256(t.unitFace) * state.supply();
        emit RedemptionFunded(state.supply(), total);
        _collect(total);
    }

    /// @inheritdoc IBond
    function redeem(address[] calldata holders) external {
        _checkPayer(holders);
        BondTerms memory t = BondCode.terms();
        bool funded = _state.redemptionFunded();
        require(funded, NotRedeemable(t.maturityTime, funded));
        for (uint256 i = 0; i < holders.length; ++i) {
            _redeem(holders[i], t.unitFace);
        }
    }

    function _payCoupons(address holder) private {
        HolderAccount account = _released(holder, _holdings[holder].account, _couponsPayable(_state));
        uint256 amount = account.owed();
        _holdings[holder].account = account.withOwed(0);
        if (amount == 0) return;
        if (_pay(holder, amount)) {
            emit CouponPaid(holder, _couponsPayable(_state), amount);
        } else {
            HolderAccount now_ = _holdings[holder].account; // read again: the cash token may have called back
            _holdings[holder].account = now_.withOwed(now_.owed() + amount);
            emit PaymentFailed(holder, amount);
        }
    }

    function _redeem(address holder, uint256 unitFace) private {
        if (_holdings[holder].account.balance() == 0) return;
        // The principal is funded after all coupons, past their pay times: nothing is pending or in arrears any more.
        HolderAccount account = _released(holder, _holdings[holder].account, _couponsPayable(_state));
        (uint256 units, uint256 interest, uint256 frozen) = (account.balance(), account.owed(), account.frozen());
        uint256 principal = units * unitFace;
        _holdings[holder].account = account.withBalance(0).withFrozen(0).withOwed(0);
        _state = _state.withSupply(_state.supply() - units);
        _bookMovement(_state, holder, address(0), units);
        if (_pay(holder, principal + interest)) {
            if (interest != 0) emit CouponPaid(holder, _state.couponsFunded(), interest);
            if (frozen != 0) emit IERC3643.TokensUnfrozen(holder, frozen);
            if (frozen != 0) emit IEnforcement.Frozen(holder, 0);
            emit Redeemed(holder, units, principal);
            emit IERC20.Transfer(holder, address(0), units);
            // Rules of trading are told, and cannot stop what is due.
            if (_state.has(TokenWords.EXTERNAL_RULES) && address(_externalRules).code.length != 0) {
                _checkTellingGas();
                try _externalRules.destroyed{gas: TELLING_GAS}(holder, units) {} catch {}
            }
        } else {
            _giveBack(holder, units, frozen, interest);
            emit PaymentFailed(holder, principal + interest);
        }
    }

    /// Undoes a redemption whose payment was refused.
    function _giveBack(address holder, uint256 units, uint256 frozen, uint256 interest) private {
        HolderAccount now_ = _holdings[holder].account; // read again: the cash token may have called back
        now_ = now_.plus(units).withFrozen(Math.min(now_.frozen() + frozen, type(uint64).max));
        _holdings[holder].account = now_.withOwed(now_.owed() + interest);
        _state = _state.withSupply(_state.supply() + units);
        _bookMovement(_state, address(0), holder, units);
    }

    /// Takes exactly `total` of cash from the caller into this bond.
    function _collect(uint256 total) private {
        IERC20 cash = IERC20(BondCode.cash());
        uint256 before = cash.balanceOf(address(this));
        cash.safeTransferFrom(msg.sender, address(this), total);
        uint256 received = cash.balanceOf(address(this)) - before;
        require(received == total, CashMismatch(received, total));
    }

    /// Whether the holder's cash account took the payment. TELLING_GAS is left to it, so that none that needs less is
    /// refused for want of gas.
    function _pay(address holder, uint256 amount) private returns (bool) {
        _checkTellingGas();
        return IERC20(BondCode.cash()).trySafeTransfer(holder, amount);
    }

    function _checkPayer(address[] calldata holders) private view {
        bool own = holders.length == 1 && holders[0] == msg.sender;
        require(own || _hasRole(TokenRoles.PAYING_AGENT, msg.sender), NotPayingAgent(msg.sender));
        require(holders.length <= MAX_BATCH, BatchTooLong(holders.length, MAX_BATCH));
    }
}
