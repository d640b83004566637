// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBond} from "../interfaces/IBond.sol";
import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";
import {Claim, ClaimLists} from "../libraries/ClaimLists.sol";
import {TokenRoles} from "../libraries/TokenRoles.sol";
import {TokenWord} from "../libraries/TokenWords.sol";
import {Delegating} from "../token/Delegating.sol";
import {TokenEnforcement} from "../token/TokenEnforcement.sol";
import {BondCode} from "./BondCode.sol";
import {BondEntitlement} from "./BondEntitlement.sol";

/// The forced acts of every bond.
contract BondEnforcement is TokenEnforcement, BondEntitlement, Delegating {
    using ClaimLists for mapping(uint256 => uint256);

    constructor(IIdentityRegistry registry, address fixing) BondEntitlement(registry) Delegating(fixing) {}

    /// @dev Units issued after a record time would be funded for a coupon that nobody on them earned.
    function _mayMint() internal view override only(TokenRoles.ISSUER) returns (bool) {
        uint40 issueTime = BondCode.issueTime();
        uint40 until = _lastCoupon() == 0 ? _redemptionTime() - 1 : uint40(_recordTime(0));
        require(block.timestamp >= issueTime && block.timestamp <= until, IBond.IssueNotOpen(issueTime, until));
        return true;
    }

    /// @dev A coupon is funded for the units that were in issue at its record time.
    function _burnIsOpen(TokenWord state) internal view override returns (bool) {
        uint256 funded = state.couponsFunded();
        bool unfunded = _couponsRecorded(funded) != funded;
        require(!unfunded && !state.redemptionFunded(), IBond.BurnNotOpen(funded, state.redemptionFunded()));
        return true;
    }

    /// @dev Coupons in arrears are told by the account's word.
    function _hasMore(address holder) internal view override returns (bool) {
        return _isNoted(holder);
    }

    /// @dev Coupons that are not in the account's word, and what a watched bond noted.
    function _moveArrears(address from, address to) internal override {
        Claim[] memory claims = _claims[from].takeAll();
        for (uint256 i = 0; i < claims.length; ++i) {
            _claims[to].push(claims[i]);
        }
        _moveWatched(from, to);
    }
}
