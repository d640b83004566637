// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Delivery, DeliveryStatus, ILockingContract} from "../../interfaces/ILockingContract.sol";
import {ConditionalLocks} from "./ConditionalLocks.sol";

/// Purpose, rules and errors: ILockingContract.
contract LockingContract is ILockingContract, ConditionalLocks {
    mapping(uint256 id => Delivery) private _deliveries;

    /// @param token_ what is delivered; it has ISettlementLocks
    constructor(address token_) ConditionalLocks(token_) {}

    /// @inheritdoc ILockingContract
    function inceptTransfer(
        uint256 id,
        int256 amount,
        address from,
        bytes calldata keyHashedSeller,
        bytes calldata keyEncryptedSeller
    ) external {
        bytes32 keyHash = _agreedHash(id, keyHashedSeller, keyEncryptedSeller);
        _checkId(id, from, msg.sender, keyHash);
        Delivery storage delivery = _inStatus(id, DeliveryStatus.NONE);
        delivery.amount = _amount(id, amount, from, msg.sender);
        delivery.seller = from;
        delivery.keyHashSeller = keyHash;
        delivery.status = DeliveryStatus.INCEPTED;
        emit TransferIncepted(id, amount, from, msg.sender, keyHashedSeller, keyEncryptedSeller);
    }

    /// @inheritdoc ILockingContract
    function confirmTransfer(
        uint256 id,
        int256 amount,
        address to,
        bytes calldata keyHashedBuyer,
        bytes calldata keyEncryptedBuyer
    ) external {
        Delivery storage delivery = _inStatus(id, DeliveryStatus.INCEPTED);
        bytes32 keyHashSeller = delivery.keyHashSeller;
        _checkId(id, msg.sender, to, keyHashSeller);
        require(amount == int256(uint256(delivery.amount)), TermsMismatch(id));
        bytes32 keyHash = _agreedHash(id, keyHashedBuyer, keyEncryptedBuyer);
        require(keyHash != keyHashSeller, InvalidKeyHash(id));
        bytes32 lockId = _lockId(id, msg.sender);
        (bool agreed, uint256 expiry) = _isAsAgreed(lockId, to, delivery.amount);
        require(agreed && block.timestamp <= expiry, LockMismatch(id, lockId));
        delivery.keyHashBuyer = keyHash;
        delivery.status = DeliveryStatus.CONFIRMED;
        emit TransferConfirmed(id, amount, msg.sender, to, keyHashedBuyer, keyEncryptedBuyer);
    }

    /// @inheritdoc ILockingContract
    function cancelTransfer(
        uint256 id,
        int256 amount,
        address from,
        bytes calldata keyHashedSeller,
        bytes calldata keyEncryptedSeller
    ) external {
        bytes32 keyHash = _agreedHash(id, keyHashedSeller, keyEncryptedSeller);
        _checkId(id, from, msg.sender, keyHash);
        Delivery storage delivery = _inStatus(id, DeliveryStatus.INCEPTED);
        require(amount == int256(uint256(delivery.amount)), TermsMismatch(id));
        delivery.status = DeliveryStatus.CANCELLED;
        emit TransferCancelled(id);
    }

    /// @inheritdoc ILockingContract
    function transferWithKey(uint256 id, bytes calldata key) external {
        Delivery storage delivery = _inStatus(id, DeliveryStatus.CONFIRMED);
        bytes32 keyHash = _hashOf(id, key);
        bytes32 lockId = _lockId(id, delivery.seller);
        if (keyHash == delivery.keyHashBuyer) {
            delivery.status = DeliveryStatus.CLAIMED;
            emit TokenClaimed(id, key);
            _spend(lockId);
        } else {
            require(keyHash == delivery.keyHashSeller, WrongKey(id, keyHash));
            delivery.status = DeliveryStatus.RECLAIMED;
            emit TokenReclaimed(id, key);
            _giveUp(lockId);
        }
    }

    /// @inheritdoc ILockingContract
    function deliveryOf(uint256 id) external view returns (Delivery memory) {
        return _deliveries[id];
    }

    function _inStatus(uint256 id, DeliveryStatus status) private view returns (Delivery storage delivery) {
        delivery = _deliveries[id];
        require(delivery.status == status, WrongDeliveryStatus(id, delivery.status));
    }

    /// The hash of a key that is given as such and at the head of its encryption.
    function _agreedHash(uint256 id, bytes calldata keyHashed, bytes calldata encrypted)
        private
        pure
        returns (bytes32 keyHash)
    {
        keyHash = _hashIn(id, encrypted);
        require(keyHashed.length == 32 && bytes32(keyHashed) == keyHash && keyHash != 0, InvalidKeyHash(id));
    }
}
