// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// A lock on a bond whose spender is the facility: that makes it a pledge, and nothing else does.
struct Pledge {
    address bond;
    bytes32 lockId;
}

/// What a bank may draw and has drawn.
/// @param limit most that it may owe [minor]
/// @param owed drawn and neither repaid nor enforced [minor]
/// @param due last second to repay in [s]; of the credit that is owed
struct Credit {
    uint64 limit;
    uint64 owed;
    uint40 due;
}

/// What a bond is worth to the facility.
/// @param value a unit's, after the haircut [minor]; zero for nothing
/// @param until latest due time of credit that the bond secures: before the next day on which its face falls or it may be repaid [s]
struct LendingValue {
    uint64 value;
    uint40 until;
}

/// Credit in central-bank money within the day, against bonds.
///
/// A bank locks units on its own bond account with this facility as the spender, and nobody as the receiver
/// (ISettlementLocks): they stay there and earn its coupons. Against such locks it draws reserves up to its limit, and it
/// repays by the close of business; nothing is charged. Locks are brought along by whoever draws or releases, in the
/// ascending order of their ids, so that none counts twice. One that has ended, whose bond is not valued, or that could
/// end within the grace after the due time, counts for nothing. Past the due time the central bank takes units, no more
/// than the debt needs at their lending value, and the debt ceases by it.
///
/// The reserves name this facility as their payment system, so lending credits an account and repaying debits one, and
/// what is in issue is at all times what was booked less what was withdrawn, plus what was drawn, less what was repaid.
/// What was enforced stays in issue: the central bank holds the units for it.
///
/// The central bank is whoever has the reserves' bank role. It says what a unit is worth; what it says past a due time
/// changes nothing of what is taken for it.
interface IIntradayCredit {
    event Started(address indexed reserves);
    event HoursSet(uint32 opens, uint32 closes);
    event CreditOpened(bool open);
    event LimitSet(address indexed bank, uint64 limit);
    event LendingValueSet(address indexed bond, uint64 value, uint40 until);
    event CreditDrawn(address indexed bank, uint64 amount, uint64 owed, uint40 due);
    event CreditRepaid(address indexed bank, address indexed payer, uint64 amount, uint64 owed);
    event PledgeReleased(address indexed bank, address indexed bond, bytes32 indexed lockId);
    /// Units went to the central bank, and as much of the debt ceased.
    event PledgeTaken(
        address indexed bank, address indexed bond, bytes32 indexed lockId, uint64 units, uint64 amount, uint64 owed
    );
    /// Nothing could be taken of a pledge: it has ended or is worth nothing, or its bond refused.
    event PledgeNotTaken(address indexed bank, address indexed bond, bytes32 indexed lockId);

    /// Thrown when anybody but the central bank calls.
    error NotCentralBank(address caller);
    /// Thrown when the facility has its reserves already, or these are not in its currency or do not name it.
    error CannotStart(address reserves);
    /// Thrown when the opening time is the closing time, or either is no time of a day.
    error InvalidHours(uint32 opens, uint32 closes);
    /// Thrown when the central bank lends nothing for now, or it is not business hours.
    error CreditClosed();
    /// Thrown when nothing is to be drawn or repaid.
    error NothingToDo();
    /// Thrown when a bank would owe more than it may.
    error LimitExceeded(address bank, uint256 owed, uint64 limit);
    /// Thrown when what is pledged is worth less than what is owed.
    error NotCovered(address bank, uint256 owed, uint256 worth);
    /// Thrown when credit is past its due time.
    error CreditOverdue(address bank, uint40 due);
    /// Thrown when credit is not past its due time, or there is none.
    error NotOverdue(address bank, uint40 due);
    /// Thrown when pledges are not in the ascending order of their ids, or more than thirty-two.
    error PledgesNotInOrder(uint256 place);
    /// Thrown when a bond has never been valued, or a lock on it is no pledge of the caller's.
    error NotPledged(address bond, bytes32 lockId);

    /// Names the reserves, once. Only the central bank that the facility was made for.
    function start(address reserves_) external;

    /// Sets business hours from now on; what is owed stays due when it is. Only the central bank.
    /// @param opens second of the day, in UTC
    /// @param closes the same; on the next day where it is before `opens`
    function setHours(uint32 opens, uint32 closes) external;

    /// Whether anything is lent. Only the central bank.
    function setOpen(bool open) external;

    /// Sets what a bank may owe; what it owes already stays owed. Only the central bank.
    /// @param limit [minor]
    function setLimit(address bank, uint64 limit) external;

    /// Values a bond; less at once stops draws and releases that it does not cover. Only the central bank.
    /// @param value a unit's, after the haircut [minor]
    /// @param until latest due time that it holds for [s]
    function setLendingValue(address bond, uint64 value, uint40 until) external;

    /// Lends to the caller, until the close of business. Reverts while earlier credit is overdue.
    /// @param amount [minor]
    /// @param pledges of the caller that cover all that it then owes
    function draw(uint64 amount, Pledge[] calldata pledges) external;

    /// Repays what a bank owes out of the caller's reserves: its own debt or, as a wallet may have been recovered since,
    /// another's. Also when overdue.
    /// @param amount [minor]; of more than is owed only that is taken
    /// @return repaid [minor]
    function repay(address bank, uint64 amount) external returns (uint64 repaid);

    /// Gives one of the caller's pledges up. Reverts while credit is overdue.
    /// @param remaining pledges that cover what the caller owes; empty where it owes nothing
    function release(Pledge calldata pledge, Pledge[] calldata remaining) external;

    /// Takes units of a bank's pledges in the order given, to the caller, until nothing is owed; passes over what cannot
    /// be taken. Only the central bank, past the due time.
    /// @return owed what is still owed [minor]
    function enforce(address bank, Pledge[] calldata pledges) external returns (uint64 owed);

    /// What a bank may draw and has drawn.
    function creditOf(address bank) external view returns (Credit memory);

    /// What a bond is worth now.
    function lendingValue(address bond) external view returns (LendingValue memory);

    /// What pledges are worth for what a bank owes, or would draw now [minor].
    function worthOf(address bank, Pledge[] calldata pledges) external view returns (uint256);

    /// When what is drawn now is due [s]; reverts while nothing is lent.
    function dueTime() external view returns (uint40);

    /// Business hours, as seconds of a day in UTC.
    function hoursOfDay() external view returns (uint32 opens, uint32 closes);

    /// For how long past the due time a pledge must last to count [s].
    function grace() external view returns (uint40);

    /// Central-bank money.
    function reserves() external view returns (address);
}
