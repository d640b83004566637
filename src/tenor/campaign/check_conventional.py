"""Rules on payments outside the chain: each pays one allotment in full, while its units are held for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from tenor.campaign.model import Campaign, ConventionalPayment
from tenor.files.problems import Problem
from tenor.files.table import closest
from tenor.units import Money


def check_conventional(campaign: Campaign) -> Iterator[Problem]:
    """Problems of the conventional payments: of no order, of an order that has one, of another amount or day.

    What is booked as a receipt already, and became cash tokens, is no payment outside the chain.
    """
    receipts = {funding.reference.casefold() for funding in campaign.fundings}
    allotted = {allotment.order: allotment for allotment in campaign.allotments if allotment.units}
    seen: dict[str, str] = {}
    for row, payment in enumerate(campaign.conventional_payments):
        if payment.reference.casefold() in receipts:
            what = f"{payment.reference} is a receipt of the fundings too: its money would count twice"
            yield Problem((row, "reference"), what, "Keep it in one of the two files")
        if payment.order not in allotted:
            what = f"order '{payment.order}' of {payment.reference} is not in the book, or was allotted nothing"
            yield Problem((row, "order"), what, closest(payment.order, allotted))
            continue
        if payment.order in seen:
            what = f"{seen[payment.order]} pays for order {payment.order} already"
            yield Problem((row, "order"), what, "Keep one payment for each order, of the whole amount")
        seen[payment.order] = payment.reference
        due = allotted[payment.order].amount
        if payment.amount != due:
            paid, owed = (Money(amount, campaign.terms.currency) for amount in (payment.amount, due))
            what = f"{payment.reference} pays {paid} for order {payment.order}, which costs {owed}"
            yield Problem((row, "amount"), what, f"Write {owed.amount}, or have the operator return the payment")
        yield from _check_time(campaign, row, payment)


def _check_time(campaign: Campaign, row: int, payment: ConventionalPayment) -> Iterator[Problem]:
    """Units are held from the settlement on, and to the end of its day; who trades that day has them before."""
    first, times = campaign.timetable.settlement, campaign.timetable
    if first < payment.at and payment.at.date() == first.date():
        yield from _check_trades(campaign, row, payment)
        return
    what = (
        f"{payment.reference} is confirmed at {_minute(payment.at)}, not after the settlement ({_minute(first)}) and on"
        f" its day, while units are held"
    )
    yield Problem((row, "at"), what, f"Write a time after {times.settlement:%H:%M} of {first.date()}")


def _check_trades(campaign: Campaign, row: int, payment: ConventionalPayment) -> Iterator[Problem]:
    early = (trade for trade in campaign.trades if campaign.timetable.settles(trade) < payment.at)
    if trade := next(early, None):
        at = _minute(campaign.timetable.settles(trade))
        what = (
            f"{payment.reference} is confirmed at {_minute(payment.at)}, after trade {trade.reference} settles ({at})"
        )
        yield Problem((row, "at"), what, "Write an earlier time, or have the trade settle on a later day")


def _minute(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M}"
