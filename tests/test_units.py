from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenor.units import MINOR_DIGITS, Money, epoch_day, percent_nearest, rate_to_chain, round_half_up, timestamp, utc


@pytest.mark.parametrize(
    ("amount", "currency", "minor"),
    [("10041.78", "HKD", 1_004_178), ("0", "HKD", 0), (Decimal("1.50"), "EUR", 150), ("800", "JPY", 800)],
)
def test_money_of__decimal_amount__is_whole_minor_units(amount: Decimal | str, currency: str, minor: int) -> None:
    assert Money.of(amount, currency) == Money(minor, currency)


@pytest.mark.parametrize(("amount", "currency"), [("0.001", "HKD"), ("1.5", "JPY"), (Decimal("1.005"), "USD")])
def test_money_of__fraction_of_a_minor_unit__is_refused(amount: Decimal | str, currency: str) -> None:
    with pytest.raises(ValueError, match="is not a whole number of"):
        Money.of(amount, currency)


def test_money_of__float__is_refused() -> None:
    with pytest.raises(TypeError, match="money is never a float"):
        Money.of(1.5, "HKD")  # type: ignore[arg-type]


@pytest.mark.parametrize("minor", [1.0, True, "1", Decimal(1)])
def test_money__minor_units_that_are_no_integer__are_refused(minor: object) -> None:
    with pytest.raises(TypeError, match="money is an integer of minor units"):
        Money(minor, "HKD")  # type: ignore[arg-type]


def test_money__unknown_currency__is_refused() -> None:
    with pytest.raises(ValueError, match="unknown currency 'XAU'; known are AUD"):
        Money(1, "XAU")


@pytest.mark.parametrize(
    ("money", "text"),
    [
        (Money(1_004_178, "HKD"), "HKD 10,041.78"),
        (Money(80_000_000_000, "HKD"), "HKD 800,000,000.00"),
        (Money(5, "HKD"), "HKD 0.05"),
        (Money(-132, "HKD"), "HKD -1.32"),
        (Money(1500, "JPY"), "JPY 1,500"),
    ],
)
def test_str__money__shows_all_minor_digits(money: Money, text: str) -> None:
    assert str(money) == text


@given(minor=st.integers(-(10**18), 10**18), currency=st.sampled_from(sorted(MINOR_DIGITS)))
def test_amount__any_money__reads_back_as_itself(minor: int, currency: str) -> None:
    money = Money(minor, currency)

    assert Money.of(money.amount, currency) == money
    assert Money.of(str(money.amount), currency) == money


@pytest.mark.parametrize(
    ("value", "rounded"),
    [(Fraction(0), 0), (Fraction(1, 2), 1), (Fraction(3, 2), 2), (Fraction(5, 2), 3), (Fraction(49, 100), 0)],
)
def test_round_half_up__half__goes_up(value: Fraction, rounded: int) -> None:
    assert round_half_up(value) == rounded


@given(numerator=st.integers(0, 10**30), denominator=st.integers(1, 10**12))
def test_round_half_up__any_value__agrees_with_decimal(numerator: int, denominator: int) -> None:
    with localcontext() as context:
        context.prec = 100
        expected = (Decimal(numerator) / Decimal(denominator)).quantize(Decimal(1), ROUND_HALF_UP)

    assert round_half_up(Fraction(numerator, denominator)) == int(expected)


@given(whole=st.integers(0, 10**30))
def test_round_half_up__exact_half_and_just_below__differ(whole: int) -> None:
    assert round_half_up(Fraction(2 * whole + 1, 2)) == whole + 1
    assert round_half_up(Fraction(2 * whole + 1, 2) - Fraction(1, 10**40)) == whole


def test_round_half_up__negative_value__is_refused() -> None:
    with pytest.raises(ValueError, match="non-negative"):
        round_half_up(Fraction(-1, 2))


@pytest.mark.parametrize(
    ("rate", "text"),
    [(Fraction(1, 30), "3.3333"), (Fraction(1, 200_000_000), "0.0000"), (Fraction(81, 2000), "4.0500")],
)
def test_percent_nearest__rate__is_rounded_to_its_decimals(rate: Fraction, text: str) -> None:
    assert percent_nearest(rate, 4) == text


def test_percent_nearest__half__goes_up_of_a_negative_rate_too() -> None:
    assert percent_nearest(Fraction(5, 10_000_000), 4) == "0.0001"
    assert percent_nearest(Fraction(-5, 10_000_000), 4) == "0.0000"
    assert percent_nearest(Fraction(-1, 1_000), 4) == "-0.1000"


def test_rate_to_chain__rate__is_billionths() -> None:
    assert rate_to_chain(Fraction(81, 2000)) == 40_500_000
    assert rate_to_chain(Fraction(1, 10**9)) == 1


def test_rate_to_chain__finer_rate__is_refused() -> None:
    with pytest.raises(ValueError, match="more than nine decimal places"):
        rate_to_chain(Fraction(1, 3))


@given(day=st.dates(date(1970, 1, 1), date(2199, 12, 31)))
def test_epoch_day__any_day__counts_from_1970(day: date) -> None:
    assert date(1970, 1, 1) + timedelta(days=epoch_day(day)) == day


@pytest.mark.parametrize(
    ("day", "at", "zone", "expected"),
    [
        (date(2023, 8, 16), time(9), "Asia/Hong_Kong", datetime(2023, 8, 16, 1, tzinfo=UTC)),
        (date(2024, 7, 15), time(9, 30), "Europe/Paris", datetime(2024, 7, 15, 7, 30, tzinfo=UTC)),
        (date(2024, 1, 15), time(9, 30), "Europe/Paris", datetime(2024, 1, 15, 8, 30, tzinfo=UTC)),
        (date(1970, 1, 1), time(0), "UTC", datetime(1970, 1, 1, tzinfo=UTC)),
    ],
)
def test_timestamp__local_time__is_seconds_since_the_epoch(day: date, at: time, zone: str, expected: datetime) -> None:
    assert utc(timestamp(day, at, zone)) == expected
    assert utc(timestamp(day, at, zone)).tzinfo is UTC
