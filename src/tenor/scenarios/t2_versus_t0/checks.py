"""What must agree: the same trades, the same balances in the end, and the chain with the engine every evening."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from tenor.reports.check import Check, compare
from tenor.scenarios.t2_versus_t0.arrangement import Lived
from tenor.scenarios.t2_versus_t0.measures import Measures
from tenor.scenarios.t2_versus_t0.trading import Trading
from tenor.settlement.obligation import Account

Closing = Mapping[date, Mapping[Account, int]]


def checks_of(measured: Sequence[Measures], trading: Trading) -> tuple[Check, ...]:
    """Every check of the story."""
    return tuple(_checks(measured, trading))


def _checks(measured: Sequence[Measures], trading: Trading) -> Iterator[Check]:
    agreed = {each.trade.reference: each.trade.amount for each in trading.agreed}
    for each in measured:
        sent = [reference for sent in each.on_chain.sent for reference in sent.trades]
        amounts = {reference: agreed.get(reference, 0) * sent.count(reference) for reference in sent}
        yield compare(
            f"{each.name}: trades agreed against trades settled on chain", agreed, amounts, ("agreed", "chain")
        )
    first, *others = measured
    for other in others:
        name = f"Final balances: {first.name} against {other.name}"
        yield compare(name, _named(first.lived.final), _named(other.lived.final), (first.name, other.name))
    for each in measured:
        name = f"{each.name}: balances at the end of each day, engine against chain"
        yield compare(name, _dated(each.lived.closing), _dated(each.on_chain.closing), ("engine", "chain"))
    for each in measured:
        yield _nothing_lost(each.lived, trading)


def _nothing_lost(lived: Lived, trading: Trading) -> Check:
    name = f"{lived.arrangement.name}: opening against final totals of each asset"
    return compare(name, _totals(trading.opening), _totals(lived.final), ("opening", "final"))


def _totals(balances: Mapping[Account, int]) -> dict[str, int]:
    totals: dict[str, int] = {}
    for (_, asset), balance in balances.items():
        totals[asset] = totals.get(asset, 0) + balance
    return totals


def _named(balances: Mapping[Account, int]) -> dict[str, int]:
    return {f"{party} {asset}": balance for (party, asset), balance in balances.items()}


def _dated(closing: Closing) -> dict[str, int]:
    return {f"{day} {name}": left for day, balances in closing.items() for name, left in _named(balances).items()}
