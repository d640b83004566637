"""What is paid late bears default interest: on the payment, for the days from its payment date, to the same holders."""

from __future__ import annotations

from fractions import Fraction
from math import floor
from typing import Any

import pytest

from tests.contracts.kinds import PER_HOLDING, ZERO_COUPON, create, endow, money, pay_all, signed_run
from tests.contracts.support import reverts
from tests.contracts.world import HONG_KONG, World

DAY = 86_400
DEFAULT = {"grace_days": "5", "acceleration_percent": "25", "default_interest_percent": "2"}
FACE, COUPON = 100_000, 2_500  # [minor] 5 % a year, half-yearly
ALL = 1_000  # [units]


def late_on(amount: int | Fraction, days: int, rate: Fraction = Fraction(7, 100)) -> int:
    """Default interest on one unit: actual days over 365, downwards."""
    return floor(amount * rate * days / 365)


def issued(world: World, **changes: Any) -> World:  # noqa: ANN401 -- any field of a term sheet
    """A bond with a default clause: investor a has three units, investor b five, the issuer the rest."""
    found = create(world, **{"default": DEFAULT, **changes})
    found.distribute({found.investor_a: 3, found.investor_b: 5})
    return found


def fund(world: World, number: int, at: int, *, redemption: bool = False) -> tuple[int, int]:
    """Fund what is due at a moment; the amount of one unit and the total."""
    world.advance(at)
    per_unit, units, total = world.bond.runTotals(number)
    endow(world, total)
    approval = signed_run(world, number, per_unit, units, total)
    if redemption:
        world.bond.fundRedemption(total, approval, by=world.paying_agent)
    else:
        world.bond.fundCoupon(number, total, approval, by=world.paying_agent)
    return per_unit, total


def pay_time(world: World, number: int) -> int:
    found: int = world.bond.coupon(number)["period"]["payTime"]
    return found


@pytest.mark.requirement("BOND-40")
@pytest.mark.parametrize(("after", "days"), [(0, 0), (3, 3), (10, 10), (400, 400)])
def test_fund_coupon__late__takes_default_interest_for_each_day(world: World, after: int, days: int) -> None:
    bond = issued(world)
    late = late_on(COUPON, days)
    assert (late > 0) == (days > 0)
    per_unit, total = fund(bond, 1, pay_time(bond, 1) + after * DAY)
    assert (per_unit, total) == (COUPON + late, ALL * (COUPON + late))
    coupon = bond.bond.coupon(1)
    assert (coupon["late"], coupon["amountPerUnit"], coupon["interest"]) == (late, COUPON + late, COUPON)
    pay_all(bond, bond.investor_a, bond.investor_b, bond.issuer)
    assert money(bond, bond.investor_a, bond.investor_b, bond.bond) == [3 * per_unit, 5 * per_unit, 0]


@pytest.mark.requirement("BOND-40")
def test_run_totals__funded_late__are_what_was_funded(world: World) -> None:
    bond = issued(world)
    per_unit, total = fund(bond, 1, pay_time(bond, 1) + 30 * DAY)
    bond.advance(bond.now + 30 * DAY)
    assert bond.bond.runTotals(1) == (per_unit, ALL, total)


@pytest.mark.requirement("BOND-40")
def test_fund_coupon__late_without_default_interest__is_refused(world: World) -> None:
    bond = issued(world)
    bond.advance(pay_time(bond, 1) + 3 * DAY)
    endow(bond, ALL * COUPON)
    late = late_on(COUPON, 3)
    with reverts("WrongTotal", offered=ALL * COUPON, due=ALL * (COUPON + late)):
        bond.bond.fundCoupon(1, ALL * COUPON, signed_run(bond, 1, COUPON, ALL, ALL * COUPON), by=bond.paying_agent)


@pytest.mark.requirement("BOND-40")
def test_fund_coupon__late_without_a_default_clause__is_the_coupon_alone(world: World) -> None:
    bond = create(world)
    bond.distribute({bond.investor_a: 3})
    assert fund(bond, 1, pay_time(bond, 1) + 30 * DAY) == (COUPON, ALL * COUPON)


@pytest.mark.requirement("BOND-40")
@pytest.mark.parametrize(("hour", "days"), [(14, 0), (15, 1)])  # 23:00 and 00:00 in Hong Kong
def test_fund_coupon__late__counts_days_of_the_bonds_zone(world: World, hour: int, days: int) -> None:
    bond = issued(world, timezone="Asia/Hong_Kong", unit="10000", size="10000000")
    assert bond.bond.terms()["zone"] == 32
    assert pay_time(bond, 1) % DAY == 3_600  # 09:00 in Hong Kong
    per_unit, _ = fund(bond, 1, pay_time(bond, 1) + (hour * 3_600))
    assert per_unit == 10 * COUPON + late_on(10 * COUPON, days)
    assert (per_unit > 10 * COUPON) == (days > 0)


@pytest.mark.requirement("BOND-40")
def test_fund_coupon__late__goes_to_the_holders_of_record(world: World) -> None:
    bond = issued(world)
    bond.record(1)
    bond.bond.transfer(bond.investor_b, 3, by=bond.investor_a)
    per_unit, _ = fund(bond, 1, pay_time(bond, 1) + 20 * DAY)
    bond.bond.transfer(bond.investor_b, 0, by=bond.investor_a)
    assert bond.bond.interestDue(bond.investor_a) == (3 * per_unit, 0)
    pay_all(bond, bond.investor_a, bond.investor_b, bond.issuer)
    assert money(bond, bond.investor_a, bond.investor_b, bond.bond) == [3 * per_unit, 5 * per_unit, 0]


@pytest.mark.requirement("BOND-40")
def test_fund_coupon__several_late_and_one_on_time__each_holder_gets_each_coupon_once(world: World) -> None:
    bond = issued(world)
    bond.record(1)
    bond.bond.transfer(bond.investor_b, 1, by=bond.investor_a)  # a: 2, b: 6, noted in money
    bond.record(2)
    bond.bond.transfer(bond.investor_a, 4, by=bond.investor_b)  # a: 6, b: 2; the first one is in arrears
    first, _ = fund(bond, 1, pay_time(bond, 2) + 5 * DAY)
    second, _ = fund(bond, 2, pay_time(bond, 2) + 6 * DAY)
    assert second == COUPON + late_on(COUPON, 6)
    pay_all(bond, bond.investor_b)
    third, _ = fund(bond, 3, pay_time(bond, 3))
    assert third == COUPON
    pay_all(bond, bond.investor_a, bond.investor_b, bond.issuer)
    got = [3 * first + 2 * second + 6 * third, 5 * first + 6 * second + 2 * third, 0]
    assert money(bond, bond.investor_a, bond.investor_b, bond.bond) == got


def mature(bond: World, last: int) -> None:
    for number in range(1, last):
        fund(bond, number, pay_time(bond, number))


@pytest.mark.requirement("BOND-40")
@pytest.mark.parametrize(("after", "more"), [(7, 0), (7, 3), (0, 3)])
def test_fund_redemption__late__bears_interest_with_the_last_coupon_and_from_then_on(
    world: World, after: int, more: int
) -> None:
    bond = issued(world)
    mature(bond, 6)
    matured = pay_time(bond, 6)
    coupon, _ = fund(bond, 6, matured + after * DAY)
    assert coupon == COUPON + late_on(COUPON + FACE, after)
    principal, _ = fund(bond, 7, matured + (after + more) * DAY, redemption=True)
    assert principal == FACE + late_on(FACE, more)
    assert bond.bond.redemptionPerUnit() == (principal, True)
    assert bond.bond.redemptionTime() == matured
    holders = [bond.investor_a, bond.investor_b, bond.issuer]
    bond.bond.redeem(holders, by=bond.paying_agent)
    assert money(bond, bond.investor_a, bond.bond) == [3 * (5 * COUPON + coupon + principal), 0]
    assert bond.bond.totalSupply() == 0


@pytest.mark.requirement("BOND-40")
def test_fund_redemption__zero_coupon_late__bears_the_default_rate_alone(world: World) -> None:
    bond = issued(world, coupon=ZERO_COUPON)
    at = bond.bond.redemptionTime() + 9 * DAY
    assert fund(bond, 1, at, redemption=True)[0] == FACE + late_on(FACE, 9, Fraction(2, 100))


@pytest.mark.requirement("BOND-40")
def test_fund_coupon__late_rounded_on_the_holding__is_computed_of_the_exact_coupon(world: World) -> None:
    bond = issued(world, coupon=PER_HOLDING)
    rate = Fraction(3_333, 100_000)
    exact = FACE * rate / 2
    late = late_on(exact, 100, rate + Fraction(2, 100))
    _, total = fund(bond, 1, pay_time(bond, 1) + 100 * DAY)
    assert total == floor(ALL * exact) + ALL * late
    pay_all(bond, bond.investor_a, bond.investor_b, bond.issuer)
    assert money(bond, bond.investor_a)[0] == floor(3 * exact) + 3 * late
    bond.bond.returnRounding(1, by=bond.outsider)
    assert money(bond, bond.bond) == [0]


@pytest.mark.requirement("BOND-40", "BOND-27")
def test_redeem__late_of_a_taxed_holder__keeps_tax_back_from_default_interest_only(world: World) -> None:
    bond = issued(world, withholding=[{"country": "HK", "percent": "10"}])
    bond.bond.setWithholding(HONG_KONG, 0, 100_000_000, by=bond.issuer)
    mature(bond, 6)
    coupon, _ = fund(bond, 6, pay_time(bond, 6) + 4 * DAY)
    principal, _ = fund(bond, 7, pay_time(bond, 6) + 6 * DAY, redemption=True)
    late = principal - FACE
    assert late == late_on(FACE, 2) > 0
    sent = bond.bond.redeem([bond.investor_a], by=bond.paying_agent)
    tax = 3 * late - floor(Fraction(9, 10) * 3 * late)
    assert bond.bond.log("TaxWithheld", bond.investor_a, 7, HONG_KONG, tax) in sent.logs
    net = 5 * floor(Fraction(9, 10) * 3 * COUPON) + floor(Fraction(9, 10) * 3 * coupon)
    assert money(bond, bond.investor_a)[0] == net + 3 * principal - tax
    bond.bond.redeem([bond.investor_b, bond.issuer], by=bond.paying_agent)
    held = bond.bond.taxHeld(HONG_KONG)
    assert money(bond, bond.bond) == [held]
