// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {FirstRoles} from "../access/FirstRoles.sol";
import {IEnforcement} from "../interfaces/IEnforcement.sol";
import {IPermissionedToken} from "../interfaces/IPermissionedToken.sol";
import {IERC3643} from "../interfaces/erc3643/IERC3643.sol";
import {HolderAccount} from "../libraries/HolderAccounts.sol";
import {Restrictions} from "../libraries/Restrictions.sol";
import {TokenRoles} from "../libraries/TokenRoles.sol";
import {TokenWords} from "../libraries/TokenWords.sol";
import {Delegating} from "./Delegating.sol";
import {NetSettlement} from "./NetSettlement.sol";
import {TokenLocks} from "./TokenLocks.sol";

/// Purpose, rules and errors: IPermissionedToken, IERC3643, IEnforcement, ISettlementLocks, INetSettlement.
/// @dev What is called often. Everything else is delegated to the administration contract, which has the same storage
/// and no storage of its own.
abstract contract PermissionedToken is IPermissionedToken, FirstRoles, TokenLocks, NetSettlement, Delegating {
    uint256 internal constant MAX_BATCH = 200; // under 12M gas, first receipts included; without rules outside

    constructor(address administration_) Delegating(administration_) {}

    /// As IERC20.
    function transfer(address to, uint256 amount) external returns (bool) {
        _transfer(msg.sender, to, amount);
        return true;
    }

    /// As IERC20.
    function transferFrom(address from, address to, uint256 amount) external returns (bool) {
        _spend(from, to, amount);
        _transfer(from, to, amount);
        return true;
    }

    /// As IERC20.
    function approve(address spender, uint256 amount) external returns (bool) {
        require(spender != address(0), ERC20InvalidSpender(spender));
        _allowances[msg.sender][spender] = amount;
        emit IERC20.Approval(msg.sender, spender, amount);
        return true;
    }

    /// As IERC3643.
    function batchTransfer(address[] calldata toList, uint256[] calldata amounts) external {
        _checkBatch(toList.length, amounts.length);
        _transferAll(msg.sender, toList, amounts);
    }

    /// As IERC3643.
    function forcedTransfer(address from, address to, uint256 amount)
        external
        only(TokenRoles.COMPLIANCE)
        returns (bool)
    {
        _forceTransfer(from, to, amount, 0, 0);
        return true;
    }

    /// As IEnforcement.
    function forcedTransfer(address from, address to, uint256 amount, uint16 code, bytes32 document)
        external
        only(TokenRoles.COMPLIANCE)
        returns (bool)
    {
        _forceTransfer(from, to, amount, code, document);
        return true;
    }

    /// As IERC3643.
    function freezePartialTokens(address userAddress, uint256 amount) external {
        _freezePartial(userAddress, amount, 0, 0);
    }

    /// As IEnforcement.
    function freezePartialTokens(address userAddress, uint256 amount, uint16 code, bytes32 document) external {
        _freezePartial(userAddress, amount, code, document);
    }

    /// As IERC20.
    function balanceOf(address holder) external view returns (uint256) {
        return _holdings[holder].account.balance();
    }

    function _freezePartial(address holder, uint256 amount, uint16 code, bytes32 document)
        private
        only(TokenRoles.COMPLIANCE)
    {
        HolderAccount account = _holdings[holder].account;
        uint256 available = account.available();
        require(amount <= available, ERC20InsufficientBalance(holder, available, amount));
        bytes4 act = bytes4(keccak256("freezePartialTokens(address,uint256,uint16,bytes32)"));
        uint256 before = _frozenIn(holder, account);
        unchecked {
            // Safe: no more is frozen than is free of a balance.
            _holdings[holder].account = account.withWithheld(account.withheld() + amount);
            if (amount != 0) emit IERC3643.TokensFrozen(holder, amount);
            _tellEnforced(holder, act, code, document, before, before + amount);
        }
    }

    function _hasRole(bytes32 role, address account) internal view override returns (bool) {
        return _isGiven(role, account);
    }

    function _checkBatch(uint256 length, uint256 other) internal pure {
        require(length == other && length <= MAX_BATCH, BatchRefused(length, other));
    }

    /// Takes an amount from what the holder allows the caller, unless the caller is the venue the holder settles at.
    function _spend(address from, address to, uint256 amount) private {
        if (_holdings[from].account.settles() && _isVenue(msg.sender)) return;
        if (_state.has(TokenWords.SPENDER_LIST)) {
            if (!_spenders[msg.sender]) _refuse(Restrictions.SPENDER_NOT_LISTED, from, to, amount);
        }
        uint256 allowed = _allowances[from][msg.sender];
        if (allowed == type(uint256).max) return;
        require(allowed >= amount, ERC20InsufficientAllowance(msg.sender, allowed, amount));
        _allowances[from][msg.sender] = allowed - amount;
    }
}
