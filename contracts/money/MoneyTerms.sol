// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";
import {HolderAccount} from "../libraries/HolderAccounts.sol";
import {TokenWord} from "../libraries/TokenWords.sol";
import {TokenState} from "../token/TokenState.sol";

/// What a money token promises, fixed at deployment, for it and what it delegates to alike.
/// @param decimals minor digits of the currency (ISO 4217), so that a token unit is a minor unit
/// @param settlementVenue settles trades of holders who allow it; zero for none
/// @param dualControl whether forced transfer and recovery need a second person
struct MoneyConfiguration {
    IIdentityRegistry registry;
    bytes32 name;
    bytes32 symbol;
    bytes3 currency;
    uint8 decimals;
    address settlementVenue;
    bool dualControl;
}

/// Money earns nothing by being held unless a child says so, and any amount of it may be held by any verified wallet.
abstract contract MoneyTerms is TokenState {
    IIdentityRegistry private immutable _moneyRegistry;
    address private immutable _moneyVenue;
    bool private immutable _dual;

    constructor(MoneyConfiguration memory configuration) {
        _moneyRegistry = configuration.registry;
        _moneyVenue = configuration.settlementVenue;
        _dual = configuration.dualControl;
    }

    /// @inheritdoc TokenState
    function _ownRegistry() internal view override returns (IIdentityRegistry) {
        return _moneyRegistry;
    }

    /// @inheritdoc TokenState
    function _touched(TokenWord, address holder, HolderAccount account) internal override returns (HolderAccount) {
        _earn(holder, account);
        return account;
    }

    /// @inheritdoc TokenState
    function _touchedBoth(TokenWord, address from, HolderAccount sender, address to, HolderAccount receiver)
        internal
        override
        returns (HolderAccount, HolderAccount)
    {
        _earn(from, sender);
        _earn(to, receiver);
        return (sender, receiver);
    }

    /// @inheritdoc TokenState
    function _currentCursor(TokenWord) internal pure virtual override returns (uint256) {
        return 0;
    }

    /// Counts in what an account has earned until now, before its balance changes; nothing of money that earns nothing.
    function _earn(address holder, HolderAccount account) internal virtual {}

    /// @inheritdoc TokenState
    function _minimumHolding() internal pure override returns (uint256) {
        return 0;
    }

    /// @inheritdoc TokenState
    function _neverEligible() internal pure override returns (uint256) {
        return 0;
    }

    /// @inheritdoc TokenState
    function _maximumSupply() internal pure override returns (uint256) {
        return type(uint64).max;
    }

    /// @inheritdoc TokenState
    function _reserved(address) internal pure override returns (uint256) {
        return 0;
    }

    /// @inheritdoc TokenState
    function _venue() internal view override returns (address) {
        return _moneyVenue;
    }

    /// @inheritdoc TokenState
    function _needsTwo() internal view override returns (bool) {
        return _dual;
    }
}
