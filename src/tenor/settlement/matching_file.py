"""What matching found as CSV: one row for each trade, and one for each instruction that found no counterpart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tenor.files.cells import render_cells, switch_cell
from tenor.settlement.instruction import is_money
from tenor.settlement.matched import MatchedTrade
from tenor.settlement.quantity import plain
from tenor.settlement.unmatched import Unmatched

TRADE_COLUMNS = (
    *("deliverer", "delivery_reference", "receiver", "receipt_reference", "kind", "asset", "units", "currency"),
    *("amount", "trade_date", "settlement_date", "priority", "partial", "minimum_part", "hold", "common_reference"),
)
UNMATCHED_COLUMNS = (
    *("party", "reference", "counterparty", "side", "kind", "asset", "units", "currency", "amount", "trade_date"),
    *("settlement_date", "nearest_party", "nearest_reference", "field", "own", "other"),
)


def render_trades(trades: Iterable[MatchedTrade]) -> str:
    """One row for each trade, in their order."""
    return render_cells(TRADE_COLUMNS, map(_trade_cells, trades))


def render_unmatched(unmatched: Iterable[Unmatched]) -> str:
    """One row for each field in which the nearest candidate differs; one without these where there is no candidate."""
    return render_cells(UNMATCHED_COLUMNS, (row for each in unmatched for row in _unmatched_rows(each)))


def _trade_cells(trade: MatchedTrade) -> list[str | None]:
    given, taken, least = trade.delivery, trade.receipt, trade.minimum_part
    return [
        *(given.party, given.reference, taken.party, taken.reference, given.kind, given.asset),
        *(plain(given.units, given.asset), given.currency, _amount(given.currency, trade.amount)),
        *(given.trade_date.isoformat(), given.settlement_date.isoformat(), str(trade.priority.value)),
        *(switch_cell(on=trade.partial), None if least is None else plain(least, given.asset)),
        *(switch_cell(on=trade.hold), trade.common_reference),
    ]


def _unmatched_rows(unmatched: Unmatched) -> Iterator[list[str | None]]:
    own = unmatched.instruction
    first = [
        *(own.party, own.reference, own.counterparty, own.side, own.kind, own.asset, plain(own.units, own.asset)),
        *(own.currency, _amount(own.currency, own.amount), own.trade_date.isoformat()),
        own.settlement_date.isoformat(),
    ]
    if unmatched.is_missing:
        yield [*first, None, None, None, None, None]
        return
    nearest = unmatched.candidates[0]
    named = (nearest.instruction.party, nearest.instruction.reference)
    for each in nearest.differences:
        yield [*first, *named, each.field, each.own, each.other]


def _amount(currency: str | None, amount: int) -> str | None:
    return plain(amount, currency) if currency is not None and is_money(currency) else None
