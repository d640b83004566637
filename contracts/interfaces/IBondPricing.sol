// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// What a bond says of its own price: interest accrued, and present values, by the U.S. Treasury convention as the term
/// sheet's page has it. Everything is of one unit, on a day of settlement in the bond's zone, by what is fixed and called
/// at the time of the call.
///
/// A trade that settles on a day is with a coupon before its ex-date and before its payment date. A bond that ends early
/// is priced to its end. After acceleration it has no price: what is left is a claim, paid as it is recovered.
interface IBondPricing {
    /// Thrown when nothing can be priced on a day: before the interest start, of a bond without coupons the issue, or from
    /// the last payment date on. Nothing at all after acceleration. [days since 1970-01-01]
    error NoPriceOn(uint256 day, uint256 first, uint256 end);
    /// Thrown when a coupon counts whose rate is not fixed yet.
    error RateNotKnown(uint256 number);
    /// Thrown when what is repaid at the end is not fixed yet.
    error PrincipalNotKnown();

    /// The bond's day now: of its standard time, without summer time. [days since 1970-01-01]
    function today() external view returns (uint24);

    /// Interest accrued by a day on coupons that go with a trade, less what is not accrued yet of those that do not: so
    /// negative from an ex-date on. Exact, in lowest terms, 0 / 1 where there is none. [minor]
    /// @param day of settlement [days since 1970-01-01]
    function accruedInterest(uint24 day) external view returns (int256 numerator, uint256 denominator);

    /// Present value of what is due after a day, accrued interest included, to the nearest 1e-18. [1e-18 minor]
    /// @param day of settlement, from the interest start to before the last payment date [days since 1970-01-01]
    /// @param yield per year, compounded as often as interest is paid: it must leave something to discount by, and over a
    /// hundred years and more at -50 % a value that can still be told to the last digit [1e-9]
    function dirtyPrice(uint24 day, int64 yield) external view returns (uint256);

    /// The same less interest accrued, rounded once. [1e-18 minor]
    function cleanPrice(uint24 day, int64 yield) external view returns (int256);

    /// What units cost at a clean price on a day: clean price and accrued interest apart, each to the nearest minor unit, a
    /// half away from zero. [minor]
    /// @param units traded [units]
    /// @param price of the principal that goes with the trade: outstanding, less an instalment past its ex-date [1e-9]
    /// @param day of settlement [days since 1970-01-01]
    function consideration(uint256 units, uint64 price, uint24 day)
        external
        view
        returns (uint256 clean, int256 accrued);
}
