// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {AccessControl} from "@openzeppelin/contracts/access/AccessControl.sol";
import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";
import {IPermissionedToken} from "../interfaces/IPermissionedToken.sol";
import {HolderAccount} from "../libraries/HolderAccounts.sol";

/// Purpose, rules and errors: IPermissionedToken.
/// @dev A child gives name, symbol and decimals; `_touched` lets it settle what an account earned before its balance
/// changes, `_mayReceive` says who is eligible, and `_checkHolding` states its rule on the size of a holding.
abstract contract PermissionedToken is IPermissionedToken, AccessControl {
    bytes32 public constant COMPLIANCE_ROLE = keccak256("COMPLIANCE_ROLE");
    bytes32 public constant PAUSER_ROLE = keccak256("PAUSER_ROLE");

    /// @inheritdoc IPermissionedToken
    IIdentityRegistry public immutable identityRegistry;

    mapping(address holder => HolderAccount) internal _accounts;
    mapping(address holder => mapping(address spender => uint256)) private _allowances;
    // The last fields share their slot with the first of the child: the one global word that a transfer reads.
    bool public paused;
    uint64 internal _supply; // [units]

    constructor(IIdentityRegistry registry) {
        identityRegistry = registry;
    }

    function approve(address spender, uint256 amount) external returns (bool) {
        require(spender != address(0), ERC20InvalidSpender(spender));
        _allowances[msg.sender][spender] = amount;
        emit Approval(msg.sender, spender, amount);
        return true;
    }

    function transfer(address to, uint256 amount) external returns (bool) {
        _transfer(msg.sender, to, amount);
        return true;
    }

    function transferFrom(address from, address to, uint256 amount) external returns (bool) {
        uint256 allowed = _allowances[from][msg.sender];
        if (allowed != type(uint256).max) {
            require(allowed >= amount, ERC20InsufficientAllowance(msg.sender, allowed, amount));
            _allowances[from][msg.sender] = allowed - amount;
        }
        _transfer(from, to, amount);
        return true;
    }

    /// @inheritdoc IPermissionedToken
    function pause() external onlyRole(PAUSER_ROLE) {
        require(!paused, PauseState(true));
        paused = true;
        emit Paused(msg.sender);
    }

    /// @inheritdoc IPermissionedToken
    function unpause() external onlyRole(PAUSER_ROLE) {
        require(paused, PauseState(false));
        paused = false;
        emit Unpaused(msg.sender);
    }

    /// @inheritdoc IPermissionedToken
    function setAddressFrozen(address holder, bool frozen) external onlyRole(COMPLIANCE_ROLE) {
        _accounts[holder] = _accounts[holder].withBlocked(frozen);
        emit AddressFrozen(holder, frozen, msg.sender);
    }

    /// @inheritdoc IPermissionedToken
    function freezePartialTokens(address holder, uint256 amount) external onlyRole(COMPLIANCE_ROLE) {
        HolderAccount account = _accounts[holder];
        uint256 available = account.available();
        require(amount <= available, InsufficientUnfrozen(holder, available, amount));
        _accounts[holder] = account.withFrozen(account.frozen() + amount);
        emit TokensFrozen(holder, amount);
    }

    /// @inheritdoc IPermissionedToken
    function unfreezePartialTokens(address holder, uint256 amount) external onlyRole(COMPLIANCE_ROLE) {
        HolderAccount account = _accounts[holder];
        uint256 frozen = account.frozen();
        require(amount <= frozen, InsufficientFrozen(holder, frozen, amount));
        _accounts[holder] = account.withFrozen(frozen - amount);
        emit TokensUnfrozen(holder, amount);
    }

    function totalSupply() external view returns (uint256) {
        return _supply;
    }

    function balanceOf(address holder) external view returns (uint256) {
        return _accounts[holder].balance();
    }

    function allowance(address holder, address spender) external view returns (uint256) {
        return _allowances[holder][spender];
    }

    /// @inheritdoc IPermissionedToken
    function isFrozen(address holder) external view returns (bool) {
        return _accounts[holder].blocked();
    }

    /// @inheritdoc IPermissionedToken
    function getFrozenTokens(address holder) external view returns (uint256) {
        return _accounts[holder].frozen();
    }

    function supportsInterface(bytes4 interfaceId) public view override returns (bool) {
        return interfaceId == type(IPermissionedToken).interfaceId || super.supportsInterface(interfaceId);
    }

    function _transfer(address from, address to, uint256 amount) internal {
        require(!paused, PauseState(true));
        HolderAccount sender = _touched(from, _accounts[from]);
        _checkSender(from, sender, amount);
        sender = sender.withBalance(sender.balance() - amount);
        _accounts[from] = sender; // written before the receiver is read: both may be the same account
        HolderAccount receiver = _touched(to, _accounts[to]);
        _checkReceiver(to, receiver);
        receiver = receiver.withBalance(receiver.balance() + amount);
        _accounts[to] = receiver;
        _checkHolding(from, _accounts[from].balance());
        _checkHolding(to, receiver.balance());
        emit Transfer(from, to, amount);
    }

    function _mint(address to, uint256 amount) internal {
        require(!paused, PauseState(true));
        HolderAccount receiver = _touched(to, _accounts[to]);
        _checkReceiver(to, receiver);
        receiver = receiver.withBalance(receiver.balance() + amount);
        _checkHolding(to, receiver.balance());
        _accounts[to] = receiver;
        _supply += uint64(amount); // the balance above has refused what does not fit
        emit Transfer(address(0), to, amount);
    }

    function _burn(address from, uint256 amount) internal {
        require(!paused, PauseState(true));
        HolderAccount sender = _touched(from, _accounts[from]);
        _checkSender(from, sender, amount);
        sender = sender.withBalance(sender.balance() - amount);
        _checkHolding(from, sender.balance());
        _accounts[from] = sender;
        _supply -= uint64(amount);
        emit Transfer(from, address(0), amount);
    }

    /// The account with everything it earned until now counted in; called before its balance changes.
    function _touched(address holder, HolderAccount account) internal virtual returns (HolderAccount);

    /// Whether this token may be brought to a wallet now, by what the identity registry knows.
    function _mayReceive(address to) internal view virtual returns (bool);

    /// Reverts where a holding of this size is not allowed.
    function _checkHolding(address holder, uint256 balance) internal view virtual;

    function _checkSender(address from, HolderAccount sender, uint256 amount) private pure {
        require(!sender.blocked(), FrozenAddress(from));
        uint256 available = sender.available();
        require(amount <= available, InsufficientUnfrozen(from, available, amount));
    }

    function _checkReceiver(address to, HolderAccount receiver) private view {
        require(to != address(this), ERC20InvalidReceiver(to)); // a bond is a verified payee of money, not a holder
        require(!receiver.blocked(), FrozenAddress(to));
        require(_mayReceive(to), NotVerified(to));
    }
}
