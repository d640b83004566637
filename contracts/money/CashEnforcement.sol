// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CashTerms} from "./CashTerms.sol";
import {MoneyEnforcement} from "./MoneyEnforcement.sol";
import {MoneyConfiguration, MoneyTerms} from "./MoneyTerms.sol";

/// The forced acts of one cash token.
contract CashEnforcement is MoneyEnforcement, CashTerms {
    constructor(MoneyConfiguration memory configuration) MoneyTerms(configuration) {}
}
