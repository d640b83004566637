"""A day of matched trades settled on a chain of its own: what settled in which transaction, what failed and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tenor.chain.clock import advance_to
from tenor.errors import InputError
from tenor.reports.check import Check, compare
from tenor.scenarios.market import ZONE, Stand, open_market, plan_of
from tenor.settlement.balances_file import Opening
from tenor.settlement.bundles import course_at_once, course_one_by_one
from tenor.settlement.business_day import Settlement, Watch, settle_gross, settle_net
from tenor.settlement.cycle import MAX_TRADES
from tenor.settlement.due import Due
from tenor.settlement.market import Window, balances_on_chain, deals_of
from tenor.settlement.matched import MatchedTrade
from tenor.settlement.obligation import Account, Obligation, Queue, obligations_of
from tenor.settlement.quantity import plain

SCHEMA = "tenor-settled-day/1"
SETTLED_COLUMNS = (
    *("trade", "receiver", "asset", "units", "currency", "amount"),
    *("settled_in", "transaction", "block", "at", "trades", "gas"),
)
FAILED_COLUMNS = ("trade", "receiver", "asset", "units", "currency", "amount", "why")
_OPENS = time(9)


@dataclass(frozen=True, slots=True)
class SettledDay:
    """A day after it was settled.

    Args:
        due: what was to settle.
        settlement: what became of it.
        check: balances by the engine against those that the tokens tell.
    """

    due: Due
    settlement: Settlement
    check: Check


def settle_day(due: Due, opening: Opening, watch: Watch, *, gross: bool) -> SettledDay:
    """Stand a market up for the trades of a day and settle what can settle.

    Args:
        due: at least one trade.
        opening: what accounts open with.
        watch: told of every transaction that settles something.
        gross: one by one in the order of each account's queue, in place of cycles.

    Raises:
        InputError: an account has a credit limit, or opens with less than nothing: no token goes below zero.
    """
    for (party, asset), limit in opening.credit.items():
        if limit:
            remedy = "Fund the account instead, or look at the day with `tenor trade queue`"
            raise InputError(f"account {asset} of {party}", "a limit counts off chain only", remedy)
    day = due.by or date.min
    queue = Queue(obligations_of(due.trades), opening.balances)
    with open_market(plan_of(f"day-{day}", due.trades, opening.balances, day)) as stand:
        opens = int(datetime.combine(day, _OPENS, ZoneInfo(ZONE)).timestamp())
        window = Window(opens, opens + int(timedelta(days=1).total_seconds()))
        deals = deals_of(stand.market, due.trades, window)
        advance_to(stand.chain, opens)
        desk = stand.desk(watch)
        if gross:
            settlement = settle_gross(desk, course_one_by_one(queue), deals)
        else:
            settlement = settle_net(desk, course_at_once(queue, MAX_TRADES), deals, "CYCLE")
        return SettledDay(due, settlement, _check(stand, queue, settlement))


def settled_document(day: SettledDay) -> dict[str, Any]:
    """What `tenor trade settle` prints as JSON; quantities are texts, money in major units."""
    settlement = day.settlement
    return {
        "schema": SCHEMA,
        "by": day.due.by and day.due.by.isoformat(),
        "trades": len(day.due.trades),
        "transactions": len(settlement.sent),
        "gas": settlement.gas,
        "settled": list(_settled(day)),
        "failed": list(_failed(day)),
        "check": {"compared": day.check.compared, "ok": day.check.ok, "difference": day.check.difference},
    }


def _settled(day: SettledDay) -> Iterator[dict[str, Any]]:
    trades = {trade.reference: trade for trade in day.due.trades}
    for sent in day.settlement.sent:
        at = datetime.fromtimestamp(sent.outcome.timestamp, ZoneInfo(ZONE)).isoformat()
        for reference in sent.trades:
            yield _trade(trades[reference]) | {
                "settled_in": sent.reference,
                "transaction": sent.outcome.hash,
                "block": sent.outcome.block,
                "at": at,
                "trades": len(sent.trades),
                "gas": sent.outcome.gas,
            }


def _failed(day: SettledDay) -> Iterator[dict[str, Any]]:
    trades = {trade.reference: trade for trade in day.due.trades}
    for reference, why in day.settlement.failed.items():
        yield _trade(trades[reference]) | {"why": why}
    for trade in day.due.held:
        holders = " and ".join(each.party for each in (trade.delivery, trade.receipt) if each.hold)
        yield _trade(trade) | {"why": f"on hold by {holders}"}


def _trade(trade: MatchedTrade) -> dict[str, Any]:
    given = trade.delivery
    return {
        "trade": trade.reference,
        "receiver": given.counterparty,
        "asset": given.asset,
        "units": plain(given.units, given.asset),
        "currency": given.currency,
        "amount": None if given.currency is None else plain(trade.amount, given.currency),
    }


def _check(stand: Stand, queue: Queue, settlement: Settlement) -> Check:
    settled = [each for each in queue.obligations if each.reference in settlement.settled]
    told = balances_on_chain(stand.chain, stand.market)
    return compare("Balances", _named(_after(queue.balances, settled)), _named(told), ("engine", "chain"))


def _after(opening: Mapping[Account, int], settled: list[Obligation]) -> dict[Account, int]:
    balances = dict(opening)
    for each in settled:
        for account, change in each.changes:
            balances[account] = balances.get(account, 0) + change
    return balances


def _named(balances: Mapping[Account, int]) -> dict[str, int]:
    return {f"{party} {asset}": balance for (party, asset), balance in balances.items()}
