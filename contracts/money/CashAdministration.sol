// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {TokenRoles} from "../libraries/TokenRoles.sol";
import {Delegating} from "../token/Delegating.sol";
import {CashTerms} from "./CashTerms.sol";
import {MoneyAdministration} from "./MoneyAdministration.sol";
import {MoneyConfiguration, MoneyTerms} from "./MoneyTerms.sol";

/// The rarely called part of one cash token.
contract CashAdministration is MoneyAdministration, CashTerms {
    constructor(MoneyConfiguration memory configuration, address enforcement)
        MoneyTerms(configuration)
        MoneyAdministration(configuration)
        Delegating(enforcement)
        EIP712("Tenor Cash", "1")
    {}

    function CENTRAL_BANK_ROLE() external pure returns (bytes32) {
        return TokenRoles.CENTRAL_BANK;
    }
}
