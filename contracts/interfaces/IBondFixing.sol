// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// How what is observed becomes a coupon.
/// @param least what may be fixed as observed; a rate per year, or an index value [1e-9]
/// @param most as `least`
/// @param floor least rate per year after the spread [1e-9]
/// @param cap greatest rate per year after the spread [1e-9]
/// @param challenge how long a fixing can be disputed before it is final [s]
/// @param base value of the index at the start; 0 where nothing is indexed [1e-9]
/// @param ratioDecimals to which a ratio of index values is rounded, half up
struct FixingRule {
    int128 least;
    int128 most;
    uint64 floor;
    uint64 cap;
    uint32 challenge;
    uint128 base;
    uint8 ratioDecimals;
}

/// A target that adds a step to the rate where it is missed.
/// @param observedFrom earliest observation [s]
/// @param atMost whether the value must be at most the target, otherwise at least
/// @param target [1e-9]
/// @param step per year [1e-9]
/// @param least what may be fixed as observed [1e-9]
/// @param most as `least`
struct Target {
    uint40 observedFrom;
    bool atMost;
    int128 target;
    uint64 step;
    int128 least;
    int128 most;
}

/// Days on which the issuer may call.
/// @param from first day [days since 1970-01-01]
/// @param to last day [days since 1970-01-01]
/// @param price of the principal [1e-9]
struct CallWindow {
    uint24 from;
    uint24 to;
    uint64 price;
}

/// @param noticeDays least days from the day of the notice to the repayment
struct CallTerms {
    CallWindow[] windows;
    uint16 noticeDays;
}

/// A day on which holders are repaid who gave notice.
/// @param day [days since 1970-01-01]
/// @param price of the principal [1e-9]
struct PutDate {
    uint24 day;
    uint64 price;
}

/// @param opensDaysBefore from so many days before the day notice is taken
/// @param closesDaysBefore until so many days before the day notice is taken
struct PutTerms {
    PutDate[] dates;
    uint16 opensDaysBefore;
    uint16 closesDaysBefore;
}

/// Repayment at the present value of what is still due.
/// @param until last day; 0 where there is no such right [days since 1970-01-01]
/// @param spread added to the reference yield, per year [1e-9]
/// @param noticeDays least days from the day of the notice to the repayment
/// @param least reference yield that may be fixed, per year [1e-9]
/// @param most as `least`
struct MakeWholeTerms {
    uint24 until;
    int64 spread;
    uint16 noticeDays;
    int64 least;
    int64 most;
}

/// What the terms say of events in the life, brought by whoever acts on it and held against the hash in the bond's code.
struct BondAnnex {
    FixingRule fixing;
    Target[] targets;
    CallTerms call;
    PutTerms put;
    MakeWholeTerms makeWhole;
}

/// Fixing of coupons that are not known at issue.
///
/// The calculation agent brings what was observed, inside the bounds of the terms and with the hash of its evidence. It
/// is final after the challenge time, in which the issuer may dispute it. The amount is then computed on chain, coupon
/// by coupon in order.
///
/// A late fixing holds up nobody's transfer: who held at the record time is kept, and paid when the coupon is fixed.
interface IBondFixing {
    /// @param observed [1e-9]
    /// @param evidence SHA-256 of the document that shows it
    event FixingProposed(uint256 indexed number, int128 observed, bytes32 evidence, uint40 finalFrom);
    event FixingDisputed(uint256 indexed number, bytes32 reason, address actor);
    /// @param rate per year, all in [1e-9]
    /// @param interest of one unit, exact in parts of the denominator [minor]
    event CouponFixed(uint256 indexed number, uint256 rate, uint256 interest, uint256 denominator, uint256 instalment);
    /// The rate of a coupon whose money is computed later, both in [1e-9].
    event RateFixed(uint256 indexed number, uint256 rate, uint256 ratio);
    event PrincipalFixed(uint256 amountPerUnit);
    event TargetProposed(uint256 indexed index, int128 observed, bytes32 evidence, uint40 finalFrom);
    event TargetDisputed(uint256 indexed index, bytes32 reason, address actor);
    event TargetSettled(uint256 indexed index, bool missed);

    /// Thrown when the annex brought is not the one in the bond's code.
    error NotTheAnnex(bytes32 given, bytes32 expected);
    /// Thrown when a coupon is not fixed by observation, is proposed or fixed already, or does not exist.
    error NotOpenForFixing(uint256 number);
    /// Thrown when a coupon depends on a target that nobody has observed and may still be: for the challenge time, a day at
    /// least, from when it first can be, or from when a proposal was disputed.
    error TargetOpen(uint256 index, uint256 until);
    /// Thrown when what is to be fixed cannot have been observed yet, or computed.
    error NotYetObservable(uint256 number, uint40 from);
    /// Thrown when what was observed lies outside the bounds of the terms.
    error OutsideBounds(int128 observed, int128 least, int128 most);
    /// Thrown when a proposal that is to be disputed or confirmed does not exist, is final, or is not final yet.
    error NoSuchProposal(uint256 number, uint40 finalFrom);
    /// Thrown when a coupon is to be confirmed out of order or twice.
    error NotNextToFix(uint256 number, uint256 next);
    /// Thrown when a coupon comes to more than an account can hold.
    error TooMuchInterest(uint256 number, uint256 interest);

    /// Brings what was observed for a coupon. Only the calculation agent.
    /// @param observed a rate per year, or an index value [1e-9]
    function proposeFixing(bytes calldata annex, uint256 number, int128 observed, bytes32 evidence) external;

    /// Withdraws a proposal that is not final, to be brought anew. Only the issuer.
    /// @param reason SHA-256 of the document that states it
    function disputeFixing(uint256 number, bytes32 reason) external;

    /// Computes a coupon: one with a final proposal, or one whose rate is known. Anybody, in order. Where parts may still
    /// be called for it, or its period is cut by an early end, its rate alone is fixed: the money is computed by a second
    /// confirmation after the record time, or by `confirmEnding`.
    function confirmFixing(bytes calldata annex, uint256 number) external;

    /// Computes what is paid at an early end by call or make-whole: interest accrued as the last coupon, and the
    /// principal. Anybody, once, from the end on, where all coupons before it are fixed, its rate where interest has
    /// accrued, and after a make-whole the reference yield.
    function confirmEnding() external;

    /// Brings what was observed of a target. Only the calculation agent.
    /// @param observed [1e-9]
    function proposeTarget(bytes calldata annex, uint256 index, int128 observed, bytes32 evidence) external;

    /// Withdraws a target's proposal that is not final. Only the issuer.
    function disputeTarget(uint256 index, bytes32 reason) external;

    /// Coupons fixed so far; of a bond whose coupons are known at issue none.
    function couponsFixed() external view returns (uint256);

    /// What is proposed for a coupon.
    function proposedFixing(uint256 number) external view returns (int128 observed, uint40 finalFrom);
}
