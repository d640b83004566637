// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {OwnedRoles} from "../access/OwnedRoles.sol";
import {IEnforcement} from "../interfaces/IEnforcement.sol";
import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";
import {IPermissionedToken} from "../interfaces/IPermissionedToken.sol";
import {IERC3643} from "../interfaces/erc3643/IERC3643.sol";
import {IIdentity} from "../interfaces/erc3643/IIdentity.sol";
import {HolderAccount} from "../libraries/HolderAccounts.sol";
import {IdentityWord} from "../libraries/IdentityWords.sol";
import {Restriction, Restrictions} from "../libraries/Restrictions.sol";
import {TokenRoles} from "../libraries/TokenRoles.sol";
import {TokenWord, TokenWords} from "../libraries/TokenWords.sol";
import {TokenCore} from "./TokenCore.sol";

/// Freezes, burns and recoveries, and the approval of acts by two persons.
abstract contract TokenEnforcement is IEnforcement, OwnedRoles, TokenCore {
    uint256 private constant MAX_BATCH = 200; // as the token's
    uint40 private constant APPROVAL_TERM = 7 days;
    bytes4 private constant RECOVERY = bytes4(keccak256("recoveryAddress(address,address,address,uint16,bytes32)"));
    bytes4 private constant BURN = bytes4(keccak256("burn(address,uint256,uint16,bytes32)"));
    bytes4 private constant FREEZE_ADDRESS = bytes4(keccak256("setAddressFrozen(address,bool,uint16,bytes32)"));
    bytes4 private constant FREEZE = bytes4(keccak256("freezePartialTokens(address,uint256,uint16,bytes32)"));
    bytes4 private constant UNFREEZE = bytes4(keccak256("unfreezePartialTokens(address,uint256,uint16,bytes32)"));
    bytes4 private constant SET_FROZEN = bytes4(keccak256("setFrozenTokens(address,uint256,uint16,bytes32)"));

    /// As IERC3643.
    function setAddressFrozen(address userAddress, bool freeze) external only(TokenRoles.COMPLIANCE) {
        _setBlocked(userAddress, freeze, 0, 0);
    }

    /// @inheritdoc IEnforcement
    function setAddressFrozen(address userAddress, bool freeze, uint16 code, bytes32 document)
        external
        only(TokenRoles.COMPLIANCE)
    {
        _setBlocked(userAddress, freeze, code, document);
    }

    /// As IERC3643.
    function batchSetAddressFrozen(address[] calldata userAddresses, bool[] calldata freeze)
        external
        only(TokenRoles.COMPLIANCE)
    {
        _checkLists(userAddresses.length, freeze.length);
        for (uint256 i = 0; i < userAddresses.length; ++i) {
            _setBlocked(userAddresses[i], freeze[i], 0, 0);
        }
    }

    /// As IERC3643.
    function batchFreezePartialTokens(address[] calldata userAddresses, uint256[] calldata amounts)
        external
        only(TokenRoles.COMPLIANCE)
    {
        _checkLists(userAddresses.length, amounts.length);
        for (uint256 i = 0; i < userAddresses.length; ++i) {
            HolderAccount account = _holdings[userAddresses[i]].account;
            uint256 available = account.available();
            require(amounts[i] <= available, ERC20InsufficientBalance(userAddresses[i], available, amounts[i]));
            uint256 locked = _lockedIn(userAddresses[i], account);
            _setFrozen(userAddresses[i], account, locked, account.withheld() - locked + amounts[i], FREEZE, 0, 0);
        }
    }

    /// As IERC3643.
    function unfreezePartialTokens(address userAddress, uint256 amount) external only(TokenRoles.COMPLIANCE) {
        _unfreeze(userAddress, amount, 0, 0);
    }

    /// @inheritdoc IEnforcement
    function unfreezePartialTokens(address userAddress, uint256 amount, uint16 code, bytes32 document)
        external
        only(TokenRoles.COMPLIANCE)
    {
        _unfreeze(userAddress, amount, code, document);
    }

    /// As IERC3643.
    function batchUnfreezePartialTokens(address[] calldata userAddresses, uint256[] calldata amounts)
        external
        only(TokenRoles.COMPLIANCE)
    {
        _checkLists(userAddresses.length, amounts.length);
        for (uint256 i = 0; i < userAddresses.length; ++i) {
            _unfreeze(userAddresses[i], amounts[i], 0, 0);
        }
    }

    /// @inheritdoc IEnforcement
    function setFrozenTokens(address account, uint256 amount) external only(TokenRoles.COMPLIANCE) returns (bool) {
        _setFrozenTokens(account, amount, 0, 0);
        return true;
    }

    /// @inheritdoc IEnforcement
    function setFrozenTokens(address account, uint256 amount, uint16 code, bytes32 document)
        external
        only(TokenRoles.COMPLIANCE)
        returns (bool)
    {
        _setFrozenTokens(account, amount, code, document);
        return true;
    }

    /// As IERC3643.
    function batchForcedTransfer(address[] calldata fromList, address[] calldata toList, uint256[] calldata amounts)
        external
        only(TokenRoles.COMPLIANCE)
    {
        _checkLists(fromList.length, toList.length);
        _checkLists(fromList.length, amounts.length);
        for (uint256 i = 0; i < fromList.length; ++i) {
            _forceTransfer(fromList[i], toList[i], amounts[i], 0, 0);
        }
    }

    /// As IERC3643.
    function mint(address to, uint256 amount) external {
        require(_mayMint(), IPermissionedToken.MintRefused());
        _mint(to, amount);
    }

    /// As IERC3643.
    function batchMint(address[] calldata toList, uint256[] calldata amounts) external {
        _checkLists(toList.length, amounts.length);
        require(_mayMint(), IPermissionedToken.MintRefused());
        _mintAll(toList, amounts);
    }

    /// As IERC3643.
    function burn(address userAddress, uint256 amount) external only(TokenRoles.COMPLIANCE) {
        _forceBurn(userAddress, amount, 0, 0);
    }

    /// @inheritdoc IEnforcement
    function burn(address userAddress, uint256 amount, uint16 code, bytes32 document)
        external
        only(TokenRoles.COMPLIANCE)
    {
        _forceBurn(userAddress, amount, code, document);
    }

    /// As IERC3643.
    function batchBurn(address[] calldata userAddresses, uint256[] calldata amounts)
        external
        only(TokenRoles.COMPLIANCE)
    {
        _checkLists(userAddresses.length, amounts.length);
        for (uint256 i = 0; i < userAddresses.length; ++i) {
            _forceBurn(userAddresses[i], amounts[i], 0, 0);
        }
    }

    /// As IERC3643.
    function recoveryAddress(address lostWallet, address newWallet, address investorOnchainID)
        external
        only(TokenRoles.REGISTRAR)
        returns (bool)
    {
        _recover(lostWallet, newWallet, investorOnchainID, 0, 0);
        return true;
    }

    /// @inheritdoc IEnforcement
    function recoveryAddress(
        address lostWallet,
        address newWallet,
        address investorOnchainID,
        uint16 code,
        bytes32 document
    ) external only(TokenRoles.REGISTRAR) returns (bool) {
        _recover(lostWallet, newWallet, investorOnchainID, code, document);
        return true;
    }

    /// @inheritdoc IEnforcement
    function approveAct(bytes32 act) external {
        if (!_hasRole(TokenRoles.CUSTODIAN, msg.sender)) _checkHas(TokenRoles.COMPLIANCE);
        require(!_standsApproved(_approvedActs[act]), ActApprovalState(act));
        uint40 until = uint40(block.timestamp) + APPROVAL_TERM;
        _approvedActs[act] = ActApproval(msg.sender, until);
        emit ActApproved(act, msg.sender, until);
    }

    /// @inheritdoc IEnforcement
    function withdrawAct(bytes32 act) external {
        require(_approvedActs[act].approver == msg.sender, ActApprovalState(act));
        delete _approvedActs[act];
        emit ActWithdrawn(act, msg.sender);
    }

    /// @inheritdoc IEnforcement
    function dualControl() external view returns (bool) {
        return _needsTwo();
    }

    /// @inheritdoc IEnforcement
    function actHash(
        bytes4 act,
        address from,
        address to,
        uint256 amount,
        address subject,
        uint16 code,
        bytes32 document
    ) external pure returns (bytes32) {
        return keccak256(abi.encode(act, from, to, amount, subject, code, document));
    }

    /// Whether the caller may mint now by the standard functions; reverts where it may not for a reason of its own.
    function _mayMint() internal view virtual returns (bool);

    /// Whether units may be burnt now other than by redemption.
    function _burnIsOpen(TokenWord state) internal view virtual returns (bool);

    /// Whether something belongs to a holder whose account is empty.
    function _hasMore(address holder) internal view virtual returns (bool);

    /// What else belongs to an account than its word.
    function _moveArrears(address from, address to) internal virtual;

    function _hasRole(bytes32 role, address account) internal view override returns (bool) {
        return hasRole(role, account);
    }

    function _setBlocked(address holder, bool freeze, uint16 code, bytes32 document) private {
        HolderAccount account = _holdings[holder].account;
        bool before = account.blocked();
        _holdings[holder].account = account.withBlocked(freeze);
        emit IERC3643.AddressFrozen(holder, freeze, msg.sender);
        _tellEnforced(holder, FREEZE_ADDRESS, code, document, before ? 1 : 0, freeze ? 1 : 0);
    }

    function _unfreeze(address holder, uint256 amount, uint16 code, bytes32 document) private {
        HolderAccount account = _holdings[holder].account;
        uint256 locked = _lockedIn(holder, account);
        uint256 frozen = account.withheld() - locked;
        require(amount <= frozen, InsufficientFrozen(holder, frozen, amount));
        _setFrozen(holder, account, locked, frozen - amount, UNFREEZE, code, document);
    }

    function _setFrozenTokens(address holder, uint256 amount, uint16 code, bytes32 document) private {
        HolderAccount account = _holdings[holder].account;
        _setFrozen(holder, account, _lockedIn(holder, account), amount, SET_FROZEN, code, document);
        emit Frozen(holder, amount);
    }

    function _forceBurn(address holder, uint256 amount, uint16 code, bytes32 document) private {
        require(amount != 0, InvalidAct(holder, address(0)));
        if (_needsTwo()) {
            _useApproval(keccak256(abi.encode(BURN, holder, address(0), amount, address(0), code, document)));
        }
        TokenWord state = _state;
        require(_burnIsOpen(state), BurnRefused());
        uint256 before = _holdings[holder].account.balance();
        _burn(state, holder, amount);
        _tellEnforced(holder, BURN, code, document, before, before - amount);
    }

    /// Moves the whole account. The lost wallet keeps nothing and is frozen, so nothing comes in or out of it later.
    function _recover(address lost, address fresh, address identity, uint16 code, bytes32 document) private {
        require(lost != fresh, InvalidAct(lost, fresh));
        if (_needsTwo()) {
            _useApproval(keccak256(abi.encode(RECOVERY, lost, fresh, uint256(0), identity, code, document)));
        }
        TokenWord state = _state;
        _checkInvestor(state, lost, fresh, identity);
        require(!_holdings[lost].account.isEmpty() || _hasMore(lost), NothingToRecover(lost));
        uint256 units = _moveAccount(state, lost, fresh);
        emit IERC3643.RecoverySuccess(lost, fresh, identity);
        _tellEnforced(lost, RECOVERY, code, document, units, 0);
        if (state.has(TokenWords.EXTERNAL_RULES)) _externalRules.transferred(lost, fresh, units);
    }

    /// Moves everything that an account has and is, and tells of it; the units moved.
    function _moveAccount(TokenWord state, address lost, address fresh) private returns (uint256 units) {
        HolderAccount account = _withoutLocks(lost, _touched(state, lost, _holdings[lost].account));
        HolderAccount joined = _touched(state, fresh, _holdings[fresh].account);
        units = account.balance();
        _holdings[fresh].account = joined.withMerged(account);
        _holdings[lost].account = HolderAccount.wrap(0).withCursor(account.cursor()).withBlocked(true);
        _moveArrears(lost, fresh);
        _tellRecovery(lost, fresh, units, account);
    }

    function _tellRecovery(address lost, address fresh, uint256 units, HolderAccount account) private {
        uint256 frozen = account.withheld();
        emit IERC20.Transfer(lost, fresh, units);
        if (frozen != 0) {
            emit IERC3643.TokensUnfrozen(lost, frozen);
            emit IERC3643.TokensFrozen(fresh, frozen);
        }
        if (account.blocked()) emit IERC3643.AddressFrozen(fresh, true, msg.sender);
        else emit IERC3643.AddressFrozen(lost, true, msg.sender);
        if (account.settles()) {
            emit SettlementAllowed(lost, false);
            emit SettlementAllowed(fresh, true);
        }
    }

    /// Both wallets belong to the investor of the identity named, and the new one may hold.
    function _checkInvestor(TokenWord state, address lost, address fresh, address identity) private {
        IIdentityRegistry registry = _registry(state);
        IdentityWord word = IdentityWord.wrap(registry.wordOf(lost));
        bool named = word.investor() != 0 && address(registry.identity(lost)) == identity;
        require(named, NotSameInvestor(lost, fresh, identity));
        if (!registry.contains(fresh)) _putOnRegister(registry, word, lost, fresh, identity);
        bool same = _sameInvestor(IdentityWord.wrap(registry.wordOf(lost)), IdentityWord.wrap(registry.wordOf(fresh)));
        require(same, NotSameInvestor(lost, fresh, identity));
        Restriction reason = _eligibility(state, _identity(state, fresh), fresh);
        if (reason != Restrictions.NONE) _refuse(reason, lost, fresh, _holdings[lost].account.balance());
    }

    /// Puts the new wallet on the register as the lost one was, as ERC-3643 tools expect: where this token is an agent
    /// of the register, the lost wallet is not revoked there, and the identity contract names the new one as a key.
    function _putOnRegister(
        IIdentityRegistry registry,
        IdentityWord word,
        address lost,
        address fresh,
        address identity
    ) private {
        bool may = word.validUntil() != 0 && identity.code.length != 0
            && IIdentity(identity).keyHasPurpose(keccak256(abi.encode(fresh)), 1);
        require(may, NotSameInvestor(lost, fresh, identity));
        registry.registerIdentity(fresh, IIdentity(identity), uint16(word.country()));
        registry.updateInvestorClass(fresh, uint8(word.investorClass()));
    }

    function _checkLists(uint256 length, uint256 other) private pure {
        require(length == other && length <= MAX_BATCH, IPermissionedToken.BatchRefused(length, other));
    }
}
