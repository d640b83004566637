// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IEnforcement} from "../../../contracts/interfaces/IEnforcement.sol";
import {ITransferRules, Rules} from "../../../contracts/interfaces/ITransferRules.sol";
import {IERC3643} from "../../../contracts/interfaces/erc3643/IERC3643.sol";
import {IIdentityRegistry} from "../../../contracts/interfaces/IIdentityRegistry.sol";
import {Locking} from "./Locking.sol";

/// Acts against or without the holder's will, and the rules.
abstract contract Enforcing is Locking {
    function freezeWallet(uint256 wallet, bool ofMoney, uint256 turn) external {
        _tick();
        bool on = turn % 4 == 0; // mostly open, so that other acts succeed
        wallet %= HOLDERS;
        vm.prank(OFFICER);
        IERC3643(ofMoney ? address(cash) : address(bond)).setAddressFrozen(_wallets[wallet], on);
        if (ofMoney) {
            _books[wallet].cashBlocked = on;
        } else {
            _books[wallet].blocked = on;
            if (!on) _books[wallet].lost = false;
        }
    }

    function freezeUnits(uint256 wallet, uint256 amount) external {
        _tick();
        wallet %= HOLDERS;
        amount = _within(amount, 0, _free(wallet) + 1);
        vm.prank(OFFICER);
        try IERC3643(address(bond)).freezePartialTokens(_wallets[wallet], amount) {
            _books[wallet].frozen += amount;
        } catch {}
    }

    function unfreezeUnits(uint256 wallet, uint256 amount) external {
        _tick();
        wallet %= HOLDERS;
        amount = _within(amount, 0, _books[wallet].frozen + 1);
        vm.prank(OFFICER);
        try IERC3643(address(bond)).unfreezePartialTokens(_wallets[wallet], amount) {
            _books[wallet].frozen -= amount;
        } catch {}
    }

    /// A frozen part may exceed the holding.
    function setFrozen(uint256 wallet, uint256 amount) external {
        _tick();
        wallet %= HOLDERS;
        amount = _within(amount >> 2, 0, amount % 4 == 0 ? UNITS : _books[wallet].units / 2);
        vm.prank(OFFICER);
        IEnforcement(address(bond)).setFrozenTokens(_wallets[wallet], amount);
        _books[wallet].frozen = amount;
    }

    function forcedTransfer(uint256 from, uint256 to, uint256 amount) external {
        _tick();
        (from, to) = (from % (ISSUER + 1), _receiver(to));
        amount = _within(amount, 0, _books[from].units + 1);
        vm.prank(OFFICER);
        try IERC3643(address(bond)).forcedTransfer(_wallets[from], _wallets[to], amount) {
            _must(!_books[to].blocked, "a frozen wallet receives nothing");
            _bookReceipt(to);
            _bookTaken(from, amount);
            _bookMove(from, to, amount);
        } catch {}
    }

    function burn(uint256 from, uint256 amount) external {
        _tick();
        from %= ISSUER + 1;
        amount = _within(amount, 0, _books[from].units / 4 + 1);
        vm.prank(OFFICER);
        try IERC3643(address(bond)).burn(_wallets[from], amount) {
            _must(_recorded == _funded && !_principalFunded, "units burn only while all that is recorded is funded");
            _bookTaken(from, amount);
            _books[from].units -= amount;
            _supply -= amount;
        } catch {}
    }

    /// Mostly to the other wallet of the investor.
    function recover(uint256 lost, uint256 to) external {
        _tick();
        lost %= ISSUER + 1;
        to = to % 4 == 0 ? (to >> 2) % WALLETS : lost ^ 1;
        address identity = address(IIdentityRegistry(address(registry)).identity(_wallets[lost]));
        vm.prank(REGISTRAR);
        try IERC3643(address(bond)).recoveryAddress(_wallets[lost], _wallets[to], identity) {
            _must(_first(lost) == _first(to), "a recovery stays with the investor");
            _bookReceipt(to);
            _bookRecovery(lost, to);
        } catch {}
    }

    function pause(bool ofMoney, uint256 turn) external {
        _tick();
        bool on = turn % 8 == 0; // as above
        IERC3643 token = IERC3643(ofMoney ? address(cash) : address(bond));
        vm.prank(PAUSER);
        if (on) try token.pause() {} catch {} else try token.unpause() {} catch {}
        if (ofMoney) _cashPaused = on;
        else _paused = on;
    }

    function setRules(uint256 most, uint256 closedFor, uint256 switches) external {
        _tick();
        (most, closedFor) = (_within(most, 0, UNITS), _within(closedFor, 0, 2 days));
        if (switches & 3 != 0) (_closedFrom, _closedUntil) = (0, 0);
        else (_closedFrom, _closedUntil) = (_now(), _now() + closedFor);
        _maxHolding = switches & 12 == 0 ? most : 0;
        Rules memory rules_;
        (rules_.closedFrom, rules_.closedUntil) = (uint40(_closedFrom), uint40(_closedUntil));
        rules_.maxHolding = uint64(_maxHolding);
        (rules_.spenderList, rules_.approvalNeeded) = (switches & 0x70 == 0, switches & 0x380 == 0);
        vm.prank(OFFICER);
        ITransferRules(address(bond)).setRules(rules_);
    }

    function _bookRecovery(uint256 lost, uint256 to) private {
        _endLocks(lost);
        Book storage old = _books[lost];
        Book storage fresh = _books[to];
        fresh.units += old.units;
        fresh.frozen += old.frozen;
        fresh.blocked = fresh.blocked || old.blocked;
        fresh.lost = false;
        fresh.paid += old.paid;
        for (uint256 number = 1; number <= COUPONS; ++number) {
            fresh.earned[number] += old.earned[number];
        }
        if (_settles[lost][0]) (_settles[to][0], _settles[lost][0]) = (true, false);
        (old.units, old.frozen, old.paid, old.blocked, old.lost) = (0, 0, 0, true, true);
        delete old.earned;
    }
}
