// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {LowLevelCall} from "@openzeppelin/contracts/utils/LowLevelCall.sol";
import {IEnforcement} from "../interfaces/IEnforcement.sol";
import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";
import {ITransferRules, Limits} from "../interfaces/ITransferRules.sol";
import {ICompliance} from "../interfaces/erc3643/ICompliance.sol";
import {CivilDate} from "../libraries/CivilDate.sol";
import {HolderAccount} from "../libraries/HolderAccounts.sol";
import {IdentityWord} from "../libraries/IdentityWords.sol";
import {Restriction, Restrictions} from "../libraries/Restrictions.sol";
import {TokenWord, TokenWords} from "../libraries/TokenWords.sol";
import {TokenState} from "./TokenState.sol";

/// The one place that says whether a transfer passes: what stops all of them now, and then what stops this one. A
/// transfer and the views that foretell it ask both.
abstract contract TransferRules is TokenState {
    /// Of rules outside the token that are told something, and cannot stop it by failing.
    uint256 internal constant TELLING_GAS = 500_000;
    uint256 internal constant EFFECTS = TokenWords.LIMITS | TokenWords.APPROVAL_NEEDED | TokenWords.EXTERNAL_RULES;

    /// What stops every transfer now, whoever is in it.
    function _generalRestriction(TokenWord state) internal view returns (Restriction) {
        if (!state.isShutAt(block.timestamp)) return Restrictions.NONE;
        return state.paused() ? Restrictions.PAUSED : Restrictions.CLOSED_PERIOD;
    }

    /// Why a transfer would fail that nothing general stops.
    /// @param identity what the register says of the receiver
    /// @param least holding other than none
    function _restrictionWhileOpen(
        TokenWord state,
        IdentityWord identity,
        HolderAccount sender,
        HolderAccount receiver,
        address from,
        address to,
        uint256 amount,
        uint256 least
    ) internal view returns (Restriction) {
        if (sender.or(receiver).blocked()) {
            return sender.blocked() ? Restrictions.SENDER_FROZEN : Restrictions.RECEIVER_FROZEN;
        }
        if (amount > sender.available()) {
            return amount > sender.balance() ? Restrictions.INSUFFICIENT_BALANCE : Restrictions.FROZEN_UNITS;
        }
        Restriction reason = _eligibility(state, identity, to);
        if (reason != Restrictions.NONE) return reason;
        if (from != to) {
            // Balances fit 64 bits: neither sum nor difference can leave the word.
            (uint256 left, uint256 received) = (sender.minus(amount).balance(), receiver.plus(amount).balance());
            if (sender.locked()) left -= _lockedIn(from, sender); // what is locked is to go: it is no rest
            if ((left < least && left != 0) || (received < least && received != 0)) {
                return Restrictions.MINIMUM_HOLDING;
            }
            if (state.maxHolding() != 0) {
                if (_exceedsHolding(state, identity, from, to, received)) return Restrictions.MAXIMUM_HOLDING;
            }
        }
        return state.has(EFFECTS) ? _furtherRestriction(state, from, to, amount) : Restrictions.NONE;
    }

    /// What the register says of a wallet for this token: its word, or zero where it is not verified now.
    /// @dev As `registry.clearance(wallet, wanted)`, with the answer read where it arrives.
    function _identity(TokenWord state, address wallet) internal view returns (IdentityWord identity) {
        address registry = address(_registry(state));
        bytes4 selector = IIdentityRegistry.clearance.selector;
        uint256 wanted = state.wanted();
        bool answered;
        assembly ("memory-safe") {
            let call_ := mload(0x40)
            mstore(call_, selector)
            mstore(add(call_, 0x04), wallet)
            mstore(add(call_, 0x24), wanted)
            answered := staticcall(gas(), registry, call_, 0x44, 0x00, 0x20)
            identity := mload(0x00)
            if iszero(answered) {
                returndatacopy(call_, 0, returndatasize())
                revert(call_, returndatasize())
            }
            answered := gt(returndatasize(), 0x1f)
        }
        require(answered, ITransferRules.NoClearance(registry));
    }

    /// The same of many wallets.
    /// @dev As `registry.clearances(wallets, wanted)`, with the list copied whole on the way there and back.
    function _identities(TokenWord state, address[] calldata wallets) internal view returns (uint256[] memory words) {
        address registry = address(_registry(state));
        bytes4 selector = IIdentityRegistry.clearances.selector;
        uint256 wanted = state.wanted();
        bool answered;
        assembly ("memory-safe") {
            let call_ := mload(0x40)
            let size := shl(5, wallets.length)
            mstore(call_, selector)
            mstore(add(call_, 0x04), 0x40)
            mstore(add(call_, 0x24), wanted)
            mstore(add(call_, 0x44), wallets.length)
            calldatacopy(add(call_, 0x64), wallets.offset, size)
            // The answer takes the call's place: where the list begins, its length, its words.
            answered := staticcall(gas(), registry, call_, add(size, 0x64), call_, add(size, 0x40))
            words := add(call_, 0x20)
            mstore(0x40, add(words, add(size, 0x20)))
            if iszero(answered) {
                returndatacopy(call_, 0, returndatasize())
                revert(call_, returndatasize())
            }
            answered := eq(returndatasize(), add(size, 0x40))
        }
        require(answered && words.length == wallets.length, ITransferRules.NoClearance(registry));
    }

    /// Whether a wallet may receive this token, by what its register and this token's word say.
    function _eligibility(TokenWord state, IdentityWord identity, address to) internal view returns (Restriction) {
        if (to == address(this)) return Restrictions.INVALID_RECEIVER;
        if (IdentityWord.unwrap(identity) == 0) {
            return to == address(0) ? Restrictions.INVALID_RECEIVER : Restrictions.NOT_VERIFIED;
        }
        if (((state.excludedClasses() | _neverEligible()) >> identity.investorClass()) & 1 == 1) {
            return Restrictions.INVESTOR_CLASS;
        }
        if (state.has(TokenWords.COUNTRIES_ALLOWED | TokenWords.COUNTRIES_RESTRICTED)) {
            uint256 country = identity.country();
            if (country != state.homeCountry() && !_countryPasses(state, country)) return Restrictions.COUNTRY;
        }
        return _ownRestriction(to);
    }

    function _countryPasses(TokenWord state, uint256 country) private view returns (bool) {
        bool listed = (_countries[country >> 8] >> (country & 0xff)) & 1 == 1;
        return listed == state.has(TokenWords.COUNTRIES_ALLOWED);
    }

    /// Whether an investor would hold more than the limit there is, over all its wallets.
    function _exceedsHolding(TokenWord state, IdentityWord identity, address from, address to, uint256 received)
        internal
        view
        returns (bool)
    {
        return (identity.several() ? _heldTogether(state, from, to, received) : received) > state.maxHolding();
    }

    /// What the investor of a receiver would hold over all its wallets; nothing that is new where it sends to itself.
    function _heldTogether(TokenWord state, address from, address to, uint256 received)
        private
        view
        returns (uint256 held)
    {
        address[] memory wallets = _registry(state).walletsOf(to);
        held = received;
        for (uint256 i = 0; i < wallets.length; ++i) {
            if (wallets[i] == from) return 0; // the investor's own, before and after
            if (wallets[i] != to) held += _holdings[wallets[i]].account.balance();
        }
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
        require(reason != Restrictions.INSUFFICIENT_BALANCE, ERC20InsufficientBalance(from, account.balance(), amount));
        require(
            reason != Restrictions.FROZEN_UNITS,
            IEnforcement.ERC7943InsufficientUnfrozenBalance(from, amount, account.available())
        );
        revert ITransferRules.TransferRestricted(reason, from, to, amount);
    }

    /// With less gas left, rules could fail for want of it, and whoever sends it decide that they are not told.
    function _checkTellingGas() internal view {
        uint256 needed = TELLING_GAS + TELLING_GAS / 32; // a call takes 63/64 of what is left at most
        require(gasleft() > needed, ITransferRules.TooLittleGas(needed));
    }

    /// Whether two wallets are one investor's, whose word says that it has several: a reference alone could be shared.
    function _sameInvestor(IdentityWord one, IdentityWord other) internal pure returns (bool) {
        return one.several() && other.several() && one.investor() == other.investor();
    }

    /// Books what the rules keep count of, after units have moved. No zero address: nothing is counted for it.
    function _bookMovement(TokenWord state, address from, address to, uint256 amount) internal {
        if (!state.has(TokenWords.LIMITS) || amount == 0 || _limits.limits.maxHolders == 0 || from == to) return;
        IIdentityRegistry registry = _registry(state);
        if (_sameInvestor(IdentityWord.wrap(registry.wordOf(from)), IdentityWord.wrap(registry.wordOf(to)))) return;
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
        bytes8 investor = _senderOf(state, from);
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
            if (reason != Restrictions.NONE) return reason;
        }
        if (state.has(TokenWords.APPROVAL_NEEDED)) {
            uint256 until = _approvedTransfers[keccak256(abi.encode(from, to, amount))];
            if (until < block.timestamp) return Restrictions.APPROVAL_NEEDED;
        }
        if (state.has(TokenWords.EXTERNAL_RULES)) {
            // Only a plain yes is one: rules that fail, or answer anything else, refuse.
            (bool answered, bytes32 answer,) = LowLevelCall.staticcallReturn64Bytes(
                address(_externalRules), abi.encodeCall(ICompliance.canTransfer, (from, to, amount))
            );
            if (!answered || answer != bytes32(uint256(1))) return Restrictions.EXTERNAL_RULES;
        }
        return Restrictions.NONE;
    }

    function _limitRestriction(TokenWord state, address from, address to, uint256 amount)
        private
        view
        returns (Restriction)
    {
        Limits memory limits = _limits.limits;
        if (block.timestamp <= limits.lockedUntil) return Restrictions.LOCK_UP;
        if (limits.multiple != 0 && amount % limits.multiple != 0) return Restrictions.MULTIPLE;
        if (limits.maxHolders != 0 && _exceedsHolders(state, from, to, amount)) return Restrictions.MAXIMUM_HOLDERS;
        if (limits.daily == 0 && limits.monthly == 0) return Restrictions.NONE;
        (uint256 today, uint256 thisMonth) = _sent(_senderOf(state, from));
        if (limits.daily != 0 && today + amount > limits.daily) return Restrictions.DAILY_VOLUME;
        if (limits.monthly != 0 && thisMonth + amount > limits.monthly) return Restrictions.MONTHLY_VOLUME;
        return Restrictions.NONE;
    }

    /// Whether a movement would leave more investors holding than may.
    function _exceedsHolders(TokenWord state, address from, address to, uint256 amount) internal view returns (bool) {
        IIdentityRegistry registry = _registry(state);
        if (amount == 0 || _limits.holders < _limits.limits.maxHolders || _holdingOf(registry, to) != 0) return false;
        // A new holder comes in only where the sender's investor goes out with its last units.
        return _holdingOf(registry, from) != amount || _limits.holders > _limits.limits.maxHolders;
    }

    /// Whose volume a wallet's transfers count to: its investor's, or its own where the register does not know it.
    function _senderOf(TokenWord state, address wallet) private view returns (bytes8 investor) {
        investor = IdentityWord.wrap(_registry(state).wordOf(wallet)).investor();
        if (investor == 0) investor = bytes8(bytes20(wallet));
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
