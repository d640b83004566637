// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";
import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";
import {IAgentRole} from "../interfaces/erc3643/IAgentRole.sol";
import {IClaimTopicsRegistry} from "../interfaces/erc3643/IClaimTopicsRegistry.sol";
import {IERC3643IdentityRegistry} from "../interfaces/erc3643/IERC3643IdentityRegistry.sol";
import {IERC173} from "../interfaces/erc3643/IERC173.sol";
import {IIdentity} from "../interfaces/erc3643/IIdentity.sol";
import {IIdentityRegistryStorage} from "../interfaces/erc3643/IIdentityRegistryStorage.sol";
import {ITrustedIssuersRegistry} from "../interfaces/erc3643/ITrustedIssuersRegistry.sol";
import {IdentityPolicy, IdentityWord, IdentityWords} from "../libraries/IdentityWords.sol";
import {Lists} from "../libraries/Lists.sol";
import {IdentityContracts} from "./IdentityContracts.sol";

/// Purpose, rules and errors: IIdentityRegistry.
contract IdentityRegistry is IdentityContracts {
    using EnumerableSet for EnumerableSet.AddressSet;
    using Lists for address[];

    uint256 private constant LIVE = 1 << 240; // of what is wanted of a clearance

    /// The leading 12 bytes of every codeless identity; no contract can be brought to such an address.
    bytes12 private immutable _codelessPrefix;
    EnumerableSet.AddressSet private _bound;

    /// @param owner_ trusts issuers, requires topics, appoints registrars
    /// @param registrar brings claims and revokes
    constructor(address owner_, address registrar) EIP712("Tenor Identity Registry", "2") {
        _setOwner(owner_);
        _grantRole(REGISTRAR_ROLE, registrar);
        _codelessPrefix = bytes12(keccak256(abi.encode("Tenor codeless identity", address(this))));
        emit IdentityStorageSet(address(this));
        emit ClaimTopicsRegistrySet(address(this));
        emit TrustedIssuersRegistrySet(address(this));
    }

    /// @inheritdoc IERC3643IdentityRegistry
    function registerIdentity(address userAddress, IIdentity identity_, uint16 country)
        external
        onlyRole(REGISTRAR_ROLE)
    {
        _register(userAddress, identity_, country, _vouched());
    }

    /// @inheritdoc IERC3643IdentityRegistry
    function batchRegisterIdentity(
        address[] calldata userAddresses,
        IIdentity[] calldata identities,
        uint16[] calldata countries
    ) external onlyRole(REGISTRAR_ROLE) {
        uint256 count = userAddresses.length;
        if (count != identities.length || count > MAX_BATCH) revert BatchRefused(count, identities.length);
        if (count != countries.length) revert BatchRefused(count, countries.length);
        IdentityWord vouched = _vouched();
        for (uint256 i = 0; i < count; ++i) {
            _register(userAddresses[i], identities[i], countries[i], vouched);
        }
    }

    /// @inheritdoc IERC3643IdentityRegistry
    function deleteIdentity(address userAddress) external onlyRole(REGISTRAR_ROLE) {
        _remove(userAddress);
    }

    /// @inheritdoc IERC3643IdentityRegistry
    function updateCountry(address userAddress, uint16 country) external onlyRole(REGISTRAR_ROLE) {
        _setCountry(userAddress, country);
    }

    /// @inheritdoc IERC3643IdentityRegistry
    function updateIdentity(address userAddress, IIdentity identity_) external onlyRole(REGISTRAR_ROLE) {
        _setIdentity(userAddress, identity_);
    }

    /// @inheritdoc IIdentityRegistry
    function updateInvestorClass(address wallet, uint8 investorClass) external onlyRole(REGISTRAR_ROLE) {
        _checkClass(wallet, investorClass);
        _store(wallet, _unclaimed(wallet).withInvestorClass(investorClass));
    }

    /// @inheritdoc IIdentityRegistryStorage
    function addIdentityToStorage(address userAddress, IIdentity identity_, uint16 country)
        external
        onlyRole(REGISTRAR_ROLE)
    {
        _register(userAddress, identity_, country, _vouched());
        emit IdentityStored(userAddress, identity(userAddress));
    }

    /// @inheritdoc IIdentityRegistryStorage
    function removeIdentityFromStorage(address userAddress) external onlyRole(REGISTRAR_ROLE) {
        emit IdentityUnstored(userAddress, identity(userAddress));
        _remove(userAddress);
    }

    /// @inheritdoc IIdentityRegistryStorage
    function modifyStoredInvestorCountry(address userAddress, uint16 country) external onlyRole(REGISTRAR_ROLE) {
        _setCountry(userAddress, country);
        emit CountryModified(userAddress, country);
    }

    /// @inheritdoc IIdentityRegistryStorage
    function modifyStoredIdentity(address userAddress, IIdentity identity_) external onlyRole(REGISTRAR_ROLE) {
        emit IdentityModified(identity(userAddress), identity_);
        _setIdentity(userAddress, identity_);
    }

    /// @inheritdoc IIdentityRegistryStorage
    function bindIdentityRegistry(address identityRegistry) external onlyRole(DEFAULT_ADMIN_ROLE) {
        require(identityRegistry != address(this) && _bound.add(identityRegistry), RegistryIsItsOwn(identityRegistry));
        _grantRole(REGISTRAR_ROLE, identityRegistry);
        emit IdentityRegistryBound(identityRegistry);
    }

    /// @inheritdoc IIdentityRegistryStorage
    function unbindIdentityRegistry(address identityRegistry) external onlyRole(DEFAULT_ADMIN_ROLE) {
        require(_bound.remove(identityRegistry), RegistryIsItsOwn(identityRegistry));
        _revokeRole(REGISTRAR_ROLE, identityRegistry);
        emit IdentityRegistryUnbound(identityRegistry);
    }

    /// @inheritdoc IERC3643IdentityRegistry
    function setIdentityRegistryStorage(address identityRegistryStorage) external onlyRole(DEFAULT_ADMIN_ROLE) {
        _checkOwn(identityRegistryStorage);
        emit IdentityStorageSet(identityRegistryStorage);
    }

    /// @inheritdoc IERC3643IdentityRegistry
    function setClaimTopicsRegistry(address claimTopicsRegistry) external onlyRole(DEFAULT_ADMIN_ROLE) {
        _checkOwn(claimTopicsRegistry);
        emit ClaimTopicsRegistrySet(claimTopicsRegistry);
    }

    /// @inheritdoc IERC3643IdentityRegistry
    function setTrustedIssuersRegistry(address trustedIssuersRegistry) external onlyRole(DEFAULT_ADMIN_ROLE) {
        _checkOwn(trustedIssuersRegistry);
        emit TrustedIssuersRegistrySet(trustedIssuersRegistry);
    }

    /// @inheritdoc IIdentityRegistry
    function clearance(address wallet, uint256 wanted) external view returns (uint256) {
        return _clearance(wallet, wanted, _policy);
    }

    /// @inheritdoc IIdentityRegistry
    function clearances(address[] calldata wallets, uint256 wanted) external view returns (uint256[] memory) {
        IdentityPolicy policy = _policy;
        // The word of the last wallet that passed by it; first one that is nobody's, as no issuer has index 31.
        IdentityWord passed = IdentityWord.wrap(type(uint256).max);
        uint256 count = wallets.length;
        uint256[] memory answer = new uint256[](count + 1);
        assembly ("memory-safe") {
            mstore(answer, 0x20) // as the ABI has it: where the list begins,
            mstore(add(answer, 0x20), count) // its length, and its words behind
        }
        for (uint256 i = 0; i < count; ++i) {
            address wallet = wallets.itemAt(i);
            IdentityWord word = _words[wallet];
            uint256 found = IdentityWord.unwrap(word);
            if (!word.isProvedAs(passed) || word.isPast()) {
                if (!_passes(wallet, word, wanted, policy)) found = 0;
                else if (!word.hasContract()) passed = word;
            }
            assembly ("memory-safe") {
                mstore(add(add(answer, 0x40), shl(5, i)), found)
            }
        }
        assembly ("memory-safe") {
            return(answer, add(0x40, shl(5, count)))
        }
    }

    /// @inheritdoc IERC3643IdentityRegistry
    function isVerified(address userAddress) external view returns (bool) {
        return _clearance(userAddress, 0, _policy) != 0;
    }

    /// @inheritdoc IERC3643IdentityRegistry
    function contains(address userAddress) external view returns (bool) {
        return _words[userAddress].onRegister();
    }

    /// @inheritdoc IERC3643IdentityRegistry
    function investorCountry(address userAddress) public view returns (uint16) {
        return uint16(_words[userAddress].country());
    }

    /// @inheritdoc IIdentityRegistryStorage
    function storedInvestorCountry(address userAddress) external view returns (uint16) {
        return investorCountry(userAddress);
    }

    /// @inheritdoc IIdentityRegistryStorage
    function storedIdentity(address userAddress) external view returns (IIdentity) {
        return identity(userAddress);
    }

    /// @inheritdoc IIdentityRegistryStorage
    function linkedIdentityRegistries() external view returns (address[] memory linked) {
        uint256 count = _bound.length();
        linked = new address[](count + 1);
        linked[0] = address(this);
        for (uint256 i = 0; i < count; ++i) {
            linked[i + 1] = _bound.at(i);
        }
    }

    /// @inheritdoc IERC3643IdentityRegistry
    function identityStorage() external view returns (IIdentityRegistryStorage) {
        return this;
    }

    /// @inheritdoc IERC3643IdentityRegistry
    function issuersRegistry() external view returns (ITrustedIssuersRegistry) {
        return this;
    }

    /// @inheritdoc IERC3643IdentityRegistry
    function topicsRegistry() external view returns (IClaimTopicsRegistry) {
        return this;
    }

    /// @inheritdoc IIdentityRegistry
    function identityOf(address wallet) external view returns (Identity memory) {
        IdentityWord word = _words[wallet];
        return Identity({
            investor: word.investor(),
            issuedAt: uint40(word.issuedAt()),
            validUntil: uint40(word.validUntil()),
            country: uint16(word.country()),
            investorClass: uint8(word.investorClass()),
            topics: uint8(word.topics()),
            onRegister: word.onRegister(),
            several: word.several(),
            hasContract: word.hasContract()
        });
    }

    /// @inheritdoc IIdentityRegistry
    function wordOf(address wallet) external view returns (uint256) {
        return IdentityWord.unwrap(_words[wallet]);
    }

    /// @inheritdoc IIdentityRegistry
    function wordsOf(address[] calldata wallets) external view returns (uint256[] memory words) {
        words = new uint256[](wallets.length);
        for (uint256 i = 0; i < wallets.length; ++i) {
            words[i] = IdentityWord.unwrap(_words[wallets[i]]);
        }
    }

    /// @inheritdoc IIdentityRegistry
    function walletsOf(address wallet) external view returns (address[] memory) {
        return _walletsOf(wallet);
    }

    /// @inheritdoc IIdentityRegistry
    function codelessIdentity(address firstWallet) external view returns (IIdentity) {
        return _codeless(_investorOf(firstWallet));
    }

    /// @inheritdoc IERC3643IdentityRegistry
    function identity(address userAddress) public view returns (IIdentity) {
        IdentityWord word = _words[userAddress];
        if (!word.onRegister()) return IIdentity(address(0));
        return word.hasContract() ? _contracts[userAddress] : _codeless(word.investor());
    }

    function _supports(bytes4 interfaceId) internal pure override returns (bool) {
        return interfaceId == type(IIdentityRegistry).interfaceId
            || interfaceId == type(IERC3643IdentityRegistry).interfaceId || interfaceId == type(IERC173).interfaceId
            || interfaceId == type(IAgentRole).interfaceId || interfaceId == type(IIdentityRegistryStorage).interfaceId
            || interfaceId == type(ITrustedIssuersRegistry).interfaceId
            || interfaceId == type(IClaimTopicsRegistry).interfaceId;
    }

    function _clearance(address wallet, uint256 wanted, IdentityPolicy policy) private view returns (uint256) {
        IdentityWord word = _words[wallet];
        return _passes(wallet, word, wanted, policy) ? IdentityWord.unwrap(word) : 0;
    }

    function _passes(address wallet, IdentityWord word, uint256 wanted, IdentityPolicy policy)
        private
        view
        returns (bool)
    {
        bool live = wanted & LIVE != 0 && word.hasContract();
        return live ? _provesNow(wallet, word, wanted & 0xff) : word.isInForce(policy, wanted);
    }

    /// Writes the word of a wallet that comes onto the register.
    /// @param vouched the word of a wallet that the caller vouches for itself
    function _register(address wallet, IIdentity identity_, uint16 country, IdentityWord vouched) private {
        IdentityWord old = _words[wallet];
        if (wallet == address(0)) revert InvalidClaim(wallet);
        if (old.onRegister()) revert AlreadyOnRegister(wallet);
        _checkCountry(wallet, country);
        IdentityWord word = vouched.withOwnerOf(old).withCountry(country);
        if (_isCodeless(identity_)) {
            if (old.investor() == 0) word = word.withInvestor(_investorOf(wallet));
            IIdentity own = _codeless(word.investor());
            require(
                address(identity_) == address(0) || address(identity_) == address(own), WrongIdentity(wallet, identity_)
            );
            identity_ = own;
        } else {
            word = _proven(wallet, _linked(wallet, word, identity_));
        }
        _words[wallet] = word;
        emit IdentityRegistered(wallet, identity_);
    }

    /// The word of any wallet that the caller vouches for: the topics that it is relied on for itself.
    function _vouched() private view returns (IdentityWord) {
        (uint256 index, uint256 topics) = _reliedOn(msg.sender);
        return IdentityWords.ofRegistrar(block.timestamp, topics, index);
    }

    function _remove(address wallet) private {
        IdentityWord word = _words[wallet];
        require(word.onRegister(), NotOnRegister(wallet));
        emit IdentityRemoved(wallet, identity(wallet));
        _end(wallet, word.emptied());
    }

    function _setCountry(address wallet, uint16 country) private {
        _checkCountry(wallet, country);
        _store(wallet, _unclaimed(wallet).withCountry(country));
        emit CountryUpdated(wallet, country);
    }

    function _setIdentity(address wallet, IIdentity identity_) private {
        IdentityWord word = _words[wallet];
        require(word.onRegister(), NotOnRegister(wallet));
        require(!_isCodeless(identity_), WrongIdentity(wallet, identity_));
        emit IdentityUpdated(identity(wallet), identity_);
        word = word.withClaimed(false).withIssuedAt(block.timestamp);
        _store(wallet, _proven(wallet, _linked(wallet, word, identity_)));
    }

    /// The word of a wallet whose facts the registrar states.
    function _unclaimed(address wallet) private view returns (IdentityWord word) {
        word = _words[wallet];
        require(word.onRegister(), NotOnRegister(wallet));
        require(!word.claimed(), CountryIsClaimed(wallet));
    }

    function _codeless(bytes8 investor) internal view override returns (IIdentity) {
        return IIdentity(address(bytes20(bytes32(_codelessPrefix) | (bytes32(investor) >> 96))));
    }

    function _isCodeless(IIdentity identity_) private view returns (bool) {
        return address(identity_) == address(0) || bytes12(bytes20(address(identity_))) == _codelessPrefix;
    }

    function _checkOwn(address other) private view {
        require(other == address(this), RegistryIsItsOwn(other));
    }

    /// @dev Who registers wallets.
    function _agentRoles() internal pure override returns (bytes32[] memory bundle) {
        bundle = new bytes32[](1);
        bundle[0] = REGISTRAR_ROLE;
    }
}
