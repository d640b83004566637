"""Who holds which units and how much cash at each moment of a campaign, if all goes by its files; pure.

The register here is the allotments and the secondary trades, the cash is every movement that the files and the
schedule name. A campaign in which some account would be short is found before anything is sent.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from tenor.campaign.model import Campaign, SecondaryTrade
from tenor.parties import Role
from tenor.schedule.model import Period
from tenor.units import utc

BOND = "bond"
"""The account of the bond contract, which holds what is funded until it is paid."""


class CashEvent(StrEnum):
    """Why cash moves, in the order of movements of one moment."""

    FUNDING = "funding"  # minted against fiat received
    PRIMARY = "primary settlement"
    SECONDARY = "secondary settlement"
    COUPON_FUNDING = "coupon funding"
    PRINCIPAL_FUNDING = "principal funding"
    PAYMENT = "payment"  # a coupon, or the last coupon with the principal
    REDEMPTION = "redemption of cash"  # burned for fiat


@dataclass(frozen=True, slots=True)
class CashMovement:
    """Cash tokens that move at one moment.

    Args:
        at: not before this moment (aware).
        event: why.
        reference: business key: of the funding, order or trade, or the number of the coupon.
        payer: investor id, role or `BOND`; None where tokens are minted.
        payee: as `payer`; None where tokens are burned.
        amount: [minor].
    """

    at: datetime
    event: CashEvent
    reference: str
    payer: str | None
    payee: str | None
    amount: int


@dataclass(frozen=True, slots=True)
class Shortage:
    """A movement whose payer would hold less than the amount."""

    movement: CashMovement
    held: int  # [minor]

    @property
    def missing(self) -> int:
        """By how much the payer is short [minor]."""
        return self.movement.amount - self.held


@dataclass(frozen=True, slots=True)
class CashProjection:
    """All movements in the order of time, every account's balance after them, and the payers who would be short."""

    movements: tuple[CashMovement, ...]
    balances: Mapping[str, int]  # [minor] of accounts with a balance
    shortages: tuple[Shortage, ...]

    @property
    def minted(self) -> int:
        """Cash minted over the life [minor]."""
        return sum(movement.amount for movement in self.movements if movement.payer is None)


def trades_in_order(campaign: Campaign) -> tuple[SecondaryTrade, ...]:
    """Secondary trades as they settle: by their moment, those of one moment in the order of the file."""
    return tuple(sorted(campaign.trades, key=campaign.timetable.settles))


def holdings_at(campaign: Campaign, moment: datetime) -> dict[str, int]:
    """Units by investor at the end of a moment after the primary settlement; without investors who hold none."""
    units: defaultdict[str, int] = defaultdict(int)
    for allotment in campaign.allotments:
        units[allotment.investor] += allotment.units
    for trade in campaign.trades:
        if campaign.timetable.settles(trade) <= moment:
            units[trade.seller] -= trade.units
            units[trade.buyer] += trade.units
    return {investor: held for investor, held in units.items() if held}


def project_cash(campaign: Campaign) -> CashProjection:
    """Walk all cash movements in the order of time.

    A payer who is short is noted once for what is missing and then taken to have been given it, so that each shortage
    is reported where it arises.
    """
    balances: Counter[str] = Counter()
    movements: list[CashMovement] = []
    shortages: list[Shortage] = []
    for expected in sorted(_expected(campaign), key=lambda movement: (movement.at, _RANKS[movement.event])):
        movement = _with_balance(expected, balances)
        if movement.amount == 0:
            continue
        if movement.payer is not None:
            if balances[movement.payer] < movement.amount:
                shortages.append(Shortage(movement, balances[movement.payer]))
                balances[movement.payer] = movement.amount
            balances[movement.payer] -= movement.amount
        if movement.payee is not None:
            balances[movement.payee] += movement.amount
        movements.append(movement)
    return CashProjection(tuple(movements), +balances, tuple(shortages))


def _with_balance(movement: CashMovement, balances: Mapping[str, int]) -> CashMovement:
    """A redemption with the amount that the payer then holds; any other movement as it is."""
    if movement.event is CashEvent.REDEMPTION and movement.payer is not None:
        return replace(movement, amount=balances[movement.payer])
    return movement


_RANKS = {event: rank for rank, event in enumerate(CashEvent)}


def _expected(campaign: Campaign) -> Iterator[CashMovement]:
    """Every movement; what is redeemed is the balance that the walk finds, so its amount is 0 here."""
    times, issuer, paying_agent = campaign.timetable, Role.ISSUER.value, Role.PAYING_AGENT.value
    for funding in campaign.fundings:
        yield CashMovement(funding.at, CashEvent.FUNDING, funding.reference, None, funding.account, funding.amount)
    for allotment in campaign.allotments:
        buyer, price = allotment.investor, allotment.amount
        yield CashMovement(times.settlement, CashEvent.PRIMARY, allotment.order, buyer, issuer, price)
    for trade in trades_in_order(campaign):
        at, price = times.settles(trade), trade.consideration
        yield CashMovement(at, CashEvent.SECONDARY, trade.reference, trade.buyer, trade.seller, price)
    for period in campaign.schedule.periods:
        yield from _payment(campaign, period)
    yield CashMovement(times.proceeds, CashEvent.REDEMPTION, "proceeds", issuer, None, 0)
    for account in (issuer, paying_agent, *(investor.id for investor in campaign.investors)):
        yield CashMovement(times.cash_redemption, CashEvent.REDEMPTION, "cash redemption", account, None, 0)


def _payment(campaign: Campaign, period: Period) -> Iterator[CashMovement]:
    """Funding and payment of one coupon and of the principal that is due with it."""
    times, reference, agent = campaign.timetable, str(period.number), Role.PAYING_AGENT.value
    funded, paid = (times.moment(period.pay_date, at) for at in (times.coupon_funding, times.coupon_payment))
    schedule, received = campaign.schedule, Counter[str]()
    if period in schedule.coupons:
        yield CashMovement(funded, CashEvent.COUPON_FUNDING, reference, agent, BOND, schedule.coupon_total(period))
        for investor, held in holdings_at(campaign, utc(period.record_time)).items():
            received[investor] += schedule.coupon_on(period, held)
    if period is schedule.periods[-1]:
        # The chain takes the principal from the maturity time on, and pays it to who holds then.
        yield CashMovement(paid, CashEvent.PRINCIPAL_FUNDING, reference, agent, BOND, schedule.principal_total(period))
        for investor, held in holdings_at(campaign, paid).items():
            received[investor] += held * period.principal
    for investor, amount in received.items():
        yield CashMovement(paid, CashEvent.PAYMENT, reference, BOND, investor, amount)
