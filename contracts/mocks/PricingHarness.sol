// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {BondPricing} from "../bond/BondPricing.sol";
import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";

/// What a bond's options ask of its flows, open to calls.
contract PricingHarness is BondPricing {
    constructor(IIdentityRegistry registry) BondPricing(registry) {}

    function presentValue(uint24 day, int64 yield) external view returns (int256) {
        return _presentValue(day, yield);
    }

    function makeWhole(uint24 day, int64 yield) external view returns (uint256) {
        return _makeWhole(day, yield);
    }
}
