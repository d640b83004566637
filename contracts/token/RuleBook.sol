// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CountryRule, ITransferRules, Limits, Rules} from "../interfaces/ITransferRules.sol";
import {ICompliance} from "../interfaces/erc3643/ICompliance.sol";
import {HolderAccount} from "../libraries/HolderAccounts.sol";
import {IdentityWord} from "../libraries/IdentityWords.sol";
import {Restriction, Restrictions} from "../libraries/Restrictions.sol";
import {TokenRoles} from "../libraries/TokenRoles.sol";
import {TokenWord, TokenWords} from "../libraries/TokenWords.sol";
import {BuiltInCompliance} from "./BuiltInCompliance.sol";
import {TransferRules} from "./TransferRules.sol";

/// Where transfer rules are set, and where they explain themselves.
abstract contract RuleBook is ITransferRules, TransferRules, BuiltInCompliance {
    /// @inheritdoc ITransferRules
    function setRules(Rules calldata rules_) external only(TokenRoles.COMPLIANCE) {
        require(rules_.closedFrom <= rules_.closedUntil, InvalidRule());
        TokenWord state = _state.withMaxHolding(rules_.maxHolding).withClosed(rules_.closedFrom, rules_.closedUntil);
        state = state.withRequiredTopics(rules_.requiredTopics).withExcludedClasses(rules_.excludedClasses);
        state = state.withSwitch(TokenWords.LIVE_VERIFICATION, rules_.liveVerification);
        state = state.withSwitch(TokenWords.SPENDER_LIST, rules_.spenderList);
        _state = state.withSwitch(TokenWords.APPROVAL_NEEDED, rules_.approvalNeeded);
        emit RulesSet(rules_, msg.sender);
    }

    /// @inheritdoc ITransferRules
    function setLimits(Limits calldata limits_) external only(TokenRoles.COMPLIANCE) {
        // Holders are counted from the first unit on, or not at all.
        bool counted = _limits.limits.maxHolders != 0 || _state.supply() == 0;
        require(limits_.maxHolders == 0 || counted, InvalidRule());
        if (limits_.maxHolders == 0) _limits.holders = 0;
        _limits.limits = limits_;
        bool on = limits_.maxHolders != 0 || limits_.lockedUntil != 0 || limits_.daily != 0 || limits_.monthly != 0
            || limits_.multiple != 0;
        _state = _state.withSwitch(TokenWords.LIMITS, on);
        emit LimitsSet(limits_, msg.sender);
    }

    /// @inheritdoc ITransferRules
    function setCountries(CountryRule rule, uint16 home, uint256[4] calldata countries_)
        external
        only(TokenRoles.COMPLIANCE)
    {
        require(home < 1024, InvalidRule());
        bool listed = (countries_[home >> 8] >> (home & 0xff)) & 1 == 1;
        require(home == 0 || (rule == CountryRule.ALLOWED) == listed, InvalidRule());
        _countries = countries_;
        _state = _state.withSwitch(TokenWords.COUNTRIES_ALLOWED, rule == CountryRule.ALLOWED)
            .withSwitch(TokenWords.COUNTRIES_RESTRICTED, rule == CountryRule.RESTRICTED).withHomeCountry(home);
        emit CountriesSet(rule, home, countries_, msg.sender);
    }

    /// @inheritdoc ITransferRules
    function setSpender(address spender, bool listed) external only(TokenRoles.COMPLIANCE) {
        _spenders[spender] = listed;
        emit SpenderListed(spender, listed, msg.sender);
    }

    /// @inheritdoc ITransferRules
    function approveTransfer(address from, address to, uint256 amount, uint40 until)
        external
        only(TokenRoles.CUSTODIAN)
    {
        bytes32 transfer_ = keccak256(abi.encode(from, to, amount));
        require(
            until >= block.timestamp && _approvedTransfers[transfer_] < block.timestamp,
            ApprovalRefused(from, to, amount, until)
        );
        _approvedTransfers[transfer_] = until;
        emit TransferApproved(from, to, amount, until, msg.sender);
    }

    /// @inheritdoc ITransferRules
    function rules() external view returns (Rules memory) {
        TokenWord state = _state;
        return Rules({
            maxHolding: uint64(state.maxHolding()),
            closedFrom: uint40(state.closedFrom()),
            closedUntil: uint40(state.closedUntil()),
            requiredTopics: uint8(state.requiredTopics()),
            excludedClasses: uint8(state.excludedClasses()),
            liveVerification: state.has(TokenWords.LIVE_VERIFICATION),
            spenderList: state.has(TokenWords.SPENDER_LIST),
            approvalNeeded: state.has(TokenWords.APPROVAL_NEEDED)
        });
    }

    /// @inheritdoc ITransferRules
    function limits() external view returns (Limits memory, uint256 holders) {
        return (_limits.limits, _limits.holders);
    }

    /// @inheritdoc ITransferRules
    function countries() external view returns (CountryRule rule, uint16 home, uint256[4] memory list) {
        TokenWord state = _state;
        if (state.has(TokenWords.COUNTRIES_ALLOWED)) rule = CountryRule.ALLOWED;
        if (state.has(TokenWords.COUNTRIES_RESTRICTED)) rule = CountryRule.RESTRICTED;
        return (rule, uint16(state.homeCountry()), _countries);
    }

    /// @inheritdoc ITransferRules
    function isSpenderListed(address spender) external view returns (bool) {
        return _spenders[spender];
    }

    /// @inheritdoc ITransferRules
    function transferApprovedUntil(address from, address to, uint256 amount) external view returns (uint40) {
        return uint40(_approvedTransfers[keccak256(abi.encode(from, to, amount))]);
    }

    /// @inheritdoc ITransferRules
    function detectTransferRestriction(address from, address to, uint256 value) external view returns (uint8) {
        return Restriction.unwrap(_reason(from, from, to, value));
    }

    /// @inheritdoc ITransferRules
    function messageForTransferRestriction(uint8 restrictionCode) external pure returns (string memory) {
        return _words(restrictionCode);
    }

    /// @inheritdoc ITransferRules
    function transferRestriction(address spender, address from, address to, uint256 amount)
        external
        view
        returns (uint8 code, string memory words)
    {
        code = Restriction.unwrap(_reason(spender, from, to, amount));
        words = _words(code);
    }

    /// @inheritdoc ITransferRules
    function canSend(address account) external view returns (bool) {
        return !_holdings[account].account.blocked();
    }

    /// @inheritdoc ITransferRules
    function canReceive(address account) external view returns (bool) {
        if (_holdings[account].account.blocked()) return false;
        TokenWord state = _state;
        return _eligibility(state, _identity(state, account), account) == Restrictions.NONE;
    }

    /// @inheritdoc ITransferRules
    function canTransfer(address from, address to, uint256 amount)
        external
        view
        override(ICompliance, ITransferRules)
        returns (bool)
    {
        return _passage(_state, from, to, amount) == Restrictions.NONE;
    }

    function _reason(address spender, address from, address to, uint256 amount) private view returns (Restriction) {
        TokenWord state = _state;
        if (spender != from && !(_holdings[from].account.settles() && _isVenue(spender))) {
            if (state.has(TokenWords.SPENDER_LIST) && !_spenders[spender]) return Restrictions.SPENDER_NOT_LISTED;
            if (_allowances[from][spender] < amount) return Restrictions.INSUFFICIENT_ALLOWANCE;
        }
        return _passage(state, from, to, amount);
    }

    function _passage(TokenWord state, address from, address to, uint256 amount) private view returns (Restriction) {
        Restriction general = _generalRestriction(state);
        if (general != Restrictions.NONE) return general;
        IdentityWord identity = _identity(state, to);
        (HolderAccount sender, HolderAccount receiver) = (_holdings[from].account, _holdings[to].account);
        return _restrictionWhileOpen(state, identity, sender, receiver, from, to, amount, _minimumHolding());
    }

    function _words(uint8 code) private pure returns (string memory) {
        string[23] memory all = [
            "no restriction",
            "the token is paused",
            "the sender's address is frozen",
            "the receiver's address is frozen",
            "the receiver cannot be a holder",
            "the sender has less than this",
            "the sender has this, but part of it is frozen or locked",
            "the receiver is not verified for this token now",
            "the receiver's investor class may not hold this token",
            "the receiver's country may not hold this token",
            "transfers are closed at this time",
            "the token is locked up",
            "a holding would be below the minimum",
            "the amount is not a multiple of the step",
            "the receiver would hold more than one investor may",
            "more investors would hold than may",
            "the sender's volume of the day would be exceeded",
            "the sender's volume of the month would be exceeded",
            "the transfer has not been approved",
            "the spender is not on the list",
            "the spender's allowance is less than this",
            "a rule outside the token refuses it",
            "the receiver has no account at the bank"
        ];
        return code < all.length ? all[code] : "unknown code";
    }
}
