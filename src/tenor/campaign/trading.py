"""Who buys from whom in a campaign: allotments, then trades between investors.

Allotments settle in cycles of delivery versus payment, or against payments that the chain does not see.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import count, groupby

from tenor.campaign.check_trades import PRIMARY
from tenor.campaign.plan import Desk, State, Step
from tenor.chain.intent import Intent, batches, intent_id
from tenor.parties import Actor, Role
from tenor.servicing.bond import SETTLEMENT, issue_intent
from tenor.settlement.conventional import Delivery
from tenor.settlement.cycle import MAX_MEMBERS, cycle_intent_id, cycle_of, settle_cycle_intent
from tenor.settlement.trade import Trade, settlement_intent
from tenor.units import timestamp

ISSUED = "After primary settlement"
TOKENS, CONVENTIONAL = "cash tokens", "conventional"


@dataclass(frozen=True, slots=True)
class Deal:
    """One purchase as it settles.

    Args:
        reference: business key.
        kind: primary or secondary.
        seller: delivers.
        buyer: pays.
        units: [units].
        consideration: what is paid for them [minor].
        day: on which it settles.
        rail: in what it is paid: cash tokens, or conventional.
        intent: id of the intent that delivers the units.
    """

    reference: str
    kind: str
    seller: Actor
    buyer: Actor
    units: int
    consideration: int
    day: date
    rail: str
    intent: str


def trading_steps(desk: Desk) -> Iterator[Step]:
    """The issue, the settlement of all allotments, and each trade between investors."""
    times, deals, deliveries = desk.campaign.timetable, trades(desk), conventional_deliveries(desk)
    payments = sorted(desk.campaign.conventional_payments, key=lambda payment: payment.at)

    def primary(_: State) -> Iterator[Intent]:
        yield issue_intent(desk.servicing)
        yield from _cycles(desk, deals["primary"])
        for delivery in deliveries.values():
            yield delivery.held(SETTLEMENT)

    yield Step(SETTLEMENT, _at(times.settlement), primary, register=None if payments else ISSUED)
    for payment in payments:
        intent = deliveries[payment.order].released(SETTLEMENT, payment.reference)
        yield _step(SETTLEMENT, payment.at, intent, ISSUED if payment is payments[-1] else None)
    for deal, trade in zip(desk.campaign.trades, deals["secondary"], strict=True):
        yield _step("secondary", times.settles(deal), settlement_intent(desk.venue, trade, "secondary", desk.cast.keys))


def trades(desk: Desk) -> dict[str, list[Trade]]:
    """Trades on chain by kind: allotments against the issuer (primary), and between investors (secondary)."""
    cast, terms, campaign = desk.cast, desk.campaign.terms, desk.campaign
    first = int(intent_id(campaign.id, "nonces"), 16) >> 8 << 8  # a word of the shared venue that is this campaign's
    nonces: defaultdict[str, count[int]] = defaultdict(lambda: count(first))  # each seller counts its own
    issuer, outside = cast.roles[Role.ISSUER], {payment.order for payment in campaign.conventional_payments}

    def window(moment: datetime) -> tuple[int, int]:
        """The day of settlement, but not past a record time that the trade was planned to come before."""
        day, planned = moment.date(), int(moment.timestamp())
        start, end = (timestamp(day, at, terms.timezone) for at in (time.min, time(23, 59, 59)))
        records = (period.record_time for period in campaign.schedule.coupons)
        return start, min([end, *(record for record in records if planned <= record)])

    primary = [
        Trade(
            f"{PRIMARY}{allotment.order}",
            *(issuer, cast.investors[allotment.investor], allotment.units, allotment.amount),
            *(*window(campaign.timetable.settlement), next(nonces[issuer.name])),
        )
        for allotment in campaign.allotments
        if allotment.units and allotment.order not in outside
    ]
    secondary = [
        Trade(
            deal.reference,
            *(cast.investors[deal.seller], cast.investors[deal.buyer], deal.units, deal.consideration),
            *(*window(campaign.timetable.settles(deal)), next(nonces[deal.seller])),
        )
        for deal in campaign.trades
    ]
    return {"primary": primary, "secondary": secondary}


def conventional_deliveries(desk: Desk) -> dict[str, Delivery]:
    """Allotments paid over conventional rails, by order: the central bank says what became of each payment."""
    campaign, roles = desk.campaign, desk.cast.roles
    outside = {payment.order for payment in campaign.conventional_payments}
    return {
        allotment.order: Delivery(
            campaign=campaign.id,
            reference=f"{PRIMARY}{allotment.order}",
            security=desk.venue.bond,
            seller=roles[Role.ISSUER],
            buyer=desk.cast.investors[allotment.investor],
            units=allotment.units,
            amount=allotment.amount,
            currency=campaign.terms.currency,
            operator=roles[Role.CENTRAL_BANK],
            deadline=_end_of(desk, campaign.timetable.settlement),
        )
        for allotment in campaign.allotments
        if allotment.order in outside
    }


def deals(desk: Desk) -> Iterator[Deal]:
    """Every purchase: allotments in the order of the book, then trades between investors in that of their file."""
    campaign, found = desk.campaign, trades(desk)
    day, issuer = campaign.timetable.settlement.date(), desk.cast.roles[Role.ISSUER]
    cycles = {trade.reference: cycle for cycle, part in _parts(desk, found["primary"]) for trade in part}
    outside = conventional_deliveries(desk)
    for allotment in campaign.allotments:
        reference = f"{PRIMARY}{allotment.order}"
        if allotment.order in outside:
            rail, intent = CONVENTIONAL, outside[allotment.order].released(SETTLEMENT, "").id
        elif allotment.units:
            rail, intent = TOKENS, cycle_intent_id(desk.venue, cycles[reference])
        else:
            continue
        buyer = desk.cast.investors[allotment.investor]
        yield Deal(reference, "primary", issuer, buyer, allotment.units, allotment.amount, day, rail, intent)
    for deal, trade in zip(campaign.trades, found["secondary"], strict=True):
        intent, settled = intent_id(campaign.id, "settle", trade.reference), deal.settlement_date
        what = (trade.seller, trade.buyer, trade.units, trade.consideration)
        yield Deal(trade.reference, "secondary", *what, settled, TOKENS, intent)


def _cycles(desk: Desk, primary: Sequence[Trade]) -> Iterator[Intent]:
    """Allotments as they settle: every member of a cycle gets its units and pays for them, or nobody does."""
    for reference, part in _parts(desk, primary):
        cycle = cycle_of(reference, desk.venue, part)
        yield settle_cycle_intent(desk.venue, cycle, SETTLEMENT, desk.cast.keys)


def _parts(desk: Desk, primary: Sequence[Trade]) -> Iterator[tuple[str, Sequence[Trade]]]:
    """Allotments that settle together, with the reference of their cycle."""
    words = groupby(primary, key=lambda trade: trade.nonce >> 8)
    parts = (part for _, word in words for part in batches(list(word), MAX_MEMBERS - 1))  # the issuer is a member too
    for number, part in enumerate(parts, start=1):
        yield f"{desk.campaign.id} allotment {number}", part


def _step(stage: str, at: datetime, intent: Intent, register: str | None = None) -> Step:
    return Step(stage, _at(at), lambda _: [intent], register=register)


def _end_of(desk: Desk, moment: datetime) -> int:
    return timestamp(moment.date(), time(23, 59, 59), desk.campaign.terms.timezone)


def _at(moment: datetime) -> int:
    return int(moment.timestamp())
