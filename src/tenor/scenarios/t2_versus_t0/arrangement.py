"""How each arrangement settles the trades, without a chain: which trade when, with what, and what fails on its day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from tenor.scenarios.t2_versus_t0.trading import DAYS, FIRST, Agreed, Trading, later, moment
from tenor.settlement.bundles import Bundle, course_at_once
from tenor.settlement.cycle import MAX_TRADES
from tenor.settlement.fails import Cause, Fail
from tenor.settlement.matched import MatchedTrade
from tenor.settlement.obligation import Account, Obligation, Outcome, Queue, obligations_of, queue_after
from tenor.settlement.sequence import steps_in_sequence

OPENS = time(7)
MORNING = time(9)
CLOSES = time(18)
LATEST = 2  # business days between agreement and settlement, of any arrangement


@dataclass(frozen=True, slots=True)
class Arrangement:
    """One way to settle.

    Args:
        key: in data.
        name: for people.
        days_after: business days from agreement to intended settlement.
        cut_offs: when what has been agreed settles net; none where everything settles one by one.
    """

    key: str
    name: str
    days_after: int
    cut_offs: tuple[time, ...] = ()


ARRANGEMENTS = (
    Arrangement("t2_gross", "T+2 gross", LATEST),
    Arrangement("t0_gross", "T+0 gross", 0),
    Arrangement("t0_net", "T+0 net", 0, (time(12, 30), time(17, 30))),
)


@dataclass(frozen=True, slots=True)
class Batch:
    """What settles at a moment: one by one, or net as far as the limits of a cycle allow."""

    at: int
    bundles: tuple[Bundle, ...]
    net: bool


@dataclass(frozen=True, slots=True)
class Lived:
    """An arrangement from the first agreement to the last settlement.

    Args:
        arrangement: which.
        trades: as intended under it, by reference.
        batches: in their order.
        settled_at: when each trade settled [s].
        fails: trades that did not settle on their day.
        closing: its business days with the balances that each ended with.
        unsettled: trades that never settled.
    """

    arrangement: Arrangement
    trades: Mapping[str, MatchedTrade]
    batches: tuple[Batch, ...]
    settled_at: Mapping[str, int]
    fails: tuple[Fail, ...]
    closing: Mapping[date, Mapping[Account, int]]
    unsettled: tuple[str, ...]

    @property
    def final(self) -> Mapping[Account, int]:
        """Balances after the last day, those of zero left out."""
        return {account: balance for account, balance in [*self.closing.values()][-1].items() if balance}


def business_days() -> tuple[date, ...]:
    """All days of the story: of trading, of settlement two days later, and a last one on which what is left settles."""
    return tuple(later(FIRST, number) for number in range(DAYS + LATEST + 1))


def live(arrangement: Arrangement, trading: Trading) -> Lived:
    """Settle all trades under an arrangement.

    One by one, whatever is covered settles, also before what is not; what its day does not settle stays in the queue
    before what comes later. On the business day after the last intended one everything that is left settles at once,
    net: the accounts cover that, since they opened with their net needs.
    """
    days = business_days()[: DAYS + arrangement.days_after + 1]
    trades = {each.trade.reference: each.settling_after(arrangement.days_after) for each in trading.agreed}
    queue = Queue((), trading.opening)
    batches: list[Batch] = []
    closing: dict[date, Mapping[Account, int]] = {}
    causes: dict[str, frozenset[Cause]] = {}
    for day in days:
        due = [each for each in trading.agreed if trades[each.trade.reference].settlement_date == day]
        for batch, left in _day(arrangement, queue, due, day, last=day == days[-1]):
            batches.append(batch)
            queue = left
        closing[day] = dict(queue.balances)
        for each in queue.obligations:
            causes.setdefault(each.reference, _causes(each, queue, trades[each.reference]))
    settled_at = {each.reference: batch.at for batch in batches for bundle in batch.bundles for each in bundle}
    fails = tuple(Fail(trades[name], why, _day_of(settled_at.get(name), days)) for name, why in causes.items())
    unsettled = tuple(each.reference for each in queue.obligations)
    return Lived(arrangement, trades, tuple(batches), settled_at, fails, closing, unsettled)


def _day_of(at: int | None, days: Sequence[date]) -> date | None:
    return None if at is None else next(day for day in reversed(days) if moment(day, OPENS) <= at)


def _day(
    arrangement: Arrangement, queue: Queue, due: Sequence[Agreed], day: date, *, last: bool
) -> Iterator[tuple[Batch, Queue]]:
    """What settles in the course of a day, each time with the queue after it; at least one batch, maybe empty."""
    if last:
        yield _net(_joined(queue, due), moment(day, MORNING))
    elif arrangement.cut_offs:
        start = moment(day, OPENS)
        for at in (moment(day, each) for each in arrangement.cut_offs):
            batch, queue = _net(_joined(queue, [each for each in due if start <= each.at < at]), at)
            yield batch, queue
            start = at
    else:
        yield from _gross(arrangement, _joined(queue, due), {each.trade.reference: each.at for each in due}, day)


def _gross(arrangement: Arrangement, queue: Queue, at: Mapping[str, int], day: date) -> Iterator[tuple[Batch, Queue]]:
    """One by one: all that is due in the morning, or each trade when it is agreed, and whatever that lets settle."""
    morning = moment(day, MORNING if arrangement.days_after else OPENS)
    times: dict[int, list[Obligation]] = {}
    for settled, upon in steps_in_sequence(queue, overtaking=True):
        upon_at = morning if arrangement.days_after else max(morning, at.get(upon.reference, morning))
        times.setdefault(upon_at, []).append(settled)
    if not times:
        yield Batch(morning, (), net=False), queue
    for moment_of, settled_then in times.items():
        queue = _after(queue, settled_then)
        yield Batch(moment_of, tuple((each,) for each in settled_then), net=False), queue


def _net(queue: Queue, at: int) -> tuple[Batch, Queue]:
    course = course_at_once(queue, MAX_TRADES)
    return Batch(at, course.bundles, net=True), course.left


def _joined(queue: Queue, due: Sequence[Agreed]) -> Queue:
    arrived = obligations_of(each.trade for each in due)
    return Queue((*queue.obligations, *arrived), queue.balances)


def _after(queue: Queue, settled: Sequence[Obligation]) -> Queue:
    gone = {each.reference for each in settled}
    blocked = tuple(each for each in queue.obligations if each.reference not in gone)
    return queue_after(queue, Outcome(tuple(settled), blocked))


def _causes(obligation: Obligation, queue: Queue, trade: MatchedTrade) -> frozenset[Cause]:
    """Who is at fault: whose account does not cover the trade with all that stands before it; else the deliverer.

    A trade that is covered on both sides waits behind one that is not, in a queue that its deliverer or its receiver
    could have reordered.
    """
    asset, currency = trade.delivery.asset, trade.delivery.currency
    short = {
        account for account, change in obligation.changes if change < 0 and _claimed(account, obligation, queue) < 0
    }
    causes = {
        Cause.LACK_OF_SECURITIES: (trade.delivery.party, asset),
        Cause.LACK_OF_CASH: (trade.receipt.party, currency),
    }
    return frozenset(cause for cause, account in causes.items() if account in short) or frozenset(
        {Cause.LACK_OF_SECURITIES}
    )


def _claimed(account: Account, last: Obligation, queue: Queue) -> int:
    """What an account would have left if everything up to an obligation were debited to it."""
    left = queue.balances.get(account, 0)
    for each in queue.obligations:
        left += sum(change for of, change in each.changes if of == account and change < 0)
        if each is last:
            break
    return left
