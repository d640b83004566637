// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {TokenAdministration} from "../token/TokenAdministration.sol";
import {MoneyConfiguration, MoneyTerms} from "./MoneyTerms.sol";

/// The rarely called part of one money token.
abstract contract MoneyAdministration is MoneyTerms, TokenAdministration {
    /// ISO 4217 code of the currency.
    bytes3 public immutable currency;

    bytes32 private immutable _moneyName;
    bytes32 private immutable _moneySymbol;
    uint8 private immutable _moneyDecimals;

    constructor(MoneyConfiguration memory configuration) {
        currency = configuration.currency;
        _moneyName = configuration.name;
        _moneySymbol = configuration.symbol;
        _moneyDecimals = configuration.decimals;
    }

    function _firstName() internal view override returns (bytes32) {
        return _moneyName;
    }

    function _firstSymbol() internal view override returns (bytes32) {
        return _moneySymbol;
    }

    function _decimals() internal view override returns (uint8) {
        return _moneyDecimals;
    }
}
