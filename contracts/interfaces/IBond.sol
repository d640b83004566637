// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {DayCount} from "../libraries/CouponMath.sol";
import {IPermissionedToken} from "./IPermissionedToken.sol";

/// What the issuer promises. Fixed at creation, part of the bond's code, so that no role can change it.
/// @param issueId hash of the issue's business key
/// @param termsHash SHA-256 of the term sheet document
/// @param name ShortString of at most 31 bytes
/// @param symbol ShortString of at most 31 bytes
/// @param cash the money token that coupons and principal are paid in; its decimals are the currency's minor digits
/// @param currency ISO 4217 code
/// @param unitFace principal of one unit [minor]
/// @param units size of the issue [units]
/// @param minUnits least holding other than none [units]
/// @param rate coupon per year [1e-9]
/// @param issueTime earliest issue [s]
/// @param maturityTime earliest redemption [s]
/// @param settlementVenue settles trades of holders who allow it; zero for none
/// @param dualControl whether forced transfer, burn and recovery need a second person
struct BondTerms {
    bytes32 issueId;
    bytes32 termsHash;
    bytes32 name;
    bytes32 symbol;
    address cash;
    bytes3 currency;
    uint64 unitFace;
    uint64 units;
    uint32 minUnits;
    uint64 rate;
    DayCount dayCount;
    uint40 issueTime;
    uint40 maturityTime;
    address settlementVenue;
    bool dualControl;
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

/// One coupon as fixed: its period and what one unit is paid.
/// @param amountPerUnit interest of one unit [minor]
/// @param cumulative interest of one unit over this and all earlier coupons [minor]
struct Coupon {
    CouponPeriod period;
    uint64 amountPerUnit;
    uint64 cumulative;
}

/// Thrown when a coupon number is zero or above the number of coupons.
error NoSuchCoupon(uint256 number);

/// A bond: its register of holders, its coupons and its redemption.
///
/// Life: the issuer mints units up to the size of the issue, from the issue time to the first record time; holders
/// transfer; after each record time the paying agent funds the coupon
/// with exactly its total and pays it from the pay time on; at maturity it funds the principal and redeems. What a
/// holder earned at a record time stays the holder's, whatever moves later.
///
/// Assumptions on the cash token: it is the one the terms name, a transfer moves exactly the amount or fails, and
/// this bond is a verified wallet of it.
///
/// Warning: money sent to a bond other than by `fundCoupon` and `fundRedemption` is lost: nobody can take it out.
interface IBond is IPermissionedToken {
    event CouponFunded(uint256 indexed number, uint256 amountPerUnit, uint256 units, uint256 total);
    /// All interest that was due to the holder up to and including this coupon, less what was paid before.
    event CouponPaid(address indexed holder, uint256 indexed throughNumber, uint256 amount);
    event RedemptionFunded(uint256 units, uint256 total);
    event Redeemed(address indexed holder, uint256 units, uint256 principal);
    /// The holder's cash account refused the payment; the amount stays due to the holder.
    event PaymentFailed(address indexed holder, uint256 amount);

    /// Thrown when units are minted before the issue time or after the first record time.
    error IssueNotOpen(uint40 issueTime, uint40 firstRecordTime);
    /// Thrown when units are to be burnt while a coupon that is recorded has not been funded, or when the principal is.
    error BurnNotOpen(uint256 couponsFunded, bool redemptionFunded);
    /// Thrown when a coupon is funded out of order, twice, before its record time, or does not exist.
    error CouponNotFundable(uint256 number, uint256 nextNumber, uint256 recordTime);
    /// Thrown when the principal is funded before all coupons are, before the maturity date, or twice.
    error RedemptionNotFundable(uint256 couponsFunded, uint256 couponCount, bool funded);
    /// Thrown when units are to be redeemed before maturity or before the principal is funded.
    error NotRedeemable(uint40 maturityTime, bool funded);
    /// Thrown when the cash token moved another amount than asked.
    error CashMismatch(uint256 received, uint256 expected);
    /// Thrown when somebody other than the paying agent pays anyone but themselves.
    error NotPayingAgent(address caller);
    /// Thrown when a batch is longer than one transaction may carry.
    error BatchTooLong(uint256 length, uint256 most);
    /// Thrown when anybody but the factory sets up a bond.
    error NotFactory(address caller);

    /// Takes a coupon's total from the paying agent: amount per unit times units in issue, exactly. Coupons are funded
    /// in order, from their record time on. Only the paying agent, who must have approved this bond on the cash token.
    function fundCoupon(uint256 number) external;

    /// Pays what funded coupons owe. The paying agent names any holders, anybody else only themselves. A holder who is
    /// owed nothing is passed over, one whose cash account refuses keeps the claim.
    function payCoupons(address[] calldata holders) external;

    /// Takes the principal of all units from the paying agent, after the last coupon and from the maturity time on.
    function fundRedemption() external;

    /// Burns holdings and pays their principal with any coupon owed, from the maturity time on. Callers as
    /// `payCoupons`.
    function redeem(address[] calldata holders) external;
}

/// What a bond tells of itself, through its administration contract.
interface IBondView {
    /// The terms, as created.
    function terms() external view returns (BondTerms memory);

    /// Number of coupons over the life.
    function couponCount() external view returns (uint256);

    /// A coupon by its number, 1 for the first.
    function coupon(uint256 number) external view returns (Coupon memory);

    /// Coupons funded so far.
    function couponsFunded() external view returns (uint256);

    /// Whether the principal is funded.
    function redemptionFunded() external view returns (bool);

    /// Interest due to a holder now.
    /// @return owed payable now [minor]
    /// @return pending earned at record times, not yet payable [minor]
    function interestDue(address holder) external view returns (uint256 owed, uint256 pending);
}
