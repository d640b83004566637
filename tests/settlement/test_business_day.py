"""A day settled on Anvil, one by one and in cycles, against the search off chain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from tenor.chain.contract import calldata
from tenor.chain.intent import Intent
from tenor.errors import InputError
from tenor.scenarios.market import Stand, open_market, plan_of
from tenor.settlement.bundles import Course, course_at_once, course_one_by_one
from tenor.settlement.business_day import Sent, Settlement, settle_gross, settle_net
from tenor.settlement.cycles import Limits
from tenor.settlement.day import DayPlan, generate_day
from tenor.settlement.instruction import PaymentKind, Side, is_isin
from tenor.settlement.market import Deals, Window, balances_on_chain, deals_of
from tenor.settlement.matched import MatchedTrade, legs_of
from tenor.settlement.matching import match
from tenor.settlement.netting import net_positions
from tenor.settlement.obligation import Account, Queue, obligations_of
from tests.settlement.instructions import delivery, receipt

PLAN = DayPlan(60, members=6, bonds=2, currencies=("HKD", "CNY"), opening_percent=90, seed=5)
WINDOW = Window(0, 2**40 - 1)


def beside(kind: PaymentKind, number: int, asset: str, units: int, **paid: object) -> MatchedTrade:
    """A trade of the day that `DayPlan` does not generate."""
    both = {"kind": kind, "asset": asset, "units": units, "party": "M-001", "counterparty": "M-002", **paid}
    turned = both | {"party": "M-002", "counterparty": "M-001", "side": Side.RECEIVES}
    return MatchedTrade(delivery(f"X-{number}", **both), receipt(f"Y-{number}", **turned))


@pytest.fixture(scope="module")
def trades() -> list[MatchedTrade]:
    day = [each for each in match(generate_day(PLAN).instructions).trades if not each.hold]
    bond = day[0].delivery.asset
    free = beside(PaymentKind.FOP, 1, bond, 1, currency=None, amount=0)
    return [*day, free, beside(PaymentKind.PVP, 2, "HKD", 100, currency="CNY", amount=92)]


@pytest.fixture(scope="module")
def queue(trades: list[MatchedTrade]) -> Queue:
    return Queue(obligations_of(trades), generate_day(PLAN).balances)


@pytest.fixture(scope="module")
def stood(trades: list[MatchedTrade], queue: Queue) -> Iterator[Stand]:
    with open_market(plan_of("day-test", trades, queue.balances, date(2026, 3, 4))) as stand:
        yield stand


@pytest.fixture
def stand(stood: Stand) -> Iterator[Stand]:
    snapshot = stood.chain.rpc("evm_snapshot")
    yield stood.again()
    assert stood.chain.rpc("evm_revert", snapshot)


@pytest.fixture
def deals(stood: Stand, trades: list[MatchedTrade]) -> Deals:
    return deals_of(stood.market, trades, WINDOW)


def after(queue: Queue, settled: Settlement) -> dict[Account, int]:
    """Balances after what settled, those of zero left out."""
    balances = dict(queue.balances)
    for each in queue.obligations:
        if each.reference in settled.settled:
            for account, change in each.changes:
                balances[account] = balances.get(account, 0) + change
    return {account: balance for account, balance in balances.items() if balance}


def held(stand: Stand) -> dict[Account, int]:
    return {account: balance for account, balance in balances_on_chain(stand.chain, stand.market).items() if balance}


def references(course: Course) -> set[str]:
    return {each.reference for bundle in course.bundles for each in bundle}


def forbid(stand: Stand, party: str, asset: str) -> None:
    """A member no longer lets its trades settle in a token."""
    member, token = stand.market.members[party], stand.market.tokens[asset]
    contract = "CashToken" if len(asset) == 3 else "Bond"
    data = calldata(contract, "allowSettlement", False)  # noqa: FBT003 -- an argument of the contract's
    stand.sender.execute(Intent(f"forbid {party}", "test", "forbid", member, token, data))


@pytest.mark.requirement("DAY-1", "DAY-3")
def test_settle_gross__day__ends_as_the_search_says_and_tells_why_others_failed(
    stand: Stand, queue: Queue, deals: Deals
) -> None:
    seen: list[Sent | None] = []
    course = course_one_by_one(queue)
    done = settle_gross(stand.desk(lambda sent, *_: seen.append(sent)), course, deals)
    assert done.settled == references(course)
    assert {each.reference for each in queue.obligations} == done.settled | set(done.failed)
    assert 0 < len(done.failed) < len(queue.obligations)
    assert all("lacks" in why or why == "waits behind others of its accounts" for why in done.failed.values())
    assert held(stand) == after(queue, done) == {key: left for key, left in course.left.balances.items() if left}
    assert [each for each in seen if each] == list(done.sent)
    assert [each is None for each in seen] == [True, False] * len(done.sent)
    assert done.gas == sum(each.outcome.gas for each in done.sent) > 0


@pytest.mark.requirement("DAY-1", "DAY-2")
@pytest.mark.parametrize("limits", [Limits(), Limits(trades=12), Limits(members=3)])
def test_settle_net__day__ends_as_the_search_says_in_cycles_within_limits(
    stand: Stand, queue: Queue, deals: Deals, limits: Limits
) -> None:
    course = course_at_once(queue, limits.trades)
    done = settle_net(stand.desk(limits=limits), course, deals, "NOON")
    too_large = {name for name, why in done.failed.items() if "no cycle carries" in why}
    if not too_large:
        assert done.settled == references(course)
    assert {each.reference for each in queue.obligations} == done.settled | set(done.failed)
    assert all(len(each.trades) <= limits.trades and each.members <= limits.members for each in done.sent)
    assert held(stand) == after(queue, done)
    assert len(done.settled) > len(course_one_by_one(queue).bundles) or limits.members == 3


@pytest.mark.requirement("DAY-1")
def test_settle_net__day_that_is_covered__costs_less_gas_than_gross_and_ends_the_same(
    stand: Stand, queue: Queue, deals: Deals
) -> None:
    course = course_one_by_one(queue)
    snapshot = stand.chain.rpc("evm_snapshot")
    gross = settle_gross(stand.desk(), course, deals)
    ends = held(stand)
    stand.chain.rpc("evm_revert", snapshot)
    again = stand.again()
    net = settle_net(again.desk(), course, deals, "NOON")
    assert held(again) == ends
    assert (gross.settled, len(net.sent)) == (net.settled, 1)
    assert net.gas < gross.gas // 2


@pytest.mark.requirement("DAY-3")
@pytest.mark.parametrize("net", [False, True])
def test_settle__member_whom_the_chain_refuses__keeps_only_its_own_trades_from_settling(
    stand: Stand,
    queue: Queue,
    deals: Deals,
    trades: list[MatchedTrade],
    net: bool,  # noqa: FBT001 -- a case
) -> None:
    course = course_one_by_one(queue)
    settling = [each for each in trades if each.reference in references(course)]
    nets = net_positions(legs_of(settling))
    _, party, asset = min((net, party, asset) for asset in nets if is_isin(asset) for party, net in nets[asset].items())
    forbid(stand, party, asset)
    sold = {each.reference for each in settling if (each.delivery.party, each.delivery.asset) == (party, asset)}
    desk = stand.desk()
    done = settle_net(desk, course, deals, "NOON") if net else settle_gross(desk, course, deals)
    refused = {name: why for name, why in done.failed.items() if why.startswith("refused: ")}
    assert sold
    assert set(refused) if net else sold <= set(refused)  # net nothing is asked of the seller until it gives net
    assert done.settled
    assert done.settled | set(done.failed) == {each.reference for each in queue.obligations}
    assert held(stand) == after(queue, done)


def test_settle_gross__bundle_of_several__is_refused(stand: Stand, queue: Queue, deals: Deals) -> None:
    course = course_one_by_one(queue)
    joined = replace(course, bundles=(course.bundles[0] + course.bundles[1],))
    with pytest.raises(InputError, match="2 trades settle only together"):
        settle_gross(stand.desk(), joined, deals)


@pytest.mark.requirement("DAY-2", "DAY-3")
def test_settle_net__bundle_that_no_cycle_carries__fails_and_says_so(stand: Stand, queue: Queue, deals: Deals) -> None:
    course = course_one_by_one(queue)
    joined = replace(course, bundles=(course.bundles[0] + course.bundles[1],))
    done = settle_net(stand.desk(limits=Limits(trades=1)), joined, deals, "NOON")
    said = "settles only together with 1 others, which no cycle carries"
    assert done.sent == ()
    assert [done.failed[each.reference] for each in joined.bundles[0]] == [said, said]
