// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ShortString, ShortStrings} from "@openzeppelin/contracts/utils/ShortStrings.sol";
import {ICashToken} from "../interfaces/ICashToken.sol";
import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";
import {HolderAccount} from "../libraries/HolderAccounts.sol";
import {PermissionedToken} from "../token/PermissionedToken.sol";

/// Purpose, rules and errors: ICashToken.
contract CashToken is ICashToken, PermissionedToken {
    bytes32 public constant CENTRAL_BANK_ROLE = keccak256("CENTRAL_BANK_ROLE");

    /// @inheritdoc ICashToken
    bytes3 public immutable currency;
    uint8 public immutable decimals;
    ShortString private immutable _name;
    ShortString private immutable _symbol;

    mapping(bytes32 fiatReference => bool) private _minted;
    mapping(address holder => mapping(bytes32 fiatReference => bool)) private _redeemed;

    /// @param decimals_ minor digits of the currency (ISO 4217), so that a token unit is a minor unit
    constructor(
        IIdentityRegistry registry,
        string memory name_,
        string memory symbol_,
        bytes3 currency_,
        uint8 decimals_,
        address centralBank,
        address complianceOfficer,
        address pauser
    ) PermissionedToken(registry) {
        _name = ShortStrings.toShortString(name_);
        _symbol = ShortStrings.toShortString(symbol_);
        currency = currency_;
        decimals = decimals_;
        _grantRole(DEFAULT_ADMIN_ROLE, centralBank);
        _grantRole(CENTRAL_BANK_ROLE, centralBank);
        _grantRole(COMPLIANCE_ROLE, complianceOfficer);
        _grantRole(PAUSER_ROLE, pauser);
    }

    /// @inheritdoc ICashToken
    function mint(address to, uint256 amount, bytes32 fiatReference) external onlyRole(CENTRAL_BANK_ROLE) {
        require(amount != 0, ZeroAmount());
        require(!_minted[fiatReference], FiatReferenceUsed(fiatReference));
        _minted[fiatReference] = true;
        _mint(to, amount);
        emit Minted(to, amount, fiatReference);
    }

    /// @inheritdoc ICashToken
    function redeem(uint256 amount, bytes32 fiatReference) external {
        require(amount != 0, ZeroAmount());
        require(!_redeemed[msg.sender][fiatReference], FiatReferenceUsed(fiatReference));
        _redeemed[msg.sender][fiatReference] = true;
        _burn(msg.sender, amount);
        emit Redeemed(msg.sender, amount, fiatReference);
    }

    function name() external view returns (string memory) {
        return ShortStrings.toString(_name);
    }

    function symbol() external view returns (string memory) {
        return ShortStrings.toString(_symbol);
    }

    /// @inheritdoc PermissionedToken
    /// @dev Money of this kind earns nothing by being held.
    function _touched(address, HolderAccount account) internal pure override returns (HolderAccount) {
        return account;
    }

    /// @inheritdoc PermissionedToken
    function _mayReceive(address to) internal view override returns (bool) {
        return identityRegistry.isVerified(to);
    }

    /// @inheritdoc PermissionedToken
    /// @dev Any amount of money may be held.
    function _checkHolding(address, uint256) internal pure override {}
}
