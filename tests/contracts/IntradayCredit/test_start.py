"""The facility is for one kind of central-bank money, which names it, and is run by the central bank alone."""

from __future__ import annotations

import pytest

from tests.contracts.banking import CLOSES, GRACE, OPENS, open_bank
from tests.contracts.lending import FOR_EVER, Lending
from tests.contracts.support import ZERO, Deployed, reverts
from tests.contracts.world import World


def fresh(world: World, currency: bytes = b"HKD") -> Deployed:
    return world.deploy("IntradayCredit", world.central_bank, currency, OPENS, CLOSES, GRACE)


@pytest.mark.requirement("CREDIT-8")
def test_start__reserves_that_name_it__are_what_it_lends_from_then_on(world: World) -> None:
    credit = fresh(world)
    token = open_bank(world, "CB2", world.central_bank, credit)["DepositToken"]
    assert credit.reserves() == ZERO
    with reverts("CreditClosed"):
        credit.draw(1, [], by=world.bank_a)
    sent = credit.start(token, by=world.central_bank)
    assert sent.logs == [credit.log("Started", token)]
    assert (credit.reserves(), credit.hoursOfDay(), credit.grace()) == (token.wallet, (OPENS, CLOSES), GRACE)
    with reverts("CannotStart", reserves=token):
        credit.start(token, by=world.central_bank)


@pytest.mark.requirement("CREDIT-8")
def test_start__by_another_or_other_reserves__reverts(world: World) -> None:
    credit = fresh(world)
    token = open_bank(world, "CB2", world.central_bank, credit)["DepositToken"]
    euros = open_bank(world, "CB3", world.central_bank, credit, currency=b"EUR")["DepositToken"]
    for stranger in (world.bank_a, world.officer, world.operator):
        with reverts("NotCentralBank", caller=stranger):
            credit.start(token, by=stranger)
    for other in (world.banking["DepositToken"], euros):
        with reverts("CannotStart", reserves=other):
            credit.start(other, by=world.central_bank)


@pytest.mark.requirement("CREDIT-8")
def test_set_limit__by_the_central_bank__is_told(lending: Lending) -> None:
    credit, world = lending.credit, lending.world
    sent = credit.setLimit(world.bank_b, 77, by=world.central_bank)
    assert sent.logs == [credit.log("LimitSet", world.bank_b, 77)]
    assert credit.creditOf(world.bank_b) == {"limit": 77, "owed": 0, "due": 0}


@pytest.mark.requirement("CREDIT-8")
def test_set_lending_value__by_the_central_bank__is_told(lending: Lending) -> None:
    credit, world = lending.credit, lending.world
    sent = credit.setLendingValue(world.bond, 7, 99, by=world.central_bank)
    assert sent.logs == [credit.log("LendingValueSet", world.bond, 7, 99)]
    assert credit.lendingValue(world.bond) == {"value": 7, "until": 99}
    assert credit.lendingValue(world.cash) == {"value": 0, "until": 0}


@pytest.mark.requirement("CREDIT-1")
def test_set_open__closed__lends_nothing_until_it_is_open(lending: Lending) -> None:
    credit, world, pledge = lending.credit, lending.world, lending.pledge(20)
    assert credit.setOpen(open=False, by=world.central_bank).logs == [credit.log("CreditOpened", False)]  # noqa: FBT003
    with reverts("CreditClosed"):
        lending.draw(1, pledge)
    credit.setOpen(open=True, by=world.central_bank)
    lending.draw(1, pledge)


@pytest.mark.requirement("CREDIT-1")
def test_set_hours__of_a_day_that_passes_midnight__are_due_on_the_next(lending: Lending) -> None:
    """A business day in Sydney or Auckland begins the evening before, by UTC."""
    credit, world, morning = lending.credit, lending.world, lending.world.now // 86_400 * 86_400
    sent = credit.setHours(20 * 3_600, 4 * 3_600, by=world.central_bank)
    assert sent.logs == [credit.log("HoursSet", 20 * 3_600, 4 * 3_600)]
    for at, due in ((3, 4), (21, 28), (25, 28), (27.999, 28)):
        world.advance(morning + round(at * 3_600))
        assert credit.dueTime() == morning + due * 3_600
    world.advance(morning + 28 * 3_600)
    with reverts("CreditClosed"):
        credit.dueTime()


@pytest.mark.requirement("CREDIT-1")
def test_set_hours__while_credit_is_open__leaves_it_due_when_it_was(lending: Lending) -> None:
    pledge, due = lending.pledge(20), lending.due
    lending.draw(5, pledge)
    lending.credit.setHours(OPENS, CLOSES + 3_600, by=lending.world.central_bank)
    lending.draw(5, pledge)
    assert lending.credit.creditOf(lending.bank)["due"] == due
    with reverts("CreditOverdue", bank=lending.bank, due=due):
        lending.draw(5, pledge, at=due + 1)


@pytest.mark.requirement("CREDIT-8")
@pytest.mark.parametrize(("opens", "closes"), [(0, 0), (5, 5), (86_400, 5), (5, 86_400)])
def test_set_hours__no_hours_of_a_day__reverts(lending: Lending, opens: int, closes: int) -> None:
    with reverts("InvalidHours", opens=opens, closes=closes):
        lending.credit.setHours(opens, closes, by=lending.world.central_bank)


@pytest.mark.requirement("CREDIT-8")
def test_set_limit__by_a_bank_or_an_officer__reverts_as_every_setting_does(lending: Lending) -> None:
    credit, world = lending.credit, lending.world
    for stranger in (world.bank_a, world.officer, world.registrar, world.deployer):
        for call in (
            lambda by: credit.setLimit(world.bank_a, 5, by=by),
            lambda by: credit.setLendingValue(world.bond, 5, FOR_EVER, by=by),
            lambda by: credit.setOpen(open=True, by=by),
            lambda by: credit.setHours(1, 2, by=by),
        ):
            with reverts("NotCentralBank", caller=stranger):
                call(stranger)
