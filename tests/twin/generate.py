"""Random term sheets of every kind and mixture that the term sheet's page allows, with observations to match.

A sheet that the page would refuse is thrown away; so is one whose payments would not follow one another.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from tests.twin import rates
from tests.twin.dates import Grid, Refused, anchor_of
from tests.twin.definitions import text
from tests.twin.schedule import MONTHS, Period, Sheet, build

Terms = dict[str, Any]
Observations = dict[str, dict[str, str]]
Draw = Callable[..., Any]

DAY_COUNTS = ["ACT/365F", "ACT/360", "ACT/ACT-ISDA", "ACT/ACT-ICMA", "30/360", "30/360-US", "30E/360", "30E/360-ISDA"]
ROLLS = ["none", "following", "modified-following", "preceding", "modified-preceding"]
ROUNDINGS = ["per-unit-half-up", "per-unit-down", "per-holding-down"]
STUBS = ["none", "short-first", "long-first", "short-last", "long-last"]
KINDS = ["fixed", "zero", "step-up", "floating", "inflation", "amortising", "annuity"]
ZONES = ["UTC", "Asia/Hong_Kong", "Europe/Luxembourg", "America/New_York"]
MOST_PERIODS = 8
UNDERLYING = {"amortising": ["fixed", "step-up", "floating"], "inflation": ["fixed", "step-up"]}


def decimals(low: str, high: str, digits: int) -> st.SearchStrategy[str]:
    """Decimal numbers as text."""
    scale = 10**digits
    whole = st.integers(int(Fraction(low) * scale), int(Fraction(high) * scale))
    return whole.map(lambda number: text(Fraction(number, scale), digits))


def yes_no() -> st.SearchStrategy[str]:
    """As a term sheet writes it."""
    return st.sampled_from(["false", "true"])


@st.composite
def sheets(draw: Draw, kinds: tuple[str, ...] = tuple(KINDS)) -> tuple[Terms, Observations]:
    """Terms as the plain dict that `schedule_of` takes, and observations."""
    kind = draw(st.sampled_from(kinds))
    terms = draw(issues())
    terms["coupon"] = {"kind": "zero", "day_count": draw(st.sampled_from(DAY_COUNTS))}
    _draw_dates(draw, terms, regular=kind != "zero")
    try:
        seen = {} if kind == "zero" else _draw_coupon(draw, terms, kind)
        periods = build(Sheet(terms), seen)
    except Refused:
        assume(False)  # noqa: FBT003 -- thrown away
        raise
    assume(follow_one_another(terms, periods))
    return terms, seen


@st.composite
def issues(draw: Draw) -> Terms:
    """What is no matter of dates or interest; much of it may be left out."""
    unit = draw(st.sampled_from(["1", "100", "1000", "12345", "500000"]))
    terms: Terms = {
        "currency": draw(st.sampled_from(["EUR", "HKD", "USD", "JPY", "KRW"])),
        "size": str(int(unit) * draw(st.integers(1, 60))),
        "unit": unit,
    }
    if draw(st.booleans()):
        before, extra = draw(st.integers(0, 3)), draw(st.integers(0, 3))
        terms["record"] = {"business_days_before": str(before), "time": draw(st.sampled_from(["00:00", "08:30"]))}
        if draw(st.booleans()):
            terms["record"]["ex_business_days_before"] = str(before + extra)
    if draw(st.booleans()):
        terms["timezone"] = draw(st.sampled_from(ZONES))
    if draw(st.booleans()):
        terms["business_days"] = {
            "calendars": draw(st.sampled_from([[], [], ["TARGET"], ["HK"], ["TARGET", "HK"]])),
            "roll": draw(st.sampled_from(ROLLS)),
            "accrual": draw(st.sampled_from(["adjusted", "unadjusted"])),
        }
    return terms


def _draw_dates(draw: Draw, terms: Terms, *, regular: bool) -> None:
    """Issue, interest start and maturity; with calendars all within their years."""
    frequency, stub = draw(st.sampled_from(list(MONTHS))), draw(st.sampled_from(STUBS))
    of_calendar = bool(terms.get("business_days", {}).get("calendars"))
    first, last = (date(2023, 3, 1), date(2026, 11, 30)) if of_calendar else (date(2000, 2, 1), date(2031, 12, 31))
    known = draw(st.dates(first, last) if draw(st.booleans()) else month_ends(first, last))
    last_stub = anchor_of(stub, date.min, date.max) == date.min
    grid = Grid(known, MONTHS[frequency], draw(yes_no()) == "true")
    periods = draw(st.integers(1, min(MOST_PERIODS, 24 // grid.months) if of_calendar else MOST_PERIODS))
    other, beyond = (grid.at(periods * (1 if last_stub else -1)), grid.at((periods + 1) * (1 if last_stub else -1)))
    if stub != "none" and draw(st.booleans()):
        other += draw(st.integers(1, max(1, abs((beyond - other).days) - 1))) * timedelta(1 if last_stub else -1)
    start, maturity = sorted([known, other])
    assume(first <= start)
    assume(maturity <= last)
    terms |= {"issue_date": start.isoformat(), "maturity_date": maturity.isoformat()}
    if draw(st.integers(0, 3)) == 0:
        terms |= {
            "interest_start_date": start.isoformat(),
            "issue_date": (start - timedelta(days=draw(st.integers(0, 10)))).isoformat(),
        }
    if regular:
        terms["coupon"] = {"frequency": frequency, "day_count": draw(st.sampled_from(DAY_COUNTS))}
        if stub != "none" or draw(st.booleans()):
            terms["coupon"]["stub"] = stub
        if grid.end_of_month or draw(st.booleans()):
            terms["coupon"]["end_of_month"] = "true" if grid.end_of_month else "false"


@st.composite
def month_ends(draw: Draw, first: date, last: date) -> date:
    """Days on which month-end rules matter."""
    day: date = draw(st.dates(first + timedelta(days=31), last)).replace(day=1) - timedelta(days=1)
    return day - timedelta(days=draw(st.integers(0, 2))) if day > first + timedelta(days=2) else day


def _draw_coupon(draw: Draw, terms: Terms, kind: str) -> Observations:
    """Completes the terms; what they need of dates comes from the twin's own schedule."""
    per_unit_only = kind in ("inflation", "annuity")
    terms["coupon"]["rounding"] = draw(st.sampled_from(ROUNDINGS[:2] if per_unit_only else ROUNDINGS))
    base = draw(st.sampled_from(UNDERLYING.get(kind, ["fixed"])))
    terms["coupon"]["kind"] = kind if kind in ("step-up", "floating") else base
    bounds, seen = Sheet(terms | {"coupon": terms["coupon"] | {"fixing": {}}}).bounds(), Observations()
    starts, ends = bounds[:-1], bounds[1:-1]
    if terms["coupon"]["kind"] == "fixed":
        terms["coupon"]["rate_percent"] = draw(decimals("0.1", "12", 3))
    elif terms["coupon"]["kind"] == "step-up":
        later = [day for day in starts[1:] if draw(st.booleans())]
        steps = [
            {"from": day.isoformat(), "rate_percent": draw(decimals("0.1", "12", 3))} for day in [starts[0], *later]
        ]
        terms["coupon"]["steps"] = steps
    else:
        seen |= _draw_floating(draw, terms, len(starts))
    if kind == "inflation":
        seen |= _draw_inflation(draw, terms, len(starts))
    elif kind == "annuity":
        terms["amortisation"] = {"kind": "annuity"}
    elif kind == "amortising" and ends:
        terms["amortisation"] = _amortisation(draw, terms, bounds[1:])
    if kind != "annuity" and draw(st.integers(0, 2)) == 0:
        seen |= _draw_targets(draw, terms, starts)
    return seen


def _draw_floating(draw: Draw, terms: Terms, periods: int) -> Observations:
    coupon = terms["coupon"]
    coupon["index"] = "SYNTHETIC 3M"
    low = draw(st.sampled_from([None, None, "0", "1.25"]))
    optional = {"floor_percent": low, "cap_percent": draw(st.sampled_from([None, None, "4.5"]))}
    optional["spread_percent"] = draw(st.none() | decimals("-2", "3", 2))
    coupon |= {key: value for key, value in optional.items() if value is not None}
    if draw(st.integers(0, 3)) == 0:
        first = {"coupons": str(draw(st.integers(1, periods))), "rate_percent": draw(decimals("0.5", "9", 3))}
        coupon["fixed_first"] = first
    fixing: Terms = {"timing": "in-advance", "minimum_percent": "-5", "maximum_percent": "30"}
    if draw(st.integers(0, 3)) == 0 and terms.get("business_days", {}).get("calendars"):
        fixing["calendars"] = draw(st.sampled_from([["TARGET"], ["HK"], ["HK", "TARGET"]]))
    coupon["fixing"] = fixing
    if draw(st.booleans()):
        fixing["business_days"] = str(draw(st.integers(1, 5)))
        known = [each for each in range(1, draw(st.integers(0, periods)) + 1) if not rates.is_fixed_first(coupon, each)]
        return {"coupons": {str(number): draw(decimals("-1", "9", 4)) for number in known}}
    fixing["timing"] = "in-arrears"
    return _draw_daily(draw, terms, fixing)


def _draw_daily(draw: Draw, terms: Terms, fixing: Terms) -> Observations:
    choices = {"decimals": ["5", "4", "7"], "lookback": ["0", "1", "2", "5"], "lockout": ["0", "1", "2", "5", "40"]}
    fixing |= {key: draw(st.sampled_from(values)) for key, values in choices.items() if draw(st.booleans())}
    if draw(st.booleans()):
        fixing["observation_shift"] = draw(st.sampled_from(["true", "true", "false"]))
    sheet = Sheet(terms)
    floating = [span for span in sheet.spans() if not rates.is_fixed_first(terms["coupon"], span.number)]
    weights = [rates.weights(fixing, span, sheet.fixing_closed) for span in floating]
    days = sorted({day for day, _ in itertools.chain(*weights)})
    some = draw(st.lists(decimals("-1", "9", 4), min_size=1, max_size=7))
    values = dict(zip((day.isoformat() for day in days), itertools.cycle(some), strict=False))
    missing = draw(st.sampled_from([0, 0, 0, 1, 20]))
    return {"daily": dict(list(values.items())[: len(values) - missing])}


def _draw_inflation(draw: Draw, terms: Terms, periods: int) -> Observations:
    terms["inflation"] = {
        "index": "SYNTHETIC CPI",
        "base": draw(decimals("90", "120", 3)),
        "principal_floor": draw(st.sampled_from(["par", "none"])),
        "business_days": str(draw(st.integers(1, 5))),
        "minimum": "50",
        "maximum": "200",
    }
    if draw(st.booleans()):
        terms["inflation"]["ratio_decimals"] = draw(st.sampled_from(["3", "5", "6"]))
    known = draw(st.integers(0, periods))
    return {"coupons": {str(number): draw(decimals("85", "150", 3)) for number in range(1, known + 1)}}


def _amortisation(draw: Draw, terms: Terms, all_ends: list[date]) -> Terms:
    ends = all_ends[:-1]
    kind = draw(st.sampled_from(["percent", "amount", "sinking"]))
    if kind == "sinking":
        first = draw(st.integers(0, len(ends) - 1))
        most = text(Fraction(9900 // (len(ends) - first), 100), 2)
        return {"kind": kind, "first": ends[first].isoformat(), "percent": draw(decimals("0.5", most, 2))}
    chosen = sorted(draw(st.sets(st.sampled_from(ends), min_size=1)))
    most = text(Fraction(9900 // len(chosen), 100), 2)
    parts = [(day.isoformat(), draw(decimals("0.5", most, 2))) for day in chosen]
    if kind == "percent":
        if draw(st.booleans()):  # the last one at maturity, too
            parts.append((all_ends[-1].isoformat(), text(Fraction(100) - sum(Fraction(part) for _, part in parts), 2)))
        return {"kind": kind, "instalments": [{"date": day, "percent": part} for day, part in parts]}
    sheet = Sheet(terms)
    amounts = [(day, Fraction(int(Fraction(part) / 100 * sheet.face), sheet.minor)) for day, part in parts]
    return {"kind": kind, "instalments": [{"date": day, "amount": text(x, sheet.digits)} for day, x in amounts]}


def _draw_targets(draw: Draw, terms: Terms, starts: list[date]) -> Observations:
    names = draw(st.sampled_from([["emissions"], ["emissions", "women on the board"]]))
    terms["kpi"] = [
        {
            "name": name,
            "observed_from": terms["issue_date"],
            "comparison": draw(st.sampled_from(["at-most", "at-least"])),
            "target": "100",
            "step_percent": draw(decimals("0.05", "1", 3)),
            "applies_from": draw(st.sampled_from(starts)).isoformat(),
            "minimum": "0",
            "maximum": "1000",
        }
        for name in names
    ]
    return {"kpi": {name: draw(st.sampled_from(["99.9", "100", "101"])) for name in names if draw(st.booleans())}}


def follow_one_another(terms: Terms, periods: list[Period]) -> bool:
    """Payments in their order, each with its record and ex-date after the issue or the payment before it."""
    last = date.fromisoformat(terms["issue_date"])
    for period in periods:
        if min(period.record.date(), period.ex or period.pay) <= last:
            return False
        last = period.pay
    return True
