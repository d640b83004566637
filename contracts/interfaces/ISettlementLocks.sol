// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// What a lock is to do, given to `createLock` as `abi.encode(LockTerms)`.
/// @param lockReference the creator's business key; one lock for each
/// @param amount withheld from the holder's other transfers [units] or [minor]
/// @param receiver who alone can be given the units; zero where the spender may say to whom
/// @param spender who spends and cancels; zero where anybody who shows what the spend commitment hides may have the
/// receiver be given them
/// @param expiry last second in which the lock can be spent; after it anybody can release it [s]
struct LockTerms {
    bytes32 lockReference;
    uint256 amount;
    address receiver;
    address spender;
    uint40 expiry;
}

/// A lock as the draft of ERC-8316 shows it.
struct LockInfo {
    address owner;
    address spender;
    bytes32 spendCommitment;
    bytes32 cancelCommitment;
}

/// Locks for settlement, after the open draft of ERC-8316 (names, events, commitments and the order of arguments).
///
/// Locked units stay on their holder's account: they earn what they earn, count in votes, and cannot be transferred
/// otherwise. A spender named by the holder gives them to a receiver or gives the lock up; past its expiry a lock can
/// only be released, by anybody, to its holder. The rules of transfers and the acts of a compliance officer bind a lock
/// like any transfer. What is taken by force, redeemed or recovered and would leave less than is locked ends all of the
/// holder's locks. Terms of a lock cannot be changed, so `updateLock` of the draft is left out.
///
/// A token answers ILockViews, the rest of the draft's face, at the same address.
interface ISettlementLocks {
    event LockCreated(
        bytes32 indexed lockId,
        address indexed owner,
        address indexed spender,
        bytes32 spendCommitment,
        bytes32 cancelCommitment,
        bytes data
    );
    event LockDelegated(bytes32 indexed lockId, address indexed from, address indexed to, bytes data);
    event LockSpent(bytes32 indexed lockId, address indexed spender, bytes data);
    event LockCancelled(bytes32 indexed lockId, address indexed spender, bytes data);
    /// What is locked, beside LockCreated; and what is left of a lock that was spent in part.
    event UnitsLocked(bytes32 indexed lockId, address indexed receiver, uint256 amount, uint40 expiry);
    /// All locks of a holder have ended, because what they were on was taken.
    event LocksEnded(address indexed owner, uint256 amount);

    /// Thrown when a lock of this creator, holder and reference has existed.
    error LockExists(bytes32 lockId);
    /// Thrown when there is no such lock, or it has ended.
    error LockNotActive(bytes32 lockId);
    /// Thrown when a lock is past its expiry and should be spent or delegated, or is not and should be released.
    error LockTime(bytes32 lockId, uint40 expiry, uint256 time);
    /// Thrown when the caller may not do this with the lock.
    error LockUnauthorized(bytes32 lockId, address spender, address caller);
    /// Thrown when what is shown is not what the commitment hides.
    error LockCommitment(bytes32 lockId, bytes32 commitment);
    /// Thrown when the terms of a lock lock nothing, last for no time or for longer than a year, or name neither who
    /// spends nor who receives.
    error InvalidLock();
    /// Thrown when more is to be spent than is locked, or somebody else is to be given it than the terms say.
    error LockTermsExceeded(bytes32 lockId, address receiver, uint256 amount);

    /// Locks the caller's units.
    /// @param createArgs abi.encode(LockTerms)
    /// @param spendCommitment keccak256 of what must be shown to spend; zero for nothing
    /// @param cancelCommitment keccak256 of what must be shown to cancel until the expiry; zero for nothing
    /// @param data for whoever reads the event
    function createLock(
        bytes calldata createArgs,
        bytes32 spendCommitment,
        bytes32 cancelCommitment,
        bytes calldata data
    ) external returns (bytes32 lockId);

    /// Locks units of a holder who lets this token's settlement venue settle. Only the venue, or the payment system of a
    /// deposit; it becomes the spender.
    function createLockFor(address holder, LockTerms calldata terms) external returns (bytes32 lockId);

    /// Has somebody else spend and cancel from now on. Only the spender, until the expiry.
    /// @param delegateArgs empty
    function delegateLock(bytes32 lockId, bytes calldata delegateArgs, address newSpender, bytes calldata data) external;

    /// Gives locked units to the receiver. Only the spender, or anybody where the lock has none; until the expiry.
    /// @param spendArgs what the spend commitment hides; without one, empty for all to the receiver of the terms, or
    /// abi.encode(receiver, amount), which leaves the rest locked
    function spendLock(bytes32 lockId, bytes calldata spendArgs, bytes calldata data) external;

    /// Releases locked units to their holder. Until the expiry only the spender, or the receiver where there is none, who
    /// shows what the cancel commitment hides; then anybody.
    function cancelLock(bytes32 lockId, bytes calldata cancelArgs, bytes calldata data) external;

    /// Releases the caller's expired locks, then transfers.
    function transferReleasing(address to, uint256 amount, bytes32[] calldata expired) external returns (bool);
}

/// What a token tells of its locks.
interface ILockViews {
    /// A lock that has not ended.
    function getLock(bytes32 lockId) external view returns (LockInfo memory);

    /// Whether a lock has not ended; one that is past its expiry is active until it is released.
    function isLockActive(bytes32 lockId) external view returns (bool);

    /// What a lock is on: abi.encode(amount, receiver, expiry).
    function getLockContent(bytes32 lockId) external view returns (bytes memory);

    /// How much of a holder's balance is locked.
    function lockedBalanceOf(address holder) external view returns (uint256);
}
