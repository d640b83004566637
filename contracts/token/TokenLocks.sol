// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ISettlementLocks, LockTerms} from "../interfaces/ISettlementLocks.sol";
import {HolderAccount} from "../libraries/HolderAccounts.sol";
import {Restriction, Restrictions} from "../libraries/Restrictions.sol";
import {TokenWords} from "../libraries/TokenWords.sol";
import {TokenCore} from "./TokenCore.sol";

/// Purpose, rules and errors: ISettlementLocks.
/// @dev A lock raises what its holder's account withholds, so a transfer reads nothing more. How much of that is locked
/// stands apart, and counts while the account's flag says so: whatever clears the account ends its locks with it.
abstract contract TokenLocks is ISettlementLocks, TokenCore {
    uint256 private constant LONGEST = 366 days;

    /// @inheritdoc ISettlementLocks
    function createLock(
        bytes calldata createArgs,
        bytes32 spendCommitment,
        bytes32 cancelCommitment,
        bytes calldata data
    ) external returns (bytes32 lockId) {
        LockTerms memory terms = abi.decode(createArgs, (LockTerms));
        lockId = _createLock(msg.sender, terms, spendCommitment, cancelCommitment);
        emit LockCreated(lockId, msg.sender, terms.spender, spendCommitment, cancelCommitment, data);
    }

    /// @inheritdoc ISettlementLocks
    function createLockFor(address holder, LockTerms calldata terms) external returns (bytes32 lockId) {
        bool may = _isVenue(msg.sender) && _holdings[holder].account.settles() && terms.spender == msg.sender;
        require(may, LockUnauthorized(0, _venue(), msg.sender));
        lockId = _createLock(holder, terms, 0, 0);
        emit LockCreated(lockId, holder, msg.sender, 0, 0, "");
    }

    /// @inheritdoc ISettlementLocks
    function delegateLock(bytes32 lockId, bytes calldata, address newSpender, bytes calldata data) external {
        Lock storage lock = _activeLock(lockId);
        _checkSpender(lockId, lock.spender);
        _checkNotExpired(lockId, lock.expiry);
        require(newSpender != address(0), InvalidLock());
        _checkListed(lock.owner, newSpender, lock.amount);
        lock.spender = newSpender;
        emit LockDelegated(lockId, msg.sender, newSpender, data);
    }

    /// @inheritdoc ISettlementLocks
    function spendLock(bytes32 lockId, bytes calldata spendArgs, bytes calldata data) external {
        Lock storage lock = _activeLock(lockId);
        if (lock.spender != address(0)) _checkSpender(lockId, lock.spender);
        _checkNotExpired(lockId, lock.expiry);
        (address to, uint256 amount) = _spending(lockId, lock, spendArgs);
        address owner = lock.owner;
        _checkListed(owner, lock.spender, amount);
        _release(lock, amount);
        emit LockSpent(lockId, msg.sender, data);
        if (lock.amount != 0) emit UnitsLocked(lockId, lock.receiver, lock.amount, lock.expiry);
        _transfer(owner, to, amount);
    }

    /// @inheritdoc ISettlementLocks
    function cancelLock(bytes32 lockId, bytes calldata cancelArgs, bytes calldata data) external {
        Lock storage lock = _activeLock(lockId);
        if (block.timestamp <= lock.expiry) {
            _checkSpender(lockId, lock.spender == address(0) ? lock.receiver : lock.spender);
            _checkShown(lockId, lock.cancelCommitment, cancelArgs);
        }
        _release(lock, lock.amount);
        emit LockCancelled(lockId, msg.sender, data);
    }

    /// @inheritdoc ISettlementLocks
    function transferReleasing(address to, uint256 amount, bytes32[] calldata expired) external returns (bool) {
        for (uint256 i = 0; i < expired.length; ++i) {
            Lock storage lock = _locks[expired[i]];
            _checkSpender(expired[i], lock.owner);
            if (!_stands(lock)) continue; // released by somebody before
            require(block.timestamp > lock.expiry, LockTime(expired[i], lock.expiry, block.timestamp));
            _release(lock, lock.amount);
            emit LockCancelled(expired[i], msg.sender, "");
        }
        _transfer(msg.sender, to, amount);
        return true;
    }

    function _createLock(address holder, LockTerms memory terms, bytes32 spendCommitment, bytes32 cancelCommitment)
        private
        returns (bytes32 lockId)
    {
        _checkTerms(terms, spendCommitment);
        _checkListed(holder, terms.spender, terms.amount);
        lockId = keccak256(abi.encode(address(this), msg.sender, holder, terms.lockReference));
        require(_locks[lockId].owner == address(0), LockExists(lockId));
        uint32 round = _withhold(holder, terms.amount);
        _locks[lockId] = Lock({
            owner: holder,
            amount: uint64(terms.amount), // fits: the balance does
            round: round,
            spender: terms.spender,
            expiry: terms.expiry,
            receiver: terms.receiver,
            spendCommitment: spendCommitment,
            cancelCommitment: cancelCommitment
        });
        emit UnitsLocked(lockId, terms.receiver, terms.amount, terms.expiry);
    }

    function _checkTerms(LockTerms memory terms, bytes32 spendCommitment) private view {
        bool timely = block.timestamp <= terms.expiry && terms.expiry <= block.timestamp + LONGEST;
        bool open = terms.spender == address(0) || spendCommitment != 0; // the caller cannot say to whom
        bool addressed = terms.receiver != address(0) || !open;
        bool guarded = terms.spender != address(0) || spendCommitment != 0;
        require(terms.amount != 0 && timely && addressed && guarded, InvalidLock());
    }

    /// Takes units that are free out of what their holder can transfer; a new round of locks where none stand.
    function _withhold(address holder, uint256 amount) private returns (uint32 round) {
        HolderAccount account = _holdings[holder].account;
        Restriction reason = _state.paused() ? Restrictions.PAUSED : Restrictions.NONE;
        if (account.blocked()) reason = Restrictions.SENDER_FROZEN;
        else if (amount > account.balance()) reason = Restrictions.INSUFFICIENT_BALANCE;
        else if (amount + _reserved(holder) > account.available()) reason = Restrictions.FROZEN_UNITS;
        else if (_leavesTooLittle(holder, account, amount)) reason = Restrictions.MINIMUM_HOLDING;
        if (reason != Restrictions.NONE) _refuse(reason, holder, address(0), amount);
        LockedUnits memory locked = _locked[holder];
        if (!account.locked()) locked = LockedUnits(0, locked.round + 1);
        _locked[holder] = LockedUnits(locked.amount + uint64(amount), locked.round);
        _holdings[holder].account = account.withWithheld(account.withheld() + amount).withLocked(true);
        return locked.round;
    }

    /// Whether too little to be held would be left once the locks are spent.
    function _leavesTooLittle(address holder, HolderAccount account, uint256 amount) private view returns (bool) {
        uint256 left = _unlockedIn(holder, account) - amount;
        return left != 0 && left < _minimumHolding();
    }

    /// Gives units of a lock back to what their holder can transfer.
    function _release(Lock storage lock, uint256 amount) internal {
        address owner = lock.owner;
        lock.amount -= uint64(amount);
        uint64 left = _locked[owner].amount - uint64(amount);
        _locked[owner].amount = left;
        HolderAccount account = _holdings[owner].account;
        _holdings[owner].account = account.withWithheld(account.withheld() - amount).withLocked(left != 0);
    }

    /// To whom how much of a lock is to go.
    function _spending(bytes32 lockId, Lock storage lock, bytes calldata spendArgs)
        private
        view
        returns (address to, uint256 amount)
    {
        (to, amount) = (lock.receiver, lock.amount);
        if (lock.spendCommitment != 0) {
            _checkShown(lockId, lock.spendCommitment, spendArgs);
        } else if (spendArgs.length != 0) {
            (to, amount) = abi.decode(spendArgs, (address, uint256));
            bool within = amount != 0 && amount <= lock.amount && (lock.receiver == address(0) || to == lock.receiver);
            require(within, LockTermsExceeded(lockId, to, amount));
        }
    }

    function _checkSpender(bytes32 lockId, address spender) internal view {
        require(msg.sender == spender, LockUnauthorized(lockId, spender, msg.sender));
    }

    /// Where spenders are listed, a lock is no way round the list: its spender is the venue, the holder or listed.
    function _checkListed(address holder, address spender, uint256 amount) private view {
        if (!_state.has(TokenWords.SPENDER_LIST) || spender == address(0) || spender == holder) return;
        if (_isVenue(spender) || _spenders[spender]) return;
        _refuse(Restrictions.SPENDER_NOT_LISTED, holder, address(0), amount);
    }

    function _checkNotExpired(bytes32 lockId, uint40 expiry) private view {
        require(block.timestamp <= expiry, LockTime(lockId, expiry, block.timestamp));
    }

    function _checkShown(bytes32 lockId, bytes32 commitment, bytes calldata shown) private pure {
        require(commitment == 0 || keccak256(shown) == commitment, LockCommitment(lockId, commitment));
    }
}
