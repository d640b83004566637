"""Interest rounded down on holdings: nobody gains by dividing one, and what is left returns to the issuer once."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.contracts.Bond.test_confirm_fixing_late import undone
from tests.contracts.kinds import PER_HOLDING, PERCENTS, create, fund_redemption, money, open_coupon, pay_all
from tests.contracts.restrictions import Restriction
from tests.contracts.support import reverts
from tests.contracts.world import World

SMALL = {"unit": "1", "size": "1000", "coupon": {"rounding": "per-holding-down", "rate_percent": "0.9"}}


def three(world: World) -> list[object]:
    return [world.investor_a, world.investor_b, world.investor_c]


@pytest.fixture
def opened(world: World) -> World:
    """A thousand units of one coupon of 0.45 each, open: 450 funded; 2, 333 and 665 units come to 0, 149 and 299."""
    other = create(world, **SMALL)
    other.distribute({other.investor_a: 2, other.investor_b: 333, other.investor_c: 665})
    assert open_coupon(other, 1) == 450
    return other


@pytest.mark.requirement("BOND-26")
def test_return_rounding__all_paid__returns_exactly_the_rest_once(opened: World) -> None:
    pay_all(opened, *three(opened))
    assert money(opened, *three(opened)) == [0, 149, 299]
    before = opened.cash.balanceOf(opened.issuer)
    sent = opened.bond.returnRounding(1, by=opened.outsider)
    assert sent.logs == [
        opened.bond.log("RoundingReturned", 1, 2),
        opened.cash.log("Transfer", opened.bond, opened.issuer, 2),
    ]
    assert opened.cash.balanceOf(opened.issuer) == before + 2
    assert opened.cash.balanceOf(opened.bond) == 0
    with reverts("NothingToReturn", number=1):
        opened.bond.returnRounding(1, by=opened.outsider)


@pytest.mark.requirement("BOND-26")
@pytest.mark.parametrize("missing", [0, 1, 2])
def test_return_rounding__somebody_unpaid__reverts(opened: World, missing: int) -> None:
    """Even one whose coupon comes to nothing has to be passed over first."""
    holders = three(opened)
    pay_all(opened, *(holder for index, holder in enumerate(holders) if index != missing))
    with reverts("NothingToReturn", number=1):
        opened.bond.returnRounding(1, by=opened.issuer)
    pay_all(opened, holders[missing])
    opened.bond.returnRounding(1, by=opened.issuer)


@pytest.mark.requirement("BOND-26", "BOND-8")
def test_return_rounding__somebody_refused__waits_for_the_claim(opened: World) -> None:
    opened.cash.setAddressFrozen(opened.investor_b, freeze=True, by=opened.officer)
    pay_all(opened, *three(opened))
    with reverts("NothingToReturn", number=1):
        opened.bond.returnRounding(1, by=opened.issuer)
    assert opened.bond.interestDue(opened.investor_b) == (149, 0)
    opened.cash.setAddressFrozen(opened.investor_b, freeze=False, by=opened.officer)
    pay_all(opened, opened.investor_b, opened.investor_b)
    assert opened.cash.balanceOf(opened.investor_b) == 149
    opened.bond.returnRounding(1, by=opened.issuer)


@pytest.mark.requirement("BOND-26")
@pytest.mark.parametrize("number", [0, 2, 6, 7, 2**256 - 1])
def test_return_rounding__coupon_not_funded__reverts(opened: World, number: int) -> None:
    with reverts("NothingToReturn", number=number):
        opened.bond.returnRounding(number, by=opened.issuer)


@pytest.mark.requirement("BOND-26")
def test_return_rounding__nothing_left__reverts(world: World) -> None:
    other = create(world, coupon=PER_HOLDING)
    other.distribute({other.investor_a: 1_000})
    open_coupon(other, 1)
    pay_all(other, other.investor_a)
    assert other.cash.balanceOf(other.bond) == 0
    with reverts("NothingToReturn", number=1):
        other.bond.returnRounding(1, by=other.issuer)


@pytest.mark.requirement("BOND-26")
def test_return_rounding__interest_rounded_on_units__reverts(issued: World) -> None:
    issued.open_coupon(1)
    pay_all(issued, issued.issuer, issued.investor_a, issued.investor_b)
    with reverts("NothingToReturn", number=1):
        issued.bond.returnRounding(1, by=issued.issuer)


@pytest.mark.requirement("BOND-26")
def test_return_rounding__issuer_cannot_take_money__reverts_and_can_be_made_later(opened: World) -> None:
    pay_all(opened, *three(opened))
    opened.cash.setAddressFrozen(opened.issuer, freeze=True, by=opened.officer)
    with pytest.raises(Exception, match="TransferRestricted"):
        opened.bond.returnRounding(1, by=opened.outsider)
    opened.cash.setAddressFrozen(opened.issuer, freeze=False, by=opened.officer)
    opened.bond.returnRounding(1, by=opened.outsider)


@pytest.mark.requirement("BOND-26", "BOND-4")
@settings(max_examples=25, suppress_health_check=[*HealthCheck])
@given(cuts=st.lists(st.integers(1, 999), min_size=2, max_size=2, unique=True), number=st.integers(1, 3))
def test_return_rounding__holding_divided_any_way__raises_nothing(
    session_world: World, cuts: list[int], number: int
) -> None:
    first, second = sorted(cuts)
    parts = [first, second - first, 1_000 - second]
    with undone(session_world):
        other = create(session_world, **SMALL, amortisation=PERCENTS)
        other.distribute(dict(zip(three(other), parts, strict=True)))
        total = sum(open_coupon(other, each) for each in range(1, number + 1))
        pay_all(other, *three(other), *three(other))
        coupons = [other.bond.coupon(each) for each in range(1, number + 1)]
        exact = [Fraction(coupon["interest"], coupon["denominator"]) for coupon in coupons]
        paid = [
            sum(int(units * each) + units * coupon["instalment"] for each, coupon in zip(exact, coupons, strict=True))
            for units in parts
        ]
        assert money(other, *three(other)) == paid
        assert sum(paid) <= total
        for each in range(1, number + 1):
            if int(1_000 * exact[each - 1]) != sum(int(units * exact[each - 1]) for units in parts):
                other.bond.returnRounding(each, by=other.outsider)
        assert other.cash.balanceOf(other.bond) == 0


@pytest.mark.requirement("BOND-26")
def test_return_rounding__life_to_its_end__leaves_nothing_in_the_bond(opened: World) -> None:
    for number in range(2, opened.bond.couponCount() + 1):
        open_coupon(opened, number)
    fund_redemption(opened, 100)
    opened.bond.redeem(three(opened), by=opened.paying_agent)
    assert money(opened, *three(opened)) == [200, 333 * 100 + 6 * 149, 665 * 100 + 6 * 299]
    for number in range(1, opened.bond.couponCount() + 1):
        opened.bond.returnRounding(number, by=opened.outsider)
    assert (opened.bond.totalSupply(), opened.cash.balanceOf(opened.bond)) == (0, 0)


@pytest.mark.requirement("BOND-26")
def test_return_rounding__money_paused__stays_to_be_returned(opened: World) -> None:
    pay_all(opened, *three(opened))
    opened.cash.pause(by=opened.pauser)
    call = {"from": opened.bond, "to": opened.issuer, "amount": 2}
    with reverts("TransferRestricted", reason=Restriction.PAUSED, **call):
        opened.bond.returnRounding(1, by=opened.outsider)
    assert opened.cash.balanceOf(opened.bond) == 2
    opened.cash.unpause(by=opened.pauser)
    opened.bond.returnRounding(1, by=opened.outsider)
    assert opened.cash.balanceOf(opened.bond) == 0
