"""Puts are repaid from their day to the next record time, when all before is paid and what accrues is known."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tests.contracts.early import CALL, PUT, day, give, pair, prepare_puts, redeem_puts, stamp
from tests.contracts.kinds import (
    ARREARS,
    FLOATING,
    INFLATION,
    ZERO_COUPON,
    confirm,
    fix,
    fund,
    propose,
)
from tests.contracts.support import reverts
from tests.contracts.world import World

DAY = day("2024-04-15")
KINDS: dict[str, dict[str, Any]] = {"fixed": {}, "zero": {"coupon": ZERO_COUPON}}


@pytest.mark.requirement("OPT-7")
@pytest.mark.parametrize(
    ("on", "time", "opened", "ok"),
    [
        ("2024-04-15", "2024-04-14T23:59:59", 0, False),  # the day before
        ("2024-04-15", "2024-07-12T17:00:00", 0, True),  # late, to the next record second
        ("2024-04-15", "2024-07-12T17:00:01", 0, False),
        ("2024-04-15", "2024-07-15T09:00:00", 1, False),  # and that coupon paid, too
        ("2024-07-15", "2024-07-15T08:59:59", 0, False),  # while a coupon is under way
        ("2024-07-15", "2024-07-15T09:00:00", 0, False),  # its payment not funded
    ],
)
def test_redeem_puts__time__is_from_the_day_to_the_next_record_time(
    world: World,
    on: str,
    time: str,
    opened: int,
    ok: bool,  # noqa: FBT001
) -> None:
    played = pair(world, put={**PUT, "opens_days_before": "400"})
    world, bond, a = played.world, played.world.bond, played.world.investor_a
    give(played, "investor_a", 100, on)
    if opened:
        fund(world, 1)
    world.advance(stamp(time) - 10)
    agent, arguments = world.paying_agent, (played.annex, day(on), [a])
    if ok:
        run = prepare_puts(played, day(on), a)
        bond.redeemPuts(*arguments, run.total, run.approval, by=agent, at=stamp(time))
        return
    with reverts("PutsNotOpen", day=day(on)):
        bond.redeemPuts(*arguments, 0, world.approve(1), by=agent, at=stamp(time))
    with reverts("PutsNotOpen", day=day(on)):
        bond.putRun(*arguments)


@pytest.mark.requirement("OPT-7")
def test_redeem_puts__coupon_funded_and_not_payable__reverts(world: World) -> None:
    played = pair(world, put={**PUT, "opens_days_before": "400"})
    give(played, "investor_a", 100, "2024-07-15")
    fund(played.world, 1)
    played.world.advance(stamp("2024-07-15T08:59:59"))
    with reverts("PutsNotOpen", day=day("2024-07-15")):
        played.world.bond.putRun(played.annex, day("2024-07-15"), [played.world.investor_a])


@pytest.mark.requirement("OPT-7")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("time", "ok"), [("2024-06-20T11:59:59", True), ("2024-06-20T12:00", False)])
def test_redeem_puts__life_ended_by_a_call__reverts(world: World, kind: str, time: str, ok: bool) -> None:  # noqa: FBT001
    played = pair(world, put=PUT, call=CALL, **KINDS[kind])
    world, bond, a = played.world, played.world.bond, played.world.investor_a
    world.advance(stamp("2024-03-20T12:00"))
    give(played, "investor_a", 100, "2024-04-15")
    played.call("2024-06-20T12:00")
    world.advance(stamp(time))
    if ok:
        assert bond.putRun(played.annex, DAY, [a])[2] == 100
        return
    with reverts("PutsNotOpen", day=DAY):
        bond.putRun(played.annex, DAY, [a])


@pytest.mark.requirement("OPT-7")
@pytest.mark.parametrize("kind", KINDS)
def test_redeem_puts__last_record_time_or_maturity_past__reverts(world: World, kind: str) -> None:
    dates = [{"date": "2027-01-14", "price_percent": "100"}]
    played = pair(world, {"investor_a": 1_000}, put={**PUT, "dates": dates}, **KINDS[kind])
    world, bond, a, on = played.world, played.world.bond, played.world.investor_a, "2027-01-14"
    for number in range(1, 6 if kind == "fixed" else 0):
        played.open(number)
    world.advance(stamp("2026-12-20T12:00"))
    give(played, "investor_a", 100, on)
    world.advance(stamp("2027-01-14T16:00"))
    assert bond.putRun(played.annex, day(on), [a])[2] == 100
    if kind == "fixed":
        fund(world, 6)
    world.advance(stamp("2027-01-15T09:00"))
    with reverts("PutsNotOpen", day=day(on)):
        bond.putRun(played.annex, day(on), [a])


@pytest.mark.requirement("OPT-7")
def test_redeem_puts__floating__waits_for_the_rate(world: World) -> None:
    played = pair(world, put=PUT, coupon=FLOATING)
    world, bond, a = played.world, played.world.bond, played.world.investor_a
    world.advance(stamp("2024-03-20T12:00"))
    give(played, "investor_a", 100, "2024-04-15")
    world.advance(stamp("2024-04-15T09:00"))
    with reverts("RateNotKnown", number=1):
        bond.putRun(played.annex, DAY, [a])
    propose(world, 1, 25_000_000)
    confirm(world, 1)
    redeem_puts(played, DAY, a)
    assert world.cash.balanceOf(a) == 100 * (99_500 + 758)  # 91 days of 360 at 3 percent


@pytest.mark.requirement("OPT-7")
def test_redeem_puts__rate_on_a_day_on_which_nothing_has_accrued__is_not_needed(world: World) -> None:
    dates = [{"date": "2025-01-15", "price_percent": "100.25"}]
    played = pair(world, put={**PUT, "dates": dates}, coupon=ARREARS)
    world, bond, a, on = played.world, played.world.bond, played.world.investor_a, day("2025-01-15")
    world.advance(stamp("2024-12-20T12:00"))
    bond.givePutNotice(played.annex, on, 100, by=a)
    world.record(1)
    fix(world, 1, 30_000_000)
    fund(world, 1)
    world.advance(stamp("2025-01-15T09:00"))
    redeem_puts(played, on, a)
    assert world.cash.balanceOf(a) == 100 * 100_250


@pytest.mark.requirement("OPT-7")
@pytest.mark.parametrize(("index", "principal"), [("110", 110_000), ("90", 100_000)])
def test_redeem_puts__inflation_linked__repays_the_indexed_principal(world: World, index: str, principal: int) -> None:
    """On a day after its fixing; on a payment date the next index is waited for."""
    dates = [{"date": "2024-07-12", "price_percent": "99"}]
    played = pair(world, put={**PUT, "dates": dates}, inflation=INFLATION)
    world, bond, a, on = played.world, played.world.bond, played.world.investor_a, day("2024-07-12")
    world.advance(stamp("2024-06-20T12:00"))
    bond.givePutNotice(played.annex, on, 100, by=a)
    fix(world, 1, int(index) * 10**9)
    world.advance(stamp("2024-07-12T10:00"))
    redeem_puts(played, on, a)
    interest = int(100_000 * Fraction(5, 100) * Fraction(177, 360) * Fraction(int(index), 100) + Fraction(1, 2))
    assert world.cash.balanceOf(a) == 100 * (int(principal * Fraction(99, 100)) + interest)
