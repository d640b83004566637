// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {LowLevelCall} from "@openzeppelin/contracts/utils/LowLevelCall.sol";
import {IEnforcement} from "../interfaces/IEnforcement.sol";
import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";
import {ITransferRules, Limits, Restriction} from "../interfaces/ITransferRules.sol";
import {ICompliance} from "../interfaces/erc3643/ICompliance.sol";
import {CivilDate} from "../libraries/CivilDate.sol";
import {HolderAccount} from "../libraries/HolderAccounts.sol";
import {IdentityWord} from "../libraries/IdentityWords.sol";
import {TokenWord, TokenWords} from "../libraries/TokenWords.sol";
import {TokenState} from "./TokenState.sol";

/// The one place that says whether a transfer passes. A transfer and the views that foretell it ask the same function.
abstract contract TransferRules is TokenState {
    uint256 internal constant EFFECTS = TokenWords.LIMITS | TokenWords.APPROVAL_NEEDED | TokenWords.EXTERNAL_RULES;

    /// Why a transfer would fail.
    function _restriction(
        TokenWord state,
        HolderAccount sender,
        HolderAccount receiver,
        address from,
        address to,
        uint256 amount
    ) internal view returns (Restriction) {
        if (state.paused()) return Restriction.PAUSED;
        if (sender.or(receiver).blocked()) {
            return sender.blocked() ? Restriction.SENDER_FROZEN : Restriction.RECEIVER_FROZEN;
        }
        if (amount > sender.available()) {
            return amount > sender.balance() ? Restriction.INSUFFICIENT_BALANCE : Restriction.FROZEN_UNITS;
        }
        if (state.isClosedAt(block.timestamp)) return Restriction.CLOSED_PERIOD;
        (Restriction reason, IdentityWord identity) = _eligibility(state, to);
        if (reason != Restriction.NONE) return reason;
        if (from != to) {
            // Balances fit 64 bits: neither sum nor difference can leave the word.
            (uint256 left, uint256 received) = (sender.minus(amount).balance(), receiver.plus(amount).balance());
            uint256 least = _minimumHolding();
            if ((left < least && left != 0) || (received < least && received != 0)) return Restriction.MINIMUM_HOLDING;
            if (_exceedsHolding(state, identity, from, to, received)) return Restriction.MAXIMUM_HOLDING;
        }
        return state.has(EFFECTS) ? _furtherRestriction(state, from, to, amount) : Restriction.NONE;
    }

    /// Whether a wallet may receive this token, by what its register and this token's word say, and who it is.
    function _eligibility(TokenWord state, address to) internal view returns (Restriction, IdentityWord identity) {
        identity = IdentityWord.wrap(_registry(state).clearance(to, state.wanted()));
        if (IdentityWord.unwrap(identity) == 0 || to == address(this)) {
            bool nobody = to == address(this) || to == address(0);
            return (nobody ? Restriction.INVALID_RECEIVER : Restriction.NOT_VERIFIED, identity);
        }
        if (((state.excludedClasses() | _neverEligible()) >> identity.investorClass()) & 1 == 1) {
            return (Restriction.INVESTOR_CLASS, identity);
        }
        if (state.has(TokenWords.COUNTRIES_ALLOWED | TokenWords.COUNTRIES_RESTRICTED)) {
            uint256 country = identity.country();
            if (country != state.homeCountry() && !_countryPasses(state, country)) {
                return (Restriction.COUNTRY, identity);
            }
        }
        return (Restriction.NONE, identity);
    }

    function _countryPasses(TokenWord state, uint256 country) private view returns (bool) {
        bool listed = (_countries[country >> 8] >> (country & 0xff)) & 1 == 1;
        return listed == state.has(TokenWords.COUNTRIES_ALLOWED);
    }

    /// Whether an investor would hold more than it may, over all its wallets.
    function _exceedsHolding(TokenWord state, IdentityWord identity, address from, address to, uint256 received)
        internal
        view
        returns (bool)
    {
        uint256 most = state.maxHolding();
        if (most == 0) return false;
        if (!identity.several()) return received > most;
        address[] memory wallets = _registry(state).walletsOf(to);
        for (uint256 i = 0; i < wallets.length; ++i) {
            if (wallets[i] == from) return false; // the investor's own, before and after
            if (wallets[i] != to) received += _holdings[wallets[i]].account.balance();
        }
        return received > most;
    }

    /// Units that the investor of a wallet holds over all its wallets.
    function _holdingOf(IIdentityRegistry registry, address wallet) internal view returns (uint256 held) {
        if (!IdentityWord.wrap(registry.wordOf(wallet)).several()) return _holdings[wallet].account.balance();
        address[] memory wallets = registry.walletsOf(wallet);
        for (uint256 i = 0; i < wallets.length; ++i) {
            held += _holdings[wallets[i]].account.balance();
        }
    }

    /// Refuses with the error that the standards have for a reason, or ours.
    function _refuse(Restriction reason, address from, address to, uint256 amount) internal view {
        HolderAccount account = _holdings[from].account;
        require(reason != Restriction.INSUFFICIENT_BALANCE, ERC20InsufficientBalance(from, account.balance(), amount));
        require(
            reason != Restriction.FROZEN_UNITS,
            IEnforcement.ERC7943InsufficientUnfrozenBalance(from, amount, account.available())
        );
        revert ITransferRules.TransferRestricted(reason, from, to, amount);
    }

    /// Books what the rules keep count of, after units have moved. No zero address: nothing is counted for it.
    function _bookMovement(TokenWord state, address from, address to, uint256 amount) internal {
        if (!state.has(TokenWords.LIMITS) || amount == 0 || _limits.limits.maxHolders == 0 || from == to) return;
        IIdentityRegistry registry = _registry(state);
        bytes8 sender = IdentityWord.wrap(registry.wordOf(from)).investor();
        bytes8 receiver = IdentityWord.wrap(registry.wordOf(to)).investor();
        if (sender == receiver && sender != 0) return;
        uint32 holders = _limits.holders;
        // Another register may tell wallets apart that were one investor's: the last to leave is never held back.
        if (from != address(0) && holders != 0 && _holdingOf(registry, from) == 0) --holders;
        if (to != address(0) && _holdingOf(registry, to) == amount) ++holders;
        _limits.holders = holders;
    }

    /// Books what an investor has sent today and this month.
    function _bookVolume(TokenWord state, address from, uint256 amount) internal {
        Limits storage limits = _limits.limits;
        if (!state.has(TokenWords.LIMITS) || (limits.daily == 0 && limits.monthly == 0)) return;
        bytes8 investor = IdentityWord.wrap(_registry(state).wordOf(from)).investor();
        (uint256 today, uint256 thisMonth) = _sent(investor);
        (uint256 day, uint256 month) = _dayAndMonth();
        _volumes[investor] = Volume(uint32(day), uint32(month), uint64(today + amount), uint64(thisMonth + amount));
    }

    function _furtherRestriction(TokenWord state, address from, address to, uint256 amount)
        private
        view
        returns (Restriction)
    {
        if (state.has(TokenWords.LIMITS)) {
            Restriction reason = _limitRestriction(state, from, to, amount);
            if (reason != Restriction.NONE) return reason;
        }
        if (state.has(TokenWords.APPROVAL_NEEDED)) {
            uint256 until = _approvedTransfers[keccak256(abi.encode(from, to, amount))];
            if (until < block.timestamp) return Restriction.APPROVAL_NEEDED;
        }
        if (state.has(TokenWords.EXTERNAL_RULES)) {
            // Only a plain yes is one: rules that fail, or answer anything else, refuse.
            (bool answered, bytes32 answer,) = LowLevelCall.staticcallReturn64Bytes(
                address(_externalRules), abi.encodeCall(ICompliance.canTransfer, (from, to, amount))
            );
            if (!answered || answer != bytes32(uint256(1))) return Restriction.EXTERNAL_RULES;
        }
        return Restriction.NONE;
    }

    function _limitRestriction(TokenWord state, address from, address to, uint256 amount)
        private
        view
        returns (Restriction)
    {
        Limits memory limits = _limits.limits;
        if (block.timestamp <= limits.lockedUntil) return Restriction.LOCK_UP;
        if (limits.multiple != 0 && amount % limits.multiple != 0) return Restriction.MULTIPLE;
        if (limits.maxHolders != 0 && _exceedsHolders(state, from, to, amount)) return Restriction.MAXIMUM_HOLDERS;
        if (limits.daily == 0 && limits.monthly == 0) return Restriction.NONE;
        (uint256 today, uint256 thisMonth) = _sent(IdentityWord.wrap(_registry(state).wordOf(from)).investor());
        if (limits.daily != 0 && today + amount > limits.daily) return Restriction.DAILY_VOLUME;
        if (limits.monthly != 0 && thisMonth + amount > limits.monthly) return Restriction.MONTHLY_VOLUME;
        return Restriction.NONE;
    }

    /// Whether a movement would leave more investors holding than may.
    function _exceedsHolders(TokenWord state, address from, address to, uint256 amount) internal view returns (bool) {
        IIdentityRegistry registry = _registry(state);
        if (amount == 0 || _limits.holders < _limits.limits.maxHolders || _holdingOf(registry, to) != 0) return false;
        // A new holder comes in only where the sender's investor goes out with its last units.
        return _holdingOf(registry, from) != amount || _limits.holders > _limits.limits.maxHolders;
    }

    /// What an investor has sent today and this month.
    function _sent(bytes8 investor) private view returns (uint256 today, uint256 thisMonth) {
        Volume memory volume = _volumes[investor];
        (uint256 day, uint256 month) = _dayAndMonth();
        if (volume.day == day) today = volume.today;
        if (volume.month == month) thisMonth = volume.thisMonth;
    }

    function _dayAndMonth() private view returns (uint256 day, uint256 month) {
        day = block.timestamp / 1 days;
        month = CivilDate.monthOf(day);
    }
}
