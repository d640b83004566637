// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IBondServicing} from "../interfaces/IBondServicing.sol";
import {CivilDate} from "../libraries/CivilDate.sol";
import {Claim, ClaimLists} from "../libraries/ClaimLists.sol";
import {HolderAccount} from "../libraries/HolderAccounts.sol";
import {TokenRoles} from "../libraries/TokenRoles.sol";
import {TokenWords} from "../libraries/TokenWords.sol";
import {BondCode} from "./BondCode.sol";
import {BondOverdue} from "./BondOverdue.sol";

/// Coupons that are rounded or taxed on a holding, and so paid one by one; the ledger of tax; what returns to the
/// issuer.
abstract contract BondByCoupon is IBondServicing, BondOverdue {
    using ClaimLists for mapping(uint256 => uint256);

    uint256 private constant SET = 1 << 32; // a rate of 0 that was set, against none

    /// @inheritdoc IBondServicing
    function setWithholding(uint16 country, uint8 investorClass, uint32 rate) external only(TokenRoles.ISSUER) {
        bool one = (country == 0) != (investorClass == 0);
        require(
            one && rate <= WHOLE && BondCode.has(BondCode.WITHHOLDS), InvalidWithholding(country, investorClass, rate)
        );
        _withholding[country != 0 ? country : CLASS | investorClass] = SET | rate;
        emit WithholdingSet(country, investorClass, rate, msg.sender);
    }

    /// @inheritdoc IBondServicing
    function setTaxAuthority(uint16 country, address authority) external only(TokenRoles.ISSUER) {
        _taxAuthorities[country] = authority;
        emit TaxAuthoritySet(country, authority, msg.sender);
    }

    /// @inheritdoc IBondServicing
    function remitTax(uint16 country, uint256 amount) external only(TokenRoles.PAYING_AGENT) {
        (uint256 held, address authority) = (_taxHeld[country], _taxAuthorities[country]);
        require(amount != 0 && amount <= held && authority != address(0), NotRemittable(country, held, amount));
        _taxHeld[country] = held - amount;
        emit TaxRemitted(country, authority, amount);
        _payOut(authority, amount);
    }

    /// @inheritdoc IBondServicing
    function taxHeld(uint16 country) external view returns (uint256) {
        return _taxHeld[country];
    }

    /// @inheritdoc IBondServicing
    function returnRounding(uint256 number) external {
        Unpaid memory unpaid = _unpaid[number];
        require(unpaid.units == 0 && unpaid.money != 0, NothingToReturn(number));
        delete _unpaid[number];
        emit RoundingReturned(number, unpaid.money);
        _payOut(_issuer(), unpaid.money);
    }

    /// @inheritdoc IBondServicing
    function returnUnclaimed(address[] calldata holders) external only(TokenRoles.ISSUER) returns (uint256 total) {
        (uint256 interestYears, uint256 principalYears) = BondCode.prescription();
        require(interestYears | principalYears != 0, NotPrescribable());
        require(holders.length <= MAX_BATCH, BatchTooLong(holders.length, MAX_BATCH));
        // Instalments are owed in one sum with interest: neither lapses before the other would.
        if (_paysInstalments()) interestYears = _longer(interestYears, principalYears);
        uint256 last = interestYears == 0 ? 0 : _couponsOlderThan(interestYears);
        (bool principal, bool recovered) = principalYears == 0 ? (false, false) : _areOlderThan(principalYears);
        for (uint256 i = 0; i < holders.length; ++i) {
            total += _prescribe(holders[i], last);
            if (recovered) total += _prescribeRecovered(holders[i]);
            if (principal) total += _prescribePrincipal(holders[i]);
        }
        if (total != 0) _payOut(_issuer(), total);
    }

    /// Pays a holder's coupons up to `last`, each rounded and taxed by itself; what is refused goes on the list.
    function _payByCoupon(address holder, uint256 last) internal {
        Claim[] memory due = _takeClaims(holder, last);
        if (due.length == 0) return;
        (uint256 rate, uint16 country) = _taxOn(holder);
        uint256 total;
        for (uint256 i = 0; i < due.length; ++i) {
            (uint256 amount,) = _netOf(due[i], rate);
            total += amount;
        }
        if (total != 0 && !_payOne(holder, total)) return _claimAgain(holder, due, total);
        address[] memory payee = new address[](1);
        payee[0] = holder;
        for (uint256 i = 0; i < due.length; ++i) {
            _bookPaid(payee, due[i], rate, country);
        }
    }

    /// Notes again what was not taken.
    function _claimAgain(address holder, Claim[] memory due, uint256 total) private {
        HolderAccount account = _holdings[holder].account; // read again: the cash token may have called back
        for (uint256 i = 0; i < due.length; ++i) {
            account = _claim(holder, account, due[i]);
        }
        _holdings[holder].account = account;
        emit PaymentFailed(holder, total);
    }

    /// Books a coupon that a holder was paid, and the tax kept back from it.
    function _bookPaid(address[] memory payee, Claim memory claim, uint256 rate, uint16 country) private {
        (uint256 amount, uint256 tax) = _netOf(claim, rate);
        _settle(claim.number, claim.quantity, amount + tax);
        uint256[] memory amounts = new uint256[](1);
        amounts[0] = amount;
        emit CouponsPaid(claim.number, payee, amounts);
        _bookTax(payee[0], claim.number, country, tax);
    }

    function _settle(uint256 number, uint256 units, uint256 money) private {
        Unpaid memory unpaid = _unpaid[number];
        _unpaid[number] = Unpaid(unpaid.units - uint64(units), unpaid.money - uint64(money));
    }

    /// What a claim pays after tax, its interest rounded down, so that no split of a holding saves tax; and the tax.
    /// [minor]
    function _netOf(Claim memory claim, uint256 rate) private view returns (uint256 net, uint256 tax) {
        (uint256 interest, uint256 instalment) = _partsOn(claim.number, claim.quantity);
        uint256 kept = interest * (WHOLE - rate) / WHOLE;
        return (kept + instalment, interest - kept);
    }

    /// Takes what a holder has earned up to a coupon off the list and the account, as claims by units.
    function _takeClaims(address holder, uint256 last) private returns (Claim[] memory due) {
        HolderAccount account = _holdings[holder].account;
        Claim[] memory listed;
        if (account.inArrears()) listed = _claims[holder].takeAll();
        due = _joined(listed, account, last);
        account = account.withInArrears(false);
        for (uint256 i = 0; i < listed.length; ++i) {
            if (listed[i].number > last) account = _claim(holder, account, listed[i]);
        }
        if (account.cursor() <= last) account = account.withPending(0).withCursor(last);
        _holdings[holder].account = account;
    }

    /// What is listed, pending and earned since, of the coupons up to `last`.
    function _joined(Claim[] memory listed, HolderAccount account, uint256 last)
        private
        pure
        returns (Claim[] memory due)
    {
        (uint256 cursor, uint256 units, uint256 count) = (account.cursor(), account.balance(), 0);
        uint256 fresh = units != 0 && cursor < last ? last - cursor : 0;
        due = new Claim[](listed.length + 1 + fresh);
        for (uint256 i = 0; i < listed.length; ++i) {
            if (listed[i].number <= last) due[count++] = listed[i];
        }
        if (cursor <= last && account.pending() != 0) {
            due[count++] = Claim(uint16(cursor), true, uint64(account.pending()));
        }
        for (uint256 i = 1; i <= fresh; ++i) {
            due[count++] = Claim(uint16(cursor + i), true, uint64(units));
        }
        assembly ("memory-safe") {
            mstore(due, count) // shorter than allotted
        }
    }

    /// Takes what a holder left unclaimed of the coupons up to `last`.
    function _prescribe(address holder, uint256 last) private returns (uint256 amount) {
        if (last == 0) return 0;
        if (_state.has(TokenWords.BY_COUPON)) {
            Claim[] memory due = _takeClaims(holder, last);
            for (uint256 i = 0; i < due.length; ++i) {
                uint256 money = _paidOn(due[i].number, due[i].quantity);
                _settle(due[i].number, due[i].quantity, money);
                amount += money;
            }
        } else {
            HolderAccount account = _holdings[holder].account;
            if (account.cursor() > last) return 0;
            account = _released(holder, account, last);
            amount = account.owed();
            _holdings[holder].account = account.withOwed(0);
        }
        if (amount != 0) emit Prescribed(holder, amount);
    }

    /// Takes what a holder left unclaimed of recoveries.
    function _prescribeRecovered(address holder) private returns (uint256 amount) {
        _countRecovered(holder, _holdings[holder].account.balance());
        amount = _recovered[holder].owed;
        _recovered[holder].owed = 0;
        if (amount != 0) emit RecoveryPrescribed(holder, amount);
    }

    /// Takes units that nobody redeemed.
    function _prescribePrincipal(address holder) private returns (uint256 principal) {
        HolderAccount account = _withoutLocks(holder, _holdings[holder].account);
        uint256 units = account.balance();
        if (units == 0) return 0;
        principal = units * (_principalOfUnit() + _lateOn(0));
        // What interest is not so old yet stays the holder's.
        _holdings[holder].account = _touched(_state, holder, account).withBalance(0).withWithheld(0);
        _state = _state.withSupply(_state.supply() - units);
        _bookMovement(_state, holder, address(0), units);
        emit PrincipalPrescribed(holder, units, principal);
        _tellRedeemed(_state, holder, units, account.withheld(), 0);
    }

    /// The later of two terms, of which 0 never ends. [years]
    function _longer(uint256 a, uint256 b) private pure returns (uint256) {
        return a == 0 || b == 0 ? 0 : Math.max(a, b);
    }

    /// Funded coupons that were due and funded more years ago.
    function _couponsOlderThan(uint256 years_) private view returns (uint256 count) {
        count = _couponsPayable(_state);
        while (count != 0 && block.timestamp <= _lapseTime(count, _payTime(count - 1), years_)) --count;
    }

    /// Whether the principal was due and funded more years ago, and whether the last recovery was distributed then.
    function _areOlderThan(uint256 years_) private view returns (bool principal, bool recovered) {
        principal = _state.redemptionFunded() && block.timestamp > _lapseTime(0, _redemptionTime(), years_);
        uint256 distributed = _trouble.distributed;
        recovered = distributed != 0 && block.timestamp > CivilDate.yearsAfter(distributed, years_);
    }

    /// Whether parts of the principal are, or may be, paid with coupons.
    function _paysInstalments() private view returns (bool) {
        bool planned = BondCode.detail(BondCode.couponCount()).outstanding != BondCode.unitFace();
        return planned || BondCode.has(BondCode.PARTLY_CALLABLE);
    }

    function _issuer() private view returns (address owner) {
        owner = _ownerGiven();
        require(owner != address(0), NotPrescribable());
    }
}
