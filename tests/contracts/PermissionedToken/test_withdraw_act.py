"""An approval is taken back by who gave it."""

from __future__ import annotations

import pytest

from tests.contracts.PermissionedToken.dual import WEEK, act_of
from tests.contracts.support import Deployed, reverts
from tests.contracts.world import World


@pytest.fixture
def bond(world: World) -> Deployed:
    """Under dual control; investor a holds ten units."""
    other = world.create(dualControl=True)
    other.distribute({world.investor_a: 10, world.investor_b: 20})
    return other.bond


@pytest.mark.requirement("TOK-8", "TOK-19")
def test_withdraw_act__by_who_gave_it__refuses_the_act_again(world: World, bond: Deployed) -> None:
    act = act_of(world, bond, "forcedTransfer")
    bond.approveAct(act.hash(), by=world.custodian)
    sent = bond.withdrawAct(act.hash(), by=world.custodian)
    assert sent.logs == [bond.log("ActWithdrawn", act.hash(), world.custodian)]
    with reverts("ActNotApproved", act=act.hash()):
        act.carry_out()
    bond.approveAct(act.hash(), by=world.custodian)
    act.carry_out()
    assert bond.balanceOf(world.investor_a) == 6


@pytest.mark.requirement("TOK-19")
def test_withdraw_act__by_anybody_else__reverts(world: World, bond: Deployed) -> None:
    act = act_of(world, bond, "forcedTransfer")
    bond.approveAct(act.hash(), by=world.custodian)
    for caller in (world.officer, world.issuer, world.investor_a):
        with reverts("ActApprovalState", act=act.hash()):
            bond.withdrawAct(act.hash(), by=caller)
    act.carry_out()
    assert bond.balanceOf(world.investor_a) == 6


@pytest.mark.requirement("TOK-19")
def test_withdraw_act__not_approved_used_or_withdrawn__reverts(world: World, bond: Deployed) -> None:
    act = act_of(world, bond, "forcedTransfer")
    with reverts("ActApprovalState", act=act.hash()):
        bond.withdrawAct(act.hash(), by=world.custodian)
    bond.approveAct(act.hash(), by=world.custodian)
    act.carry_out()
    with reverts("ActApprovalState", act=act.hash()):
        bond.withdrawAct(act.hash(), by=world.custodian)


def test_withdraw_act__run_out__may_still_be_withdrawn(world: World, bond: Deployed) -> None:
    act = act_of(world, bond, "burn")
    bond.approveAct(act.hash(), by=world.officer)
    world.advance(world.now + WEEK + 1)
    bond.withdrawAct(act.hash(), by=world.officer)
    with reverts("ActApprovalState", act=act.hash()):
        bond.withdrawAct(act.hash(), by=world.officer)
