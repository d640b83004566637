// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BondTerms} from "./IBond.sol";

/// The first holder of each role of a bond; none may be zero, but the calculation agent of one without fixings.
struct BondRoles {
    address issuer;
    address payingAgent;
    address paymentApprover;
    address calculationAgent;
    address registrar;
    address complianceOfficer;
    address custodian;
    address pauser;
}

/// Creates bonds as immutable clones whose terms and coupon schedule are part of their code.
///
/// The address follows from issuer, terms, schedule and roles, so it is known before the transaction and nobody can
/// take it with other content.
///
/// Coupons come as words, in the layout of BondCode: dates of a coupon in the upper half of a word, the lower half
/// nothing; and of a bond whose coupons are not all alike a second list of details, their outstanding nothing, because
/// the factory computes it. The annex is the ABI encoding of a BondAnnex, or empty.
interface IBondFactory {
    event BondCreated(address indexed bond, bytes32 indexed issueId, address indexed issuer, bytes32 termsHash);

    /// Thrown when somebody other than the issuer named creates the bond.
    error NotIssuer(address caller, address issuer);
    /// Thrown when a role is left empty.
    error EmptyRole();
    /// Thrown when size, unit face, minimum holding, name, symbol, cash token, day count, annex or dates cannot belong
    /// to a bond.
    error InvalidTerms();
    /// Thrown when a period is empty, out of order, not joined to the one before, ends after maturity, or when the
    /// first record time has passed already.
    error InvalidPeriod(uint256 number);
    /// Thrown when a detail is of an unknown kind, its rate is below zero, its instalment leaves nothing of the
    /// principal, or it could only be fixed later where nothing is.
    error InvalidDetail(uint256 number);
    /// Thrown when one unit's coupon rounds to nothing, or a life's interest is more than an account can hold.
    error InvalidCouponAmount(uint256 number, uint256 amountPerUnit);

    /// Creates the bond and gives each role to its first holder. Only the issuer named in `roles`.
    function createBond(
        BondTerms calldata terms,
        uint256[] calldata periods,
        uint256[] calldata details,
        bytes calldata annex,
        BondRoles calldata roles
    ) external returns (address bond);

    /// The address that `createBond` gives to the same arguments; reverts where it would refuse them.
    function predictBond(
        BondTerms calldata terms,
        uint256[] calldata periods,
        uint256[] calldata details,
        bytes calldata annex,
        BondRoles calldata roles
    ) external view returns (address bond);
}
