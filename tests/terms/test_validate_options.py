from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from tenor.errors import InputError
from tenor.terms import parts
from tests.bonds import FLOATING, bond

WINDOW = {"from": "2025-01-15", "to": "2025-07-14", "price_percent": "101"}
LATER = {"from": "2025-07-15", "to": "2026-07-15", "price_percent": "100"}
CALL = {"windows": [WINDOW, LATER], "notice_days": "30", "partial": "false"}
PART = {**CALL, "partial": "true"}
ZERO = {"kind": "zero", "day_count": "ACT/365F"}
INDEX = {
    "index": "a price index",
    "base": "100",
    "principal_floor": "par",
    "business_days": "5",
    "minimum": "50",
    "maximum": "200",
}
DATES = [{"date": "2025-07-15", "price_percent": "100"}, {"date": "2026-07-15", "price_percent": "99.5"}]
PUT = {"dates": DATES, "opens_days_before": "60", "closes_days_before": "30"}
WHOLE = {
    "until": "2026-12-15",
    "spread_percent": "0.25",
    "notice_days": "30",
    "minimum_percent": "-1",
    "maximum_percent": "10",
}
DEFAULT = {"grace_days": "14", "acceleration_percent": "25", "default_interest_percent": "1"}
CONSENT = {"quorum_percent": "50", "majority_percent": "75", "notice_days": "21"}
TARGET = {
    "name": "tonnes",
    "observed_from": "2025-01-31",
    "comparison": "at-least",
    "target": "100",
    "step_percent": "0.25",
    "applies_from": "2025-07-15",
    "minimum": "0",
    "maximum": "1000",
}


@pytest.mark.requirement("TERM-3", "TERM-8")
def test_to_terms__every_block__is_dates_integers_and_exact_fractions() -> None:
    tax = [{"country": "US", "percent": "30"}, {"investor_class": "retail", "percent": "12.5"}]
    terms = bond(
        call=CALL, put=PUT, make_whole=WHOLE, default=DEFAULT, consent=CONSENT, withholding=tax,
        prescription={"interest_years": "6"},
    )  # fmt: skip

    first = parts.CallWindow(date(2025, 1, 15), date(2025, 7, 14), Fraction(101, 100))
    assert terms.call is not None
    assert (terms.call.windows[0], terms.call.notice_days, terms.call.partial) == (first, 30, False)
    assert terms.put is not None
    assert (terms.put.dates[1].price, terms.put.opens_days_before, terms.put.closes_days_before) == (
        Fraction(995, 1000), 60, 30,
    )  # fmt: skip
    assert terms.make_whole == parts.MakeWhole(
        date(2026, 12, 15), Fraction(25, 10_000), 30, Fraction(-1, 100), Fraction(1, 10)
    )
    assert terms.default == parts.Default(14, Fraction(1, 4), Fraction(1, 100))
    assert terms.consent == parts.Consent(Fraction(1, 2), Fraction(3, 4), 21)
    assert terms.prescription == parts.Prescription(6, 10)
    assert terms.withholding == (
        parts.Withholding("US", None, Fraction(3, 10)), parts.Withholding(None, "retail", Fraction(1, 8)),
    )  # fmt: skip


@pytest.mark.requirement("TERM-8")
@pytest.mark.parametrize("block", [{}, None])
def test_to_terms__empty_prescription__is_five_and_ten_years(block: object) -> None:
    assert bond(prescription=block).prescription == parts.Prescription(5, 10)
    assert bond().prescription is None


def window(**changes: str) -> dict[str, Any]:
    return {"call": {**CALL, "windows": [{**WINDOW, **changes}]}}


BROKEN = {
    "window turned round": (window(to="2025-01-14"), "to 2025-01-14 is before from 2025-01-15"),
    "called at issue": (window(**{"from": "2024-01-15"}), "2024-01-15 is not between issue_date 2024-01-15 and"),
    "called at maturity": (window(to="2027-01-15"), "2027-01-15 is not between issue_date 2024-01-15 and maturity"),
    "called for nothing": (window(price_percent="0"), "price_percent is zero"),
    "windows overlap": ({"call": {**CALL, "windows": [WINDOW, {**LATER, "from": "2025-07-14"}]}}, "is not after"),
    "no windows": ({"call": {**CALL, "windows": []}}, "call.windows has too few entries"),
    "part of an annuity": ({"call": PART, "amortisation": {"kind": "annuity"}}, "is not for an annuity, whose"),
    "part of an inflation-linked bond": ({"call": PART, "inflation": INDEX}, "is not for an inflation-linked bond"),
    "part of a zero coupon": ({"call": PART, "coupon": ZERO}, "call.partial: a call of a part is not for a zero"),
    "put at maturity": ({"put": {**PUT, "dates": [{**DATES[0], "date": "2027-01-15"}]}}, "2027-01-15 is not between"),
    "put out of order": ({"put": {**PUT, "dates": DATES[::-1]}}, "put date 2, 2025-07-15, is not after put date 1"),
    "put closes first": ({"put": {**PUT, "opens_days_before": "30"}}, "notice opens 30 days before the date and"),
    "make-whole too late": ({"make_whole": {**WHOLE, "until": "2027-01-15"}}, "2027-01-15 is not between"),
    "make-whole bounds": ({"make_whole": {**WHOLE, "minimum_percent": "11"}}, "minimum_percent 11 is above"),
    "make-whole floating": ({"make_whole": WHOLE, "coupon": FLOATING}, "make_whole needs payments that are known"),
    "make-whole with targets": ({"make_whole": WHOLE, "kpi": [TARGET]}, "make_whole needs payments that are known"),
    "no acceleration": ({"default": {**DEFAULT, "acceleration_percent": "0"}}, "acceleration_percent 0 is not more"),
    "quorum of all and more": ({"consent": {**CONSENT, "quorum_percent": "100.1"}}, "quorum_percent 100.1 is not more"),
    "no majority": ({"consent": {**CONSENT, "majority_percent": "0"}}, "majority_percent 0 is not more than 0"),
    "tax of nobody": ({"withholding": [{"percent": "1"}]}, "an entry names a country or an investor_class"),
    "tax of both": (
        {"withholding": [{"country": "US", "investor_class": "retail", "percent": "1"}]}, "and one only",
    ),
    "tax twice": ({"withholding": [{"country": "US", "percent": "1"}] * 2}, "US stands twice"),
    "tax over all": ({"withholding": [{"country": "US", "percent": "101"}]}, "percent 101 is more than the whole"),
    "country in words": ({"withholding": [{"country": "us", "percent": "1"}]}, "a country is two capital letters"),
}  # fmt: skip


@pytest.mark.requirement("TERM-4", "TERM-8")
@pytest.mark.parametrize("case", BROKEN)
def test_check_options__broken_rule__is_refused(case: str) -> None:
    changes, what = BROKEN[case]

    with pytest.raises(InputError) as caught:
        bond(**changes)
    assert what in str(caught.value)


@pytest.mark.requirement("TERM-4", "TERM-8")
@pytest.mark.parametrize(
    "changes",
    [
        window(to="2025-01-15"),
        window(**{"from": "2024-01-16"}, to="2027-01-14"),
        {"put": {**PUT, "opens_days_before": "31"}},
        {"make_whole": {**WHOLE, "minimum_percent": "10", "until": "2027-01-14"}},
        {"make_whole": WHOLE, "coupon": ZERO},
        {"call": PART},
        {"call": CALL, "coupon": ZERO},
        {"call": CALL, "inflation": INDEX},
        {"call": CALL, "amortisation": {"kind": "annuity"}},
        {"call": PART, "amortisation": {"kind": "sinking", "first": "2026-01-15", "percent": "10"}},
        {"default": {**DEFAULT, "acceleration_percent": "100"}},
        {"withholding": [{"country": "US", "percent": "100"}, {"country": "JP", "percent": "0"}]},
    ],
)
def test_check_options__value_at_the_edge_of_a_rule__is_taken(changes: dict[str, Any]) -> None:
    assert bond(**changes).units == 1000


BOUNDED = [
    ("default", {"grace_days": "{}", "acceleration_percent": "25", "default_interest_percent": "2"}, 36_500),
    ("default", {"grace_days": "5", "acceleration_percent": "25", "default_interest_percent": "{}"}, 400),
    ("consent", {"quorum_percent": "50", "majority_percent": "75", "notice_days": "{}"}, 36_500),
    ("prescription", {"interest_years": "{}"}, 255),
    ("prescription", {"principal_years": "{}"}, 255),
    (
        "put",
        {
            "dates": [{"date": "2025-07-15", "price_percent": "100"}],
            "opens_days_before": "{}", "closes_days_before": "1",
        },
        36_500,
    ),
    (
        "call",
        {
            "windows": [{"from": "2025-01-15", "to": "2026-01-15", "price_percent": "101"}],
            "notice_days": "{}", "partial": "false",
        },
        36_500,
    ),
]  # fmt: skip


@pytest.mark.requirement("TERM-4", "TERM-9")
@pytest.mark.parametrize(("name", "block", "most"), BOUNDED)
def test_check_options__number_that_no_bond_can_say__is_refused(name: str, block: dict[str, Any], most: int) -> None:
    def with_number(number: int) -> dict[str, Any]:
        return {name: {key: str(number) if value == "{}" else value for key, value in block.items()}}

    place = next(key for key, value in block.items() if value == "{}")
    assert bond(**with_number(most)).units == 1000
    with pytest.raises(InputError, match=place):
        bond(**with_number(most + 1))


@pytest.mark.requirement("TERM-4", "TERM-9")
def test_check_coupon__challenge_of_more_than_a_year__is_refused() -> None:
    fixing = {**FLOATING["fixing"], "challenge_hours": "8761"}
    with pytest.raises(InputError, match=r"challenge_hours.*this is at most 8,760 hours"):
        bond(coupon={**FLOATING, "fixing": fixing})


@pytest.mark.requirement("TERM-4", "TAX-3")
def test_check_options__tax_of_no_country__is_refused() -> None:
    with pytest.raises(InputError, match="'XX' is not an ISO 3166-1 country code"):
        bond(withholding=[{"country": "XX", "percent": "10"}])
