// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ISettlementLocks} from "../interfaces/ISettlementLocks.sol";

/// Claims a lock without showing its secret in the transaction's own data.
contract MockClaimer {
    function claim(address token, bytes32 lockId, bytes32 masked, bytes32 mask) external {
        ISettlementLocks(token).spendLock(lockId, abi.encode(masked ^ mask), "");
    }
}
