"""Banks draw reserves within their limit, against locks that outlast the day."""

from __future__ import annotations

import pytest

from tests.contracts.banking import CLOSES, GRACE, OPENS
from tests.contracts.lending import A_DAY, Lending, ordered
from tests.contracts.support import ZERO, reverts


@pytest.mark.requirement("CREDIT-1", "CREDIT-2")
def test_draw__against_a_pledge__lends_and_leaves_the_units(lending: Lending) -> None:
    credit, token = lending.credit, lending.banking.reserves
    pledge, due = lending.pledge(20), lending.due
    assert (credit.worthOf(lending.bank, [pledge]), credit.dueTime()) == (18_000, due)
    sent = lending.draw(18_000, pledge)
    assert sent.logs == [
        credit.log("CreditDrawn", lending.bank, 18_000, 18_000, due),
        token.log("Transfer", ZERO, lending.bank, 18_000),
    ]
    assert lending.reserves() == (19_000, 20_000)
    assert lending.units() == (100, 20, 10)
    assert credit.creditOf(lending.bank) == {"limit": 20_000, "owed": 18_000, "due": due}


@pytest.mark.requirement("CREDIT-2")
def test_draw__more_than_is_covered__reverts_until_more_is_pledged(lending: Lending) -> None:
    first = lending.pledge(20)
    with reverts("NotCovered", bank=lending.bank, owed=18_001, worth=18_000):
        lending.draw(18_001, first)
    lending.draw(10_000, first)
    with reverts("NotCovered", bank=lending.bank, owed=18_001, worth=18_000):
        lending.draw(8_001, first)
    second = lending.pledge(1, "PLEDGE-2")
    lending.draw(8_001, first, second)
    assert lending.owed() == 18_001


@pytest.mark.requirement("CREDIT-1")
def test_draw__beyond_the_limit_or_nothing__reverts(lending: Lending) -> None:
    pledge = lending.pledge(40)
    lending.draw(20_000, pledge)
    with reverts("LimitExceeded", bank=lending.bank, owed=20_001, limit=20_000):
        lending.draw(1, pledge)
    with reverts("NothingToDo"):
        lending.draw(0, pledge)
    with reverts("LimitExceeded", bank=lending.world.bank_b, owed=1, limit=0):
        lending.draw(1, by=lending.world.bank_b)


@pytest.mark.requirement("CREDIT-1")
def test_draw__in_business_hours_only__is_due_at_their_end(lending: Lending) -> None:
    pledge, due = lending.pledge(20, expiry=lending.due + 3 * A_DAY), lending.due
    with reverts("CreditClosed"):
        lending.draw(1, pledge, at=due)
    with reverts("CreditClosed"):
        lending.draw(1, pledge, at=due + A_DAY - CLOSES + OPENS - 1)
    lending.draw(1, pledge, at=due + A_DAY - CLOSES + OPENS)
    assert lending.credit.creditOf(lending.bank)["due"] == due + A_DAY
    lending.draw(1, pledge, at=due + A_DAY - 1)


@pytest.mark.requirement("CREDIT-2")
@pytest.mark.parametrize("early", [0, 1])
def test_draw__lock_that_could_end_within_the_grace__counts_for_nothing(lending: Lending, early: int) -> None:
    pledge = lending.pledge(20, expiry=lending.due + GRACE - early)
    assert lending.credit.worthOf(lending.bank, [pledge]) == (0 if early else 18_000)
    if early:
        with reverts("NotCovered", bank=lending.bank, owed=1, worth=0):
            lending.draw(1, pledge)
    else:
        lending.draw(1, pledge)


@pytest.mark.requirement("CREDIT-2")
def test_draw__same_pledge_twice_or_out_of_order__reverts(lending: Lending) -> None:
    one, other = ordered(lending.pledge(10, "1"), lending.pledge(10, "2"))
    for pledges in ([one, one], [other, one], [one, other, other]):
        with reverts("PledgesNotInOrder", place=len(pledges) - 1):
            lending.credit.draw(12_000, pledges, by=lending.bank)
    with reverts("PledgesNotInOrder", place=33):
        lending.credit.draw(1, [one] * 33, by=lending.bank)
    lending.credit.draw(18_000, [one, other], by=lending.bank)


@pytest.mark.requirement("CREDIT-2")
def test_draw__lock_that_has_ended__counts_for_nothing(lending: Lending) -> None:
    """What is taken by force beyond what is free ends all locks of the holder."""
    world, pledge = lending.world, lending.pledge(20)
    world.bond.forcedTransfer(lending.bank, world.investor_a, 90, by=world.officer)
    assert lending.units() == (10, 0, 10)
    with reverts("NotCovered", bank=lending.bank, owed=1, worth=0):
        lending.draw(1, pledge)


@pytest.mark.requirement("CREDIT-2")
def test_draw__value_lowered_or_over__covers_no_more(lending: Lending) -> None:
    bond, pledge = lending.world.bond, lending.pledge(20)
    lending.draw(9_000, pledge)
    lending.value(bond, 450)
    with reverts("NotCovered", bank=lending.bank, owed=9_001, worth=9_000):
        lending.draw(1, pledge)
    lending.value(bond, 900, until=lending.due - 1)
    with reverts("NotCovered", bank=lending.bank, owed=9_001, worth=0):
        lending.draw(1, pledge)
    lending.value(bond, 900, until=lending.due)
    lending.draw(1, pledge)
    assert lending.credit.lendingValue(bond) == {"value": 900, "until": lending.due}


@pytest.mark.requirement("CREDIT-1")
def test_draw__while_earlier_credit_is_overdue__reverts(lending: Lending) -> None:
    pledge, due = lending.pledge(20, expiry=lending.due + 9 * A_DAY), lending.due
    lending.draw(5, pledge)
    with reverts("CreditOverdue", bank=lending.bank, due=due):
        lending.draw(1, pledge, at=due + A_DAY - 100)
    lending.repay(5)
    lending.draw(1, pledge)
    assert lending.credit.creditOf(lending.bank) == {"limit": 20_000, "owed": 1, "due": due + A_DAY}
