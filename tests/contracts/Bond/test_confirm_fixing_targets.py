"""A target missed adds its step to the rate, after cap and floor; one that nobody observed in time is missed."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tests.bonds import fields
from tests.contracts.kinds import (
    CHALLENGE,
    EVIDENCE,
    FLOATING,
    PERCENT,
    PERCENTS,
    STEP_UP,
    TARGET,
    annex,
    confirm,
    create,
    fix,
    propose,
)  # fmt: skip
from tests.contracts.support import Sent, reverts
from tests.contracts.world import World
from tests.twin.schedule import Sheet, build

SCALE = 10**9
TARGETS = [
    TARGET,
    {**TARGET, "name": "board", "comparison": "at-least", "step_percent": "0.5", "applies_from": "2026-01-15"},
]


def observe(world: World, index: int, value: str) -> None:
    world.advance(1_733_011_200)
    observed = int(Fraction(value) * SCALE)
    world.bond.proposeTarget(annex(world), index, observed, EVIDENCE, by=world.calculator)


def confirm_from(world: World, number: int, time: int) -> Sent:
    sent: Sent = world.bond.confirmFixing(annex(world), number, by=world.outsider, at=time)
    return sent


def rates(world: World) -> list[int]:
    """Rates of the coupons, as the events of their fixing tell them."""
    return [confirm(world, number).logs[-1].values[1] for number in range(1, world.bond.couponCount() + 1)]  # type: ignore[misc]


@pytest.mark.requirement("BOND-23")
@pytest.mark.parametrize(
    ("seen", "steps"),
    [
        ({"emissions": "100", "board": "100"}, (0, 0)),
        ({"emissions": "100.000000001", "board": "100"}, (25, 25)),
        ({"emissions": "100", "board": "99.999999999"}, (0, 50)),
        ({"emissions": "0"}, (0, 50)),
        ({"board": "1000"}, (25, 25)),
        ({}, (25, 75)),
    ],
)  # fmt: skip
def test_confirm_fixing__targets_met_or_missed__step_the_rates_they_apply_to(
    world: World, seen: dict[str, str], steps: tuple[int, int]
) -> None:
    changes: dict[str, Any] = {"kpi": TARGETS}
    other = create(world, **changes)
    for index, target in enumerate(TARGETS):
        if target["name"] in seen:
            observe(other, index, seen[target["name"]])
    first, second = (5 * PERCENT + step * PERCENT // 100 for step in steps)
    assert rates(other) == [5 * PERCENT, 5 * PERCENT, first, first, second, second]
    for number, expected in enumerate(build(Sheet(fields(**changes)), {"kpi": seen}), start=1):
        assert other.bond.coupon(number)["interest"] == expected.interest


@pytest.mark.requirement("BOND-23")
def test_confirm_fixing__amortising_step_up_with_targets__is_the_twins(world: World) -> None:
    changes: dict[str, Any] = {
        "kpi": TARGETS,
        "amortisation": PERCENTS,
        "coupon": {**STEP_UP, "rounding": "per-holding-down"},
    }
    other = create(world, **changes)
    observe(other, 1, "12.5")
    rates(other)
    for number, expected in enumerate(build(Sheet(fields(**changes)), {"kpi": {"board": "12.5"}}), start=1):
        coupon = other.bond.coupon(number)
        assert Fraction(coupon["interest"], coupon["denominator"]) == expected.interest


@pytest.mark.requirement("BOND-23")
def test_confirm_fixing__target_missed_at_the_cap__goes_beyond_it(world: World) -> None:
    other = create(world, coupon=FLOATING, kpi=[TARGET])
    fix(other, 1, 19 * PERCENT)
    propose(other, 2, 19 * PERCENT)
    sent = confirm(other, 2)
    assert [log.name for log in sent.logs] == ["TargetSettled", "CouponFixed"]
    assert sent.logs[0] == other.bond.log("TargetSettled", 0, True)  # noqa: FBT003 -- values of an event
    assert sent.logs[1].values[1] == 6 * PERCENT + PERCENT // 4
    assert fix(other, 3, 19 * PERCENT).logs[-1].values[1] == 6 * PERCENT + PERCENT // 4


@pytest.mark.requirement("BOND-23")
def test_confirm_fixing__before_the_step_could_hold__reverts(world: World) -> None:
    """Nobody counts a target as missed while it may still be observed in time."""
    other = create(world, kpi=[TARGET])
    confirm(other, 1)
    confirm(other, 2)
    start = other.bond.couponDetail(3)["fixableFrom"]
    with reverts("NotYetObservable", **{"number": 3, "from": start}):
        other.bond.confirmFixing(annex(other), 3, by=other.outsider, at=start - 1)
    other.bond.proposeTarget(annex(other), 0, SCALE, EVIDENCE, by=other.calculator)
    assert confirm(other, 3).logs[-1].values[1] == 5 * PERCENT


@pytest.mark.requirement("BOND-22", "BOND-23")
def test_confirm_fixing__target_observable_on_the_day_its_step_could_hold__may_be_observed_for_a_day(
    world: World,
) -> None:
    """Whoever gains by the step cannot have it settled as missed before the agent could speak."""
    other = create(world, kpi=[{**TARGET, "observed_from": "2025-01-15"}])
    confirm(other, 1)
    confirm(other, 2)
    start = other.bond.couponDetail(3)["fixableFrom"]
    with reverts("TargetOpen", index=0, until=start + 86_400):
        other.bond.confirmFixing(annex(other), 3, by=other.outsider, at=start)
    with reverts("TargetOpen", index=0, until=start + 86_400):
        other.bond.confirmFixing(annex(other), 3, by=other.outsider, at=start + 86_399)
    sent = other.bond.confirmFixing(annex(other), 3, by=other.outsider, at=start + 86_400)
    assert sent.logs[0] == other.bond.log("TargetSettled", 0, True)  # noqa: FBT003 -- values of an event


@pytest.mark.requirement("BOND-22", "BOND-23")
@pytest.mark.parametrize("hours", [24, 60])
def test_confirm_fixing__target_disputed__may_be_observed_anew_for_as_long(world: World, hours: int) -> None:
    fixing = {**FLOATING["fixing"], "challenge_hours": str(hours)}
    other = create(world, coupon={**FLOATING, "fixing": fixing}, kpi=[TARGET])
    fix(other, 1, PERCENT)
    propose(other, 2, PERCENT)
    start = other.bond.couponDetail(2)["fixableFrom"]
    other.advance(start + 10 * 86_400)
    observe(other, 0, "500")
    other.bond.disputeTarget(0, bytes(32), by=other.issuer)
    until = other.now + hours * 3_600
    with reverts("TargetOpen", index=0, until=until):
        other.bond.confirmFixing(annex(other), 2, by=other.outsider, at=until - 1)
    observe(other, 0, "99")
    assert confirm_from(other, 2, other.now + hours * 3_600).logs[-1].values[1] == PERCENT + PERCENT // 2


@pytest.mark.requirement("BOND-22")
def test_confirm_fixing__target_under_challenge__waits_for_it(world: World) -> None:
    other = create(world, coupon=FLOATING, kpi=[TARGET])
    fix(other, 1, PERCENT)
    propose(other, 2, PERCENT)
    other.advance(other.now + CHALLENGE - 10)
    observe(other, 0, "99")
    final = other.now + CHALLENGE
    other.advance(other.now + 20)
    with reverts("NoSuchProposal", number=0, finalFrom=final):
        other.bond.confirmFixing(annex(other), 2, by=other.outsider)
    other.bond.confirmFixing(annex(other), 2, by=other.outsider, at=final)
    assert other.bond.couponsFixed() == 2
