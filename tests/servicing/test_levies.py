"""Tax on a holder and on a coupon, held against the tests' own paying agent."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenor.onboarding.investors import InvestorClass
from tenor.schedule.build import build_schedule
from tenor.schedule.model import Schedule
from tenor.servicing.levies import CLASSES, Levy, coupon_run, levy_on, row_key, tax_on
from tenor.terms.parts import Amortisation, Instalment, Withholding
from tenor.terms.vocabulary import AmortisationKind, Rounding
from tests.campaigns import small_terms
from tests.twin.payouts import INTEREST, PayingAgent, Payout

HK, FR = 344, 250
RATES = st.integers(0, 10**9).map(lambda rate: Fraction(rate, 10**9))
ROWS = (
    Withholding("HK", None, Fraction(1, 10)),
    Withholding(None, "retail", Fraction(3, 10)),
    Withholding(None, "institutional", Fraction(0)),
)


def per_holding(**changes: Any) -> Schedule:  # noqa: ANN401 -- any field of Terms
    return build_schedule(small_terms(rounding=Rounding.PER_HOLDING_DOWN, **changes))


@pytest.mark.requirement("TAX-1")
@pytest.mark.parametrize(
    ("country", "investor_class", "levy"),
    [
        (HK, InvestorClass.PROFESSIONAL, Levy(HK, Fraction(1, 10))),
        (HK, InvestorClass.RETAIL, Levy(CLASSES, Fraction(3, 10), InvestorClass.RETAIL)),
        (FR, InvestorClass.RETAIL, Levy(CLASSES, Fraction(3, 10), InvestorClass.RETAIL)),
        (HK, InvestorClass.INSTITUTIONAL, Levy(CLASSES, Fraction(0), InvestorClass.INSTITUTIONAL)),
        (FR, InvestorClass.PROFESSIONAL, None),
    ],
)
def test_levy_on__class_and_country_taxed__is_that_of_the_class(
    country: int, investor_class: InvestorClass, levy: Levy | None
) -> None:
    assert levy_on(small_terms(withholding=ROWS), country, investor_class) == levy


def test_row_key__country_or_class__has_nought_for_the_other() -> None:
    assert [row_key(row) for row in ROWS] == [(HK, 0), (0, 1), (0, 3)]


@pytest.mark.requirement("TAX-1")
@given(st.integers(0, 10**12), RATES)
def test_tax_on__any_interest_and_rate__leaves_what_the_twin_pays(interest: int, rate: Fraction) -> None:
    agent = PayingAgent([{"country": "HK", "percent": str(rate * 100)}], {"ann": "HK"})
    assert interest - tax_on(interest, rate) == agent.net("ann", interest)


@given(st.integers(0, 10**9), st.integers(0, 10**9), RATES)
def test_tax_on__holding_divided__saves_no_tax(first: int, second: int, rate: Fraction) -> None:
    assert tax_on(first, rate) + tax_on(second, rate) >= tax_on(first + second, rate)


@pytest.mark.requirement("TAX-1")
def test_tax_on__whole_rate_and_none__takes_all_and_nothing() -> None:
    assert (tax_on(1_001, Fraction(1)), tax_on(1_001, Fraction(0)), tax_on(0, Fraction(1))) == (1_001, 0, 0)


@pytest.mark.requirement("TAX-1")
@given(st.integers(1, 998), RATES)
def test_coupon_run__interest_rounded_on_holdings__pays_taxes_and_returns_the_whole_total(
    held: int, rate: Fraction
) -> None:
    schedule = per_holding()
    period, units = schedule.periods[0], schedule.terms.units
    register = {"ann": held, "bob": 1}
    register["cyd"] = units - sum(register.values())
    run = coupon_run(schedule, period, register, {"ann": Levy(HK, rate), "cyd": Levy(CLASSES, Fraction(1))})
    assert sum(run.paid.values()) + sum(run.tax.values()) + run.rounding == schedule.coupon_total(period)
    assert run.collected.get(CLASSES) == schedule.interest_on(period, register["cyd"])
    assert run.collected.get(HK, 0) == run.tax.get("ann", 0)
    assert run.net("bob") == run.gross["bob"]
    assert 0 <= run.rounding < len(register)
    assert "cyd" not in run.paid  # all of it is tax
    agent = PayingAgent([{"country": "HK", "percent": str(rate * 100)}], {"ann": "HK"})
    payout = Payout("coupon", datetime(2023, 6, 19, tzinfo=UTC), register, schedule.exact_interest(period), 0)
    assert run.gross["ann"] == payout.gross(("ann", INTEREST))
    assert run.net("ann") == agent.net("ann", run.gross["ann"])


@pytest.mark.requirement("TAX-1")
def test_coupon_run__instalment_beside_interest__is_not_taxed() -> None:
    face = small_terms().unit_face
    parts = (Instalment(date(2023, 9, 17), face // 4),)
    schedule = per_holding(amortisation=Amortisation(AmortisationKind.PERCENT, parts))
    period = schedule.periods[1]
    run = coupon_run(schedule, period, {"ann": 1_000}, {"ann": Levy(HK, Fraction(1))})
    assert run.paid == {"ann": 1_000 * face // 4}
    assert run.tax == {"ann": schedule.interest_total(period)}


def test_coupon_run__nobody_taxed_and_rounded_on_units__pays_all_and_leaves_nothing() -> None:
    schedule = build_schedule(small_terms())
    run = coupon_run(schedule, schedule.periods[0], {"ann": 400, "bob": 600}, {})
    assert (run.paid, run.tax, run.collected, run.rounding) == ({"ann": 4_094_800, "bob": 6_142_200}, {}, {}, 0)
    assert run.net("nobody") == 0
