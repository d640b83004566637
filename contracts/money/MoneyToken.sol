// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IMoneyToken, MoneyRoles} from "../interfaces/IMoneyToken.sol";
import {TokenRoles} from "../libraries/TokenRoles.sol";
import {PermissionedToken} from "../token/PermissionedToken.sol";
import {MoneyTerms} from "./MoneyTerms.sol";

/// Purpose, rules and errors: IMoneyToken.
abstract contract MoneyToken is IMoneyToken, PermissionedToken, MoneyTerms {
    mapping(bytes32 fiatReference => bool) private _minted;
    mapping(address holder => mapping(bytes32 fiatReference => bool)) private _redeemed;

    /// @param issuerRole of who mints
    constructor(bytes32 issuerRole, MoneyRoles memory roles) {
        _giveOwnership(roles.issuer);
        _giveRole(issuerRole, roles.issuer);
        _giveRole(TokenRoles.REGISTRAR, roles.registrar);
        _giveRole(TokenRoles.COMPLIANCE, roles.complianceOfficer);
        _giveRole(TokenRoles.CUSTODIAN, roles.custodian);
        _giveRole(TokenRoles.PAUSER, roles.pauser);
    }

    /// @inheritdoc IMoneyToken
    function mint(address to, uint256 amount, bytes32 fiatReference) external only(_issuerRole()) {
        require(amount != 0, ZeroAmount());
        require(!_minted[fiatReference], FiatReferenceUsed(fiatReference));
        _minted[fiatReference] = true;
        _mint(to, amount);
        emit Minted(to, amount, fiatReference);
    }

    /// @inheritdoc IMoneyToken
    function payEach(address[] calldata receivers, uint256[] calldata amounts)
        external
        virtual
        returns (uint256 refused)
    {
        _checkBatch(receivers.length, amounts.length);
        return _payAll(msg.sender, receivers, amounts);
    }

    /// @inheritdoc IMoneyToken
    function redeem(uint256 amount, bytes32 fiatReference) external {
        require(amount != 0, ZeroAmount());
        require(!_redeemed[msg.sender][fiatReference], FiatReferenceUsed(fiatReference));
        _redeemed[msg.sender][fiatReference] = true;
        _burnOwn(msg.sender, amount);
        emit Redeemed(msg.sender, amount, fiatReference);
    }

    /// The role that mints.
    function _issuerRole() internal pure virtual returns (bytes32);
}
