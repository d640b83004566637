"""What was drawn is repaid in whole or in part, by the bank or by another for it, before and after the due time."""

from __future__ import annotations

import pytest

from tests.contracts.lending import Lending
from tests.contracts.restrictions import insufficient
from tests.contracts.support import ZERO, reverts, wallet


@pytest.mark.requirement("CREDIT-4")
def test_repay__in_parts__ends_the_debt_to_the_last_cent(lending: Lending) -> None:
    credit, token = lending.credit, lending.banking.reserves
    lending.draw(9_000, lending.pledge(20))
    sent = lending.repay(8_999)
    assert sent.logs == [
        credit.log("CreditRepaid", lending.bank, lending.bank, 8_999, 1),
        token.log("Transfer", lending.bank, ZERO, 8_999),
    ]
    assert lending.reserves() == (1_001, 2_001)
    lending.repay(1)
    assert (lending.owed(), lending.reserves()) == (0, (1_000, 2_000))


@pytest.mark.requirement("CREDIT-4")
def test_repay__more_than_is_owed__takes_what_is_owed(lending: Lending) -> None:
    lending.draw(500, lending.pledge(20))
    lending.repay(2**64 - 1)
    assert (lending.owed(), lending.reserves()) == (0, (1_000, 2_000))
    with reverts("NothingToDo"):
        lending.repay(1)


@pytest.mark.requirement("CREDIT-4")
def test_repay__nothing_or_more_than_the_payer_has__reverts(lending: Lending) -> None:
    lending.draw(500, lending.pledge(20))
    with reverts("NothingToDo"):
        lending.repay(0)
    lending.banking.reserves.transfer(lending.world.bank_b, 1_200, by=lending.bank)
    with insufficient(lending.bank, 300, 500):
        lending.repay(500)
    assert lending.owed() == 500


@pytest.mark.requirement("CREDIT-4")
def test_repay__by_another_bank__comes_out_of_its_own_reserves(lending: Lending) -> None:
    world, token = lending.world, lending.banking.reserves
    lending.draw(500, lending.pledge(20))
    sent = lending.repay(200, by=world.bank_b)
    assert sent.logs[0] == lending.credit.log("CreditRepaid", lending.bank, world.bank_b, 200, 300)
    assert (token.balanceOf(lending.bank), token.balanceOf(world.bank_b)) == (1_500, 800)
    with insufficient(world.outsider, 0, 300):
        lending.repay(300, by=world.outsider)


@pytest.mark.requirement("CREDIT-4")
def test_repay__of_a_wallet_recovered_since__is_made_by_the_new_one(lending: Lending) -> None:
    """The debt stands where it was drawn, the money has moved on, and the pledge has not."""
    world, token, fresh = lending.world, lending.banking.reserves, wallet(77)
    pledge = lending.pledge(20)
    lending.draw(500, pledge)
    world.register(fresh, investor=lending.bank)
    token.openAccounts([fresh], by=world.central_bank)
    token.recoveryAddress(lending.bank, fresh, world.registry.identity(lending.bank), by=world.registrar)
    lending.repay(500, by=world.become(fresh))
    assert (lending.owed(), token.balanceOf(fresh)) == (0, 1_000)
    lending.credit.release(pledge, [], by=lending.bank)


@pytest.mark.requirement("CREDIT-4")
def test_repay__overdue_or_while_nothing_is_lent__is_taken(lending: Lending) -> None:
    lending.draw(500, lending.pledge(20))
    lending.credit.setOpen(open=False, by=lending.world.central_bank)
    lending.repay(100)
    lending.overdue()
    lending.repay(400)
    assert lending.owed() == 0


@pytest.mark.requirement("CREDIT-4")
def test_repay__in_a_pause_of_the_reserves__waits(lending: Lending) -> None:
    world = lending.world
    lending.draw(500, lending.pledge(20))
    lending.banking.reserves.pause(by=world.pauser)
    with reverts("PauseState", paused=True):
        lending.repay(500)
    assert lending.owed() == 500


@pytest.mark.requirement("CREDIT-5")
def test_repay__after_payments_and_partial_repayments__supply_is_what_the_events_say(lending: Lending) -> None:
    """Booked, less withdrawn, plus drawn, less repaid; what is enforced stays."""
    token, pledge, booked = lending.banking.reserves, lending.pledge(21), 2_000
    lending.draw(10_000, pledge)
    token.transfer(lending.world.bank_b, 9_000, by=lending.bank)
    lending.draw(8_000, pledge)
    lending.repay(3_000)
    token.redeem(700, b"\x01" * 32, by=lending.world.bank_b)
    lending.overdue()
    lending.enforce(pledge)
    assert token.totalSupply() == booked - 700 + 18_000 - 3_000
    assert lending.owed() == 0
