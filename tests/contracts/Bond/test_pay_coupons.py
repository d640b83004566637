"""Each holder is paid each coupon once: pushed by the paying agent or pulled by itself, in any mix."""

from __future__ import annotations

import pytest

from tests.contracts.signing import compact, packed
from tests.contracts.support import reverts, wallet
from tests.contracts.world import World

A, B = 3, 5  # units of investors a and b
MOST_HOLDERS, MOST_GAS_OF_A_BATCH = 200, 12_000_000


def paid(world: World) -> tuple[int, int]:
    """Money of investors a and b."""
    return world.cash.balanceOf(world.investor_a), world.cash.balanceOf(world.investor_b)


@pytest.mark.requirement("BOND-4", "BOND-9")
def test_pay_coupons__by_paying_agent__pays_every_holder_named(issued: World) -> None:
    bond, cash, a, b = issued.bond, issued.cash, issued.investor_a, issued.investor_b
    amount = issued.open_coupon(1)
    sent = bond.payCoupons([a, b], by=issued.paying_agent)
    assert sent.logs == [
        cash.log("Transfer", bond, a, A * amount),
        cash.log("Transfer", bond, b, B * amount),
        bond.log("CouponsPaid", 1, [a, b], [A * amount, B * amount]),
    ]
    assert paid(issued) == (A * amount, B * amount)
    assert bond.interestDue(a) == bond.interestDue(b) == (0, 0)
    assert (bond.balanceOf(a), bond.balanceOf(b), bond.totalSupply()) == (A, B, 1_600)


@pytest.mark.requirement("BOND-9")
def test_pay_coupons__by_the_holder__pays_it(issued: World) -> None:
    amount = issued.open_coupon(1)
    issued.bond.payCoupons([issued.investor_a], by=issued.investor_a)
    assert paid(issued) == (A * amount, 0)


@pytest.mark.requirement("BOND-9")
def test_pay_coupons__anybody_else_for_another__reverts(issued: World) -> None:
    issued.open_coupon(1)
    a, b = issued.investor_a, issued.investor_b
    for caller in (b, issued.issuer, issued.outsider):
        with reverts("NotPayingAgent", caller=caller):
            issued.bond.payCoupons([a], by=caller)
    for batch in ([a, b], [a, a], []):
        with reverts("NotPayingAgent", caller=a):
            issued.bond.payCoupons(batch, by=a)


@pytest.mark.requirement("BOND-4")
@pytest.mark.parametrize("first", ["paying_agent", "investor_a"])
@pytest.mark.parametrize("second", ["paying_agent", "investor_a"])
def test_pay_coupons__twice_in_any_mix__pays_once(issued: World, first: str, second: str) -> None:
    amount = issued.open_coupon(1)
    issued.bond.payCoupons([issued.investor_a], by=getattr(issued, first))
    sent = issued.bond.payCoupons([issued.investor_a], by=getattr(issued, second))
    assert sent.logs == [issued.bond.log("CouponsPaid", 1, [issued.investor_a], [0])]
    assert paid(issued) == (A * amount, 0)


@pytest.mark.requirement("BOND-4")
def test_pay_coupons__holder_twice_in_a_batch__is_paid_once(issued: World) -> None:
    amount, a = issued.open_coupon(1), issued.investor_a
    sent = issued.bond.payCoupons([a] * 3, by=issued.paying_agent)
    assert sent.logs == [
        issued.cash.log("Transfer", issued.bond, a, A * amount),
        issued.bond.log("CouponsPaid", 1, [a] * 3, [A * amount, 0, 0]),
    ]
    assert paid(issued) == (A * amount, 0)


@pytest.mark.requirement("BOND-4")
def test_pay_coupons__whoever_is_owed_nothing__is_passed_over(issued: World) -> None:
    amount = issued.open_coupon(1)
    strangers = [issued.outsider.wallet, wallet(9), issued.bond.wallet]
    named = [*strangers, issued.investor_a, *strangers]
    sent = issued.bond.payCoupons(named, by=issued.paying_agent)
    assert sent.logs[1:] == [issued.bond.log("CouponsPaid", 1, named, [0, 0, 0, A * amount, 0, 0, 0])]
    assert paid(issued) == (A * amount, 0)
    assert issued.bond.payCoupons([issued.outsider], by=issued.outsider).logs == [
        issued.bond.log("CouponsPaid", 1, [issued.outsider], [0])
    ]
    assert issued.bond.payCoupons([], by=issued.paying_agent).logs == [issued.bond.log("CouponsPaid", 1, [], [])]
    assert paid(issued) == (A * amount, 0)


@pytest.mark.requirement("BOND-4")
def test_pay_coupons__everybody__leaves_nothing_in_the_bond(issued: World) -> None:
    issued.open_coupon(1)
    issued.bond.payCoupons([issued.issuer, issued.investor_a, issued.investor_b], by=issued.paying_agent)
    assert issued.cash.balanceOf(issued.bond) == 0


@pytest.mark.requirement("BOND-6")
def test_pay_coupons__before_the_pay_time__pays_nothing(issued: World) -> None:
    amount = issued.fund_coupon(1)
    pay = issued.dates[0]["payTime"]
    assert issued.bond.payCoupons([issued.investor_a], by=issued.paying_agent, at=pay - 1).logs == []
    issued.bond.payCoupons([issued.investor_a], by=issued.paying_agent, at=pay)
    assert paid(issued) == (A * amount, 0)


@pytest.mark.requirement("BOND-3")
def test_pay_coupons__sold_between_record_and_payment__pays_the_seller(issued: World) -> None:
    amount = issued.record(1)
    issued.bond.transfer(issued.investor_b, A, by=issued.investor_a)
    issued.open_coupon(1)
    issued.bond.payCoupons([issued.investor_a, issued.investor_b], by=issued.paying_agent)
    assert paid(issued) == (A * amount, B * amount)


@pytest.mark.requirement("BOND-4")
def test_pay_coupons__paid_then_sold__pays_the_buyer_no_second_time(issued: World) -> None:
    """Popsicle, August 2021: a transfer without a checkpoint let the same units be paid again."""
    amount = issued.open_coupon(1)
    a, b = issued.investor_a, issued.investor_b
    issued.bond.payCoupons([a, b], by=issued.paying_agent)
    issued.bond.transfer(b, A, by=a)
    sent = issued.bond.payCoupons([a, b], by=issued.paying_agent)
    assert sent.logs == [issued.bond.log("CouponsPaid", 1, [a, b], [0, 0])]
    assert paid(issued) == (A * amount, B * amount)


@pytest.mark.requirement("BOND-7")
def test_pay_coupons__second_recorded_not_funded__pays_the_first_only(issued: World) -> None:
    first = issued.open_coupon(1)
    issued.record(2)
    issued.bond.payCoupons([issued.investor_a, issued.investor_b], by=issued.paying_agent)
    assert paid(issued) == (A * first, B * first)


@pytest.mark.requirement("BOND-7")
def test_pay_coupons__money_of_one_coupon__never_pays_another(issued: World) -> None:
    """Investor a sells after the first record; what it is paid later comes of the first coupon's money alone."""
    first = issued.open_coupon(1)
    issued.bond.transfer(issued.investor_b, A, by=issued.investor_a)
    second = issued.fund_coupon(2)
    sent = issued.bond.payCoupons([issued.investor_b], by=issued.paying_agent)
    assert sent.logs[1] == issued.bond.log("CouponsPaid", 1, [issued.investor_b], [B * first])
    held = issued.cash.balanceOf(issued.bond)
    assert held == (1_600 - B) * first + 1_600 * second
    issued.advance(issued.dates[1]["payTime"])
    everybody = [issued.issuer, issued.investor_a, issued.investor_b]
    issued.bond.payCoupons(everybody, by=issued.paying_agent)
    assert paid(issued) == (A * first, B * first + (A + B) * second)
    assert issued.cash.balanceOf(issued.bond) == 0


@pytest.mark.requirement("BOND-4")
def test_pay_coupons__two_coupons_at_once__pays_their_sum(issued: World) -> None:
    both = issued.open_coupon(1) + issued.open_coupon(2)
    sent = issued.bond.payCoupons([issued.investor_a], by=issued.investor_a)
    assert sent.logs[1] == issued.bond.log("CouponsPaid", 2, [issued.investor_a], [A * both])
    assert paid(issued) == (A * both, 0)


@pytest.mark.requirement("TOK-3")
def test_pay_coupons__bond_paused__goes_on(issued: World) -> None:
    amount = issued.open_coupon(1)
    issued.bond.pause(by=issued.pauser)
    issued.bond.payCoupons([issued.investor_a], by=issued.paying_agent)
    issued.bond.payCoupons([issued.investor_b], by=issued.investor_b)
    assert paid(issued) == (A * amount, B * amount)


@pytest.mark.requirement("BOND-11")
def test_pay_coupons__units_and_address_frozen_at_the_bond__are_paid(issued: World) -> None:
    amount = issued.open_coupon(1)
    issued.bond.freezePartialTokens(issued.investor_a, A, by=issued.officer)
    issued.bond.setAddressFrozen(issued.investor_b, freeze=True, by=issued.officer)
    issued.bond.payCoupons([issued.investor_a, issued.investor_b], by=issued.paying_agent)
    assert paid(issued) == (A * amount, B * amount)


@pytest.mark.requirement("BOND-9")
def test_pay_coupons__paying_agent_dismissed__pays_no_more_and_holders_still_pull(issued: World) -> None:
    amount = issued.open_coupon(1)
    issued.bond.revokeRole(issued.bond.PAYING_AGENT_ROLE(), issued.paying_agent, by=issued.issuer)
    with reverts("NotPayingAgent", caller=issued.paying_agent):
        issued.bond.payCoupons([issued.investor_a], by=issued.paying_agent)
    issued.bond.payCoupons([issued.investor_a], by=issued.investor_a)
    assert paid(issued) == (A * amount, 0)


@pytest.mark.requirement("BOND-19")
def test_pay_coupons__longest_batch_to_fresh_cash_accounts__stays_below_the_mark(issued: World) -> None:
    holders = [wallet(1_000 + number) for number in range(MOST_HOLDERS)]
    for start in (0, MOST_HOLDERS // 2):
        claims = [issued.claim(holder) for holder in holders[start : start + MOST_HOLDERS // 2]]
        signatures = [compact(issued.vouch(claim)) for claim in claims]
        issued.registry.registerSigned(*packed(claims, issued.provider, signatures), by=issued.registrar)
    for holder in holders:
        issued.bond.transfer(holder, 2, by=issued.issuer)
    amount = issued.open_coupon(1)
    sent = issued.bond.payCoupons(holders, by=issued.paying_agent)
    assert sent.gas < MOST_GAS_OF_A_BATCH
    assert {issued.cash.balanceOf(holder) for holder in holders} == {2 * amount}
    with reverts("BatchTooLong", length=MOST_HOLDERS + 1, most=MOST_HOLDERS):
        issued.bond.payCoupons([*holders, issued.investor_a], by=issued.paying_agent)
