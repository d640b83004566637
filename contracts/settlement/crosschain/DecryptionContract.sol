// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ConditionalPayment, DecryptionStatus, IDecryptionContract} from "../../interfaces/IDecryptionContract.sol";
import {ConditionalLocks} from "./ConditionalLocks.sol";

/// Purpose, rules and errors: IDecryptionContract.
contract DecryptionContract is IDecryptionContract, ConditionalLocks {
    /// @inheritdoc IDecryptionContract
    address public immutable oracle;
    /// @inheritdoc IDecryptionContract
    bytes32 public immutable oracleKey;

    mapping(uint256 id => ConditionalPayment) private _payments;

    /// @param token_ what is paid in; it has ISettlementLocks
    /// @param oracle_ signs statements on encrypted keys
    /// @param oracleKey_ keys are encrypted to (X25519)
    constructor(address token_, address oracle_, bytes32 oracleKey_) ConditionalLocks(token_) {
        oracle = oracle_;
        oracleKey = oracleKey_;
    }

    /// @inheritdoc IDecryptionContract
    function inceptTransfer(
        uint256 id,
        int256 amount,
        address from,
        bytes calldata keyEncryptedSuccess,
        bytes calldata keyEncryptedFailure
    ) external {
        bytes32 keyHash = _hashIn(id, keyEncryptedFailure);
        _checkId(id, msg.sender, from, keyHash);
        require(_hashIn(id, keyEncryptedSuccess) != keyHash, InvalidKeyHash(id));
        ConditionalPayment storage payment = _inStatus(id, DecryptionStatus.NONE);
        payment.terms = _terms(from, msg.sender, keyEncryptedSuccess, keyEncryptedFailure);
        payment.payer = from;
        payment.amount = _amount(id, amount, from, msg.sender);
        payment.status = DecryptionStatus.INCEPTED;
        emit TransferIncepted(id, amount, from, msg.sender, keyEncryptedSuccess, keyEncryptedFailure);
    }

    /// @inheritdoc IDecryptionContract
    function transferAndDecrypt(
        uint256 id,
        int256 amount,
        address to,
        bytes calldata keyEncryptedSuccess,
        bytes calldata keyEncryptedFailure
    ) external {
        ConditionalPayment storage payment = _inStatus(id, DecryptionStatus.INCEPTED);
        _checkTerms(id, payment, _terms(msg.sender, to, keyEncryptedSuccess, keyEncryptedFailure));
        require(amount == int256(uint256(payment.amount)), TermsMismatch(id));
        (bool agreed, uint256 expiry) = _isAsAgreed(_lockId(id, msg.sender), to, payment.amount);
        bool success = agreed && block.timestamp <= expiry;
        _request(id, payment, success, success ? keyEncryptedSuccess : keyEncryptedFailure);
    }

    /// @inheritdoc IDecryptionContract
    function cancelAndDecrypt(
        uint256 id,
        address from,
        bytes calldata keyEncryptedSuccess,
        bytes calldata keyEncryptedFailure
    ) external {
        ConditionalPayment storage payment = _payments[id];
        _checkTerms(id, payment, _terms(from, msg.sender, keyEncryptedSuccess, keyEncryptedFailure));
        bytes32 lockId = _lockId(id, from);
        (bool agreed, uint256 expiry) = _isAsAgreed(lockId, msg.sender, payment.amount);
        DecryptionStatus status = payment.status;
        if (status == DecryptionStatus.SUCCESS_REQUESTED) {
            // Until then the success key may be on its way.
            require(!agreed || block.timestamp > expiry, StillPayable(id, lockId));
        } else {
            require(status == DecryptionStatus.INCEPTED, WrongDecryptionStatus(id, status));
        }
        _request(id, payment, false, keyEncryptedFailure);
        if (agreed) _giveUp(lockId);
    }

    /// @inheritdoc IDecryptionContract
    function releaseKey(uint256 id, bytes calldata key) external {
        ConditionalPayment storage payment = _payments[id];
        DecryptionStatus status = payment.status;
        bool success = status == DecryptionStatus.SUCCESS_REQUESTED;
        require(success || status == DecryptionStatus.FAILURE_REQUESTED, WrongDecryptionStatus(id, status));
        bytes32 keyHash = _hashOf(id, key);
        require(keyHash == payment.keyHash, WrongKey(id, keyHash));
        payment.status = success ? DecryptionStatus.SUCCESS_RELEASED : DecryptionStatus.FAILURE_RELEASED;
        emit TransferKeyReleased(msg.sender, id, success, key);
        if (success) _spend(_lockId(id, payment.payer));
    }

    /// @inheritdoc IDecryptionContract
    function paymentOf(uint256 id) external view returns (ConditionalPayment memory) {
        return _payments[id];
    }

    function _request(uint256 id, ConditionalPayment storage payment, bool success, bytes calldata encrypted) private {
        payment.keyHash = _hashIn(id, encrypted);
        payment.status = success ? DecryptionStatus.SUCCESS_REQUESTED : DecryptionStatus.FAILURE_REQUESTED;
        emit TransferKeyRequested(msg.sender, id, encrypted);
    }

    function _inStatus(uint256 id, DecryptionStatus status) private view returns (ConditionalPayment storage payment) {
        payment = _payments[id];
        require(payment.status == status, WrongDecryptionStatus(id, payment.status));
    }

    function _checkTerms(uint256 id, ConditionalPayment storage payment, bytes32 terms) private view {
        require(payment.terms == terms, TermsMismatch(id));
    }

    function _terms(address payer, address payee, bytes calldata success, bytes calldata failure)
        private
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(payer, payee, keccak256(success), keccak256(failure)));
    }
}
