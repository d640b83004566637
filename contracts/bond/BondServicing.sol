// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IBondServicing, RunApproval} from "../interfaces/IBondServicing.sol";
import {IEnforcement} from "../interfaces/IEnforcement.sol";
import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";
import {IERC3643} from "../interfaces/erc3643/IERC3643.sol";
import {HolderAccount} from "../libraries/HolderAccounts.sol";
import {Lists} from "../libraries/Lists.sol";
import {TokenRoles} from "../libraries/TokenRoles.sol";
import {TokenWord, TokenWords} from "../libraries/TokenWords.sol";
import {Delegating} from "../token/Delegating.sol";
import {BondByCoupon} from "./BondByCoupon.sol";
import {BondCode} from "./BondCode.sol";
import {BondEntitlement} from "./BondEntitlement.sol";
import {BondView} from "./BondView.sol";

/// Coupons and redemption of every bond: the first contract a bond delegates to.
contract BondServicing is BondByCoupon, BondView, Delegating {
    using Lists for address[];
    using Lists for uint256[];

    /// Accounts on their way to redemption, by the holders' places in the list.
    struct Redemption {
        uint256[] accounts; // as they were
        uint256[] units;
        uint256[] interest; // [minor] owed beside the principal
        uint256[] amounts; // [minor] to be paid
        uint256 total; // [units]
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
        uint256 recordTime = BondCode.period(number).recordTime;
        bool fundable = number == next && block.timestamp > recordTime && _moneyOf(number) != 0;
        require(fundable, CouponNotFundable(number, next, recordTime));
        // Units are issued before the first record time and, redemption apart, burnt only while every coupon recorded
        // is funded: the supply now is the supply at the record time.
        uint256 units = state.supply();
        uint256 amountPerUnit = _paidOn(number, 1);
        uint256 due = _paidOn(number, units);
        require(total == due, WrongTotal(total, due));
        _checkRun(number, amountPerUnit, units, total, approval);
        _state = state.withCouponsFunded(number);
        if (state.has(TokenWords.BY_COUPON)) _unpaid[number] = Unpaid(uint64(units), uint64(total));
        emit CouponFunded(number, amountPerUnit, units, total);
        _collect(total);
    }

    /// @inheritdoc IBondServicing
    function fundRedemption(uint256 total, RunApproval calldata approval) external only(TokenRoles.PAYING_AGENT) {
        TokenWord state = _state;
        uint256 count = BondCode.couponCount();
        require(
            state.couponsFunded() == count && block.timestamp >= BondCode.maturityTime() && !state.redemptionFunded(),
            RedemptionNotFundable(state.couponsFunded(), count, state.redemptionFunded())
        );
        uint256 amountPerUnit = _principalOfUnit();
        uint256 due = amountPerUnit * state.supply();
        require(total == due, WrongTotal(total, due));
        _checkRun(count + 1, amountPerUnit, state.supply(), total, approval);
        _state = state.withRedemptionFunded();
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
        require(state.redemptionFunded(), NotRedeemable(BondCode.maturityTime(), false));
        // The principal is funded after all coupons, past their pay times: nothing is pending any more.
        uint256 principal = _principalOfUnit();
        Redemption memory r = _takeAccounts(state, holders, principal);
        _state = _state.withSupply(_state.supply() - r.total);
        uint256 refused = _payEach(holders, r.amounts);
        for (uint256 i = 0; i < holders.length; ++i) {
            if (r.units.wordAt(i) == 0) continue;
            if ((refused >> i) & 1 == 0) {
                _tellRedeemed(state, holders.itemAt(i), HolderAccount.wrap(r.accounts.wordAt(i)));
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
        uint256 last = state.couponsFunded();
        uint256 amount = last == 0 ? 0 : _amountIn(_moneyOf(last));
        bool byCoupon = state.has(TokenWords.BY_COUPON);
        for (uint256 i = 0; i < holders.length; ++i) {
            address holder = holders.itemAt(i);
            Holding storage holding = _holdings[holder];
            HolderAccount account = holding.account;
            if (account.balance() == 0) continue;
            if (byCoupon) {
                _payByCoupon(holder, last);
                account = holding.account;
            } else {
                account = _due(holder, account, last, amount);
            }
            holding.account = _cleared(account);
            (uint256 units, uint256 interest) = (account.balance(), account.owed());
            r.accounts.setWord(i, HolderAccount.unwrap(account));
            r.units.setWord(i, units);
            r.interest.setWord(i, interest);
            r.amounts.setWord(i, units * principal + interest);
            r.total += units;
            if (state.has(TokenWords.LIMITS)) _bookMovement(state, holder, address(0), units);
        }
    }

    /// What is left of an account when it is redeemed: nothing, unless it is frozen or has a claim left.
    function _cleared(HolderAccount account) private pure returns (HolderAccount) {
        if (!account.blocked() && !account.inArrears()) return HolderAccount.wrap(0);
        return account.withBalance(0).withFrozen(0).withOwed(0);
    }

    function _tellRedeemed(TokenWord state, address holder, HolderAccount account) private {
        (uint256 units, uint256 frozen) = (account.balance(), account.frozen());
        if (frozen != 0) {
            emit IERC3643.TokensUnfrozen(holder, frozen);
            emit IEnforcement.Frozen(holder, 0);
        }
        emit IERC20.Transfer(holder, address(0), units);
        // Rules of trading are told, and cannot stop what is due.
        if (state.has(TokenWords.EXTERNAL_RULES) && address(_externalRules).code.length != 0) {
            _checkTellingGas();
            try _externalRules.destroyed{gas: TELLING_GAS}(holder, units) {} catch {}
        }
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
