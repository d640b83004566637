// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Restriction} from "../libraries/Restrictions.sol";

/// Which countries may receive.
enum CountryRule {
    ANY,
    ALLOWED,
    RESTRICTED
}

/// The rules that cost no storage read of their own.
/// @param maxHolding most that one investor may hold over all its wallets, 0 for no limit
/// @param closedFrom first second of the closed period; 0 with `closedUntil` 0 for none [s]
/// @param closedUntil last second of the closed period [s]
/// @param requiredTopics topics beside those required of all: bit i is the registry's topic of index i
/// @param excludedClasses investor classes that may not receive: bit i is class i; professional investors only is 2
/// @param liveVerification whether claims in identity contracts are verified again at every transfer
/// @param spenderList whether only listed spenders may use an allowance
/// @param approvalNeeded whether every transfer must be approved beforehand
struct Rules {
    uint64 maxHolding;
    uint40 closedFrom;
    uint40 closedUntil;
    uint8 requiredTopics;
    uint8 excludedClasses;
    bool liveVerification;
    bool spenderList;
    bool approvalNeeded;
}

/// The rules that share a second word, read only where one of them is on. Zero is off, everywhere.
/// @param maxHolders most investors that may hold at a time; counted from the first unit, so on only before it, and not
/// anew where another register tells investors apart otherwise
/// @param lockedUntil last second of the lock-up [s]
/// @param daily most that one investor may send in a day (UTC)
/// @param monthly most that one investor may send in a calendar month (UTC)
/// @param multiple every transfer is a multiple of it
struct Limits {
    uint32 maxHolders;
    uint40 lockedUntil;
    uint56 daily;
    uint56 monthly;
    uint32 multiple;
}

/// The transfer rules of a token: data in few words. They bind transfers of holders; minting keeps who may receive and
/// how much may be held; forced transfers and recoveries keep only that the receiver is eligible.
interface ITransferRules {
    event RulesSet(Rules rules, address indexed actor);
    event LimitsSet(Limits limits, address indexed actor);
    event CountriesSet(CountryRule rule, uint16 home, uint256[4] countries, address indexed actor);
    event SpenderListed(address indexed spender, bool listed, address indexed actor);
    event TransferApproved(
        address indexed from, address indexed to, uint256 amount, uint40 until, address indexed actor
    );

    /// Thrown when a transfer breaks a rule; `messageForTransferRestriction` says it in words.
    error TransferRestricted(Restriction reason, address from, address to, uint256 amount);
    /// Thrown when the register does not answer for a list of wallets.
    error NoClearance(address registry);
    /// Thrown when too little gas is left to tell rules outside the token, and see that they were told.
    error TooLittleGas(uint256 needed);
    /// Thrown when a period ends before it begins, a home country does not pass its own rule, or a number of holders is
    /// to be limited after the first unit.
    error InvalidRule();
    /// Thrown when a transfer is to be approved until a time past, or is approved already.
    error ApprovalRefused(address from, address to, uint256 amount, uint40 until);

    /// Replaces the first kind of rules. Only a compliance officer.
    function setRules(Rules calldata rules) external;

    /// Replaces the second kind. Only a compliance officer.
    function setLimits(Limits calldata limits) external;

    /// Replaces the list of countries. Only a compliance officer.
    /// @param home the country that most transfers go to, 0 for none: it must pass the rule, and then passes without a
    /// storage read
    /// @param countries bit c of the 1024 is the country of ISO 3166-1 numeric code c, low word first
    function setCountries(CountryRule rule, uint16 home, uint256[4] calldata countries) external;

    /// Puts a spender on the list, or takes it off. Only a compliance officer.
    function setSpender(address spender, bool listed) external;

    /// Approves one transfer of exactly this amount. Only a custodian.
    /// @param until last second in which it may be made [s]
    function approveTransfer(address from, address to, uint256 amount, uint40 until) external;

    /// The rules of the first kind.
    function rules() external view returns (Rules memory);

    /// The rules of the second kind, and how many investors hold now (counted only where their number is limited).
    function limits() external view returns (Limits memory, uint256 holders);

    /// The list of countries.
    function countries() external view returns (CountryRule rule, uint16 home, uint256[4] memory list);

    /// Whether a spender is on the list.
    function isSpenderListed(address spender) external view returns (bool);

    /// Until when a transfer stands approved; 0 for not. [s]
    function transferApprovedUntil(address from, address to, uint256 amount) external view returns (uint40);

    /// Why a transfer of the holder itself would fail now (ERC-1404); 0 if it would not.
    function detectTransferRestriction(address from, address to, uint256 value) external view returns (uint8);

    /// A code in words (ERC-1404).
    function messageForTransferRestriction(uint8 restrictionCode) external view returns (string memory);

    /// Why a transfer would fail now, by code and in words; `spender` is `from` for the holder's own.
    function transferRestriction(address spender, address from, address to, uint256 amount)
        external
        view
        returns (uint8 code, string memory words);

    /// Whether an account may send at all: it is not frozen (ERC-7943).
    function canSend(address account) external view returns (bool);

    /// Whether an account may receive at all: not frozen, verified, of a class and country that may (ERC-7943).
    function canReceive(address account) external view returns (bool);

    /// Whether a transfer would pass every rule now (ERC-7943, and ERC-3643 compliance).
    function canTransfer(address from, address to, uint256 amount) external view returns (bool);
}
