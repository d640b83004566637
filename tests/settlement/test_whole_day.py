"""A day through all of it: files, matching, netting, gridlock, fails and penalties."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from tenor.settlement.day import Day, DayPlan, generate_day
from tenor.settlement.fails import Fail, causes_of
from tenor.settlement.gridlock import largest_feasible
from tenor.settlement.instruction_file import read_instructions, render_instructions
from tenor.settlement.liquidity import net_needs
from tenor.settlement.matched import MatchedTrade, legs_of
from tenor.settlement.matching import Matching, match
from tenor.settlement.netting import multilateral_nets, net_positions
from tenor.settlement.obligation import Account, Queue, obligations_of, queue_after
from tenor.settlement.overtaking import improve
from tenor.settlement.penalties import Base, PenaltyTable, penalties, totals

CURRENCIES = ("EUR", "USD", "GBP")
PLAN = DayPlan(trades=600, members=8, bonds=10, currencies=CURRENCIES, wrong_per_mille=20, missing_per_mille=20)


@pytest.fixture(scope="module")
def day() -> Day:
    return generate_day(PLAN)


@pytest.fixture(scope="module")
def matching(day: Day) -> Matching:
    return match(day.instructions)


def by_asset(balances: Mapping[Account, int]) -> Counter[str]:
    sums: Counter[str] = Counter()
    for (_, asset), balance in balances.items():
        sums[asset] += balance
    return sums


def lacks(party: str, asset: str, quantity: int, balances: Mapping[Account, int]) -> bool:
    return balances.get((party, asset), 0) < quantity


def failed(trade: MatchedTrade, balances: Mapping[Account, int]) -> list[Fail]:
    delivery, receipt = trade.legs
    causes = causes_of(
        trade,
        lacks_securities=lacks(delivery.giver, delivery.asset, delivery.quantity, balances),
        lacks_cash=lacks(receipt.giver, receipt.asset, receipt.quantity, balances),
    )
    return [Fail(trade, causes)] if causes else []


def test_day__written_and_read__matches_the_same(day: Day, matching: Matching, tmp_path: Path) -> None:
    path = tmp_path / "day.csv"
    path.write_text(render_instructions(day.instructions), encoding="utf-8")
    assert match(read_instructions(path).rows) == matching


def test_day__settled_at_once__changes_every_account_by_its_net_position(matching: Matching) -> None:
    gross = legs_of(trade for trade in matching.trades if not trade.hold)
    change = net_positions(gross)
    assert net_positions(multilateral_nets(change)) == change
    obligations = obligations_of(matching.trades)
    opening = net_needs(obligations)
    queue = Queue(obligations, opening)
    after = queue_after(queue, largest_feasible(queue)).balances
    gained = {account: after[account] - balance for account, balance in opening.items()}
    assert gained == {(party, asset): change[asset].get(party, 0) for party, asset in opening}
    assert by_asset(after) == by_asset(opening)


def test_day__with_little_liquidity__creates_nothing_and_fails_are_paid_for(day: Day, matching: Matching) -> None:
    queue = Queue(obligations_of(matching.trades), day.balances)
    outcome = improve(queue)
    after = queue_after(queue, outcome).balances
    assert by_asset(after) == by_asset(day.balances)
    assert min(after.values()) >= 0

    settled = {each.reference for each in outcome.settled}
    fails = [fail for trade in matching.trades if trade.reference not in settled for fail in failed(trade, after)]
    assert fails
    bonds = {fail.trade.delivery.asset: "corporate" for fail in fails}
    table = PenaltyTable(Base.AMOUNT, bonds, {"corporate": Decimal("0.002")})
    owed = penalties(fails, table, PLAN.settles + timedelta(1))
    assert len(owed) == 2 * sum(len(fail.causes) for fail in fails)
    assert all(sum(parties.values()) == 0 for parties in totals(owed).values())
