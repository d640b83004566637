// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {LockInfo} from "../interfaces/ISettlementLocks.sol";

/// A token that says of every lock what it was told to say, and moves nothing.
contract MockLocks {
    LockInfo private _info;
    bytes private _content;

    function pretend(LockInfo calldata info, bytes calldata content) external {
        (_info, _content) = (info, content);
    }

    function isLockActive(bytes32) external pure returns (bool) {
        return true;
    }

    function getLock(bytes32) external view returns (LockInfo memory) {
        return _info;
    }

    function getLockContent(bytes32) external view returns (bytes memory) {
        return _content;
    }
}
