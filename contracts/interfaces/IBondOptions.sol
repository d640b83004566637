// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {RunApproval} from "./IBondServicing.sol";

/// Repayment before maturity at the issuer's call or at a holder's wish, a put; at present value: IBondMakeWhole.
///
/// Call: the issuer gives notice of the second in which the life ends, and the notice binds. Who holds at the end of that
/// second is repaid. The coupon in whose period it lies, the one whose record time comes next, is cut there and is the
/// last: anybody has it computed (IBondFixing), and the paying agent funds and pays it and redeems as at maturity.
///
/// Part of every unit: called for a payment, to whose holders it is paid as one more instalment.
///
/// Put: a holder gives notice of units for a day of the terms, and the paying agent repays it in one transaction. The
/// notice binds; what the holder sold meanwhile it cannot put.
///
/// Who acts on the terms brings the annex that states them. Days are those of the bond's own time.
interface IBondOptions {
    /// The life ends early.
    /// @param time record and pay time of what is then paid [s]
    /// @param day to which interest accrues [days since 1970-01-01]
    /// @param last number of the last coupon
    /// @param price of the principal; 0 where it is the present value [1e-9]
    event EndingNoticed(uint40 time, uint24 day, uint256 last, uint256 price);
    /// @param share of what the payment leaves outstanding [1e-9]
    /// @param price [1e-9]
    /// @param part of one unit, before its price [minor]
    event PartCalled(uint256 indexed number, uint256 share, uint256 price, uint256 part);
    /// @param units that the holder puts for that day in all
    event PutNoticed(address indexed holder, uint24 indexed day, uint256 units);
    /// Each holder's units, burnt for the principal of each and the interest accrued on them; nothing of one who put none
    /// or whose payment failed.
    /// @param run number of the run that was approved
    /// @param principal of one unit [minor]
    /// @param interest of each holder, after tax [minor]
    event PutsRedeemed(
        uint24 indexed day, uint256 run, uint256 principal, address[] holders, uint256[] units, uint256[] interest
    );

    /// Thrown when the terms give no such right on a day.
    error NoSuchOption(uint256 day);
    /// Thrown when notice is given for a day too soon after it.
    error NoticeTooShort(uint256 day, uint256 earliest);
    /// Thrown when the life is to end in the past, after its last record time, between a record time and the payment, or
    /// is ending already.
    error EndNotOpen(uint40 time, uint40 ending);
    /// Thrown when no part can be called for a payment: the terms let none, the record time has passed, a part is called
    /// already, the payment is the last or none, or the life ends early.
    error PartNotCallable(uint256 number);
    /// Thrown when a part comes to nothing, leaves nothing, or is repaid at more than can be paid.
    error InvalidPart(uint256 part, uint256 left);
    /// Thrown when notice of a put is given on another day than the terms say, or for none before an early end.
    error NoticeNotOpen(uint24 day, uint256 opens, uint256 closes);
    /// Thrown when notice is given of no units, of more than the holder has, or of so many that less than the minimum
    /// holding is left.
    error InvalidPut(uint256 units, uint256 balance);
    /// Thrown when a holder has given notice for another day that has not passed.
    error OtherNoticeStands(uint24 day);
    /// Thrown when puts of a day are repaid before it, after the next record time, before all coupons recorded until then
    /// are funded and payable, or after the end.
    error PutsNotOpen(uint24 day);

    /// Calls all units at a price of the terms. Only the issuer.
    /// @param time when the life ends [s]
    function giveCallNotice(bytes calldata annex, uint40 time) external;

    /// Calls a part of every unit, to be repaid with a coupon. Only the issuer, until the record time.
    /// @param number of the coupon; not the last
    /// @param share of what the payment leaves outstanding [1e-9]
    function callPart(bytes calldata annex, uint256 number, uint64 share) external;

    /// Puts units of the caller for a day, beside those put for it before. A notice for a day that has passed is replaced.
    function givePutNotice(bytes calldata annex, uint24 day, uint64 units) external;

    /// Repays what holders put for a day: the lesser of the notice and what each holds; the notice of one who holds nothing
    /// any more ends. Takes exactly `total` and pays it out, but for tax kept back; of a holder whose cash account refuses,
    /// units and notice stay, and the money returns to the caller. Only the paying agent, whose run another person
    /// approved: its sums, not whom of those who put it is paid to. Who is left out may be repaid by another run.
    /// @param total [minor]
    function redeemPuts(
        bytes calldata annex,
        uint24 day,
        address[] calldata holders,
        uint256 total,
        RunApproval calldata approval
    ) external;

    /// What repaying these holders' puts of a day comes to now, for the run to be approved; each holder once.
    /// @return number of the run
    /// @return amountPerUnit principal and interest on a holding of one unit [minor]
    /// @return units that are put
    /// @return total what the paying agent pays [minor]
    function putRun(bytes calldata annex, uint24 day, address[] calldata holders)
        external
        view
        returns (uint256 number, uint256 amountPerUnit, uint256 units, uint256 total);

    /// What a holder put last, and whether its cash account took no payment for it.
    function putNotice(address holder) external view returns (uint24 day, uint64 units, bool refused);

    /// How the life ends early; nothing where it does not.
    /// @return time of the end [s]
    /// @return day to which interest accrues [days since 1970-01-01]
    /// @return last number of the last coupon
    /// @return price of the principal; 0 where it is fixed otherwise [1e-9]
    /// @return cut whether that coupon ends with it
    /// @return accelerated whether holders made the claim due
    function ending()
        external
        view
        returns (uint40 time, uint24 day, uint16 last, uint64 price, bool cut, bool accelerated);

    /// The part of every unit that is called for a payment. [1e-9]
    function calledPart(uint256 number) external view returns (uint64 share, uint64 price);
}
