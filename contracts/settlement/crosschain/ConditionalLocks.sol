// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConditionalLocks} from "../../interfaces/IConditionalLocks.sol";
import {ILockViews, ISettlementLocks, LockInfo} from "../../interfaces/ISettlementLocks.sol";

/// Purpose, rules and errors: IConditionalLocks.
abstract contract ConditionalLocks is IConditionalLocks {
    uint256 private constant HASH = 32; // [bytes]

    /// @inheritdoc IConditionalLocks
    address public immutable token;

    constructor(address token_) {
        token = token_;
    }

    /// @inheritdoc IConditionalLocks
    function idOf(address seller, address buyer, bytes32 keyHashSeller) public pure returns (uint256) {
        return uint256(keccak256(abi.encode(seller, buyer, keyHashSeller)));
    }

    function _checkId(uint256 id, address seller, address buyer, bytes32 keyHashSeller) internal pure {
        uint256 expected = idOf(seller, buyer, keyHashSeller);
        require(id == expected, IdMismatch(id, expected));
    }

    /// An amount as tokens count it.
    function _amount(uint256 id, int256 amount, address giver, address taker) internal pure returns (uint64) {
        bool valid = amount > 0 && amount <= int256(uint256(type(uint64).max)) && giver != taker;
        require(valid && giver != address(0), InvalidTransfer(id));
        return uint64(uint256(amount));
    }

    /// The hash that an encrypted key begins with.
    function _hashIn(uint256 id, bytes calldata encrypted) internal pure returns (bytes32) {
        require(encrypted.length > HASH, InvalidKeyHash(id));
        return bytes32(encrypted[:HASH]);
    }

    /// keccak256 of a key, which is of one length on every chain.
    function _hashOf(uint256 id, bytes calldata key) internal pure returns (bytes32 keyHash) {
        keyHash = keccak256(key);
        require(key.length == HASH, WrongKey(id, keyHash));
    }

    /// By what the token knows the giver's lock.
    function _lockId(uint256 id, address giver) internal view returns (bytes32) {
        return keccak256(abi.encode(token, giver, giver, bytes32(id)));
    }

    /// Whether the giver's lock stands, is this contract's to spend for the taker, and is on this amount.
    /// @return expiry last second in which it can be spent [s]
    function _isAsAgreed(bytes32 lockId, address taker, uint64 amount) internal view returns (bool, uint256 expiry) {
        if (!ILockViews(token).isLockActive(lockId)) return (false, 0);
        LockInfo memory lock = ILockViews(token).getLock(lockId);
        (uint256 locked, address receiver, uint256 until) =
            abi.decode(ILockViews(token).getLockContent(lockId), (uint256, address, uint256));
        bool ours = lock.spender == address(this) && lock.spendCommitment == 0 && lock.cancelCommitment == 0;
        return (ours && receiver == taker && locked == amount, until);
    }

    function _spend(bytes32 lockId) internal {
        ISettlementLocks(token).spendLock(lockId, "", "");
    }

    function _giveUp(bytes32 lockId) internal {
        ISettlementLocks(token).cancelLock(lockId, "", "");
    }
}
