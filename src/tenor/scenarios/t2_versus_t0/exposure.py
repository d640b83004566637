"""What is open between agreement and settlement: its value, how long, and what replacing it would cost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from random import Random

from tenor.scenarios.t2_versus_t0.arrangement import CLOSES, Lived, business_days
from tenor.scenarios.t2_versus_t0.trading import Trading, moment

HOURS = tuple(range(7, 19))
DAY = 86_400  # [s]
START = 1_000_000  # of a price path, which has no unit: only its changes count
STEP = 1_500  # most that it moves in an hour of trading: 15 basis points of the start


@dataclass(frozen=True, slots=True)
class Exposure:
    """What was open, by hour.

    Args:
        unsettled: value of the trades agreed and not settled [minor].
        replacement: what all parties together would pay to replace what each other party owes them, pairs net [minor].
        value_days: value times time until settlement, of all trades [minor times days], rounded down.
        failed_value_days: of it after the intended day, of the trades that failed on it.
    """

    unsettled: tuple[int, ...]
    replacement: tuple[int, ...]
    value_days: int
    failed_value_days: int


def grid() -> tuple[int, ...]:
    """The hours that are looked at [s]: those of the business days, in their order."""
    return tuple(moment(day, time(hour)) for day in business_days() for hour in HOURS)


def price_paths(seed: int, assets: Sequence[str]) -> Mapping[str, tuple[int, ...]]:
    """A price of each asset at each hour of the grid: a walk whose steps are drawn alike on both sides."""
    draw = Random(f"prices of {seed}")  # noqa: S311 -- nothing is to be kept secret
    paths = {}
    for asset in sorted(assets):
        price, path = START, []
        for _ in grid():
            price += draw.randrange(-STEP, STEP + 1)
            path.append(price)
        paths[asset] = tuple(path)
    return paths


def exposure_of(lived: Lived, trading: Trading, paths: Mapping[str, Sequence[int]]) -> Exposure:
    """What was open under an arrangement.

    Args:
        lived: the arrangement; everything settled in it.
        trading: what was agreed.
        paths: price of each asset at each hour.
    """
    unsettled, replacement = [], []
    hours = grid()
    for place, at in enumerate(hours):
        pairs: defaultdict[tuple[str, str], int] = defaultdict(int)
        value = 0
        for each in trading.agreed:
            if not each.at <= at < lived.settled_at[each.trade.reference]:
                continue
            value += each.trade.amount
            seller, buyer = each.trade.delivery.party, each.trade.receipt.party
            path = paths[each.trade.delivery.asset]
            agreed = path[max(n for n, hour in enumerate(hours) if hour <= each.at)]
            gain = each.trade.amount * (path[place] - agreed) // agreed  # of the buyer, where the price rose
            pairs[min(seller, buyer), max(seller, buyer)] += gain if buyer < seller else -gain
        unsettled.append(value)
        replacement.append(sum(map(abs, pairs.values())))
    settled = lived.settled_at
    value_time = sum(each.trade.amount * (settled[each.trade.reference] - each.at) for each in trading.agreed)
    failed_time = sum(
        fail.trade.amount * (settled[fail.trade.reference] - moment(fail.trade.settlement_date, CLOSES))
        for fail in lived.fails
    )
    return Exposure(tuple(unsettled), tuple(replacement), value_time // DAY, failed_time // DAY)
