"""The scenario t2-versus-t0: small, once through on Anvil, and its parts by hand."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tenor.scenarios.run import require_agreement, run_scenario
from tenor.scenarios.scenario import Told
from tenor.scenarios.t2_versus_t0 import SCENARIO, story, trading
from tenor.scenarios.t2_versus_t0.arrangement import ARRANGEMENTS, Lived, live
from tenor.scenarios.t2_versus_t0.checks import checks_of
from tenor.scenarios.t2_versus_t0.exposure import exposure_of, grid, price_paths
from tenor.scenarios.t2_versus_t0.measures import Measures, money_needed
from tenor.scenarios.t2_versus_t0.on_chain import OnChain
from tenor.scenarios.t2_versus_t0.trading import Trading, later, trade_days
from tenor.settlement.obligation import Queue, obligations_of
from tenor.settlement.sequence import steps_in_sequence
from tests.scenarios.test_catalogue import Quiet

T2, T0, NET = ARRANGEMENTS


@pytest.fixture(scope="module", autouse=True)
def _small() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (("TRADES_A_DAY", 15), ("MEMBERS", 5), ("BONDS", 2)):
            patch.setattr(trading, name, value)
        patch.setattr(story, "LARGE", replace(story.LARGE, trades=60))
        yield


@pytest.fixture(scope="module")
def days() -> Trading:
    return trade_days(3)


@pytest.fixture(scope="module")
def lives(days: Trading) -> list[Lived]:
    return [live(arrangement, days) for arrangement in ARRANGEMENTS]


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[Told, Path]:
    return run_scenario(SCENARIO, tmp_path_factory.mktemp("scenario"), 3, Quiet())


@pytest.fixture(scope="module")
def data(ran: tuple[Told, Path]) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(ran[1].with_name("report.json").read_text())
    return document


@pytest.mark.requirement("SCEN-2", "DAY-1")
def test_run__on_a_chain__agrees_in_every_check(ran: tuple[Told, Path], data: dict[str, Any]) -> None:
    require_agreement(SCENARIO, ran[0])
    checks = data["reconciliation"]["checks"]
    assert len(checks) == 11
    assert all(each["ok"] and each["compared"] for each in checks)
    for each in data["arrangements"]:
        assert sum(sent["trades"] for sent in each["transactions"]) == data["trades"] == 45
        assert each["gas"] == sum(sent["gas"] for sent in each["transactions"])
    assert len(data["arrangements"][2]["transactions"]) < len(data["arrangements"][1]["transactions"])


@pytest.mark.requirement("SCEN-2")
def test_run__the_page__holds_every_figure_of_the_comparison(ran: tuple[Told, Path], data: dict[str, Any]) -> None:
    html = ran[1].read_text()
    for each in data["arrangements"]:
        for amount in (each["money_needed"], max(each["unsettled"]), max(each["replacement_cost"]), each["penalties"]):
            assert f"{amount // 100:,}.{amount % 100:02}" in html
    assert "Nothing here is of a real market" in html


@pytest.mark.requirement("SCEN-2")
def test_live__every_arrangement__settles_all_trades_and_ends_the_same(days: Trading, lives: list[Lived]) -> None:
    assert {len(lived.settled_at) for lived in lives} == {len(days.agreed)}
    assert [lived.unsettled for lived in lives] == [(), (), ()]
    assert lives[0].final == lives[1].final == lives[2].final
    for lived in lives:
        assert all(balance >= 0 for closing in lived.closing.values() for balance in closing.values())


def test_live__intended_days__are_those_of_the_arrangement(days: Trading, lives: list[Lived]) -> None:
    agreed = {each.trade.reference: each.trade.settlement_date for each in days.agreed}
    for lived, after in zip(lives, (2, 0, 0), strict=True):
        for reference, trade in lived.trades.items():
            assert trade.settlement_date == later(agreed[reference], after)
            assert trade.delivery.trade_date == agreed[reference]
        at = {each.trade.reference: each.at for each in days.agreed}
        assert all(lived.settled_at[reference] >= at[reference] for reference in at)


def test_live__fails__are_the_trades_that_settled_after_their_day(lives: list[Lived]) -> None:
    for lived in lives:
        failed = {fail.trade.reference for fail in lived.fails}
        for reference, at in lived.settled_at.items():
            intended = lived.trades[reference].settlement_date
            on_their_day = at < trading.moment(later(intended, 1), trading.time(0))
            assert on_their_day is (reference not in failed)
    assert any(lived.fails for lived in lives)


def test_later__over_a_weekend_and_a_holiday__is_the_next_business_day() -> None:
    assert later(date(2026, 3, 6), 1) == date(2026, 3, 9)
    assert later(date(2026, 4, 2), 2) == date(2026, 4, 9)  # Good Friday to Ching Ming and Easter Monday
    assert later(date(2026, 3, 2), 0) == date(2026, 3, 2)


@pytest.mark.requirement("LIQ-1")
def test_money_needed__one_by_one__lets_nothing_wait_and_a_cent_less_does(days: Trading) -> None:
    obligations = obligations_of(each.trade for each in days.agreed)
    rich = {account: 10**15 for each in obligations for account, _ in each.changes}
    needs = trading.gross_needs(obligations)
    assert money_needed(T2, days) == money_needed(T0, days) == sum(n for (_, of), n in needs.items() if of == "HKD")
    assert money_needed(NET, days) <= money_needed(T0, days)
    exact = rich | {account: need for account, need in needs.items() if account[1] == "HKD"}
    poorer = next(account for account, need in needs.items() if account[1] == "HKD" and need)
    for balances, waits in ((exact, False), (exact | {poorer: needs[poorer] - 1}, True)):
        steps = steps_in_sequence(Queue(obligations, balances))
        assert (len(steps) < len(obligations) or any(step.settled is not step.upon for step in steps)) is waits


def test_exposure_of__hours__hold_what_was_agreed_and_not_settled(days: Trading, lives: list[Lived]) -> None:
    assets = sorted({each.trade.delivery.asset for each in days.agreed})
    flat = {asset: [100] * len(grid()) for asset in assets}
    for lived in lives:
        exposure = exposure_of(lived, days, flat)
        assert set(exposure.replacement) == {0}
        assert exposure.unsettled[0] == exposure.unsettled[-1] == 0
        at = grid().index(days.agreed[-1].at - days.agreed[-1].at % 3_600 + 3_600)
        expected = [
            each.trade.amount for each in days.agreed if each.at <= grid()[at] < lived.settled_at[each.trade.reference]
        ]
        assert exposure.unsettled[at] == sum(expected)
        assert 0 <= exposure.failed_value_days < exposure.value_days
    t2, t0, _ = (exposure_of(lived, days, price_paths(3, assets)) for lived in lives)
    assert max(t2.replacement) > 0
    assert t2.value_days > t0.value_days


def test_price_paths__same_seed__are_the_same_and_of_another_seed_others() -> None:
    assert price_paths(1, ["A", "B"]) == price_paths(1, ["B", "A"])
    assert price_paths(1, ["A"]) != price_paths(2, ["A"])
    assert len(price_paths(1, ["A"])["A"]) == len(grid())


@pytest.mark.requirement("SCEN-2")
def test_checks_of__chain_that_differs_in_one_account__names_day_and_account(days: Trading, lives: list[Lived]) -> None:
    exposure = exposure_of(lives[0], days, {asset: [1] * len(grid()) for asset in money_assets(days)})
    wrong = [Measures(lived, OnChain((), 0, lived.closing), exposure, 0, ()) for lived in lives]
    last = max(lives[1].closing)
    account = next(iter(lives[1].final))
    changed = {**lives[1].closing, last: {**lives[1].closing[last], account: 10**15}}
    wrong[1] = replace(wrong[1], on_chain=OnChain((), 0, changed))
    failed = {check.name: check.difference for check in checks_of(wrong, days) if not check.ok}
    name = "T+0 gross: balances at the end of each day, engine against chain"
    assert (failed[name] or "").startswith(f"{last} {account[0]} {account[1]}: engine ")
    assert "T+2 gross: balances at the end of each day, engine against chain" not in failed
    assert "T+0 net: trades agreed against trades settled on chain" in failed


def money_assets(days: Trading) -> set[str]:
    return {each.trade.delivery.asset for each in days.agreed}
