"""Where transfers need approval, a custodian approves each beforehand: exactly it, once, until its time."""

from __future__ import annotations

import pytest

from tests.contracts.PermissionedToken.kit import set_rules
from tests.contracts.restrictions import Restriction, frozen_units, restricted
from tests.contracts.support import Deployed, Sent, reverts, unauthorized
from tests.contracts.world import World

LATEST = 2**40 - 1


@pytest.fixture
def strict(world: World, token: Deployed) -> Deployed:
    """Every transfer needs approval."""
    set_rules(world, token, approvalNeeded=True)
    return token


def approve(world: World, token: Deployed, until: int, amount: int = 4) -> Sent:
    """From investor a to investor b."""
    sent: Sent = token.approveTransfer(world.investor_a, world.investor_b, amount, until, by=world.custodian)
    return sent


@pytest.mark.requirement("TOK-8", "TOK-29")
def test_approve_transfer__by_the_custodian__passes_once(world: World, strict: Deployed) -> None:
    until = world.now + 100
    sent = approve(world, strict, until)
    a, b = world.investor_a, world.investor_b
    assert sent.logs == [strict.log("TransferApproved", a, b, 4, until, world.custodian)]
    assert strict.transferApprovedUntil(a, b, 4) == until
    strict.transfer(b, 4, by=a)
    assert strict.transferApprovedUntil(a, b, 4) == 0
    with restricted(Restriction.APPROVAL_NEEDED, a, b, 4):
        strict.transfer(b, 4, by=a)


@pytest.mark.requirement("TOK-29")
def test_approve_transfer__any_other_transfer__is_refused(world: World, strict: Deployed) -> None:
    approve(world, strict, LATEST)
    for sender, receiver, amount in (
        (world.investor_a, world.investor_b, 3),
        (world.investor_a, world.investor_b, 5),
        (world.investor_a, world.investor_c, 4),
        (world.investor_b, world.investor_a, 4),
        (world.investor_a, world.investor_a, 4),
        (world.investor_a, world.investor_b, 0),
    ):
        with restricted(Restriction.APPROVAL_NEEDED, sender, receiver, amount):
            strict.transfer(receiver, amount, by=sender)


@pytest.mark.requirement("TOK-29")
@pytest.mark.parametrize(("offset", "passes"), [(0, True), (1, False)])
def test_approve_transfer__at_its_last_second__passes_and_not_later(
    world: World, strict: Deployed, offset: int, *, passes: bool
) -> None:
    until = world.now + 100
    approve(world, strict, until)
    if passes:
        strict.transfer(world.investor_b, 4, by=world.investor_a, at=until + offset)
    else:
        with restricted(Restriction.APPROVAL_NEEDED, world.investor_a, world.investor_b, 4):
            strict.transfer(world.investor_b, 4, by=world.investor_a, at=until + offset)
    assert strict.balanceOf(world.investor_b) == 20 + 4 * passes


@pytest.mark.requirement("TOK-29")
def test_approve_transfer__by_a_spender__passes_once(world: World, strict: Deployed) -> None:
    approve(world, strict, LATEST)
    strict.approve(world.settler, 8, by=world.investor_a)
    strict.transferFrom(world.investor_a, world.investor_b, 4, by=world.settler)
    with restricted(Restriction.APPROVAL_NEEDED, world.investor_a, world.investor_b, 4):
        strict.transferFrom(world.investor_a, world.investor_b, 4, by=world.settler)
    assert strict.allowance(world.investor_a, world.settler) == 4


@pytest.mark.requirement("TOK-29")
def test_approve_transfer__refused_for_another_reason__stands(world: World, strict: Deployed) -> None:
    approve(world, strict, LATEST)
    strict.freezePartialTokens(world.investor_a, 10, by=world.officer)
    with frozen_units(world.investor_a, 0, 4):
        strict.transfer(world.investor_b, 4, by=world.investor_a)
    strict.unfreezePartialTokens(world.investor_a, 10, by=world.officer)
    strict.transfer(world.investor_b, 4, by=world.investor_a)
    assert strict.balanceOf(world.investor_b) == 24


@pytest.mark.requirement("TOK-29")
def test_approve_transfer__while_one_stands__reverts(world: World, strict: Deployed) -> None:
    until = world.now + 100
    approve(world, strict, until)
    expected = {"from": world.investor_a, "to": world.investor_b, "amount": 4, "until": LATEST}
    with reverts("ApprovalRefused", **expected):
        approve(world, strict, LATEST)
    world.advance(until + 1)
    approve(world, strict, LATEST)
    assert strict.transferApprovedUntil(world.investor_a, world.investor_b, 4) == LATEST


@pytest.mark.requirement("TOK-29")
def test_approve_transfer__until_a_time_past__reverts(world: World, strict: Deployed) -> None:
    now = world.now + 10
    expected = {"from": world.investor_a, "to": world.investor_b, "amount": 4, "until": now - 1}
    with reverts("ApprovalRefused", **expected):
        strict.approveTransfer(world.investor_a, world.investor_b, 4, now - 1, by=world.custodian, at=now)
    strict.approveTransfer(world.investor_a, world.investor_b, 4, now + 1, by=world.custodian, at=now + 1)


@pytest.mark.requirement("TOK-29")
def test_approve_transfer__forced_transfer_of_the_same__does_not_use_it(world: World, strict: Deployed) -> None:
    approve(world, strict, LATEST)
    strict.forcedTransfer(world.investor_a, world.investor_b, 4, by=world.officer)
    assert strict.transferApprovedUntil(world.investor_a, world.investor_b, 4) == LATEST


@pytest.mark.requirement("TOK-29")
def test_approve_transfer__of_one_token__is_not_anothers(world: World) -> None:
    world.distribute({world.investor_a: 10})
    world.mint(world.investor_a, 10)
    for token in (world.bond, world.cash):
        set_rules(world, token, approvalNeeded=True)
    approve(world, world.cash, LATEST)
    with restricted(Restriction.APPROVAL_NEEDED, world.investor_a, world.investor_b, 4):
        world.bond.transfer(world.investor_b, 4, by=world.investor_a)


@pytest.mark.requirement("TOK-10")
def test_approve_transfer__caller_not_custodian__reverts(world: World, strict: Deployed) -> None:
    for caller in (world.officer, world.issuer, world.registrar, world.investor_a):
        with unauthorized(caller, "CUSTODIAN_ROLE"):
            strict.approveTransfer(world.investor_a, world.investor_b, 4, LATEST, by=caller)
