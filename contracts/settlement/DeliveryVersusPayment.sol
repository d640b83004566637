// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Consents} from "./Consents.sol";
import {MatchedTrades} from "./MatchedTrades.sol";
import {MultilateralSettlement} from "./MultilateralSettlement.sol";
import {SettlementCycles} from "./SettlementCycles.sol";

/// The settlement venue: nobody owns it, nobody can change it, and whatever it moves its owner has consented to.
///
/// One contract, so that holders let one address settle, and a trade that is spent one way is spent every way.
contract DeliveryVersusPayment is MatchedTrades, SettlementCycles, MultilateralSettlement {
    constructor() Consents("Tenor Delivery Versus Payment") {}
}
