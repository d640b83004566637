// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Details, Trade} from "../../../contracts/interfaces/IDeliveryVersusPayment.sol";
import {TradeStatus} from "../../../contracts/interfaces/IMatchedTrades.sol";
import {DeliveryVersusPayment} from "../../../contracts/settlement/DeliveryVersusPayment.sol";
import {Fuzz} from "../Fuzz.sol";
import {WillingParty, WillingToken} from "./Settlement.t.sol";

/// A trade that both parties have matched, between tokens that move anything.
abstract contract MatchedGround is Fuzz {
    uint40 internal constant DEADLINE = 1_000_000;

    DeliveryVersusPayment internal _venue;
    WillingToken internal _security;
    WillingToken internal _cash;
    address internal _seller;
    address internal _buyer;
    Trade internal _trade;
    Details internal _plain;

    function setUp() external {
        _venue = new DeliveryVersusPayment();
        (_security, _cash) = (new WillingToken(), new WillingToken());
        (_seller, _buyer) = (address(new WillingParty()), address(new WillingParty()));
        _trade = Trade(0, _seller, _buyer, address(_security), 10, address(_cash), 20, 0, DEADLINE, 1);
        vm.warp(1000);
        vm.prank(_seller);
        _venue.matchTrade(_trade, _plain, "", "");
    }

    function _cancel(address caller, bool asked) internal returns (bool done) {
        vm.prank(caller);
        (done,) = address(_venue).call(abi.encodeCall(_venue.cancel, (_trade, _plain, asked)));
    }

    function _settle(address caller) internal returns (bool done) {
        vm.prank(caller);
        (done,) = address(_venue).call(abi.encodeCall(_venue.settleMatched, (_trade, _plain)));
    }

    function _status() internal view returns (TradeStatus) {
        return _venue.matchedTrade(_venue.tradeDigest(_trade, _plain)).status;
    }
}

/// Who may end a matched trade, and what moves with it.
contract MatchedProof is MatchedGround {
    function check_cancel__one_caller_as_often_as_it_likes__ends_nothing(address caller, bool first, bool again)
        external
    {
        _cancel(caller, first);
        _cancel(caller, again);
        assert(_status() == TradeStatus.MATCHED);
    }

    function check_cancel__neither_seller_nor_buyer__is_refused(address caller, bool asked) external {
        vm.assume(caller != _seller && caller != _buyer);
        assert(!_cancel(caller, asked));
    }

    function check_cancel__both__ends_it_just_when_both_ask(bool sells, bool buys) external {
        assert(_cancel(_seller, sells));
        assert(_cancel(_buyer, buys));
        assert((_status() == TradeStatus.CANCELLED) == (sells && buys));
        assert(_security.moved() == 0 && _cash.moved() == 0);
    }

    function check_settleMatched__cancelled_before__moves_nothing(address caller) external {
        _cancel(_seller, true);
        _cancel(_buyer, true);
        assert(!_settle(caller));
        assert(_security.moved() == 0 && _cash.moved() == 0);
    }

    function check_settleMatched__anybody_and_again__moves_both_legs_once(address caller, address other) external {
        bool done = _settle(caller);
        assert(done && !_settle(other));
        assert(_security.moved() == 10 && _cash.moved() == 20);
        assert(!_cancel(_seller, true) && _status() == TradeStatus.SETTLED);
    }

    function check_settlePart__any_units__both_legs_or_neither(address caller, uint256 units) external {
        vm.prank(caller);
        (bool done,) = address(_venue).call(abi.encodeCall(_venue.settlePart, (_trade, _plain, units)));
        assert(!done && _security.moved() == 0 && _cash.moved() == 0); // parts were not agreed
    }

    function check_expire__until_the_deadline__nobody_can(address caller, uint40 time) external {
        vm.assume(time <= DEADLINE);
        vm.warp(time);
        vm.prank(caller);
        (bool done,) = address(_venue).call(abi.encodeCall(_venue.expire, (_trade, _plain)));
        assert(!done);
    }

    function check_settleMatched__past_the_deadline__moves_nothing(address caller, uint40 time) external {
        vm.assume(time > DEADLINE);
        vm.warp(time);
        assert(!_settle(caller));
        assert(_security.moved() == 0 && _cash.moved() == 0);
    }
}

/// A false sentence near those: the run fails unless it is refuted.
contract MatchedControlProof is MatchedGround {
    function check_cancel__two_callers__end_nothing(address one, address other) external {
        _cancel(one, true);
        _cancel(other, true);
        assert(_status() == TradeStatus.MATCHED);
    }
}
