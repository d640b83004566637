// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {DayCount} from "../libraries/DayCounts.sol";
import {IPermissionedToken} from "./IPermissionedToken.sol";

/// Where interest becomes whole minor units: on one unit, or on a whole holding.
enum Rounding {
    PER_UNIT_HALF_UP,
    PER_UNIT_DOWN,
    PER_HOLDING_DOWN
}

/// What holders may do where a payment is missed, and how they change the terms.
/// @param graceDays after a missed payment until it is an event of default
/// @param acceleration part of the units in issue that must vote for it; 0 where no default is provided for [1e-9]
/// @param defaultInterest added to the rate of what is overdue, per year [1e-9]
/// @param quorum part of the units in issue that must vote on a consent; 0 where none is provided for [1e-9]
/// @param majority part of the votes cast that must agree [1e-9]
/// @param noticeDays between the proposal of a consent and the end of the vote
struct HolderRights {
    uint16 graceDays;
    uint32 acceleration;
    uint32 defaultInterest;
    uint32 quorum;
    uint32 majority;
    uint16 noticeDays;
}

/// What the issuer promises. Fixed at creation, part of the bond's code, so that no role can change it.
/// @param issueId hash of the issue's business key
/// @param termsHash SHA-256 of the term sheet document
/// @param annexHash hash of the BondAnnex, which whoever acts on it brings along; zero for none
/// @param name ShortString of at most 31 bytes
/// @param symbol ShortString of at most 31 bytes
/// @param cash the money token that coupons and principal are paid in; its decimals are the currency's minor digits
/// @param currency ISO 4217 code
/// @param unitFace principal of one unit at issue [minor]
/// @param units size of the issue [units]
/// @param minUnits least holding other than none [units]
/// @param rate coupon per year where no coupon has a rate of its own [1e-9]
/// @param rounding of interest
/// @param months of a regular interest period: 12, 6, 3 or 1
/// @param endOfMonth whether notional dates are last days of their months, where the anchor is
/// @param anchor day that notional dates count from [days since 1970-01-01]
/// @param maturityDay maturity date, not moved [days since 1970-01-01]
/// @param issueTime earliest issue [s]
/// @param maturityTime earliest redemption [s]
/// @param settlementVenue settles trades of holders who allow it; zero for none
/// @param dualControl whether forced transfer, burn and recovery need a second person
/// @param withholds whether tax may be kept back from interest
/// @param fixedLater whether what coupons pay is fixed in the course of the life
/// @param interestYears after which interest that nobody claimed returns to the issuer; 0 for never
/// @param principalYears the same of principal
/// @param partlyCallable whether part of every unit may be called; what coupons pay is then fixed later
/// @param parFloor whether an indexed principal is repaid at no less than what is outstanding
/// @param zone the day of a moment is that of this time east of UTC, without summer time [quarters of an hour]
/// @param rights of holders
struct BondTerms {
    bytes32 issueId;
    bytes32 termsHash;
    bytes32 annexHash;
    bytes32 name;
    bytes32 symbol;
    address cash;
    bytes3 currency;
    uint64 unitFace;
    uint64 units;
    uint32 minUnits;
    uint64 rate;
    DayCount dayCount;
    Rounding rounding;
    uint8 months;
    bool endOfMonth;
    uint24 anchor;
    uint24 maturityDay;
    uint40 issueTime;
    uint40 maturityTime;
    address settlementVenue;
    bool dualControl;
    bool withholds;
    bool fixedLater;
    uint8 interestYears;
    uint8 principalYears;
    bool partlyCallable;
    bool parFloor;
    int8 zone;
    HolderRights rights;
}

/// One interest period as the term sheet's schedule has it.
/// @param accrualStart first day [days since 1970-01-01]
/// @param accrualEnd day after the last [days since 1970-01-01]
/// @param recordTime who holds at the end of this second is paid [s]
/// @param payTime earliest payment [s]
struct CouponPeriod {
    uint24 accrualStart;
    uint24 accrualEnd;
    uint40 recordTime;
    uint40 payTime;
}

/// What a coupon's rate is made of.
enum CouponKind {
    FIXED, // the rate is the rate
    FLOATING, // the rate is added to the rate observed
    INDEXED // the rate is the real rate, its interest scaled by the index observed
}

/// A coupon of a bond whose coupons are not all alike.
/// @param rate per year, or the spread on what is observed [1e-9]
/// @param outstanding principal of one unit before the payment, as planned at issue [minor]
/// @param instalment of principal paid with the coupon; none with the last one, which redemption follows [minor]
/// @param fixableFrom earliest fixing; of a coupon with targets not before the step could hold [s]
/// @param targets bit i: the step of target i is added to the rate where that target is missed
/// @param exDays from the ex-date to the payment date; 0 where trades settle with the coupon until it is paid
struct CouponDetail {
    int64 rate;
    uint64 outstanding;
    uint64 instalment;
    uint40 fixableFrom;
    CouponKind kind;
    uint16 targets;
    uint8 exDays;
}

/// One coupon as far as it is fixed: its period and what one unit is paid.
/// @param isFixed whether the amounts are final
/// @param amountPerUnit interest of one unit, rounded down where holdings are rounded, its instalment, and what was
/// added because it was late [minor]
/// @param instalment of principal of one unit [minor]
/// @param late default interest on one unit [minor]
/// @param interest of one unit, exact, in parts of a `denominator`; the latter is 1 where interest is rounded on a unit
struct Coupon {
    CouponPeriod period;
    bool isFixed;
    uint64 amountPerUnit;
    uint64 instalment;
    uint64 late;
    uint80 interest;
    uint48 denominator;
}

/// Thrown when a coupon number is zero or above the number of coupons.
error NoSuchCoupon(uint256 number);

/// A bond: its register of holders and what they have earned.
///
/// Life: the issuer mints units up to the size of the issue, from the issue time to the first record time; holders
/// transfer; coupons are paid and the principal redeemed as IBondServicing says. What a holder earned at a record time
/// stays the holder's, whatever moves later.
interface IBond is IPermissionedToken {
    /// Thrown when units are minted before the issue time or after the first record time.
    error IssueNotOpen(uint40 issueTime, uint40 firstRecordTime);
    /// Thrown when units are to be burnt while a coupon that is recorded has not been funded, or when the principal is.
    error BurnNotOpen(uint256 couponsFunded, bool redemptionFunded);
    /// Thrown when anybody but the factory sets up a bond.
    error NotFactory(address caller);
}

/// What a bond tells of itself, through its administration contract.
interface IBondView {
    /// The terms, as created.
    function terms() external view returns (BondTerms memory);

    /// Number of coupons over the life, to its end if it ends early.
    function couponCount() external view returns (uint256);

    /// A coupon by its number, 1 for the first.
    function coupon(uint256 number) external view returns (Coupon memory);

    /// What a coupon's rate and principal are made of; of a bond whose coupons are all alike the same for each.
    function couponDetail(uint256 number) external view returns (CouponDetail memory);

    /// When the principal may be funded: at maturity, or where the life ends early. [s]
    function redemptionTime() external view returns (uint40);

    /// What one unit is redeemed at, with default interest where it is late. [minor]
    /// @return amount nothing while it is not fixed
    /// @return known whether it is fixed
    function redemptionPerUnit() external view returns (uint256 amount, bool known);

    /// Coupons funded so far.
    function couponsFunded() external view returns (uint256);

    /// Whether the principal is funded.
    function redemptionFunded() external view returns (bool);

    /// What is due to a holder on coupons now, before tax.
    /// @return owed payable now [minor]
    /// @return pending earned at record times, fixed and not yet payable [minor]
    function interestDue(address holder) external view returns (uint256 owed, uint256 pending);
}
