// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBond} from "../interfaces/IBond.sol";
import {BondRoles} from "../interfaces/IBondFactory.sol";
import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";
import {TokenRoles} from "../libraries/TokenRoles.sol";
import {TokenWords} from "../libraries/TokenWords.sol";
import {PermissionedToken} from "../token/PermissionedToken.sol";
import {BondCode} from "./BondCode.sol";
import {BondEntitlement} from "./BondEntitlement.sol";

/// Purpose, rules and errors: IBond.
/// @dev The token alone: its register and what transfers do to what holders have earned. Everything that is done to a
/// bond once in a while is delegated: paying to BondServicing, the rest on from there.
contract Bond is IBond, PermissionedToken, BondEntitlement {
    address private immutable _factory;

    /// @param servicing what the bond delegates to
    /// @param factory creates the clones and alone sets them up; this implementation itself never holds a role
    constructor(IIdentityRegistry registry, address servicing, address factory)
        PermissionedToken(servicing)
        BondEntitlement(registry)
    {
        _factory = factory;
    }

    /// Gives each role to its first holder; the factory calls it in the transaction that creates the clone.
    function initialize(BondRoles calldata roles) external {
        require(msg.sender == _factory, NotFactory(msg.sender));
        if (BondCode.countsByCoupon()) _state = _state.withSwitch(TokenWords.BY_COUPON, true);
        _giveOwnership(roles.issuer);
        _giveRole(TokenRoles.ISSUER, roles.issuer);
        _giveRole(TokenRoles.PAYING_AGENT, roles.payingAgent);
        _giveRole(TokenRoles.PAYMENT_APPROVER, roles.paymentApprover);
        _giveRole(TokenRoles.REGISTRAR, roles.registrar);
        _giveRole(TokenRoles.COMPLIANCE, roles.complianceOfficer);
        _giveRole(TokenRoles.CUSTODIAN, roles.custodian);
        _giveRole(TokenRoles.PAUSER, roles.pauser);
        if (roles.calculationAgent != address(0)) _giveRole(TokenRoles.CALCULATION_AGENT, roles.calculationAgent);
    }
}
