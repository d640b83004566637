"""The story: the day is drawn, lived through on a chain of its own, rebuilt from its events, and told on one page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

from tenor.money.days import days_of
from tenor.money.payment import Method, Status
from tenor.money.statement import Statement, statement_of
from tenor.reports.interbank import Scribe
from tenor.reports.page import Block, Facts, Figures, Page, Section, Table, Text
from tenor.reports.singleness import exceptions
from tenor.scenarios.deposit_network.charts import liability_chart, needs_chart, reserves_chart
from tenor.scenarios.deposit_network.live import live_through
from tenor.scenarios.deposit_network.network import DAY, ZONE, open_network
from tenor.scenarios.deposit_network.orders import draw_plan
from tenor.scenarios.deposit_network.outcome import Outcome, read_outcome
from tenor.scenarios.deposit_network.people import HOUSES, draw_customers
from tenor.scenarios.deposit_network.tables import (
    WAYS,
    exchange_table,
    money_table,
    needs_table,
    nostros_table,
    payments_table,
    refused_table,
    sessions_table,
    statement_table,
    total,
    troubles_table,
    ways_table,
)
from tenor.scenarios.scenario import Setting, Told, Watcher

_LEAD = (
    "Four banks issue deposits as tokens, each a claim on that bank alone. Their customers pay each other all day, and "
    "the banks settle in four ways: in central-bank money at once, out of an account at the other bank, in an RTGS "
    "system whose operator confirms, and net at two cut-offs. Whichever way it goes, a deposit ceases at one bank and "
    "comes to be at another, one for one, or nothing has happened."
)
_SINGLE = (
    "A deposit at one bank is worth a deposit at any other as long as three sums are one: what a bank's customers "
    "hold, what the bank owes by all that was booked, withdrawn, sent and received, and the supply of its token."
)
_RECONCILED = (
    "Everything above is rebuilt from chain events alone, and held against the contracts, against what each act "
    "promised before it was sent, and against the payments that were asked for."
)


def tell(setting: Setting, watcher: Watcher) -> Told:
    """Draw the day of a seed, live through it, rebuild it from events and tell it."""
    random = Random(setting.seed)  # noqa: S311 -- a generated day, no secret
    customers = draw_customers(random)
    plan = draw_plan(random, customers)
    watcher.doing("banks open")
    with open_network(customers) as network:
        watcher.say("open", f"{len(HOUSES)} banks, {len(customers)} customers, deposits and reserves booked")
        course = live_through(network, plan, watcher)
        watcher.say("pay", f"{len(course.made)} payments between banks, {len(course.refused)} refused by the chain")
        watcher.doing("books are rebuilt from events")
        outcome = read_outcome(course)
        transactions, gas = len(list(network.journal)), sum(each.gas for _, each in network.journal)
    watcher.say("books", f"{len(outcome.checks)} checks over {len(outcome.money)} kinds of money")
    scribe = Scribe(outcome.books, network.names, ZONE)
    page = Page(
        title="Deposits at four banks",
        kicker="Scenario",
        standfirst="A day of payments between customers of four banks, settled in four ways.",
        sections=list(_sections(scribe, outcome)),
        checks=outcome.checks,
        reconciled=_RECONCILED,
        colophon=[
            ("Day", f"{DAY.isoformat()}, {ZONE}"),
            ("Seed", str(setting.seed)),
            ("Transactions", f"{transactions:,}"),
            ("Gas", f"{gas:,}"),
        ],
    )
    return Told(page, _data(scribe, outcome))


def _sections(scribe: Scribe, outcome: Outcome) -> Iterator[Section]:
    stories = list(outcome.books.payments.values())
    final = [story for story in stories if story.status is Status.FINAL]
    back = [story for story in stories if story.status is Status.REVERSED]
    figures = Figures([
        ("payments between banks", f"{len(stories):,}", f"HKD {total(story.amount for story in stories)} million"),
        ("final", f"{len(final):,}", f"HKD {total(story.amount for story in final)} million"),
        ("sent back", f"{len(back):,}", "refused, not confirmed, or out of time"),
        ("held for a payee", f"{len(exceptions(outcome.books)):,}", "whose account was blocked meanwhile"),
    ])  # fmt: skip
    blocks: list[Block] = [Text(_LEAD, "lead"), figures, _banks(), liability_chart(outcome), reserves_chart(outcome)]
    yield Section("day", "The day", blocks)
    yield Section(
        "liquidity",
        "Liquidity by way of settling",
        [
            ways_table(outcome),
            needs_chart(outcome.needs),
            needs_table(outcome),
            nostros_table(outcome),
            sessions_table(outcome),
        ],
    )
    singleness: list[Block] = [Text(_SINGLE, "lead"), money_table(scribe, outcome), exchange_table(scribe, outcome)]
    yield Section("singleness", "Singleness of money", singleness)
    yield Section("trouble", "What did not simply settle", [troubles_table(scribe, outcome), refused_table(outcome)])
    yield Section("payments", "Every payment", [payments_table(scribe, outcome)])
    yield Section("statements", "Statements of some", list(_statements(scribe, outcome)))


def _banks() -> Facts:
    facts = []
    for house in HOUSES:
        words = [f"{house.name}, HKD {total([house.reserves])} million of reserves"]
        words += [f"looks at what comes in from HKD {total([house.screens_from])} million on"] * bool(
            house.screens_from
        )
        words += ["lets customers pay through correspondents"] * bool(house.nostros)
        facts.append((house.code, "; ".join(words)))
    return Facts(facts)


def _statements(scribe: Scribe, outcome: Outcome) -> Iterator[Table]:
    """Of who was sent money back, of the blocked customer, of the bank that holds money for it, and of the busiest."""
    network = outcome.course.network
    by_wallet = {each.wallet: each for each in outcome.statements}
    chosen: dict[str, Statement] = {}
    for story in outcome.books.payments.values():
        if story.returned_by:
            chosen.setdefault(story.payer, by_wallet[story.payer])
    blocked, _ = outcome.course.plan.frozen
    wallet = network.actor(blocked).wallet
    chosen[wallet] = by_wallet[wallet]
    code = blocked.house.code
    bank = network.actors[code].wallet
    chosen[bank] = statement_of(outcome.books, network.tokens[code], bank)
    busiest = max(outcome.statements, key=lambda each: len(each.lines))
    chosen.setdefault(busiest.wallet, busiest)
    return (statement_table(scribe.statement(each)) for each in chosen.values())


def _data(scribe: Scribe, outcome: Outcome) -> Mapping[str, Any]:
    return {
        "day": DAY.isoformat(),
        "timezone": ZONE,
        "currency": outcome.books.history.system.currency,
        "ways": [
            {
                "method": each.method.name.lower(),
                "words": WAYS[each.method],
                "made": each.made,
                "final": each.final,
                "sent_back": each.sent_back,
                "refused": each.refused,
                "value": scribe.amount(each.value),
                "reserves_moved": None if each.method is Method.CONFIRMED else scribe.amount(each.reserves),
            }
            for each in outcome.ways
        ],
        "reserves": [
            {
                "bank": each.code,
                "opened": scribe.amount(each.opened),
                "gross_need": scribe.amount(each.gross),
                "net_need": scribe.amount(each.net),
            }
            for each in outcome.needs
        ],
        "sessions": [
            {
                "at": each.at,
                "part": each.part,
                "settled": each.payments,
                "sent_back": each.sent_back,
                "left": dict(each.left),
            }
            for each in outcome.course.sessions
        ],
        "banks": list(map(scribe.money, outcome.money)),
        "days": list(map(scribe.day, days_of(outcome.books, ZONE))),
        "exchanges": list(map(scribe.exchange, outcome.exchanges)),
        "payments": list(map(scribe.payment, outcome.books.payments.values())),
        "refused": [
            {
                "uetr": str(each.order.uetr),
                "method": each.order.method.name.lower(),
                "payer": each.order.payer.name,
                "payee": each.order.payee.name,
                "amount": scribe.amount(each.order.amount),
                "reason": each.reason,
            }
            for each in outcome.course.refused
        ],
        "statements": list(map(scribe.statement, outcome.statements)),
    }
