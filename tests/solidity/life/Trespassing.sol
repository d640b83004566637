// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {IBondFixing} from "../../../contracts/interfaces/IBondFixing.sol";
import {IBondServicing} from "../../../contracts/interfaces/IBondServicing.sol";
import {IEnforcement} from "../../../contracts/interfaces/IEnforcement.sol";
import {ITransferRules, Limits, Rules} from "../../../contracts/interfaces/ITransferRules.sol";
import {IAgentRole} from "../../../contracts/interfaces/erc3643/IAgentRole.sol";
import {IERC173} from "../../../contracts/interfaces/erc3643/IERC173.sol";
import {IERC3643} from "../../../contracts/interfaces/erc3643/IERC3643.sol";
import {TokenRoles} from "../../../contracts/libraries/TokenRoles.sol";
import {Books} from "./Books.sol";

/// What nobody may do: holders in the place of role holders, and anybody on the contracts that tokens delegate to.
abstract contract Trespassing is Books {
    uint256 internal constant ACTS = 22;

    function trespass(uint256 caller, uint256 act, uint256 wallet, bool ofMoney) external {
        _tick();
        address target = ofMoney ? address(cash) : address(bond);
        vm.prank(_wallets[caller % HOLDERS]);
        (bool done,) = target.call(_privileged(act % ACTS, _wallets[wallet % WALLETS]));
        _must(!done, "a stranger administers nothing");
    }

    function trespassOnRegister(uint256 caller, uint256 act, uint256 wallet) external {
        _tick();
        (address account, address stranger) = (_wallets[wallet % WALLETS], _wallets[caller % WALLETS]);
        bytes[5] memory acts = [
            abi.encodeCall(registry.revoke, (account, "")),
            abi.encodeCall(registry.deleteIdentity, (account)),
            abi.encodeCall(registry.addClaimTopic, (7)),
            abi.encodeCall(registry.transferOwnership, (stranger)),
            abi.encodeCall(registry.addAgent, (stranger))
        ];
        vm.prank(stranger);
        (bool done,) = address(registry).call(acts[act % acts.length]);
        _must(!done, "a stranger administers nothing");
    }

    /// Role holders and holders alike; what they do there may succeed, and must come to nothing.
    function callBehind(uint256 which, uint256 caller, uint256 act, uint256 wallet) external {
        _tick();
        address[7] memory callers =
            [OFFICER, PAUSER, REGISTRAR, CUSTODIAN, CENTRAL_BANK, _wallets[ISSUER], _wallets[wallet % WALLETS]];
        vm.prank(callers[caller % callers.length]);
        (bool done,) = _behind[which % _behind.length].call(_privileged(act % ACTS, callers[caller % callers.length]));
        _must(!done, "a contract that tokens delegate to obeys nobody");
    }

    function _privileged(uint256 act, address account) private pure returns (bytes memory) {
        if (act == 0) return abi.encodeCall(IERC3643.pause, ());
        if (act == 1) return abi.encodeCall(IERC3643.mint, (account, 10));
        if (act == 2) return abi.encodeCall(IERC3643.burn, (account, 1));
        if (act == 3) {
            return abi.encodeWithSignature("forcedTransfer(address,address,uint256)", account, address(1), 1);
        }
        if (act == 4) return abi.encodeCall(IERC3643.setAddressFrozen, (account, false));
        if (act == 5) return abi.encodeWithSignature("setFrozenTokens(address,uint256)", account, 0);
        if (act == 6) {
            return abi.encodeWithSignature("recoveryAddress(address,address,address)", account, account, account);
        }
        if (act == 7) return abi.encodeCall(IEnforcement.approveAct, (bytes32(uint256(1))));
        if (act == 8) return abi.encodeCall(IERC173.transferOwnership, (account));
        if (act == 9) return abi.encodeCall(IAgentRole.addAgent, (account));
        if (act == 10) return abi.encodeCall(IAccessControl.grantRole, (TokenRoles.COMPLIANCE, account));
        if (act == 11) return abi.encodeCall(IERC3643.setIdentityRegistry, (account));
        if (act == 12) return abi.encodeCall(IERC3643.setCompliance, (account));
        if (act == 13) {
            return abi.encodeWithSignature("mint(address,uint256,bytes32)", account, 1, bytes32(uint256(99)));
        }
        if (act > 15) return _servicing(act, account);
        Limits memory limits;
        if (act == 14) return abi.encodeCall(ITransferRules.setLimits, (limits));
        Rules memory rules;
        return abi.encodeCall(ITransferRules.setRules, (rules));
    }

    function _servicing(uint256 act, address account) private pure returns (bytes memory) {
        if (act == 16) return abi.encodeCall(IBondServicing.setWithholding, (344, 0, 1));
        if (act == 17) return abi.encodeCall(IBondServicing.setTaxAuthority, (344, account));
        if (act == 18) return abi.encodeCall(IBondServicing.remitTax, (344, 1));
        if (act == 19) return abi.encodeCall(IBondServicing.returnUnclaimed, (new address[](0)));
        if (act == 20) return abi.encodeCall(IBondFixing.proposeFixing, ("", 1, 0, 0));
        return abi.encodeCall(IBondFixing.disputeFixing, (1, 0));
    }
}
