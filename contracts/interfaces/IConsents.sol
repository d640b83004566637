// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// What is refused for want of somebody's consent, or because the consent is used up or not of this time.
interface IConsents {
    /// Thrown before or after the time in which something may happen. [s]
    error OutsideSettlementWindow(uint40 settleFrom, uint40 settleBy, uint256 time);
    /// Thrown when a party has not consented to exactly this.
    error NotSigned(address party);
    /// Thrown when a deadline is not over yet. [s]
    error NotExpired(uint40 deadline, uint256 time);
    /// Thrown when a party's nonce is spent: what was under it has happened, is bound to, or was taken back.
    error NonceSpent(address party, uint256 nonce);
}
