"""Strict types of single fields, for every model that is read from a file a person writes.

A value arrives as text (from YAML or CSV) or as an exact Python value (int, Decimal, date); a float is refused, because
it has already lost what was written. Each type brings the JSON Schema that an editor checks while one types: editors
read YAML numbers as numbers, so amounts may be a number there and are the exact text here.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError
from stdnum import isin
from stdnum.exceptions import InvalidChecksum, ValidationError

from tenor.units import MINOR_DIGITS

FIRST_DAY = date(2000, 1, 1)
LAST_DAY = date(2199, 12, 31)

_AMOUNT = r"\d{1,15}(\.\d{1,6})?"
_PERCENT = r"\d{1,3}(\.\d{1,7})?"
_SIGNED_PERCENT = r"-?\d{1,3}(\.\d{1,7})?"
_FIGURE = r"-?\d{1,15}(\.\d{1,7})?"
_COUNTRY = r"[A-Z]{2}"
_FILE_NAME = r"(\.\./)?[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}"
_WHOLE = r"\d{1,9}"
_DATE = r"\d{4}-\d{2}-\d{2}"
_TIME = r"\d{2}:\d{2}"
_IDENTIFIER = r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}"
_CHAIN_TEXT = r"[!-~]([ -~]{0,29}[!-~])?"
_BYTES32 = r"0x[0-9a-f]{64}"
_ZONE = r"[A-Z][A-Za-z_]+(/[A-Za-z0-9_+-]+){1,2}|UTC"


class StrictModel(BaseModel):
    """Base of every model that is read from a file: no unknown fields, no change after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def field_error(what: str, remedy: str) -> PydanticCustomError:
    """The error a field type raises: what is wrong with the value, and what to write instead."""
    return PydanticCustomError("field_value", "{what}", {"what": what, "remedy": remedy})


def _text(value: object, pattern: str, what: str, remedy: str) -> str:
    """The value as text of the pattern; an int, Decimal, date or time counts as the text it prints."""
    if not isinstance(value, str | int | Decimal | date | time) or isinstance(value, bool):
        raise field_error(f"{what}, and not a {type(value).__name__}", remedy)
    text = value.strftime("%H:%M") if isinstance(value, time) else str(value)
    if not re.fullmatch(pattern, text, re.ASCII):
        raise field_error(what, remedy)
    return text


def _amount(value: object) -> Decimal:
    remedy = "Write digits with a point before the decimals, e.g. 500000 or 10041.78"
    amount = Decimal(_text(value, _AMOUNT, "an amount is up to 15 digits, and up to 6 decimals after a point", remedy))
    if amount == 0:
        raise field_error("an amount is more than zero", remedy)
    return amount


def _percent(value: object) -> Decimal:
    what = "a percentage is up to 3 digits, and up to 7 decimals after a point (the chain keeps 1e-9)"
    return Decimal(_text(value, _PERCENT, what, "Write it in percent without a sign, e.g. 4.05"))


def _signed_percent(value: object) -> Decimal:
    what = "a percentage is up to 3 digits, and up to 7 decimals after a point (the chain keeps 1e-9)"
    return Decimal(_text(value, _SIGNED_PERCENT, what, "Write it in percent, e.g. 0.85 or -0.15"))


def _figure(value: object) -> Decimal:
    what = "a figure is up to 15 digits, and up to 7 decimals after a point"
    return Decimal(_text(value, _FIGURE, what, "Write digits with a point before the decimals, e.g. 118.25"))


def _country_code(value: object) -> str:
    return _text(value, _COUNTRY, "a country is two capital letters (ISO 3166-1)", "Write the code, e.g. HK")


def _file_name(value: object) -> str:
    what = "this is not the name of a file in the same folder, or in the one above"
    return _text(value, _FILE_NAME, what, "Write a name without folders, or ../ and a name")


def _whole_number(value: object) -> int:
    return int(_text(value, _WHOLE, "this is a whole number of up to 9 digits", "Write digits only, e.g. 31337"))


def _up_to(most: int, unit: str) -> PlainValidator:
    def count(value: object) -> int:
        number = _whole_number(value)
        if number > most:
            raise field_error(f"this is at most {most:,} {unit}", "Write no more than that")
        return number

    return PlainValidator(count)


def _iso_date(value: object) -> date:
    remedy = "Write a day of the calendar as YYYY-MM-DD, e.g. 2024-02-16"
    text = _text(value, _DATE, "this is not a date", remedy)
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise field_error("this day does not exist", remedy) from error
    if not FIRST_DAY <= day <= LAST_DAY:
        raise field_error(f"a date lies between {FIRST_DAY} and {LAST_DAY}", remedy)
    return day


def _local_time(value: object) -> time:
    remedy = "Write hours and minutes of the day, e.g. 09:00"
    text = _text(value, _TIME, "this is not a time of day", remedy)
    try:
        return time.fromisoformat(text)
    except ValueError as error:
        raise field_error("this time of day does not exist", remedy) from error


def _local_date_time(value: object) -> datetime:
    remedy = "Write a local date and time, e.g. 2023-02-16T10:00"
    text = value.strftime("%Y-%m-%dT%H:%M") if isinstance(value, datetime) else value
    day, _, moment = _text(text, f"{_DATE}T{_TIME}", "this is not a date and time", remedy).partition("T")
    return datetime.combine(_iso_date(day), _local_time(moment))


def _identifier(value: object) -> str:
    what = "an identifier is up to 40 letters, digits, points, hyphens and underscores"
    return _text(value, _IDENTIFIER, what, "Write it without spaces, e.g. INV-03")


def _chain_text(value: object) -> str:
    what = "a text that stands on chain is 1 to 31 ASCII characters"
    return _text(value, _CHAIN_TEXT, what, "Shorten it, and write letters without accents")


def _bytes32(value: object) -> bytes:
    what = "32 bytes are 0x and 64 hexadecimal digits in small letters"
    return bytes.fromhex(_text(value, _BYTES32, what, "Write all of them, in quotes")[2:])


def _line(value: object) -> str:
    remedy = "Write one line of printable text"
    text = _text(value, r".{1,500}", "this is a line of up to 500 characters", remedy)
    if not text.isprintable() or text != text.strip():
        raise field_error("this line holds characters that do not print, or starts or ends with a space", remedy)
    return text


def _currency(value: object) -> str:
    known = ", ".join(MINOR_DIGITS)
    code = _text(value, r"[A-Z]{3}", "this is not an ISO 4217 currency code", f"Write one of {known}")
    if code not in MINOR_DIGITS:
        raise field_error("the minor unit of this currency is not known", f"Write one of {known}")
    return code


def _isin(value: object) -> str:
    remedy = "Correct the number, or write null where none is published"
    code = _text(value, r"[A-Z]{2}[A-Z0-9]{9}\d", "an ISIN is a country code, 9 letters or digits, 1 digit", remedy)
    try:
        return isin.validate(code)
    except InvalidChecksum as error:
        raise field_error(f"the check digit of this ISIN is {isin.calc_check_digit(code[:-1])}", remedy) from error
    except ValidationError as error:
        raise field_error(f"{code[:2]} is not a country prefix of an ISIN", remedy) from error


def _time_zone(value: object) -> str:
    remedy = "Write a name of the IANA time zone database, e.g. Asia/Hong_Kong"
    name = _text(value, _ZONE, "this is not a time zone", remedy)
    try:
        return ZoneInfo(name).key
    except (ValueError, OSError, KeyError) as error:  # absent, a folder of the database, or not a zone file
        raise field_error("this time zone is not known", remedy) from error


def _schema(pattern: str, *, number: bool = False, **more: object) -> WithJsonSchema:
    types: object = ["string", "number"] if number else "string"
    return WithJsonSchema({"type": types, "pattern": f"^({pattern})$", **more})


def _counted(most: int) -> WithJsonSchema:
    return _schema(_WHOLE, number=True, minimum=0, maximum=most, multipleOf=1)


def _switch(value: object) -> bool:
    if isinstance(value, bool):
        return value
    return _text(value, "true|false", "this is neither true nor false", "Write true or false") == "true"


Switch = Annotated[bool, PlainValidator(_switch), WithJsonSchema({"type": "boolean"})]
"""True or false, in these words."""

Amount = Annotated[Decimal, PlainValidator(_amount), _schema(_AMOUNT, number=True, exclusiveMinimum=0)]
"""Money in major units of the document's currency, more than zero."""

Percent = Annotated[Decimal, PlainValidator(_percent), _schema(_PERCENT, number=True, minimum=0)]
"""A percentage, zero or more."""

SignedPercent = Annotated[Decimal, PlainValidator(_signed_percent), _schema(_SIGNED_PERCENT, number=True)]
"""A percentage that may be negative."""

Figure = Annotated[Decimal, PlainValidator(_figure), _schema(_FIGURE, number=True)]
"""A measured value, e.g. of a price index; it may be negative."""

CountryCode = Annotated[str, PlainValidator(_country_code), _schema(_COUNTRY)]
"""Two letters of ISO 3166-1."""

FileName = Annotated[str, PlainValidator(_file_name), _schema(_FILE_NAME)]
"""The name of a file in the folder of the file that names it, or with `../` before it in the folder above."""

WholeNumber = Annotated[int, PlainValidator(_whole_number), _schema(_WHOLE, number=True, minimum=0, multipleOf=1)]
"""A count, zero or more."""

Days = Annotated[int, _up_to(36_500, "days"), _counted(36_500)]
"""Days of a notice or of grace, up to a hundred years."""

Hours = Annotated[int, _up_to(8_760, "hours"), _counted(8_760)]
"""Hours, up to a year."""

Years = Annotated[int, _up_to(255, "years"), _counted(255)]
"""Years, as many as a bond's code can say."""

IsoDate = Annotated[date, PlainValidator(_iso_date), _schema(_DATE, format="date")]
"""A day of the calendar."""

LocalTime = Annotated[time, PlainValidator(_local_time), _schema(_TIME)]
"""A wall-clock time of the day in the document's time zone."""

LocalDateTime = Annotated[datetime, PlainValidator(_local_date_time), _schema(f"{_DATE}T{_TIME}")]
"""A wall-clock date and time in the document's time zone (naive)."""

Identifier = Annotated[str, PlainValidator(_identifier), _schema(_IDENTIFIER)]
"""A key of an issue, a party, an investor, an order."""

ChainText = Annotated[str, PlainValidator(_chain_text), _schema(_CHAIN_TEXT)]
"""A text that the contracts keep in one word."""

Bytes32 = Annotated[bytes, PlainValidator(_bytes32), _schema(_BYTES32)]
"""32 bytes, e.g. a hash or a seed."""

Line = Annotated[str, PlainValidator(_line), WithJsonSchema({"type": "string", "minLength": 1, "maxLength": 500})]
"""One line of printable text for people."""

Currency = Annotated[str, PlainValidator(_currency), WithJsonSchema({"type": "string", "enum": list(MINOR_DIGITS)})]
"""An ISO 4217 code whose minor unit is known."""

Isin = Annotated[str, PlainValidator(_isin), _schema(r"[A-Z]{2}[A-Z0-9]{9}\d")]
"""An ISO 6166 number with its country prefix and check digit in order."""

TimeZoneName = Annotated[str, PlainValidator(_time_zone), _schema(_ZONE)]
"""A name of the IANA time zone database."""
