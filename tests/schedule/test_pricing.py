from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
import QuantLib
from hypothesis import given, settings
from hypothesis import strategies as st

from tenor.schedule.accrued import accrued
from tenor.schedule.pricing import clean_price, dirty_price, make_whole_price, yield_of
from tests.bonds import FLOATING, bond, schedule

START = date(2024, 1, 15)
ICMA = {"day_count": "ACT/ACT-ICMA"}
WHOLE = {
    "until": "2026-12-15",
    "spread_percent": "0.25",
    "notice_days": "30",
    "minimum_percent": "-1",
    "maximum_percent": "10",
}
FREQUENCIES = {"annual": 1, "semi-annual": 2, "quarterly": 4}


def quantlib(day: date) -> QuantLib.Date:
    return QuantLib.Date(day.day, day.month, day.year)


def oracle(day: date, rate: Fraction, frequency: str) -> float:
    """Clean price of 100 by QuantLib: simple interest within the current period."""
    QuantLib.Settings.instance().evaluationDate = quantlib(day)
    notional = QuantLib.Schedule(
        quantlib(START), QuantLib.Date(15, 1, 2027), QuantLib.Period(12 // FREQUENCIES[frequency], QuantLib.Months),
        QuantLib.NullCalendar(), QuantLib.Unadjusted, QuantLib.Unadjusted, QuantLib.DateGeneration.Backward, False,  # noqa: FBT003
    )  # fmt: skip
    convention = QuantLib.ActualActual(QuantLib.ActualActual.ISMA, notional)
    made = QuantLib.FixedRateBond(0, 100.0, notional, [0.05], convention)
    compounding = QuantLib.SimpleThenCompounded
    price: float = QuantLib.BondFunctions.cleanPrice(
        made, float(rate), convention, compounding, FREQUENCIES[frequency], quantlib(day)
    )
    return price


@pytest.mark.requirement("SCHED-13")
@pytest.mark.parametrize("frequency", FREQUENCIES)
@settings(deadline=None)
@given(offset=st.integers(0, 3 * 365), rate=st.integers(-200, 2_000).map(lambda points: Fraction(points, 10_000)))
def test_clean_price__any_day_and_yield__is_quantlibs(frequency: str, offset: int, rate: Fraction) -> None:
    plan = schedule(coupon={**ICMA, "frequency": frequency}, unit="1000000", size="1000000")
    day = START + timedelta(days=offset)

    assert float(clean_price(plan, day, rate)) / 1_000_000 == pytest.approx(oracle(day, rate, frequency), abs=1e-6)


@pytest.mark.requirement("SCHED-13")
def test_clean_price__yield_of_the_coupon_on_a_coupon_date__is_par() -> None:
    plan = schedule(coupon=ICMA)

    assert clean_price(plan, START, Fraction(5, 100)) == 100_000
    assert clean_price(plan, date(2025, 1, 15), Fraction(5, 100)) == 100_000
    assert clean_price(plan, START, Fraction(6, 100)) < 100_000 < clean_price(plan, START, Fraction(4, 100))


@pytest.mark.requirement("SCHED-13")
def test_dirty_price__one_period_left__is_discounted_by_simple_interest() -> None:
    plan, day = schedule(coupon=ICMA), date(2026, 10, 15)  # 92 of 184 days left

    assert dirty_price(plan, day, Fraction(8, 100)) == 102_500 / (1 + Fraction(92, 184) * Fraction(4, 100))


@pytest.mark.requirement("SCHED-13")
def test_dirty_price__from_the_ex_date_on__is_without_the_coupon() -> None:
    record = {"business_days_before": "1", "ex_business_days_before": "7"}
    plan, plain, day = schedule(coupon=ICMA, record=record), schedule(coupon=ICMA), date(2024, 7, 10)
    rate = Fraction(5, 100)
    left = 1 / (1 + Fraction(5, 182) * Fraction(25, 1000))

    assert dirty_price(plain, day, rate) - dirty_price(plan, day, rate) == 2500 * left
    assert clean_price(plan, day, rate) - dirty_price(plan, day, rate) == 2500 * Fraction(5, 182)


@pytest.mark.requirement("SCHED-13")
@settings(deadline=None)
@given(offset=st.integers(0, 3 * 365), rate=st.integers(-300, 3_000).map(lambda points: Fraction(points, 10_000)))
def test_yield_of__price_of_a_yield__is_that_yield(offset: int, rate: Fraction) -> None:
    plan, day = schedule(coupon=ICMA), START + timedelta(days=offset)

    assert yield_of(plan, day, clean_price(plan, day, rate)) == rate


@pytest.mark.requirement("SCHED-13")
def test_yield_of__price_of_next_to_nothing__is_a_yield_of_many_times_the_principal() -> None:
    plan = schedule(coupon=ICMA)

    assert yield_of(plan, START, clean_price(plan, START, Fraction(9))) == 9


@pytest.mark.requirement("SCHED-13")
def test_yield_of__price_of_nothing__is_refused() -> None:
    with pytest.raises(ValueError, match="more than zero"):
        yield_of(schedule(), START, Fraction(0))


@pytest.mark.requirement("SCHED-13")
@pytest.mark.parametrize(("day", "factor"), [(date(2024, 1, 15), 1), (date(2024, 7, 15), Fraction(184, 366))])
def test_dirty_price__zero_coupon__counts_yearly_periods_back_from_maturity(day: date, factor: Fraction) -> None:
    plan, rate = schedule(coupon={"kind": "zero", "day_count": "ACT/ACT-ICMA"}), Fraction(4, 100)
    expected = 100_000 / ((1 + factor * rate) * (1 + rate) ** 2)

    assert dirty_price(plan, day, rate) == clean_price(plan, day, rate) == expected
    assert yield_of(plan, day, expected) == rate


@pytest.mark.requirement("SCHED-13")
def test_dirty_price__amortising_bond__is_worth_what_is_outstanding_at_its_coupon() -> None:
    plan = schedule(coupon=ICMA, amortisation={"kind": "sinking", "first": "2025-07-15", "percent": "25"})

    assert clean_price(plan, START, Fraction(5, 100)) == 100_000
    assert clean_price(plan, date(2026, 7, 15), Fraction(5, 100)) == 25_000


@pytest.mark.requirement("SCHED-13")
@pytest.mark.parametrize(("day", "rate"), [(date(2024, 1, 14), 5), (date(2027, 1, 15), 5), (START, -300)])
def test_dirty_price__day_or_yield_out_of_range__is_refused(day: date, rate: int) -> None:
    with pytest.raises(ValueError, match="nothing is due after|leaves nothing to discount by"):
        dirty_price(schedule(), day, Fraction(rate, 100))


@pytest.mark.requirement("SCHED-13")
def test_dirty_price__payment_not_observed__is_refused() -> None:
    with pytest.raises(ValueError, match="the interest of coupon 1 is not observed yet"):
        dirty_price(schedule(coupon=FLOATING), START, Fraction(5, 100))


@pytest.mark.requirement("SCHED-13")
def test_make_whole_price__low_and_high_reference_yield__is_present_value_or_par() -> None:
    plan, day = schedule(coupon=ICMA, make_whole=WHOLE), date(2025, 4, 15)
    exact = clean_price(plan, day, Fraction(325, 10_000))

    assert make_whole_price(plan, day, Fraction(3, 100)) == (exact + Fraction(1, 2)).__floor__() > 100_000
    assert make_whole_price(plan, day, Fraction(9, 100)) == 100_000
    assert accrued(plan, day).minor == 1243


@pytest.mark.requirement("SCHED-13")
@pytest.mark.parametrize(
    ("day", "reference"),
    [(date(2026, 12, 16), Fraction(3, 100)), (START, Fraction(11, 100)), (START, Fraction(-2, 100))],
)
def test_make_whole_price__day_or_reference_out_of_the_terms__is_refused(day: date, reference: Fraction) -> None:
    with pytest.raises(ValueError, match="no make-whole on|outside the bounds"):
        make_whole_price(schedule(make_whole=WHOLE), day, reference)
    with pytest.raises(ValueError, match="no make-whole on"):
        make_whole_price(schedule(), START, Fraction(3, 100))
    assert bond(make_whole=WHOLE).make_whole is not None
