// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MoneyRoles} from "../interfaces/IMoneyToken.sol";
import {TokenRoles} from "../libraries/TokenRoles.sol";
import {PermissionedToken} from "../token/PermissionedToken.sol";
import {CashTerms} from "./CashTerms.sol";
import {MoneyConfiguration, MoneyTerms} from "./MoneyTerms.sol";
import {MoneyToken} from "./MoneyToken.sol";

/// Cash that any verified wallet may hold: a claim on the central bank, as in the deal of 2023.
contract CashToken is MoneyToken, CashTerms {
    /// @param administration_ made for the same configuration
    constructor(MoneyConfiguration memory configuration, MoneyRoles memory roles, address administration_)
        PermissionedToken(administration_)
        MoneyTerms(configuration)
        MoneyToken(TokenRoles.CENTRAL_BANK, roles)
    {}

    /// @inheritdoc MoneyToken
    function _issuerRole() internal pure override returns (bytes32) {
        return TokenRoles.CENTRAL_BANK;
    }
}
