// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMoneyToken} from "./IMoneyToken.sol";

/// Deposits at one bank in one currency as a token: a claim of the bank's customers on that bank only.
///
/// The bank mints against a booked deposit and burns for a withdrawal, as IMoneyToken has it; only wallets that it has
/// opened an account for receive the token. What leaves for another bank and comes from one passes through the payment
/// system named at deployment, by `debit` and `credit`, and that system tells of the payment in the same transaction: the
/// sum of what was booked, withdrawn, debited and credited is the bank's liability, and the supply.
///
/// Central-bank money is the same: deposits at the central bank, whose customers are banks.
interface IDepositToken is IMoneyToken {
    /// Thrown when anybody but the payment system debits or credits.
    error NotPaymentSystem(address caller);

    /// Takes a payment off a customer's account. Only the payment system, which has seen to the customer's consent.
    /// @param amount [minor]
    function debit(address account, uint256 amount) external;

    /// Takes a payment that was held off the account it is locked on, also of one frozen since and in a pause: the
    /// settlement outside that it waited for is final. Only the payment system.
    /// @param lockId of the payment system's lock
    function debitLocked(bytes32 lockId) external;

    /// Gives a payment to a customer's account. Only the payment system.
    /// @param amount [minor]
    function credit(address account, uint256 amount) external;
}

/// What a deposit token answers through its administration contract.
interface IDepositAccounts {
    event AccountOpened(address indexed wallet);
    event AccountClosed(address indexed wallet);

    /// Thrown when an account is open already, or is not.
    error AccountState(address wallet, bool open);
    /// Thrown when an account that still holds money is to be closed.
    error AccountNotEmpty(address wallet, uint256 balance);

    /// Opens accounts for customers. Only the bank.
    function openAccounts(address[] calldata wallets) external;

    /// Closes an account that holds nothing. Only the bank.
    function closeAccount(address wallet) external;

    /// Whether the bank has opened an account for a wallet.
    function hasAccount(address wallet) external view returns (bool);

    /// The contract through which money comes from other banks and goes to them.
    function paymentSystem() external view returns (address);
}
