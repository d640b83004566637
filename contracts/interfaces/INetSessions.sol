// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Payment} from "./IInterbankPayments.sol";

/// Payments that wait for the cut-off and are then settled by what each bank owes net, in central-bank money.
///
/// A netted payment is locked on its payer's account and stands in its bank's queue. The bank may put it at the end of its
/// urgent or of its normal queue; nobody else orders them. At each cut-off a session begins, which settles payments that
/// were queued before it. Which ones, the operator proposes and this contract verifies: of each bank what stands first,
/// urgent before normal, passing over nothing but what has ended; within each bank's cap and bilateral limits; and with
/// all that banks owe net moved in reserves in the same transaction. A payment that cannot be carried out, because its
/// payer or payee is frozen for instance, goes back to its payer and holds up no other; one that has ended is left out.
interface INetSessions {
    event PaymentQueued(bytes32 indexed id, address indexed payerToken, bool urgent, uint256 place);
    event CapSet(address indexed token, uint64 cap);
    event BilateralLimitSet(address indexed token, address indexed counterparty, uint64 limit);
    /// A part of a session is settled.
    /// @param gross value of the payments made [minor]
    /// @param net what moved between the banks [minor]
    event SessionSettled(uint40 indexed session, uint256 payments, uint256 gross, uint256 net);
    /// @param net what a bank received; negative for what it paid [minor]
    event NetSettled(uint40 indexed session, address indexed token, int256 net);

    /// Thrown when a payment that is to be netted ends before the next cut-off, or this system nets nothing.
    error NoSession(uint40 deadline);
    /// Thrown when a session is of nothing or of more than one transaction carries.
    error SessionSize(uint256 payments);
    /// Thrown when the payments of a session are of more banks than one transaction carries.
    error TooManyBanks(uint256 most);
    /// Thrown when a payment was queued since the last cut-off.
    error BeforeCutOff(bytes32 id);
    /// Thrown when another payment of the bank stands before this one.
    error NotFirst(bytes32 id, bytes32 first);
    /// Thrown when a bank would pay more net in a session than its cap.
    error CapExceeded(address token, uint64 cap, int256 paid);
    /// Thrown when a bank would pay more net to another in a session than its bilateral limit.
    error LimitExceeded(address token, address counterparty, uint64 limit, int256 paid);

    /// Bounds what a bank pays net in a session. Only who has the token's bank role.
    /// @param cap zero for none [minor]
    function setCap(address token, uint64 cap) external;

    /// Bounds what a bank pays net to another one in a session. Only who has the token's bank role.
    /// @param limit zero for none [minor]
    function setBilateralLimit(address token, address counterparty, uint64 limit) external;

    /// Puts a queued payment at the end of its bank's urgent or normal queue. Only the payer's bank.
    function requeue(Payment calldata payment, bool urgent) external;

    /// Settles payments of the present session. Only the operator.
    /// @param payments of each bank the first of its queue, in their order; 100 at most, of 32 banks at most
    function settleSession(Payment[] calldata payments) external;

    /// Moves the beginning of a queue over payments that have ended, so that a session need not. Anybody.
    /// @param most number of places looked at
    function passEnded(address token, bool urgent, uint256 most) external;

    /// Carries one payment of a session out. Only this contract.
    function carry(Payment calldata payment) external;

    /// The session that a moment is in: what was queued in an earlier one may be settled. Zero where nothing is netted.
    function sessionAt(uint256 moment) external view returns (uint40);

    /// Payments that stand in a bank's queue, in order, of which some may have ended.
    /// @param from place of the first one asked for
    /// @param most number of places looked at
    function queueOf(address token, bool urgent, uint256 from, uint256 most)
        external
        view
        returns (bytes32[] memory ids);

    /// Where a bank's queue begins and ends: the next place to settle, and the next to fill.
    function queueBounds(address token, bool urgent) external view returns (uint256 first, uint256 end);

    /// A bank's cap, and what it has paid net in the present session.
    function capOf(address token) external view returns (uint64 cap, int256 paid);

    /// A bank's bilateral limit, and what it has paid net to the other one in the present session where there is a limit.
    function bilateralLimitOf(address token, address counterparty) external view returns (uint64 limit, int256 paid);
}
