// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IEnforcement} from "../interfaces/IEnforcement.sol";
import {IPermissionedToken} from "../interfaces/IPermissionedToken.sol";
import {ITransferRules, Restriction} from "../interfaces/ITransferRules.sol";
import {IERC3643} from "../interfaces/erc3643/IERC3643.sol";
import {HolderAccount} from "../libraries/HolderAccounts.sol";
import {IdentityWord} from "../libraries/IdentityWords.sol";
import {TokenRoles} from "../libraries/TokenRoles.sol";
import {TokenWord, TokenWords} from "../libraries/TokenWords.sol";
import {TransferRules} from "./TransferRules.sol";

/// How units move, come to be and cease, for the token and its administration contract alike.
abstract contract TokenCore is TransferRules {
    /// A transfer that keeps every rule.
    function _transfer(address from, address to, uint256 amount) internal {
        TokenWord state = _state;
        (Holding storage giver, Holding storage taker) = (_holdings[from], _holdings[to]);
        (HolderAccount sender, HolderAccount receiver) = (giver.account, taker.account);
        Restriction reason = _restriction(state, sender, receiver, from, to, amount);
        if (reason != Restriction.NONE) _refuse(reason, from, to, amount);
        if (from != to) {
            if (!_areCurrent(state, sender, receiver)) {
                (sender, receiver) = (_touched(state, from, sender), _touched(state, to, receiver));
            }
            (giver.account, taker.account) = (sender.minus(amount), receiver.plus(amount));
        }
        emit IERC20.Transfer(from, to, amount);
        if (state.has(EFFECTS)) _bookTransfer(state, from, to, amount);
    }

    /// New units for an eligible wallet; how much one investor may hold binds here too.
    function _mint(address to, uint256 amount) internal {
        TokenWord state = _state;
        HolderAccount receiver = _holdings[to].account;
        uint256 supply = state.supply() + amount;
        require(supply <= _maximumSupply(), IPermissionedToken.SupplyExceeded(supply, _maximumSupply()));
        Restriction reason = _mintRestriction(state, receiver, to, amount);
        if (reason != Restriction.NONE) _refuse(reason, address(0), to, amount);
        _holdings[to].account = _touched(state, to, receiver).plus(amount);
        _state = state.withSupply(supply);
        emit IERC20.Transfer(address(0), to, amount);
        if (!state.has(EFFECTS)) return;
        _bookMovement(state, address(0), to, amount);
        if (state.has(TokenWords.EXTERNAL_RULES)) _externalRules.created(to, amount);
    }

    /// A holder's own units cease to be: as a transfer, it needs them free.
    function _burnOwn(address from, uint256 amount) internal {
        TokenWord state = _state;
        HolderAccount sender = _holdings[from].account;
        require(!state.paused(), IEnforcement.PauseState(true));
        Restriction reason = Restriction.NONE;
        if (sender.blocked()) reason = Restriction.SENDER_FROZEN;
        else if (amount > sender.balance()) reason = Restriction.INSUFFICIENT_BALANCE;
        else if (amount > sender.available()) reason = Restriction.FROZEN_UNITS;
        if (reason != Restriction.NONE) _refuse(reason, from, address(0), amount);
        _burn(state, from, amount);
    }

    /// A holder's units cease to be, the frozen ones last; the caller has seen to who may.
    function _burn(TokenWord state, address from, uint256 amount) internal {
        HolderAccount sender = _taken(state, from, amount);
        _holdings[from].account = sender;
        _state = state.withSupply(state.supply() - amount);
        emit IERC20.Transfer(from, address(0), amount);
        if (!state.has(EFFECTS)) return;
        _bookMovement(state, from, address(0), amount);
        if (state.has(TokenWords.EXTERNAL_RULES)) _externalRules.destroyed(from, amount);
    }

    /// Moves units whatever their holder and the rules say, to a wallet that is eligible and not frozen.
    function _forceTransfer(address from, address to, uint256 amount, uint16 code, bytes32 document) internal {
        require(from != to && amount != 0, IEnforcement.InvalidAct(from, to));
        bytes4 act = bytes4(keccak256("forcedTransfer(address,address,uint256,uint16,bytes32)"));
        if (_needsTwo()) _useApproval(keccak256(abi.encode(act, from, to, amount, address(0), code, document)));
        TokenWord state = _state;
        HolderAccount receiver = _holdings[to].account;
        (Restriction reason,) = _eligibility(state, to);
        if (receiver.blocked()) reason = Restriction.RECEIVER_FROZEN;
        if (reason != Restriction.NONE) _refuse(reason, from, to, amount);
        HolderAccount sender = _taken(state, from, amount);
        _holdings[from].account = sender;
        _holdings[to].account = _touched(state, to, receiver).plus(amount);
        emit IERC20.Transfer(from, to, amount);
        emit IEnforcement.ForcedTransfer(from, to, amount);
        _tellEnforced(from, act, code, document, sender.balance() + amount, sender.balance());
        if (!state.has(EFFECTS)) return;
        _bookMovement(state, from, to, amount);
        if (state.has(TokenWords.EXTERNAL_RULES)) _externalRules.transferred(from, to, amount);
    }

    /// Sets the frozen part and tells of it in every standard's words.
    function _setFrozen(
        address holder,
        HolderAccount account,
        uint256 amount,
        bytes4 act,
        uint16 code,
        bytes32 document
    ) internal {
        uint256 before = account.frozen();
        _holdings[holder].account = account.withFrozen(amount);
        if (amount > before) emit IERC3643.TokensFrozen(holder, amount - before);
        if (amount < before) emit IERC3643.TokensUnfrozen(holder, before - amount);
        _tellEnforced(holder, act, code, document, before, amount);
    }

    /// Tells of a forced act, its figures in one word.
    function _tellEnforced(
        address holder,
        bytes4 act,
        uint16 code,
        bytes32 document,
        uint256 before,
        uint256 afterwards
    ) internal {
        uint256 record =
            uint256(uint32(act)) << 224 | uint256(code) << 208 | before << 64 | afterwards;
        emit IEnforcement.Enforced(holder, msg.sender, record, document);
    }

    /// Uses up another person's approval of an act.
    function _useApproval(bytes32 act) internal {
        ActApproval memory approval = _approvedActs[act];
        address approver = approval.approver;
        bool stands = approval.until >= block.timestamp && approver != msg.sender
            && (_hasRole(TokenRoles.COMPLIANCE, approver) || _hasRole(TokenRoles.CUSTODIAN, approver));
        require(stands, IEnforcement.ActNotApproved(act));
        delete _approvedActs[act];
    }

    /// The account without `amount` units; frozen ones go only where the free ones do not suffice.
    function _taken(TokenWord state, address from, uint256 amount) private returns (HolderAccount sender) {
        sender = _holdings[from].account;
        uint256 balance = sender.balance();
        require(amount <= balance, ERC20InsufficientBalance(from, balance, amount));
        sender = _touched(state, from, sender);
        uint256 available = sender.available();
        if (amount <= available) return sender.minus(amount);
        uint256 frozen = sender.frozen() - (amount - available);
        // A part frozen in excess of the holding stays so: it withholds what comes in later.
        emit IERC3643.TokensUnfrozen(from, amount - available);
        emit IEnforcement.Frozen(from, frozen);
        return sender.withFrozen(frozen).minus(amount);
    }

    function _mintRestriction(TokenWord state, HolderAccount receiver, address to, uint256 amount)
        private
        view
        returns (Restriction reason)
    {
        if (state.paused()) return Restriction.PAUSED;
        if (receiver.blocked()) return Restriction.RECEIVER_FROZEN;
        IdentityWord identity;
        (reason, identity) = _eligibility(state, to);
        if (reason != Restriction.NONE) return reason;
        uint256 received = receiver.balance() + amount;
        if (received != 0 && received < _minimumHolding()) return Restriction.MINIMUM_HOLDING;
        if (_exceedsHolding(state, identity, address(0), to, received)) return Restriction.MAXIMUM_HOLDING;
        if (!state.has(TokenWords.LIMITS) || _limits.limits.maxHolders == 0) return Restriction.NONE;
        return _exceedsHolders(state, address(0), to, amount) ? Restriction.MAXIMUM_HOLDERS : Restriction.NONE;
    }

    function _bookTransfer(TokenWord state, address from, address to, uint256 amount) private {
        _bookMovement(state, from, to, amount);
        _bookVolume(state, from, amount);
        if (state.has(TokenWords.APPROVAL_NEEDED)) delete _approvedTransfers[keccak256(abi.encode(from, to, amount))];
        if (state.has(TokenWords.EXTERNAL_RULES)) _externalRules.transferred(from, to, amount);
    }
}
