"""The story: one generated day, the liquidity that it needs gross and net, and that both end the same."""

from __future__ import annotations

from collections.abc import Mapping

from tenor.reports.check import compare
from tenor.reports.page import Page, Section, Table, Text
from tenor.scenarios.scenario import Setting, Told, Watcher
from tenor.settlement.day import DayPlan, generate_day
from tenor.settlement.instruction import is_money
from tenor.settlement.liquidity import gross_needs, net_needs, total_by_asset
from tenor.settlement.matched import legs_of
from tenor.settlement.matching import match
from tenor.settlement.netting import Positions, multilateral_nets, net_positions
from tenor.settlement.obligation import obligations_of
from tenor.settlement.quantity import told as written

PLAN = DayPlan(trades=20_000, currencies=("HKD", "CNY"))


def tell(setting: Setting, watcher: Watcher) -> Told:
    """Generate the day of a seed, match it, and hold gross against net."""
    day = generate_day(DayPlan(PLAN.trades, currencies=PLAN.currencies, seed=setting.seed))
    trades = [trade for trade in match(day.instructions).trades if not trade.hold]
    watcher.say("match", f"{len(trades):,} trades of {len(day.instructions):,} instructions")
    obligations, legs = obligations_of(trades), legs_of(trades)
    needs = [total_by_asset(each) for each in (gross_needs(obligations), net_needs(obligations))]
    rows = [(asset, *(written(need[asset], asset) for need in needs)) for asset in needs[0] if is_money(asset)]
    gross, net = (net_positions(each) for each in (legs, multilateral_nets(net_positions(legs))))
    check = compare("Positions: gross against net", _flat(gross), _flat(net), ("gross", "net"))
    table = Table("Liquidity needed", ("currency", "gross:", "net:"), rows)
    page = Page(
        title="T+2 against T+0",
        kicker="Scenario",
        standfirst="The same trades settled two days later gross, at once gross, and at once net.",
        sections=[Section("liquidity", "Liquidity", [Text("What accounts must open with.", "lead"), table])],
        checks=[check],
        reconciled="What every account ends with is the same gross and net.",
        colophon=[("Seed", str(setting.seed)), ("Trades", f"{len(trades):,}")],
    )
    return Told(page, {"liquidity": {"gross": needs[0], "net": needs[1]}})


def _flat(positions: Positions) -> Mapping[str, int]:
    return {f"{party} {asset}": net for asset, parties in positions.items() for party, net in parties.items()}
