"""The issuer withdraws a fixing within the challenge time, and only then; it can be brought anew."""

from __future__ import annotations

import pytest

from tests.contracts.kinds import CHALLENGE, FLOATING, PERCENT, annex, confirm, create, propose
from tests.contracts.support import reverts, unauthorized
from tests.contracts.world import World

REASON = b"\xd1" * 32


@pytest.fixture
def proposed(world: World) -> World:
    """A floating bond whose first coupon is proposed at three percent."""
    other = create(world, coupon=FLOATING)
    propose(other, 1, 3 * PERCENT)
    return other


@pytest.mark.requirement("BOND-22")
def test_dispute_fixing__within_the_challenge_time__withdraws_it(proposed: World) -> None:
    final = proposed.bond.proposedFixing(1)[1]
    sent = proposed.bond.disputeFixing(1, REASON, by=proposed.issuer, at=final - 1)
    assert sent.logs == [proposed.bond.log("FixingDisputed", 1, REASON, proposed.issuer.wallet)]
    assert proposed.bond.proposedFixing(1) == (0, 0)
    proposed.advance(final + CHALLENGE)
    with reverts("NoSuchProposal", number=1, finalFrom=0):
        confirm(proposed, 1)
    propose(proposed, 1, 2 * PERCENT)
    confirm(proposed, 1)
    assert proposed.bond.coupon(1)["amountPerUnit"] == 2_542  # 2.5 percent of 366 days of 360


@pytest.mark.requirement("BOND-22")
def test_dispute_fixing__once_final__reverts(proposed: World) -> None:
    final = proposed.bond.proposedFixing(1)[1]
    with reverts("NoSuchProposal", number=1, finalFrom=final):
        proposed.bond.disputeFixing(1, REASON, by=proposed.issuer, at=final)
    proposed.bond.confirmFixing(annex(proposed), 1, by=proposed.outsider)
    with reverts("NoSuchProposal", number=1, finalFrom=final):
        proposed.bond.disputeFixing(1, REASON, by=proposed.issuer)


@pytest.mark.requirement("BOND-22")
@pytest.mark.parametrize("number", [0, 2, 9])
def test_dispute_fixing__nothing_proposed__reverts(proposed: World, number: int) -> None:
    with reverts("NoSuchProposal", number=number, finalFrom=0):
        proposed.bond.disputeFixing(number, REASON, by=proposed.issuer)


@pytest.mark.requirement("BOND-22")
@pytest.mark.parametrize("caller", ["calculator", "paying_agent", "outsider"])
def test_dispute_fixing__caller_not_the_issuer__reverts(proposed: World, caller: str) -> None:
    actor = getattr(proposed, caller)
    with unauthorized(actor, "ISSUER_ROLE"):
        proposed.bond.disputeFixing(1, REASON, by=actor)


@pytest.mark.requirement("BOND-22")
def test_dispute_fixing__no_challenge_time__is_too_late_at_once(world: World) -> None:
    quick = {**FLOATING, "fixing": {**FLOATING["fixing"], "challenge_hours": "0"}}  # type: ignore[dict-item]
    other = create(world, coupon=quick)
    sent = propose(other, 1, PERCENT)
    with reverts("NoSuchProposal", number=1, finalFrom=sent.time):
        other.bond.disputeFixing(1, REASON, by=other.issuer)
    confirm(other, 1)
