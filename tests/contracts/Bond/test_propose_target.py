"""The calculation agent brings what was observed of a target: once, from its day on, within its bounds."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contracts.kinds import CHALLENGE, EVIDENCE, FLOATING, TARGET, annex, create
from tests.contracts.support import reverts, unauthorized
from tests.contracts.world import World

SCALE = 10**9
OTHER = {**TARGET, "name": "women on the board", "comparison": "at-least", "minimum": "-7", "maximum": "200"}


@pytest.fixture
def aimed(world: World) -> World:
    """A floating bond with two targets, observed from December 2024."""
    return create(world, coupon=FLOATING, kpi=[TARGET, OTHER])


def observable(_world: World) -> int:
    """When the targets may first be observed [s]."""
    return 1_733_011_200  # 2024-12-01


def arguments(world: World, index: int, observed: int) -> tuple[Any, ...]:
    return (annex(world), index, observed, EVIDENCE)


@pytest.mark.requirement("BOND-22")
def test_propose_target__by_the_calculation_agent__is_final_after_the_challenge_time(aimed: World) -> None:
    start = observable(aimed)
    sent = aimed.bond.proposeTarget(*arguments(aimed, 1, 99 * SCALE), by=aimed.calculator, at=start)
    assert sent.logs == [aimed.bond.log("TargetProposed", 1, 99 * SCALE, EVIDENCE, start + CHALLENGE)]


@pytest.mark.requirement("BOND-22")
@pytest.mark.parametrize("caller", ["issuer", "paying_agent", "outsider"])
def test_propose_target__caller_not_the_calculation_agent__reverts(aimed: World, caller: str) -> None:
    actor = getattr(aimed, caller)
    aimed.advance(observable(aimed))
    with unauthorized(actor, "CALCULATION_AGENT_ROLE"):
        aimed.bond.proposeTarget(*arguments(aimed, 0, SCALE), by=actor)


@pytest.mark.requirement("BOND-22")
def test_propose_target__a_second_before_it_can_be_observed__reverts(aimed: World) -> None:
    start = observable(aimed)
    with reverts("NotYetObservable", **{"number": 0, "from": start}):
        aimed.bond.proposeTarget(*arguments(aimed, 0, SCALE), by=aimed.calculator, at=start - 1)


@pytest.mark.requirement("BOND-22")
@pytest.mark.parametrize(
    ("index", "observed", "least", "most"),
    [(0, -1, 0, 1_000), (0, 1_000 * SCALE + 1, 0, 1_000), (1, -7 * SCALE - 1, -7, 200), (1, 2**127 - 1, -7, 200)],
)
def test_propose_target__outside_its_own_bounds__reverts(
    aimed: World, index: int, observed: int, least: int, most: int
) -> None:
    aimed.advance(observable(aimed))
    with reverts("OutsideBounds", observed=observed, least=least * SCALE, most=most * SCALE):
        aimed.bond.proposeTarget(*arguments(aimed, index, observed), by=aimed.calculator)
    for bound in (least, most):
        aimed.bond.proposeTarget(*arguments(aimed, index, bound * SCALE), by=aimed.calculator)
        aimed.bond.disputeTarget(index, bytes(32), by=aimed.issuer)


@pytest.mark.requirement("BOND-22")
@pytest.mark.parametrize("later", [0, CHALLENGE + 1])
def test_propose_target__twice__reverts(aimed: World, later: int) -> None:
    aimed.advance(observable(aimed))
    aimed.bond.proposeTarget(*arguments(aimed, 0, SCALE), by=aimed.calculator)
    aimed.advance(aimed.now + later)
    with reverts("NotOpenForFixing", number=0):
        aimed.bond.proposeTarget(*arguments(aimed, 0, SCALE), by=aimed.calculator)
    aimed.bond.proposeTarget(*arguments(aimed, 1, SCALE), by=aimed.calculator)


@pytest.mark.requirement("BOND-22")
@pytest.mark.parametrize("index", [2, 2**256 - 1])
def test_propose_target__no_such_target__reverts(aimed: World, index: int) -> None:
    aimed.advance(observable(aimed))
    with reverts("NotOpenForFixing", number=index):
        aimed.bond.proposeTarget(*arguments(aimed, index, SCALE), by=aimed.calculator)


@pytest.mark.requirement("BOND-22")
def test_propose_target__another_annex__reverts(aimed: World) -> None:
    softer = create(aimed, coupon=FLOATING, kpi=[{**TARGET, "target": "999"}, OTHER])
    aimed.advance(observable(aimed))
    with pytest.raises(Exception, match="NotTheAnnex"):
        aimed.bond.proposeTarget(annex(softer), 0, SCALE, EVIDENCE, by=aimed.calculator)
    aimed.bond.proposeTarget(*arguments(aimed, 0, SCALE), by=aimed.calculator)
