// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// A token whose settlement venue can move what many holders give and take in all.
interface INetSettlement {
    /// Thrown when what is given is not what is taken, a list is not as long as the other, or the caller is not the venue.
    error NetRefused(address caller);

    /// Moves each holder's net. Only the settlement venue, and only from holders who let it settle. The rules are those of
    /// transfers: who takes must be eligible, and holdings are looked at as they are when all is done. Transfers are told
    /// in pairs of who gives and who takes, in the order of the list. Under rules that keep count of what anybody holds or
    /// sends, each such pair is a transfer of its own.
    /// @param holders each once
    /// @param nets what each takes, negative for what it gives; in all nothing [units] or [minor]
    /// @param takers bit i: holder i takes, if less than it gives, and must be eligible for it
    function settleNet(address[] calldata holders, int256[] calldata nets, uint256 takers) external;
}
