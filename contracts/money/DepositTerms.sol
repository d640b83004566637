// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Restriction, Restrictions} from "../libraries/Restrictions.sol";
import {TokenState} from "../token/TokenState.sol";
import {MoneyConfiguration, MoneyTerms} from "./MoneyTerms.sol";

/// What deposits at one bank promise beside other money: for customers only, and paid to other banks by one system.
abstract contract DepositTerms is MoneyTerms {
    address internal immutable _paymentSystem;

    /// @param payments through which money comes from other banks and goes to them; zero for none
    constructor(MoneyConfiguration memory configuration, address payments) MoneyTerms(configuration) {
        _paymentSystem = payments;
    }

    /// @inheritdoc TokenState
    function _isVenue(address spender) internal view override returns (bool) {
        return spender == _venue() || spender == _paymentSystem;
    }

    /// @inheritdoc TokenState
    function _ownRestriction(address to) internal view override returns (Restriction) {
        return _holdings[to].account.customer() ? Restrictions.NONE : Restrictions.NOT_CUSTOMER;
    }
}
