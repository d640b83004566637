"""Tax is kept back from interest alone: by class before country, rounded down, and only from what was paid."""

from __future__ import annotations

import pytest

from tests.contracts.kinds import PERCENTS, create, fund_redemption, money, open_coupon, pay_all
from tests.contracts.support import Sent, reverts
from tests.contracts.world import HONG_KONG, INSTITUTIONAL, PROFESSIONAL, RETAIL, World

SINGAPORE = 702
TENTH, THIRD, WHOLE = 100_000_000, 333_333_333, 10**9
COUPON = 2_500  # [minor] interest of one unit, 5 percent half-yearly of 1,000.00
A, B = 7, 993  # units


def of(sent: Sent, name: str) -> list[tuple[object, ...]]:
    return [log.values for log in sent.logs if log.name == name]


@pytest.fixture
def taxed(world: World) -> World:
    """Investors a and b hold seven and 993 units; both are professionals of Hong Kong."""
    other = create(world, withholding=[{"country": "HK", "percent": "10"}])
    other.distribute({other.investor_a: A, other.investor_b: B})
    return other


@pytest.mark.requirement("BOND-27")
def test_pay_coupons__no_rate_set__keeps_nothing_back(taxed: World) -> None:
    open_coupon(taxed, 1)
    sent = pay_all(taxed, taxed.investor_a, taxed.investor_b)
    assert money(taxed, taxed.investor_a, taxed.investor_b) == [A * COUPON, B * COUPON]
    assert of(sent, "TaxWithheld") == []
    assert taxed.bond.taxHeld(HONG_KONG) == 0


@pytest.mark.requirement("BOND-27")
def test_pay_coupons__country_taxed__pays_the_rest_rounded_down(taxed: World) -> None:
    taxed.bond.setWithholding(HONG_KONG, 0, THIRD, by=taxed.issuer)
    open_coupon(taxed, 1)
    assert taxed.bond.interestDue(taxed.investor_a) == (A * COUPON, 0)  # before tax
    tax = A * COUPON - A * COUPON * (WHOLE - THIRD) // WHOLE
    sent = pay_all(taxed, taxed.investor_a)
    bond, a = taxed.bond, taxed.investor_a.wallet
    assert tax == 5_834
    assert [log.name for log in sent.logs] == ["Transfer", "CouponsPaid", "TaxWithheld"]
    assert sent.logs[0] == taxed.cash.log("Transfer", bond, a, A * COUPON - tax)
    assert sent.logs[1].values[2] == (A * COUPON - tax,)
    assert sent.logs[2] == bond.log("TaxWithheld", a, 1, HONG_KONG, tax)
    assert (bond.taxHeld(HONG_KONG), bond.taxHeld(0)) == (tax, 0)


@pytest.mark.requirement("BOND-27")
def test_pay_coupons__three_coupons_at_once__are_taxed_each_by_itself(taxed: World) -> None:
    """2160.48 of each, rounded up, and not 6481.44 of all three."""
    taxed.bond.setWithholding(HONG_KONG, 0, 123_456_000, by=taxed.issuer)
    for number in (1, 2, 3):
        open_coupon(taxed, number)
    pay_all(taxed, taxed.investor_a)
    assert taxed.bond.taxHeld(HONG_KONG) == 3 * 2_161
    assert taxed.cash.balanceOf(taxed.investor_a) == 3 * (A * COUPON - 2_161)


@pytest.mark.requirement("BOND-27")
@pytest.mark.parametrize(
    ("rates", "rate", "country"),
    [
        ({(HONG_KONG, 0): TENTH, (0, PROFESSIONAL): THIRD}, THIRD, 0),
        ({(HONG_KONG, 0): TENTH, (0, PROFESSIONAL): 0}, 0, 0),  # a rate of nothing is a rate
        ({(HONG_KONG, 0): TENTH, (0, RETAIL): THIRD, (0, INSTITUTIONAL): THIRD}, TENTH, HONG_KONG),
        ({(SINGAPORE, 0): THIRD, (HONG_KONG, 0): 0}, 0, HONG_KONG),
        ({(SINGAPORE, 0): THIRD}, 0, HONG_KONG),
        ({(PROFESSIONAL, 0): THIRD}, 0, HONG_KONG),  # a country of a class's number
        ({(0, PROFESSIONAL): WHOLE}, WHOLE, 0),
    ],
)
def test_pay_coupons__class_and_country_taxed__takes_the_class(
    taxed: World, rates: dict[tuple[int, int], int], rate: int, country: int
) -> None:
    for key, value in rates.items():
        taxed.bond.setWithholding(*key, value, by=taxed.issuer)
    open_coupon(taxed, 1)
    sent = pay_all(taxed, taxed.investor_a)
    tax = A * COUPON - A * COUPON * (WHOLE - rate) // WHOLE
    assert taxed.bond.taxHeld(country) == tax
    assert taxed.cash.balanceOf(taxed.investor_a) == A * COUPON - tax
    assert of(sent, "TaxWithheld") == ([(taxed.investor_a.wallet, 1, country, tax)] if tax else [])
    assert [values[2] for values in of(sent, "CouponsPaid")] == [(A * COUPON - tax,)]


@pytest.mark.requirement("BOND-27")
def test_pay_coupons__holder_of_another_country__is_taxed_there(taxed: World) -> None:
    taxed.register(taxed.investor_b, country=SINGAPORE, issuedAt=taxed.now + 1)
    taxed.bond.setWithholding(SINGAPORE, 0, TENTH, by=taxed.issuer)
    open_coupon(taxed, 1)
    pay_all(taxed, taxed.investor_a, taxed.investor_b)
    assert (taxed.bond.taxHeld(HONG_KONG), taxed.bond.taxHeld(SINGAPORE)) == (0, B * COUPON // 10)


@pytest.mark.requirement("BOND-27", "BOND-8")
def test_pay_coupons__payee_refused__books_no_tax_until_it_is_paid(taxed: World) -> None:
    taxed.bond.setWithholding(HONG_KONG, 0, TENTH, by=taxed.issuer)
    open_coupon(taxed, 1)
    taxed.cash.setAddressFrozen(taxed.investor_a, freeze=True, by=taxed.officer)
    sent = pay_all(taxed, taxed.investor_a, taxed.investor_b)
    assert of(sent, "PaymentFailed") == [(taxed.investor_a.wallet, A * COUPON * 9 // 10)]
    assert taxed.bond.taxHeld(HONG_KONG) == B * COUPON // 10
    assert taxed.bond.interestDue(taxed.investor_a) == (A * COUPON, 0)
    taxed.cash.setAddressFrozen(taxed.investor_a, freeze=False, by=taxed.officer)
    taxed.bond.setWithholding(HONG_KONG, 0, 0, by=taxed.issuer)  # the rate is that of the payment
    taxed.bond.payCoupons([taxed.investor_a], by=taxed.investor_a)
    assert taxed.bond.taxHeld(HONG_KONG) == B * COUPON // 10
    assert taxed.cash.balanceOf(taxed.investor_a) == A * COUPON


@pytest.mark.requirement("BOND-27")
def test_pay_coupons__instalment_beside_interest__is_not_taxed(world: World) -> None:
    other = create(world, amortisation=PERCENTS, withholding=[{"country": "HK", "percent": "10"}])
    other.distribute({other.investor_a: A, other.investor_b: B})
    other.bond.setWithholding(HONG_KONG, 0, WHOLE, by=other.issuer)
    open_coupon(other, 1)
    open_coupon(other, 2)
    pay_all(other, other.investor_a)
    assert other.cash.balanceOf(other.investor_a) == A * 30_000
    assert other.bond.taxHeld(HONG_KONG) == 2 * A * COUPON


@pytest.mark.requirement("BOND-27", "BOND-4")
def test_pay_coupons__holder_twice_in_a_batch__is_paid_and_taxed_once(taxed: World) -> None:
    taxed.bond.setWithholding(HONG_KONG, 0, TENTH, by=taxed.issuer)
    open_coupon(taxed, 1)
    pay_all(taxed, taxed.investor_a, taxed.investor_a, taxed.investor_b, taxed.investor_a)
    assert money(taxed, taxed.investor_a, taxed.investor_b) == [A * COUPON * 9 // 10, B * COUPON * 9 // 10]
    assert taxed.cash.balanceOf(taxed.bond) == taxed.bond.taxHeld(HONG_KONG) == 1_000 * COUPON // 10


@pytest.mark.requirement("BOND-27")
def test_pay_coupons__redeemed_with_interest_unpaid__taxes_that_interest_only(taxed: World) -> None:
    taxed.bond.setWithholding(HONG_KONG, 0, TENTH, by=taxed.issuer)
    for number in range(1, 7):
        open_coupon(taxed, number)
    fund_redemption(taxed, 100_000)
    sent = taxed.bond.redeem([taxed.investor_a, taxed.investor_b, taxed.investor_a], by=taxed.paying_agent)
    assert taxed.cash.balanceOf(taxed.investor_a) == A * (100_000 + 6 * COUPON * 9 // 10)
    assert taxed.cash.balanceOf(taxed.bond) == taxed.bond.taxHeld(HONG_KONG) == 6 * 1_000 * COUPON // 10
    assert of(sent, "Redeemed")[0][2:] == ((A, B, 0), (0, 0, 0))
    assert taxed.bond.totalSupply() == 0


@pytest.mark.requirement("BOND-9")
def test_pay_coupons__anybody_else_for_another__reverts_where_coupons_are_taxed(taxed: World) -> None:
    open_coupon(taxed, 1)
    with reverts("NotPayingAgent", caller=taxed.investor_b):
        taxed.bond.payCoupons([taxed.investor_a], by=taxed.investor_b)
