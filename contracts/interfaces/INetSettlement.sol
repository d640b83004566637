// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// A token whose settlement venue can move what many holders give and take in all.
interface INetSettlement {
    /// Thrown when what is given is not what is taken, a list is not as long as the other or too long, the caller is not the
    /// venue, or who gives does not let it settle.
    /// @param who the caller, or who gives
    error NetRefused(address who);

    /// Moves each holder's net. Only the settlement venue, and only from holders who let it settle. The rules are those of
    /// transfers: who takes must be eligible, and holdings are looked at as they are when all is done. Transfers are told
    /// in pairs of who gives and who takes, in the order of the list. Under rules that keep count of what anybody holds or
    /// sends, or look elsewhere, each such pair is a transfer of its own, and who takes as much as it gives transfers
    /// nothing to itself, so that they are asked. An investor who would hold more than may takes nothing on any wallet.
    /// @param nets what each takes, negative for what it gives; in all nothing [units] or [minor]
    /// @param takers bit i: holder i takes, if less than it gives, and must be eligible for it
    function settleNet(address[] calldata holders, int256[] calldata nets, uint256 takers) external;
}
