"""Each bank's day: what was booked, withdrawn, sent and received, what it then owes, and its token's supply."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tenor.money.books import Books, Entry, Kind

_RISES = (Kind.BOOKED, Kind.RECEIVED, Kind.INTEREST, Kind.LENT)
_FALLS = (Kind.WITHDRAWN, Kind.SENT, Kind.REPAID)


@dataclass(slots=True)
class BankDay:
    """One day of one bank [minor].

    Attributes:
        day: in the zone asked for.
        token: its money.
        opening: what it owes when the day begins.
        moved: by kind; between customers too, which changes nothing that it owes.
        supply: of its token when the day ends, by transfers alone.
    """

    day: date
    token: str
    opening: int
    moved: dict[Kind, int] = field(default_factory=lambda: defaultdict(int))
    supply: int = 0

    @property
    def liability(self) -> int:
        """What it owes when the day ends, by what was booked, withdrawn, sent, received, credited and lent."""
        return self.opening + sum(self.moved[kind] for kind in _RISES) - sum(self.moved[kind] for kind in _FALLS)


def days_of(books: Books, zone: str = "UTC") -> list[BankDay]:
    """Every day of every bank on which its money moved, bank by bank, central-bank money first."""
    return [day for token in books.entries for day in _days(books, token, ZoneInfo(zone))]


def liability_course(books: Books, token: str) -> list[tuple[int, int]]:
    """What a bank owes after each second in which that changed [s], [minor]."""
    course: dict[int, int] = {}
    owed = 0
    for entry in books.entries[token]:
        if entry.change:
            owed += entry.change
            course[entry.leg.event.timestamp] = owed
    return list(course.items())


def _days(books: Books, token: str, zone: ZoneInfo) -> Iterator[BankDay]:
    days: dict[date, list[Entry]] = defaultdict(list)
    for entry in books.entries[token]:
        days[datetime.fromtimestamp(entry.leg.event.timestamp, zone).date()].append(entry)
    owed = supply = 0
    for day, entries in days.items():
        told = BankDay(day, token, owed)
        for entry in entries:
            told.moved[entry.kind] += entry.leg.amount
            supply += entry.change
        told.supply = supply
        owed = told.liability
        yield told
