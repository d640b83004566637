"""The issuer withdraws what was observed of a target within the challenge time, and only then."""

from __future__ import annotations

import pytest

from tests.contracts.kinds import CHALLENGE, EVIDENCE, FLOATING, TARGET, annex, confirm, create, fix
from tests.contracts.support import reverts, unauthorized
from tests.contracts.world import World

REASON = b"\xd1" * 32
GOOD = 99 * 10**9
NEVER = 2**40 - 1  # a target that nobody observed in time has this end of its challenge


@pytest.fixture
def proposed(world: World) -> World:
    """A floating bond whose target is proposed as met."""
    other = create(world, coupon=FLOATING, kpi=[TARGET])
    other.advance(1_733_011_200)
    other.bond.proposeTarget(annex(other), 0, GOOD, EVIDENCE, by=other.calculator)
    return other


@pytest.mark.requirement("BOND-22")
def test_dispute_target__within_the_challenge_time__withdraws_it(proposed: World) -> None:
    final = proposed.now + CHALLENGE
    sent = proposed.bond.disputeTarget(0, REASON, by=proposed.issuer, at=final - 1)
    assert sent.logs == [proposed.bond.log("TargetDisputed", 0, REASON, proposed.issuer.wallet)]
    proposed.bond.proposeTarget(annex(proposed), 0, GOOD + 1, EVIDENCE, by=proposed.calculator)


@pytest.mark.requirement("BOND-22")
def test_dispute_target__once_final__reverts(proposed: World) -> None:
    final = proposed.now + CHALLENGE
    with reverts("NoSuchProposal", number=0, finalFrom=final):
        proposed.bond.disputeTarget(0, REASON, by=proposed.issuer, at=final)


@pytest.mark.requirement("BOND-22")
@pytest.mark.parametrize("index", [1, 2**256 - 1])
def test_dispute_target__nothing_proposed__reverts(proposed: World, index: int) -> None:
    with reverts("NoSuchProposal", number=index, finalFrom=0):
        proposed.bond.disputeTarget(index, REASON, by=proposed.issuer)


@pytest.mark.requirement("BOND-22")
@pytest.mark.parametrize("caller", ["calculator", "outsider"])
def test_dispute_target__caller_not_the_issuer__reverts(proposed: World, caller: str) -> None:
    actor = getattr(proposed, caller)
    with unauthorized(actor, "ISSUER_ROLE"):
        proposed.bond.disputeTarget(0, REASON, by=actor)


@pytest.mark.requirement("BOND-23")
def test_dispute_target__counted_as_missed_already__reverts(world: World) -> None:
    other = create(world, coupon={**FLOATING, "fixed_first": {"coupons": "3", "rate_percent": "4"}}, kpi=[TARGET])
    confirm(other, 1)
    confirm(other, 2)
    with reverts("NoSuchProposal", number=0, finalFrom=NEVER):
        other.bond.disputeTarget(0, REASON, by=other.issuer)
    with reverts("NotOpenForFixing", number=0):
        other.bond.proposeTarget(annex(other), 0, GOOD, EVIDENCE, by=other.calculator)


@pytest.mark.requirement("BOND-22")
def test_dispute_target__no_coupon_waits_for_it__changes_none(proposed: World) -> None:
    """The first coupon has no target: it is fixed whatever becomes of the proposal."""
    proposed.bond.disputeTarget(0, REASON, by=proposed.issuer)
    fix(proposed, 1, 10**7)
    assert proposed.bond.couponsFixed() == 1
