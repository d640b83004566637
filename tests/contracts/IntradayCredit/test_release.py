"""A pledge goes back to its bank while what remains covers what is owed."""

from __future__ import annotations

import pytest

from tests.contracts.lending import Lending, ordered
from tests.contracts.support import reverts


@pytest.mark.requirement("CREDIT-6")
def test_release__nothing_owed__gives_the_units_back(lending: Lending) -> None:
    credit, bond, pledge = lending.credit, lending.world.bond, lending.pledge(20)
    sent = credit.release(pledge, [], by=lending.bank)
    assert sent.logs == [
        credit.log("PledgeReleased", lending.bank, bond, pledge["lockId"]),
        bond.log("LockCancelled", pledge["lockId"], credit, b""),
    ]
    assert lending.units() == (100, 0, 10)


@pytest.mark.requirement("CREDIT-6")
def test_release__rest_covers_the_debt__is_let_go_and_otherwise_not(lending: Lending) -> None:
    first, second, third = (lending.pledge(10, str(number)) for number in range(3))
    lending.draw(18_000, first, second)
    with reverts("NotCovered", bank=lending.bank, owed=18_000, worth=9_000):
        lending.credit.release(first, [second], by=lending.bank)
    lending.credit.release(first, ordered(second, third), by=lending.bank)
    with reverts("NotCovered", bank=lending.bank, owed=18_000, worth=9_000):
        lending.credit.release(third, [second], by=lending.bank)
    lending.repay(9_000)
    lending.credit.release(third, [second], by=lending.bank)
    assert lending.units() == (100, 10, 10)


@pytest.mark.requirement("CREDIT-6")
def test_release__pledge_counted_among_what_remains__reverts(lending: Lending) -> None:
    pledge = lending.pledge(20)
    lending.draw(1, pledge)
    with reverts("PledgesNotInOrder", place=0):
        lending.credit.release(pledge, [pledge], by=lending.bank)


@pytest.mark.requirement("CREDIT-6")
def test_release__of_somebody_elses_or_no_pledge__reverts(lending: Lending) -> None:
    world, pledge = lending.world, lending.pledge(20)
    for by in (world.bank_b, world.central_bank, world.outsider):
        with reverts("NotPledged", bond=world.bond, lockId=pledge["lockId"]):
            lending.credit.release(pledge, [], by=by)
    lending.credit.release(pledge, [], by=lending.bank)
    with reverts("NotPledged", bond=world.bond, lockId=pledge["lockId"]):
        lending.credit.release(pledge, [], by=lending.bank)


@pytest.mark.requirement("CREDIT-3", "CREDIT-6")
def test_release__bond_that_was_never_valued__is_not_called(lending: Lending) -> None:
    fake = lending.world.deploy("HostileBond")
    fake.pretend(lending.bank, lending.credit, by=lending.world.operator)
    with reverts("NotPledged", bond=fake, lockId=bytes(32)):
        lending.credit.release({"bond": fake.wallet, "lockId": bytes(32)}, [], by=lending.bank)


@pytest.mark.requirement("CREDIT-6")
def test_release__bond_no_longer_valued__still_goes_back(lending: Lending) -> None:
    pledge = lending.pledge(20)
    lending.value(lending.world.bond, 0, 0)
    lending.credit.release(pledge, [], by=lending.bank)
    assert lending.units() == (100, 0, 10)


@pytest.mark.requirement("CREDIT-6")
def test_release__overdue__reverts_until_repaid(lending: Lending) -> None:
    """What a value raised since would cover is not what is taken by the value at the due time."""
    first, second = lending.pledge(10, "1"), lending.pledge(10, "2")
    lending.draw(9_000, first)
    due = lending.due
    lending.overdue()
    lending.value(lending.world.bond, 10_000)
    with reverts("CreditOverdue", bank=lending.bank, due=due):
        lending.credit.release(first, [second], by=lending.bank)
    lending.repay(9_000)
    lending.credit.release(first, [], by=lending.bank)


@pytest.mark.requirement("CREDIT-6")
def test_release__past_the_locks_expiry__is_anybodys_at_the_token(lending: Lending) -> None:
    pledge = lending.pledge(20)
    lending.draw(5, pledge)
    lending.world.advance(lending.world.now // 86_400 * 86_400 + 3 * 86_400)
    lending.world.bond.cancelLock(pledge["lockId"], b"", b"", by=lending.world.outsider)
    assert (lending.units(), lending.owed()) == ((100, 0, 10), 5)
