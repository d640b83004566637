// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// Repayment of the whole issue at the greater of par and the present value of what is still due. The life ends as by a
/// call (IBondOptions), but what a unit is repaid at is known once the calculation agent has fixed the reference yield.
interface IBondMakeWhole {
    /// @param yield per year [1e-9]
    /// @param evidence SHA-256 of the document that shows it
    event ReferenceYieldFixed(int64 yield, bytes32 evidence);

    /// Thrown when a reference yield is fixed before the day of the end, twice, or where none is needed.
    error YieldNotOpen(uint24 day);

    /// Calls all units at the greater of par and the present value of what is still due. Only the issuer.
    /// @param time when the life ends [s]
    function giveMakeWholeNotice(bytes calldata annex, uint40 time) external;

    /// Fixes what a make-whole discounts by, and so the principal. Only the calculation agent, once, from the day of the
    /// end on.
    /// @param yield per year, without the spread of the terms [1e-9]
    /// @param evidence SHA-256 of the document that shows it
    function fixReferenceYield(bytes calldata annex, int64 yield, bytes32 evidence) external;
}
