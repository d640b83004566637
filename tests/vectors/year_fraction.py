"""Year fractions from the definitions alone: the vectors that Python and Solidity must both meet.

Run as a program, this writes the file anew.
"""

from __future__ import annotations

import json
import random
from bisect import bisect_right
from calendar import isleap, monthrange
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

FILE = Path(__file__).with_suffix(".json")

ISDA, ICMA = "ACT/ACT-ISDA", "ACT/ACT-ICMA"
BOND, US, EUROPEAN, GERMAN = "30/360", "30/360-US", "30E/360", "30E/360-ISDA"
ACTUAL = ("ACT/365F", "ACT/360", ISDA, ICMA)
THIRTY = (BOND, US, EUROPEAN, GERMAN)

_ABOUT = (
    "Year fractions and days from start (included) to end (excluded); months of one regular period, "
    "notional dates counted from the anchor in both directions"
)
_DAY = timedelta(days=1)
_EPOCH = date(1970, 1, 1)  # the contracts know no day before it


@dataclass(frozen=True)
class Case:
    """A period and what its day count must know of the bond."""

    case: str
    day_count: str
    start: date
    end: date
    months: int = 6
    end_of_month: bool = False
    anchor: date = date(2025, 1, 15)
    maturity: date = date(2035, 1, 15)


def fraction_by_definition(case: Case) -> Fraction:
    """The period as a fraction of a year; the actual counts go over it day by day."""
    if case.day_count in THIRTY:
        return Fraction(days_by_definition(case), 360)
    if case.day_count == ISDA:
        return _weighed(Counter(366 if isleap(day.year) else 365 for day in _days(case)))
    if case.day_count == ICMA:
        return _weighed(_icma_weights(case))
    return Fraction(days_by_definition(case), {"ACT/365F": 365, "ACT/360": 360}[case.day_count])


def days_by_definition(case: Case) -> int:
    """Days of the period: those there are, or those of months of 30."""
    if case.day_count in ACTUAL:
        return sum(1 for _ in _days(case))
    if case.start == case.end:
        return 0
    (y1, m1, d1), (y2, m2, d2) = ((day.year, day.month, day.day) for day in (case.start, case.end))
    d1, d2 = _THIRTY_DAYS[case.day_count](case, d1, d2)
    return 360 * (y2 - y1) + 30 * (m2 - m1) + (d2 - d1)


def notional_date(case: Case, periods: int) -> date:
    """The date so many periods after the anchor, or before it: on the anchor's day or the month's last."""
    anchor = case.anchor
    year, month = divmod(anchor.year * 12 + anchor.month - 1 + periods * case.months, 12)
    last = monthrange(year, month + 1)[1]
    to_the_last = case.end_of_month and _is_last(anchor)
    return date(year, month + 1, last if to_the_last else min(anchor.day, last))


def notional_dates(case: Case) -> list[date]:
    """All notional dates from the last on or before the start to the first after the end."""
    around = abs(case.anchor.year - case.start.year) + abs(case.anchor.year - case.end.year) + 2
    periods = around * 12 // case.months
    dates = [notional_date(case, number) for number in range(-periods, periods + 1)]
    return dates[bisect_right(dates, case.start) - 1 : bisect_right(dates, case.end) + 1]


def _days(case: Case) -> Iterator[date]:
    return (case.start + number * _DAY for number in range((case.end - case.start).days))


def _weighed(lengths: Counter[int]) -> Fraction:
    """The sum of so many days of each length of a year, a day being one over it."""
    return sum((Fraction(count, length) for length, count in lengths.items()), Fraction())


def _icma_weights(case: Case) -> Counter[int]:
    """How many days are one over so many: the days of their notional period times the periods of a year."""
    dates, frequency = notional_dates(case), 12 // case.months
    places = (bisect_right(dates, day) for day in _days(case))
    return Counter(frequency * (dates[place] - dates[place - 1]).days for place in places)


def _is_last(day: date) -> bool:
    return (day + _DAY).day == 1


def _ends_february(day: date) -> bool:
    return _is_last(day) and day.month == 2


def _bond_basis(_: Case, d1: int, d2: int) -> tuple[int, int]:
    d1 = min(d1, 30)
    return d1, (min(d2, 30) if d1 == 30 else d2)


def _us(case: Case, d1: int, d2: int) -> tuple[int, int]:
    if _ends_february(case.start):
        return 30, (30 if d2 == 31 or _ends_february(case.end) else d2)
    return _bond_basis(case, d1, d2)


def _european(_: Case, d1: int, d2: int) -> tuple[int, int]:
    return min(d1, 30), min(d2, 30)


def _german(case: Case, d1: int, d2: int) -> tuple[int, int]:
    stays = _ends_february(case.end) and case.end == case.maturity
    return (30 if _is_last(case.start) else d1), (30 if _is_last(case.end) and not stays else d2)


_THIRTY_DAYS = {BOND: _bond_basis, US: _us, EUROPEAN: _european, GERMAN: _german}


def _traps() -> Iterator[Case]:
    """What costs money when it is got wrong."""
    for eom, name in ((False, "from the anchor"), (True, "with end of month")):
        start, end = date(1999, 11, 30), date(2000, 4, 30)
        yield Case(f"long last period {name}", ICMA, start, end, 3, end_of_month=eom, anchor=start)
    autumn, february = date(2025, 8, 31), date(2026, 2, 28)
    for rule in THIRTY:
        yield Case("31 August to 28 February", rule, autumn, february)
        yield Case("28 February to 31 August", rule, february, date(2026, 8, 31))
        yield Case("28 February to 29 February", rule, date(2023, 2, 28), date(2024, 2, 29))
        yield Case("29 February to 28 February", rule, date(2024, 2, 29), date(2025, 2, 28))
        yield Case("28 February of a leap year", rule, date(2024, 2, 28), date(2024, 3, 31))
        yield Case("30 January to 31 March", rule, date(2025, 1, 30), date(2025, 3, 31))
        yield Case("29 January to 31 March", rule, date(2025, 1, 29), date(2025, 3, 31))
        yield Case("30 to 31 of a month", rule, date(2025, 1, 30), date(2025, 1, 31))
        for maturity in (date(2026, 2, 28), date(2026, 8, 31)):
            yield Case("end at the end of February", rule, autumn, february, maturity=maturity)
            yield Case("no days at the end of February", rule, february, february, maturity=maturity)
            yield Case("from a maturity in February", rule, february, autumn.replace(year=2026), maturity=maturity)
        yield Case("maturity on the 31st", rule, february, date(2026, 8, 31), maturity=date(2026, 8, 31))


def _papers() -> Iterator[Case]:
    """The examples of ISDA's paper of 1998 on EMU and market conventions."""
    regular = Case("semi-annual", ISDA, date(2003, 11, 1), date(2004, 5, 1), 6, anchor=date(2004, 5, 1))
    yield from (regular, replace(regular, day_count=ICMA), replace(regular, day_count="ACT/365F"))
    short = Case("short first", ICMA, date(1999, 2, 1), date(1999, 7, 1), 12, anchor=date(2000, 7, 1))
    yield from (short, replace(short, day_count=ISDA), replace(short, start=short.end, end=short.anchor))
    long = Case("long first", ICMA, date(2002, 8, 15), date(2003, 7, 15), 6, anchor=date(2004, 1, 15))
    yield from (long, replace(long, day_count=ISDA))
    last = Case("short last", ICMA, date(2000, 1, 30), date(2000, 6, 30), 6, anchor=date(1999, 7, 30))
    yield from (last, replace(last, day_count=ISDA), replace(last, start=last.anchor, end=last.start))


def _edges() -> Iterator[Case]:
    """Ends of years, of centuries and of what can be counted."""
    for rule in (*ACTUAL, *THIRTY):
        for year in (1970, 2023, 2024, 2099, 2100, 2400):
            yield Case("a calendar year", rule, date(year, 1, 1), date(year + 1, 1, 1), 12)
            yield Case("a year from March", rule, date(year, 3, 1), date(year + 1, 3, 1), 3)
        yield Case("no days", rule, date(2024, 2, 29), date(2024, 2, 29))
        yield Case("the last day of a year", rule, date(2024, 12, 31), date(2025, 1, 1))
        yield Case("the leap day", rule, date(2024, 2, 29), date(2024, 3, 1), 1, anchor=date(2024, 3, 31))
        yield Case("four centuries", rule, date(1970, 1, 1), date(2370, 1, 1), 1, anchor=date(2011, 8, 31))
    early = Case("a period from before the first day", ICMA, _EPOCH, date(1970, 1, 9), 12, anchor=date(1970, 1, 15))
    yield from (early, replace(early, anchor=date(2020, 2, 29), end=date(1972, 1, 1)))


def _regular() -> Iterator[Case]:
    """One period of every frequency from anchors that some months do not have."""
    for day in (date(2024, 2, 29), date(2023, 2, 28), date(2025, 4, 30), date(2025, 5, 31), date(2025, 1, 29)):
        for months in (12, 6, 3, 1):
            for eom in (False, True):
                frame = Case("regular", ICMA, day, day, months, end_of_month=eom, anchor=day)
                for number in (-25, -1, 0, 11):
                    start, end = (notional_date(frame, number + step) for step in (0, 1))
                    yield replace(frame, start=start, end=end)


def _sample() -> Iterator[Case]:
    """A fixed sample of plain cases: from about one notional date to about another, ends of months often."""
    draw = random.Random(251)  # noqa: S311 -- the same sample every time, nobody's secret
    for _ in range(60):
        for rule in (*ACTUAL, *THIRTY):
            anchor = date(2000, 1, 1) + draw.randrange(40_000) * _DAY
            if draw.random() < 0.6:
                anchor = anchor.replace(day=monthrange(anchor.year, anchor.month)[1] - draw.choice((0, 0, 1, 2)))
            months = draw.choice((12, 6, 3, 1))
            frame = Case("sample", rule, anchor, anchor, months, end_of_month=draw.random() < 0.5, anchor=anchor)
            first = draw.randint(-8, 8) * 12 // months
            start, end = (notional_date(frame, first + step) for step in (0, draw.randint(1, 4)))
            start, end = (day + draw.choice((0, 0, 1, 2, 3, -1, draw.randint(-40, 40))) * _DAY for day in (start, end))
            start, end = sorted((start, end))
            yield replace(frame, start=start, end=end, maturity=draw.choice((end, end + 366 * _DAY)))


def cases() -> list[Case]:
    """All cases: those worth naming, then the sample."""
    return [*_traps(), *_papers(), *_edges(), *_regular(), *_sample()]


def vector_cases() -> list[dict[str, object]]:
    """The cases of the file, each with its days and its year fraction."""
    return [_row(case) for case in cases()]


def case_of(row: dict[str, object]) -> Case:
    """The case of a line of the file."""
    fields = {key: row[key] for key in Case.__annotations__}
    dates = {key: date.fromisoformat(str(row[key])) for key in ("start", "end", "anchor", "maturity")}
    return Case(**{**fields, **dates})  # type: ignore[arg-type]


def _row(case: Case) -> dict[str, object]:
    fraction = fraction_by_definition(case)
    fields = {key: getattr(case, key) for key in Case.__annotations__}
    fields = {key: value.isoformat() if isinstance(value, date) else value for key, value in fields.items()}
    result = {"days": days_by_definition(case), "numerator": fraction.numerator, "denominator": fraction.denominator}
    return fields | result


def write() -> None:
    """Write the file, one case a line."""
    lines = ",\n".join(f"    {json.dumps(row)}" for row in vector_cases())
    FILE.write_text(f'{{\n  "about": {json.dumps(_ABOUT)},\n  "cases": [\n{lines}\n  ]\n}}\n', encoding="utf-8")


if __name__ == "__main__":
    write()
