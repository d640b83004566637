// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {FirstRoles} from "../access/FirstRoles.sol";
import {IBondPricing} from "../interfaces/IBondPricing.sol";
import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";
import {PresentValue} from "../libraries/PresentValue.sol";
import {BondCode} from "./BondCode.sol";
import {BondEntitlement} from "./BondEntitlement.sol";
import {BondMakeWhole} from "./BondMakeWhole.sol";
import {BondView} from "./BondView.sol";

/// What a bond tells of itself and of its price, and repayment at present value: the last contract a bond delegates to.
/// Rules and errors: IBondPricing, IBondMakeWhole.
contract BondPricing is IBondPricing, FirstRoles, BondView, BondMakeWhole {
    uint256 private constant PRICE_SCALE = 1e9;

    constructor(IIdentityRegistry registry) BondEntitlement(registry) {}

    /// @inheritdoc IBondPricing
    function today() external view returns (uint24) {
        return uint24(BondCode.dayOf(block.timestamp));
    }

    /// @inheritdoc IBondPricing
    function accruedInterest(uint24 day) external view returns (int256 numerator, uint256 denominator) {
        return _accruedOn(day);
    }

    /// @inheritdoc IBondPricing
    function dirtyPrice(uint24 day, int64 yield) external view returns (uint256) {
        return uint256(PresentValue.inAttos(_flowsAfter(day), yield, 0, 1));
    }

    /// @inheritdoc IBondPricing
    function cleanPrice(uint24 day, int64 yield) external view returns (int256) {
        (int256 numerator, uint256 denominator) = _accruedOn(day);
        return PresentValue.inAttos(_flowsAfter(day), yield, numerator, denominator);
    }

    /// @inheritdoc IBondPricing
    function consideration(uint256 units, uint64 price, uint24 day)
        external
        view
        returns (uint256 clean, int256 accrued)
    {
        _checkPriced(day);
        clean = _nearest(units * _parOn(day) * price, PRICE_SCALE);
        (int256 numerator, uint256 denominator) = _accruedOn(day);
        accrued = numerator < 0
            ? -int256(_nearest(units * uint256(-numerator), denominator))
            : int256(_nearest(units * uint256(numerator), denominator));
    }

    /// A ratio to the nearest whole, a half upwards.
    function _nearest(uint256 numerator, uint256 denominator) private pure returns (uint256) {
        return (2 * numerator + denominator) / (2 * denominator);
    }

    function _hasRole(bytes32 role, address account) internal view override returns (bool) {
        return _isGiven(role, account);
    }
}
