"""Many coupons: untouched for years, traded in between, or funded late."""

from __future__ import annotations

import pytest

from tests.contracts.BondFactory.schedules import monthly, words
from tests.contracts.world import World

A, B = 3, 5  # units of investors a and b


@pytest.fixture
def ten(world: World) -> World:
    """A bond of ten coupons in issue; investor a holds three units and investor b five."""
    periods = monthly(world, 10)
    other = world.create(periods=words(periods), maturityTime=periods[-1]["payTime"])
    other.distribute({world.investor_a: A, world.investor_b: B})
    return other


@pytest.mark.requirement("BOND-3")
def test_interest_due__many_coupons_untouched__adds_up(ten: World) -> None:
    earned = A * sum(ten.open_coupon(number) for number in range(1, 11))
    assert ten.bond.interestDue(ten.investor_a) == (earned, 0)
    ten.bond.payCoupons([ten.investor_a], by=ten.investor_a)
    assert ten.cash.balanceOf(ten.investor_a) == earned


@pytest.mark.requirement("BOND-3")
def test_interest_due__many_coupons_with_trades_between__follows_the_register(ten: World) -> None:
    earned = {ten.investor_a: 0, ten.investor_b: 0}
    for number in range(1, 11):
        held = {holder: ten.bond.balanceOf(holder) for holder in earned}
        amount = ten.open_coupon(number)
        earned = {holder: earned[holder] + held[holder] * amount for holder in earned}
        seller, buyer = (ten.investor_a, ten.investor_b) if number % 2 else (ten.investor_b, ten.investor_a)
        ten.bond.transfer(buyer, ten.bond.balanceOf(seller), by=seller)
    assert [ten.bond.interestDue(holder) for holder in earned] == [(amount, 0) for amount in earned.values()]


@pytest.mark.requirement("BOND-7", "BOND-16")
@pytest.mark.parametrize("touched", [(), (1,), (2,), (1, 2)])
def test_interest_due__first_funded_after_the_second_record__is_payable_to_all_alike(
    issued: World, touched: tuple[int, ...]
) -> None:
    """Whether an account moved between the record times or not, and whoever moved it."""
    amounts = []
    for number in (1, 2):
        amounts.append(issued.record(number))
        if number in touched:
            issued.bond.transferFrom(issued.investor_a, issued.investor_b, 0, by=issued.outsider)
    assert issued.bond.interestDue(issued.investor_a) == (0, A * sum(amounts))
    issued.fund_coupon(1)
    assert issued.bond.interestDue(issued.investor_a) == (A * amounts[0], A * amounts[1])
    assert issued.bond.interestDue(issued.investor_b) == (B * amounts[0], B * amounts[1])
    issued.bond.payCoupons([issued.investor_a, issued.investor_b], by=issued.paying_agent)
    assert issued.cash.balanceOf(issued.investor_a) == A * amounts[0]


@pytest.mark.requirement("BOND-7", "BOND-16")
@pytest.mark.parametrize("trades", [False, True])
def test_interest_due__several_overdue__are_paid_one_by_one_as_they_are_funded(ten: World, *, trades: bool) -> None:
    """Five coupons go unfunded while units change hands after each record; then they are made good for, in order."""
    a, b = ten.investor_a, ten.investor_b
    claims: list[tuple[int, int]] = []
    for number in range(1, 6):
        units = ten.bond.balanceOf(a), ten.bond.balanceOf(b)
        amount = ten.record(number)
        claims.append((units[0] * amount, units[1] * amount))
        if trades:
            ten.bond.transfer(a, 1, by=b) if number < 4 else ten.bond.transfer(b, ten.bond.balanceOf(a), by=a)
    for number in range(1, 6):
        for holder, owner in enumerate((a, b)):
            total = sum(claim[holder] for claim in claims)
            before = sum(claim[holder] for claim in claims[: number - 1])
            assert ten.bond.interestDue(owner) == (0, total - before)
        ten.open_coupon(number)
        ten.bond.payCoupons([a, b], by=ten.paying_agent)
        paid = [sum(claim[holder] for claim in claims[:number]) for holder in (0, 1)]
        assert [ten.cash.balanceOf(owner) for owner in (a, b)] == paid


@pytest.mark.requirement("BOND-3", "BOND-16")
def test_interest_due__sold_everything_while_overdue__is_still_the_sellers(ten: World) -> None:
    amounts = [ten.record(1), ten.record(2)]
    ten.bond.transfer(ten.investor_b, A, by=ten.investor_a)
    amounts.append(ten.record(3))
    ten.bond.transfer(ten.investor_c, B, by=ten.investor_b)
    for number in (1, 2, 3):
        ten.open_coupon(number)
    assert ten.bond.interestDue(ten.investor_a) == (A * sum(amounts[:2]), 0)
    assert ten.bond.interestDue(ten.investor_b) == (B * sum(amounts) + A * amounts[2], 0)
    assert ten.bond.interestDue(ten.investor_c) == (0, 0)


@pytest.mark.requirement("BOND-8", "BOND-16")
def test_interest_due__overdue_and_refused__keeps_the_claim(ten: World) -> None:
    amounts = [ten.record(1), ten.record(2)]
    ten.bond.transfer(ten.investor_a, 0, by=ten.investor_a)
    ten.cash.setAddressFrozen(ten.investor_a, freeze=True, by=ten.officer)
    ten.open_coupon(1)
    ten.bond.payCoupons([ten.investor_a], by=ten.paying_agent)
    assert ten.bond.interestDue(ten.investor_a) == (A * amounts[0], A * amounts[1])
    ten.open_coupon(2)
    ten.cash.setAddressFrozen(ten.investor_a, freeze=False, by=ten.officer)
    ten.bond.payCoupons([ten.investor_a], by=ten.investor_a)
    assert ten.cash.balanceOf(ten.investor_a) == A * sum(amounts)
