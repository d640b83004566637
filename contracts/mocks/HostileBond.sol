// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {LockInfo} from "../interfaces/ISettlementLocks.sol";

/// A "bond" whose every lock stands, is anybody's that it is told to be, and calls somebody when it is spent or cancelled.
contract HostileBond {
    event CalledBack(bool success, bytes answer);

    address private _owner;
    address private _spender;
    address private _target;
    bytes private _data;

    function pretend(address owner, address spender) external {
        (_owner, _spender) = (owner, spender);
    }

    function attack(address target, bytes calldata data) external {
        (_target, _data) = (target, data);
    }

    function spendLock(bytes32, bytes calldata, bytes calldata) external {
        _callBack();
    }

    function cancelLock(bytes32, bytes calldata, bytes calldata) external {
        _callBack();
    }

    function isLockActive(bytes32) external pure returns (bool) {
        return true;
    }

    function getLock(bytes32) external view returns (LockInfo memory) {
        return LockInfo(_owner, _spender, 0, 0);
    }

    function getLockContent(bytes32) external pure returns (bytes memory) {
        return abi.encode(type(uint64).max, address(0), type(uint40).max);
    }

    function _callBack() private {
        (bool success, bytes memory answer) = _target.call(_data);
        emit CalledBack(success, answer);
    }
}
