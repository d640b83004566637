// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {BondTerms, CouponPeriod} from "../interfaces/IBond.sol";
import {BondRoles, IBondFactory} from "../interfaces/IBondFactory.sol";
import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";
import {CouponMath} from "../libraries/CouponMath.sol";
import {Bond} from "./Bond.sol";
import {BondCode} from "./BondCode.sol";

/// Purpose, rules and errors: IBondFactory.
contract BondFactory is IBondFactory {
    /// What every bond's code delegates to.
    Bond public immutable implementation;

    uint256 private constant MAX_COUPONS = 600;

    constructor(IIdentityRegistry registry, address administration) {
        implementation = new Bond(registry, administration, address(this));
    }

    /// @inheritdoc IBondFactory
    function createBond(BondTerms calldata terms, CouponPeriod[] calldata periods, BondRoles calldata roles)
        external
        returns (address bond)
    {
        require(msg.sender == roles.issuer, NotIssuer(msg.sender, roles.issuer));
        bytes memory code = _code(terms, periods, roles);
        emit BondCreated(
            Clones.predictDeterministicAddressWithImmutableArgs(address(implementation), code, _salt(roles)),
            terms.issueId,
            roles.issuer,
            terms.termsHash
        );
        bond = Clones.cloneDeterministicWithImmutableArgs(address(implementation), code, _salt(roles));
        Bond(bond).initialize(roles);
    }

    /// @inheritdoc IBondFactory
    function predictBond(BondTerms calldata terms, CouponPeriod[] calldata periods, BondRoles calldata roles)
        external
        view
        returns (address bond)
    {
        bytes memory code = _code(terms, periods, roles);
        return Clones.predictDeterministicAddressWithImmutableArgs(address(implementation), code, _salt(roles));
    }

    /// Checks terms, periods and roles and lays them out as the bond's code.
    function _code(BondTerms calldata terms, CouponPeriod[] calldata periods, BondRoles calldata roles)
        private
        view
        returns (bytes memory)
    {
        _checkRoles(roles);
        _checkTerms(terms, periods);
        return BondCode.encode(terms, _fix(terms, periods));
    }

    /// Computes each coupon's amount per unit from the terms.
    function _fix(BondTerms calldata terms, CouponPeriod[] calldata periods)
        private
        pure
        returns (uint256[] memory coupons)
    {
        coupons = new uint256[](periods.length);
        uint256 total;
        for (uint256 i = 0; i < periods.length; ++i) {
            CouponPeriod calldata period = periods[i];
            (uint256 numerator, uint256 denominator) =
                CouponMath.yearFraction(terms.dayCount, period.accrualStart, period.accrualEnd);
            uint256 amount = CouponMath.amountPerUnitHalfUp(terms.unitFace, terms.rate, numerator, denominator);
            total += amount;
            require(amount != 0 && total * terms.units <= type(uint56).max, InvalidCouponAmount(i + 1, amount));
            coupons[i] = BondCode.couponWord(period, amount, total);
        }
    }

    function _checkRoles(BondRoles calldata roles) private pure {
        require(
            roles.issuer != address(0) && roles.payingAgent != address(0) && roles.complianceOfficer != address(0)
                && roles.pauser != address(0) && roles.registrar != address(0) && roles.custodian != address(0),
            EmptyRole()
        );
    }

    function _checkTerms(BondTerms calldata terms, CouponPeriod[] calldata periods) private view {
        uint256 count = periods.length;
        require(
            terms.cash.code.length != 0 && terms.unitFace != 0 && terms.minUnits != 0 && terms.minUnits <= terms.units
                && uint256(terms.unitFace) * terms.units <= type(uint64).max && _isShortString(terms.name)
                && _isShortString(terms.symbol) && terms.issueTime < terms.maturityTime && count != 0
                && count <= MAX_COUPONS,
            InvalidTerms()
        );
        for (uint256 i = 0; i < count; ++i) {
            CouponPeriod calldata period = periods[i];
            bool joined = i == 0
                ? period.recordTime >= terms.issueTime && period.recordTime >= block.timestamp
                : period.accrualStart == periods[i - 1].accrualEnd && period.recordTime >= periods[i - 1].payTime;
            require(
                joined && period.accrualStart < period.accrualEnd && period.recordTime < period.payTime
                    && period.payTime <= terms.maturityTime,
                InvalidPeriod(i + 1)
            );
        }
    }

    /// OpenZeppelin's ShortString: the last byte is a length of at most 31.
    function _isShortString(bytes32 text) private pure returns (bool) {
        return uint8(uint256(text)) <= 31;
    }

    /// Roles are not part of the code, so they are part of the address.
    function _salt(BondRoles calldata roles) private pure returns (bytes32) {
        return keccak256(abi.encode(roles));
    }
}
