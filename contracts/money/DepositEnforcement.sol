// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {DepositTerms} from "./DepositTerms.sol";
import {MoneyEnforcement} from "./MoneyEnforcement.sol";
import {MoneyConfiguration} from "./MoneyTerms.sol";

/// The forced acts of one deposit token.
contract DepositEnforcement is MoneyEnforcement, DepositTerms {
    constructor(MoneyConfiguration memory configuration, address payments) DepositTerms(configuration, payments) {}
}
