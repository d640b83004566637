// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IInterestDeposits, InterestConfiguration} from "../interfaces/IInterestDeposits.sol";
import {HolderAccount} from "../libraries/HolderAccounts.sol";
import {TokenWord} from "../libraries/TokenWords.sol";
import {DepositAdministration} from "./DepositAdministration.sol";
import {TokenState} from "../token/TokenState.sol";
import {InterestTerms} from "./InterestTerms.sol";
import {MoneyConfiguration, MoneyTerms} from "./MoneyTerms.sol";

/// The rarely called part of one deposit token that earns interest, and the accounts of its customers.
contract InterestDepositAdministration is DepositAdministration, InterestTerms {
    constructor(
        MoneyConfiguration memory configuration,
        address payments,
        InterestConfiguration memory interest,
        address enforcement
    ) DepositAdministration(configuration, payments, enforcement) InterestTerms(interest) {}

    /// @inheritdoc DepositAdministration
    /// @dev Of an account that holds nothing all is counted in. Less than half a minor unit ends with it.
    function _closing(address wallet) internal override {
        Earnings storage earnings = _interest().earnings[wallet];
        uint256 left = _roundedHalfUp(earnings.earned);
        require(left == 0, IInterestDeposits.InterestLeft(wallet, left));
        earnings.earned = 0;
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
