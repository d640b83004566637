// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDepositToken} from "../interfaces/IDepositToken.sol";
import {MoneyRoles} from "../interfaces/IMoneyToken.sol";
import {TokenRoles} from "../libraries/TokenRoles.sol";
import {PermissionedToken} from "../token/PermissionedToken.sol";
import {DepositTerms} from "./DepositTerms.sol";
import {MoneyConfiguration} from "./MoneyTerms.sol";
import {MoneyToken} from "./MoneyToken.sol";

/// Purpose, rules and errors: IDepositToken.
contract DepositToken is IDepositToken, MoneyToken, DepositTerms {
    modifier onlyPaymentSystem() {
        require(msg.sender == _paymentSystem, NotPaymentSystem(msg.sender));
        _;
    }

    /// @param administration_ made for the same configuration and payment system
    constructor(
        MoneyConfiguration memory configuration,
        address payments,
        MoneyRoles memory roles,
        address administration_
    ) PermissionedToken(administration_) DepositTerms(configuration, payments) MoneyToken(TokenRoles.BANK, roles) {}

    /// @inheritdoc IDepositToken
    function debit(address account, uint256 amount) external onlyPaymentSystem {
        _burnOwn(account, amount);
    }

    /// @inheritdoc IDepositToken
    function debitLocked(bytes32 lockId) external onlyPaymentSystem {
        Lock storage lock = _activeLock(lockId);
        _checkSpender(lockId, lock.spender);
        (address account, uint256 amount) = (lock.owner, lock.amount);
        _release(lock, amount);
        emit LockSpent(lockId, msg.sender, "");
        _burn(_state, account, amount);
    }

    /// @inheritdoc IDepositToken
    function credit(address account, uint256 amount) external onlyPaymentSystem {
        _mint(account, amount);
    }

    /// @inheritdoc MoneyToken
    function _issuerRole() internal pure override returns (bytes32) {
        return TokenRoles.BANK;
    }
}
