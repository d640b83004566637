"""The same batches sent to a chain, each at its moment, and what the tokens say at the end of every day."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tenor.chain.clock import advance_to, latest_time
from tenor.errors import ReconciliationFailed
from tenor.scenarios.market import Stand
from tenor.scenarios.t2_versus_t0.arrangement import CLOSES, Batch, Lived
from tenor.scenarios.t2_versus_t0.trading import moment
from tenor.settlement.bundles import Course
from tenor.settlement.business_day import Sent, Settlement, settle_gross, settle_net
from tenor.settlement.market import Deals, Window, balances_on_chain, deals_of
from tenor.settlement.obligation import Account, Queue

_NEVER_LATE = 2**40 - 1


@dataclass(frozen=True, slots=True)
class OnChain:
    """An arrangement as the chain lived it.

    Args:
        sent: every transaction that settled something, in order.
        late: most that a transaction came after its moment [s].
        closing: balances that the tokens told at the end of each day.
    """

    sent: tuple[Sent, ...]
    late: int
    closing: Mapping[date, Mapping[Account, int]]

    @property
    def gas(self) -> int:
        """Of all transactions."""
        return sum(each.outcome.gas for each in self.sent)


def carry_out(stand: Stand, lived: Lived, progress: Callable[[int, int], None]) -> OnChain:
    """Send an arrangement's batches to a market that has just opened.

    Args:
        stand: the market, funded as the arrangement opened.
        lived: what to send.
        progress: told of trades settled and of all.

    Raises:
        ReconciliationFailed: the chain refused a trade that the arrangement settles.
    """
    deals = deals_of(stand.market, lived.trades.values(), Window(0, _NEVER_LATE))
    sent: list[Sent] = []
    closing: dict[date, Mapping[Account, int]] = {}
    late = settled = 0
    batches = iter(lived.batches)
    batch = next(batches, None)
    for day in lived.closing:
        while batch is not None and batch.at < moment(day, CLOSES):
            if batch.bundles:
                done = _settle(stand, batch, deals, len(sent))
                sent += done.sent
                settled += len(done.settled)
                late = max(late, latest_time(stand.chain) - batch.at)
                progress(settled, len(lived.trades))
            batch = next(batches, None)
        advance_to(stand.chain, moment(day, CLOSES))
        closing[day] = balances_on_chain(stand.chain, stand.market)
    return OnChain(tuple(sent), late, closing)


def by_day(sent: Sequence[Sent], day: date) -> int:
    """Trades that settled on a day, by the time of their blocks."""
    start, end = moment(day, CLOSES) - 86_400, moment(day, CLOSES)
    return sum(len(each.trades) for each in sent if start <= each.outcome.timestamp < end)


def _settle(stand: Stand, batch: Batch, deals: Deals, number: int) -> Settlement:
    advance_to(stand.chain, batch.at)
    course, desk = Course(batch.bundles, Queue((), {})), stand.desk()
    done = settle_net(desk, course, deals, f"CUT-{number:03}") if batch.net else settle_gross(desk, course, deals)
    for reference, why in done.failed.items():
        raise ReconciliationFailed(f"trade {reference}", f"the chain did not settle it: {why}", "See the reason")
    return done
