// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {BondTerms} from "../interfaces/IBond.sol";
import {BondRoles, IBondFactory} from "../interfaces/IBondFactory.sol";
import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";
import {Bond} from "./Bond.sol";
import {BondCode} from "./BondCode.sol";
import {BondPlan} from "./BondPlan.sol";

/// Purpose, rules and errors: IBondFactory.
contract BondFactory is IBondFactory {
    /// What every bond's code delegates to.
    Bond public immutable implementation;

    constructor(IIdentityRegistry registry, address servicing) {
        implementation = new Bond(registry, servicing, address(this));
    }

    /// @inheritdoc IBondFactory
    function createBond(
        BondTerms calldata terms,
        uint256[] calldata periods,
        uint256[] calldata details,
        bytes calldata annex,
        BondRoles calldata roles
    ) external returns (address bond) {
        require(msg.sender == roles.issuer, NotIssuer(msg.sender, roles.issuer));
        bytes memory code = _code(terms, periods, details, annex, roles);
        bond = Clones.cloneDeterministicWithImmutableArgs(address(implementation), code, _salt(roles));
        emit BondCreated(bond, terms.issueId, roles.issuer, terms.termsHash);
        Bond(bond).initialize(roles);
    }

    /// @inheritdoc IBondFactory
    function predictBond(
        BondTerms calldata terms,
        uint256[] calldata periods,
        uint256[] calldata details,
        bytes calldata annex,
        BondRoles calldata roles
    ) external view returns (address bond) {
        bytes memory code = _code(terms, periods, details, annex, roles);
        return Clones.predictDeterministicAddressWithImmutableArgs(address(implementation), code, _salt(roles));
    }

    /// Checks terms, coupons and roles and lays them out as the bond's code.
    function _code(
        BondTerms calldata terms,
        uint256[] calldata periods,
        uint256[] calldata details,
        bytes calldata annex,
        BondRoles calldata roles
    ) private view returns (bytes memory) {
        _checkRoles(roles, terms.fixedLater);
        BondTerms memory checked = BondPlan.check(terms, periods, details, annex);
        (uint256[] memory coupons, uint256[] memory detailed) = BondPlan.fix(checked, periods, details);
        return BondCode.encode(checked, coupons, detailed);
    }

    function _checkRoles(BondRoles calldata roles, bool fixedLater) private pure {
        bool filled = roles.issuer != address(0) && roles.payingAgent != address(0)
            && roles.paymentApprover != address(0) && roles.complianceOfficer != address(0)
            && roles.pauser != address(0) && roles.registrar != address(0) && roles.custodian != address(0);
        require(filled && (!fixedLater || roles.calculationAgent != address(0)), EmptyRole());
    }

    /// Roles are not part of the code, so they are part of the address.
    function _salt(BondRoles calldata roles) private pure returns (bytes32) {
        return keccak256(abi.encode(roles));
    }
}
