// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IEnforcement} from "../interfaces/IEnforcement.sol";
import {IPermissionedToken} from "../interfaces/IPermissionedToken.sol";
import {ITransferRules} from "../interfaces/ITransferRules.sol";
import {IERC3643} from "../interfaces/erc3643/IERC3643.sol";
import {HolderAccount} from "../libraries/HolderAccounts.sol";
import {IdentityWord} from "../libraries/IdentityWords.sol";
import {Lists} from "../libraries/Lists.sol";
import {Restriction, Restrictions} from "../libraries/Restrictions.sol";
import {TokenRoles} from "../libraries/TokenRoles.sol";
import {TokenWord, TokenWords} from "../libraries/TokenWords.sol";
import {TransferRules} from "./TransferRules.sol";

/// How units move, come to be and cease, for the token and its administration contract alike.
abstract contract TokenCore is TransferRules {
    uint256 private constant MOST = type(uint64).max; // that can be withheld

    using Lists for address[];
    using Lists for uint256[];

    /// A transfer that keeps every rule.
    function _transfer(address from, address to, uint256 amount) internal {
        TokenWord state = _state;
        (Holding storage giver, Holding storage taker) = (_holdings[from], _holdings[to]);
        (HolderAccount sender, HolderAccount receiver) = (giver.account, taker.account);
        if (state.isShutAt(block.timestamp)) _refuse(_generalRestriction(state), from, to, amount);
        Restriction reason =
            _restrictionWhileOpen(state, _identity(state, to), sender, receiver, from, to, amount, _minimumHolding());
        if (reason != Restrictions.NONE) _refuse(reason, from, to, amount);
        if (from != to) {
            (sender, receiver) = _touchedBoth(state, from, sender, to, receiver);
            (giver.account, taker.account) = (sender.minus(amount), receiver.plus(amount));
        }
        emit IERC20.Transfer(from, to, amount);
        if (state.has(EFFECTS)) _bookTransfer(state, from, to, amount);
    }

    /// Transfers of one sender: as one after the other, but what they share is read and written once.
    function _transferAll(address from, address[] calldata toList, uint256[] calldata amounts) internal {
        TokenWord state = _state;
        if (state.has(EFFECTS)) {
            for (uint256 i = 0; i < toList.length; ++i) {
                _transfer(from, toList[i], amounts[i]);
            }
            return;
        }
        if (state.isShutAt(block.timestamp) && toList.length != 0) {
            _refuse(_generalRestriction(state), from, toList[0], amounts[0]);
        }
        uint256[] memory identities = _identities(state, toList);
        (uint256 least, uint256 cursor) = (_minimumHolding(), _currentCursor(state));
        HolderAccount sender = _holdings[from].account;
        for (uint256 i = 0; i < toList.length; ++i) {
            (address to, uint256 amount) = (toList.itemAt(i), amounts.itemAt(i));
            sender = _pass(state, IdentityWord.wrap(identities.wordAt(i)), from, sender, to, amount, least, cursor);
        }
        _holdings[from].account = sender;
    }

    /// Transfers of one sender to whoever of many may receive; the others are told, bit by bit.
    function _payAll(address from, address[] calldata toList, uint256[] calldata amounts)
        internal
        returns (uint256 refused)
    {
        TokenWord state = _state;
        if (state.isShutAt(block.timestamp)) _refuse(_generalRestriction(state), from, address(0), 0);
        uint256[] memory identities = _identities(state, toList);
        if (state.maxHolding() == 0 && !state.has(EFFECTS) && _minimumHolding() < 2) {
            return _payAllPlain(state, identities, from, toList, amounts);
        }
        for (uint256 i = 0; i < toList.length; ++i) {
            IdentityWord identity = IdentityWord.wrap(identities.wordAt(i));
            bool paid = _payCounted(state, identity, from, toList.itemAt(i), amounts.itemAt(i));
            if (!paid) refused |= 1 << i;
        }
    }

    /// The same under rules that keep no count of what anybody holds or sends: the sender is read and written once.
    function _payAllPlain(
        TokenWord state,
        uint256[] memory identities,
        address from,
        address[] calldata toList,
        uint256[] calldata amounts
    ) private returns (uint256 refused) {
        uint256 free = _holdings[from].account.blocked() ? 0 : _holdings[from].account.available();
        unchecked {
            // Safe: what is free of a sender who is not blocked only becomes less by what is paid.
            uint256 left = free;
            for (uint256 i = 0; i < toList.length; ++i) {
                uint256 amount = amounts.itemAt(i);
                if (amount == 0) continue;
                if (amount <= left && _pays(state, identities.wordAt(i), from, toList.itemAt(i), amount)) {
                    left -= amount;
                } else {
                    refused |= 1 << i;
                }
            }
            _holdings[from].account = _holdings[from].account.minus(free - left);
        }
    }

    /// One payment of such a list, as far as the receiver goes.
    function _pays(TokenWord state, uint256 identity, address from, address to, uint256 amount) private returns (bool) {
        Holding storage taker = _holdings[to];
        HolderAccount receiver = taker.account;
        Restriction reason = _eligibility(state, IdentityWord.wrap(identity), to);
        if (reason != Restrictions.NONE || receiver.blocked() || from == to) return false;
        taker.account = receiver.plus(amount);
        emit IERC20.Transfer(from, to, amount);
        return true;
    }

    /// A payment under rules that keep count of what anybody holds or sends.
    function _payCounted(TokenWord state, IdentityWord identity, address from, address to, uint256 amount)
        private
        returns (bool)
    {
        if (amount == 0) return true;
        (HolderAccount sender, HolderAccount receiver) = (_holdings[from].account, _holdings[to].account);
        Restriction reason =
            _restrictionWhileOpen(state, identity, sender, receiver, from, to, amount, _minimumHolding());
        if (from == to || reason != Restrictions.NONE) return false;
        (_holdings[from].account, _holdings[to].account) = (sender.minus(amount), receiver.plus(amount));
        emit IERC20.Transfer(from, to, amount);
        if (state.has(EFFECTS)) _bookTransfer(state, from, to, amount);
        return true;
    }

    /// One transfer of a list; the sender's account is written when all are done.
    function _pass(
        TokenWord state,
        IdentityWord identity,
        address from,
        HolderAccount sender,
        address to,
        uint256 amount,
        uint256 least,
        uint256 cursor
    ) private returns (HolderAccount) {
        Holding storage taker = _holdings[to];
        HolderAccount receiver = from == to ? sender : taker.account;
        Restriction reason = _restrictionWhileOpen(state, identity, sender, receiver, from, to, amount, least);
        if (reason != Restrictions.NONE) {
            _holdings[from].account = sender; // as the refusal tells of it
            _refuse(reason, from, to, amount);
        }
        emit IERC20.Transfer(from, to, amount);
        if (from == to) return sender;
        if (!sender.isCurrent(cursor) || !receiver.isCurrent(cursor)) {
            (sender, receiver) = _touchedBoth(state, from, sender, to, receiver);
        }
        taker.account = receiver.plus(amount);
        return sender.minus(amount);
    }

    /// New units for an eligible wallet; how much one investor may hold binds here too.
    function _mint(address to, uint256 amount) internal {
        TokenWord state = _state;
        if (state.paused()) _refuse(Restrictions.PAUSED, address(0), to, amount);
        uint256 supply = _raised(state.supply(), amount, _maximumSupply());
        _issue(state, _identity(state, to), to, amount, _minimumHolding(), _currentCursor(state));
        _state = state.withSupply(supply);
        emit IERC20.Transfer(address(0), to, amount);
        if (!state.has(EFFECTS)) return;
        _bookMovement(state, address(0), to, amount);
        if (state.has(TokenWords.EXTERNAL_RULES)) _externalRules.created(to, amount);
    }

    /// New units for many wallets: as one after the other, but what they share is read and written once.
    function _mintAll(address[] calldata toList, uint256[] calldata amounts) internal {
        TokenWord state = _state;
        if (state.has(EFFECTS)) {
            for (uint256 i = 0; i < toList.length; ++i) {
                _mint(toList[i], amounts[i]);
            }
            return;
        }
        if (state.paused() && toList.length != 0) _refuse(Restrictions.PAUSED, address(0), toList[0], amounts[0]);
        uint256[] memory identities = _identities(state, toList);
        (uint256 supply, uint256 most) = (state.supply(), _maximumSupply());
        (uint256 least, uint256 cursor) = (_minimumHolding(), _currentCursor(state));
        for (uint256 i = 0; i < toList.length; ++i) {
            (address to, uint256 amount) = (toList.itemAt(i), amounts.itemAt(i));
            supply = _raised(supply, amount, most);
            _issue(state, IdentityWord.wrap(identities.wordAt(i)), to, amount, least, cursor);
            emit IERC20.Transfer(address(0), to, amount);
        }
        _state = state.withSupply(supply);
    }

    /// A holder's own units cease to be: as a transfer, it needs them free.
    function _burnOwn(address from, uint256 amount) internal {
        TokenWord state = _state;
        HolderAccount sender = _holdings[from].account;
        require(!state.paused(), IEnforcement.PauseState(true));
        Restriction reason = Restrictions.NONE;
        if (sender.blocked()) reason = Restrictions.SENDER_FROZEN;
        else if (amount > sender.balance()) reason = Restrictions.INSUFFICIENT_BALANCE;
        else if (amount > sender.available()) reason = Restrictions.FROZEN_UNITS;
        if (reason != Restrictions.NONE) _refuse(reason, from, address(0), amount);
        _burn(state, from, amount);
    }

    /// A holder's units cease to be, the frozen ones last; the caller has seen to who may.
    function _burn(TokenWord state, address from, uint256 amount) internal {
        HolderAccount sender = _touched(state, from, _holdings[from].account);
        _holdings[from].account = _taken(from, sender, amount);
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
        (Holding storage giver, Holding storage taker) = (_holdings[from], _holdings[to]);
        (HolderAccount sender, HolderAccount receiver) = (giver.account, taker.account);
        Restriction reason = _eligibility(state, _identity(state, to), to);
        if (receiver.blocked()) reason = Restrictions.RECEIVER_FROZEN;
        if (reason != Restrictions.NONE) _refuse(reason, from, to, amount);
        (sender, receiver) = _touchedBoth(state, from, sender, to, receiver);
        uint256 before = sender.balance();
        sender = _taken(from, sender, amount);
        (giver.account, taker.account) = (sender, receiver.plus(amount));
        emit IERC20.Transfer(from, to, amount);
        emit IEnforcement.ForcedTransfer(from, to, amount);
        _tellEnforced(from, act, code, document, before, sender.balance());
        if (!state.has(EFFECTS)) return;
        _bookMovement(state, from, to, amount);
        if (state.has(TokenWords.EXTERNAL_RULES)) _externalRules.transferred(from, to, amount);
    }

    /// Sets the frozen part and tells of it in the words of ERC-3643.
    /// @param locked of the account
    function _setFrozen(
        address holder,
        HolderAccount account,
        uint256 locked,
        uint256 amount,
        bytes4 act,
        uint16 code,
        bytes32 document
    ) internal {
        uint256 before = account.withheld() - locked;
        // As a merger: what is frozen may exceed any holding, and need not fit together with what is locked.
        _holdings[holder].account = account.withWithheld(amount > MOST ? amount : Math.min(amount + locked, MOST));
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
        require(_standsApproved(approval) && approval.approver != msg.sender, IEnforcement.ActNotApproved(act));
        delete _approvedActs[act];
    }

    /// Whether an approval has not ended, and who gave it is still in office.
    function _standsApproved(ActApproval memory approval) internal view returns (bool) {
        address approver = approval.approver;
        return approval.until >= block.timestamp
            && (_hasRole(TokenRoles.COMPLIANCE, approver) || _hasRole(TokenRoles.CUSTODIAN, approver));
    }

    /// An account with everything counted in, without `amount` units; frozen ones go only where the free ones do not
    /// suffice, and locked ones, which ends all locks, only where those do not either.
    function _taken(address from, HolderAccount sender, uint256 amount) private returns (HolderAccount) {
        uint256 balance = sender.balance();
        if (amount > balance) revert ERC20InsufficientBalance(from, balance, amount);
        if (amount > _unlockedIn(from, sender)) sender = _withoutLocks(from, sender);
        uint256 available = sender.available();
        if (amount <= available) return sender.minus(amount);
        sender = sender.withWithheld(sender.withheld() - (amount - available)).minus(amount);
        // A part frozen in excess of the holding stays so: it withholds what comes in later.
        emit IERC3643.TokensUnfrozen(from, amount - available);
        emit IEnforcement.Frozen(from, _frozenIn(from, sender));
        return sender;
    }

    /// Adds units to a wallet that may receive them; the supply is the caller's to write.
    function _issue(TokenWord state, IdentityWord identity, address to, uint256 amount, uint256 least, uint256 cursor)
        private
    {
        Holding storage taker = _holdings[to];
        HolderAccount receiver = taker.account;
        Restriction reason = _mintRestriction(state, identity, receiver, to, amount, least);
        if (reason != Restrictions.NONE) _refuse(reason, address(0), to, amount);
        if (!receiver.isCurrent(cursor)) receiver = _touched(state, to, receiver);
        taker.account = receiver.plus(amount);
    }

    /// The supply with an amount more; no supply, and so no balance, ever exceeds the most there may be.
    function _raised(uint256 supply, uint256 amount, uint256 most) private pure returns (uint256) {
        unchecked {
            if (amount <= most - supply) return supply + amount;
        }
        revert IPermissionedToken.SupplyExceeded(Math.saturatingAdd(supply, amount), most);
    }

    /// Why new units would not come to a wallet.
    function _mintRestriction(
        TokenWord state,
        IdentityWord identity,
        HolderAccount receiver,
        address to,
        uint256 amount,
        uint256 least
    ) internal view returns (Restriction reason) {
        if (receiver.blocked()) return Restrictions.RECEIVER_FROZEN;
        reason = _eligibility(state, identity, to);
        if (reason != Restrictions.NONE) return reason;
        uint256 received = receiver.plus(amount).balance(); // fits: the supply does
        if (received < least) {
            if (received != 0) return Restrictions.MINIMUM_HOLDING;
        }
        if (state.maxHolding() != 0) {
            if (_exceedsHolding(state, identity, address(0), to, received)) return Restrictions.MAXIMUM_HOLDING;
        }
        if (state.has(TokenWords.LIMITS)) {
            bool limited = _limits.limits.maxHolders != 0;
            if (limited && _exceedsHolders(state, address(0), to, amount)) return Restrictions.MAXIMUM_HOLDERS;
        }
        return Restrictions.NONE;
    }

    function _bookTransfer(TokenWord state, address from, address to, uint256 amount) private {
        _bookMovement(state, from, to, amount);
        _bookVolume(state, from, amount);
        if (state.has(TokenWords.APPROVAL_NEEDED)) delete _approvedTransfers[keccak256(abi.encode(from, to, amount))];
        if (state.has(TokenWords.EXTERNAL_RULES)) _externalRules.transferred(from, to, amount);
    }
}
