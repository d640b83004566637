"""A whole bond life in exact arithmetic, event by event: each method is an event and returns the money it moves.

Times are wall-clock times with the bond's own zone and never go back. Who held what at a moment is always found anew
from all moves of units up to the end of that second, so no later event can change it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from tests.twin import pricing
from tests.twin.calendars import HOLIDAYS
from tests.twin.dates import Refused
from tests.twin.holders import Move, holdings
from tests.twin.payouts import INTEREST, ISSUER, PRINCIPAL, Movement, PayingAgent, Payout
from tests.twin.principal import nearest
from tests.twin.schedule import Holidays, Period, Sheet, Terms, build


@dataclass
class BondLife:
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
    in_default: bool = False
    claim: int = 0  # on one unit, once accelerated

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

    def pays_at(self, period: Period) -> datetime:
        """Payments may be made from the payment time of the payment date."""
        moment = time.fromisoformat(self.terms.get("payment_time", "09:00"))
        return datetime.combine(period.pay, moment, self.zone)

    def fund(self, at: datetime, number: int) -> list[Movement]:
        """A scheduled payment, for the holders at its record time; interest must be fixed, on time or late."""
        self._at(at)
        period, part = self._periods_and_parts()[number - 1]
        assert at > period.record, "who is paid is not known yet"
        assert self.ended is None or period.record < self.ended, "nothing is scheduled any more"
        assert period.interest is not None, "not fixed"
        assert period.principal is not None, "not fixed"
        _, price = self.called.get(number, (None, Fraction(1)))
        interest = period.interest + self._default_interest(period, at.astimezone(self.zone).date())
        principal = period.principal - part + nearest(part * price)
        holders = self.holdings(period.record)
        return self._fund(at, Payout(str(number), self.pays_at(period), holders, interest, principal))

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

    # --- before its time

    def call_part(self, at: datetime, number: int, percent: Fraction, price: Fraction) -> list[Movement]:
        """A percentage of what a payment leaves of every unit is called, to be repaid with it."""
        self._at(at)
        assert self.ended is None, "all is repaid"
        assert not {"inflation"} & set(self.terms), "an inflation-linked bond has no partial call"
        assert self.terms.get("amortisation", {}).get("kind") != "annuity", "an annuity has no partial call"
        assert at <= self.periods()[number - 1].record, "who is paid is known already"
        assert number not in self.called, "called already"
        self.called[number] = (percent / 100, price)
        period, part = self._periods_and_parts()[number - 1]
        if not 0 < part < period.outstanding - (period.principal or 0) + part:
            del self.called[number]
            raise Refused("a part is more than nothing and less than all")
        return []

    def call(self, at: datetime, price: Fraction) -> list[Movement]:
        """All units are repaid at a price of the outstanding, with interest accrued."""
        period = self._quiet(at)
        self.ended = at
        return self._whole(at, period, nearest(period.outstanding * price), self.holdings(at))

    def make_whole(self, at: datetime, annual_yield: Fraction) -> list[Movement]:
        """All units are repaid at the greater of par and present value, with interest accrued."""
        period = self._quiet(at)
        principal = pricing.make_whole(self.sheet, self.periods(), at.date(), annual_yield)
        self.ended = at
        return self._whole(at, period, principal, self.holdings(at))

    def give_notice(self, at: datetime, holder: str, units: int, on: date) -> list[Movement]:
        """A holder puts some units, between the opening and the closing of the window of that date."""
        self._at(at)
        block = self.terms["put"]
        opens, closes = (on - timedelta(days=int(block[f"{each}_days_before"])) for each in ("opens", "closes"))
        assert opens <= at.date() <= closes, "outside the window"
        told = sum(each for day, who, each in self.notices if (day, who) == (on, holder))
        assert told + units <= self.holdings(at).get(holder, 0)
        self.notices.append((on, holder, units))
        return []

    def settle_puts(self, at: datetime, price: Fraction) -> list[Movement]:
        """Units put for this day are repaid and end; what a holder sold meanwhile it cannot put."""
        period = self._quiet(at)
        held = self.holdings(at)
        putting: dict[str, int] = {}
        for day, holder, units in self.notices:
            if day == at.date():
                putting[holder] = min(putting.get(holder, 0) + units, held.get(holder, 0))
        putting = {holder: units for holder, units in putting.items() if units}
        self.moves += [Move(at, holder, None, units) for holder, units in putting.items()]
        return self._whole(at, period, nearest(period.outstanding * price), putting)

    def _whole(self, at: datetime, period: Period, principal: int, holders: Mapping[str, int]) -> list[Movement]:
        interest = pricing.accrued_due(self.sheet, period, at.date(), period.outstanding)
        return self._early(at, interest, principal, holders)

    def _early(self, at: datetime, interest: Fraction, principal: int, holders: Mapping[str, int]) -> list[Movement]:
        return self._fund(at, Payout(f"early {len(self.payouts)}", at, dict(holders), interest, principal))

    def _quiet(self, at: datetime) -> Period:
        """The current period; no coupon may be between its record time and its payment."""
        self._at(at)
        assert self.ended is None, "all is repaid"
        assert not any(period.record < at < self.pays_at(period) for period in self.periods()), "a coupon is under way"
        return pricing.current(self.periods(), at.date())

    # --- trouble

    def default(self, at: datetime, number: int) -> list[Movement]:
        """A payment still missed after its days of grace is an event of default."""
        self._at(at)
        grace = timedelta(days=int(self.terms["default"]["grace_days"]))
        assert str(number) not in self.payouts, "it was paid"
        assert at > self.pays_at(self.periods()[number - 1]) + grace, "the grace period runs"
        self.in_default = True
        return []

    def accelerate(self, at: datetime, voters: Iterable[str]) -> list[Movement]:
        """Holders of enough units make due at once, with interest accrued, all that is not owed to others of record."""
        self._at(at)
        assert self.in_default
        held = self.holdings(at)
        votes, needed = sum(held.get(voter, 0) for voter in set(voters)), self.terms["default"]["acceleration_percent"]
        assert votes * 100 >= Fraction(needed) * sum(held.values()), "too few vote for it"
        period = next((period for period in self.periods() if period.record >= at), None)
        assert period is not None, "all is owed to holders of record"
        interest = pricing.accrued_of(self.sheet, period, at.date(), period.outstanding)
        self.ended, self.claim = at, math.floor(period.outstanding + interest)
        return []

    def recover(self, at: datetime, amount: int) -> list[Movement]:
        """A distribution: the same whole amount on every unit; what does not divide is refused."""
        self._at(at)
        held = self.holdings(at)
        each = min(amount // sum(held.values()), self.claim)
        self.claim -= each
        return self._early(at, Fraction(0), each, held)

    def consents(self, at: datetime, record: datetime, ballots: Mapping[str, bool]) -> bool:
        """A vote by the holdings of its record time: a quorum of all units, and a majority of the votes cast."""
        self._at(at)
        assert record < at
        held, rule = self.holdings(record), self.terms["consent"]
        cast = sum(held.get(voter, 0) for voter in ballots)
        in_favour = sum(held.get(voter, 0) for voter, yes in ballots.items() if yes)
        quorum = cast * 100 >= Fraction(rule["quorum_percent"]) * sum(held.values())
        return quorum and in_favour * 100 >= Fraction(rule["majority_percent"]) * cast

    def _fund(self, at: datetime, payout: Payout) -> list[Movement]:
        assert payout.name not in self.payouts, "funded twice"
        self.payouts[payout.name] = payout
        return self.agent.fund(payout, at)

    def _at(self, at: datetime) -> None:
        assert at >= self.now, "time does not go back"
        self.now = at
