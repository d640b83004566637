from decimal import Decimal

import pytest

from tenor.reports import formats

MINUS = "\u2212"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("16066848.00", "16,066,848.00"),
        ("0.00", "0.00"),
        ("-1.32", f"{MINUS}1.32"),
        ("10041", "10,041"),
        (20587919, "20,587,919"),
        ("123456789012345678901234567890.12", "123,456,789,012,345,678,901,234,567,890.12"),
    ],
)
def test_decimal_text__any_amount__keeps_every_digit(value: str | int, text: str) -> None:
    assert formats.decimal_text(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [("1.32", "+1.32"), ("-1.32", f"{MINUS}1.32"), ("0.00", "0.00"), (-20, f"{MINUS}20")]
)
def test_signed_text__drift__shows_its_sign_unless_zero(value: str | int, text: str) -> None:
    assert formats.signed_text(value) == text


def test_money_text__amount__carries_its_currency() -> None:
    assert formats.money_text("10041.78", "HKD") == "HKD\u00a010,041.78"


def test_percent_text__part_of_whole__has_two_decimals() -> None:
    assert formats.percent_text(156, 1600) == "9.75%"
    assert formats.percent_text(Decimal(1), Decimal(3)) == "33.33%"


def test_percent_text__no_whole__is_a_dash() -> None:
    assert formats.percent_text(0, 0) == "\u2013"
    assert formats.ratio_text(5, 0) == "\u2013"


def test_ratio_text__orders_over_allotments__counts_times() -> None:
    assert formats.ratio_text(3680, 1600) == "2.30"


def test_day_text__iso_date_or_moment__reads_the_same_in_every_locale() -> None:
    assert formats.day_text("2023-02-16") == "16\u00a0Feb\u00a02023"
    assert formats.day_text("2023-12-01T10:00:00+08:00") == "1\u00a0Dec\u00a02023"


def test_day_text__no_date__refused() -> None:
    with pytest.raises(ValueError, match="Invalid isoformat"):
        formats.day_text("soon")


def test_moment_text__offset_moment__keeps_the_wall_clock() -> None:
    assert formats.moment_text("2023-02-16T10:00:05+08:00") == "16\u00a0Feb\u00a02023 10:00:05"


def test_zone_text__several_offsets__names_each_once() -> None:
    moments = ["2023-02-16T10:00:05+08:00", "2023-02-17T10:00:05+08:00", "2023-02-17T10:00:05-05:30"]
    assert formats.zone_text(moments) == f"UTC+08:00, UTC{MINUS}05:30"
    assert formats.zone_text([]) == ""


def test_short_hash__long_value__keeps_both_ends() -> None:
    assert formats.short_hash("0x" + "ab" * 32) == "0xababab\u2026abab"


def test_short_hash__short_value__stays_whole() -> None:
    assert formats.short_hash("0x12345678901") == "0x12345678901"


def test_words__key__reads_as_words() -> None:
    assert formats.words("paying_agent") == "Paying agent"
    assert formats.words("") == ""


@pytest.mark.parametrize(
    ("frequency", "text"), [(1, "annual"), (2, "semi-annual"), (4, "quarterly"), (12, "monthly"), (6, "6 a year")]
)
def test_frequency_text__coupons_a_year__named_as_in_term_sheets(frequency: int, text: str) -> None:
    assert formats.frequency_text(frequency) == text


@pytest.mark.parametrize(
    ("seconds", "text"), [(2.6, "2.6\u00a0s"), (59.4, "59.4\u00a0s"), (185.2, "3\u00a0min 05\u00a0s")]
)
def test_duration_text__run_time__reads_as_a_clock(seconds: float, text: str) -> None:
    assert formats.duration_text(seconds) == text


@pytest.mark.requirement("REP-3")
def test_chart_text__markup__is_escaped() -> None:
    assert formats.chart_text("<a href='x'>A&B</a>") == "&lt;a href='x'&gt;A&amp;B&lt;/a&gt;"
