// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {TokenRoles} from "../libraries/TokenRoles.sol";
import {Delegating} from "../token/Delegating.sol";
import {TokenAdministration} from "../token/TokenAdministration.sol";
import {CashConfiguration, CashTerms} from "./CashTerms.sol";

/// The rarely called part of one cash token.
contract CashAdministration is CashTerms, TokenAdministration {
    /// ISO 4217 code of the currency.
    bytes3 public immutable currency;

    bytes32 private immutable _cashName;
    bytes32 private immutable _cashSymbol;
    uint8 private immutable _cashDecimals;

    constructor(CashConfiguration memory configuration, address enforcement)
        CashTerms(configuration)
        Delegating(enforcement)
        EIP712("Tenor Cash", "1")
    {
        currency = configuration.currency;
        _cashName = configuration.name;
        _cashSymbol = configuration.symbol;
        _cashDecimals = configuration.decimals;
    }

    function CENTRAL_BANK_ROLE() external pure returns (bytes32) {
        return TokenRoles.CENTRAL_BANK;
    }

    function _firstName() internal view override returns (bytes32) {
        return _cashName;
    }

    function _firstSymbol() internal view override returns (bytes32) {
        return _cashSymbol;
    }

    function _decimals() internal view override returns (uint8) {
        return _cashDecimals;
    }
}
