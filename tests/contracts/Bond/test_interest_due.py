"""A coupon belongs to whoever held at the end of the record second, whatever moves before or after."""

from __future__ import annotations

import pytest

from tests.contracts.support import reverts
from tests.contracts.world import World

A, B = 3, 5  # units of investors a and b
NOTHING = (0, 0)


def due(world: World) -> tuple[tuple[int, int], ...]:
    """Interest owed and pending of investors a, b and c."""
    return tuple(world.bond.interestDue(holder) for holder in (world.investor_a, world.investor_b, world.investor_c))


@pytest.mark.requirement("BOND-3")
@pytest.mark.parametrize(("offset", "a_units"), [(-1, 0), (0, 0), (1, 3), (2, 3)])
def test_interest_due__sold_around_the_record_second__is_the_holders_at_its_end(
    issued: World, offset: int, a_units: int
) -> None:
    record = issued.dates[0]["recordTime"]
    issued.bond.transfer(issued.investor_c, A, by=issued.investor_a, at=record + offset)
    amount = issued.record(1)
    assert due(issued) == ((0, a_units * amount), (0, B * amount), (0, (A - a_units) * amount))


@pytest.mark.requirement("BOND-3")
def test_interest_due__record_second_itself__counts_nothing_yet(issued: World) -> None:
    record = issued.dates[0]["recordTime"]
    issued.advance(record)
    assert due(issued) == (NOTHING, NOTHING, NOTHING)
    issued.advance(record + 1)
    assert due(issued)[0] == (0, A * issued.schedule.periods[0].interest_per_unit)


@pytest.mark.requirement("BOND-3")
def test_interest_due__bought_and_sold_again_before_the_record__is_none(issued: World) -> None:
    issued.bond.transfer(issued.investor_c, A, by=issued.investor_a)
    issued.bond.transfer(issued.investor_a, A, by=issued.investor_c)
    amount = issued.record(1)
    assert due(issued) == ((0, A * amount), (0, B * amount), NOTHING)


@pytest.mark.requirement("BOND-3")
def test_interest_due__bought_after_the_record__comes_with_the_next_coupon(issued: World) -> None:
    first = issued.record(1)
    issued.bond.transfer(issued.investor_c, 2, by=issued.investor_b)
    issued.fund_coupon(1)
    second = issued.record(2)
    assert due(issued) == ((A * first, A * second), (B * first, 3 * second), (0, 2 * second))


@pytest.mark.requirement("BOND-3")
@pytest.mark.parametrize("units", [0, 1, 3])
def test_interest_due__transfer_to_oneself__changes_nothing(issued: World, units: int) -> None:
    amount = issued.record(1)
    issued.bond.transfer(issued.investor_a, units, by=issued.investor_a)
    assert due(issued)[0] == (0, A * amount)
    issued.bond.transfer(issued.investor_a, units, by=issued.investor_a)
    assert due(issued)[0] == (0, A * amount)


@pytest.mark.requirement("BOND-3")
def test_interest_due__transfer_of_nothing__changes_nothing(issued: World) -> None:
    amount = issued.record(1)
    issued.bond.transfer(issued.investor_c, 0, by=issued.investor_a)
    issued.bond.transferFrom(issued.investor_b, issued.investor_c, 0, by=issued.outsider)
    assert due(issued) == ((0, A * amount), (0, B * amount), NOTHING)


@pytest.mark.requirement("BOND-3")
def test_interest_due__everything_sold__stays_with_the_seller(issued: World) -> None:
    amount = issued.record(1)
    issued.bond.transfer(issued.investor_c, A, by=issued.investor_a)
    issued.bond.transfer(issued.investor_b, A, by=issued.investor_c)
    assert due(issued) == ((0, A * amount), (0, B * amount), NOTHING)


@pytest.mark.requirement("BOND-3")
def test_interest_due__units_back_after_the_record__are_counted_once(issued: World) -> None:
    amount = issued.record(1)
    issued.bond.transfer(issued.investor_c, A, by=issued.investor_a)
    issued.bond.transfer(issued.investor_a, A, by=issued.investor_c)
    assert due(issued) == ((0, A * amount), (0, B * amount), NOTHING)


@pytest.mark.requirement("BOND-6")
def test_interest_due__before_funding_and_pay_time__is_pending(issued: World) -> None:
    amount = issued.record(1)
    assert due(issued)[0] == (0, A * amount)
    issued.fund_coupon(1)
    assert due(issued)[0] == (0, A * amount)
    pay = issued.dates[0]["payTime"]
    issued.advance(pay - 1)
    assert due(issued)[0] == (0, A * amount)
    issued.advance(pay)
    assert due(issued)[0] == (A * amount, 0)


@pytest.mark.requirement("BOND-6")
@pytest.mark.parametrize("touched", [False, True])
def test_interest_due__pay_time_without_funding__stays_pending(issued: World, *, touched: bool) -> None:
    amount = issued.record(1)
    issued.advance(issued.dates[0]["payTime"])
    if touched:
        issued.bond.transfer(issued.investor_a, 0, by=issued.investor_a)
    assert due(issued)[0] == (0, A * amount)
    issued.fund_coupon(1)
    assert due(issued)[0] == (A * amount, 0)


@pytest.mark.requirement("BOND-3", "BOND-7")
@pytest.mark.parametrize("touched", [False, True])
def test_interest_due__second_coupon_recorded_first_funded__is_split(issued: World, *, touched: bool) -> None:
    first = issued.open_coupon(1)
    if touched:
        issued.bond.transfer(issued.investor_a, 0, by=issued.investor_a)
    second = issued.record(2)
    if touched:
        issued.bond.transfer(issued.investor_a, 0, by=issued.investor_a)
    assert due(issued)[:2] == ((A * first, A * second), (B * first, B * second))


@pytest.mark.requirement("TOK-9")
def test_interest_due__whole_life_at_the_limit_of_the_field__still_fits(world: World) -> None:
    """Two coupons of two minor units on 2**54 - 1 units: four short of what the field for owed money holds."""
    other = world.create(unitFace=99, units=2**54 - 1, minUnits=1)
    other.distribute({})
    for number in (1, 2):
        assert other.open_coupon(number) == 2
    assert other.bond.interestDue(world.issuer) == (2**56 - 4, 0)
    other.bond.payCoupons([world.issuer], by=world.issuer)
    assert other.cash.balanceOf(world.issuer) == 2**56 - 4


def test_coupon__no_such_number__reverts(world: World) -> None:
    for number in (0, 3, 2**256 - 1):
        with reverts("NoSuchCoupon", number=number):
            world.bond.coupon(number)
