// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {IdentityRegistry} from "../../../contracts/identity/IdentityRegistry.sol";
import {IMoneyToken, MoneyRoles} from "../../../contracts/interfaces/IMoneyToken.sol";
import {IEnforcement} from "../../../contracts/interfaces/IEnforcement.sol";
import {IIdentityRegistry} from "../../../contracts/interfaces/IIdentityRegistry.sol";
import {ITransferRules} from "../../../contracts/interfaces/ITransferRules.sol";
import {IAgentRole} from "../../../contracts/interfaces/erc3643/IAgentRole.sol";
import {IClaimTopicsRegistry} from "../../../contracts/interfaces/erc3643/IClaimTopicsRegistry.sol";
import {IERC173} from "../../../contracts/interfaces/erc3643/IERC173.sol";
import {IERC3643IdentityRegistry} from "../../../contracts/interfaces/erc3643/IERC3643IdentityRegistry.sol";
import {ITrustedIssuersRegistry} from "../../../contracts/interfaces/erc3643/ITrustedIssuersRegistry.sol";
import {IERC3643} from "../../../contracts/interfaces/erc3643/IERC3643.sol";
import {CashAdministration} from "../../../contracts/money/CashAdministration.sol";
import {CashEnforcement} from "../../../contracts/money/CashEnforcement.sol";
import {MoneyConfiguration} from "../../../contracts/money/MoneyTerms.sol";
import {CashToken} from "../../../contracts/money/CashToken.sol";
import {Fuzz} from "../Fuzz.sol";

/// A register and a money token with a holder of each role.
abstract contract AccessGround is Fuzz {
    address internal constant CENTRAL_BANK = address(0xC1);
    address internal constant REGISTRAR = address(0xC2);
    address internal constant OFFICER = address(0xC3);
    address internal constant CUSTODIAN = address(0xC4);
    address internal constant PAUSER = address(0xC5);
    address internal constant OWNER = address(0xC6);

    IdentityRegistry internal _registry;
    CashToken internal _token;
    address internal _administration;

    function setUp() external {
        _registry = new IdentityRegistry(OWNER, REGISTRAR);
        MoneyConfiguration memory configuration =
            MoneyConfiguration(_registry, bytes32(uint256(0)), bytes32(uint256(0)), "HKD", 2, address(0), false);
        address enforcement = address(new CashEnforcement(configuration));
        _administration = address(new CashAdministration(configuration, enforcement));
        MoneyRoles memory roles = MoneyRoles(CENTRAL_BANK, REGISTRAR, OFFICER, CUSTODIAN, PAUSER);
        _token = new CashToken(configuration, roles, _administration);
    }
}

/// Whoever has no role, and whatever it sends: no administrative function of a token or of the register lets it pass.
contract AccessProof is AccessGround {
    function check_token__stranger_with_any_arguments__is_refused(address caller, uint256 which, uint256[8] calldata a)
        external
    {
        _isRefused(address(_token), caller, _actOfToken(which), a);
    }

    function check_register__stranger_with_any_arguments__is_refused(
        address caller,
        uint256 which,
        uint256[8] calldata a
    ) external {
        _isRefused(address(_registry), caller, _actOfRegister(which), a);
    }

    function check_behind__anybody_with_any_arguments__is_refused(address caller, uint256 which, uint256[8] calldata a)
        external
    {
        vm.prank(caller);
        (bool done,) = _administration.call(abi.encodePacked(_actOfToken(which), abi.encode(a)));
        assert(!done);
    }

    function _isRefused(address target, address caller, bytes4 act, uint256[8] calldata a) private {
        vm.assume(caller != CENTRAL_BANK && caller != REGISTRAR && caller != OFFICER && caller != CUSTODIAN);
        vm.assume(caller != PAUSER && caller != OWNER);
        vm.prank(caller);
        (bool done,) = target.call(abi.encodePacked(act, abi.encode(a)));
        assert(!done);
    }

    /// One after the other, so that each is a path of its own.
    function _actOfToken(uint256 which) private pure returns (bytes4) {
        if (which == 0) return IMoneyToken.mint.selector;
        if (which == 1) return bytes4(keccak256("forcedTransfer(address,address,uint256)"));
        if (which == 2) return bytes4(keccak256("forcedTransfer(address,address,uint256,uint16,bytes32)"));
        if (which == 3) return bytes4(keccak256("freezePartialTokens(address,uint256)"));
        if (which == 4) return bytes4(keccak256("freezePartialTokens(address,uint256,uint16,bytes32)"));
        if (which == 5) return bytes4(keccak256("unfreezePartialTokens(address,uint256)"));
        if (which == 6) return bytes4(keccak256("setFrozenTokens(address,uint256)"));
        if (which == 7) return bytes4(keccak256("setAddressFrozen(address,bool)"));
        if (which == 8) return bytes4(keccak256("burn(address,uint256)"));
        if (which == 9) return bytes4(keccak256("recoveryAddress(address,address,address)"));
        if (which == 10) return IERC3643.pause.selector;
        if (which == 11) return IERC3643.unpause.selector;
        if (which == 12) return IERC3643.setIdentityRegistry.selector;
        if (which == 13) return IERC3643.setCompliance.selector;
        if (which == 14) return IERC3643.setOnchainID.selector;
        if (which == 15) return IEnforcement.approveAct.selector;
        if (which == 16) return ITransferRules.setRules.selector;
        if (which == 17) return ITransferRules.setLimits.selector;
        if (which == 18) return ITransferRules.setCountries.selector;
        if (which == 19) return ITransferRules.setSpender.selector;
        if (which == 20) return ITransferRules.approveTransfer.selector;
        return _actOfOwner(which);
    }

    function _actOfRegister(uint256 which) private pure returns (bytes4) {
        if (which == 0) return IIdentityRegistry.revoke.selector;
        if (which == 1) return IIdentityRegistry.updateInvestorClass.selector;
        if (which == 2) return IIdentityRegistry.setContractTerm.selector;
        if (which == 3) return IIdentityRegistry.defineTopic.selector;
        if (which == 4) return IERC3643IdentityRegistry.registerIdentity.selector;
        if (which == 5) return IERC3643IdentityRegistry.deleteIdentity.selector;
        if (which == 6) return IERC3643IdentityRegistry.updateCountry.selector;
        if (which == 7) return IERC3643IdentityRegistry.updateIdentity.selector;
        if (which == 8) return IClaimTopicsRegistry.addClaimTopic.selector;
        if (which == 9) return IClaimTopicsRegistry.removeClaimTopic.selector;
        if (which == 10) return ITrustedIssuersRegistry.removeTrustedIssuer.selector;
        return _actOfOwner(which);
    }

    function _actOfOwner(uint256 which) private pure returns (bytes4) {
        if (which == 30) return IERC173.transferOwnership.selector;
        if (which == 31) return IAgentRole.addAgent.selector;
        if (which == 32) return IAgentRole.removeAgent.selector;
        return IAccessControl.grantRole.selector;
    }
}
