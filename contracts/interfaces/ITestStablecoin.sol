// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// A stand-in for a stablecoin on test networks: a plain ERC-20 of six decimals with ERC-2612 permits, which is worth
/// nothing and says so in its name. Anybody takes so much of it a day.
///
/// It pays trades that settle at once. What asks more of a token than ERC-20 does, locks and settlement by nets, is
/// refused by name.
interface ITestStablecoin {
    /// Thrown when nothing is asked for, or more than a wallet may still take today.
    error FaucetExceeded(address wallet, uint256 amount, uint256 left);
    /// Thrown when a function is called that this token does not have.
    error NotSupported(bytes4 selector);

    /// Gives the caller new coins.
    /// @param amount [minor]
    function faucet(uint128 amount) external;

    /// What a wallet may still take on this day of UTC [minor].
    function faucetLeft(address wallet) external view returns (uint128);

    /// What a wallet may take on a day of UTC [minor].
    function dailyAmount() external view returns (uint128);
}
