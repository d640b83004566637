"""What is recovered after acceleration is the same whole amount on every unit, at most the claim."""

from __future__ import annotations

import pytest

from tests.contracts.Bond.trouble import (
    COUPONS,
    FACE,
    UNITS,
    A,
    accelerate,
    declare,
    distribute,
    distribution,
    fund_late,
    fund_rest,
    in_issue,
)
from tests.contracts.kinds import endow, signed_run
from tests.contracts.support import reverts, unauthorized
from tests.contracts.world import World

EACH = 12_345  # [minor] of one unit


@pytest.fixture
def bond(world: World) -> World:
    """Accelerated, with nothing recovered yet."""
    other = in_issue(world)
    accelerate(other)
    return other


@pytest.mark.requirement("BOND-54")
def test_distribute__recovery__is_owed_to_every_unit_and_lowers_the_claim(bond: World) -> None:
    claim = bond.bond.trouble()["claim"]
    sent = distribute(bond, EACH)
    run, total = COUPONS + 2, EACH * UNITS
    assert sent.logs == [
        bond.bond.log("Distributed", run, EACH, UNITS, total),
        *(log for log in sent.logs if log.emitter == bond.cash.wallet),
    ]
    found = bond.bond.trouble()
    assert (found["claim"], found["recovered"]) == (claim - EACH, EACH)
    assert bond.bond.redemptionPerUnit() == (claim - EACH, True)
    assert bond.bond.recoveryOwed(bond.investor_a) == A * EACH
    assert bond.bond.recoveryOwed(bond.outsider) == 0
    assert bond.cash.balanceOf(bond.bond) == total


@pytest.mark.requirement("BOND-54")
def test_distribute__whole_claim__leaves_nothing_to_redeem_and_ends_at_no_unit(bond: World) -> None:
    claim = bond.bond.trouble()["claim"]
    distribute(bond, claim)
    fund_late(bond, 1)
    assert fund_rest(bond) == 0
    holders = [bond.investor_a, bond.investor_b, bond.investor_c, bond.issuer]
    sent = bond.bond.redeem(holders, by=bond.paying_agent)
    assert sent.logs[-1].values[0] == 0
    assert (bond.bond.totalSupply(), bond.bond.recoveryOwed(bond.investor_a)) == (0, A * claim)
    bond.bond.payRecoveries(holders, by=bond.paying_agent)
    assert bond.cash.balanceOf(bond.bond) == 0
    assert bond.cash.balanceOf(bond.investor_a) == A * (claim + 2_503)


@pytest.mark.requirement("BOND-54")
@pytest.mark.parametrize("more", [0, FACE, 1])
def test_distribute__nothing_or_more_than_the_claim__reverts(bond: World, more: int) -> None:
    claim = bond.bond.trouble()["claim"]
    per_unit = claim + more if more else 0
    approval = distribution(bond, per_unit)
    with reverts("NotDistributable", amountPerUnit=per_unit, claim=claim):
        bond.bond.distribute(per_unit, approval, by=bond.paying_agent)


@pytest.mark.requirement("BOND-54")
def test_distribute__not_accelerated__reverts(world: World) -> None:
    other = in_issue(world)
    declare(other)
    approval = distribution(other, EACH)
    with reverts("NotDistributable", amountPerUnit=EACH, claim=0):
        other.bond.distribute(EACH, approval, by=other.paying_agent)


@pytest.mark.requirement("BOND-54")
def test_distribute__rest_funded__reverts(bond: World) -> None:
    fund_late(bond, 1)
    claim = fund_rest(bond)
    approval = distribution(bond, EACH)
    with reverts("NotDistributable", amountPerUnit=EACH, claim=claim):
        bond.bond.distribute(EACH, approval, by=bond.paying_agent)


@pytest.mark.requirement("BOND-54")
def test_distribute__nothing_in_issue__reverts_and_leaves_the_claim(bond: World) -> None:
    """It would take no money, pay nobody, and yet make the claim smaller."""
    fund_late(bond, 1)
    for holder in (bond.investor_a, bond.investor_b, bond.investor_c, bond.issuer):
        bond.bond.burn(holder, bond.bond.balanceOf(holder), by=bond.officer)
    claim = bond.bond.trouble()["claim"]
    approval = distribution(bond, EACH)
    assert bond.bond.totalSupply() == 0
    with reverts("NotDistributable", amountPerUnit=EACH, claim=claim):
        bond.bond.distribute(EACH, approval, by=bond.paying_agent)
    assert (bond.bond.trouble()["claim"], bond.bond.nextRun()) == (claim, COUPONS + 2)


@pytest.mark.requirement("BOND-54")
@pytest.mark.parametrize("outsider", ["issuer", "approver", "investor_a", "outsider"])
def test_distribute__by_anybody_else__reverts(bond: World, outsider: str) -> None:
    approval, caller = distribution(bond, EACH), getattr(bond, outsider)
    with unauthorized(caller, "PAYING_AGENT_ROLE"):
        bond.bond.distribute(EACH, approval, by=caller)


@pytest.mark.requirement("BOND-54", "BOND-25")
def test_distribute__approval_used_before__reverts(bond: World) -> None:
    first = distribution(bond, EACH)
    endow(bond, 2 * EACH * UNITS)
    bond.bond.distribute(EACH, first, by=bond.paying_agent)
    assert bond.bond.nextRun() == COUPONS + 3
    with reverts("RunNotApproved", approver=bond.approver, deadline=first["deadline"]):
        bond.bond.distribute(EACH, first, by=bond.paying_agent)
    second = signed_run(bond, COUPONS + 3, EACH, UNITS, EACH * UNITS)
    bond.bond.distribute(EACH, second, by=bond.paying_agent)


@pytest.mark.requirement("BOND-54", "BOND-25")
@pytest.mark.parametrize("wrong", [{"number": COUPONS + 1}, {"per_unit": EACH + 1}, {"units": 1}, {"total": 1}])
def test_distribute__approval_of_other_figures__reverts(bond: World, wrong: dict[str, int]) -> None:
    approval = distribution(bond, EACH, **wrong)
    with reverts("RunNotApproved", approver=bond.approver, deadline=approval["deadline"]):
        bond.bond.distribute(EACH, approval, by=bond.paying_agent)
