// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {InterestConfiguration} from "../interfaces/IInterestDeposits.sol";
import {IMoneyToken, MoneyRoles} from "../interfaces/IMoneyToken.sol";
import {DepositToken} from "./DepositToken.sol";
import {TokenState} from "../token/TokenState.sol";
import {InterestTerms} from "./InterestTerms.sol";
import {MoneyToken} from "./MoneyToken.sol";
import {MoneyConfiguration, MoneyTerms} from "./MoneyTerms.sol";
import {HolderAccount} from "../libraries/HolderAccounts.sol";
import {TokenWord} from "../libraries/TokenWords.sol";

/// Deposits that earn interest: IDepositToken and IInterestDeposits.
contract InterestDepositToken is DepositToken, InterestTerms {
    /// @param administration_ made for the same configuration, payment system and interest
    constructor(
        MoneyConfiguration memory configuration,
        address payments,
        InterestConfiguration memory interest,
        MoneyRoles memory roles,
        address administration_
    ) DepositToken(configuration, payments, roles, administration_) InterestTerms(interest) {
        _setFirstRates(interest.rates);
    }

    /// @inheritdoc MoneyToken
    /// @dev What a list of payments moves is moved without a look at what accounts earn, so that is counted in first.
    function payEach(address[] calldata receivers, uint256[] calldata amounts)
        external
        override(IMoneyToken, MoneyToken)
        returns (uint256 refused)
    {
        _checkBatch(receivers.length, amounts.length);
        _earn(msg.sender, _holdings[msg.sender].account);
        for (uint256 i = 0; i < receivers.length; ++i) {
            _earn(receivers[i], _holdings[receivers[i]].account);
        }
        return _payAll(msg.sender, receivers, amounts);
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
