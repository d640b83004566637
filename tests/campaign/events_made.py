"""Events on bonds made by hand: what tests of their refusals share."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from tenor.campaign import events
from tenor.files.problems import Problem
from tests.campaigns import ZONE

Case = tuple[tuple[events.Event, ...], str, str]
"""The events, the field of the last of them that is wrong, and what is said of it."""

CALL = {
    "windows": [{"from": "2024-07-15", "to": "2026-12-15", "price_percent": "101"}],
    "notice_days": "30",
    "partial": "true",
}
ZERO = {"coupon": {"kind": "zero", "day_count": "ACT/365F"}, "issue_price_percent": "88"}


def at(text: str) -> datetime:
    """A moment of the campaign's time zone; ten in the morning where only the day is said."""
    return datetime.fromisoformat(text if "T" in text else f"{text}T10:00").replace(tzinfo=ZoneInfo(ZONE))


def shown(problems: list[Problem], happened: tuple[events.Event, ...]) -> tuple[int, str, str]:
    """How many problems, and the field of the last event with what is said of it."""
    first = problems[0]
    assert first.field[:2] == ("events", len(happened) - 1), first
    return len(problems), str(first.field[2]), first.what
