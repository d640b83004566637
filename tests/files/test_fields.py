from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from pydantic import TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from tenor.files import fields

GOOD = [
    ("Amount", "800000000", Decimal(800000000)),
    ("Amount", "0.000001", Decimal("0.000001")),
    ("Amount", "999999999999999.999999", Decimal("999999999999999.999999")),
    ("Amount", 5, Decimal(5)),
    ("Amount", Decimal("1.50"), Decimal("1.50")),
    ("Percent", "4.05", Decimal("4.05")),
    ("Percent", "0", Decimal(0)),
    ("Percent", "0.0000001", Decimal("0.0000001")),
    ("SignedPercent", "-0.15", Decimal("-0.15")),
    ("SignedPercent", "4.05", Decimal("4.05")),
    ("Figure", "118000", Decimal(118000)),
    ("Figure", "-3.5", Decimal("-3.5")),
    ("CountryCode", "HK", "HK"),
    ("FileName", "hk-2027.yaml", "hk-2027.yaml"),
    ("FileName", "../parties.yaml", "../parties.yaml"),
    ("Switch", "true", True),
    ("Switch", False, False),
    ("WholeNumber", "31337", 31337),
    ("WholeNumber", "0", 0),
    ("IsoDate", "2024-02-29", date(2024, 2, 29)),
    ("IsoDate", date(2024, 2, 29), date(2024, 2, 29)),
    ("IsoDate", "2000-01-01", date(2000, 1, 1)),
    ("IsoDate", "2199-12-31", date(2199, 12, 31)),
    ("LocalTime", "09:00", time(9)),
    ("LocalTime", time(17, 30), time(17, 30)),
    ("LocalDateTime", "2023-02-16T10:00", datetime(2023, 2, 16, 10)),  # noqa: DTZ001  (naive by its meaning)
    ("LocalDateTime", datetime(2023, 2, 16, 10), datetime(2023, 2, 16, 10)),  # noqa: DTZ001
    ("Identifier", "INV-03", "INV-03"),
    ("Identifier", "a" * 40, "a" * 40),
    ("Bytes32", "0x" + "0a" * 32, b"\x0a" * 32),
    ("ChainText", "HKSAR Green Bond 4.05% 2024", "HKSAR Green Bond 4.05% 2024"),
    ("ChainText", "x" * 31, "x" * 31),
    ("Line", "Crédit Agricole 銀行", "Crédit Agricole 銀行"),
    ("Line", "x" * 500, "x" * 500),
    ("Currency", "HKD", "HKD"),
    ("Isin", "HK0000963295", "HK0000963295"),
    ("Isin", "XS2010037765", "XS2010037765"),
    ("TimeZoneName", "Asia/Hong_Kong", "Asia/Hong_Kong"),
    ("TimeZoneName", "America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
    ("TimeZoneName", "UTC", "UTC"),
]

DIGITS = "an amount is up to 15 digits"
BAD = [
    *(("Amount", text, DIGITS) for text in ("NaN", "Infinity", "1e400", "1E3", "-5", "+5", "1,000", "1_000", "", " 5")),
    *(("Amount", text, DIGITS) for text in ("5.", ".5", "1.0000001", "9" * 16, "١٢٣", "0x10", "five", "5\n")),
    *(("Bytes32", text, "32 bytes are 0x and 64") for text in ("0x", "0a" * 32, "0x" + "0A" * 32, "0x" + "0a" * 31)),
    ("Amount", "0", "an amount is more than zero"),
    ("Amount", "0.00", "an amount is more than zero"),
    ("Amount", 1.5, "an amount is up to 15 digits, and up to 6 decimals after a point, and not a float"),
    ("Amount", True, "and not a bool"),
    *(("Percent", text, "a percentage is up to 3 digits") for text in ("-1", "4.05%", "1000", "0.00000001", "nan")),
    *(("SignedPercent", text, "a percentage is up to 3 digits") for text in ("--1", "+1", "-1000", "-", 0.5)),
    *(("Figure", text, "a figure is up to 15 digits") for text in ("1e3", "NaN", "1,000", "0.00000001", 1.5)),
    *(("CountryCode", text, "a country is two capital letters") for text in ("hk", "HKG", "")),
    *(("FileName", text, "the name of a file in the same folder") for text in ("a/b", ".a", "a" * 101)),
    *(("FileName", text, "or in the one above") for text in ("../../a", "../a/b", "../.a", "./a", "../", "..", "/a")),
    *(("FileName", text, "or in the one above") for text in ("..\\a", "..a/b", "../..", "../" + "a" * 101)),
    *(("Switch", text, "this is neither true nor false") for text in ("yes", "True", "1", 1)),
    *(("WholeNumber", text, "this is a whole number of up to 9 digits") for text in ("-1", "1.0", "1234567890", "1_0")),
    ("IsoDate", "2023-02-30", "this day does not exist"),
    ("IsoDate", "2023-02-29", "this day does not exist"),
    ("IsoDate", "2023-13-01", "this day does not exist"),
    *(("IsoDate", text, "this is not a date") for text in ("1676505600", "20230216", "16/02/2023", "2023-2-16", "now")),
    ("IsoDate", datetime(2023, 2, 16, tzinfo=UTC), "this is not a date"),
    ("IsoDate", "1999-12-31", "a date lies between 2000-01-01 and 2199-12-31"),
    ("IsoDate", "2200-01-01", "a date lies between 2000-01-01 and 2199-12-31"),
    *(("LocalTime", text, "this is not a time of day") for text in ("9:00", "09:00:00", "540", "09.00", "09:00Z")),
    *(("LocalTime", text, "this time of day does not exist") for text in ("24:00", "12:60", "99:99")),
    *(("LocalDateTime", text, "this is not a date and time") for text in ("2023-02-16", "2023-02-16 10:00", "10:00")),
    ("LocalDateTime", "2023-02-30T10:00", "this day does not exist"),
    ("LocalDateTime", "2023-02-16T25:00", "this time of day does not exist"),
    *(("Identifier", text, "an identifier is up to 40 letters") for text in ("", "a b", "-a", "a" * 41, "a/../b", "é")),
    *(("ChainText", text, "1 to 31 ASCII characters") for text in ("", "x" * 32, " x", "x ", "é", "a\nb", "a\tb")),
    *(("Line", text, "this is a line of up to 500 characters") for text in ("", "x" * 501, "a\nb")),
    *(("Line", text, "characters that do not print") for text in ("abc\u202edef", " x", "x ", "a\u200bb")),
    ("Currency", "XXX", "the minor unit of this currency is not known"),
    *(("Currency", text, "this is not an ISO 4217 currency code") for text in ("hkd", "HK$", "HKDD", "")),
    ("Isin", "HK0000963296", "the check digit of this ISIN is 5"),
    ("Isin", "QQ0000963295", "QQ is not a country prefix of an ISIN"),
    *(("Isin", text, "an ISIN is a country code") for text in ("HK000096329", "hk0000963295", "HK-0000963295", "TBD")),
    *(
        ("TimeZoneName", text, "this is not a time zone")
        for text in ("HKT+8", "localtime", "../etc/passwd", "/etc", "")
    ),
    *(("TimeZoneName", text, "this time zone is not known") for text in ("Asia/Honkong", "America/Argentina")),
]


@pytest.mark.requirement("TERM-3")
@pytest.mark.parametrize(("kind", "value", "expected"), GOOD)
def test_field__value_in_order__is_read_exactly(kind: str, value: object, expected: object) -> None:
    result = TypeAdapter(getattr(fields, kind)).validate_python(value)

    assert result == expected
    assert type(result) is type(expected)


@pytest.mark.requirement("TERM-3")
@pytest.mark.parametrize(("kind", "value", "what"), BAD)
def test_field__wrong_value__is_refused_with_reason_and_remedy(kind: str, value: object, what: str) -> None:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(getattr(fields, kind)).validate_python(value)

    (error,) = caught.value.errors()
    assert what in error["msg"]
    assert error["ctx"]["remedy"]


def test_field_error__text_with_braces__is_kept() -> None:
    error = fields.field_error("what {x}", "remedy {y}")

    assert isinstance(error, PydanticCustomError)
    assert error.message() == "what {x}"
    assert error.context == {"what": "what {x}", "remedy": "remedy {y}"}


def test_strict_model__unknown_field_or_change__is_refused() -> None:
    class Pair(fields.StrictModel):
        first: fields.Identifier

    with pytest.raises(ValidationError, match="extra_forbidden"):
        Pair.model_validate({"first": "a", "second": "b"})
    with pytest.raises(ValidationError, match="frozen"):
        Pair(first="a").first = "b"  # type: ignore[misc]


@pytest.mark.requirement("TERM-7")
@pytest.mark.parametrize("kind", sorted({case[0] for case in GOOD} - {"Currency", "Line", "Switch"}))
def test_field__json_schema__accepts_what_is_read_and_nothing_around_it(kind: str) -> None:
    schema = TypeAdapter(getattr(fields, kind)).json_schema()
    texts = [value for case, value, _ in GOOD if case == kind and isinstance(value, str)]

    assert ("number" in schema["type"]) == (kind in {"Amount", "Percent", "SignedPercent", "Figure", "WholeNumber"})
    assert all(re.search(schema["pattern"], text) for text in texts)
    assert not any(re.search(schema["pattern"], f"{text}é") for text in texts)
