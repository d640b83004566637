// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Details, IDeliveryVersusPayment, Trade} from "../../../contracts/interfaces/IDeliveryVersusPayment.sol";
import {Books} from "./Books.sol";

interface ISettling {
    function allowSettlement(bool allowed) external;
}

/// The acts of holders: with their units, with their money, and both at once.
abstract contract Trading is Books {
    uint256 private constant SPENDERS = 2; // few, so that what is allowed is used
    Trade private _settled; // the last trade that settled
    uint256 private _nonce;
    mapping(uint256 wallet => mapping(uint256 spender => uint256)) private _allowed;

    function transfer(uint256 from, uint256 to, uint256 amount) external {
        _tick();
        (from, to) = (from % (ISSUER + 1), _receiver(to));
        amount = _within(amount, 0, _books[from].units + 1);
        vm.prank(_wallets[from]);
        try bond.transfer(_wallets[to], amount) {
            _bookTransfer(from, to, amount);
        } catch {}
    }

    /// One or two transfers of one sender at once.
    function transferAtOnce(uint256 from, uint256[2] calldata receivers, uint256[2] calldata wanted) external {
        _tick();
        from %= ISSUER + 1;
        uint256 count = 1 + receivers[0] % 2;
        (address[] memory list, uint256[] memory amounts) = (new address[](count), new uint256[](count));
        for (uint256 i = 0; i < count; ++i) {
            list[i] = _wallets[_receiver(receivers[i])];
            amounts[i] = _within(wanted[i], 0, _books[from].units / count + 1);
        }
        vm.prank(_wallets[from]);
        try bond.batchTransfer(list, amounts) {
            for (uint256 i = 0; i < count; ++i) {
                _bookTransfer(from, _receiver(receivers[i]), amounts[i]);
            }
        } catch {}
    }

    function approve(uint256 from, uint256 spender, uint256 amount) external {
        _tick();
        (from, spender, amount) = (from % (ISSUER + 1), spender % SPENDERS, _within(amount, 0, UNITS));
        vm.prank(_wallets[from]);
        bond.approve(_wallets[spender], amount);
        _allowed[from][spender] = amount;
    }

    function transferFrom(uint256 from, uint256 to, uint256 spender, uint256 amount) external {
        _tick();
        (from, to, spender) = (from % (ISSUER + 1), _receiver(to), spender % SPENDERS);
        amount = _within(amount, 0, _books[from].units + 1);
        vm.prank(_wallets[spender]);
        try bond.transferFrom(_wallets[from], _wallets[to], amount) {
            _must(amount <= _allowed[from][spender], "nobody moves more of another's than it allows");
            _allowed[from][spender] -= amount;
            _bookTransfer(from, to, amount);
        } catch {}
    }

    function pay(uint256 from, uint256 to, uint256 amount) external {
        _tick();
        (from, to) = (from % (PAYER + 1), _receiver(to));
        amount = _within(amount, 0, _books[from].cash + 1);
        vm.prank(_wallets[from]);
        try cash.transfer(_wallets[to], amount) {
            _bookCash(from, to, amount);
            _bookGift(to, amount);
        } catch {}
    }

    function allowSettlement(uint256 wallet, bool ofMoney, bool allowed) external {
        _tick();
        _allowSettlement(wallet % (ISSUER + 1), ofMoney, allowed);
    }

    function settle(uint256 seller, uint256 buyer, uint256 units, uint256 amount) external {
        _tick();
        (seller, buyer) = (seller % (ISSUER + 1), buyer % HOLDERS);
        units = _within(units, 1, _books[seller].units + 1);
        amount = _within(amount, 1, _books[buyer].cash + 1);
        Trade memory trade = _trade(seller, buyer, units, amount);
        try dvp.settle(trade, _signed(seller, trade), _signed(buyer, trade)) {
            _bookSettled(seller, buyer, units, amount);
            (_settled, _nonce) = (trade, _nonce + 1);
        } catch {}
    }

    /// The last trade, or another under its nonce, once more.
    function settleAgain(uint256 units) external {
        _tick();
        Trade memory trade = _settled;
        if (trade.units == 0) return;
        (uint256 seller, uint256 buyer) = (_walletOf(trade.seller), _walletOf(trade.buyer));
        if (units % 2 == 0) trade.units = _within(units >> 1, 1, trade.units);
        try dvp.settle(trade, _signed(seller, trade), _signed(buyer, trade)) {
            _must(false, "a nonce settles once");
        } catch {}
    }

    /// A trade that somebody else signed for a party.
    function settleForged(uint256 seller, uint256 buyer, bool ofSeller) external {
        _tick();
        (seller, buyer) = (seller % (ISSUER + 1), buyer % HOLDERS);
        Trade memory trade = _trade(seller, buyer, LEAST, 1);
        try dvp.settle(
            trade, _signed(ofSeller ? STRANGER : seller, trade), _signed(ofSeller ? buyer : STRANGER, trade)
        ) {
            _must(false, "a trade settles with both signatures only");
        } catch {}
    }

    function _allowSettlement(uint256 wallet, bool ofMoney, bool allowed) internal {
        vm.prank(_wallets[wallet]);
        ISettling(ofMoney ? address(cash) : address(bond)).allowSettlement(allowed);
        _settles[wallet][ofMoney ? 1 : 0] = allowed;
    }

    function _trade(uint256 seller, uint256 buyer, uint256 units, uint256 amount)
        private
        view
        returns (Trade memory)
    {
        return Trade({
            tradeReference: bytes32(_nonce),
            seller: _wallets[seller],
            buyer: _wallets[buyer],
            security: address(bond),
            units: units,
            cash: address(cash),
            amount: amount,
            settleFrom: uint40(_now()),
            settleBy: uint40(_now() + 2 days),
            nonce: _nonce
        });
    }

    function _bookSettled(uint256 seller, uint256 buyer, uint256 units, uint256 amount) private {
        _must(_settles[seller][0] && _settles[buyer][1], "the venue moves nothing of who does not settle there");
        _bookTransfer(seller, buyer, units);
        _bookCash(buyer, seller, amount);
    }

    function _signed(uint256 wallet, Trade memory trade) private view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(_key(wallet), dvp.tradeDigest(trade, Details(0, false, 0, 0)));
        return abi.encodePacked(r, s, v);
    }

    function _walletOf(address account) private view returns (uint256 wallet) {
        while (_wallets[wallet] != account) ++wallet;
    }
}
