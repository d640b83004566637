"""Forced transfer, burn and recovery by command, and their approval where two persons must act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tenor.chain.events import read_events
from tenor.errors import InputError, TransactionFailed
from tenor.onboarding.acts import Part, Reason, freeze
from tenor.onboarding.desk import Desk
from tenor.onboarding.forced import Act, approve, burn, carry_out, forced_transfer, recovery, withdraw
from tenor.parties import Actor
from tests.contracts.world import World

REASON = Reason(7, b"\x07" * 32, Path("an order.pdf"))
Build = Callable[[Desk, World, Reason], Act]


def _forced(desk: Desk, world: World, reason: Reason) -> Act:
    return forced_transfer(desk, (world.investor_a.wallet, world.investor_b.wallet), 10, reason)


def _burn(desk: Desk, world: World, reason: Reason) -> Act:
    return burn(desk, world.investor_a.wallet, 10, reason)


def _recovery(desk: Desk, world: World, reason: Reason) -> Act:
    world.register(world.outsider, investor=world.investor_a.wallet)
    return recovery(desk, world.investor_a.wallet, world.outsider.wallet, reason)


ACTS = pytest.mark.parametrize("build", [_forced, _burn, _recovery], ids=["force", "burn", "recover"])


def acting_as(desk: Desk, role: str, somebody: Actor) -> Desk:
    """The desk with somebody else in a role; everybody's keys are there."""
    return replace(desk, actors={**desk.actors, role: Actor(role, somebody.key, somebody.wallet)})


@pytest.mark.requirement("ONB-15")
@ACTS
def test_carry_out__one_person_suffices__moves_the_units_and_leaves_the_reason(
    world: World, desk: Desk, build: Build
) -> None:
    world.distribute({world.investor_a: 100, world.investor_b: 50})
    outcome = carry_out(desk, build(desk, world, REASON))
    assert world.bond.balanceOf(world.investor_a) == (0 if build is _recovery else 90)
    (event,) = (
        each.args
        for each in read_events(world.chain, "Bond", world.bond.wallet, outcome.block, outcome.block)
        if each.name == "Enforced"
    )
    assert (event["holder"], event["record"] >> 208 & 0xFFFF, event["document"]) == (
        world.investor_a.wallet,
        7,
        b"\x07" * 32,
    )


@pytest.mark.requirement("ONB-17")
@ACTS
def test_carry_out__not_approved__is_refused_and_says_who_may_and_what_to_type(
    dual: World, dual_desk: Desk, build: Build
) -> None:
    act = build(dual_desk, dual, REASON)
    with pytest.raises(TransactionFailed) as refusal:
        carry_out(dual_desk, act)
    said = str(refusal.value)
    assert f"no approval by another than {dual_desk.actors[act.role].wallet} stands" in said
    assert "another compliance officer or a custodian" in said
    reason = f"--reason-code 7 --document 'an order.pdf' --token {dual.bond.wallet} --rpc NODE --approver KEY"
    assert f"tenor register approve {act.command} {reason}" in said
    assert dual.bond.balanceOf(dual.investor_a) == 100


@pytest.mark.requirement("ONB-17")
@ACTS
def test_approve__by_another_person__lets_the_act_pass_once(dual: World, dual_desk: Desk, build: Build) -> None:
    act = build(dual_desk, dual, REASON)
    approve(dual_desk, act)
    carry_out(dual_desk, act)
    assert dual.bond.balanceOf(dual.investor_a) == (0 if build is _recovery else 90)
    with pytest.raises(TransactionFailed, match="a second person has to approve this act"):
        carry_out(dual_desk, act)


@pytest.mark.requirement("ONB-17")
@ACTS
def test_approve__of_another_document_or_code__is_not_for_this_act(dual: World, dual_desk: Desk, build: Build) -> None:
    act = build(dual_desk, dual, REASON)
    for other in (Reason(8, REASON.document), Reason(7, b"\x08" * 32)):
        approve(dual_desk, replace(act, reason=other))
    with pytest.raises(TransactionFailed, match="a second person has to approve this act"):
        carry_out(dual_desk, act)


@pytest.mark.requirement("ONB-17")
def test_approve__by_the_person_who_acts__does_not_count(dual: World, dual_desk: Desk) -> None:
    act, alone = _forced(dual_desk, dual, REASON), acting_as(dual_desk, "approver", dual.officer)
    approve(alone, act)
    with pytest.raises(TransactionFailed, match=f"no approval by another than {dual.officer.wallet} stands"):
        carry_out(alone, act)
    with pytest.raises(TransactionFailed, match=r"approved already.*--withdraw"):
        approve(dual_desk, act)
    withdraw(alone, act)
    approve(dual_desk, act)
    carry_out(dual_desk, act)
    assert dual.bond.balanceOf(dual.investor_b) == 60


@pytest.mark.requirement("ONB-17")
def test_withdraw__approval_given_or_not__stands_no_more_or_is_told(dual: World, dual_desk: Desk) -> None:
    act = _forced(dual_desk, dual, REASON)
    with pytest.raises(TransactionFailed, match="no approval that this key gave stands"):
        withdraw(dual_desk, act)
    approve(dual_desk, act)
    with pytest.raises(TransactionFailed, match="no approval that this key gave stands"):
        withdraw(acting_as(dual_desk, "approver", dual.officer), act)
    withdraw(dual_desk, act)
    with pytest.raises(TransactionFailed, match="a second person has to approve this act"):
        carry_out(dual_desk, act)


@pytest.mark.requirement("ONB-17")
def test_approve__by_neither_officer_nor_custodian__is_refused_before_anything_is_sent(
    dual: World, dual_desk: Desk
) -> None:
    before = dual.chain.web3.eth.block_number
    stranger = acting_as(dual_desk, "approver", dual.registrar)
    with pytest.raises(InputError, match="--approver: .* is neither a compliance officer nor a custodian"):
        approve(stranger, _forced(dual_desk, dual, REASON))
    assert dual.chain.web3.eth.block_number == before


@pytest.mark.parametrize("decide", [approve, withdraw])
def test_approve__token_that_needs_one_person__is_refused_before_anything_is_sent(
    world: World, desk: Desk, decide: Callable[[Desk, Act], object]
) -> None:
    world.distribute({world.investor_a: 100})
    before = world.chain.web3.eth.block_number
    with pytest.raises(InputError, match="--token: the acts of this token need no second person"):
        decide(desk, _forced(desk, world, REASON))
    assert world.chain.web3.eth.block_number == before


@pytest.mark.parametrize("units", [0, -1, 2**64])
def test_forced_transfer__no_number_of_units__is_refused(world: World, desk: Desk, units: int) -> None:
    a, b = world.investor_a.wallet, world.investor_b.wallet
    with pytest.raises(InputError, match="--units"):
        forced_transfer(desk, (a, b), units, REASON)
    with pytest.raises(InputError, match="--units"):
        burn(desk, a, units, REASON)


def test_carry_out__other_reason_of_the_chain__is_told_as_it_is(world: World, desk: Desk) -> None:
    world.distribute({world.investor_a: 100})
    act = forced_transfer(desk, (world.investor_a.wallet, world.outsider.wallet), 10, REASON)
    with pytest.raises(TransactionFailed, match="TransferRestricted"):
        carry_out(desk, act)


@pytest.mark.requirement("ONB-15")
def test_recovery__other_wallet_of_the_investor__gets_all_of_it(world: World, desk: Desk) -> None:
    world.distribute({world.investor_a: 100, world.investor_b: 50})
    lost, fresh = world.investor_a.wallet, world.outsider.wallet
    world.register(fresh, investor=lost)
    freeze(desk, lost, Part(30, release=False), REASON)
    carry_out(desk, recovery(desk, lost, fresh, REASON))
    assert (world.bond.balanceOf(lost), world.bond.balanceOf(fresh)) == (0, 100)
    assert (world.bond.getFrozenTokens(fresh), world.bond.isFrozen(lost)) == (30, True)


def test_recovery__wallet_of_another_investor_or_not_there__is_refused(world: World, desk: Desk) -> None:
    world.distribute({world.investor_a: 100, world.investor_b: 50})
    with pytest.raises(TransactionFailed, match="NotSameInvestor"):
        carry_out(desk, recovery(desk, world.investor_a.wallet, world.investor_b.wallet, REASON))
    with pytest.raises(InputError, match="--lost: .* is not on the register"):
        recovery(desk, world.outsider.wallet, world.investor_b.wallet, REASON)
