"""Where two persons must approve, a forced act needs another person's word for exactly this act, used once."""

from __future__ import annotations

import pytest

from tests.contracts.enforced import COURT_ORDER, NONE, Reason
from tests.contracts.PermissionedToken.dual import WEEK, Act, act_of
from tests.contracts.PermissionedToken.kit import issue, other_money, second_wallet
from tests.contracts.support import ZERO, Deployed, reverts, role_id, unauthorized
from tests.contracts.world import World

ACTS = ["forcedTransfer", "burn", "recoveryAddress"]
FORMS = pytest.mark.parametrize("reason", [None, COURT_ORDER], ids=["standard", "reason"])


@pytest.fixture
def bond(world: World) -> Deployed:
    """Under dual control; investor a holds ten units, and the outsider's wallet is its second one."""
    other = world.create(dualControl=True)
    other.distribute({world.investor_a: 10, world.investor_b: 20})
    second_wallet(world, world.outsider, of=world.investor_a)
    return other.bond


@pytest.fixture(params=ACTS)
def act(request: pytest.FixtureRequest, world: World, bond: Deployed) -> Act:
    return act_of(world, bond, request.param)


def stated(reason: Reason | None) -> Reason:
    return reason or NONE


@pytest.mark.requirement("TOK-19")
@FORMS
def test_approve_act__not_approved__refuses_the_act(act: Act, reason: Reason | None) -> None:
    assert act.token.dualControl()
    with reverts("ActNotApproved", act=act.hash(stated(reason))):
        act.carry_out(reason)


@pytest.mark.requirement("TOK-8", "TOK-19")
@FORMS
def test_approve_act__by_another_person__lets_it_pass_once(world: World, act: Act, reason: Reason | None) -> None:
    hashed = act.hash(stated(reason))
    sent = act.token.approveAct(hashed, by=world.custodian)
    assert sent.logs == [act.token.log("ActApproved", hashed, world.custodian, sent.time + WEEK)]
    act.carry_out(reason)
    assert act.token.balanceOf(world.investor_a) == (0 if act.name == "recoveryAddress" else 6)
    with reverts("ActNotApproved", act=hashed):
        act.carry_out(reason)


@pytest.mark.requirement("TOK-19")
def test_approve_act__for_one_reason__is_not_for_another(world: World, act: Act) -> None:
    act.token.approveAct(act.hash(COURT_ORDER), by=world.custodian)
    for other in (None, Reason(8, COURT_ORDER.document), Reason(7, bytes(32))):
        with reverts("ActNotApproved", act=act.hash(stated(other))):
            act.carry_out(other)
    act.carry_out(COURT_ORDER)


@pytest.mark.requirement("TOK-19")
@pytest.mark.parametrize(
    ("sender", "receiver", "amount"),
    [("investor_a", "investor_b", 3), ("investor_a", "investor_c", 4), ("investor_b", "investor_a", 4)],
)
def test_approve_act__for_one_transfer__is_not_for_another(
    world: World, bond: Deployed, sender: str, receiver: str, amount: int
) -> None:
    act = act_of(world, bond, "forcedTransfer")
    bond.approveAct(act.hash(), by=world.custodian)
    parties = getattr(world, sender), getattr(world, receiver)
    other = Act(bond, act.name, act.by, (*parties, amount), (*parties, amount, ZERO))
    with reverts("ActNotApproved", act=other.hash()):
        other.carry_out()


@pytest.mark.requirement("TOK-19")
def test_approve_act__for_one_act__is_not_for_another(world: World, bond: Deployed) -> None:
    forced, burnt = act_of(world, bond, "forcedTransfer"), act_of(world, bond, "burn")
    bond.approveAct(forced.hash(), by=world.custodian)
    with reverts("ActNotApproved", act=burnt.hash()):
        burnt.carry_out()


@pytest.mark.requirement("TOK-19")
def test_approve_act__by_who_carries_it_out__does_not_count(world: World, act: Act) -> None:
    if act.by == world.officer:
        act.token.approveAct(act.hash(), by=world.officer)
        with reverts("ActNotApproved", act=act.hash()):
            act.carry_out()
    act.token.grantRole(role_id("CUSTODIAN_ROLE"), act.by, by=world.issuer)
    other = act.hash(COURT_ORDER)
    act.token.approveAct(other, by=act.by)
    with reverts("ActNotApproved", act=other):
        act.carry_out(COURT_ORDER)


@pytest.mark.requirement("TOK-19")
@pytest.mark.parametrize(("offset", "passes"), [(0, True), (1, False)])
def test_approve_act__seven_days__is_how_long_it_stands(
    world: World, bond: Deployed, offset: int, *, passes: bool
) -> None:
    act = act_of(world, bond, "forcedTransfer")
    until = bond.approveAct(act.hash(), by=world.custodian).time + WEEK
    arguments = (world.investor_a, world.investor_b, 4)
    if passes:
        bond.forcedTransfer(*arguments, by=world.officer, at=until + offset)
    else:
        with reverts("ActNotApproved", act=act.hash()):
            bond.forcedTransfer(*arguments, by=world.officer, at=until + offset)
    assert bond.balanceOf(world.investor_a) == (6 if passes else 10)


@pytest.mark.requirement("TOK-19")
def test_approve_act__while_it_stands__reverts_and_afterwards_renews(world: World, act: Act) -> None:
    hashed = act.hash()
    act.token.approveAct(hashed, by=world.custodian)
    for approver in (world.custodian, world.officer):
        with reverts("ActApprovalState", act=hashed):
            act.token.approveAct(hashed, by=approver)
    world.advance(world.now + WEEK + 1)
    act.token.approveAct(hashed, by=world.custodian)
    act.carry_out()


@pytest.mark.requirement("TOK-19")
def test_approve_act__batch_forms__need_each_act_approved(world: World, bond: Deployed) -> None:
    act = act_of(world, bond, "forcedTransfer")
    lists = ([world.investor_a] * 2, [world.investor_b] * 2, [4] * 2)
    bond.approveAct(act.hash(), by=world.custodian)
    with reverts("ActNotApproved", act=act.hash()):
        bond.batchForcedTransfer(*lists, by=world.officer)
    with reverts("ActNotApproved", act=act_of(world, bond, "burn").hash()):
        bond.batchBurn([world.investor_a], [4], by=world.officer)
    bond.batchForcedTransfer(*[each[:1] for each in lists], by=world.officer)
    assert bond.balanceOf(world.investor_a) == 6


@pytest.mark.requirement("TOK-19")
def test_approve_act__freezes_and_transfers__need_no_second_person(world: World, bond: Deployed) -> None:
    bond.setAddressFrozen(world.investor_c, freeze=True, by=world.officer)
    bond.freezePartialTokens(world.investor_a, 3, by=world.officer)
    bond.setFrozenTokens(world.investor_a, 5, by=world.officer)
    bond.unfreezePartialTokens(world.investor_a, 5, by=world.officer)
    bond.transfer(world.investor_b, 4, by=world.investor_a)
    assert bond.balanceOf(world.investor_b) == 24


@pytest.mark.requirement("TOK-19")
def test_approve_act__money_under_dual_control__asks_for_it_too(world: World) -> None:
    money = other_money(world, dualControl=True)
    issue(world, money, world.investor_a, 10)
    second_wallet(world, world.outsider, of=world.investor_a)
    for name in ("forcedTransfer", "recoveryAddress"):
        act = act_of(world, money, name)
        with reverts("ActNotApproved", act=act.hash(COURT_ORDER)):
            act.carry_out(COURT_ORDER)
        money.approveAct(act.hash(COURT_ORDER), by=world.custodian)
        act.carry_out(COURT_ORDER)
    assert [money.balanceOf(wallet) for wallet in (world.investor_b, world.outsider)] == [4, 6]


@pytest.mark.requirement("TOK-19")
def test_approve_act__at_one_token__is_not_for_another(world: World, bond: Deployed) -> None:
    act = act_of(world, bond, "forcedTransfer")
    world.bond.approveAct(act.hash(), by=world.custodian)
    with reverts("ActNotApproved", act=act.hash()):
        act.carry_out()


@pytest.mark.requirement("TOK-19")
def test_approve_act__token_of_single_control__needs_and_uses_none(world: World) -> None:
    world.distribute({world.investor_a: 10})
    act = act_of(world, world.bond, "forcedTransfer")
    assert not world.bond.dualControl()
    world.bond.approveAct(act.hash(), by=world.custodian)
    act.carry_out()
    act.carry_out()
    assert world.bond.balanceOf(world.investor_b) == 8


@pytest.mark.requirement("TOK-19")
def test_approve_act__approver_dismissed__its_word_counts_no_more(world: World, act: Act) -> None:
    """Whoever is dismissed for cause must not be one of the two persons of a later act."""
    act.token.approveAct(act.hash(), by=world.custodian)
    act.token.revokeRole(role_id("CUSTODIAN_ROLE"), world.custodian, by=world.issuer)
    with reverts("ActNotApproved", act=act.hash()):
        act.carry_out()


@pytest.mark.requirement("TOK-10")
def test_approve_act__caller_neither_officer_nor_custodian__reverts(world: World, act: Act) -> None:
    for caller in (world.issuer, world.registrar, world.pauser, world.investor_a):
        with unauthorized(caller, "COMPLIANCE_ROLE"):
            act.token.approveAct(act.hash(), by=caller)
