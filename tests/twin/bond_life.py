"""A whole bond life in exact arithmetic, event by event: each method is an event and returns the money it moves.

Times are wall-clock times with the bond's own zone and never go back. Who held what at a moment is always found anew
from all moves of units up to the end of that second, so no later event can change it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

from tests.twin import pricing
from tests.twin.dates import Refused
from tests.twin.holders import Move
from tests.twin.payouts import Movement, Payout
from tests.twin.principal import nearest
from tests.twin.schedule import Period, indexed
from tests.twin.scheduled_life import ScheduledLife


@dataclass
class BondLife(ScheduledLife):
    """One bond, with all that may end its life early or trouble it."""

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
        return self._whole(at, period, self._repaid(period, price), self.holdings(at))

    def make_whole(self, at: datetime, annual_yield: Fraction) -> list[Movement]:
        """All units are repaid at the greater of par and present value, with interest accrued."""
        period = self._quiet(at)
        assert self.day(at) < period.pay, "what is paid on that day is not in the value any more"
        principal = pricing.make_whole(self.sheet, self._due(), self.day(at), annual_yield)
        self.ended = at
        return self._whole(at, period, principal, self.holdings(at))

    def give_notice(self, at: datetime, holder: str, units: int, on: date) -> list[Movement]:
        """A holder puts some units, between the opening and the closing of the window of that date."""
        self._at(at)
        block = self.terms["put"]
        opens, closes = (on - timedelta(days=int(block[f"{each}_days_before"])) for each in ("opens", "closes"))
        assert opens <= self.day(at) <= closes, "outside the window"
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
            if day == self.day(at):
                putting[holder] = min(putting.get(holder, 0) + units, held.get(holder, 0))
        putting = {holder: units for holder, units in putting.items() if units}
        self.moves += [Move(at, holder, None, units) for holder, units in putting.items()]
        return self._whole(at, period, self._repaid(period, price), putting)

    def _repaid(self, period: Period, price: Fraction) -> int:
        """Principal of one unit at a price: what is outstanding, by the index where one is followed."""
        principal = period.outstanding
        if "inflation" in self.terms:
            assert period.ratio is not None, "the ratio is not known"
            principal = indexed(self.terms["inflation"], principal, period.ratio) or 0
        return nearest(principal * price)

    def _whole(self, at: datetime, period: Period, principal: int, holders: Mapping[str, int]) -> list[Movement]:
        known = self.sheet.zero or period.rate is not None or self.day(at) <= period.span.first
        assert known, "the rate is not known"
        interest = pricing.accrued_due(self.sheet, period, self.day(at), period.outstanding)
        return self._early(at, interest, principal, holders)

    def _early(self, at: datetime, interest: Fraction, principal: int, holders: Mapping[str, int]) -> list[Movement]:
        return self._fund(at, Payout(f"early {len(self.payouts)}", at, dict(holders), interest, principal))

    def _quiet(self, at: datetime) -> Period:
        """The period whose record time comes next; no coupon may be between its record time and its payment."""
        self._at(at)
        assert self.ended is None, "all is repaid"
        periods = self.periods()
        assert at < self.pays_at(periods[-1]), "all is repaid by now"
        if self.sheet.zero:
            return periods[-1]
        assert not any(period.record < at < self.pays_at(period) for period in periods), "a coupon is under way"
        return next(period for period in periods if period.record >= at)

    # --- trouble

    def default(self, at: datetime, number: int) -> list[Movement]:
        """A payment missed past its days of grace is an event of default; who holds now votes on acceleration."""
        self._at(at)
        grace = timedelta(days=int(self.terms["default"]["grace_days"]))
        assert self.missed is None, "a default stands"
        assert str(number) not in self.payouts, "it was paid"
        due = self.pays_at(self.periods()[number - 1]).astimezone(UTC)
        assert at.astimezone(UTC) > due + grace, "the grace period runs"
        self.missed, self.vote_record = number, at
        return []

    def renew(self, at: datetime) -> list[Movement]:
        """The vote is opened anew for who holds now, once it is older than 30 days."""
        self._at(at)
        assert self.missed is not None
        assert self.ended is None
        assert self.vote_record is not None
        assert at > self.vote_record + timedelta(days=30), "the vote is not old enough"
        self.vote_record = at
        return []

    def cure(self, at: datetime) -> list[Movement]:
        """The missed payment is made after all: the default and its vote end, and so does a standstill."""
        self._at(at)
        assert self.ended is None, "all is due"
        assert str(self.missed) in self.payouts, "it is still missed"
        self.missed, self.vote_record, self.standstill = None, None, None
        return []

    def stand_still(self, at: datetime, until: datetime) -> list[Movement]:
        """Holders consented to wait."""
        self._at(at)
        assert self.missed is not None
        self.standstill = until
        return []

    def accelerate(self, at: datetime, voters: Iterable[str]) -> list[Movement]:
        """Holders of enough units at the vote's record time make due, with interest, what is not owed to others."""
        self._at(at)
        assert self.missed is not None
        assert self.vote_record is not None
        assert self.ended is None, "all is due"
        assert str(self.missed) not in self.payouts, "it was paid"
        assert self.standstill is None or at > self.standstill, "holders wait"
        assert at > self.vote_record, "who may vote is not known yet"
        held = self.holdings(self.vote_record)
        votes, needed = sum(held.get(voter, 0) for voter in set(voters)), self.terms["default"]["acceleration_percent"]
        assert votes * 100 >= Fraction(needed) * sum(held.values()), "too few vote for it"
        if at >= self.pays_at(self.periods()[-1]):
            return self._claim_what_is_due(at)
        period = next((period for period in self.periods() if period.record >= at), None)
        assert period is not None, "all is owed to holders of record"
        known = self._with_known_rate(period, self.day(at))
        interest = pricing.accrued_of(self.sheet, known, self.day(at), period.outstanding)
        repaid: int | None = period.outstanding
        if "inflation" in self.terms:
            repaid = indexed(self.terms["inflation"], period.outstanding, known.ratio)
        self.ended, self.claim = at, math.floor((repaid or 0) + interest)
        return []

    def _claim_what_is_due(self, at: datetime) -> list[Movement]:
        """After maturity the principal is due already: it is the claim, with default interest to that day."""
        last = self._with_known_rate(self.periods()[-1], self.day(at))
        principal = last.outstanding
        if "inflation" in self.terms:
            principal = indexed(self.terms["inflation"], principal, last.ratio) or 0
        late = self._default_interest(replace(last, interest=Fraction(0), principal=principal), self.day(at))
        self.ended, self.claim, self.claimed = at, principal + late, True
        return []

    def _with_known_rate(self, period: Period, day: date) -> Period:
        """A period that is not fixed yet at the rate and ratio of the one before; at none before the first."""
        for each in reversed(self.periods()[: period.span.number]):
            unsettled = each.span.notional_start > day and self._has_targets(each)
            if each.rate is not None and each.ratio is not None and not unsettled:
                return replace(period, rate=each.rate, ratio=each.ratio)
        return replace(period, rate=Fraction(0), ratio=Fraction(1))

    def _has_targets(self, period: Period) -> bool:
        starts = [date.fromisoformat(each["applies_from"]) for each in self.terms.get("kpi", [])]
        return any(start <= period.span.notional_start for start in starts)

    def recover(self, at: datetime, each: int) -> list[Movement]:
        """A distribution: the same whole amount on every unit that somebody holds now."""
        self._at(at)
        assert 0 < each <= self.claim, "more than the claim, or nothing"
        self.claim -= each
        return self._early(at, Fraction(0), each, self.holdings(at))

    def redeem_claim(self, at: datetime) -> list[Movement]:
        """The rest of the claim is paid, and all units end with it."""
        self._at(at)
        assert self.ended is not None
        due = [period for period in self.periods() if period.record < self.ended and not self.sheet.zero]
        assert all(str(period.span.number) in self.payouts for period in due), "payments are still missed"
        held, rest = self.holdings(at), self.claim
        self.moves += [Move(at, holder, None, units) for holder, units in held.items()]
        self.claim = 0
        return self._early(at, Fraction(0), rest, held)

    def consents(self, at: datetime, record: datetime, ballots: Mapping[str, bool]) -> bool:
        """A vote by the holdings of its record time: a quorum of all units, and a majority of the votes cast."""
        self._at(at)
        assert record < at
        held, rule = self.holdings(record), self.terms["consent"]
        cast = sum(held.get(voter, 0) for voter in ballots)
        in_favour = sum(held.get(voter, 0) for voter, yes in ballots.items() if yes)
        quorum = cast * 100 >= Fraction(rule["quorum_percent"]) * sum(held.values())
        return quorum and in_favour * 100 >= Fraction(rule["majority_percent"]) * cast
