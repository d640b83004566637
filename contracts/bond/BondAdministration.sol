// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";
import {TokenRoles} from "../libraries/TokenRoles.sol";
import {Delegating} from "../token/Delegating.sol";
import {TokenAdministration} from "../token/TokenAdministration.sol";
import {BondCode} from "./BondCode.sol";
import {BondEntitlement} from "./BondEntitlement.sol";

/// What every token has for its administration, for bonds.
contract BondAdministration is BondEntitlement, TokenAdministration {
    constructor(IIdentityRegistry registry, address enforcement)
        BondEntitlement(registry)
        Delegating(enforcement)
        EIP712("Tenor Bond", "1")
    {}

    function PAYING_AGENT_ROLE() external pure returns (bytes32) {
        return TokenRoles.PAYING_AGENT;
    }

    function PAYMENT_APPROVER_ROLE() external pure returns (bytes32) {
        return TokenRoles.PAYMENT_APPROVER;
    }

    function CALCULATION_AGENT_ROLE() external pure returns (bytes32) {
        return TokenRoles.CALCULATION_AGENT;
    }

    function _firstName() internal view override returns (bytes32) {
        return BondCode.terms().name;
    }

    function _firstSymbol() internal view override returns (bytes32) {
        return BondCode.terms().symbol;
    }

    /// @dev Units are whole: the smallest transferable amount is one.
    function _decimals() internal pure override returns (uint8) {
        return 0;
    }
}
