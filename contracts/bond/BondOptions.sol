// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {CallTerms, PutTerms} from "../interfaces/IBondFixing.sol";
import {IBondOptions} from "../interfaces/IBondOptions.sol";
import {IBondPricing} from "../interfaces/IBondPricing.sol";
import {IBondServicing, RunApproval} from "../interfaces/IBondServicing.sol";
import {IIdentityRegistry} from "../interfaces/IIdentityRegistry.sol";
import {HolderAccount} from "../libraries/HolderAccounts.sol";
import {TokenRoles} from "../libraries/TokenRoles.sol";
import {TokenWord} from "../libraries/TokenWords.sol";
import {Delegating} from "../token/Delegating.sol";
import {BondAnnexes} from "./BondAnnexes.sol";
import {BondCode} from "./BondCode.sol";
import {BondEndings} from "./BondEndings.sol";
import {BondEntitlement} from "./BondEntitlement.sol";
import {BondTax} from "./BondTax.sol";

/// Purpose, rules and errors: IBondOptions.
contract BondOptions is IBondOptions, BondTax, BondEndings, Delegating {
    /// Puts on their way to repayment, by the holders' places in the list.
    struct Puts {
        uint24 day;
        uint256 run; // its number
        uint256 principal; // [minor] of one unit
        uint256 accrued; // [minor] on one unit, in parts of the denominator
        uint256 denominator;
        PutNotice[] notices; // as they were
        uint256[] units;
        uint256[] unfrozen; // [units] of these
        uint256[] interest; // [minor] after tax
        uint256[] amounts; // [minor] to be paid
        uint256 supply; // [units] of all
        uint256 total; // [minor] before tax
    }

    constructor(IIdentityRegistry registry, address trouble)
        BondEntitlement(registry)
        Delegating(trouble)
        EIP712("Tenor Bond", "1")
    {}

    /// @inheritdoc IBondOptions
    function giveCallNotice(bytes calldata annex, uint40 time) external only(TokenRoles.ISSUER) {
        CallTerms memory call = BondAnnexes.read(annex).call;
        uint24 day = uint24(BondCode.dayOf(time));
        _checkNotice(day, call.noticeDays);
        uint64 price = _priceOn(call, day);
        uint256 last = _endAt(time, day, price);
        if (last == 0) _fixPrincipal(_scaled(BondCode.unitFace(), price));
    }

    /// @inheritdoc IBondOptions
    function callPart(bytes calldata annex, uint256 number, uint64 share) external only(TokenRoles.ISSUER) {
        CallTerms memory call = BondAnnexes.read(annex).call;
        bool inLife = BondCode.has(BondCode.PARTLY_CALLABLE) && number != 0 && number < BondCode.couponCount();
        bool open = inLife && !_endsEarly() && block.timestamp <= BondCode.recordTime(number - 1);
        require(open && _parts[number].share == 0, PartNotCallable(number));
        uint256 day = BondCode.dayOf(BondCode.payTime(number - 1));
        _checkNotice(day, call.noticeDays);
        uint64 price = _priceOn(call, day);
        uint256 outstanding = _outstandingOf(number);
        uint256 left = outstanding - Math.min(BondCode.detail(number).instalment, outstanding);
        uint256 part = left * share / WHOLE;
        bool fits = (outstanding + _scaled(part, price)) * BondCode.units() <= type(uint56).max;
        require(part != 0 && part < left && fits, InvalidPart(part, left));
        _parts[number] = Part(share, price);
        emit PartCalled(number, share, price, part);
    }

    /// @inheritdoc IBondOptions
    function givePutNotice(bytes calldata annex, uint24 day, uint64 units) external {
        PutTerms memory put = BondAnnexes.read(annex).put;
        _priceOfPut(put, day);
        uint256 today = BondCode.dayOf(block.timestamp);
        uint256 opens = Math.saturatingSub(day, put.opensDaysBefore);
        uint256 closes = Math.saturatingSub(day, put.closesDaysBefore);
        bool open = today >= opens && today <= closes && (!_endsEarly() || day < _ending.day);
        require(open, NoticeNotOpen(day, opens, closes));
        PutNotice memory notice = _putNotices[msg.sender];
        if (notice.day != day) {
            require(notice.day < today, OtherNoticeStands(notice.day));
            notice = PutNotice(day, 0, false);
        }
        uint256 all = uint256(notice.units) + units;
        HolderAccount account = _holdings[msg.sender].account;
        uint256 balance = account.balance();
        bool whole = all == balance || balance >= all + BondCode.minUnits();
        require(units != 0 && all <= _unlockedIn(msg.sender, account) && whole, InvalidPut(all, balance));
        _putNotices[msg.sender] = PutNotice(day, uint64(all), notice.refused);
        emit PutNoticed(msg.sender, day, all);
    }

    /// @inheritdoc IBondOptions
    function redeemPuts(
        bytes calldata annex,
        uint24 day,
        address[] calldata holders,
        uint256 total,
        RunApproval calldata approval
    ) external only(TokenRoles.PAYING_AGENT) {
        require(holders.length <= MAX_BATCH, IBondServicing.BatchTooLong(holders.length, MAX_BATCH));
        Puts memory puts = _putsOn(annex, day);
        _takePuts(puts, holders);
        require(total == puts.total, IBondServicing.WrongTotal(total, puts.total));
        _checkRun(puts.run, _onOneUnit(puts), puts.supply, total, approval);
        _extraRuns += 1;
        _state = _state.withSupply(_state.supply() - puts.supply);
        _collect(total);
        uint256 returned = _settlePuts(puts, holders, _payEach(holders, puts.amounts));
        emit PutsRedeemed(day, puts.run, puts.principal, holders, puts.units, puts.interest);
        if (returned != 0) _payOut(msg.sender, returned);
    }

    /// @inheritdoc IBondOptions
    function putRun(bytes calldata annex, uint24 day, address[] calldata holders)
        external
        view
        returns (uint256 number, uint256 amountPerUnit, uint256 units, uint256 total)
    {
        Puts memory puts = _putsOn(annex, day);
        for (uint256 i = 0; i < holders.length; ++i) {
            uint256 put = _put(day, holders[i]);
            units += put;
            total += put * puts.principal + _roundedOn(put, puts.accrued, puts.denominator);
        }
        return (puts.run, _onOneUnit(puts), units, total);
    }

    /// @inheritdoc IBondOptions
    function putNotice(address holder) external view returns (uint24 day, uint64 units, bool refused) {
        PutNotice memory notice = _putNotices[holder];
        return (notice.day, notice.units, notice.refused);
    }

    /// @inheritdoc IBondOptions
    function ending()
        external
        view
        returns (uint40 time, uint24 day, uint16 last, uint64 price, bool cut, bool accelerated)
    {
        Ending memory end = _ending;
        return (end.time, end.day, end.last, end.price, end.cut, end.accelerated);
    }

    /// @inheritdoc IBondOptions
    function calledPart(uint256 number) external view returns (uint64 share, uint64 price) {
        return (_parts[number].share, _parts[number].price);
    }

    /// Price of a call on a day. [1e-9]
    function _priceOn(CallTerms memory call, uint256 day) private pure returns (uint64) {
        for (uint256 i = 0; i < call.windows.length; ++i) {
            bool within = day >= call.windows[i].from && day <= call.windows[i].to;
            if (within && call.windows[i].price != 0) return call.windows[i].price;
        }
        revert NoSuchOption(day);
    }

    /// Price of a put on a day. [1e-9]
    function _priceOfPut(PutTerms memory put, uint256 day) private pure returns (uint64) {
        for (uint256 i = 0; i < put.dates.length; ++i) {
            if (put.dates[i].day == day) return put.dates[i].price;
        }
        revert NoSuchOption(day);
    }

    /// What is repaid to whoever puts for a day, if it can be repaid now.
    function _putsOn(bytes calldata annex, uint24 day) private view returns (Puts memory puts) {
        uint256 price = _priceOfPut(BondAnnexes.read(annex).put, day);
        uint256 number = _couponOfPuts(day);
        uint256 outstanding = _outstandingOf(number);
        puts.day = day;
        puts.run = BondCode.couponCount() + 2 + _extraRuns;
        puts.principal = _scaled(_principalOf(number, outstanding), price);
        puts.denominator = 1;
        if (number != 0) (puts.accrued, puts.denominator) = _accruedOf(number, outstanding, day);
    }

    /// Number of the coupon in whose period puts of a day are repaid now; 0 of a bond without coupons.
    function _couponOfPuts(uint24 day) private view returns (uint256 number) {
        TokenWord state = _state;
        uint256 funded = state.couponsFunded();
        uint256 count = BondCode.couponCount();
        bool settled = _couponsRecorded(funded) == funded && _couponsPayable(state) == funded;
        bool runs = count == 0 ? block.timestamp < BondCode.maturityTime() : funded < count;
        if (_endsEarly()) runs = runs && block.timestamp < _ending.time;
        bool inTime = BondCode.dayOf(block.timestamp) >= day
            && (funded == 0 || BondCode.dayOf(BondCode.recordTime(funded - 1)) <= day);
        require(settled && runs && inTime, PutsNotOpen(day));
        if (count == 0) return 0;
        number = funded + 1;
        require(_accrualIsKnown(number, day), IBondPricing.RateNotKnown(number));
    }

    /// Principal and interest on a holding of one unit. [minor]
    function _onOneUnit(Puts memory puts) private view returns (uint256) {
        return puts.principal + _roundedOn(1, puts.accrued, puts.denominator);
    }

    /// Units that a holder puts for a day and still has; those it has locked for a trade since are as good as sold.
    function _put(uint24 day, address holder) private view returns (uint256) {
        PutNotice memory notice = _putNotices[holder];
        return notice.day == day ? Math.min(notice.units, _unlockedIn(holder, _holdings[holder].account)) : 0;
    }

    /// Takes the units that holders put, and what is paid for them.
    function _takePuts(Puts memory puts, address[] calldata holders) private {
        TokenWord state = _state;
        puts.notices = new PutNotice[](holders.length);
        puts.units = new uint256[](holders.length);
        puts.unfrozen = new uint256[](holders.length);
        puts.interest = new uint256[](holders.length);
        puts.amounts = new uint256[](holders.length);
        for (uint256 i = 0; i < holders.length; ++i) {
            uint256 units = _put(puts.day, holders[i]);
            if (units != 0) _takePut(state, puts, i, holders[i], units);
            else _dropPut(puts.day, holders[i]);
        }
    }

    /// Ends the notice of a holder who has sold all that it put: units bought later were not put.
    function _dropPut(uint24 day, address holder) private {
        if (_putNotices[holder].day != day || _putNotices[holder].units == 0) return;
        delete _putNotices[holder];
        emit PutNoticed(holder, day, 0);
    }

    /// Takes one holder's.
    function _takePut(TokenWord state, Puts memory puts, uint256 index, address holder, uint256 units) private {
        puts.notices[index] = _putNotices[holder];
        delete _putNotices[holder];
        HolderAccount account = _touched(state, holder, _holdings[holder].account);
        uint256 unfrozen = Math.saturatingSub(units, account.available()); // frozen ones last
        _holdings[holder].account = account.withWithheld(account.withheld() - unfrozen).minus(units);
        _bookMovement(state, holder, address(0), units);
        uint256 interest = _roundedOn(units, puts.accrued, puts.denominator);
        (uint256 tax,) = _taxOf(holder, interest);
        (puts.units[index], puts.unfrozen[index]) = (units, unfrozen);
        puts.interest[index] = interest - tax;
        puts.amounts[index] = units * puts.principal + interest - tax;
        puts.supply += units;
        puts.total += units * puts.principal + interest;
    }

    /// Tells of puts that were paid, and undoes those that were refused.
    /// @return returned to the paying agent, what it paid for the latter [minor]
    function _settlePuts(Puts memory puts, address[] calldata holders, uint256 refused)
        private
        returns (uint256 returned)
    {
        TokenWord state = _state;
        for (uint256 i = 0; i < holders.length; ++i) {
            uint256 units = puts.units[i];
            if (units == 0) continue;
            uint256 interest = _roundedOn(units, puts.accrued, puts.denominator);
            if ((refused >> i) & 1 == 0) {
                (, uint16 country) = _taxOn(holders[i]);
                _bookTax(holders[i], puts.run, country, interest - puts.interest[i]);
                uint256 frozen = _frozenIn(holders[i], _holdings[holders[i]].account);
                _tellRedeemed(state, holders[i], units, puts.unfrozen[i], frozen);
            } else {
                returned += units * puts.principal + interest;
                _giveBack(puts, i, holders[i]);
            }
        }
    }

    /// Gives back the units and the notice of a holder whose payment was refused.
    function _giveBack(Puts memory puts, uint256 index, address holder) private {
        uint256 units = puts.units[index];
        puts.notices[index].refused = true;
        _putNotices[holder] = puts.notices[index];
        HolderAccount account = _holdings[holder].account; // read again: the cash token may have called back
        _holdings[holder].account = account.plus(units).withWithheld(account.withheld() + puts.unfrozen[index]);
        _state = _state.withSupply(_state.supply() + units);
        _bookMovement(_state, address(0), holder, units);
        emit IBondServicing.PaymentFailed(holder, puts.amounts[index]);
        (puts.units[index], puts.interest[index]) = (0, 0);
    }
}
