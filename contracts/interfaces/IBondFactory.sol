// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BondTerms, CouponPeriod} from "./IBond.sol";

/// The first holder of each role of a bond; none may be zero.
struct BondRoles {
    address issuer;
    address payingAgent;
    address registrar;
    address complianceOfficer;
    address custodian;
    address pauser;
}

/// Creates bonds as immutable clones whose terms and coupon schedule are part of their code.
///
/// The address follows from issuer, terms, schedule and roles, so it is known before the transaction and nobody can
/// take it with other content.
interface IBondFactory {
    event BondCreated(address indexed bond, bytes32 indexed issueId, address indexed issuer, bytes32 termsHash);

    /// Thrown when somebody other than the issuer named creates the bond.
    error NotIssuer(address caller, address issuer);
    /// Thrown when a role is left empty.
    error EmptyRole();
    /// Thrown when size, unit face, minimum holding, name, symbol, cash token or dates cannot belong to a bond.
    error InvalidTerms();
    /// Thrown when a period is empty, out of order, not joined to the one before, ends after maturity, or when the
    /// first record time has passed already.
    error InvalidPeriod(uint256 number);
    /// Thrown when one unit's coupon rounds to nothing, or a life's interest is more than an account can hold.
    error InvalidCouponAmount(uint256 number, uint256 amountPerUnit);

    /// Creates the bond and gives each role to its first holder. Only the issuer named in `roles`.
    function createBond(BondTerms calldata terms, CouponPeriod[] calldata periods, BondRoles calldata roles)
        external
        returns (address bond);

    /// The address that `createBond` gives to the same arguments; reverts where it would refuse them.
    function predictBond(BondTerms calldata terms, CouponPeriod[] calldata periods, BondRoles calldata roles)
        external
        view
        returns (address bond);
}
