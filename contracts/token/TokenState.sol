// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";
import {ISettlementLocks} from "../interfaces/ISettlementLocks.sol";
import {Limits} from "../interfaces/ITransferRules.sol";
import {ICompliance} from "../interfaces/erc3643/ICompliance.sol";
import {HolderAccount} from "../libraries/HolderAccounts.sol";
import {Restriction} from "../libraries/Restrictions.sol";
import {TokenWord, TokenWords} from "../libraries/TokenWords.sol";

/// The storage of a permissioned token, one layout for the token and its administration contract, and what a child
/// must say about itself.
abstract contract TokenState is IERC20Errors {
    /// A holder's word in a struct, so that a transfer can keep hold of its slot.
    struct Holding {
        HolderAccount account;
    }

    struct LimitState {
        Limits limits;
        uint32 holders; // investors with a holding; counted while their number is limited
    }

    struct Volume {
        uint32 day;
        uint32 month;
        uint64 today;
        uint64 thisMonth;
    }

    struct Document {
        string uri;
        bytes32 documentHash;
        uint256 lastModified; // [s]
        uint256 position; // in the list of names, plus one
    }

    struct ActApproval {
        address approver;
        uint40 until; // [s]
    }

    /// @param round of the holder's locks; those of an earlier one have ended
    struct Lock {
        address owner;
        uint64 amount; // 0 once it has ended
        uint32 round;
        address spender;
        uint40 expiry; // [s]
        address receiver;
        bytes32 spendCommitment;
        bytes32 cancelCommitment;
    }

    struct LockedUnits {
        uint64 amount;
        uint32 round;
    }

    TokenWord internal _state;
    mapping(address holder => Holding) internal _holdings;
    mapping(address holder => mapping(address spender => uint256)) internal _allowances;

    uint256[4] internal _countries;
    LimitState internal _limits;
    mapping(bytes8 investor => Volume) internal _volumes;
    mapping(address spender => bool) internal _spenders;
    mapping(bytes32 transfer => uint256 until) internal _approvedTransfers;
    mapping(bytes32 act => ActApproval) internal _approvedActs;
    ICompliance internal _externalRules;
    IIdentityRegistry internal _otherRegistry;

    address internal _onchainID;
    bytes32 internal _name; // ShortString, where the first was replaced
    bytes32 internal _symbol;
    mapping(address holder => uint256) internal _nonces;
    mapping(bytes32 name => Document) internal _documents;
    bytes32[] internal _documentNames;

    mapping(bytes32 lockId => Lock) internal _locks;
    mapping(address holder => LockedUnits) internal _locked; // counts where the account says that locks stand

    modifier only(bytes32 role) {
        _checkHas(role);
        _;
    }

    /// Whether an account has a role.
    function _hasRole(bytes32 role, address account) internal view virtual returns (bool);

    /// The register that the implementation was made for.
    function _ownRegistry() internal view virtual returns (IIdentityRegistry);

    /// The account with everything it earned until now counted in; called before its balance changes.
    function _touched(TokenWord state, address holder, HolderAccount account) internal virtual returns (HolderAccount);

    /// The same of both sides of a transfer at once.
    function _touchedBoth(TokenWord state, address from, HolderAccount sender, address to, HolderAccount receiver)
        internal
        virtual
        returns (HolderAccount, HolderAccount);

    /// The cursor of an account that has nothing to count in now; more than any cursor where every account has.
    function _currentCursor(TokenWord state) internal view virtual returns (uint256);

    /// Least holding other than none.
    function _minimumHolding() internal view virtual returns (uint256);

    /// Investor classes that may never receive, whatever the rules say.
    function _neverEligible() internal pure virtual returns (uint256);

    /// Most that may be in issue.
    function _maximumSupply() internal view virtual returns (uint256);

    /// Who settles trades in this token.
    function _venue() internal view virtual returns (address);

    /// Whether somebody may move what holders let the settlement venue move.
    function _isVenue(address spender) internal view virtual returns (bool);

    /// Units that a holder has promised otherwise and cannot lock.
    function _reserved(address holder) internal view virtual returns (uint256);

    /// Why a token of this kind would not be received by a wallet that is eligible by the register and the rules.
    function _ownRestriction(address to) internal view virtual returns (Restriction);

    /// Whether forced acts need a second person.
    function _needsTwo() internal view virtual returns (bool);

    /// Units of an account that are locked; they are part of those it has withheld from transfers.
    function _lockedIn(address holder, HolderAccount account) internal view returns (uint256) {
        return account.locked() ? _locked[holder].amount : 0;
    }

    /// Units of an account that are frozen, without those locked.
    function _frozenIn(address holder, HolderAccount account) internal view returns (uint256) {
        return account.withheld() - _lockedIn(holder, account);
    }

    /// Units of an account that are not locked.
    function _unlockedIn(address holder, HolderAccount account) internal view returns (uint256) {
        return account.balance() - _lockedIn(holder, account);
    }

    /// Whether a lock has not ended.
    function _stands(Lock storage lock) internal view returns (bool) {
        address owner = lock.owner;
        return lock.amount != 0 && _holdings[owner].account.locked() && _locked[owner].round == lock.round;
    }

    function _activeLock(bytes32 lockId) internal view returns (Lock storage lock) {
        lock = _locks[lockId];
        require(_stands(lock), ISettlementLocks.LockNotActive(lockId));
    }

    /// An account whose locks have all ended.
    function _withoutLocks(address holder, HolderAccount account) internal returns (HolderAccount) {
        if (!account.locked()) return account;
        uint256 amount = _locked[holder].amount;
        emit ISettlementLocks.LocksEnded(holder, amount);
        return account.withWithheld(account.withheld() - amount).withLocked(false);
    }

    function _checkHas(bytes32 role) internal view {
        require(_hasRole(role, msg.sender), IAccessControl.AccessControlUnauthorizedAccount(msg.sender, role));
    }

    function _registry(TokenWord state) internal view returns (IIdentityRegistry) {
        return state.has(TokenWords.OTHER_REGISTRY) ? _otherRegistry : _ownRegistry();
    }
}
