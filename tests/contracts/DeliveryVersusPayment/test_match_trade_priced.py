"""Where the parties gave a clean price, the bond itself says what the trade costs."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from tenor.schedule.accrued import accrued
from tenor.units import epoch_day, round_half_up
from tests.contracts.DeliveryVersusPayment.matched import MATCHED, UNMATCHED, Matched
from tests.contracts.signing import PLAIN
from tests.contracts.support import reverts

DAY = date(2023, 5, 2)
PRICE = 1_012_345_678  # [1e-9]


def priced(matched: Matched, amount: int) -> Matched:
    matched.deal.trade["amount"] = amount
    return Matched(matched.deal, {**PLAIN, "cleanPrice": PRICE, "pricedFor": epoch_day(DAY)})


def expected(matched: Matched) -> tuple[int, int]:
    """Clean price and accrued interest of six units, by the product's own calculator."""
    schedule, units = matched.deal.world.schedule, matched.deal.trade["units"]
    clean = round_half_up(Fraction(units * schedule.terms.unit_face * PRICE, 10**9))
    return clean, round_half_up(units * accrued(schedule, DAY).exact)


@pytest.mark.requirement("DVP-15")
def test_consideration__any_price__is_clean_price_and_accrued_interest(matched: Matched) -> None:
    bond, (clean, interest) = matched.deal.world.bond, expected(matched)
    assert interest > 0
    assert list(bond.consideration(6, PRICE, epoch_day(DAY))) == [clean, interest]


@pytest.mark.requirement("DVP-15")
def test_match_trade__amount_of_the_price__matches(matched: Matched) -> None:
    trade = priced(matched, sum(expected(matched)))
    matched.deal.world.mint(matched.deal.world.investor_b, 10**12)
    trade.match()
    trade.settle()
    assert matched.deal.holdings()[:3] == (4, 6, sum(expected(matched)))


@pytest.mark.requirement("DVP-15")
@pytest.mark.parametrize("off", [-1, 1])
def test_match_trade__a_cent_off_the_price__reverts(matched: Matched, off: int) -> None:
    due = sum(expected(matched))
    trade = priced(matched, due + off)
    with reverts("WrongConsideration", amount=due + off, expected=due):
        trade.match()
    assert trade.status() == UNMATCHED


@pytest.mark.requirement("DVP-15")
def test_match_trade__settled_later_than_priced_for__costs_the_same(matched: Matched) -> None:
    """Interest is counted to the agreed date, whenever the trade settles."""
    due = sum(expected(matched))
    matched.deal.world.mint(matched.deal.world.investor_b, 10**12)
    matched.deal.trade["settleBy"] += 90 * 86_400
    trade = priced(matched, due)
    trade.match()
    assert trade.status() == MATCHED
    trade.settle(at=matched.deal.trade["settleBy"])
    assert matched.deal.holdings()[2] == due
