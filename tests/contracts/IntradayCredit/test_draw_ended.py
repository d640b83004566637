"""What becomes of a pledge that its bond ends, or of units whose face falls: the credit stands without it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.contracts.kinds import PERCENTS, create, fund
from tests.contracts.lending import FOR_EVER, UNITS, VALUE, Lending
from tests.contracts.support import reverts, wallet


@pytest.mark.requirement("CREDIT-2", "CREDIT-7")
def test_draw__units_redeemed_since__cover_nothing_and_are_not_taken(lending: Lending) -> None:
    """Redemption pays the bank and ends its locks, so a bond is valued until before it: the value was set too long."""
    world = lending.world
    world.advance(world.bond.terms()["maturityTime"] // 86_400 * 86_400 - 86_400 + 2 * 3_600)
    pledge = lending.pledge(20)
    lending.draw(9_000, pledge)
    world.mature()
    world.bond.redeem([lending.bank], by=world.paying_agent)
    assert lending.credit.worthOf(lending.bank, [pledge]) == 0
    sent = lending.enforce(pledge)
    assert [log.name for log in sent.logs] == ["PledgeNotTaken"]
    assert lending.owed() == 9_000
    lending.repay(9_000)
    assert lending.owed() == 0


@pytest.mark.requirement("CREDIT-2")
def test_draw__bond_valued_until_before_its_maturity__lends_nothing_due_later(lending: Lending) -> None:
    world, maturity = lending.world, lending.world.bond.terms()["maturityTime"]
    lending.value(world.bond, until=maturity - 1)
    world.advance(maturity // 86_400 * 86_400 - 2 * 86_400 + 2 * 3_600)
    lending.draw(900, lending.pledge(20))
    lending.repay(900)
    world.advance(maturity // 86_400 * 86_400 + 2 * 3_600)
    assert lending.due > maturity - 1
    with reverts("NotCovered", bank=lending.bank, owed=900, worth=0):
        lending.draw(900, lending.pledge(20, "later"))


@pytest.mark.requirement("CREDIT-2")
def test_draw__units_recovered_by_another_wallet__cover_nothing(lending: Lending) -> None:
    world, pledge, fresh = lending.world, lending.pledge(20), wallet(77)
    lending.draw(900, pledge)
    world.register(fresh, investor=lending.bank)
    world.bond.recoveryAddress(lending.bank, fresh, world.registry.identity(lending.bank), by=world.registrar)
    with reverts("NotCovered", bank=lending.bank, owed=901, worth=0):
        lending.draw(1, pledge)
    lending.overdue()
    lending.enforce(pledge)
    assert (lending.owed(), world.bond.balanceOf(fresh)) == (900, UNITS)


@pytest.mark.requirement("CREDIT-2")
def test_draw__units_whose_face_has_fallen__are_worth_what_is_said_of_them_anew(lending: Lending) -> None:
    """The value of the whole face ends with the first instalment's record time."""
    amortising = create(lending.world, amortisation=PERCENTS)
    played = Lending(replace(lending.banking, world=amortising))
    amortising.distribute({lending.bank: UNITS, amortising.investor_a: 10})
    record = amortising.bond.coupon(1)["period"]["recordTime"]
    played.value(amortising.bond, until=record)
    amortising.advance(record // 86_400 * 86_400 - 86_400 + 2 * 3_600)
    played.draw(900, played.pledge(20))
    played.repay(900)
    fund(amortising, 1)
    amortising.advance((amortising.now // 86_400 + 1) * 86_400 + 2 * 3_600)
    pledge = played.pledge(20, "later")
    with reverts("NotCovered", bank=lending.bank, owed=900, worth=0):
        played.draw(900, pledge)
    played.value(amortising.bond, VALUE * 7 // 10, FOR_EVER)
    with reverts("NotCovered", bank=lending.bank, owed=12_601, worth=12_600):
        played.draw(12_601, pledge)
    played.draw(12_600, pledge)
