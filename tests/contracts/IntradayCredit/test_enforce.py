"""Past the due time the central bank takes units, no more than the debt needs, and the debt ceases by their value."""

from __future__ import annotations

import pytest

from tests.contracts.banking import GRACE
from tests.contracts.lending import Lending
from tests.contracts.restrictions import RULES
from tests.contracts.support import reverts


@pytest.mark.requirement("CREDIT-7")
@pytest.mark.parametrize(("debt", "units"), [(1, 1), (900, 1), (901, 2), (17_100, 19), (17_101, 20), (18_000, 20)])
def test_enforce__one_pledge__takes_the_units_that_the_debt_needs(lending: Lending, debt: int, units: int) -> None:
    credit, bond, pledge = lending.credit, lending.world.bond, lending.pledge(20)
    lending.draw(debt, pledge)
    lending.overdue()
    before = lending.reserves()
    sent = lending.enforce(pledge)
    assert sent.logs[-1] == credit.log("PledgeTaken", lending.bank, bond, pledge["lockId"], units, debt, 0)
    assert lending.units() == (100 - units, 20 - units, 10 + units)
    assert (lending.owed(), lending.reserves()) == (0, before)
    if units < 20:
        credit.release(pledge, [], by=lending.bank)
    assert lending.units()[1] == 0


@pytest.mark.requirement("CREDIT-7")
def test_enforce__several_pledges__goes_on_until_nothing_is_owed(lending: Lending) -> None:
    pledges = [lending.pledge(units, str(units)) for units in (3, 7, 20)]
    lending.draw(10_000, *pledges)
    lending.overdue()
    sent = lending.enforce(*pledges)
    taken = [log.values[3:] for log in sent.logs if log.name == "PledgeTaken"]
    assert taken == [(3, 2_700, 7_300), (7, 6_300, 1_000), (2, 1_000, 0)]
    assert lending.units() == (88, 18, 22)


@pytest.mark.requirement("CREDIT-7")
def test_enforce__worth_less_than_the_debt__leaves_the_rest_owed(lending: Lending) -> None:
    """The value was lowered while the credit was open: what is taken is worth less."""
    pledge = lending.pledge(20)
    lending.draw(18_000, pledge)
    lending.value(lending.world.bond, 500)
    lending.overdue()
    lending.enforce(pledge)
    assert (lending.owed(), lending.units()) == (8_000, (80, 0, 30))
    lending.enforce(pledge)
    assert lending.owed() == 8_000


@pytest.mark.requirement("CREDIT-7")
def test_enforce__not_past_the_due_time_or_nothing_owed__reverts(lending: Lending) -> None:
    world, pledge, due = lending.world, lending.pledge(20), lending.due
    with reverts("NotOverdue", bank=lending.bank, due=0):
        lending.enforce(pledge)
    lending.draw(5, pledge)
    with reverts("NotOverdue", bank=lending.bank, due=due):
        lending.credit.enforce(lending.bank, [pledge], by=world.central_bank, at=due)
    lending.credit.enforce(lending.bank, [pledge], by=world.central_bank, at=due + 1)
    with reverts("NotOverdue", bank=lending.bank, due=due):
        lending.enforce(pledge)


@pytest.mark.requirement("CREDIT-7", "CREDIT-8")
def test_enforce__by_anybody_else__reverts(lending: Lending) -> None:
    world, pledge = lending.world, lending.pledge(20)
    lending.draw(5, pledge)
    lending.overdue()
    for stranger in (world.bank_a, world.bank_b, world.officer, world.outsider):
        with reverts("NotCentralBank", caller=stranger):
            lending.credit.enforce(lending.bank, [pledge], by=stranger)


@pytest.mark.requirement("CREDIT-7")
def test_enforce__bond_refuses_one__takes_the_others(lending: Lending) -> None:
    """The central bank may not hold the first bond; nothing of that pledge ceases, and the next one is taken."""
    world, first = lending.world, lending.pledge(10)
    other = world.create(issueTime=world.terms["issueTime"] + 1)
    other.distribute({world.bank_a: 50, world.central_bank: 10})
    lending.value(other.bond)
    second = lending.lock(other.bond, 10, "other")
    lending.draw(9_000, first)
    lending.overdue()
    world.bond.setAddressFrozen(world.central_bank, freeze=True, by=world.officer)
    sent = lending.enforce(first, second)
    assert sent.logs[0] == lending.credit.log("PledgeNotTaken", lending.bank, world.bond, first["lockId"])
    assert (lending.owed(), lending.units()) == (0, (100, 10, 10))
    assert other.bond.balanceOf(world.central_bank) == 20


@pytest.mark.requirement("CREDIT-7")
@pytest.mark.parametrize("stop", ["paused", "bank frozen", "not eligible", "expired", "ended"])
def test_enforce__nothing_can_be_taken__leaves_all_owed(lending: Lending, stop: str) -> None:
    world, pledge = lending.world, lending.pledge(20)
    lending.draw(5_000, pledge)
    lending.overdue()
    if stop == "paused":
        world.bond.pause(by=world.pauser)
    elif stop == "bank frozen":
        world.bond.setAddressFrozen(lending.bank, freeze=True, by=world.officer)
    elif stop == "not eligible":
        world.bond.setRules({**RULES, "excludedClasses": 0b100}, by=world.officer)
    elif stop == "expired":
        world.advance(world.now + GRACE)
    else:
        world.bond.forcedTransfer(lending.bank, world.investor_a, 100, by=world.officer)
    sent = lending.enforce(pledge)
    assert sent.logs == [lending.credit.log("PledgeNotTaken", lending.bank, world.bond, pledge["lockId"])]
    assert lending.owed() == 5_000


@pytest.mark.requirement("CREDIT-7")
def test_enforce__fewer_units_than_the_least_holding__waits_for_more_debt_or_units(lending: Lending) -> None:
    """A central bank that holds none can take no single unit of a bond whose least holding is two."""
    world, pledge = lending.world, lending.pledge(20)
    world.bond.transfer(world.investor_a, 10, by=world.central_bank)
    lending.draw(900, pledge)
    lending.overdue()
    lending.enforce(pledge)
    assert lending.owed() == 900
    world.bond.transfer(world.central_bank, 2, by=world.investor_a)
    lending.enforce(pledge)
    assert (lending.owed(), lending.units()) == (0, (99, 19, 3))


@pytest.mark.requirement("CREDIT-7")
def test_enforce__in_a_pause_of_the_reserves__takes_all_the_same(lending: Lending) -> None:
    pledge = lending.pledge(20)
    lending.draw(900, pledge)
    lending.banking.reserves.pause(by=lending.world.pauser)
    lending.overdue()
    lending.enforce(pledge)
    assert lending.owed() == 0


@pytest.mark.requirement("CREDIT-9")
def test_enforce__pledged_over_a_record_date__leaves_the_coupon_with_the_bank(lending: Lending) -> None:
    """The units earn for who holds them at the record time, pledged or not."""
    world = lending.world
    world.advance(world.bond.coupon(1)["period"]["recordTime"] // 86_400 * 86_400 + 2 * 3_600)
    pledge = lending.pledge(20)
    lending.draw(900, pledge)
    amount = world.open_coupon(1)
    lending.enforce(pledge)
    world.register(world.bank_b)
    world.bond.payCoupons([world.bank_a, world.central_bank], by=world.paying_agent)
    assert world.cash.balanceOf(world.bank_a) == 100 * amount
