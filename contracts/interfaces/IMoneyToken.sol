// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPermissionedToken} from "./IPermissionedToken.sol";

/// The first holder of each role of a money token.
/// @param issuer owns the token and owes its holders: the central bank, or a commercial bank
struct MoneyRoles {
    address issuer;
    address registrar;
    address complianceOfficer;
    address custodian;
    address pauser;
}

/// Tokenised money: a claim on its issuer, one token minor unit for one of the currency.
///
/// The issuer mints against fiat received, or a deposit booked, and pays out what holders burn, so the supply is at all
/// times what was received less what was paid out.
interface IMoneyToken is IPermissionedToken {
    event Minted(address indexed to, uint256 amount, bytes32 indexed fiatReference);
    event Redeemed(address indexed holder, uint256 amount, bytes32 indexed fiatReference);

    /// Thrown when a fiat reference has been used before: no receipt is minted twice, no claim is paid twice.
    error FiatReferenceUsed(bytes32 fiatReference);
    /// Thrown when nothing is to be minted or redeemed.
    error ZeroAmount();

    /// Mints against fiat received or a deposit booked. Only the issuer.
    /// @param amount [minor]
    /// @param fiatReference hash of the receipt's business key; accepted once
    function mint(address to, uint256 amount, bytes32 fiatReference) external;

    /// Transfers to many, passing over whoever may not receive and amounts of nothing: for who pays what is due and must
    /// not be held up by one receiver. Reverts where nothing can move at all.
    /// @param amounts [minor]
    /// @return refused bit i: receiver i got nothing of its amount; at most 200 receivers, as of every batch
    function payEach(address[] calldata receivers, uint256[] calldata amounts) external returns (uint256 refused);

    /// Burns the caller's tokens for fiat of the same amount.
    /// @param amount [minor]
    /// @param fiatReference hash of the pay-out's business key; accepted once per holder
    function redeem(uint256 amount, bytes32 fiatReference) external;
}
