// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// What deposits earn, fixed at deployment but for the rates.
/// @param above balances above which the second, third and fourth band begin [minor]; the most there can be for no band
/// @param rates of the four bands until the bank sets others [1e-9 a year]
/// @param maximumRate that the bank may ever set [1e-9 a year]
/// @param daysInYear 365 for ACT/365F, 360 for ACT/360
/// @param dayBegins how long before midnight UTC the bank's day begins; east of Greenwich it is positive [s]
struct InterestConfiguration {
    uint64[3] above;
    uint32[4] rates;
    uint32 maximumRate;
    uint16 daysInYear;
    int32 dayBegins;
}

/// Interest on deposits, in bands: each part of a balance earns the rate of its band.
///
/// What an account holds at the end of a day earns for that day. What it has earned is counted in exact fractions of a
/// minor unit and no holder is touched for it: an account's own earnings are brought up to date when its balance
/// changes, from what each band's rates came to in the meantime. They are no part of the balance or the supply until the
/// bank credits them, rounded half up to minor units; what rounding leaves or takes is carried to the next time. From
/// the day of that credit they earn like any deposit.
interface IInterestDeposits {
    /// @param from first day at these rates, since 1970-01-01 in the bank's days
    /// @param rates of the four bands [1e-9 a year]
    event RatesSet(uint24 indexed from, uint32[4] rates);
    /// @param amount [minor]
    /// @param through last day that is in it
    event InterestCredited(address indexed holder, uint256 amount, uint24 through);

    /// Thrown when bands do not ascend, or a year has neither 365 nor 360 days, or a day begins a day off.
    error InvalidInterest();
    /// Thrown when a rate exceeds the most that was fixed at deployment.
    error RateTooHigh(uint32 rate, uint32 maximumRate);
    /// Thrown when rates are to change on a day that has begun, or is more than a year away, or are asked for on a day
    /// before the first.
    error InvalidRateDay(uint24 from, uint24 earliest);
    /// Thrown when an account is to be closed that interest is left to be credited to.
    error InterestLeft(address wallet, uint256 amount);

    /// Sets the rates from a day on that has not begun; others that have not begun are given up. Only the bank.
    /// @param from since 1970-01-01
    /// @param rates of the four bands [1e-9 a year]
    function setRates(uint24 from, uint32[4] calldata rates) external;

    /// Credits what holders have earned up to the end of yesterday, passing over whoever may not receive now; theirs stays
    /// earned. Only the bank. Reverts in a pause.
    /// @return refused bit i: holder i got nothing of what it earned; at most 200 holders
    function creditInterest(address[] calldata holders) external returns (uint256 refused);

    /// What a holder has earned up to the end of yesterday and not been credited.
    /// @return amount that would be credited now [minor]
    /// @return exact the same in parts of a minor unit, of which there are 1e9 times the days in a year to one; less than
    /// nothing by up to half a minor unit where the last credit was rounded up
    function interestOf(address holder) external view returns (uint256 amount, int256 exact);

    /// The rates of the four bands on a day [1e-9 a year].
    function ratesOn(uint24 day) external view returns (uint32[4] memory);

    /// What deposits earn, as at deployment.
    function interestTerms() external view returns (InterestConfiguration memory);
}
