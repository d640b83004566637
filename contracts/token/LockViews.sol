// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ILockViews, LockInfo} from "../interfaces/ISettlementLocks.sol";
import {TokenState} from "./TokenState.sol";

/// Purpose: ILockViews.
abstract contract LockViews is ILockViews, TokenState {
    /// @inheritdoc ILockViews
    function getLock(bytes32 lockId) external view returns (LockInfo memory) {
        Lock storage lock = _activeLock(lockId);
        return LockInfo(lock.owner, lock.spender, lock.spendCommitment, lock.cancelCommitment);
    }

    /// @inheritdoc ILockViews
    function isLockActive(bytes32 lockId) external view returns (bool) {
        return _stands(_locks[lockId]);
    }

    /// @inheritdoc ILockViews
    function getLockContent(bytes32 lockId) external view returns (bytes memory) {
        Lock storage lock = _activeLock(lockId);
        return abi.encode(lock.amount, lock.receiver, lock.expiry);
    }

    /// @inheritdoc ILockViews
    function lockedBalanceOf(address holder) external view returns (uint256) {
        return _lockedIn(holder, _holdings[holder].account);
    }
}
