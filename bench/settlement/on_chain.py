"""A part of the day settled on Anvil, one by one and in cycles, and where the time goes."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from time import perf_counter
from typing import Any

from web3.middleware import Web3Middleware
from web3.types import MakeRequestFn, RPCEndpoint, RPCResponse

from tenor.chain.connection import Chain
from tenor.chain.intent import Intent
from tenor.scenarios.market import Stand, open_market, plan_of
from tenor.settlement.bundles import Bundle
from tenor.settlement.cycle import joint_cycle, settle_cycle_intent
from tenor.settlement.cycles import Limits, into_cycles
from tenor.settlement.day import DayPlan, generate_day
from tenor.settlement.liquidity import gross_needs
from tenor.settlement.market import Deals, Window, balances_on_chain, deals_of
from tenor.settlement.matched import MatchedTrade
from tenor.settlement.matching import match
from tenor.settlement.obligation import Obligation, Queue, obligations_of
from tenor.settlement.sequence import steps_in_sequence
from tenor.settlement.tolerance import T2S
from tenor.settlement.trade import settlement_intent, sign_trade

TRADES = 5_000
BONDS = 10
"""The bonds of which trades are taken: each member lets each token settle, by a transaction before the clock runs."""

ALWAYS = Window(0, 2**40 - 1)
NODE = {
    "eth_estimateGas": "dry run by the node",
    "eth_sendRawTransaction": "sending",
    "eth_getTransactionReceipt": "waiting for the block",
}
OTHER_READS = "other reads"


class Meter:
    """Seconds and calls by what the node is asked, while it is on."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self.calls: Counter[str] = Counter()

    @contextmanager
    def on(self, chain: Chain) -> Iterator[None]:
        """Measure what is asked of a chain for the length of a block."""
        meter = self

        class Metering(Web3Middleware):
            def wrap_make_request(self, make_request: MakeRequestFn) -> MakeRequestFn:
                def measured(method: RPCEndpoint, params: Any) -> RPCResponse:  # noqa: ANN401 -- web3's signature
                    started = perf_counter()
                    try:
                        return make_request(method, params)
                    finally:
                        meter.seconds[NODE.get(method, OTHER_READS)] += perf_counter() - started
                        meter.calls[method] += 1

                return measured

        chain.web3.middleware_onion.inject(Metering, "meter", layer=0)
        try:
            yield
        finally:
            chain.web3.middleware_onion.remove("meter")


def settle_on_chain(plan: DayPlan, most: int = TRADES, bonds: int = BONDS) -> dict[str, Any]:
    """Settle the first trades of a day in its first bonds, each way from the same opening balances.

    Raises:
        RuntimeError: the two ways end in different balances, or in others than the trades come to.
    """
    trades = some_of(plan, most, bonds)
    obligations = obligations_of(trades)
    queue = Queue(obligations, gross_needs(obligations))
    order = [step.settled for step in steps_in_sequence(queue)]
    started = perf_counter()
    with open_market(plan_of("bench", trades, queue.balances, plan.settles)) as stand:
        opened = round(perf_counter() - started, 1)
        deals = deals_of(stand.market, trades, ALWAYS)
        results: dict[str, Any] = {
            "load_before": round(os.getloadavg()[0], 2),
            "trades": len(order),
            "instructions": 2 * len(order),
            "market_seconds": opened,
        }
        ends = []
        for name, make in (("one_by_one", _singly), ("in_cycles", _cycles)):
            snapshot = stand.chain.rpc("evm_snapshot")
            fresh = stand.again()
            results[name] = _measure(fresh, order, deals, make)
            ends.append(balances_on_chain(fresh.chain, fresh.market))
            stand.chain.rpc("evm_revert", snapshot)
    if ends[0] != ends[1] or {key: left for key, left in ends[0].items() if left} != _after(queue):
        raise RuntimeError("one by one and in cycles the day does not end as it should")
    return results


def some_of(plan: DayPlan, most: int, bonds: int) -> list[MatchedTrade]:
    """The first trades of a day that nobody holds, in as many bonds."""
    matched = [each for each in match(generate_day(plan).instructions, T2S).trades if not each.hold]
    wanted = sorted({each.delivery.asset for each in matched})[:bonds]
    return [each for each in matched if each.delivery.asset in wanted][:most]


Make = Callable[[Stand, Sequence[Obligation], Deals, dict[str, list[bytes]]], list[Intent]]


def _singly(stand: Stand, order: Sequence[Obligation], deals: Deals, signed: dict[str, list[bytes]]) -> list[Intent]:
    dealt = ((deals[each.reference], signed[each.reference]) for each in order)
    return [settlement_intent(deal.venue, deal.trade, "bench", stand.keys, given) for deal, given in dealt]


def _cycles(stand: Stand, order: Sequence[Obligation], deals: Deals, signed: dict[str, list[bytes]]) -> list[Intent]:
    bundles: list[Bundle] = [(each,) for each in order]
    intents = []
    for number, cycle in enumerate(into_cycles(bundles, deals, Limits())[0]):
        references = [each.reference for bundle in cycle for each in bundle]
        joint = joint_cycle(f"C-{number}", [deals[reference] for reference in references])
        given = [signature for reference in references for signature in signed[reference]]
        intents.append(settle_cycle_intent(joint.venues[0], joint, "bench", stand.keys, given))
    return intents


def _measure(stand: Stand, order: Sequence[Obligation], deals: Deals, make: Make) -> dict[str, Any]:
    started = perf_counter()
    signed = {
        each.reference: [
            sign_trade(deals[each.reference].venue, trade, stand.keys[party.key])
            for party in (trade.seller, trade.buyer)
        ]
        for each in order
        for trade in (deals[each.reference].trade,)
    }
    signing = perf_counter() - started
    started = perf_counter()
    intents = make(stand, order, deals, signed)
    encoding = perf_counter() - started
    meter, gas = Meter(), 0
    started = perf_counter()
    with meter.on(stand.chain):
        for intent in intents:
            gas += stand.sender.execute(intent).gas
    sending = perf_counter() - started
    split = {"parties' signatures": signing, "encoding": encoding, **meter.seconds}
    split["the sender's own work"] = sending - sum(meter.seconds.values())
    return {
        "transactions": len(intents),
        "gas": gas,
        "gas_per_trade": -(-gas // len(order)),
        "seconds": round(signing + encoding + sending, 2),
        "instructions_per_second": round(2 * len(order) / (signing + encoding + sending)),
        "instructions_per_second_sending": round(2 * len(order) / sending),
        "split": {name: round(seconds, 2) for name, seconds in split.items()},
        "calls": dict(meter.calls),
    }


def _after(queue: Queue) -> dict[tuple[str, str], int]:
    balances = dict(queue.balances)
    for each in queue.obligations:
        for account, change in each.changes:
            balances[account] = balances.get(account, 0) + change
    return {account: balance for account, balance in balances.items() if balance}
