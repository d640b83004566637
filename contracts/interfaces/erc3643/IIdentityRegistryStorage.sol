// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IIdentity} from "./IIdentity.sol";

/// The list of wallets, their identities and countries (ERC-3643), which other identity registries may share.
interface IIdentityRegistryStorage {
    event IdentityStored(address indexed investorAddress, IIdentity indexed identity);
    event IdentityUnstored(address indexed investorAddress, IIdentity indexed identity);
    event IdentityModified(IIdentity indexed oldIdentity, IIdentity indexed newIdentity);
    event CountryModified(address indexed investorAddress, uint16 indexed country);
    event IdentityRegistryBound(address indexed identityRegistry);
    event IdentityRegistryUnbound(address indexed identityRegistry);

    /// As `identity`.
    function storedIdentity(address userAddress) external view returns (IIdentity);

    /// As `investorCountry`.
    function storedInvestorCountry(address userAddress) external view returns (uint16);

    /// As `registerIdentity`.
    function addIdentityToStorage(address userAddress, IIdentity identity, uint16 country) external;

    /// As `deleteIdentity`.
    function removeIdentityFromStorage(address userAddress) external;

    /// As `updateCountry`.
    function modifyStoredInvestorCountry(address userAddress, uint16 country) external;

    /// As `updateIdentity`.
    function modifyStoredIdentity(address userAddress, IIdentity identity) external;

    /// Makes another identity registry an agent of this storage. Only the owner.
    function bindIdentityRegistry(address identityRegistry) external;

    /// Ends it. Only the owner.
    function unbindIdentityRegistry(address identityRegistry) external;

    /// Registries that share this storage, itself first.
    function linkedIdentityRegistries() external view returns (address[] memory);
}
