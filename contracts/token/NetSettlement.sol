// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {INetSettlement} from "../interfaces/INetSettlement.sol";
import {HolderAccount} from "../libraries/HolderAccounts.sol";
import {IdentityWord} from "../libraries/IdentityWords.sol";
import {Restriction, Restrictions} from "../libraries/Restrictions.sol";
import {TokenWord} from "../libraries/TokenWords.sol";
import {TokenCore} from "./TokenCore.sol";

/// Purpose, rules and errors: INetSettlement.
abstract contract NetSettlement is INetSettlement, TokenCore {
    /// @inheritdoc INetSettlement
    function settleNet(address[] calldata holders, int256[] calldata nets, uint256 takers) external {
        bool whole = holders.length == nets.length && holders.length <= 256;
        require(_isVenue(msg.sender) && whole, NetRefused(msg.sender));
        TokenWord state = _state;
        if (state.isShutAt(block.timestamp)) _refuse(_generalRestriction(state), address(0), address(0), 0);
        bool counted = state.has(EFFECTS);
        uint256[] memory identities = _identities(state, holders);
        for (uint256 i = 0; i < holders.length; ++i) {
            _checkNet(state, IdentityWord.wrap(identities[i]), holders[i], nets[i], (takers >> i) & 1 == 1);
            if (!counted) _applyNet(state, holders[i], nets[i]);
            else if (nets[i] == 0) _transfer(holders[i], holders[i], 0);
        }
        for (uint256 i = 0; i < holders.length && !counted; ++i) {
            if (nets[i] != 0) _checkHolding(state, IdentityWord.wrap(identities[i]), holders[i], nets[i]);
        }
        _pairOff(holders, nets, counted);
    }

    /// Whether a holder may be part of it, whatever its holding comes to.
    function _checkNet(TokenWord state, IdentityWord identity, address holder, int256 net, bool takes) private view {
        HolderAccount account = _holdings[holder].account;
        if (net < 0) {
            require(account.settles(), NetRefused(holder));
            if (account.blocked()) _refuse(Restrictions.SENDER_FROZEN, holder, address(0), _size(net));
        }
        if (net <= 0 && !takes) return;
        Restriction reason = account.blocked() ? Restrictions.RECEIVER_FROZEN : _eligibility(state, identity, holder);
        if (reason != Restrictions.NONE) _refuse(reason, address(0), holder, net > 0 ? _size(net) : 0);
    }

    /// The holder's account with its net.
    function _applyNet(TokenWord state, address holder, int256 net) private {
        if (net == 0) return;
        HolderAccount account = _touched(state, holder, _holdings[holder].account);
        uint256 amount = _size(net);
        if (net < 0 && amount > account.available()) {
            bool has = amount <= account.balance();
            _refuse(has ? Restrictions.FROZEN_UNITS : Restrictions.INSUFFICIENT_BALANCE, holder, address(0), amount);
        }
        // Takes no more than others give of a supply that fits; checked again where they are paired off.
        _holdings[holder].account = net < 0 ? account.minus(amount) : account.withBalance(account.balance() + amount);
    }

    /// Whether a holding may be what it has become.
    function _checkHolding(TokenWord state, IdentityWord identity, address holder, int256 net) private view {
        HolderAccount account = _holdings[holder].account;
        uint256 left = _unlockedIn(holder, account);
        if (left != 0 && left < _minimumHolding()) _refuse(Restrictions.MINIMUM_HOLDING, holder, holder, _size(net));
        if (net < 0 || state.maxHolding() == 0) return;
        bool exceeds = _exceedsHolding(state, identity, address(0), holder, account.balance());
        if (exceeds) _refuse(Restrictions.MAXIMUM_HOLDING, address(0), holder, _size(net));
    }

    /// Tells of transfers from who gives to who takes, or makes them; reverts where not all is given that is taken.
    function _pairOff(address[] calldata holders, int256[] calldata nets, bool transfers) private {
        (uint256 giver, uint256 taker) = (0, 0);
        (uint256 given, uint256 taken) = (0, 0); // of the present two
        while (true) {
            while (giver < nets.length && (nets[giver] >= 0 || given == _size(nets[giver]))) {
                (giver, given) = (giver + 1, 0);
            }
            while (taker < nets.length && (nets[taker] <= 0 || taken == _size(nets[taker]))) {
                (taker, taken) = (taker + 1, 0);
            }
            bool done = giver == nets.length;
            require(done == (taker == nets.length), NetRefused(msg.sender));
            if (done) return;
            uint256 amount = Math.min(_size(nets[giver]) - given, _size(nets[taker]) - taken);
            (given, taken) = (given + amount, taken + amount);
            if (transfers) _transfer(holders[giver], holders[taker], amount);
            else emit IERC20.Transfer(holders[giver], holders[taker], amount);
        }
    }

    function _size(int256 net) private pure returns (uint256) {
        unchecked {
            return uint256(net < 0 ? -net : net); // safe: the least of all is its own opposite
        }
    }
}
