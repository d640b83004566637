// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {BondTerms, Coupon, IBondView} from "../interfaces/IBond.sol";
import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";
import {HolderAccount} from "../libraries/HolderAccounts.sol";
import {TokenRoles} from "../libraries/TokenRoles.sol";
import {Delegating} from "../token/Delegating.sol";
import {TokenAdministration} from "../token/TokenAdministration.sol";
import {BondCode} from "./BondCode.sol";
import {BondEntitlement} from "./BondEntitlement.sol";

/// The rarely called part of every bond: `Bond` delegates here what it does not know itself.
contract BondAdministration is IBondView, BondEntitlement, TokenAdministration {
    constructor(IIdentityRegistry registry, address enforcement)
        BondEntitlement(registry)
        Delegating(enforcement)
        EIP712("Tenor Bond", "1")
    {}

    /// @inheritdoc IBondView
    function terms() external view returns (BondTerms memory) {
        return BondCode.terms();
    }

    /// @inheritdoc IBondView
    function couponCount() external view returns (uint256) {
        return BondCode.couponCount();
    }

    /// @inheritdoc IBondView
    function coupon(uint256 number) public view returns (Coupon memory) {
        return BondCode.coupon(number);
    }

    /// @inheritdoc IBondView
    function couponsFunded() external view returns (uint256) {
        return _state.couponsFunded();
    }

    /// @inheritdoc IBondView
    function redemptionFunded() external view returns (bool) {
        return _state.redemptionFunded();
    }

    /// @inheritdoc IBondView
    function interestDue(address holder) external view returns (uint256 owed, uint256 pending) {
        uint256 payable_ = _couponsPayable(_state);
        HolderAccount account = _accrued(_holdings[holder].account, payable_);
        uint256 cursor = account.cursor();
        uint256 earned =
            account.balance() * (BondCode.cumulative(_couponsRecorded(cursor)) - BondCode.cumulative(cursor));
        uint256 due = _dueOf(_arrears[holder], payable_);
        uint256 overdue = _dueOf(_arrears[holder], type(uint256).max) - due;
        return (account.owed() + due, account.pending() + overdue + earned);
    }

    function PAYING_AGENT_ROLE() external pure returns (bytes32) {
        return TokenRoles.PAYING_AGENT;
    }

    function _firstName() internal view override returns (bytes32) {
        return BondCode.terms().name;
    }

    function _firstSymbol() internal view override returns (bytes32) {
        return BondCode.terms().symbol;
    }

    /// @dev Units are whole: the smallest transferable amount is one.
    function _decimals() internal pure override returns (uint8) {
        return 0;
    }
}
