// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IClaimTopicsRegistry} from "./IClaimTopicsRegistry.sol";
import {IIdentity} from "./IIdentity.sol";
import {IIdentityRegistryStorage} from "./IIdentityRegistryStorage.sol";
import {ITrustedIssuersRegistry} from "./ITrustedIssuersRegistry.sol";

/// The identity registry as ERC-3643 has it.
interface IERC3643IdentityRegistry {
    event ClaimTopicsRegistrySet(address indexed claimTopicsRegistry);
    event IdentityStorageSet(address indexed identityStorage);
    event TrustedIssuersRegistrySet(address indexed trustedIssuersRegistry);
    event IdentityRegistered(address indexed investorAddress, IIdentity indexed identity);
    event IdentityRemoved(address indexed investorAddress, IIdentity indexed identity);
    event IdentityUpdated(IIdentity indexed oldIdentity, IIdentity indexed newIdentity);
    event CountryUpdated(address indexed investorAddress, uint16 indexed country);

    /// Where identities are stored: this registry.
    function identityStorage() external view returns (IIdentityRegistryStorage);

    /// Where trusted issuers are kept: this registry.
    function issuersRegistry() external view returns (ITrustedIssuersRegistry);

    /// Where required topics are kept: this registry.
    function topicsRegistry() external view returns (IClaimTopicsRegistry);

    /// Accepts this registry only. Only the owner.
    function setIdentityRegistryStorage(address identityRegistryStorage) external;

    /// Accepts this registry only. Only the owner.
    function setClaimTopicsRegistry(address claimTopicsRegistry) external;

    /// Accepts this registry only. Only the owner.
    function setTrustedIssuersRegistry(address trustedIssuersRegistry) external;

    /// Puts a wallet on the register with its identity: an identity contract, whose claims are verified now, or the
    /// codeless identity of the wallet, for which a caller who is a trusted issuer itself vouches. Only a registrar.
    function registerIdentity(address userAddress, IIdentity identity, uint16 country) external;

    /// Takes a wallet off the register. Only a registrar.
    function deleteIdentity(address userAddress) external;

    /// Changes a country, where no signed claim states it. Only a registrar.
    function updateCountry(address userAddress, uint16 country) external;

    /// Gives a wallet another identity contract and verifies its claims now. Only a registrar.
    function updateIdentity(address userAddress, IIdentity identity) external;

    /// `registerIdentity` for several wallets.
    function batchRegisterIdentity(
        address[] calldata userAddresses,
        IIdentity[] calldata identities,
        uint16[] calldata countries
    ) external;

    /// Whether the wallet is on the register, verified or not.
    function contains(address userAddress) external view returns (bool);

    /// Whether the wallet may receive now: on the register, with every required topic proved by a trusted issuer.
    function isVerified(address userAddress) external view returns (bool);

    /// The wallet's identity contract, or its codeless identity; zero for a wallet not on the register.
    function identity(address userAddress) external view returns (IIdentity);

    /// ISO 3166-1 numeric country, 0 for a wallet not on the register.
    function investorCountry(address userAddress) external view returns (uint16);
}
