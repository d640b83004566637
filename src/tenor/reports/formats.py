"""How money, dates and hashes are written for a reader; every filter of the HTML report stands here.

Amounts come in as the decimal strings of the report's data and stay decimal: no filter goes through a float.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

MINUS = "\N{MINUS SIGN}"
DASH = "\N{EN DASH}"
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
# Month names of our own: `strftime` would follow the machine's locale and make the report depend on it.
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
FREQUENCIES = {1: "annual", 2: "semi-annual", 4: "quarterly", 12: "monthly"}
SHORT_HASH_ENDS = (8, 4)  # characters kept of a hash: 0x and six digits, the last four


def decimal_text(value: str | int | Decimal) -> str:
    """A number with thousands separators, all its decimals and a typographic minus: ``−1,234.50``."""
    return f"{Decimal(value):,f}".replace("-", MINUS)


def signed_text(value: str | int | Decimal) -> str:
    """A number with its sign always written, except for zero: ``+1.32``, ``−1.32``, ``0.00``."""
    text = decimal_text(value)
    return f"+{text}" if Decimal(value) > 0 else text


def money_text(value: str | Decimal, currency: str) -> str:
    """An amount that stands alone, with its currency: ``HKD 10,041.78`` (no-break space)."""
    return f"{currency}{NO_BREAK_SPACE}{decimal_text(value)}"


def ratio_text(part: int | Decimal, whole: int | Decimal) -> str:
    """How many times the part holds the whole, two decimals: ``1.40``; a dash where there is no whole."""
    return decimal_text((Decimal(part) / whole).quantize(Decimal("0.01"))) if whole else DASH


def percent_text(part: int | Decimal, whole: int | Decimal) -> str:
    """The part in per cent of the whole, two decimals: ``10.00%``; a dash where there is no whole."""
    return f"{ratio_text(part * 100, whole)}%" if whole else DASH


def day_text(iso: str) -> str:
    """An ISO date, or the date of an ISO moment, for a reader: ``16 Feb 2023``."""
    day = date.fromisoformat(iso[:10])
    return f"{day.day}{NO_BREAK_SPACE}{MONTHS[day.month - 1]}{NO_BREAK_SPACE}{day.year}"


def moment_text(iso: str) -> str:
    """An ISO moment for a reader, in the zone it was given in: ``16 Feb 2023 10:00:05``."""
    return f"{day_text(iso)} {datetime.fromisoformat(iso):%H:%M:%S}"


def zone_text(moments: Iterable[str]) -> str:
    """The offsets from UTC in which moments are given: ``UTC+08:00``, several joined by a comma."""
    offsets = {datetime.fromisoformat(moment).strftime("%z") for moment in moments}
    return ", ".join(f"UTC{offset[:3]}:{offset[3:5]}".replace("-", MINUS) for offset in sorted(offsets))


def short_hash(value: str) -> str:
    """A hash or an address for a narrow column: ``0xa1b2c3…d4e5``; short values stay whole."""
    head, tail = SHORT_HASH_ENDS
    return value if len(value) <= head + tail + 1 else f"{value[:head]}{ELLIPSIS}{value[-tail:]}"


def words(name: str) -> str:
    """A key of the data as words: ``paying_agent`` is ``Paying agent``."""
    text = name.replace("_", " ")
    return text[:1].upper() + text[1:]


def frequency_text(coupons_a_year: int | None) -> str:
    """How often a bond pays: ``semi-annual``; unusual frequencies in figures; None pays no coupon."""
    if coupons_a_year is None:
        return "at maturity only"
    return FREQUENCIES.get(coupons_a_year, f"{coupons_a_year} a year")


def duration_text(seconds: float) -> str:
    """The run's duration on the clock: ``14.2 s`` or ``3 min 05 s``."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}{NO_BREAK_SPACE}min {rest:02d}{NO_BREAK_SPACE}s" if minutes else f"{seconds:.1f}{NO_BREAK_SPACE}s"


def chart_text(text: str) -> str:
    """Text for a chart: Plotly reads a subset of HTML in its labels, so what people wrote is escaped."""
    return escape(text, quote=False)


FILTERS: Mapping[str, Callable[..., str]] = {
    "amount": decimal_text,
    "signed": signed_text,
    "money": money_text,
    "percent": percent_text,
    "ratio": ratio_text,
    "day": day_text,
    "moment": moment_text,
    "short": short_hash,
    "words": words,
    "frequency": frequency_text,
    "duration": duration_text,
}
"""The names under which the templates use these functions."""
