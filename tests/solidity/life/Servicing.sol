// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBondServicing, RunApproval} from "../../../contracts/interfaces/IBondServicing.sol";
import {IERC3643} from "../../../contracts/interfaces/erc3643/IERC3643.sol";
import {Books} from "./Books.sol";

/// Issue, money in and out, coupons, redemption, and the passing of time.
abstract contract Servicing is Books {
    uint256 private constant BATCH = 6;

    uint256 private _fiat; // references used

    /// To the next moment at which something changes, a second before it or after; or for some days.
    function pass(uint256 how, uint256 time) external {
        if (how % 4 == 0) _moveTo(_now() + _within(time, 1, 20 days));
        else _moveTo(_nextMoment() + time % 3 - 1);
    }

    /// On to the next moment, with everything paid that can be: so that long lives are lived, too.
    function live() external {
        _moveTo(_nextMoment() + 1);
        _fundCoupon(_funded + 1);
        if (_now() >= _payTime(COUPONS)) _fundRedemption();
        for (uint256 i = 0; i < ISSUER; ++i) {
            if (_payable(i) != 0) _payCoupons(i, false);
            if (_principalFunded && _books[i].units != 0) _redeem(i, false);
        }
    }

    function mint(uint256 to, uint256 amount) external {
        _tick();
        uint256 left = UNITS - _supply;
        _mint(to % WALLETS, amount % 4 == 0 ? left + 1 : _within(amount >> 2, 0, left)); // often one too many
    }

    function mintMoney(uint256 to, uint256 amount, bool again) external {
        _tick();
        _mintMoney(to % WALLETS, _within(amount, 0, 1e12), again);
    }

    function redeemMoney(uint256 wallet, uint256 amount) external {
        _tick();
        wallet %= PAYER + 1;
        amount = _within(amount, 0, _books[wallet].cash + 1);
        vm.prank(_wallets[wallet]);
        try cash.redeem(amount, bytes32(++_fiat)) {
            _must(!_cashPaused && !_books[wallet].cashBlocked, "a frozen wallet moves no money");
            _books[wallet].cash -= amount;
            _fiatOut += amount;
        } catch {}
    }

    function fundCoupon(uint256 wanted) external {
        _tick();
        _fundCoupon(wanted % 4 == 0 ? (wanted >> 2) % (COUPONS + 2) : _funded + 1);
    }

    function payCoupons(uint256 wallet, bool itself) external {
        _tick();
        _payCoupons(wallet % STRANGER, itself);
    }

    function fundRedemption() external {
        _tick();
        _fundRedemption();
    }

    function redeem(uint256 wallet, bool itself) external {
        _tick();
        _redeem(wallet % STRANGER, itself);
    }

    function payMany(uint256 seed, bool principal) external {
        _tick();
        uint256[BATCH] memory wallets;
        for (uint256 i = 0; i < BATCH; ++i) {
            wallets[i] = (seed >> 8 * i) % STRANGER;
        }
        _payMany(wallets, principal);
    }

    /// Somebody pays others, which only the paying agent may.
    function payAnother(uint256 caller, uint256 wallet, bool principal) external {
        _tick();
        (caller, wallet) = (caller % PAYER, wallet % HOLDERS);
        if (caller == wallet) return;
        vm.prank(_wallets[caller]);
        (bool done,) = address(bond)
            .call(abi.encodeCall(principal ? _servicing().redeem : _servicing().payCoupons, (_list(wallet))));
        _must(!done, "only the paying agent pays others");
    }

    /// A run that nobody approved as it is: another total, another number, another key, or too late.
    function fundUnapproved(uint256 how, uint256 key) external {
        _tick();
        (uint256 number, uint256 amount, uint256 total) = (_funded + 1, _couponOfUnit(), _couponOfUnit() * _supply);
        _provide(total);
        RunApproval memory approval = _approval(APPROVER_KEY, number, amount, total, _now());
        if (how % 4 == 0) approval = _approval(APPROVER_KEY, number, amount, total + 1, _now());
        if (how % 4 == 1) approval = _approval(APPROVER_KEY, number + 1, amount, total, _now());
        if (how % 4 == 2) approval = _approval(APPROVER_KEY, number, amount, total, _now() - 1);
        if (how % 4 == 3) approval = _approval(_key(key % HOLDERS), number, amount, total, _now());
        vm.prank(_wallets[PAYER]);
        try _servicing().fundCoupon(number, total, approval) {
            _must(false, "nothing is funded that a second person did not approve");
        } catch {}
    }

    function _fundCoupon(uint256 number) private {
        uint256 total = _couponOfUnit() * _supply;
        _provide(total);
        RunApproval memory approval = _approval(APPROVER_KEY, number, _couponOfUnit(), total, _now());
        vm.prank(_wallets[PAYER]);
        try _servicing().fundCoupon(number, total, approval) {
            _must(number == _funded + 1 && number <= _recorded, "coupons are funded in order, once recorded");
            _funded = number;
            _bookMoneyIn(_earnedOf(number));
        } catch {}
    }

    function _payCoupons(uint256 wallet, bool itself) private {
        (uint256 due, uint256 before) = (_payable(wallet), cash.balanceOf(_wallets[wallet]));
        vm.prank(_wallets[itself ? wallet : PAYER]);
        try _servicing().payCoupons(_list(wallet)) {
            uint256 paid = cash.balanceOf(_wallets[wallet]) - before;
            _must(paid == (_takesPayment(wallet) ? due : 0), "a holder is paid what is payable, once");
            _bookMoneyOut(wallet, paid, paid);
        } catch {}
    }

    function _fundRedemption() private {
        uint256 total = FACE * _supply;
        _provide(total);
        RunApproval memory approval = _approval(APPROVER_KEY, COUPONS + 1, FACE, total, _now());
        vm.prank(_wallets[PAYER]);
        try _servicing().fundRedemption(total, approval) {
            _must(_funded == COUPONS && !_principalFunded, "the principal is funded once, after every coupon");
            _must(_now() >= _payTime(COUPONS), "the principal is funded from maturity on");
            _principalFunded = true;
            _bookMoneyIn(total);
        } catch {}
    }

    function _redeem(uint256 wallet, bool itself) private {
        (uint256 units, uint256 due) = (_books[wallet].units, _payable(wallet));
        uint256 before = cash.balanceOf(_wallets[wallet]);
        vm.prank(_wallets[itself ? wallet : PAYER]);
        try _servicing().redeem(_list(wallet)) {
            _must(_principalFunded, "nothing is redeemed before the principal is funded");
            uint256 paid = cash.balanceOf(_wallets[wallet]) - before;
            bool pays = units != 0 && _takesPayment(wallet);
            _must(paid == (pays ? units * FACE + due : 0), "a redemption pays the principal and what is due, once");
            _bookMoneyOut(wallet, paid, pays ? due : 0);
            if (units != 0) _endLocks(wallet); // be the payment refused
            if (pays) _bookRedemption(wallet);
        } catch {}
    }

    /// The paying agent pays or redeems several in one batch, some of them perhaps twice.
    function _payMany(uint256[BATCH] memory wallets, bool principal) private {
        address[] memory list = new address[](BATCH);
        uint256[BATCH] memory due;
        uint256[BATCH] memory before;
        for (uint256 i = 0; i < BATCH; ++i) {
            list[i] = _wallets[wallets[i]];
            (due[i], before[i]) = (_payable(wallets[i]), cash.balanceOf(list[i]));
        }
        vm.prank(_wallets[PAYER]);
        (bool done,) =
            address(bond).call(abi.encodeCall(principal ? _servicing().redeem : _servicing().payCoupons, (list)));
        for (uint256 i = 0; done && i < BATCH; ++i) {
            if (_isAgain(wallets, i)) continue;
            (uint256 wallet, uint256 paid) = (wallets[i], cash.balanceOf(list[i]) - before[i]);
            bool pays = _takesPayment(wallet) && !(principal && _books[wallet].units == 0);
            uint256 face = principal ? _books[wallet].units * FACE : 0;
            _must(paid == (pays ? face + due[i] : 0), "each of a batch is paid what is payable, once");
            _bookMoneyOut(wallet, paid, pays ? due[i] : 0);
            if (principal && face != 0) _endLocks(wallet);
            if (pays && principal) _bookRedemption(wallet);
        }
    }

    /// A redeemed account is cleared with its permission to the venue, unless it is frozen.
    function _bookRedemption(uint256 wallet) private {
        _supply -= _books[wallet].units;
        _endLocks(wallet);
        (_books[wallet].units, _books[wallet].frozen) = (0, 0);
        if (!_books[wallet].blocked) _settles[wallet][0] = false;
    }

    function _isAgain(uint256[BATCH] memory wallets, uint256 place) private pure returns (bool again) {
        for (uint256 i = 0; i < place; ++i) {
            again = again || wallets[i] == wallets[place];
        }
    }

    function _mint(uint256 to, uint256 amount) internal {
        vm.prank(_wallets[ISSUER]);
        try IERC3643(address(bond)).mint(_wallets[to], amount) {
            _must(_recorded == 0, "units are issued until the first record time");
            _must(!_paused && !_books[to].blocked, "a frozen wallet receives nothing");
            _bookReceipt(to);
            _books[to].units += amount;
            _supply += amount;
        } catch {}
    }

    function _mintMoney(uint256 to, uint256 amount, bool again) internal {
        bytes32 receipt = bytes32(again ? 1 : ++_fiat);
        vm.prank(CENTRAL_BANK);
        try cash.mint(_wallets[to], amount, receipt) {
            _must(!again || _fiatIn == 0, "a receipt is minted once");
            _must(_isVerified(to) && !_cashPaused && !_books[to].cashBlocked, "an unverified wallet receives no money");
            _books[to].cash += amount;
            _bookGift(to, amount);
            _fiatIn += amount;
        } catch {}
    }

    /// The paying agent has the money and lets the bond take it.
    function _provide(uint256 total) private {
        if (_books[PAYER].cash < total) _mintMoney(PAYER, total - _books[PAYER].cash, false);
        vm.prank(_wallets[PAYER]);
        cash.approve(address(bond), total);
    }

    function _bookMoneyIn(uint256 total) private {
        _bookCash(PAYER, BOND, total);
        _moneyIn += total;
    }

    function _bookMoneyOut(uint256 wallet, uint256 paid, uint256 interest) private {
        _books[BOND].cash -= paid;
        _books[wallet].cash += paid;
        _books[wallet].paid += interest;
        _moneyOut += paid;
    }

    /// A run of all units in issue, as a key approves it.
    function _approval(uint256 key, uint256 number, uint256 amount, uint256 total, uint256 deadline)
        private
        view
        returns (RunApproval memory)
    {
        bytes32 run = _servicing().paymentRun(number, amount, _supply, total, deadline);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, run);
        return RunApproval(vm.addr(key), deadline, abi.encodePacked(r, s, v));
    }

    function _servicing() private view returns (IBondServicing) {
        return IBondServicing(address(bond));
    }

    /// What all holders together earned for a coupon. [minor]
    function _earnedOf(uint256 number) private view returns (uint256 total) {
        for (uint256 i = 0; i < WALLETS; ++i) {
            total += _books[i].earned[number];
        }
    }

    function _nextMoment() private view returns (uint256) {
        for (uint256 number = 1; number <= COUPONS; ++number) {
            if (_now() < _recordTime(number)) return _recordTime(number);
            if (_now() < _payTime(number)) return _payTime(number);
        }
        return _now() + 30 days;
    }

    function _list(uint256 wallet) private view returns (address[] memory list) {
        list = new address[](1);
        list[0] = _wallets[wallet];
    }
}
