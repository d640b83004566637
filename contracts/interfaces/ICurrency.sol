// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// What a money token says of its currency.
interface ICurrency {
    /// ISO 4217 code of the currency.
    function currency() external view returns (bytes3);
}
