"""The page of the story."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from tenor.reports.check import Check
from tenor.reports.formats import day_text, decimal_text, percent_text
from tenor.reports.page import Block, Chart, Facts, Figures, Heading, Page, Section, Table, Text
from tenor.scenarios.market import ZONE
from tenor.scenarios.t2_versus_t0 import charts
from tenor.scenarios.t2_versus_t0.arrangement import ARRANGEMENTS
from tenor.scenarios.t2_versus_t0.document import LargeDay
from tenor.scenarios.t2_versus_t0.exposure import grid
from tenor.scenarios.t2_versus_t0.measures import CASH_PERCENT, SECURITIES_PERCENT, Measures
from tenor.scenarios.t2_versus_t0.trading import CURRENCY, DAYS, MEMBERS, OPENING_PERCENT, Trading
from tenor.settlement.fails import Cause
from tenor.settlement.liquidity import Settled
from tenor.units import Money


def page_of(
    measured: Sequence[Measures], trading: Trading, large: LargeDay, checks: Sequence[Check], seed: int
) -> Page:
    """The page."""
    return Page(
        title="T+2 against T+0",
        kicker="Scenario",
        standfirst="The same trades settled two business days later one by one, on the same day one by one, and on the "
        "same day net in cycles: what each needs, leaves open and lets fail. Settled off chain by the engine and on an "
        "embedded chain by the contracts.",
        sections=[
            Section("summary", "Summary", _summary(measured, trading)),
            Section("liquidity", "Liquidity", _liquidity(measured, large)),
            Section("exposure", "Exposure", _exposure(measured)),
            Section("fails", "Fails and penalties", _fails(measured)),
            Section("chain", "On chain", _chain(measured)),
            Section("assumptions", "What is invented", _assumptions(seed)),
        ],
        checks=checks,
        reconciled="The trades agreed, the balances that the three arrangements end with, and what the tokens "
        "told at the end of every day of each, account by account.",
        colophon=[
            ("Seed", str(seed)),
            ("Trades", f"{len(trading.agreed):,}"),
            ("Chain", "embedded Anvil, chain 31337"),
        ],
    )


def _summary(measured: Sequence[Measures], trading: Trading) -> list[Block]:
    _, t0, net = measured
    value = sum(each.trade.amount for each in trading.agreed)
    less = percent_text(t0.money_needed - net.money_needed, t0.money_needed)
    open_for = [_days(each.exposure.value_days) for each in measured]
    lead = (
        f"One by one these trades need {_money(t0.money_needed)} of opening money if none is to wait for it, at T+2 "
        f"and at T+0 alike; net at T+0 they need {_money(net.money_needed)}, {less} less. From agreement to settlement "
        f"value is open for {open_for[0]} {CURRENCY} million days at T+2, {open_for[1]} at T+0 one by one and "
        f"{open_for[2]} net. With less money than that, {len(t0.lived.fails)} "
        f"of {len(t0.lived.trades)} trades fail on their day one by one, {len(net.lived.fails)} net."
    )
    rows: list[tuple[str, Callable[[Measures], str]]] = [
        ("Trades that settled", lambda each: f"{len(each.lived.settled_at):,}"),
        ("of them on their day", lambda each: f"{len(each.lived.settled_at) - len(each.lived.fails):,}"),
        (f"Money needed so that none waits for it, {CURRENCY}", lambda each: _plain(each.money_needed)),
        (f"Open from agreement to settlement, {CURRENCY} million × days", lambda each: _days(each.exposure.value_days)),
        ("of it after the intended day, through fails", lambda each: _days(each.exposure.failed_value_days)),
        (f"Most that was open, {CURRENCY}", lambda each: _plain(max(each.exposure.unsettled))),
        (f"Most that replacing it would have cost, {CURRENCY}", lambda each: _plain(max(each.exposure.replacement))),
        (f"Penalties, {CURRENCY}", lambda each: _plain(each.penalty)),
        ("Transactions", lambda each: f"{len(each.on_chain.sent):,}"),
        ("Gas per trade", lambda each: f"{each.on_chain.gas // len(each.lived.trades):,}"),
    ]
    return [
        Text(lead, "lead"),
        Figures([
            ("Trades", f"{len(trading.agreed):,}", f"on {DAYS} days"),
            ("Value", decimal_text(Decimal(value // 10**8)), f"{CURRENCY} million"),
            ("Members", f"{MEMBERS}", ""),
            ("Transactions", f"{sum(len(each.on_chain.sent) for each in measured):,}", "that settled trades"),
        ]),
        Table(
            "The three arrangements",
            ("measure", *(f"{each.name}:" for each in measured)),
            [(label, *(told(each) for each in measured)) for label, told in rows],
        ),
        Text(
            "Nothing here is of a real market: trades, prices, balances and penalty rates are drawn or chosen, and no "
            "published figure of any market or project is modelled. See What is invented.",
            "caution",
        ),
    ]  # fmt: skip


def _liquidity(measured: Sequence[Measures], large: LargeDay) -> list[Block]:
    gross, net = large.needs
    bars = {each.name: _major(each.money_needed) for each in measured}
    return [
        Text(
            "The money that accounts would have to open with if no trade were to wait for it. One by one it is "
            "the same at T+2 and at T+0, since the same trades settle in the same order; what T+0 takes away is the "
            "two days in which to find it. Net, each cut-off asks for no more than the nets."
        ),
        Chart(
            "money", f"Money needed, {CURRENCY}", "Opening money that each arrangement needs; also in the table above.",
            charts.bars(bars, CURRENCY),
        ),
        Heading("A large day"),
        Text(
            f"A day of {len(large.obligations):,} trades, settled off chain only: {_money(gross)} of money are needed "
            f"one by one, {_money(net)} net. Where accounts open with less, what settles depends on the search: each "
            "queue strictly in its order, with those that wait for each other settled at once, and with overtaking."
        ),
        Chart(
            "curve", "What settles with how much opening money",
            "Share of the value that settles at each level of opening money; the numbers stand in the table below.",
            charts.liquidity_figure(large.curve),
        ),
        Table(
            "Settled by value, per cent",
            ("opening money, %:", "one by one:", "at once:", "with overtaking:"),
            [
                (f"{each.percent}", *map(_percent, (each.in_sequence, each.at_once, each.overtaking)))
                for each in large.curve
            ],
        ),
    ]  # fmt: skip


def _exposure(measured: Sequence[Measures]) -> list[Block]:
    unsettled = {each.name: [_major(value) for value in each.exposure.unsettled] for each in measured}
    replacement = {each.name: [_major(value) for value in each.exposure.replacement] for each in measured}
    rows = [
        (
            each.name, _days(each.exposure.value_days), _days(each.exposure.failed_value_days),
            _plain(max(each.exposure.unsettled)), _plain(max(each.exposure.replacement)),
            _plain(sum(each.exposure.replacement) // len(each.exposure.replacement)),
        )
        for each in measured
    ]  # fmt: skip
    return [
        Text(
            "From its agreement to its settlement each trade is open: if a party fails for good, the other has to "
            "replace it at the price of that hour. Replacement cost is what all parties together would pay at once, "
            "the trades of each pair net; prices follow one drawn path, the same in all three."
        ),
        Chart(
            "unsettled", f"Value of trades agreed and not settled, {CURRENCY}",
            "Value open at each hour of the business days under each arrangement.",
            charts.lines_by_hour(grid(), unsettled, CURRENCY),
        ),
        Chart(
            "replacement", f"Replacement cost at moved prices, {CURRENCY}",
            "Cost of replacing what is open at each hour under each arrangement.",
            charts.lines_by_hour(grid(), replacement, CURRENCY),
        ),
        Table(
            f"Exposure, in {CURRENCY}",
            (
                "arrangement", "million × days:", "of it through fails:", "most open:", "highest replacement cost:",
                "average over the hours:",
            ),
            rows,
        ),
    ]  # fmt: skip


def _fails(measured: Sequence[Measures]) -> list[Block]:
    rows = [
        (
            each.name, f"{len(each.lived.fails):,}", _plain(each.failed_value),
            *(f"{each.fails_by(cause):,}" for cause in (Cause.LACK_OF_SECURITIES, Cause.LACK_OF_CASH)),
            f"{len({(penalty.trade, penalty.day) for penalty in each.penalties}):,}", _plain(each.penalty),
        )
        for each in measured
    ]  # fmt: skip
    return [
        Text(
            f"Accounts open with {OPENING_PERCENT} % of what they need one by one, and with what they need net over "
            "the whole time at least. What its day does not settle goes on waiting; on the business day after the last "
            "intended one all that is left settles at once, net. Each business day of a fail costs the party at fault "
            "a penalty to the other."
        ),
        Table(
            "Fails",
            (
                "arrangement", "trades:", f"value, {CURRENCY}:", "securities lacking:", "cash lacking:",
                "trade days failed:",
                f"penalties, {CURRENCY}:",
            ),
            rows,
            "Where both parties lack something, the trade counts under both, and each pays the other.",
        ),
        Chart(
            "fails", "Trades that failed on their day", "Number of fails of each arrangement; also in the table.",
            charts.bars({each.name: Decimal(len(each.lived.fails)) for each in measured}, "Trades"),
        ),
        Chart(
            "penalties", f"Penalties, {CURRENCY}", "Sum of penalties of each arrangement; also in the table.",
            charts.bars({each.name: _major(each.penalty) for each in measured}, CURRENCY),
        ),
    ]  # fmt: skip


def _chain(measured: Sequence[Measures]) -> list[Block]:
    rows = [
        (
            each.name, f"{len(each.on_chain.sent):,}", f"{each.on_chain.gas:,}",
            f"{each.on_chain.gas // len(each.lived.trades):,}", f"{each.on_chain.late:,}",
        )
        for each in measured
    ]  # fmt: skip
    columns = ("arrangement", "transactions:", "gas:", "gas per trade:", "latest after its moment, s:")
    cycles = [
        (
            each.name, sent.reference, _moment(sent.outcome.timestamp), f"{len(sent.trades):,}", f"{sent.members}",
            f"{sent.outcome.gas:,}", f"{sent.outcome.gas // len(sent.trades):,}",
        )
        for each in measured
        for sent in each.on_chain.sent
        if len(sent.trades) > 1
    ]  # fmt: skip
    return [
        Text(
            "Every trade carries the signatures of both its parties (EIP-712). One by one, a transaction settles one "
            "trade; net, a cycle checks every signature, spends every nonce and moves each member's net once."
        ),
        Table("Transactions that settled trades", columns, rows),
        Chart(
            "gas", "Gas per trade", "Gas per trade of each arrangement; also in the table.",
            charts.bars({each.name: Decimal(each.on_chain.gas // len(each.lived.trades)) for each in measured}, "Gas"),
        ),
        Table("Cycles", ("arrangement", "cycle", "settled", "trades:", "members:", "gas:", "gas per trade:"), cycles),
    ]  # fmt: skip


def _assumptions(seed: int) -> list[Block]:
    net = ARRANGEMENTS[-1]
    cut_offs = " and ".join(f"{at:%H:%M}" for at in net.cut_offs)
    return [
        Text(
            "The comparison is suggested by projects that aim at settlement in near real time where T+2 is the rule "
            "today, as in Korea's market. None of them has published figures that could be modelled, and none is."
        ),
        Facts([
            ("Trades, parties, bonds", f"generated with seed {seed}; sizes, members and times clustered"),
            ("Order of settlement", "one by one: whatever is covered settles, by priority and agreement"),
            ("Cut-offs", f"net settlement at {cut_offs}, Hong Kong time"),
            ("Opening balances", f"{OPENING_PERCENT} % of gross needs, net needs at least; no credit, no new money"),
            ("Prices", "one drawn path for each bond, moving in the hours shown"),
            ("Penalties", f"{SECURITIES_PERCENT} % a day for lack of securities, {CASH_PERCENT} % for lack of cash"),
            ("At fault", "whose account does not cover the trade and all that stands before it; else the deliverer"),
            ("Left out", "funding and lending that parties arrange in two days, margin, default of a party"),
        ]),
    ]  # fmt: skip


def _major(minor: int) -> Decimal:
    return Money(minor, CURRENCY).amount


def _plain(minor: int) -> str:
    return decimal_text(_major(minor))


def _money(minor: int) -> str:
    return str(Money(minor, CURRENCY))


def _days(value_days: int) -> str:
    """Value times days, in millions."""
    return decimal_text((Decimal(value_days) / 10**8).quantize(Decimal("0.1")))


def _percent(settled: Settled) -> str:
    return f"{Decimal(settled.value_per_mille) / 10:.1f}"


def _moment(at: int) -> str:
    when = datetime.fromtimestamp(at, ZoneInfo(ZONE))
    return f"{day_text(when.date().isoformat())} {when:%H:%M:%S}"
