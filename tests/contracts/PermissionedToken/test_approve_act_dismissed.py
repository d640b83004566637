"""Where two persons must approve, one who has left office neither counts nor stands in the way."""

from __future__ import annotations

import pytest

from tests.contracts.PermissionedToken.dual import WEEK, Act, act_of
from tests.contracts.PermissionedToken.kit import second_wallet
from tests.contracts.support import reverts, role_id
from tests.contracts.world import World


@pytest.fixture(params=["forcedTransfer", "burn", "recoveryAddress"])
def act(request: pytest.FixtureRequest, world: World) -> Act:
    """Approved by the outsider, who was a second compliance officer then."""
    other = world.create(dualControl=True)
    other.distribute({world.investor_a: 10})
    second_wallet(world, world.outsider, of=world.investor_a)
    act = act_of(world, other.bond, request.param)
    act.token.grantRole(role_id("COMPLIANCE_ROLE"), world.outsider, by=world.issuer)
    act.token.approveAct(act.hash(), by=world.outsider)
    return act


def dismiss(world: World, act: Act) -> None:
    act.token.revokeRole(role_id("COMPLIANCE_ROLE"), world.outsider, by=world.issuer)


@pytest.mark.requirement("TOK-19")
def test_approve_act__approver_dismissed_since__another_approves_at_once(world: World, act: Act) -> None:
    """Otherwise an act would wait a week for an approval that is of no use to end."""
    dismiss(world, act)
    with reverts("ActNotApproved", act=act.hash()):
        act.carry_out()
    sent = act.token.approveAct(act.hash(), by=world.custodian)
    assert sent.logs == [act.token.log("ActApproved", act.hash(), world.custodian, sent.time + WEEK)]
    act.carry_out()
    with reverts("ActNotApproved", act=act.hash()):
        act.carry_out()


@pytest.mark.requirement("TOK-19")
def test_approve_act__approver_in_the_other_office_now__stands(world: World, act: Act) -> None:
    act.token.grantRole(role_id("CUSTODIAN_ROLE"), world.outsider, by=world.issuer)
    dismiss(world, act)
    with reverts("ActApprovalState", act=act.hash()):
        act.token.approveAct(act.hash(), by=world.custodian)
    act.carry_out()


@pytest.mark.requirement("TOK-10", "TOK-19")
def test_approve_act__approver_appointed_again__is_taken_at_the_word_given_before(world: World, act: Act) -> None:
    """An approval that nobody replaced stands as long as it would have."""
    dismiss(world, act)
    act.token.grantRole(role_id("COMPLIANCE_ROLE"), world.outsider, by=world.issuer)
    act.carry_out()
