"""A bond as its contract tells it: terms in its code, where it stands, what is paid next, who holds which role."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

from eth_utils.address import to_checksum_address
from eth_utils.crypto import keccak

from tenor.chain.events import NOBODY
from tenor.servicing.desk import GRANTED, BondDesk
from tenor.servicing.observing import sheet_of
from tenor.servicing.state import BondState, CouponState, read_coupon, read_state, run_name
from tenor.servicing.tax import taxed_word
from tenor.terms.vocabulary import DayCount, Rounding
from tenor.units import RATE_SCALE, percent_text, utc

SCHEMA = "tenor-bond/1"
_REVOKED = "RoleRevoked(bytes32,address,address)"
_REFUSED = "PaymentFailed(address,uint256)"
_WITHHOLDING = "WithholdingSet(uint16,uint8,uint32,address)"
_OWNER = "OwnershipTransferred(address,address)"
_ROLES = (
    *("ISSUER", "PAYING_AGENT", "PAYMENT_APPROVER", "CALCULATION_AGENT", "REGISTRAR", "COMPLIANCE", "CUSTODIAN"),
    *("PAUSER", "AGENT"),
)


def tell(desk: BondDesk, sheet: Path | None) -> dict[str, Any]:
    """The bond in strings, whole numbers and nulls, ready for JSON.

    Args:
        desk: at the bond.
        sheet: the term sheet that it is held against, if any.

    Raises:
        InputError: the sheet is not the bond's.
    """
    if sheet is not None:
        sheet_of(desk, sheet)
    state = read_state(desk)
    return {
        "schema": SCHEMA,
        "chain_id": desk.chain.chain_id,
        "bond": desk.bond,
        "time": _time(state.now),
        "sheet": None if sheet is None else "agrees",
        "terms": _terms(desk),
        "state": _state(desk, state),
        "next_payment": _next_payment(desk, state),
        "withholding_percent": _withholding(desk),
        "in_suspense": _suspense(desk, state),
        "early_end": _early_end(desk, state),
        "trouble": _trouble(desk, state),
        "roles": _roles(desk),
    }


def _terms(desk: BondDesk) -> dict[str, Any]:
    terms = desk.terms
    rights = terms.rights
    return {
        "name": desk.read("name"),
        "symbol": desk.read("symbol"),
        "terms_hash": "0x" + bytes(terms.termsHash).hex(),
        "current_terms_hash": "0x" + bytes(desk.read("currentTermsHash")).hex(),
        "currency": desk.currency,
        "cash": desk.cash,
        "unit": _amount(desk, terms.unitFace),
        "units": terms.units,
        "minimum_units": terms.minUnits,
        "rate_percent": _percent(terms.rate)
        if terms.rate
        else None,  # coupons have rates of their own, or there are none
        "day_count": [*DayCount][terms.dayCount].value,
        "rounding": [*Rounding][terms.rounding].value,
        "months": terms.months,
        "issue_time": _time(terms.issueTime),
        "maturity_date": _day(terms.maturityDay),
        "maturity_time": _time(terms.maturityTime),
        "fixed_later": terms.fixedLater,
        "partly_callable": terms.partlyCallable,
        "withholds": terms.withholds,
        "dual_control": terms.dualControl,
        "prescription_years": {"interest": terms.interestYears, "principal": terms.principalYears},
        "default": None
        if rights.acceleration == 0
        else {
            "grace_days": rights.graceDays,
            "acceleration_percent": _percent(rights.acceleration),
            "default_interest_percent": _percent(rights.defaultInterest),
        },
        "consent": None
        if rights.quorum == 0
        else {
            "quorum_percent": _percent(rights.quorum),
            "majority_percent": _percent(rights.majority),
            "notice_days": rights.noticeDays,
        },
    }


def _state(desk: BondDesk, state: BondState) -> dict[str, Any]:
    per_unit = state.redemption_per_unit
    return {
        "supply": state.supply,
        "coupons": state.coupons,
        "coupons_fixed": state.fixed if desk.terms.fixedLater else None,
        "coupons_funded": state.funded,
        "redemption_time": _time(state.redemption_time),
        "redemption_per_unit": None if per_unit is None else _amount(desk, per_unit),
        "redemption_funded": state.redemption_funded,
        "paused": desk.read("paused"),
    }


def _next_payment(desk: BondDesk, state: BondState) -> dict[str, Any] | None:
    """What is funded next; None where nothing is left to be."""
    if state.redemption_funded:
        return None
    number = state.funded + 1
    coupon = read_coupon(desk, number) if number <= state.coupons else None
    known = coupon.is_fixed if coupon else state.redemption_per_unit is not None
    per_unit, units, total = desk.read("runTotals", number) if known else (None, state.supply, None)
    due = coupon.pay_time if coupon else state.redemption_time
    return {
        "payment": run_name(state, number),
        "number": number,
        "record_time": _time(coupon.record_time) if coupon else None,
        "pay_time": _time(due),
        "amount_per_unit": None if per_unit is None else _amount(desk, per_unit),
        "units": units,
        "total": None if total is None else _amount(desk, total),
        "overdue": state.now > due and desk.day_of(state.now) > desk.day_of(due),
        "stands": _stands(state, coupon, known=known),
    }


def _stands(state: BondState, coupon: CouponState | None, *, known: bool) -> str:
    """What the next payment waits for, in a word."""
    if not known:
        return "not fixed"
    opens = coupon.record_time + 1 if coupon else state.redemption_time
    return "to be funded" if state.now >= opens else "not yet"


def _withholding(desk: BondDesk) -> dict[str, str] | None:
    """The rates of tax in force, by whose interest they are kept back of; None where the terms keep none."""
    if not desk.terms.withholds:
        return None
    rates: dict[str, str] = {}
    for _, topics, data in desk.logs(_WITHHOLDING):
        country, investor_class = (int(topic, 16) for topic in topics)
        rates[taxed_word(country, investor_class)] = _percent(int.from_bytes(data[:32]))
    return rates


def _suspense(desk: BondDesk, state: BondState) -> dict[str, str]:
    """What is due to holders whose cash account refused a payment, while it is."""
    refused = dict.fromkeys(to_checksum_address("0x" + topics[0][-40:]) for _, topics, _ in desk.logs(_REFUSED))
    principal = (state.redemption_per_unit or 0) if state.redemption_funded else 0
    due = {
        holder: desk.read("interestDue", holder)[0]
        + desk.read("recoveryOwed", holder)
        + desk.read("balanceOf", holder) * principal
        for holder in refused
    }
    return {str(holder): _amount(desk, amount) for holder, amount in due.items() if amount}


def _early_end(desk: BondDesk, state: BondState) -> dict[str, Any] | None:
    time, day, last, price, cut, accelerated = desk.read("ending")
    if time == 0:
        return None
    return {
        "by": "acceleration" if accelerated else "call" if price else "make-whole",
        "time": _time(time),
        "day": _day(day),
        "last_coupon": last,
        "price_percent": _percent(price) if price else None,
        "fixed": state.redemption_per_unit is not None and (not cut or read_coupon(desk, last).is_fixed),
    }


def _trouble(desk: BondDesk, state: BondState) -> dict[str, Any] | None:
    trouble = desk.read("trouble")
    if not (trouble.missed or trouble.acceleration or trouble.consent or trouble.accelerated):
        return None
    standstill = trouble.standstillUntil
    return {
        "missed": run_name(state, trouble.missed) if trouble.missed else None,
        "since": _time(trouble.since) if trouble.since else None,
        "standstill_until": _time(standstill) if standstill else None,
        "acceleration_ballot": trouble.acceleration or None,
        "consent_ballot": trouble.consent or None,
        "accelerated": trouble.accelerated,
        "claim_per_unit": _amount(desk, trouble.claim) if trouble.accelerated else None,
        "recovered_per_unit": _amount(desk, trouble.recovered),
    }


def _roles(desk: BondDesk) -> dict[str, list[str]]:
    """Who holds which role now, from events; each asked of the contract again."""
    names = {keccak(text=f"{name}_ROLE"): name.lower() for name in _ROLES} | {bytes(32): "administrator"}
    holders: dict[str, list[str]] = {}
    for _, topics, _ in desk.logs(GRANTED, _REVOKED):
        role, holder = bytes.fromhex(topics[0][2:]), str(to_checksum_address("0x" + topics[1][-40:]))
        name = names.get(role, "0x" + role.hex())
        given = desk.read("hasRole", role, holder)
        if given and holder not in holders.setdefault(name, []):
            holders[name].append(holder)
    owner = desk.read("owner")
    return {"owner": [] if owner == NOBODY else [owner]} | {
        name: wallets for name, wallets in holders.items() if wallets
    }


def _amount(desk: BondDesk, minor: int) -> str:
    return str(desk.money(minor).amount)


def _percent(rate: int) -> str:
    return percent_text(Fraction(rate, RATE_SCALE))


def _time(seconds: int) -> str:
    return utc(seconds).isoformat().replace("+00:00", "Z")


def _day(days: int) -> str:
    return (date(1970, 1, 1) + timedelta(days=days)).isoformat()
