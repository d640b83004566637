"""What a central bank, a bank or a bond could try while a pledge is taken."""

from __future__ import annotations

import pytest
from eth_utils.crypto import keccak

from tests.contracts.lending import Lending
from tests.contracts.support import Deployed, reverts

REENTERED = keccak(text="ReentrancyGuardReentrantCall()")[:4]


@pytest.mark.requirement("CREDIT-7")
@pytest.mark.parametrize("later", [1, 0])
def test_enforce__value_lowered_past_the_due_time__takes_by_the_value_at_it(lending: Lending, later: int) -> None:
    """Else the central bank could have all of a pledge for any debt."""
    pledge = lending.pledge(20)
    lending.draw(9_000, pledge)
    lending.overdue()
    lending.value(lending.world.bond, later)
    lending.value(lending.world.bond, later)
    lending.enforce(pledge)
    assert (lending.owed(), lending.units()) == (0, (90, 10, 20))


@pytest.mark.requirement("CREDIT-7")
def test_enforce__bond_valued_past_the_due_time_only__is_not_taken(lending: Lending) -> None:
    world, pledge = lending.world, lending.pledge(20)
    other = world.create(issueTime=world.terms["issueTime"] + 1)
    other.distribute({world.bank_a: 50, world.central_bank: 10})
    lock = lending.lock(other.bond, 10, "other")
    lending.draw(9_000, pledge)
    lending.overdue()
    lending.value(other.bond, 1)
    lending.enforce(lock)
    assert (lending.owed(), other.bond.balanceOf(world.bank_a)) == (9_000, 50)


@pytest.mark.requirement("CREDIT-7")
def test_enforce__lock_of_another_holder__is_not_taken(lending: Lending) -> None:
    world, pledge = lending.world, lending.pledge(5)
    others = lending.pledge(5, by=world.investor_a)
    lending.draw(4_500, pledge)
    lending.overdue()
    lending.enforce(others)
    assert (lending.owed(), world.bond.balanceOf(world.investor_a)) == (4_500, 10)


@pytest.mark.requirement("CREDIT-3")
@pytest.mark.parametrize("act", ["repay", "release", "draw", "enforce"])
def test_enforce__bond_that_calls_back__gets_nothing_done(lending: Lending, act: str) -> None:
    """A bond that the central bank values by mistake pretends to be locked, and calls while it is taken."""
    world, pledge = lending.world, lending.pledge(20)
    fake: Deployed = world.deploy("HostileBond")
    fake.pretend(lending.bank, lending.credit, by=world.operator)
    lending.value(fake, 1)
    own = {"bond": fake.wallet, "lockId": bytes(32)}
    arguments: dict[str, tuple[object, ...]] = {
        "repay": (lending.bank, 1), "release": (own, []), "draw": (1, [pledge]), "enforce": (lending.bank, [pledge]),
    }  # fmt: skip
    lending.draw(9_000, pledge)
    lending.overdue()
    fake.attack(lending.credit, lending.credit.data(act, *arguments[act]), by=world.operator)
    sent = lending.enforce(own)
    assert [log.values for log in sent.logs if log.name == "CalledBack"] == [(False, REENTERED)]
    assert (lending.owed(), lending.units()) == (0, (100, 20, 10))


@pytest.mark.requirement("CREDIT-7")
def test_enforce__same_pledge_twice__is_taken_once(lending: Lending) -> None:
    pledge = lending.pledge(10)
    lending.draw(9_000, pledge)
    lending.repay(1)
    lending.overdue()
    sent = lending.enforce(pledge, pledge)
    assert [log.name for log in sent.logs if log.emitter == lending.credit.wallet] == ["PledgeTaken"]
    assert lending.units() == (90, 0, 20)


@pytest.mark.requirement("CREDIT-7")
def test_enforce__limit_lowered_or_facility_closed_below_what_is_drawn__changes_no_debt(lending: Lending) -> None:
    world, pledge = lending.world, lending.pledge(20)
    lending.draw(9_000, pledge)
    lending.credit.setLimit(lending.bank, 10, by=world.central_bank)
    assert lending.owed() == 9_000
    with reverts("LimitExceeded", bank=lending.bank, owed=9_001, limit=10):
        lending.draw(1, pledge)
    lending.repay(8_995)
    lending.draw(5, pledge)
    lending.overdue()
    lending.enforce(pledge)
    assert (lending.owed(), lending.units()) == (0, (99, 19, 11))
