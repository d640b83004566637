// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILockViews, ISettlementLocks, LockTerms} from "../../../contracts/interfaces/ISettlementLocks.sol";
import {Trading} from "./Trading.sol";

/// Units that holders lock for others: made, spent, given up and released.
abstract contract Locking is Trading {
    uint256 private constant FEW = 8; // locks that acts choose among: the last ones

    function lock(uint256 from, uint256 to, uint256 spender, uint256 amount, uint256 lasting) external {
        _tick();
        (from, to, spender) = (from % (ISSUER + 1), to % HOLDERS, spender % HOLDERS);
        amount = _within(amount, 1, _free(from) + 1);
        uint256 expiry = _now() + _within(lasting, 0, 30 days);
        bytes32 reference_ = bytes32(_locks.length);
        LockTerms memory terms = LockTerms(reference_, amount, _wallets[to], _wallets[spender], uint40(expiry));
        vm.prank(_wallets[from]);
        try ISettlementLocks(address(bond)).createLock(abi.encode(terms), 0, 0, "") returns (bytes32 id) {
            _must(!_paused && !_books[from].blocked, "nothing is locked in a pause or by a frozen wallet");
            _must(amount <= _free(from), "a holder locks units that are free");
            _books[from].locked += amount;
            _locks.push(BookedLock(id, from, to, spender, amount, expiry, true));
        } catch {}
    }

    /// By its spender, or by somebody else.
    function spendLock(uint256 which, uint256 amount, uint256 caller) external {
        _tick();
        if (_locks.length == 0) return;
        BookedLock storage chosen = _chosen(which);
        caller = caller % 4 == 0 ? (caller >> 2) % WALLETS : chosen.spender;
        amount = _within(amount, 1, chosen.amount + 1);
        vm.prank(_wallets[caller]);
        try ISettlementLocks(address(bond)).spendLock(chosen.id, abi.encode(_wallets[chosen.to], amount), "") {
            _must(caller == chosen.spender && chosen.open, "only its spender spends a lock that stands");
            _must(
                _now() <= chosen.expiry && amount <= chosen.amount,
                "a lock is spent in time, and no more of it than there is"
            );
            _books[chosen.from].locked -= amount;
            chosen.amount -= amount;
            chosen.open = chosen.amount != 0;
            _bookTransfer(chosen.from, chosen.to, amount);
        } catch {}
    }

    /// By its spender, or by somebody else, in time or late.
    function cancelLock(uint256 which, uint256 caller) external {
        _tick();
        if (_locks.length == 0) return;
        BookedLock storage chosen = _chosen(which);
        caller = caller % 2 == 0 ? (caller >> 1) % WALLETS : chosen.spender;
        vm.prank(_wallets[caller]);
        try ISettlementLocks(address(bond)).cancelLock(chosen.id, "", "") {
            bool may = caller == chosen.spender || _now() > chosen.expiry;
            _must(may && chosen.open, "a lock is released by its spender, or past its expiry");
            _books[chosen.from].locked -= chosen.amount;
            chosen.open = false;
        } catch {
            // A holder is never left with units that nobody can release.
            _must(!chosen.open || _now() <= chosen.expiry, "anybody releases a lock past its expiry");
        }
    }

    function checkLocks() external view {
        ILockViews views = ILockViews(address(bond));
        for (uint256 i = 0; i < WALLETS; ++i) {
            uint256 open;
            for (uint256 j = 0; j < _locks.length; ++j) {
                if (_locks[j].open && _locks[j].from == i) open += _locks[j].amount;
            }
            vm.assertEq(_books[i].locked, open, "what is booked as locked is what open locks hold");
            vm.assertEq(views.lockedBalanceOf(_wallets[i]), open, "locked units are what open locks hold");
        }
        for (uint256 j = 0; j < _locks.length; ++j) {
            vm.assertTrue(views.isLockActive(_locks[j].id) == _locks[j].open, "a lock stands until it ends");
        }
    }

    function _chosen(uint256 which) private view returns (BookedLock storage) {
        uint256 few = _locks.length < FEW ? _locks.length : FEW;
        return _locks[_locks.length - 1 - which % few];
    }
}
