// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";

/// Purpose, rules and errors: IIdentityRegistry.
contract IdentityRegistry is IIdentityRegistry, AccessControl, EIP712 {
    bytes32 public constant REGISTRAR_ROLE = keccak256("REGISTRAR_ROLE");

    bytes32 private constant CLAIM_TYPEHASH = keccak256(
        "IdentityClaim(address wallet,bytes8 investor,uint16 country,uint40 issuedAt,uint40 validUntil,bool moneyOnly)"
    );
    uint256 private constant MAX_BATCH = 250;

    mapping(address wallet => Identity) private _identities;
    mapping(address provider => uint256 indexPlusOne) private _providers;
    uint8 private _providerCount;
    uint240 private _trusted; // bit i: provider i is trusted; packed with the count, so that both cost one read

    /// @param administrator trusts and removes providers, appoints registrars
    /// @param registrar brings claims and revokes
    constructor(address administrator, address registrar) EIP712("Tenor Identity Registry", "1") {
        _grantRole(DEFAULT_ADMIN_ROLE, administrator);
        _grantRole(REGISTRAR_ROLE, registrar);
    }

    /// @inheritdoc IIdentityRegistry
    function register(IdentityClaim[] calldata claims, address provider, bytes[] calldata signatures)
        external
        onlyRole(REGISTRAR_ROLE)
    {
        uint256 count = claims.length;
        require(count == signatures.length && count <= MAX_BATCH, BatchRefused(count, signatures.length));
        for (uint256 i = 0; i < count; ++i) {
            _register(claims[i], provider, signatures[i]);
        }
    }

    /// @inheritdoc IIdentityRegistry
    function revoke(address wallet, bytes32 reason) external onlyRole(REGISTRAR_ROLE) {
        Identity storage identity = _identities[wallet];
        require(identity.validUntil != 0, NothingToRevoke(wallet));
        identity.validUntil = 0;
        identity.issuedAt = uint40(block.timestamp);
        emit IdentityRevoked(wallet, msg.sender, reason);
    }

    /// @inheritdoc IIdentityRegistry
    function trustProvider(address provider) external onlyRole(DEFAULT_ADMIN_ROLE) {
        uint8 index = _providerCount;
        require(provider != address(0) && _providers[provider] == 0 && index < 240, ProviderUnavailable(provider));
        _providers[provider] = uint256(index) + 1;
        _providerCount = index + 1;
        _trusted |= uint240(1) << index;
        emit ProviderTrusted(provider, index, msg.sender);
    }

    /// @inheritdoc IIdentityRegistry
    function removeProvider(address provider) external onlyRole(DEFAULT_ADMIN_ROLE) {
        require(isTrustedProvider(provider), ProviderUnavailable(provider));
        uint8 index = uint8(_providers[provider] - 1);
        _trusted &= ~(uint240(1) << index);
        emit ProviderRemoved(provider, index, msg.sender);
    }

    /// @inheritdoc IIdentityRegistry
    function isVerified(address wallet) external view returns (bool) {
        return _inForce(_identities[wallet]);
    }

    /// @inheritdoc IIdentityRegistry
    function mayHoldSecurities(address wallet) external view returns (bool) {
        Identity memory identity = _identities[wallet];
        return !identity.moneyOnly && _inForce(identity);
    }

    /// @inheritdoc IIdentityRegistry
    function investorCountry(address wallet) external view returns (uint16) {
        return _identities[wallet].country;
    }

    /// @inheritdoc IIdentityRegistry
    function identityOf(address wallet) external view returns (Identity memory) {
        return _identities[wallet];
    }

    /// @inheritdoc IIdentityRegistry
    function isTrustedProvider(address provider) public view returns (bool) {
        uint256 indexPlusOne = _providers[provider];
        return indexPlusOne != 0 && _isTrusted(indexPlusOne - 1);
    }

    /// @inheritdoc IIdentityRegistry
    function claimDigest(IdentityClaim calldata claim) public view returns (bytes32) {
        // Every member is one static word, so the calldata is the encoding that EIP-712 asks for.
        return _hashTypedDataV4(keccak256(abi.encode(CLAIM_TYPEHASH, claim)));
    }

    function _register(IdentityClaim calldata claim, address provider, bytes calldata signature) private {
        Identity storage identity = _identities[claim.wallet];
        require(claim.wallet != address(0) && claim.investor != 0 && claim.country != 0, IncompleteClaim(claim.wallet));
        require(
            claim.issuedAt <= block.timestamp && block.timestamp <= claim.validUntil,
            ClaimNotInForce(claim.wallet, claim.issuedAt, claim.validUntil)
        );
        require(claim.issuedAt > identity.issuedAt, ClaimSuperseded(claim.wallet, claim.issuedAt, identity.issuedAt));
        require(
            isTrustedProvider(provider)
                && SignatureChecker.isValidSignatureNow(provider, claimDigest(claim), signature),
            UntrustedClaim(claim.wallet, provider)
        );
        _identities[claim.wallet] = Identity({
            investor: claim.investor,
            issuedAt: claim.issuedAt,
            validUntil: claim.validUntil,
            country: claim.country,
            provider: uint8(_providers[provider] - 1),
            moneyOnly: claim.moneyOnly
        });
        emit IdentityRegistered(claim.wallet, claim.investor, claim.country, claim.validUntil, provider);
    }

    function _inForce(Identity memory identity) private view returns (bool) {
        return block.timestamp <= identity.validUntil && _isTrusted(identity.provider);
    }

    function _isTrusted(uint256 index) private view returns (bool) {
        return (_trusted >> index) & 1 == 1;
    }
}
