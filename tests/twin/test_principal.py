"""The twin's repayments against answers worked out by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from tests.twin import principal
from tests.twin.dates import Refused
from tests.twin.document import schedule_of

ENDS = [date(year, 6, 1) for year in range(2025, 2031)]


def instalments(kind: str, **parts: str) -> dict[str, Any]:
    name = "percent" if kind == "percent" else "amount"
    return {"kind": kind, "instalments": [{"date": f"{day[1:]}-06-01", name: part} for day, part in parts.items()]}


def test_planned__five_of_a_sixth__leaves_the_last_what_is_left() -> None:
    five = instalments("percent", **{f"y{year}": "16.66" for year in range(2025, 2030)})
    assert principal.planned(five, 1_000_000, ENDS, 100) == [166_600] * 5 + [167_000]
    assert principal.planned(five, 333, ENDS, 100) == [55, 55, 55, 55, 55, 58]  # 55.4778 each


def test_planned__instalment_at_maturity__repays_the_rest_where_all_come_to_the_face() -> None:
    parts = {f"y{year}": "16.66" for year in range(2025, 2030)}
    assert principal.planned(instalments("percent", **parts, y2030="16.70"), 333, ENDS, 100) == [55] * 5 + [58]
    with pytest.raises(Refused, match="come to the face"):
        principal.planned(instalments("percent", **parts, y2030="16.69"), 333, ENDS, 100)


def test_planned__sinking__repays_from_its_first_date_on() -> None:
    sinking = {"kind": "sinking", "first": "2028-06-01", "percent": "12.5"}
    assert principal.planned(sinking, 100, ENDS, 100) == [0, 0, 0, 13, 13, 74]  # 12.5 is a half: upwards


def test_planned__amounts__are_in_major_units() -> None:
    amounts = instalments("amount", y2025="2.50", y2029="0.01")
    assert principal.planned(amounts, 1000, ENDS, 100) == [250, 0, 0, 0, 1, 749]


@pytest.mark.parametrize(
    ("amortisation", "why"),
    [
        (instalments("percent", y2025="60", y2026="40"), "leave nothing"),
        (instalments("percent", y2025="60", y2026="60"), "leave nothing"),
        (instalments("percent", y2025="0.04"), "rounds to nothing"),
        ({"kind": "sinking", "first": "2025-06-01", "percent": "20"}, "leave nothing"),
    ],
)
def test_planned__impossible_instalments__are_refused(amortisation: dict[str, Any], why: str) -> None:
    with pytest.raises(Refused, match=why):
        principal.planned(amortisation, 1000, ENDS, 100)


def test_planned__no_amortisation__repays_all_at_maturity() -> None:
    assert principal.planned(None, 1000, ENDS, 100) == [0] * 5 + [1000]


def test_level_payment__three_years_at_ten_percent__is_the_textbooks() -> None:
    # 1000 / (1/1.1 + 1/1.21 + 1/1.331) = 1331 / 3.31 = 402.1148
    assert principal.level_payment(100_000, [Fraction(1, 10)] * 3, [Fraction(1)] * 3) == 40_211


def test_schedule_of__annuity__pays_the_same_at_every_date() -> None:
    terms = {
        "currency": "EUR",
        "size": "10000",
        "unit": "1000",
        "issue_date": "2024-06-01",
        "maturity_date": "2027-06-01",
        "coupon": {
            "kind": "fixed",
            "rate_percent": "10",
            "frequency": "annual",
            "day_count": "30/360",
            "rounding": "per-unit-half-up",
        },
        "amortisation": {"kind": "annuity"},
    }
    periods = schedule_of(terms)
    assert [period["interest_per_unit"] for period in periods] == ["100.00", "69.79", "36.56"]
    assert [period["principal_per_unit"] for period in periods] == ["302.11", "332.32", "365.57"]
    assert [period["total"] for period in periods] == ["4021.10", "4021.10", "4021.30"]
    assert [period["outstanding_per_unit"] for period in periods] == ["1000.00", "697.89", "365.57"]
