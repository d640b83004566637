// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBond} from "../interfaces/IBond.sol";
import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";
import {TokenRoles} from "../libraries/TokenRoles.sol";
import {TokenWord} from "../libraries/TokenWords.sol";
import {TokenEnforcement} from "../token/TokenEnforcement.sol";
import {BondCode} from "./BondCode.sol";
import {BondEntitlement} from "./BondEntitlement.sol";

/// The forced acts of every bond.
contract BondEnforcement is TokenEnforcement, BondEntitlement {
    constructor(IIdentityRegistry registry) BondEntitlement(registry) {}

    /// @dev Units issued after a record time would be funded for a coupon that nobody on them earned.
    function _mayMint() internal view override only(TokenRoles.ISSUER) returns (bool) {
        uint40 issueTime = BondCode.issueTime();
        uint256 until = BondCode.recordTime(0);
        require(block.timestamp >= issueTime && block.timestamp <= until, IBond.IssueNotOpen(issueTime, uint40(until)));
        return true;
    }

    /// @dev A coupon is funded for the units that were in issue at its record time.
    function _burnIsOpen(TokenWord state) internal view override returns (bool) {
        uint256 funded = state.couponsFunded();
        bool unfunded = _couponsRecorded(funded) != funded;
        require(!unfunded && !state.redemptionFunded(), IBond.BurnNotOpen(funded, state.redemptionFunded()));
        return true;
    }

    /// @dev Overdue coupons, booked apart.
    function _moveArrears(address from, address to) internal override {
        Arrear[] storage list = _arrears[from];
        for (uint256 i = 0; i < list.length; ++i) {
            _arrears[to].push(list[i]);
        }
        delete _arrears[from];
    }
}
