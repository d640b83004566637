// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// Who may hold: one word per wallet, shared by every bond and money token of a chain.
///
/// A claim is checked once, when it is brought; a transfer only reads the verdict. An identity provider vouches for a
/// wallet by an EIP-712 signature bound to this registry and chain; the registrar brings it. Neither can act alone:
/// the registrar cannot admit whom no provider vouched for, and a provider cannot write the register.
///
/// No personal data stands here: an investor is a salted reference.
interface IIdentityRegistry {
    /// What an identity provider signs.
    /// @param wallet the address that may hold
    /// @param investor salted reference of the investor, the same for all wallets of one investor
    /// @param country ISO 3166-1 numeric code, not zero
    /// @param issuedAt when the provider vouched; a later claim replaces an earlier one, never the reverse [s]
    /// @param validUntil last second of validity [s]
    /// @param moneyOnly the wallet may hold money but no securities: a contract that only pays out, such as a bond
    struct IdentityClaim {
        address wallet;
        bytes8 investor;
        uint16 country;
        uint40 issuedAt;
        uint40 validUntil;
        bool moneyOnly;
    }

    /// The verdict on one wallet, as stored.
    /// @param provider index of the identity provider relied on
    struct Identity {
        bytes8 investor;
        uint40 issuedAt;
        uint40 validUntil;
        uint16 country;
        uint8 provider;
        bool moneyOnly;
    }

    event IdentityRegistered(
        address indexed wallet, bytes8 indexed investor, uint16 country, uint40 validUntil, address indexed provider
    );
    event IdentityRevoked(address indexed wallet, address indexed actor, bytes32 reason);
    event ProviderTrusted(address indexed provider, uint8 index, address indexed actor);
    event ProviderRemoved(address indexed provider, uint8 index, address indexed actor);

    /// Thrown when the claim is not signed by the provider named, or the provider is not trusted (any more).
    error UntrustedClaim(address wallet, address provider);
    /// Thrown when the claim has expired, or says that it was issued in the future.
    error ClaimNotInForce(address wallet, uint40 issuedAt, uint40 validUntil);
    /// Thrown when a claim as recent, or a revocation, is on record already.
    error ClaimSuperseded(address wallet, uint40 issuedAt, uint40 recorded);
    /// Thrown when wallet, investor or country is zero.
    error IncompleteClaim(address wallet);
    /// Thrown when the wallet has no identity in force to revoke.
    error NothingToRevoke(address wallet);
    /// Thrown when a provider is zero, trusted already, not trusted, or one more than the registry can hold.
    error ProviderUnavailable(address provider);
    /// Thrown when claims and signatures differ in number, or there are more than one transaction may carry.
    error BatchRefused(uint256 claims, uint256 signatures);

    /// Registers wallets on signed claims of one provider. Only the registrar. One bad claim refuses the batch.
    function register(IdentityClaim[] calldata claims, address provider, bytes[] calldata signatures) external;

    /// Ends a wallet's verification at once; only a claim issued later revives it. Only the registrar.
    /// @param reason hash of the document that states why
    function revoke(address wallet, bytes32 reason) external;

    /// Starts to rely on an identity provider. Only the registry's administrator.
    /// Warning: the administrator appoints registrars too; whoever it trusts and appoints can together admit a wallet.
    function trustProvider(address provider) external;

    /// Stops relying on an identity provider: every wallet it vouched for lapses with this one write.
    /// Only the registry's administrator. Warning: a provider once removed needs a new address to return.
    function removeProvider(address provider) external;

    /// Whether the wallet may receive now (ERC-3643).
    function isVerified(address wallet) external view returns (bool);

    /// Whether the wallet is verified now, and not for money only.
    function mayHoldSecurities(address wallet) external view returns (bool);

    /// ISO 3166-1 numeric country of the wallet's investor, 0 where unknown (ERC-3643).
    function investorCountry(address wallet) external view returns (uint16);

    /// The stored verdict; all zero for a wallet never registered.
    function identityOf(address wallet) external view returns (Identity memory);

    /// Whether claims of this provider count now.
    function isTrustedProvider(address provider) external view returns (bool);

    /// The digest that a provider signs for a claim (EIP-712).
    function claimDigest(IdentityClaim calldata claim) external view returns (bytes32);
}
