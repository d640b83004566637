// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CashRoles, ICashToken} from "../interfaces/ICashToken.sol";
import {TokenRoles} from "../libraries/TokenRoles.sol";
import {PermissionedToken} from "../token/PermissionedToken.sol";
import {CashConfiguration, CashTerms} from "./CashTerms.sol";

/// Purpose, rules and errors: ICashToken.
contract CashToken is ICashToken, PermissionedToken, CashTerms {
    mapping(bytes32 fiatReference => bool) private _minted;
    mapping(address holder => mapping(bytes32 fiatReference => bool)) private _redeemed;

    /// @param administration_ made for the same configuration
    constructor(CashConfiguration memory configuration, CashRoles memory roles, address administration_)
        PermissionedToken(administration_)
        CashTerms(configuration)
    {
        _giveOwnership(roles.centralBank);
        _giveRole(TokenRoles.CENTRAL_BANK, roles.centralBank);
        _giveRole(TokenRoles.REGISTRAR, roles.registrar);
        _giveRole(TokenRoles.COMPLIANCE, roles.complianceOfficer);
        _giveRole(TokenRoles.CUSTODIAN, roles.custodian);
        _giveRole(TokenRoles.PAUSER, roles.pauser);
    }

    /// @inheritdoc ICashToken
    function mint(address to, uint256 amount, bytes32 fiatReference) external only(TokenRoles.CENTRAL_BANK) {
        require(amount != 0, ZeroAmount());
        require(!_minted[fiatReference], FiatReferenceUsed(fiatReference));
        _minted[fiatReference] = true;
        _mint(to, amount);
        emit Minted(to, amount, fiatReference);
    }

    /// @inheritdoc ICashToken
    function payEach(address[] calldata receivers, uint256[] calldata amounts) external returns (uint256 refused) {
        _checkBatch(receivers.length, amounts.length);
        return _payAll(msg.sender, receivers, amounts);
    }

    /// @inheritdoc ICashToken
    function redeem(uint256 amount, bytes32 fiatReference) external {
        require(amount != 0, ZeroAmount());
        require(!_redeemed[msg.sender][fiatReference], FiatReferenceUsed(fiatReference));
        _redeemed[msg.sender][fiatReference] = true;
        _burnOwn(msg.sender, amount);
        emit Redeemed(msg.sender, amount, fiatReference);
    }
}
