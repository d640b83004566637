from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
import QuantLib
from hypothesis import given
from hypothesis import strategies as st

from tenor.schedule.day_count import Counting
from tenor.terms.vocabulary import DayCount

MATURITY = date(2199, 12, 31)
LAST = date(2198, 12, 31)  # that QuantLib counts ACT/ACT-ISDA from: it looks at the first of January after it
MONTH_ENDS = st.dates(date(2000, 2, 1), LAST).map(lambda day: day.replace(day=1) - timedelta(days=1))
DAYS = st.dates(date(2000, 1, 1), LAST) | MONTH_ENDS

ORACLES = {
    DayCount.ACT_365F: QuantLib.Actual365Fixed(),
    DayCount.ACT_360: QuantLib.Actual360(),
    DayCount.ACT_ACT_ISDA: QuantLib.ActualActual(QuantLib.ActualActual.ISDA),
    DayCount.THIRTY_360: QuantLib.Thirty360(QuantLib.Thirty360.BondBasis),
    DayCount.THIRTY_360_US: QuantLib.Thirty360(QuantLib.Thirty360.USA),
    DayCount.THIRTY_E_360: QuantLib.Thirty360(QuantLib.Thirty360.EurobondBasis),
}
THIRTY = [DayCount.THIRTY_360, DayCount.THIRTY_360_US, DayCount.THIRTY_E_360, DayCount.THIRTY_E_360_ISDA]


def counting(convention: DayCount, **changes: object) -> Counting:
    """A half-yearly bond of 15 January."""
    known = {"anchor": date(2030, 1, 15), "months": 6, "end_of_month": False, "maturity": MATURITY, **changes}
    return Counting(convention, **known)  # type: ignore[arg-type]


def quantlib(day: date) -> QuantLib.Date:
    return QuantLib.Date(day.day, day.month, day.year)


@pytest.mark.requirement("SCHED-4")
@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2023, 2, 16), date(2023, 8, 16), Fraction(181, 365)),
        (date(2023, 8, 16), date(2024, 2, 16), Fraction(184, 365)),
        (date(2023, 2, 16), date(2024, 2, 16), Fraction(1)),
        (date(2024, 2, 16), date(2025, 2, 16), Fraction(366, 365)),  # a leap year is longer than one
        (date(2024, 2, 28), date(2024, 3, 1), Fraction(2, 365)),
        (date(2024, 2, 28), date(2024, 2, 28), Fraction(0)),
    ],
)
def test_fraction__actual_365_fixed__is_days_over_365(start: date, end: date, expected: Fraction) -> None:
    assert counting(DayCount.ACT_365F).fraction(start, end) == expected


@pytest.mark.requirement("SCHED-4")
@pytest.mark.parametrize("convention", ORACLES)
@given(start=DAYS, end=DAYS)
def test_fraction__any_days__agrees_with_quantlib(convention: DayCount, start: date, end: date) -> None:
    start, end = sorted((start, end))
    oracle, first, last = ORACLES[convention], quantlib(start), quantlib(end)

    assert counting(convention).days(start, end) == oracle.dayCount(first, last)
    assert float(counting(convention).fraction(start, end)) == pytest.approx(oracle.yearFraction(first, last), 1e-13)


@pytest.mark.requirement("SCHED-4")
@given(start=DAYS, end=DAYS, last=st.booleans())
def test_fraction__thirty_e_360_isda__agrees_with_quantlib_before_and_at_maturity(
    start: date, end: date, *, last: bool
) -> None:
    start, end = sorted((start, end))
    maturity = end if last else MATURITY
    oracle = QuantLib.Thirty360(QuantLib.Thirty360.ISDA, quantlib(maturity))
    ours = counting(DayCount.THIRTY_E_360_ISDA, maturity=maturity)

    if start == end:  # the one difference: QuantLib counts -2 days from 28 February to itself at maturity
        assert ours.days(start, end) == 0
    else:
        assert ours.days(start, end) == oracle.dayCount(quantlib(start), quantlib(end))


@pytest.mark.requirement("SCHED-4")
@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (date(2025, 8, 31), date(2026, 2, 28), [178, 178, 178, 180]),
        (date(2025, 2, 28), date(2025, 8, 31), [183, 180, 182, 180]),
    ],
)
def test_days__four_rules_called_30_360__count_the_ends_of_february_and_august_each_their_way(
    start: date, end: date, expected: list[int]
) -> None:
    assert [counting(rule).days(start, end) for rule in THIRTY] == expected


@pytest.mark.requirement("SCHED-4")
def test_days__thirty_e_360_isda__leaves_the_last_of_february_at_maturity_alone() -> None:
    start, end = date(2025, 8, 31), date(2026, 2, 28)

    assert counting(DayCount.THIRTY_E_360_ISDA, maturity=end).days(start, end) == 178
    assert counting(DayCount.THIRTY_E_360_ISDA).days(start, end) == 180
    assert counting(DayCount.THIRTY_E_360_ISDA, maturity=end).days(end, end) == 0


@pytest.mark.requirement("SCHED-4", "SCHED-1")
@pytest.mark.parametrize(
    ("end_of_month", "expected", "text"),
    [
        (False, Fraction(91, 4 * 91) + Fraction(61, 4 * 91), "0.41758"),
        (True, Fraction(91, 4 * 91) + Fraction(61, 4 * 92), "0.41576"),
    ],
)
def test_fraction__actual_actual_icma_of_a_long_last_stub__splits_it_at_dates_from_the_anchor(
    *, end_of_month: bool, expected: Fraction, text: str
) -> None:
    start = date(1999, 11, 30)
    rule = counting(DayCount.ACT_ACT_ICMA, anchor=start, months=3, end_of_month=end_of_month)

    assert rule.fraction(start, date(2000, 4, 30)) == expected
    assert f"{float(expected):.5f}" == text


@pytest.mark.requirement("SCHED-4")
@pytest.mark.parametrize("months", [1, 3, 6, 12])
@given(anchor=DAYS, periods=st.integers(1, 40))
def test_fraction__actual_actual_icma_of_regular_periods__is_their_share_of_a_year(
    months: int, anchor: date, periods: int
) -> None:
    rule = counting(DayCount.ACT_ACT_ICMA, anchor=anchor, months=months)
    start, end = rule._notional(-periods), rule._notional(3)  # noqa: SLF001 -- the dates of the definition

    assert rule.fraction(start, end) == Fraction((periods + 3) * months, 12)


@pytest.mark.requirement("SCHED-4")
@given(first=DAYS, second=DAYS, third=DAYS)
def test_fraction__actual_conventions_split_anywhere__sum_to_the_whole(first: date, second: date, third: date) -> None:
    first, second, third = sorted((first, second, third))
    for convention in (DayCount.ACT_365F, DayCount.ACT_360, DayCount.ACT_ACT_ISDA, DayCount.ACT_ACT_ICMA):
        rule = counting(convention)
        assert rule.fraction(first, second) + rule.fraction(second, third) == rule.fraction(first, third)


@pytest.mark.requirement("SCHED-4")
@given(start=st.dates(date(2000, 1, 1), date(2030, 1, 1)), days=st.integers(1, 400))
def test_fraction__actual_actual_icma__agrees_with_quantlib_that_knows_the_schedule(start: date, days: int) -> None:
    maturity, end = date(2032, 1, 15), date.fromordinal(start.toordinal() + days)
    notional = QuantLib.Schedule(
        QuantLib.Date(15, 1, 1998), quantlib(maturity), QuantLib.Period("6M"), QuantLib.NullCalendar(),
        QuantLib.Unadjusted, QuantLib.Unadjusted, QuantLib.DateGeneration.Backward, False,  # noqa: FBT003
    )  # fmt: skip
    oracle = QuantLib.ActualActual(QuantLib.ActualActual.ISMA, notional)
    ours = counting(DayCount.ACT_ACT_ICMA, anchor=maturity).fraction(start, end)

    assert float(ours) == pytest.approx(oracle.yearFraction(quantlib(start), quantlib(end)), 1e-12)


@pytest.mark.parametrize("convention", DayCount)
def test_fraction__every_convention__is_there_and_refuses_a_reversed_period(convention: DayCount) -> None:
    assert counting(convention).fraction(date(2023, 1, 1), date(2023, 7, 1)) > 0
    with pytest.raises(ValueError, match="2023-07-01 to 2023-01-01 ends before it starts"):
        counting(convention).fraction(date(2023, 7, 1), date(2023, 1, 1))
