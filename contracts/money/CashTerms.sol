// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Restriction, Restrictions} from "../libraries/Restrictions.sol";
import {TokenState} from "../token/TokenState.sol";
import {MoneyTerms} from "./MoneyTerms.sol";

/// Cash is for any verified wallet, and moved by its settlement venue alone.
abstract contract CashTerms is MoneyTerms {
    /// @inheritdoc TokenState
    function _isVenue(address spender) internal view override returns (bool) {
        return spender == _venue();
    }

    /// @inheritdoc TokenState
    function _ownRestriction(address) internal pure override returns (Restriction) {
        return Restrictions.NONE;
    }
}
