"""Recoveries are paid to who held when they were distributed, once and without tax."""

from __future__ import annotations

import pytest

from tests.contracts.Bond.trouble import (
    UNITS,
    A,
    B,
    C,
    accelerate,
    declare,
    distribute,
    fund_late,
    in_issue,
    vote,
)
from tests.contracts.kinds import money
from tests.contracts.PermissionedToken.kit import second_wallet
from tests.contracts.support import reverts
from tests.contracts.world import HONG_KONG, World

EACH = 12_345  # [minor] of one unit


@pytest.fixture
def bond(world: World) -> World:
    """Accelerated, and a first recovery distributed."""
    other = in_issue(world)
    accelerate(other)
    distribute(other, EACH)
    return other


def pay(world: World, *holders: object) -> None:
    world.bond.payRecoveries(list(holders), by=world.paying_agent)


@pytest.mark.requirement("BOND-54")
def test_pay_recoveries__by_the_paying_agent__pays_each_once(bond: World) -> None:
    a, b = bond.investor_a, bond.investor_b
    sent = bond.bond.payRecoveries([a, b, a, bond.outsider], by=bond.paying_agent)
    assert sent.logs == [
        bond.cash.log("Transfer", bond.bond, a, A * EACH),
        bond.cash.log("Transfer", bond.bond, b, B * EACH),
        bond.bond.log("RecoveriesPaid", [a, b, a, bond.outsider], [A * EACH, B * EACH, 0, 0]),
    ]
    again = bond.bond.payRecoveries([a], by=a)
    assert again.logs == [bond.bond.log("RecoveriesPaid", [a], [0])]
    assert [bond.bond.recoveryOwed(each) for each in (a, b, bond.investor_c)] == [0, 0, C * EACH]


@pytest.mark.requirement("BOND-54")
def test_pay_recoveries__trade_between_two__pays_each_to_who_held_then(bond: World) -> None:
    a, b, c = bond.investor_a, bond.investor_b, bond.investor_c
    bond.bond.transfer(b, 100, by=a)
    distribute(bond, 2 * EACH)
    bond.bond.batchTransfer([c, b, a], [200, 100, 0], by=a)
    bond.bond.forcedTransfer(b, c, B + 200, by=bond.officer)
    due = [A * EACH + 300 * 2 * EACH, B * EACH + 400 * 2 * EACH, C * 3 * EACH]
    assert [bond.bond.recoveryOwed(each) for each in (a, b, c)] == due
    pay(bond, a, b, c, bond.issuer)
    assert money(bond, a, b, c) == due
    assert bond.cash.balanceOf(bond.bond) == 0


@pytest.mark.requirement("BOND-54", "BOND-9")
def test_pay_recoveries__by_somebody_for_another__reverts(bond: World) -> None:
    with reverts("NotPayingAgent", caller=bond.investor_a):
        bond.bond.payRecoveries([bond.investor_b], by=bond.investor_a)
    with reverts("BatchTooLong", length=201, most=200):
        bond.bond.payRecoveries([bond.investor_b] * 201, by=bond.paying_agent)


@pytest.mark.requirement("BOND-54", "BOND-8")
def test_pay_recoveries__account_refuses__keeps_the_claim_and_holds_up_nobody(bond: World) -> None:
    a, b = bond.investor_a, bond.investor_b
    bond.cash.setAddressFrozen(a, freeze=True, by=bond.officer)
    sent = bond.bond.payRecoveries([b, a], by=bond.paying_agent)
    assert sent.logs[1:] == [
        bond.bond.log("PaymentFailed", a, A * EACH),
        bond.bond.log("RecoveriesPaid", [b, a], [B * EACH, 0]),
    ]
    bond.bond.transfer(b, A, by=a)
    distribute(bond, EACH)
    assert [bond.bond.recoveryOwed(each) for each in (a, b)] == [A * EACH, (A + B) * EACH]
    bond.cash.setAddressFrozen(a, freeze=False, by=bond.officer)
    bond.bond.payRecoveries([a], by=a)
    assert bond.cash.balanceOf(a) == A * EACH


@pytest.mark.requirement("BOND-54", "BOND-8")
def test_pay_recoveries__money_paused__everybody_keeps_the_claim(bond: World) -> None:
    bond.cash.pause(by=bond.pauser)
    pay(bond, bond.investor_a, bond.investor_b)
    bond.cash.unpause(by=bond.pauser)
    pay(bond, bond.investor_a, bond.investor_b)
    assert money(bond, bond.investor_a, bond.investor_b) == [A * EACH, B * EACH]


@pytest.mark.requirement("BOND-54")
def test_pay_recoveries__nothing_recovered__pays_nothing(world: World) -> None:
    other = in_issue(world)
    sent = other.bond.payRecoveries([other.investor_a], by=other.investor_a)
    assert sent.logs == [other.bond.log("RecoveriesPaid", [other.investor_a], [0])]


@pytest.mark.requirement("BOND-54", "BOND-27")
def test_pay_recoveries__bond_that_withholds__keeps_nothing_back(world: World) -> None:
    bond = in_issue(world, withholding=[{"country": "HK", "percent": "30"}])
    bond.bond.setWithholding(HONG_KONG, 0, 300_000_000, by=bond.issuer)
    accelerate(bond)
    distribute(bond, EACH)
    pay(bond, bond.investor_a)
    assert bond.cash.balanceOf(bond.investor_a) == A * EACH
    assert bond.bond.taxHeld(HONG_KONG) == 0


@pytest.mark.requirement("BOND-54")
def test_pay_recoveries__units_burnt_by_force__are_paid_to_who_held_them(bond: World) -> None:
    fund_late(bond, 1)
    bond.bond.burn(bond.investor_a, A, by=bond.officer)
    distribute(bond, EACH)
    pay(bond, bond.investor_a, bond.investor_b)
    assert money(bond, bond.investor_a, bond.investor_b) == [A * EACH, 2 * B * EACH]
    assert bond.bond.totalSupply() == UNITS - A


def lose(bond: World) -> None:
    identity = bond.registry.identity(bond.investor_a)
    bond.bond.recoveryAddress(bond.investor_a, bond.outsider, identity, by=bond.registrar)


@pytest.mark.requirement("BOND-54", "TOK-20")
def test_recovery_address__recoveries_owed__go_to_the_new_wallet_once(bond: World) -> None:
    second_wallet(bond, bond.outsider, of=bond.investor_a)
    bond.bond.transfer(bond.outsider, 50, by=bond.investor_a)
    distribute(bond, EACH)
    lose(bond)
    assert [bond.bond.recoveryOwed(each) for each in (bond.investor_a, bond.outsider)] == [0, 2 * A * EACH]
    distribute(bond, EACH)
    pay(bond, bond.investor_a, bond.outsider)
    assert money(bond, bond.investor_a, bond.outsider) == [0, 3 * A * EACH]


@pytest.mark.requirement("BOND-54", "TOK-20")
def test_recovery_address__all_units_sold__still_brings_what_is_owed(bond: World) -> None:
    second_wallet(bond, bond.outsider, of=bond.investor_a)
    fund_late(bond, 1)  # its coupon would be something to recover
    bond.bond.payCoupons([bond.investor_a], by=bond.investor_a)
    bond.bond.transfer(bond.investor_b, A, by=bond.investor_a)
    lose(bond)
    assert bond.bond.recoveryOwed(bond.outsider) == A * EACH
    with reverts("NothingToRecover", wallet=bond.investor_a):
        lose(bond)


@pytest.mark.requirement("BOND-54", "BOND-55")
def test_pay_recoveries__vote_open__leaves_the_votes_as_they_are(world: World) -> None:
    bond = in_issue(world)
    declare(bond)
    vote(bond, bond.investor_a)
    bond.bond.accelerate(by=bond.outsider)
    bond.bond.proposeTerms(b"\x21" * 32, bond.now + 1, bond.now + 15 * 86_400, by=bond.issuer)
    distribute(bond, EACH)
    pay(bond, bond.investor_b)
    assert bond.bond.votesOf(2, bond.investor_b) == B
