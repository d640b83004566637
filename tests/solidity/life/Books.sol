// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {World} from "./World.sol";

/// What must be true after the acts that succeeded, kept apart from the contracts: nothing here is read from them.
/// A rule that an act broke is written down, so that the check after the act can name it.
abstract contract Books is World {
    struct Book {
        uint256 units;
        uint256 frozen;
        uint256 locked;
        uint256 cash; // [minor]
        uint256 paid; // interest, of what was earned [minor]
        uint256 validUntil; // of the identity, 0 for none [s]
        bool blocked;
        bool cashBlocked;
        bool lost; // recovered from, and not opened since
        uint256[COUPONS + 1] earned; // by the coupon's number [minor]
    }

    /// Units that their holder has locked.
    struct BookedLock {
        bytes32 id;
        uint256 from;
        uint256 to;
        uint256 spender;
        uint256 amount; // what is left of it [units]
        uint256 expiry; // [s]
        bool open;
    }

    Book[WALLETS] internal _books;
    BookedLock[] internal _locks;
    mapping(uint256 wallet => bool[2]) internal _settles; // the bond, the money
    uint256 internal _supply; // [units]
    uint256 internal _fiatIn; // [minor]
    uint256 internal _fiatOut; // [minor]
    uint256 internal _moneyIn; // into the bond [minor]
    uint256 internal _moneyOut; // of the bond [minor]
    uint256 internal _given; // to the bond by holders, for nothing: nobody can take it out [minor]
    uint256 internal _recorded; // coupons
    uint256 internal _funded; // coupons
    bool internal _principalFunded;
    bool internal _paused;
    bool internal _cashPaused;
    uint256 internal _closedFrom;
    uint256 internal _closedUntil;
    uint256 internal _maxHolding;
    string internal _breach;

    /// A second passes, and what is recorded at its end is.
    function _tick() internal {
        _moveTo(vm.getBlockTimestamp() + 1);
    }

    function _moveTo(uint256 time) internal {
        vm.warp(time);
        while (_recorded < COUPONS && time > _recordTime(_recorded + 1)) {
            ++_recorded;
            for (uint256 i = 0; i < WALLETS; ++i) {
                _books[i].earned[_recorded] += _books[i].units * _couponOfUnit();
            }
        }
    }

    function _now() internal view returns (uint256) {
        return vm.getBlockTimestamp();
    }

    /// Notes the first rule that was broken.
    function _must(bool holds, string memory rule) internal {
        if (!holds && bytes(_breach).length == 0) _breach = rule;
    }

    /// Any wallet, mostly one that may hold.
    function _receiver(uint256 seed) internal pure returns (uint256) {
        return seed % 4 == 0 ? (seed >> 2) % WALLETS : (seed >> 2) % HOLDERS;
    }

    function _isVerified(uint256 wallet) internal view returns (bool) {
        return _books[wallet].validUntil >= _now();
    }

    /// Units that the holder may move.
    function _free(uint256 wallet) internal view returns (uint256) {
        Book storage book = _books[wallet];
        uint256 withheld = book.frozen + book.locked;
        return book.units > withheld ? book.units - withheld : 0;
    }

    /// A holder's own transfer of units has succeeded.
    function _bookTransfer(uint256 from, uint256 to, uint256 amount) internal {
        _must(!_paused, "nothing moves while the token is paused");
        _must(!_books[from].blocked, "a frozen wallet sends nothing");
        _must(!_books[to].blocked, "a frozen wallet receives nothing");
        _must(amount <= _free(from), "a holder moves no frozen unit");
        _must(_closedUntil < _now() || _now() < _closedFrom, "nothing moves in a closed period");
        _bookReceipt(to);
        _bookMove(from, to, amount);
        bool within = _maxHolding == 0 || _first(from) == _first(to) || _unitsOf(to) <= _maxHolding;
        _must(within, "an investor holds no more than it may");
        uint256 left = _books[from].units - _books[from].locked; // what is locked is to go
        bool least = from == to || left == 0 || left >= LEAST;
        _must(least, "a holder keeps the least holding or nothing");
    }

    /// A wallet has received, by whatever act.
    function _bookReceipt(uint256 to) internal {
        _must(_isVerified(to), "an unverified wallet receives nothing");
        _must(to != BOND, "a bond holds no units");
    }

    function _bookMove(uint256 from, uint256 to, uint256 amount) internal {
        _books[from].units -= amount;
        _books[to].units += amount;
    }

    /// Units were taken whatever their holder says: the frozen ones go last.
    function _bookTaken(uint256 from, uint256 amount) internal {
        if (amount > _books[from].units - _books[from].locked) _endLocks(from);
        uint256 free = _free(from);
        if (amount > free) _books[from].frozen -= amount - free;
    }

    /// Whatever clears an account, or takes what is locked on it, ends its locks for good.
    function _endLocks(uint256 wallet) internal {
        _books[wallet].locked = 0;
        for (uint256 i = 0; i < _locks.length; ++i) {
            if (_locks[i].from == wallet) _locks[i].open = false;
        }
    }

    /// Money has moved between two wallets.
    function _bookCash(uint256 from, uint256 to, uint256 amount) internal {
        _must(!_cashPaused, "no money moves while it is paused");
        _must(!_books[from].cashBlocked && !_books[to].cashBlocked, "a frozen wallet moves no money");
        _must(_isVerified(to), "an unverified wallet receives no money");
        _books[from].cash -= amount;
        _books[to].cash += amount;
    }

    /// Whether a payment of the bond reaches a wallet.
    function _takesPayment(uint256 wallet) internal view returns (bool) {
        return !_cashPaused && !_books[wallet].cashBlocked && !_books[BOND].cashBlocked && _isVerified(wallet);
    }

    /// Interest that may be paid to a wallet now. [minor]
    function _payable(uint256 wallet) internal view returns (uint256 due) {
        for (uint256 number = 1; number <= _funded && _payTime(number) <= _now(); ++number) {
            due += _books[wallet].earned[number];
        }
        due -= _books[wallet].paid;
    }

    /// Interest earned and not paid, payable or not. [minor]
    function _unpaid(uint256 wallet) internal view returns (uint256 due) {
        for (uint256 number = 1; number <= COUPONS; ++number) {
            due += _books[wallet].earned[number];
        }
        due -= _books[wallet].paid;
    }

    /// Money that the bond was given for somebody and has not paid. [minor]
    function _owing() internal view returns (uint256 owing) {
        for (uint256 i = 0; i < WALLETS; ++i) {
            for (uint256 number = 1; number <= _funded; ++number) {
                owing += _books[i].earned[number];
            }
            owing -= _books[i].paid;
        }
        if (_principalFunded) owing += FACE * _supply;
    }

    /// Money that holders sent to a wallet.
    function _bookGift(uint256 to, uint256 amount) internal {
        if (to == BOND) _given += amount;
    }

    function _unitsOf(uint256 wallet) private view returns (uint256 held) {
        for (uint256 i = 0; i < WALLETS; ++i) {
            if (_first(i) == _first(wallet)) held += _books[i].units;
        }
    }
}
