"""Rules between the fields of options, trouble and tax; pure."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from tenor.files.countries import COUNTRY_NUMBERS
from tenor.files.problems import Problem
from tenor.terms.amortisation import AnnuityAmortisation
from tenor.terms.coupon import FloatingCoupon, ZeroCoupon
from tenor.terms.rules import bounds_in_order

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from decimal import Decimal

    from tenor.files.source import FieldPath
    from tenor.terms.sheet import TermSheet

MOST_DEFAULT_INTEREST = 400  # [%] a year: 32 bits of 1e-9
_WHOLE = 100  # [%]


def check_options(sheet: TermSheet) -> Iterator[Problem]:
    """Every rule about options, trouble and tax that the sheet breaks."""
    for rule in (_call, _put, _make_whole, _votes, _withholding):
        yield from rule(sheet)


def _call(sheet: TermSheet) -> Iterator[Problem]:
    windows = sheet.call.windows if sheet.call else ()
    for index, window in enumerate(windows):
        place: FieldPath = ("call", "windows", index)
        if window.from_ > window.to:
            yield Problem((*place, "to"), f"to {window.to} is before from {window.from_}", "Write a later day")
        yield from _within_life(sheet, (*place, "from"), window.from_)
        yield from _within_life(sheet, (*place, "to"), window.to)
        yield from _price(place, window.price_percent)
    for index, (before, window) in enumerate(pairwise(windows), start=1):
        if window.from_ <= before.to:
            what = f"call window {index + 1} from {window.from_} is not after window {index} to {before.to}"
            yield Problem(("call", "windows", index, "from"), what, "Write the windows in order, each after the last")
    yield from _partial_call(sheet)


def _partial_call(sheet: TermSheet) -> Iterator[Problem]:
    """Part of every unit is repaid as one more instalment on a payment date: not every principal can have one."""
    if sheet.call is None or not sheet.call.partial:
        return
    reasons = {
        "an annuity, whose payments are level": isinstance(sheet.amortisation, AnnuityAmortisation),
        "an inflation-linked bond, whose principal is known at maturity only": sheet.inflation is not None,
        "a zero coupon, whose one payment is at maturity": isinstance(sheet.coupon, ZeroCoupon),
    }
    for whose in (whose for whose, holds in reasons.items() if holds):
        yield Problem(("call", "partial"), f"a call of a part is not for {whose}", "Write 'partial: false'")


def _put(sheet: TermSheet) -> Iterator[Problem]:
    if sheet.put is None:
        return
    for index, day in enumerate(sheet.put.dates):
        yield from _within_life(sheet, ("put", "dates", index, "date"), day.date)
        yield from _price(("put", "dates", index), day.price_percent)
    for index, (before, day) in enumerate(pairwise(sheet.put.dates), start=1):
        if day.date <= before.date:
            what = f"put date {index + 1}, {day.date}, is not after put date {index}, {before.date}"
            yield Problem(("put", "dates", index, "date"), what, "Write the dates in their order")
    if sheet.put.opens_days_before <= sheet.put.closes_days_before:
        what = (
            f"notice opens {sheet.put.opens_days_before} days before the date"
            f" and closes {sheet.put.closes_days_before} days before it"
        )
        yield Problem(("put", "opens_days_before"), what, "Let it open before it closes")


def _make_whole(sheet: TermSheet) -> Iterator[Problem]:
    block = sheet.make_whole
    if block is None:
        return
    yield from _within_life(sheet, ("make_whole", "until"), block.until)
    yield from bounds_in_order(("make_whole",), block.minimum_percent, block.maximum_percent, "_percent")
    if isinstance(sheet.coupon, FloatingCoupon) or sheet.inflation or sheet.kpi:
        what = "make_whole needs payments that are known at issue, and the coupon, 'inflation' or 'kpi' makes them not"
        yield Problem(("make_whole",), what, "Remove 'make_whole', or what makes payments unknown")


def _votes(sheet: TermSheet) -> Iterator[Problem]:
    if sheet.default and sheet.default.default_interest_percent > MOST_DEFAULT_INTEREST:
        what = f"default_interest_percent {sheet.default.default_interest_percent} is more than a bond's code can say"
        yield Problem(("default", "default_interest_percent"), what, f"Write at most {MOST_DEFAULT_INTEREST}")
    shares: list[tuple[FieldPath, Decimal]] = []
    if sheet.default:
        shares.append((("default", "acceleration_percent"), sheet.default.acceleration_percent))
    if sheet.consent:
        shares.append((("consent", "quorum_percent"), sheet.consent.quorum_percent))
        shares.append((("consent", "majority_percent"), sheet.consent.majority_percent))
    for place, percent in shares:
        if not 0 < percent <= _WHOLE:
            what = f"{place[-1]} {percent} is not more than 0 and at most 100"
            yield Problem(place, what, "Write a share of the votes in percent")


def _withholding(sheet: TermSheet) -> Iterator[Problem]:
    seen: set[tuple[str | None, str | None]] = set()
    for index, entry in enumerate(sheet.withholding):
        place: FieldPath = ("withholding", index)
        whose = entry.country, entry.investor_class
        if (entry.country is None) == (entry.investor_class is None):
            yield Problem(place, "an entry names a country or an investor_class, and one only", "Name one of the two")
        elif entry.country is not None and entry.country not in COUNTRY_NUMBERS:
            what = f"'{entry.country}' is not an ISO 3166-1 country code"
            yield Problem((*place, "country"), what, "Write two capital letters, e.g. HK")
        elif whose in seen:
            yield Problem(place, f"{entry.country or entry.investor_class} stands twice", "Keep one entry for each")
        seen.add(whose)
        if entry.percent > _WHOLE:
            what = f"percent {entry.percent} is more than the whole interest"
            yield Problem((*place, "percent"), what, "Write at most 100")


def _within_life(sheet: TermSheet, place: FieldPath, day: date) -> Iterator[Problem]:
    if not sheet.issue_date < day < sheet.maturity_date:
        what = f"{day} is not between issue_date {sheet.issue_date} and maturity_date {sheet.maturity_date}"
        yield Problem(place, what, "Write a day of the bond's life")


def _price(place: FieldPath, percent: Decimal) -> Iterator[Problem]:
    if percent == 0:
        yield Problem((*place, "price_percent"), "price_percent is zero", "Write it in percent of principal, e.g. 100")
