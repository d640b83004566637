"""The term sheet under which a generated life can be played on the chain: options on the days on which they are used.

A life of the twin knows no windows: the sheet gets those that its events need. What no sheet may say is left out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from tests.twin.definitions import text
from tests.twin.generate_lives import Event, Life

PAYMENTS_UNKNOWN_AT_ISSUE = {"inflation", "kpi"}


@dataclass
class Script:
    """A sheet and the events that can be played under it."""

    life: Life
    terms: dict[str, Any]
    events: list[Event] = field(default_factory=list)
    windows: dict[date, Fraction] = field(default_factory=dict)  # price by day
    puts: dict[date, Fraction] = field(default_factory=dict)
    until: date | None = None  # of a make-whole

    def admit(self, name: str, arguments: tuple[Any, ...]) -> bool:
        """Whether the sheet can have the option that an event uses; then it has it."""
        if name not in ("call", "call_part", "settle_puts", "make_whole"):
            return True
        day = self._day_of(name, arguments)
        if not self.terms["issue_date"] < str(day) < self.terms["maturity_date"]:
            return False
        if name == "make_whole":
            self.until = None if self._pays_what_is_unknown() else day
            return self.until is not None
        days = self.puts if name == "settle_puts" else self.windows
        return bool(days.setdefault(day, arguments[-1]) == arguments[-1])

    def _pays_what_is_unknown(self) -> bool:
        unknown = PAYMENTS_UNKNOWN_AT_ISSUE & set(self.terms)
        return bool(unknown) or self.terms["coupon"]["kind"] == "floating"

    def _day_of(self, name: str, arguments: tuple[Any, ...]) -> date:
        """The day of repayment."""
        if name == "call_part":
            return self.life.bond.periods()[arguments[1] - 1].pay
        return self.life.bond.day(arguments[0])

    def complete(self) -> None:
        """Writes the options into the sheet."""
        if self.windows:
            partial = str(any(name == "call_part" for name, _ in self.events)).lower()
            rows = [{"from": str(day), "to": str(day), "price_percent": _percent(self.windows[day])}
                    for day in sorted(self.windows)]  # fmt: skip
            self.terms["call"] = {"windows": rows, "notice_days": "0", "partial": partial}
        if self.puts:
            dates = [{"date": str(day), "price_percent": _percent(self.puts[day])} for day in sorted(self.puts)]
            self.terms["put"] = {"dates": dates, "opens_days_before": "400", "closes_days_before": "0"}
        if self.until:
            bounds = {"minimum_percent": "0", "maximum_percent": "100"}
            self.terms["make_whole"] = {"until": str(self.until), "spread_percent": "0", "notice_days": "0", **bounds}


def script_of(life: Life) -> Script:
    """The sheet that lets a life's options be used on their days, and the events without those it cannot let."""
    terms = {key: value for key, value in life.bond.terms.items() if key != "put"} | {"prescription": {}}
    script = Script(life, terms)
    for name, arguments in life.events:
        if script.admit(name, arguments):
            script.events.append((name, arguments))
        elif name == "settle_puts":
            script.events.pop()  # its notice
    script.complete()
    return script


def _percent(price: Fraction) -> str:
    return text(price * 100, 2)
