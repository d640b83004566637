"""Who holds which units and how much cash at each moment of a campaign, if all goes by its files; pure.

The register here is the allotments and the secondary trades, the cash is every movement that the files and the
schedule name. A campaign in which some account would be short is found before anything is sent.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from tenor.campaign.events import PutsPaid, Recovery, of_kind
from tenor.campaign.levies import authorities_of, levies_of
from tenor.campaign.model import Campaign, SecondaryTrade
from tenor.campaign.moments import funded_at, paid_at, redeemed_at
from tenor.campaign.options_course import put_amounts, puts_of
from tenor.parties import Role
from tenor.schedule.model import Period
from tenor.servicing.levies import CouponRun, coupon_run, kept_back
from tenor.terms.vocabulary import CouponKind
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
    PUTS = "puts"  # to be repaid to holders
    PUT = "put"  # repaid to a holder with interest accrued
    DISTRIBUTION = "distribution"  # of what was recovered after acceleration
    RECOVERY = "recovery"  # to holders
    PAYMENT = "payment"  # a coupon after tax, or the last coupon with the principal
    TAX = "tax remittance"  # what was kept back of a coupon
    ROUNDING = "return of rounding"  # what rounding on holdings left of a coupon
    REDEMPTION = "redemption of cash"  # burned for fiat


@dataclass(frozen=True, slots=True)
class CashMovement:
    """Cash tokens that move at one moment.

    Args:
        at: not before this moment (aware).
        event: why.
        reference: business key: of the funding, order or trade, or the number of the coupon.
        payer: investor id, role, party of a tax authority or `BOND`; None where tokens are minted.
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
    for puts in of_kind(campaign.events, PutsPaid):
        if puts.at <= moment:
            for holder, repaid in repaid_puts(campaign, puts).items():
                units[holder] -= repaid
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
    outside = {payment.order for payment in campaign.conventional_payments}
    for allotment in campaign.allotments:
        if allotment.order in outside:
            continue
        buyer, price = allotment.investor, allotment.amount
        yield CashMovement(times.settlement, CashEvent.PRIMARY, allotment.order, buyer, issuer, price)
    for trade in trades_in_order(campaign):
        at, price = times.settles(trade), trade.consideration
        yield CashMovement(at, CashEvent.SECONDARY, trade.reference, trade.buyer, trade.seller, price)
    for period in campaign.schedule.coupons:
        yield from _coupon(campaign, period)
    yield from _redemption(campaign)
    for puts in of_kind(campaign.events, PutsPaid):
        yield from _put(campaign, puts)
    for number, recovery in enumerate(of_kind(campaign.events, Recovery), start=1):
        yield from _recovered(campaign, f"recovery {number}", recovery)
    yield CashMovement(times.proceeds, CashEvent.REDEMPTION, "proceeds", issuer, None, 0)
    for account in (issuer, paying_agent, *(each.id for each in campaign.investors), *authorities_of(campaign)):
        yield CashMovement(times.cash_redemption, CashEvent.REDEMPTION, "cash redemption", account, None, 0)


def project_coupon(campaign: Campaign, period: Period) -> CouponRun:
    """What a coupon pays each investor on the register of its record time, and the tax kept back."""
    register = holdings_at(campaign, utc(period.record_time))
    return coupon_run(campaign.schedule, period, register, levies_of(campaign))


def _coupon(campaign: Campaign, period: Period) -> Iterator[CashMovement]:
    """Funding and payment of one coupon; what holders get of the last is paid with the principal."""
    reference, schedule = str(period.number), campaign.schedule
    funded, paid = funded_at(campaign, period), paid_at(campaign, period)
    if funded is None or paid is None:
        return
    agent, total = Role.PAYING_AGENT.value, schedule.coupon_total(period)
    yield CashMovement(funded, CashEvent.COUPON_FUNDING, reference, agent, BOND, total)
    run = project_coupon(campaign, period)
    for country, tax in run.collected.items():
        yield CashMovement(paid, CashEvent.TAX, reference, BOND, campaign.tax_authorities[country], tax)
    yield CashMovement(paid, CashEvent.ROUNDING, reference, BOND, Role.ISSUER.value, run.rounding)
    if period is not schedule.final_coupon:
        for investor, amount in run.paid.items():
            yield CashMovement(paid, CashEvent.PAYMENT, reference, BOND, investor, amount)


def _redemption(campaign: Campaign) -> Iterator[CashMovement]:
    """Funding and payment of the principal, or of the rest of an accelerated claim, with the coupon paid beside it."""
    schedule, redemption, paid = campaign.schedule, campaign.schedule.redemption, redeemed_at(campaign)
    if paid is None:
        return
    reference = str(schedule.periods[-1].number if schedule.periods else 1)
    amount, final = redemption.per_unit + redemption.late, schedule.final_coupon
    # The chain takes the principal from the maturity time on, and pays it to who holds then.
    total = amount * schedule.units_of(redemption)
    yield CashMovement(paid, CashEvent.PRINCIPAL_FUNDING, reference, Role.PAYING_AGENT.value, BOND, total)
    received = Counter[str](project_coupon(campaign, final).paid if final else {})
    for investor, held in holdings_at(campaign, paid).items():
        received[investor] += held * amount
    for investor, money in received.items():
        yield CashMovement(paid, CashEvent.PAYMENT, reference, BOND, investor, money)


@dataclass(frozen=True, slots=True)
class PutsRun:
    """The repayment of what is put for a day; money in minor units, by investor id.

    Attributes:
        on_one: what a holding of one unit gets, before tax.
        units: that are repaid.
        gross: principal and interest accrued, before tax.
        tax: kept back of the interest.
        collected: the same by the country whose authority receives it.
    """

    on_one: int
    units: Mapping[str, int]
    gross: Mapping[str, int]
    tax: Mapping[str, int]
    collected: Mapping[int, int]

    @property
    def paid(self) -> Mapping[str, int]:
        """What each holder is paid."""
        return {holder: amount - self.tax.get(holder, 0) for holder, amount in self.gross.items()}


def project_puts(campaign: Campaign, puts: PutsPaid) -> PutsRun:
    """What is put for a day and repaid, and the tax kept back of the interest accrued on it."""
    amounts, units = put_amounts(campaign.schedule.promised, puts), repaid_puts(campaign, puts)
    interest = {holder: amounts.interest_on(campaign.terms, held) for holder, held in units.items()}
    gross = {holder: held * amounts.principal + interest[holder] for holder, held in units.items()}
    on_one = amounts.principal + amounts.interest_on(campaign.terms, 1)
    return PutsRun(on_one, units, gross, *kept_back(interest, levies_of(campaign)))


def _put(campaign: Campaign, puts: PutsPaid) -> Iterator[CashMovement]:
    """What is put for a day, funded and repaid in one transaction, and the tax on it."""
    run, reference = project_puts(campaign, puts), f"put {puts.on}"
    yield CashMovement(puts.at, CashEvent.PUTS, reference, Role.PAYING_AGENT.value, BOND, sum(run.gross.values()))
    for holder, amount in run.paid.items():
        yield CashMovement(puts.at, CashEvent.PUT, reference, BOND, holder, amount)
    for country, tax in run.collected.items():
        yield CashMovement(puts.at, CashEvent.TAX, reference, BOND, campaign.tax_authorities[country], tax)


def repaid_puts(campaign: Campaign, puts: PutsPaid) -> dict[str, int]:
    """Units repaid by investor id: what each put, as far as it still has them."""
    held = holdings_at(campaign, puts.at - timedelta(seconds=1))
    told = puts_of(campaign.events, puts.on)
    return {holder: min(units, held[holder]) for holder, units in told.items() if holder in held}


def with_units(campaign: Campaign) -> Campaign:
    """The campaign whose payments know the units that puts have left."""
    if not of_kind(campaign.events, PutsPaid):
        return campaign
    schedule, zero = campaign.schedule, campaign.terms.kind is CouponKind.ZERO

    def left(moment: int) -> int:
        return sum(holdings_at(campaign, utc(moment)).values())

    periods = tuple(
        replace(period, units=left(period.pay_time - 1 if zero else period.record_time)) for period in schedule.periods
    )
    closing = None if schedule.closing is None else replace(schedule.closing, units=left(schedule.closing.time))
    return replace(campaign, schedule=replace(schedule, periods=periods, closing=closing))


def _recovered(campaign: Campaign, reference: str, recovery: Recovery) -> Iterator[CashMovement]:
    """A distribution on every unit, and what each holder gets of it."""
    at, total = recovery.at, recovery.per_unit * campaign.schedule.units_of(campaign.schedule.redemption)
    yield CashMovement(at, CashEvent.DISTRIBUTION, reference, Role.PAYING_AGENT.value, BOND, total)
    for investor, held in holdings_at(campaign, at).items():
        yield CashMovement(at, CashEvent.RECOVERY, reference, BOND, investor, held * recovery.per_unit)
