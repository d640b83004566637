// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IBondServicing, RunApproval} from "../interfaces/IBondServicing.sol";
import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";
import {HolderAccount} from "../libraries/HolderAccounts.sol";
import {Lists} from "../libraries/Lists.sol";
import {TokenRoles} from "../libraries/TokenRoles.sol";
import {TokenWord, TokenWords} from "../libraries/TokenWords.sol";
import {Delegating} from "../token/Delegating.sol";
import {BondByCoupon} from "./BondByCoupon.sol";
import {BondCode} from "./BondCode.sol";
import {BondEntitlement} from "./BondEntitlement.sol";

/// Coupons and redemption of every bond: the first contract a bond delegates to.
contract BondServicing is BondByCoupon, Delegating {
    using Lists for address[];
    using Lists for uint256[];

    /// Accounts on their way to redemption, by the holders' places in the list.
    struct Redemption {
        uint256[] accounts; // as they were
        uint256[] units;
        uint256[] interest; // [minor] owed beside the principal, after tax
        uint256[] amounts; // [minor] to be paid
        uint256 total; // [units]
        uint256 late; // [minor] default interest on the principal of one unit
        uint256 last; // coupon that all are paid up to
        uint256 lastAmount; // [minor] of one unit on it
    }

    constructor(IIdentityRegistry registry, address administration)
        BondEntitlement(registry)
        Delegating(administration)
        EIP712("Tenor Bond", "1")
    {}

    /// @inheritdoc IBondServicing
    function fundCoupon(uint256 number, uint256 total, RunApproval calldata approval)
        external
        only(TokenRoles.PAYING_AGENT)
    {
        TokenWord state = _state;
        uint256 next = state.couponsFunded() + 1;
        _checkCoupon(number);
        uint256 recordTime = _recordTime(number - 1);
        bool fundable = number == next && block.timestamp > recordTime && _moneyOf(number) != 0;
        require(fundable, CouponNotFundable(number, next, recordTime));
        // Units are issued before the first record time and, redemption apart, burnt only while every coupon recorded
        // is funded: the supply now is the supply at the record time.
        uint256 units = state.supply();
        uint256 late = _lateNow(number);
        uint256 amountPerUnit = _paidOn(number, 1) + late;
        uint256 due = _paidOn(number, units) + units * late;
        require(total == due, WrongTotal(total, due));
        _checkRun(number, amountPerUnit, units, total, approval);
        _state = state.withCouponsFunded(number);
        _bookLate(number, late);
        if (state.has(TokenWords.BY_COUPON)) _unpaid[number] = Unpaid(uint64(units), uint64(total));
        emit CouponFunded(number, amountPerUnit, units, total);
        _collect(total);
    }

    /// @inheritdoc IBondServicing
    function paymentRun(uint256 number, uint256 amountPerUnit, uint256 units, uint256 total, uint256 deadline)
        external
        view
        returns (bytes32)
    {
        return _paymentRun(number, amountPerUnit, units, total, deadline);
    }

    /// @inheritdoc IBondServicing
    function runTotals(uint256 number) external view returns (uint256 amountPerUnit, uint256 units, uint256 total) {
        units = _state.supply();
        if (number > _lastCoupon()) {
            if (!_isPrincipalKnown()) return (0, units, 0);
            amountPerUnit = _principalOfUnit() + (_state.redemptionFunded() ? _lateOn(0) : _lateNow(number));
            return (amountPerUnit, units, units * amountPerUnit);
        }
        _checkCoupon(number);
        uint256 late = number > _state.couponsFunded() ? _lateNow(number) : 0; // in what is paid on it
        return (_paidOn(number, 1) + late, units, _paidOn(number, units) + units * late);
    }

    /// @inheritdoc IBondServicing
    function fundRedemption(uint256 total, RunApproval calldata approval) external only(TokenRoles.PAYING_AGENT) {
        TokenWord state = _state;
        uint256 count = _lastCoupon();
        require(
            _couponsPayable(state) == count && block.timestamp >= _redemptionTime() && !state.redemptionFunded()
                && _isPrincipalKnown(),
            RedemptionNotFundable(state.couponsFunded(), count, state.redemptionFunded())
        );
        uint256 late = _lateNow(count + 1);
        uint256 amountPerUnit = _principalOfUnit() + late;
        uint256 due = amountPerUnit * state.supply();
        require(total == due, WrongTotal(total, due));
        _checkRun(count + 1, amountPerUnit, state.supply(), total, approval);
        _state = state.withRedemptionFunded();
        _bookLate(0, late);
        emit RedemptionFunded(state.supply(), total);
        _collect(total);
    }

    /// @inheritdoc IBondServicing
    function payCoupons(address[] calldata holders) external {
        _checkPayer(holders);
        uint256 last = _couponsPayable(_state);
        if (last == 0) return;
        if (_state.has(TokenWords.BY_COUPON)) {
            for (uint256 i = 0; i < holders.length; ++i) {
                _payByCoupon(holders[i], last);
            }
            return;
        }
        uint256[] memory amounts = new uint256[](holders.length);
        uint256 amount = _amountIn(_moneyOf(last));
        for (uint256 i = 0; i < holders.length; ++i) {
            Holding storage holding = _holdings[holders.itemAt(i)];
            HolderAccount account = _due(holders.itemAt(i), holding.account, last, amount);
            amounts.setWord(i, account.owed());
            holding.account = account.paid();
        }
        uint256 refused = _payEach(holders, amounts);
        for (uint256 i = 0; refused != 0; (++i, refused >>= 1)) {
            if (refused & 1 == 0) continue;
            _oweAgain(holders[i], amounts[i]);
            amounts[i] = 0;
        }
        emit CouponsPaid(last, holders, amounts);
    }

    /// @inheritdoc IBondServicing
    function redeem(address[] calldata holders) external {
        _checkPayer(holders);
        TokenWord state = _state;
        require(state.redemptionFunded(), NotRedeemable(_redemptionTime(), false));
        // The principal is funded after all coupons, past their pay times: nothing is pending any more.
        uint256 principal = _principalOfUnit();
        Redemption memory r = _takeAccounts(state, holders, principal);
        _state = _state.withSupply(_state.supply() - r.total);
        uint256 refused = _payEach(holders, r.amounts);
        for (uint256 i = 0; i < holders.length; ++i) {
            if (r.units.wordAt(i) == 0) continue;
            if ((refused >> i) & 1 == 0) {
                HolderAccount account = HolderAccount.wrap(r.accounts.wordAt(i));
                _tellRedeemed(state, holders.itemAt(i), account.balance(), account.withheld(), 0);
                if (r.late != 0) _bookTaxOnLate(holders[i], r.units[i] * r.late);
            } else {
                _giveBack(holders[i], HolderAccount.wrap(r.accounts[i]), r.amounts[i]);
                (r.units[i], r.interest[i]) = (0, 0);
            }
        }
        emit Redeemed(principal, holders, r.units, r.interest);
    }

    /// The account with all coupons up to `last` counted into what is owed. For sums only.
    /// @param amount of one unit on that coupon [minor]
    function _due(address holder, HolderAccount account, uint256 last, uint256 amount) private returns (HolderAccount) {
        unchecked {
            // No coupon at all: no cursor is the one before.
            if (account.isCurrent(last - 1)) return account.plusCoupon(amount);
        }
        return _released(holder, account, last);
    }

    /// Notes again what was not taken.
    function _oweAgain(address holder, uint256 amount) private {
        HolderAccount account = _holdings[holder].account; // read again: the cash token may have called back
        _holdings[holder].account = account.withOwed(account.owed() + amount);
        emit PaymentFailed(holder, amount);
    }

    /// Takes holders' units and what they are owed, which the caller pays and takes off the supply.
    function _takeAccounts(TokenWord state, address[] calldata holders, uint256 principal)
        private
        returns (Redemption memory r)
    {
        r.accounts = new uint256[](holders.length);
        r.units = new uint256[](holders.length);
        r.interest = new uint256[](holders.length);
        r.amounts = new uint256[](holders.length);
        r.last = state.couponsFunded();
        r.lastAmount = r.last == 0 ? 0 : _amountIn(_moneyOf(r.last));
        r.late = _lateOn(0);
        for (uint256 i = 0; i < holders.length; ++i) {
            address holder = holders.itemAt(i);
            HolderAccount account = _holdings[holder].account;
            if (account.balance() != 0) _take(state, r, i, holder, account, principal);
        }
    }

    /// Takes one account.
    function _take(
        TokenWord state,
        Redemption memory r,
        uint256 index,
        address holder,
        HolderAccount account,
        uint256 principal
    ) private {
        if (state.has(TokenWords.WATCHED)) _watch(holder, account.balance());
        if (state.has(TokenWords.BY_COUPON)) {
            _payByCoupon(holder, r.last);
            account = _holdings[holder].account;
        } else {
            account = _due(holder, account, r.last, r.lastAmount);
        }
        account = _withoutLocks(holder, account);
        _holdings[holder].account = _cleared(account);
        (uint256 units, uint256 interest) = (account.balance(), account.owed());
        if (r.late != 0) interest += _lateAfterTax(holder, units * r.late);
        r.accounts.setWord(index, HolderAccount.unwrap(account));
        r.units.setWord(index, units);
        r.interest.setWord(index, interest);
        r.amounts.setWord(index, units * principal + interest);
        r.total += units;
        if (state.has(TokenWords.LIMITS)) _bookMovement(state, holder, address(0), units);
    }

    /// Default interest on a holding's principal, less tax. [minor]
    function _lateAfterTax(address holder, uint256 interest) private view returns (uint256) {
        (uint256 tax,) = _taxOf(holder, interest);
        return interest - tax;
    }

    function _bookTaxOnLate(address holder, uint256 interest) private {
        (uint256 tax, uint16 country) = _taxOf(holder, interest);
        _bookTax(holder, _lastCoupon() + 1, country, tax);
    }

    /// What is left of an account when it is redeemed: nothing, unless it is frozen or has a claim left.
    function _cleared(HolderAccount account) private pure returns (HolderAccount) {
        if (!account.blocked() && !account.inArrears()) return HolderAccount.wrap(0);
        return account.withBalance(0).withWithheld(0).withOwed(0);
    }

    /// Undoes a redemption whose payment was refused.
    function _giveBack(address holder, HolderAccount account, uint256 amount) private {
        uint256 units = account.balance();
        HolderAccount now_ = _holdings[holder].account; // read again: the cash token may have called back
        _holdings[holder].account = account.withMerged(now_);
        _state = _state.withSupply(_state.supply() + units);
        _bookMovement(_state, address(0), holder, units);
        emit PaymentFailed(holder, amount);
    }
}
