// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IBondServicing} from "../interfaces/IBondServicing.sol";
import {IdentityWord} from "../libraries/IdentityWords.sol";
import {BondCode} from "./BondCode.sol";
import {BondPayments} from "./BondPayments.sol";

/// Tax that is kept back from interest.
abstract contract BondTax is BondPayments {
    uint256 internal constant CLASS = 1 << 16; // keys of investor classes, beside those of countries

    /// The rate of a holder's class where one is set, otherwise that of its country; and where the tax goes. [1e-9]
    function _taxOn(address holder) internal view returns (uint256 rate, uint16 country) {
        if (!BondCode.has(BondCode.WITHHOLDS)) return (0, 0);
        IdentityWord identity = IdentityWord.wrap(_registry(_state).wordOf(holder));
        rate = _withholding[CLASS | identity.investorClass()];
        if (rate != 0) return (uint32(rate), 0);
        country = uint16(identity.country());
        return (uint32(_withholding[country]), country);
    }

    /// Books tax kept back from a holder.
    function _bookTax(address holder, uint256 number, uint16 country, uint256 tax) internal {
        if (tax == 0) return;
        _taxHeld[country] += tax;
        emit IBondServicing.TaxWithheld(holder, number, country, tax);
    }

    /// Tax on so much interest of a holder. [minor]
    function _taxOf(address holder, uint256 interest) internal view returns (uint256 tax, uint16 country) {
        uint256 rate;
        (rate, country) = _taxOn(holder);
        tax = interest - interest * (WHOLE - rate) / WHOLE;
    }
}
