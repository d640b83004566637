"""What of the instructions matched, and what did not, by asset and currency of the payment."""

from __future__ import annotations

from dataclasses import dataclass

from tenor.settlement.instruction import Instruction, is_money
from tenor.settlement.matching import Matching


@dataclass(slots=True)
class MatchedLine:
    """What matched of one asset against one currency.

    Args:
        asset: what is delivered.
        currency: of the payment; None where free of payment.
        trades: matched.
        units: of these trades [units], or [minor] of money.
        amount: of these trades [minor].
        unmatched: instructions without a counterpart.
    """

    asset: str
    currency: str | None
    trades: int = 0
    units: int = 0
    amount: int = 0
    unmatched: int = 0


def matched_lines(matching: Matching) -> tuple[MatchedLine, ...]:
    """A line for each asset and currency, money first."""
    lines: dict[tuple[str, str | None], MatchedLine] = {}
    for trade in matching.trades:
        line = _line(lines, trade.delivery)
        line.trades += 1
        line.units += trade.delivery.units
        line.amount += trade.amount
    for each in matching.unmatched:
        _line(lines, each.instruction).unmatched += 1
    return tuple(sorted(lines.values(), key=lambda each: (not is_money(each.asset), each.asset, each.currency or "")))


def _line(lines: dict[tuple[str, str | None], MatchedLine], given: Instruction) -> MatchedLine:
    return lines.setdefault((given.asset, given.currency), MatchedLine(given.asset, given.currency))
