"""The calculation agent brings what was observed: once, when it can be known, within the bounds of the terms."""

from __future__ import annotations

import pytest
from eth_utils.crypto import keccak

from tests.contracts.kinds import (
    CHALLENGE,
    EVIDENCE,
    FLOATING,
    INFLATION,
    PERCENT,
    annex,
    confirm,
    create,
    fix,
    propose,
)  # fmt: skip
from tests.contracts.support import reverts, unauthorized
from tests.contracts.world import World

LEAST, MOST = -5 * PERCENT, 20 * PERCENT


@pytest.fixture
def floating(world: World) -> World:
    """Three yearly coupons, each fixed two business days ahead."""
    return create(world, coupon=FLOATING)


@pytest.mark.requirement("BOND-22")
def test_propose_fixing__by_the_calculation_agent__is_final_after_the_challenge_time(floating: World) -> None:
    sent = propose(floating, 1, 3 * PERCENT)
    final = sent.time + CHALLENGE
    assert sent.logs == [floating.bond.log("FixingProposed", 1, 3 * PERCENT, EVIDENCE, final)]
    assert floating.bond.proposedFixing(1) == (3 * PERCENT, final)
    assert floating.bond.proposedFixing(2) == (0, 0)
    assert floating.bond.couponsFixed() == 0


@pytest.mark.requirement("BOND-22")
@pytest.mark.parametrize("caller", ["issuer", "paying_agent", "approver", "outsider"])
def test_propose_fixing__caller_not_the_calculation_agent__reverts(floating: World, caller: str) -> None:
    actor = getattr(floating, caller)
    with unauthorized(actor, "CALCULATION_AGENT_ROLE"):
        floating.bond.proposeFixing(annex(floating), 1, PERCENT, EVIDENCE, by=actor)


@pytest.mark.requirement("BOND-22")
def test_propose_fixing__a_second_before_it_can_be_observed__reverts(floating: World) -> None:
    start = floating.bond.couponDetail(2)["fixableFrom"]
    arguments = (annex(floating), 2, PERCENT, EVIDENCE)
    with reverts("NotYetObservable", **{"number": 2, "from": start}):
        floating.bond.proposeFixing(*arguments, by=floating.calculator, at=start - 1)
    floating.bond.proposeFixing(*arguments, by=floating.calculator, at=start)


@pytest.mark.requirement("BOND-22")
@pytest.mark.parametrize("observed", [LEAST, MOST, 0])
def test_propose_fixing__within_the_bounds__is_taken(floating: World, observed: int) -> None:
    propose(floating, 1, observed)
    assert floating.bond.proposedFixing(1)[0] == observed


@pytest.mark.requirement("BOND-22")
@pytest.mark.parametrize("observed", [LEAST - 1, MOST + 1, -(2**127), 2**127 - 1])
def test_propose_fixing__outside_the_bounds__reverts(floating: World, observed: int) -> None:
    with reverts("OutsideBounds", observed=observed, least=LEAST, most=MOST):
        propose(floating, 1, observed)


@pytest.mark.requirement("BOND-22")
@pytest.mark.parametrize("stage", ["proposed", "final", "fixed"])
def test_propose_fixing__twice__reverts(floating: World, stage: str) -> None:
    propose(floating, 1, PERCENT)
    if stage != "proposed":
        floating.advance(floating.now + CHALLENGE)
    if stage == "fixed":
        confirm(floating, 1)
    with reverts("NotOpenForFixing", number=1):
        propose(floating, 1, 2 * PERCENT)
    assert floating.bond.proposedFixing(1)[0] == PERCENT


@pytest.mark.requirement("BOND-22")
@pytest.mark.parametrize("number", [0, 4, 2**256 - 1])
def test_propose_fixing__no_such_coupon__reverts(floating: World, number: int) -> None:
    with reverts("NoSuchCoupon", number=number):
        floating.bond.proposeFixing(annex(floating), number, PERCENT, EVIDENCE, by=floating.calculator)


@pytest.mark.requirement("BOND-22")
def test_propose_fixing__later_coupon_first__is_taken_and_waits_its_turn(floating: World) -> None:
    propose(floating, 2, PERCENT)
    with reverts("NotNextToFix", number=2, next=1):
        confirm(floating, 2)
    fix(floating, 1, PERCENT)
    confirm(floating, 2)
    assert floating.bond.couponsFixed() == 2


@pytest.mark.requirement("BOND-22")
@pytest.mark.parametrize("other", [b"", b"\x00" * 32])
def test_propose_fixing__another_annex__reverts(floating: World, other: bytes) -> None:
    expected = floating.bond.terms()["annexHash"]
    for given in (other, annex(floating) + other, annex(create(floating, inflation=INFLATION))):
        if given == annex(floating):
            continue
        with reverts("NotTheAnnex", given=keccak(given), expected=expected):
            floating.bond.proposeFixing(given, 1, PERCENT, EVIDENCE, by=floating.calculator)


@pytest.mark.requirement("BOND-22")
def test_propose_fixing__coupon_of_a_rate_known_at_issue__reverts(world: World) -> None:
    first = {**FLOATING, "fixed_first": {"coupons": "1", "rate_percent": "4"}}
    other = create(world, coupon=first)
    other.advance(other.bond.couponDetail(2)["fixableFrom"])
    with reverts("NotOpenForFixing", number=1):
        propose(other, 1, PERCENT)
    propose(other, 2, PERCENT)


@pytest.mark.requirement("BOND-22")
def test_propose_fixing__bond_known_at_issue__reverts(world: World) -> None:
    arguments = (b"", 1, PERCENT, EVIDENCE)
    world.bond.grantRole(world.bond.CALCULATION_AGENT_ROLE(), world.calculator, by=world.issuer)
    with reverts("NotTheAnnex", given=keccak(b""), expected=bytes(32)):
        world.bond.proposeFixing(*arguments, by=world.calculator)
