"""The story: the same trades lived through three times, off chain and on chain, and held against each other."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from time import monotonic

from tenor.scenarios.market import open_market, plan_of
from tenor.scenarios.scenario import Setting, Told, Watcher
from tenor.scenarios.t2_versus_t0.arrangement import ARRANGEMENTS, Lived, live
from tenor.scenarios.t2_versus_t0.checks import checks_of
from tenor.scenarios.t2_versus_t0.document import LargeDay, document_of
from tenor.scenarios.t2_versus_t0.exposure import exposure_of, price_paths
from tenor.scenarios.t2_versus_t0.measures import measure
from tenor.scenarios.t2_versus_t0.on_chain import OnChain, carry_out
from tenor.scenarios.t2_versus_t0.page import page_of
from tenor.scenarios.t2_versus_t0.trading import FIRST, Trading, trade_days
from tenor.settlement.day import DayPlan, generate_day
from tenor.settlement.instruction import is_money
from tenor.settlement.liquidity import liquidity_curve
from tenor.settlement.matching import match
from tenor.settlement.obligation import obligations_of

LARGE = DayPlan(trades=10_000, currencies=("HKD",), wrong_per_mille=0, missing_per_mille=0, hold_per_mille=0)


def tell(setting: Setting, watcher: Watcher) -> Told:
    """Live through the trades of a seed under every arrangement."""
    started = monotonic()
    trading = trade_days(setting.seed)
    watcher.say("agree", f"{len(trading.agreed):,} trades on three days, drawn with seed {setting.seed}")
    lives = [live(arrangement, trading) for arrangement in ARRANGEMENTS]
    for each in lives:
        watcher.say("settle", f"{each.arrangement.name}: {len(each.fails):,} of {len(each.trades):,} fail on their day")
    chained = _on_chain(lives, trading, watcher)
    paths = price_paths(setting.seed, sorted({each.trade.delivery.asset for each in trading.agreed}))
    measured = [
        measure(each, on_chain, exposure_of(each, trading, paths), trading)
        for each, on_chain in zip(lives, chained, strict=True)
    ]
    large = _large_day(setting.seed, watcher)
    checks = checks_of(measured, trading)
    page = page_of(measured, trading, large, checks, setting.seed)
    return Told(page, document_of(measured, trading, large) | {"run": {"seconds": round(monotonic() - started, 1)}})


def _on_chain(lives: list[Lived], trading: Trading, watcher: Watcher) -> list[OnChain]:
    """Every arrangement from the same market on, which is taken back to its opening each time."""
    trades = [trade for lived in lives for trade in lived.trades.values()]
    watcher.doing("a market opens on a chain of its own")
    with open_market(plan_of("t2-versus-t0", trades, trading.opening, FIRST)) as stand:
        watcher.say("open", f"{len(stand.market.members)} members and {len(stand.market.tokens)} tokens on a chain")
        done = []
        for lived in lives:
            name = lived.arrangement.name
            snapshot = stand.chain.rpc("evm_snapshot")
            done.append(carry_out(stand.again(), lived, partial(_tell_progress, watcher, name)))
            stand.chain.rpc("evm_revert", snapshot)
            watcher.say("chain", f"{name}: {len(done[-1].sent):,} transactions, {done[-1].gas:,} gas")
        return done


def _tell_progress(watcher: Watcher, name: str, settled: int, of: int) -> None:
    watcher.doing(f"{name}: {settled:,} of {of:,} trades")


def _large_day(seed: int, watcher: Watcher) -> LargeDay:
    """What settles of a day too large to send here, at every level of opening money."""
    watcher.doing("a large day, off chain")
    day = generate_day(replace(LARGE, seed=seed))
    obligations = obligations_of(match(day.instructions).trades)
    large = LargeDay(obligations, liquidity_curve(obligations, is_scarce=is_money))
    watcher.say("large day", f"{len(obligations):,} trades off chain, at {len(large.curve)} levels of opening money")
    return large
