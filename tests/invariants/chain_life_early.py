"""What ends a generated life early, or troubles it, on the chain: options, default, acceleration, recovery."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from datetime import date, datetime
from fractions import Fraction

from tenor.deployment.bond_issue import is_fixed_later, is_partly_callable
from tenor.units import epoch_day
from tests.contracts.kinds import EVIDENCE, signed_run
from tests.invariants.chain_life import BILLION, ChainLife, stamp
from tests.twin.payouts import Movement


class WholeLife(ChainLife):
    """A life with everything that can happen to a bond. An event for which the chain wants a rate that nobody can know
    yet is left out: the twin's sheet knows it beforehand."""

    # --- options

    def play_call_part(self, at: datetime, number: int, percent: Fraction, price: Fraction) -> None:
        self.twin.call_part(at, number, percent, price)
        share = int(percent / 100 * BILLION)
        self.bond.callPart(self.annex, number, share, by=self.world.issuer, at=self.moment(at))

    def play_give_notice(self, at: datetime, holder: str, units: int, on: date) -> None:
        self.twin.give_notice(at, holder, units, on)
        day, actor = epoch_day(on), self.holders[holder]
        self.bond.givePutNotice(self.annex, day, units, by=actor, at=self.moment(at))

    def play_settle_puts(self, at: datetime, price: Fraction) -> None:
        today = self.twin.day(at)
        refusing = any(who in self.refusing for day, who, _ in self.twin.notices if day == today)
        if refusing or not self._rate_is_known(at):
            return
        name = f"early {len(self.twin.payouts)}"
        movements = self.twin.settle_puts(at, price)
        payout = self.twin.payouts[name]
        total = sum(payout.gross(key) for part in ("interest", "principal") for key in payout.keys(part))
        per_unit = math.floor(payout.interest) + payout.principal
        approval = signed_run(self.world, self.bond.nextRun(), per_unit, payout.units, total)
        putting = [self.holders[holder] for holder in payout.holders]
        agent, moment = self.world.paying_agent, self.moment(at)
        self.bond.redeemPuts(self.annex, epoch_day(today), putting, total, approval, by=agent, at=moment)
        for holder in payout.holders:
            movements += self.twin.pay(at, name, holder)
        self.book(movements)

    def play_call(self, at: datetime, price: Fraction) -> None:
        if self._may_end(at):
            self.bond.giveCallNotice(self.annex, stamp(at), by=self.world.issuer, at=self.world.now)
            self._end(at, lambda: self.twin.call(at, price))

    def play_make_whole(self, at: datetime, annual_yield: Fraction) -> None:
        if self._may_end(at):
            self.bond.giveMakeWholeNotice(self.annex, stamp(at), by=self.world.issuer, at=self.world.now)
            rate = int(annual_yield * BILLION)
            agent = self.world.calculator
            self.bond.fixReferenceYield(self.annex, rate, EVIDENCE, by=agent, at=stamp(at) + 1)
            self._end(at, lambda: self.twin.make_whole(at, annual_yield))

    def _end(self, at: datetime, end: Callable[[], list[Movement]]) -> None:
        """All is repaid: the coupon that is cut, and the principal."""
        name, moment = f"early {len(self.twin.payouts)}", stamp(at) + 1
        self.book(end())
        payout = self.twin.payouts[name]
        if not self.twin.sheet.zero:
            self.bond.confirmEnding(by=self.world.outsider, at=moment)
            self.numbers[name] = self.bond.couponCount()
            self._fund_coupon(moment, self.numbers[name], payout, 0)
        self._fund_redemption(moment, payout)

    def _may_end(self, at: datetime) -> bool:
        """A notice must lie before the end, and the rate be known at it."""
        return self._rate_is_known(at) and self.world.now < stamp(at)

    def _rate_is_known(self, at: datetime) -> bool:
        """Of the period whose record time comes next; one with targets is fixed, where its time has come."""
        if self.twin.sheet.zero or not is_fixed_later(self.schedule.terms):
            return True
        period = next(each for each in self.twin.periods() if each.record >= at)
        number = period.span.number
        detail = self.bond.couponDetail(number)
        if not detail["kind"] and not detail["targets"]:
            return True
        if is_partly_callable(self.schedule.terms) or self.bond.couponsFixed() < number - 1:
            return False
        if self.bond.couponsFixed() == number - 1:
            moment = max(self.world.now, detail["fixableFrom"])
            if period.interest is None or moment > stamp(at):
                return False
            self._confirm(moment, period, detail)
        return True

    # --- trouble

    def play_default(self, at: datetime, number: int) -> None:
        self.twin.default(at, number)
        self.bond.declareDefault(number, by=self.world.outsider, at=self.moment(at))

    def play_cure(self, at: datetime) -> None:
        self.twin.cure(at)
        self.bond.cure(by=self.world.outsider, at=self.moment(at))

    def play_accelerate(self, at: datetime, voters: Iterable[str]) -> None:
        moment, ballot = self.moment(at), self.bond.trouble()["acceleration"]
        if at < self.twin.pays_at(self.twin.periods()[-1]):
            self._rate_is_known(at)
        else:
            self.confirm(at, len(self.twin.periods()), funding=True)
        self.twin.accelerate(at, voters)
        for voter in voters:
            self.bond.vote(ballot, True, by=self.holders[voter], at=moment)  # noqa: FBT003 -- in favour
        self.bond.accelerate(by=self.world.outsider, at=moment)

    def play_recover(self, at: datetime, each: int) -> None:
        if self.twin.ended is None:
            return
        name = f"early {len(self.twin.payouts)}"
        self.book(self.twin.recover(at, each))
        units = self.twin.payouts[name].units
        approval = signed_run(self.world, self.bond.nextRun(), each, units, each * units)
        self.bond.distribute(each, approval, by=self.world.paying_agent, at=self.moment(at))
        self.recoveries.add(name)

    def play_redeem_claim(self, at: datetime) -> None:
        if self.twin.ended is None:
            return
        name = f"early {len(self.twin.payouts)}"
        self.book(self.twin.redeem_claim(at))
        self._fund_redemption(self.moment(at), self.twin.payouts[name])
