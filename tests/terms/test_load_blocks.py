"""A term sheet file with every block: it is read whole, and an error knows the line of an entry deep in a block."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from tenor.errors import InputError
from tenor.schedule.build import build_schedule
from tenor.terms.load import load_terms
from tenor.terms.model import Terms

SHEET = """\
issue_id: TEST-2
name: Test Bond
symbol: TEST27
isin: null
issuer: issuer-1
governing_law: England and Wales
currency: GBP
size: 1000000
unit: 1000
minimum_denomination: 1000
issue_price_percent: 100
pricing_date: 2024-01-10
issue_date: 2024-01-15
maturity_date: 2027-04-20
coupon:
  kind: step-up
  frequency: semi-annual
  day_count: 30E/360-ISDA
  rounding: per-holding-down
  stub: short-first
  end_of_month: false
  steps:
    - {from: 2024-01-15, rate_percent: 4}
    - {from: 2025-10-20, rate_percent: 4.5}
business_days:
  calendars: [GB, TARGET]
  roll: modified-following
  accrual: unadjusted
record:
  business_days_before: 1
  ex_business_days_before: 2
  time: "17:00"
payment_time: "09:30"
timezone: Europe/London
amortisation:
  kind: amount
  instalments:
    - {date: 2025-04-20, amount: 100}
    - {date: 2026-04-20, amount: 250.50}
kpi:
  - name: tonnes of carbon dioxide
    observed_from: 2025-01-31
    comparison: at-most
    target: 118000
    step_percent: 0.25
    applies_from: 2025-04-20
    minimum: 0
    maximum: 500000
call:
  windows:
    - {from: 2025-04-20, to: 2026-04-19, price_percent: 101}
    - {from: 2026-04-20, to: 2026-04-20, price_percent: 100}
  notice_days: 30
  partial: true
put:
  dates:
    - {date: 2025-10-20, price_percent: 100}
  opens_days_before: 60
  closes_days_before: 30
default:
  grace_days: 14
  acceleration_percent: 25
  default_interest_percent: 1
consent:
  quorum_percent: 50
  majority_percent: 75
  notice_days: 21
prescription:
withholding:
  - {country: US, percent: 30}
provenance:
  - {field: amortisation.instalments, status: illustrative, note: written for this test}
"""

Load = Callable[..., Terms]


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Loads the sheet after the text `old` became `new`."""

    def change(old: str = "", new: str = "") -> Terms:
        assert old in SHEET
        path = tmp_path / "terms.yaml"
        path.write_text(SHEET.replace(old, new, 1))
        return load_terms(path)

    return change


@pytest.mark.requirement("TERM-8", "SCHED-12")
def test_load_terms__sheet_with_every_block__is_read_and_has_a_schedule(load: Load) -> None:
    terms = load()
    first, *_, last = build_schedule(terms).periods

    assert terms.prescription is not None
    assert (terms.prescription.interest_years, terms.prescription.principal_years) == (5, 10)
    assert terms.targets[0].target == 118_000
    assert (first.days, last.days, first.principal, last.principal) == (95, 180, 0, 64_950)
    assert first.interest_exact == Fraction(100_000 * 4 * 95, 100 * 360)


@pytest.mark.requirement("TERM-2", "TERM-8")
@pytest.mark.parametrize(
    ("old", "new", "line", "what"),
    [
        ("amount: 250.50", "amount: 250.505", 39, "amount 250.505 is not a whole number of GBP minor units"),
        ("to: 2026-04-20", "to: 2026-04-18", 52, "to 2026-04-18 is before from 2026-04-20"),
        ("acceleration_percent: 25", "acceleration_percent: 250", 62, "acceleration_percent 250 is not more than 0"),
        ("country: US", "land: US", 70, "withholding[1].land is not a known field"),
        ("minimum: 0", "minimum: a few", 47, "kpi[1].minimum is 'a few': a figure is up to 15 digits"),
        ("kind: amount", "kind: lots", 36, "amortisation.kind is 'lots', which is none of the known values"),
        ("2025-10-20, rate_percent: 4.5", "2024-01-15, rate_percent: 4.5", 24, "step 2 from 2024-01-15 is not after"),
    ],
)
def test_load_terms__fault_deep_in_a_block__is_refused_with_its_line(
    load: Load, old: str, new: str, line: int, what: str
) -> None:
    with pytest.raises(InputError) as caught:
        load(old, new)
    assert f"terms.yaml:{line}: " in str(caught.value)
    assert what in str(caught.value)


@pytest.mark.requirement("SCHED-12", "TERM-2")
def test_build_schedule__instalment_on_no_notional_date__is_refused_with_its_line(load: Load) -> None:
    terms = load("date: 2025-04-20, amount", "date: 2025-04-21, amount")

    with pytest.raises(InputError, match=r"terms.yaml:38: 2025-04-21 is not the notional end of a period"):
        build_schedule(terms)
