// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {RunApproval} from "./IBondServicing.sol";

/// What holders vote on.
enum Motion {
    ACCELERATION,
    TERMS,
    STANDSTILL
}

/// A vote of the holders of its record time.
/// @param recordTime who holds at the end of this second may vote [s]
/// @param until last second of the vote; 0 for an acceleration, which has none [s]
/// @param inFavour [units]
/// @param against [units]
/// @param noted whether the units in issue at the record time are noted, which the first look after it does
/// @param units in issue at the record time
/// @param matter hash of the new terms, or the last second of a standstill
struct Ballot {
    Motion motion;
    uint40 recordTime;
    uint40 until;
    uint64 inFavour;
    uint64 against;
    bool noted;
    uint64 units;
    bytes32 matter;
}

/// Where a bond stands whose issuer missed a payment.
/// @param missed number of the payment, the one after the last coupon for the principal, 65535 for a put; 0 where there
/// is no default
/// @param unpaid whether that payment still is missed
/// @param since when it became an event of default [s]
/// @param standstillUntil last second in which holders do not accelerate [s]
/// @param acceleration number of the open vote on it; 0 for none
/// @param consent number of the open consent solicitation; 0 for none
/// @param accelerated whether all is due
/// @param claim of one unit after acceleration, less what was recovered [minor]
/// @param recovered on one unit so far [minor]
struct TroubleStatus {
    uint256 missed;
    bool unpaid;
    uint256 since;
    uint256 standstillUntil;
    uint256 acceleration;
    uint256 consent;
    bool accelerated;
    uint256 claim;
    uint256 recovered;
}

/// Default, acceleration and recovery; what holders consent to.
///
/// A payment that is still missed after its days of grace is an event of default, which anybody declares. That opens a
/// vote of whoever holds in that second. Where enough units vote for it, anybody makes due at once what is outstanding
/// with the interest accrued, unless the payment was made or holders agreed to a standstill. What the paying agent then
/// recovers it distributes as the same whole amount on every unit in issue; the rest of the claim is redeemed. Payments
/// whose record time has passed stay debts to their holders of record, and are funded as before.
///
/// Holders consent to other terms, or to a standstill, by a vote that the issuer calls.
///
/// A vote needs no list of holders: an account is noted before it changes for the first time after the record time.
/// Units vote once, wherever they go meanwhile; votes of a lost wallet go with it to the new one. Neither a freeze nor a
/// pause keeps anybody from voting.
///
/// Assumptions: units are the only measure of a vote, the issuer's own among them.
interface IBondTrouble {
    event DefaultDeclared(uint256 indexed number, address actor);
    /// @param day on which the holder's units should have been repaid [days since 1970-01-01]
    event PutDefaultDeclared(address indexed holder, uint24 indexed day, address actor);
    /// @param number of the payment; 65535 of a put
    event DefaultCured(uint256 indexed number);
    event BallotOpened(
        uint256 indexed ballot, Motion indexed motion, uint40 recordTime, uint40 until, bytes32 matter, address actor
    );
    event Voted(uint256 indexed ballot, address indexed holder, bool inFavour, uint256 units);
    /// A vote that did not come to its end: another was opened, or what it was on is no more.
    event BallotDropped(uint256 indexed ballot);
    /// @param claim of one unit [minor]
    /// @param lastCoupon number of the last one whose record time has passed
    event Accelerated(uint256 indexed ballot, uint256 claim, uint256 lastCoupon);
    /// @param units in issue at the record time
    event ConsentClosed(uint256 indexed ballot, bool agreed, uint256 inFavour, uint256 against, uint256 units);
    event TermsChanged(bytes32 termsHash);
    event StandstillAgreed(uint40 until);
    /// @param run number that was approved
    event Distributed(uint256 indexed run, uint256 amountPerUnit, uint256 units, uint256 total);
    /// To each holder what it was owed of distributions; nothing to one whose payment failed.
    /// @param amounts [minor]
    event RecoveriesPaid(address[] holders, uint256[] amounts);

    /// Thrown when a payment is declared missed that is not next to be funded, while a default stands already, where the
    /// terms provide for none, or before the days of grace are over; 65535 for a put.
    error NoEventOfDefault(uint256 number, uint256 graceEnds);
    /// Thrown when there is no default, or holders have accelerated already.
    error NotInDefault(uint256 missed, bool accelerated);
    /// Thrown when a default is to be cured whose payment is still missed.
    error StillMissed(uint256 missed);
    /// Thrown when all is to be made due although the payment that was missed is funded.
    error PaidMeanwhile(uint256 missed);
    /// Thrown when a ballot does not exist or is closed, or before its record time is over.
    error BallotNotOpen(uint256 ballot, uint40 recordTime, uint40 until);
    /// Thrown when whoever votes held nothing at the record time, or has voted.
    error NoVotes(uint256 ballot, address holder);
    /// Thrown when a vote is to be renewed that is not old enough, or is decided and can be acted on.
    error VoteNotRenewable(uint256 ballot, uint256 from);
    /// Thrown when somebody without units wants a vote.
    error NotHolder(address caller);
    /// Thrown when fewer units voted for acceleration than the terms ask for.
    error TooFewVotes(uint256 inFavour, uint256 units);
    /// Thrown when all is to be made due within a standstill.
    error StandstillHolds(uint40 until);
    /// Thrown after the last record time and before the principal is due. It is claimed from then on.
    /// @param endTime when the principal is due [s]
    error NothingToAccelerate(uint256 lastCoupon, uint40 endTime);
    /// Thrown when more is distributed than the claim that is left, nothing, with no unit in issue, before acceleration, or
    /// once the rest is funded.
    error NotDistributable(uint256 amountPerUnit, uint256 claim);
    /// Thrown when another consent is open, or the terms provide for none.
    error ConsentNotPossible(uint256 openBallot);
    /// Thrown when a consent has nothing to decide, its record time has passed, or its vote ends before that or too soon.
    /// @param firstDay on which the vote may end [days since 1970-01-01]
    error InvalidConsent(bytes32 matter, uint40 recordTime, uint40 until, uint256 firstDay);
    /// Thrown when a consent is to be closed that is not open, or whose vote is not over.
    error ConsentNotClosable(uint256 ballot, uint40 until);

    /// Declares an event of default and opens the vote on acceleration, of whoever holds at the end of this second; where
    /// a put is in default the vote that is open on it goes on, unless that put is missed no more. Anybody.
    /// @param number of the next payment to be funded; the one after the last coupon for the principal
    function declareDefault(uint256 number) external;

    /// Declares an event of default because units that a holder put are not repaid, so many days of grace after the end of
    /// the day they were put for, or after the payment time of a coupon recorded by then that is later, and opens the vote.
    /// Not where the holder's cash account refused the payment, nor once the holder has sold what it put. Anybody.
    function declarePutDefault(address holder) external;

    /// Opens the vote on acceleration anew, of whoever holds at the end of this second; what was voted before is void.
    /// Any holder, once the open vote is older than 30 days. Not while it is carried and no standstill holds it up.
    function renewVote() external;

    /// Votes with all units that the caller held at the record time and that have not voted.
    function vote(uint256 ballot, bool inFavour) external;

    /// Makes due at once what is outstanding and the interest accrued to today, together rounded down on a unit. Of a
    /// principal that is due already, at an early end too, it makes a claim: what it is redeemed at, with default interest
    /// to today. Anybody, once enough units have voted for it.
    /// @dev A coupon that is not fixed yet counts at the rate and the ratio of the coupon before it, a make-whole without
    /// its reference yield at par. A call that was announced for later is no more.
    function accelerate() external;

    /// Ends a default whose payment is funded, with its open votes on acceleration and standstill. Anybody.
    function cure() external;

    /// Takes a recovery from the paying agent: the same amount on every unit in issue, at most the claim that is left. It
    /// is owed to whoever holds now. The run approved is of a number of its own, above that of the redemption.
    function distribute(uint256 amountPerUnit, RunApproval calldata approval) external;

    /// Pays what holders are owed of distributions, free of tax. Callers as of `payCoupons`; whose cash account refuses
    /// keeps the claim.
    function payRecoveries(address[] calldata holders) external;

    /// Asks holders to consent to other terms. Only the issuer, one consent at a time.
    /// @param newTermsHash SHA-256 of the term sheet document as it would be
    /// @param recordTime who holds at the end of this second may vote; not before now [s]
    /// @param until last second of the vote; so many days of notice from today as the terms state [s]
    function proposeTerms(bytes32 newTermsHash, uint40 recordTime, uint40 until) external;

    /// Asks holders not to accelerate for a time. Only the issuer, in default, one consent at a time.
    /// @param standstillUntil last second of the standstill; after the vote [s]
    function proposeStandstill(uint40 standstillUntil, uint40 recordTime, uint40 until) external;

    /// Counts a consent whose vote is over; it holds where the quorum voted and the majority agreed. Anybody.
    function closeConsent() external;

    /// Number that the next run is approved by which is neither a coupon's nor the redemption's.
    function nextRun() external view returns (uint256);

    /// SHA-256 of the term sheet document: that of the code until holders consented to another.
    function currentTermsHash() external view returns (bytes32);

    /// Where the bond stands.
    function trouble() external view returns (TroubleStatus memory);

    /// A vote by its number, from 1; its units those in issue now while its record time is not over.
    function ballot(uint256 number) external view returns (Ballot memory);

    /// Units of a holder that may vote in an open ballot and have not; nothing before the record time is over.
    function votesOf(uint256 number, address holder) external view returns (uint256);

    /// What a holder is owed of distributions. [minor]
    function recoveryOwed(address holder) external view returns (uint256);
}
