"""A queue of trades as a document: what settles by which means, and for want of what the others wait."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from tenor.settlement.balances_file import Opening
from tenor.settlement.due import Due
from tenor.settlement.matched import MatchedTrade
from tenor.settlement.obligation import Obligation, Outcome, Queue, obligations_of
from tenor.settlement.quantity import plain
from tenor.settlement.waiting import clear, wants

SCHEMA = "tenor-queue/1"
MEANS = ("one by one", "largest feasible set", "with overtaking")


def queue_document(due: Due, opening: Opening) -> dict[str, Any]:
    """What `tenor trade queue` prints; quantities are texts, money in major units.

    Each means settles what the one-by-one pass did, and more. Values of several currencies are not converted: where
    overtaking prefers the more valuable, that is the larger number of minor units.
    """
    trades = {trade.reference: trade for trade in due.trades}
    cleared = clear(Queue(obligations_of(due.trades), opening.balances, opening.credit))
    outcomes = zip(MEANS, (cleared.in_sequence, cleared.at_once, cleared.overtaking), strict=True)
    return {
        "schema": SCHEMA,
        "by": due.by and due.by.isoformat(),
        "trades": len(due.trades),
        "held": [_trade(trade) | {"held_by": _holders(trade)} for trade in due.held],
        "settled": [_settled(means, outcome, trades) for means, outcome in outcomes],
        "waiting": [_waiting(each, trades, cleared.left) for each in cleared.left.obligations],
    }


def _settled(means: str, outcome: Outcome, trades: Mapping[str, MatchedTrade]) -> dict[str, Any]:
    value, of_value = (_values(each, trades) for each in (outcome.settled, (*outcome.settled, *outcome.blocked)))
    return {
        "means": means,
        "number": len(outcome.settled),
        "of_number": len(outcome.settled) + len(outcome.blocked),
        "values": [
            {"currency": each, "value": plain(value.get(each, 0), each), "of_value": plain(of_value[each], each)}
            for each in sorted(of_value)
        ],
        "trades": [each.reference for each in outcome.settled],
    }


def _values(obligations: tuple[Obligation, ...], trades: Mapping[str, MatchedTrade]) -> dict[str, int]:
    """The payments of obligations by currency [minor]."""
    values: defaultdict[str, int] = defaultdict(int)
    for each in obligations:
        trade = trades[each.reference]
        if trade.delivery.currency is not None:
            values[trade.delivery.currency] += trade.amount
    return values


def _waiting(obligation: Obligation, trades: Mapping[str, MatchedTrade], left: Queue) -> dict[str, Any]:
    short = [
        {"party": party, "asset": asset, "lacking": plain(lacking, asset)}
        for party, asset, lacking in wants(obligation, left)
    ]
    return _trade(trades[obligation.reference]) | {"wants": short}


def _trade(trade: MatchedTrade) -> dict[str, Any]:
    given = trade.delivery
    return {
        "trade": trade.reference,
        "receiver": given.counterparty,
        "asset": given.asset,
        "units": plain(given.units, given.asset),
        "currency": given.currency,
        "amount": None if given.currency is None else plain(given.amount, given.currency),
        "priority": trade.priority.value,
    }


def _holders(trade: MatchedTrade) -> list[str]:
    return [each.party for each in (trade.delivery, trade.receipt) if each.hold]
