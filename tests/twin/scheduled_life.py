"""A bond's life as it was planned, in exact arithmetic: units, fixings and payments on their dates."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from tests.twin import pricing
from tests.twin.calendars import HOLIDAYS
from tests.twin.holders import Move, holdings
from tests.twin.payouts import INTEREST, ISSUER, PRINCIPAL, Movement, PayingAgent, Payout
from tests.twin.principal import nearest
from tests.twin.schedule import Holidays, Period, Sheet, Terms, build


@dataclass
class ScheduledLife:
    """One bond: who holds it, what is still outstanding on a unit, what was funded and paid."""

    terms: Terms
    country: Mapping[str, str] = field(default_factory=dict)
    investor_class: Mapping[str, str] = field(default_factory=dict)
    holidays: Holidays = field(default_factory=lambda: HOLIDAYS)
    seen: dict[str, dict[str, str]] = field(default_factory=lambda: {"coupons": {}, "daily": {}, "kpi": {}})
    moves: list[Move] = field(default_factory=list)
    called: dict[int, tuple[Fraction, Fraction]] = field(default_factory=dict)  # with a payment: part of all, price
    notices: list[tuple[date, str, int]] = field(default_factory=list)
    payouts: dict[str, Payout] = field(default_factory=dict)
    ended: datetime | None = None  # called whole, or accelerated
    missed: int | None = None  # number of the payment, while in default
    vote_record: datetime | None = None  # of the vote on acceleration
    standstill: datetime | None = None  # last second of it
    claim: int = 0  # on one unit, once accelerated
    claimed: bool = False  # the principal that was due

    def __post_init__(self) -> None:
        self.sheet = Sheet(self.terms, self.holidays)
        self.zone = ZoneInfo(self.terms.get("timezone", "UTC"))
        self.agent = PayingAgent(self.terms.get("withholding", []), self.country, self.investor_class)
        self.now = datetime.min.replace(tzinfo=self.zone)
        self._planned: list[Period] | None = None  # until something is fixed

    # --- units

    def issue(self, at: datetime, allocated: Mapping[str, int]) -> list[Movement]:
        """Units against their issue price."""
        self._at(at)
        assert not self.moves
        assert sum(allocated.values()) == self.sheet.units
        price = nearest(self.sheet.face * Fraction(self.terms.get("issue_price_percent", "100")) / 100)
        self.moves = [Move(at, None, holder, units) for holder, units in allocated.items()]
        return [Movement(at, holder, ISSUER, units * price, "issue") for holder, units in allocated.items()]

    def transfer(self, at: datetime, giver: str, taker: str, units: int) -> list[Movement]:
        """Units change hands, without money of the bond."""
        self._at(at)
        assert 0 < units <= self.holdings(at).get(giver, 0), f"{giver} delivers more than it holds"
        self.moves.append(Move(at, giver, taker, units))
        return []

    def holdings(self, moment: datetime) -> dict[str, int]:
        """Who holds how many units at the end of a second."""
        return holdings(self.moves, moment)

    # --- scheduled payments

    def fix(self, at: datetime, kind: str, values: Mapping[str, str]) -> list[Movement]:
        """What was observed, late or not: it moves nothing, and nobody's units of record."""
        self._at(at)
        known = self.seen[kind]
        assert not set(values) & set(known), "fixed twice"
        known.update(values)
        self._planned = None
        return []

    def periods(self) -> list[Period]:
        """The schedule on what called parts have left: an instalment repays no more than is outstanding."""
        return [period for period, _ in self._periods_and_parts()]

    def _periods_and_parts(self) -> list[tuple[Period, int]]:
        """Every period, with the part of one unit that is called for its payment and is in its principal."""
        if self._planned is None:
            self._planned = build(self.sheet, self.seen)
        found: list[tuple[Period, int]] = []
        outstanding = self.sheet.face
        for period in self._planned:
            interest = pricing.coupon_on(self.sheet, period, outstanding)
            repaid, part = period.principal, 0
            if self.called:
                repaid = outstanding if period is self._planned[-1] else min(period.principal or 0, outstanding)
                share, _ = self.called.get(period.span.number, (Fraction(0), None))
                part = math.floor(share * (outstanding - repaid))
                repaid += part
            found.append((replace(period, outstanding=outstanding, interest=interest, principal=repaid), part))
            outstanding -= repaid or 0
        return found

    def _due(self) -> list[Period]:
        """The same with principal as it is paid: a called part at its price."""
        found = []
        for period, part in self._periods_and_parts():
            _, price = self.called.get(period.span.number, (None, Fraction(1)))
            paid = period.principal if period.principal is None else period.principal - part + nearest(part * price)
            found.append(replace(period, principal=paid))
        return found

    def pays_at(self, period: Period) -> datetime:
        """Payments may be made from the payment time of the payment date."""
        moment = time.fromisoformat(self.terms.get("payment_time", "09:00"))
        return datetime.combine(period.pay, moment, self.zone)

    def day(self, at: datetime) -> date:
        """The day of a moment in the bond's zone, without summer time."""
        local = at.astimezone(self.zone)
        return (local.replace(tzinfo=None) - (local.dst() or timedelta(0))).date()

    def fund(self, at: datetime, number: int) -> list[Movement]:
        """A scheduled payment, for the holders at its record time; interest must be fixed, on time or late."""
        self._at(at)
        period = self._due()[number - 1]
        if self.claimed and number == len(self.periods()):
            period = replace(period, principal=0)
        assert at > period.record, "who is paid is not known yet"
        assert self.ended is None or period.record < self.ended, "nothing is scheduled any more"
        assert period.interest is not None, "not fixed"
        assert period.principal is not None, "not fixed"
        interest = period.interest + self._default_interest(period, self.day(at))
        holders = self.holdings(period.record)
        return self._fund(at, Payout(str(number), self.pays_at(period), holders, interest, period.principal))

    def _default_interest(self, period: Period, paid: date) -> int:
        """On one unit, on all that is overdue of it: actual days over 365, downwards."""
        if "default" not in self.terms or paid <= period.pay:
            return 0
        assert period.interest is not None
        assert period.principal is not None
        rate = (period.rate or 0) + Fraction(self.terms["default"]["default_interest_percent"]) / 100
        return math.floor((period.interest + period.principal) * rate * (paid - period.pay).days / 365)

    def pay(self, at: datetime, name: str, holder: str) -> list[Movement]:
        """By push or by pull."""
        self._at(at)
        return self.agent.pay(self.payouts[name], at, holder)

    def refuse(self, holder: str) -> list[Movement]:
        """From now on the holder's account takes no money."""
        self.agent.refusing.add(holder)
        return []

    def release(self, at: datetime, name: str, holder: str) -> list[Movement]:
        """The holder can take money again and claims what was kept for it."""
        self._at(at)
        self.agent.refusing.discard(holder)
        return self.agent.release(self.payouts[name], at, holder)

    def prescribe(self, at: datetime, name: str) -> list[Movement]:
        """What has been unclaimed for too long returns to the issuer."""
        self._at(at)
        block = self.terms.get("prescription", {})
        years = {part: int(block.get(f"{part}_years", default)) for part, default in ((INTEREST, 5), (PRINCIPAL, 10))}
        return self.agent.prescribe(self.payouts[name], at, years)

    def _fund(self, at: datetime, payout: Payout) -> list[Movement]:
        assert payout.name not in self.payouts, "funded twice"
        self.payouts[payout.name] = payout
        return self.agent.fund(payout, at)

    def _at(self, at: datetime) -> None:
        assert at >= self.now, "time does not go back"
        self.now = at
