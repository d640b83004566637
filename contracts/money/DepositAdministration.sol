// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IDepositAccounts} from "../interfaces/IDepositToken.sol";
import {IPermissionedToken} from "../interfaces/IPermissionedToken.sol";
import {HolderAccount} from "../libraries/HolderAccounts.sol";
import {TokenRoles} from "../libraries/TokenRoles.sol";
import {Delegating} from "../token/Delegating.sol";
import {DepositTerms} from "./DepositTerms.sol";
import {MoneyAdministration} from "./MoneyAdministration.sol";
import {MoneyConfiguration} from "./MoneyTerms.sol";

/// The rarely called part of one deposit token, and the accounts of its customers.
contract DepositAdministration is IDepositAccounts, MoneyAdministration, DepositTerms {
    uint256 private constant MAX_BATCH = 200; // as the token's

    constructor(MoneyConfiguration memory configuration, address payments, address enforcement)
        DepositTerms(configuration, payments)
        MoneyAdministration(configuration)
        Delegating(enforcement)
        EIP712("Tenor Deposit", "1")
    {}

    /// @inheritdoc IDepositAccounts
    function openAccounts(address[] calldata wallets) external only(TokenRoles.BANK) {
        require(wallets.length <= MAX_BATCH, IPermissionedToken.BatchRefused(wallets.length, wallets.length));
        for (uint256 i = 0; i < wallets.length; ++i) {
            HolderAccount account = _holdings[wallets[i]].account;
            require(!account.customer(), AccountState(wallets[i], true));
            _holdings[wallets[i]].account = account.withCustomer(true);
            emit AccountOpened(wallets[i]);
        }
    }

    /// @inheritdoc IDepositAccounts
    function closeAccount(address wallet) external only(TokenRoles.BANK) {
        HolderAccount account = _holdings[wallet].account;
        require(account.customer(), AccountState(wallet, false));
        require(account.balance() == 0, AccountNotEmpty(wallet, account.balance()));
        _closing(wallet);
        _holdings[wallet].account = account.withCustomer(false);
        emit AccountClosed(wallet);
    }

    /// @inheritdoc IDepositAccounts
    function hasAccount(address wallet) external view returns (bool) {
        return _holdings[wallet].account.customer();
    }

    /// @inheritdoc IDepositAccounts
    function paymentSystem() external view returns (address) {
        return _paymentSystem;
    }

    /// Called before an account that holds nothing is closed.
    function _closing(address wallet) internal virtual {}

    function BANK_ROLE() external pure returns (bytes32) {
        return TokenRoles.BANK;
    }
}
