// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IDeliveryVersusPayment, Trade} from "../../../contracts/interfaces/IDeliveryVersusPayment.sol";
import {DeliveryVersusPayment} from "../../../contracts/settlement/DeliveryVersusPayment.sol";
import {Fuzz} from "../Fuzz.sol";

/// A token that moves whatever it is asked to and counts it: the venue's own rules are what is left.
contract WillingToken {
    uint256 public moved;

    function transferFrom(address, address, uint256 amount) external returns (bool) {
        moved += amount;
        return true;
    }
}

/// A party that signs everything (ERC-1271), so that no signature stands in the way.
contract WillingParty {
    function isValidSignature(bytes32, bytes calldata) external pure returns (bytes4) {
        return this.isValidSignature.selector;
    }
}

/// The venue by itself: even where both parties sign everything and both tokens move anything.
contract SettlementProof is Fuzz {
    DeliveryVersusPayment private _venue;
    WillingToken private _security;
    WillingToken private _cash;
    address private _seller;
    address private _buyer;

    function setUp() external {
        _venue = new DeliveryVersusPayment();
        (_security, _cash) = (new WillingToken(), new WillingToken());
        (_seller, _buyer) = (address(new WillingParty()), address(new WillingParty()));
    }

    function check_settle__same_seller_and_nonce__once_only(uint256 nonce, uint128 units, uint128 amount) external {
        (bool first,) = _settle(nonce, units, amount);
        (bool again,) = _settle(nonce, amount, units);
        assert(!(first && again));
        assert(_venue.isNonceSpent(_seller, nonce) == (units != 0 && amount != 0));
    }

    function check_settle__another_nonce__stays_unspent(uint256 nonce, uint256 other) external {
        vm.assume(nonce != other);
        _settle(nonce, 1, 1);
        assert(!_venue.isNonceSpent(_seller, other));
        assert(!_venue.isNonceSpent(_buyer, nonce));
    }

    function check_settle__any_amounts__both_legs_or_neither(uint128 units, uint128 amount) external {
        (bool done,) = _settle(1, units, amount);
        assert(_security.moved() == (done ? units : 0));
        assert(_cash.moved() == (done ? amount : 0));
    }

    function _settle(uint256 nonce, uint256 units, uint256 amount) private returns (bool, bytes memory) {
        Trade memory trade = Trade({
            tradeReference: 0,
            seller: _seller,
            buyer: _buyer,
            security: address(_security),
            units: units,
            cash: address(_cash),
            amount: amount,
            settleFrom: 0,
            settleBy: type(uint40).max,
            nonce: nonce
        });
        return address(_venue).call(abi.encodeCall(_venue.settle, (trade, "", "")));
    }
}
