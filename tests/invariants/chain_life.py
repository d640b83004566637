"""A generated life played on the chain, beside the twin that foretells every movement of money.

The twin is driven by what the chain does: the chain pays a holder everything that is due at once, so the twin pays it
every payout that is. After each event holders, tax and the bond must have what the twin says.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from typing import Any

from tenor.chain.connection import Chain
from tenor.deployment.annex import encode_annex
from tenor.deployment.bond_issue import bond_issue, is_fixed_later
from tenor.parties import Actor
from tenor.schedule.build import build_schedule
from tenor.schedule.document import terms_of
from tenor.schedule.observations import Observations
from tests.contracts.kinds import EVIDENCE, roles_of, signed_run
from tests.contracts.support import Deployed
from tests.contracts.world import INSTITUTIONAL, MONEY_ONLY, PROFESSIONAL, RETAIL, World
from tests.invariants.life_terms import script_of
from tests.twin import rates
from tests.twin.bond_life import BondLife
from tests.twin.generate_lives import CLASS, COUNTRY, HOLDERS, Event, Life
from tests.twin.payouts import AGENT, INTEREST, PRINCIPAL, TAX, Movement, Payout
from tests.twin.schedule import Period

FOR_EVER = 2**39  # [s]
COUNTRIES = {"BE": 56, "DE": 276, None: 344}  # ISO 3166-1
CLASSES = {"professional": PROFESSIONAL, "retail": RETAIL, None: INSTITUTIONAL}
BILLION = 10**9
MOVING_NOTHING = {"issue", "transfer", "fix", "refuse", "give_notice", "call_part", "default", "accelerate", "cure"}


def settled_world(world: World) -> World:
    """The world with everybody verified for ever and money that is never short."""
    for wallet in (world.issuer, world.paying_agent):
        world.register(wallet, validUntil=FOR_EVER)
    for name, actor in holders_of(world).items():
        country, kind = COUNTRIES[COUNTRY.get(name)], CLASSES[CLASS.get(name)]
        world.register(actor, country=country, investorClass=kind, validUntil=FOR_EVER)
    world.mint(world.paying_agent, 2**60)
    return world


def holders_of(world: World) -> dict[str, Actor]:
    """Who plays whom."""
    return dict(zip(HOLDERS, (world.investor_a, world.investor_b, world.investor_c, world.outsider), strict=True))


class ChainLife:
    """One bond on the chain and its twin."""

    def __init__(self, world: World, life: Life) -> None:
        script = script_of(life)
        self.events = script.events
        self.twin = BondLife(script.terms, COUNTRY, CLASS)
        self.schedule = build_schedule(terms_of(script.terms), Observations())
        self.annex = encode_annex(self.schedule.terms)
        self.holders = holders_of(world)
        self.world = self._create(world)
        self.bond = self.world.bond
        self.got: Counter[str] = Counter()  # by holder, tax office and agent [minor]
        self.refusing: set[str] = set()
        self.numbers: dict[str, int] = {}  # of a payout of coupons: the number of its coupon
        self.recoveries: set[str] = set()
        self.targets: set[int] = set()  # proposed, or missed for good
        self.before = dict(zip(self.holders, self._balances(*self.holders.values()), strict=True))

    def _create(self, world: World) -> World:
        issue = bond_issue(self.schedule, world.cash.wallet, world.dvp.wallet, roles_of(world))
        issued_at = stamp(next(arguments[0] for name, arguments in self.events if name == "issue"))
        issue = replace(issue, terms={**issue.terms, "issueTime": issued_at})
        bond = Deployed(world.chain, "Bond", world.factory.predictBond(*issue.arguments))
        world.factory.createBond(*issue.arguments, by=world.issuer)
        world.register(bond, investorClass=MONEY_ONLY, validUntil=FOR_EVER)
        world.cash.approve(bond, 2**63, by=world.paying_agent)
        found = replace(world, bond=bond, schedule=self.schedule)
        for row in self.schedule.terms.withholding:
            country = COUNTRIES[row.country] if row.country else 0
            kind = CLASSES[row.investor_class] if row.investor_class else 0
            bond.setWithholding(country, kind, int(row.share * BILLION), by=world.issuer)
        return found

    def moment(self, at: datetime) -> int:
        """When the chain can act: a fixing that could only be observed later may have held it up [s]."""
        return max(stamp(at), self.world.now)

    def play(self) -> None:
        """Every event; the same money after each."""
        for event in self.events:
            self._play(event)
            if event[0] not in MOVING_NOTHING:
                self.compare(event)
        held = sum(self.bond.taxHeld(country) for country in (0, *COUNTRIES.values()))
        assert held == self.got[TAX]

    def _play(self, event: Event) -> None:
        name, arguments = event
        getattr(self, f"play_{name}")(*arguments)

    def compare(self, event: Event) -> None:
        """Holders, tax and the bond have what the twin says."""
        found = dict(zip([*self.holders, "bond"], self._balances(*self.holders.values(), self.bond), strict=True))
        paid = {name: self.before[name] + self.got[name] for name in self.holders}
        assert found == {**paid, "bond": self.got[AGENT] + self.got[TAX]}, event

    def _balances(self, *wallets: object) -> list[int]:
        """What wallets have, asked for at once."""
        cash = self.world.cash
        return balances(self.world.chain, cash.wallet, [cash.data("balanceOf", each) for each in wallets])

    def book(self, movements: list[Movement]) -> None:
        """What the twin moves; the rest of rounding is fetched from the bond."""
        for row in movements:
            self.got[row.payer] -= row.amount
            self.got[row.payee] += row.amount
            name, _, what = row.what.partition(" rest of ")
            if what and name in self.numbers:
                self.bond.returnRounding(self.numbers[name], by=self.world.outsider)

    # --- units and fixings

    def play_issue(self, at: datetime, allocated: dict[str, int]) -> None:
        self.twin.issue(at, allocated)
        for name, units in allocated.items():
            self.bond.mint(self.holders[name], units, by=self.world.issuer, at=stamp(at))

    def play_transfer(self, at: datetime, giver: str, taker: str, units: int) -> None:
        if at > self.twin.periods()[-1].record or self.twin.ended:
            return  # the principal goes to who holds when it is redeemed: the twin knows holders of record only
        self.twin.transfer(at, giver, taker, units)
        self.bond.transfer(self.holders[taker], units, by=self.holders[giver], at=self.moment(at))

    def play_fix(self, at: datetime, kind: str, values: dict[str, str]) -> None:
        if kind == "kpi":
            settled = [self.schedule.terms.targets[index].name for index in self.targets]
            values = {name: value for name, value in values.items() if name not in settled}
        if values:
            self.twin.fix(at, kind, values)
        self.confirm(at, len(self.twin.periods()))

    def confirm(self, at: datetime, last: int, *, funding: bool = False) -> None:
        """Coupons up to one are fixed as far as they are known, recorded and in order."""
        if not is_fixed_later(self.schedule.terms) or self.twin.sheet.zero:
            return
        for number in range(self.bond.couponsFixed() + 1, last + 1):
            period = self.twin.periods()[number - 1]
            detail = self.bond.couponDetail(number)
            early = self.moment(at) < detail["fixableFrom"] and not funding
            if period.record >= at or period.interest is None or early:
                return
            self._confirm(max(self.moment(at), detail["fixableFrom"]), period, detail)

    def _confirm(self, moment: int, period: Period, detail: dict[str, Any]) -> None:
        number = period.span.number
        for index, target in enumerate(self.schedule.terms.targets):
            if (detail["targets"] >> index) & 1 and index not in self.targets:
                self.targets.add(index)
                seen = self.twin.seen["kpi"].get(target.name)
                if seen is not None:
                    value = int(Fraction(seen) * BILLION)
                    self.bond.proposeTarget(self.annex, index, value, EVIDENCE, by=self.world.calculator, at=moment)
        if detail["kind"]:
            value = int(self._observed(period) * BILLION)
            self.bond.proposeFixing(self.annex, number, value, EVIDENCE, by=self.world.calculator, at=moment)
        self.bond.confirmFixing(self.annex, number, by=self.world.outsider, at=moment)

    def _observed(self, period: Period) -> Fraction:
        if "inflation" in self.twin.terms:
            return Fraction(self.twin.seen["coupons"][str(period.span.number)])
        sheet = self.twin.sheet
        found = rates.observation_of(sheet.coupon, self.twin.seen, period.span, sheet.fixing_closed)
        assert found is not None
        return found

    # --- payments

    def play_fund(self, at: datetime, number: int) -> None:
        self.confirm(at, number, funding=True)
        self.book(self.twin.fund(at, number))
        payout = self.twin.payouts[str(number)]
        last = number == len(self.twin.periods())
        if not self.twin.sheet.zero:
            self.numbers[payout.name] = number
            self._fund_coupon(self.moment(at), number, payout, 0 if last else payout.principal)
        if last and self.twin.ended is None:
            self._fund_redemption(max(self.moment(at), stamp(payout.due)), payout)

    def _fund_coupon(self, moment: int, number: int, payout: Payout, principal: int) -> None:
        total = payout.of_interest + payout.units * principal
        approval = signed_run(self.world, number, math.floor(payout.interest) + principal, payout.units, total)
        self.bond.fundCoupon(number, total, approval, by=self.world.paying_agent, at=moment)

    def _fund_redemption(self, moment: int, payout: Payout) -> None:
        number, total = self.bond.couponCount() + 1, payout.units * payout.principal
        if self.twin.sheet.zero:  # default interest is all the interest that it knows
            total += payout.of_interest
        approval = signed_run(self.world, number, total // payout.units, payout.units, total)
        self.bond.fundRedemption(total, approval, by=self.world.paying_agent, at=moment)

    def play_pay(self, at: datetime, name: str, holder: str) -> None:
        moment, actor = self.moment(at), self.holders[holder]
        if name in self.recoveries:
            self.bond.payRecoveries([actor], by=self.world.paying_agent, at=moment)
        elif self.bond.redemptionFunded() and self.bond.balanceOf(actor):
            self.bond.redeem([actor], by=self.world.paying_agent, at=moment)
        else:
            self.bond.payCoupons([actor], by=self.world.paying_agent, at=moment)
        due = self._due(at, holder, recoveries=name in self.recoveries)
        # What comes to nothing after tax is paid where nothing can be: no money is asked of the account.
        if holder not in self.refusing or not sum(self._net(payout, holder) for payout in due):
            for payout in due:
                self.book(self.twin.pay(at, payout.name, holder))

    def _due(self, at: datetime, holder: str, *, recoveries: bool) -> list[Payout]:
        """What a holder can be paid now, of coupons and principal or of recoveries."""
        keys = {(holder, INTEREST), (holder, PRINCIPAL)}
        return [
            payout
            for name, payout in self.twin.payouts.items()
            if (name in self.recoveries) == recoveries and at >= payout.due and holder in payout.holders
            if not keys <= payout.done
        ]

    def _net(self, payout: Payout, holder: str) -> int:
        interest, principal = payout.gross((holder, INTEREST)), payout.gross((holder, PRINCIPAL))
        return self.twin.agent.net(holder, interest) + principal

    def play_refuse(self, holder: str) -> None:
        if holder not in self.refusing:
            self.world.cash.setAddressFrozen(
                self.holders[holder], freeze=True, by=self.world.officer, at=self.world.now
            )
        self.refusing.add(holder)

    def play_release(self, at: datetime, name: str, holder: str) -> None:
        if holder in self.refusing:
            self.world.cash.setAddressFrozen(
                self.holders[holder], freeze=False, by=self.world.officer, at=self.world.now
            )
        self.refusing.discard(holder)
        self.play_pay(at, name, holder)

    def play_prescribe(self, at: datetime, name: str) -> None:
        """All at once, when principal has lapsed too."""
        if name != min(self.twin.payouts, default="") or (at - self.twin.now).days < 366 * 10:
            return
        self.bond.returnUnclaimed(list(self.holders.values()), by=self.world.issuer, at=stamp(at))
        for each in self.twin.payouts:
            self.book(self.twin.prescribe(at, each))


def balances(chain: Chain, token: str, calls: list[bytes]) -> list[int]:
    """Answers of a token to calls that are sent as one request (JSON-RPC batch)."""
    with chain.web3.batch_requests() as batch:
        for data in calls:
            batch.add(chain.web3.eth.call({"to": token, "data": data}))
        return [int.from_bytes(reply) for reply in batch.execute()]


def stamp(at: datetime) -> int:
    """A moment as a block has it [s]."""
    return int(at.timestamp())
