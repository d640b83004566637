// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IInterestDeposits, InterestConfiguration} from "../interfaces/IInterestDeposits.sol";
import {IPermissionedToken} from "../interfaces/IPermissionedToken.sol";
import {HolderAccount} from "../libraries/HolderAccounts.sol";
import {InterestRates} from "../libraries/InterestRates.sol";
import {Restriction, Restrictions} from "../libraries/Restrictions.sol";
import {TokenRoles} from "../libraries/TokenRoles.sol";
import {TokenWord} from "../libraries/TokenWords.sol";
import {DepositEnforcement} from "./DepositEnforcement.sol";
import {TokenState} from "../token/TokenState.sol";
import {InterestTerms} from "./InterestTerms.sol";
import {MoneyEnforcement} from "./MoneyEnforcement.sol";
import {MoneyConfiguration, MoneyTerms} from "./MoneyTerms.sol";

/// The forced acts of one deposit token that earns interest, and the interest.
contract InterestDepositEnforcement is IInterestDeposits, DepositEnforcement, InterestTerms {
    uint256 private constant MOST_HOLDERS = 200; // as every batch
    uint256 private constant MOST_AHEAD = 366; // [days]

    constructor(MoneyConfiguration memory configuration, address payments, InterestConfiguration memory interest)
        DepositEnforcement(configuration, payments)
        InterestTerms(interest)
    {}

    /// @inheritdoc IInterestDeposits
    function setRates(uint24 from, uint32[4] calldata rates) external only(TokenRoles.BANK) {
        uint24 today = _today();
        require(from > today && from <= today + MOST_AHEAD, InvalidRateDay(from, today + 1));
        _checkRates(rates);
        (RatePeriod memory present, uint256 number) = _periodOn(today);
        RatePeriod[] storage periods = _interest().periods;
        if (number + 1 < periods.length) periods.pop();
        periods.push(RatePeriod(InterestRates.pack(from, rates), present.rates.sumsAt(present.sums, from)));
        emit RatesSet(from, rates);
    }

    /// @inheritdoc IInterestDeposits
    function creditInterest(address[] calldata holders) external only(TokenRoles.BANK) returns (uint256 refused) {
        require(holders.length <= MOST_HOLDERS, IPermissionedToken.BatchRefused(holders.length, holders.length));
        TokenWord state = _state;
        if (state.paused()) _refuse(Restrictions.PAUSED, address(0), address(0), 0);
        for (uint256 i = 0; i < holders.length; ++i) {
            if (!_credit(holders[i])) refused |= 1 << i;
        }
    }

    /// @inheritdoc IInterestDeposits
    function interestOf(address holder) external view returns (uint256 amount, int256 exact) {
        int128 earned = _earnedBy(_interest().earnings[holder], _holdings[holder].account.balance()).earned;
        return (_roundedHalfUp(earned), earned);
    }

    /// @inheritdoc IInterestDeposits
    function ratesOn(uint24 day) external view returns (uint32[4] memory) {
        uint256 first = _interest().periods[0].rates.from();
        require(day >= first, InvalidRateDay(day, uint24(first)));
        (RatePeriod memory found,) = _periodOn(day);
        return _ratesIn(found.rates);
    }

    /// @inheritdoc IInterestDeposits
    function interestTerms() external view returns (InterestConfiguration memory) {
        return _configuration();
    }

    /// @inheritdoc MoneyEnforcement
    function _hasMore(address holder) internal view override returns (bool) {
        return _interest().earnings[holder].earned != 0;
    }

    /// @inheritdoc MoneyEnforcement
    /// @dev Both accounts have been touched.
    function _moveArrears(address from, address to) internal override {
        InterestState storage state = _interest();
        state.earnings[to].earned += state.earnings[from].earned;
        state.earnings[from].earned = 0;
    }

    /// Credits one holder, unless it may not receive.
    function _credit(address holder) private returns (bool) {
        HolderAccount account = _holdings[holder].account;
        _earn(holder, account);
        Earnings storage earnings = _interest().earnings[holder];
        uint256 amount = _roundedHalfUp(earnings.earned);
        if (amount == 0) return true;
        TokenWord state = _state;
        if (amount > _maximumSupply() - state.supply()) return false;
        Restriction reason = _mintRestriction(state, _identity(state, holder), account, holder, amount, 0);
        if (reason != Restrictions.NONE) return false;
        earnings.earned -= int128(int256(amount * _oneMinor()));
        emit InterestCredited(holder, amount, earnings.until - 1);
        _mint(holder, amount);
        return true;
    }

    /// @inheritdoc InterestTerms
    function _earn(address holder, HolderAccount account) internal override(MoneyTerms, InterestTerms) {
        InterestTerms._earn(holder, account);
    }

    /// @inheritdoc InterestTerms
    function _currentCursor(TokenWord state)
        internal
        pure
        override(TokenState, MoneyTerms, InterestTerms)
        returns (uint256)
    {
        return InterestTerms._currentCursor(state);
    }
}
