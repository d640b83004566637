// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {IERC5267} from "@openzeppelin/contracts/interfaces/IERC5267.sol";
import {ERC165Checker} from "@openzeppelin/contracts/utils/introspection/ERC165Checker.sol";
import {Ownership} from "../access/Ownership.sol";
import {ShortString, ShortStrings} from "@openzeppelin/contracts/utils/ShortStrings.sol";
import {IEnforcement} from "../interfaces/IEnforcement.sol";
import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";
import {ITokenAdministration} from "../interfaces/ITokenAdministration.sol";
import {ITransferRules} from "../interfaces/ITransferRules.sol";
import {IAgentRole} from "../interfaces/erc3643/IAgentRole.sol";
import {ICompliance} from "../interfaces/erc3643/ICompliance.sol";
import {IERC173} from "../interfaces/erc3643/IERC173.sol";
import {IERC3643} from "../interfaces/erc3643/IERC3643.sol";
import {IERC3643IdentityRegistry} from "../interfaces/erc3643/IERC3643IdentityRegistry.sol";
import {HolderAccount} from "../libraries/HolderAccounts.sol";
import {TokenRoles} from "../libraries/TokenRoles.sol";
import {TokenWords} from "../libraries/TokenWords.sol";
import {Delegating} from "./Delegating.sol";
import {Documents} from "./Documents.sol";
import {LockViews} from "./LockViews.sol";
import {Permits} from "./Permits.sol";
import {RuleBook} from "./RuleBook.sol";

/// The rarely called part of a token, which delegates to it: names, registers, pause, rules, documents, permits.
/// @dev Deployed once for all tokens of a kind. By itself it has no owner, no role and no units: called directly it can
/// do nothing.
abstract contract TokenAdministration is Ownership, Documents, Permits, RuleBook, LockViews, Delegating {
    bytes4 private constant IERC7943_ID = 0x3edbb4c4;
    bytes4 private constant IERC1643_ID = ITokenAdministration.getDocument.selector
        ^ ITokenAdministration.setDocument.selector ^ ITokenAdministration.removeDocument.selector
        ^ ITokenAdministration.getAllDocuments.selector;

    string private constant VERSION = "1.0.0";

    /// As IERC3643.
    function setName(string calldata name_) external onlyRole(DEFAULT_ADMIN_ROLE) {
        _name = _short(name_);
        _tellInformation();
    }

    /// As IERC3643.
    function setSymbol(string calldata symbol_) external onlyRole(DEFAULT_ADMIN_ROLE) {
        _symbol = _short(symbol_);
        _tellInformation();
    }

    /// As IERC3643.
    function setOnchainID(address onchainID_) external onlyRole(DEFAULT_ADMIN_ROLE) {
        _onchainID = onchainID_;
        _tellInformation();
    }

    /// As IERC3643.
    function pause() external only(TokenRoles.PAUSER) {
        _setPaused(true);
        emit IERC3643.Paused(msg.sender);
    }

    /// As IERC3643.
    function unpause() external only(TokenRoles.PAUSER) {
        _setPaused(false);
        emit IERC3643.Unpaused(msg.sender);
    }

    /// As IERC3643.
    function setIdentityRegistry(address identityRegistry_) external onlyRole(DEFAULT_ADMIN_ROLE) {
        require(
            ERC165Checker.supportsInterface(identityRegistry_, type(IIdentityRegistry).interfaceId),
            WrongRegistry(identityRegistry_)
        );
        bool other = identityRegistry_ != address(_ownRegistry());
        _otherRegistry = IIdentityRegistry(other ? identityRegistry_ : address(0));
        _state = _state.withSwitch(TokenWords.OTHER_REGISTRY, other);
        emit IERC3643.IdentityRegistryAdded(identityRegistry_);
    }

    /// As IERC3643.
    function setCompliance(address compliance_) external onlyRole(DEFAULT_ADMIN_ROLE) {
        ICompliance old = _externalRules;
        bool on = compliance_ != address(0) && compliance_ != address(this);
        _externalRules = ICompliance(on ? compliance_ : address(0));
        _state = _state.withSwitch(TokenWords.EXTERNAL_RULES, on);
        emit IERC3643.ComplianceAdded(on ? compliance_ : address(this));
        // Rules that fail must not hold on to the token.
        if (address(old).code.length != 0) {
            _checkTellingGas();
            try old.unbindToken{gas: TELLING_GAS}(address(this)) {} catch {}
        }
        if (on) ICompliance(compliance_).bindToken(address(this));
    }

    /// As IERC3643.
    function identityRegistry() external view returns (IERC3643IdentityRegistry) {
        return _registry(_state);
    }

    /// As IERC3643.
    function compliance() external view returns (ICompliance) {
        return _state.has(TokenWords.EXTERNAL_RULES) ? _externalRules : ICompliance(address(this));
    }

    /// As IERC3643.
    function onchainID() external view returns (address) {
        return _onchainID;
    }

    /// As IERC3643.
    function version() external pure returns (string memory) {
        return VERSION;
    }

    /// As IERC3643.
    function paused() external view returns (bool) {
        return _state.paused();
    }

    /// As IERC3643.
    function isFrozen(address userAddress) external view returns (bool) {
        return _holdings[userAddress].account.blocked();
    }

    /// As IERC3643.
    function getFrozenTokens(address userAddress) external view returns (uint256) {
        return _frozenIn(userAddress, _holdings[userAddress].account);
    }

    /// @inheritdoc ITokenAdministration
    function settlementAllowed(address holder) external view returns (bool) {
        return _holdings[holder].account.settles();
    }

    /// @inheritdoc ITokenAdministration
    function settlementVenue() external view returns (address) {
        return _venue();
    }

    function ISSUER_ROLE() external pure returns (bytes32) {
        return TokenRoles.ISSUER;
    }

    function REGISTRAR_ROLE() external pure returns (bytes32) {
        return TokenRoles.REGISTRAR;
    }

    function COMPLIANCE_ROLE() external pure returns (bytes32) {
        return TokenRoles.COMPLIANCE;
    }

    function CUSTODIAN_ROLE() external pure returns (bytes32) {
        return TokenRoles.CUSTODIAN;
    }

    function PAUSER_ROLE() external pure returns (bytes32) {
        return TokenRoles.PAUSER;
    }

    /// @inheritdoc ITokenAdministration
    function allowSettlement(bool allowed) external {
        HolderAccount account = _holdings[msg.sender].account;
        // A wallet that was recovered is frozen and empty; a permission in it could be recovered again.
        require(!allowed || !account.blocked(), IEnforcement.AddressIsFrozen(msg.sender));
        _holdings[msg.sender].account = account.withSettles(allowed);
        emit IEnforcement.SettlementAllowed(msg.sender, allowed);
    }

    function totalSupply() external view returns (uint256) {
        return _state.supply();
    }

    function allowance(address holder, address spender) external view returns (uint256) {
        return _allowances[holder][spender];
    }

    function name() external view returns (string memory) {
        return _text(_name, _firstName());
    }

    function symbol() external view returns (string memory) {
        return _text(_symbol, _firstSymbol());
    }

    function decimals() external view returns (uint8) {
        return _decimals();
    }

    /// @dev The ids are those of the whole face.
    function _supports(bytes4 interfaceId) internal pure override returns (bool) {
        return interfaceId == type(IERC20).interfaceId || interfaceId == type(IERC20Metadata).interfaceId
            || interfaceId == type(IERC3643).interfaceId || interfaceId == type(IEnforcement).interfaceId
            || interfaceId == type(ITransferRules).interfaceId || interfaceId == IERC7943_ID
            || interfaceId == IERC1643_ID || interfaceId == type(IERC20Permit).interfaceId
            || interfaceId == type(IERC5267).interfaceId || interfaceId == type(IERC173).interfaceId
            || interfaceId == type(IAgentRole).interfaceId;
    }

    /// The name that the token was created with, as a ShortString.
    function _firstName() internal view virtual returns (bytes32);

    /// The symbol that the token was created with, as a ShortString.
    function _firstSymbol() internal view virtual returns (bytes32);

    function _decimals() internal view virtual returns (uint8);

    /// @dev What an ERC-3643 agent does: everything but paying.
    function _agentRoles() internal pure override returns (bytes32[] memory bundle) {
        bundle = new bytes32[](5);
        bundle[0] = TokenRoles.ISSUER;
        bundle[1] = TokenRoles.REGISTRAR;
        bundle[2] = TokenRoles.COMPLIANCE;
        bundle[3] = TokenRoles.CUSTODIAN;
        bundle[4] = TokenRoles.PAUSER;
    }

    function _hasRole(bytes32 role, address account) internal view override returns (bool) {
        return hasRole(role, account);
    }

    function _setPaused(bool on) private {
        require(_state.paused() != on, IEnforcement.PauseState(on));
        _state = _state.withPaused(on);
    }

    function _tellInformation() private {
        emit IERC3643.UpdatedTokenInformation(
            _text(_name, _firstName()), _text(_symbol, _firstSymbol()), _decimals(), VERSION, _onchainID
        );
    }

    function _short(string calldata text) private pure returns (bytes32) {
        require(bytes(text).length <= 31, NameTooLong(text));
        return ShortString.unwrap(ShortStrings.toShortString(text));
    }

    function _text(bytes32 replaced, bytes32 first) private pure returns (string memory) {
        return ShortStrings.toString(ShortString.wrap(replaced == 0 ? first : replaced));
    }
}
