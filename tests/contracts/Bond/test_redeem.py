"""Redemption burns a holding and pays its principal with any coupon owed, once."""

from __future__ import annotations

import pytest

from tests.contracts.support import ZERO, reverts
from tests.contracts.world import World

A, B = 3, 5  # units of investors a and b
FACE = 50_000_000  # principal of one unit [minor]
INTEREST = 1_004_178 + 1_020_822  # of one unit over the life [minor]
MOST_HOLDERS = 200


@pytest.fixture
def matured(issued: World) -> World:
    """At maturity with everything funded and no coupon paid."""
    issued.mature()
    return issued


def paid(world: World) -> tuple[int, int]:
    """Money of investors a and b."""
    return world.cash.balanceOf(world.investor_a), world.cash.balanceOf(world.investor_b)


@pytest.mark.requirement("BOND-10")
def test_redeem__by_paying_agent__burns_and_pays_principal_and_interest(matured: World) -> None:
    bond, cash, a, b = matured.bond, matured.cash, matured.investor_a, matured.investor_b
    sent = bond.redeem([a, b], by=matured.paying_agent)
    assert sent.logs == [
        cash.log("Transfer", bond, a, A * (FACE + INTEREST)),
        cash.log("Transfer", bond, b, B * (FACE + INTEREST)),
        bond.log("Transfer", a, ZERO, A),
        bond.log("Transfer", b, ZERO, B),
        bond.log("Redeemed", FACE, [a, b], [A, B], [A * INTEREST, B * INTEREST]),
    ]
    assert paid(matured) == (A * (FACE + INTEREST), B * (FACE + INTEREST))
    assert (bond.balanceOf(a), bond.balanceOf(b), bond.totalSupply()) == (0, 0, 1_600 - A - B)
    assert bond.interestDue(a) == (0, 0)


@pytest.mark.requirement("BOND-10")
def test_redeem__coupons_paid_before__pays_the_principal_alone(matured: World) -> None:
    bond, a = matured.bond, matured.investor_a
    bond.payCoupons([a], by=a)
    sent = bond.redeem([a], by=a)
    assert [log.name for log in sent.logs] == ["Transfer", "Transfer", "Redeemed"]
    assert sent.logs[-1] == bond.log("Redeemed", FACE, [a], [A], [0])
    assert paid(matured) == (A * (FACE + INTEREST), 0)


@pytest.mark.requirement("BOND-10")
def test_redeem__everybody__leaves_no_unit_and_no_money(matured: World) -> None:
    matured.bond.redeem([matured.issuer, matured.investor_a, matured.investor_b], by=matured.paying_agent)
    assert matured.bond.totalSupply() == 0
    assert matured.cash.balanceOf(matured.bond) == 0


@pytest.mark.requirement("BOND-10")
@pytest.mark.parametrize("first", ["paying_agent", "investor_a"])
@pytest.mark.parametrize("second", ["paying_agent", "investor_a"])
def test_redeem__twice_in_any_mix__pays_once(matured: World, first: str, second: str) -> None:
    bond, a = matured.bond, matured.investor_a
    bond.redeem([a], by=getattr(matured, first))
    again = bond.redeem([a], by=getattr(matured, second))
    assert again.logs == [bond.log("Redeemed", FACE, [a], [0], [0])]
    again = bond.payCoupons([a], by=getattr(matured, second))
    assert again.logs == [bond.log("CouponsPaid", 2, [a], [0])]
    assert paid(matured) == (A * (FACE + INTEREST), 0)


@pytest.mark.requirement("BOND-10")
def test_redeem__holder_twice_in_a_batch__is_paid_once(matured: World) -> None:
    a = matured.investor_a
    sent = matured.bond.redeem([a] * 3, by=matured.paying_agent)
    assert sent.logs[1:] == [
        matured.bond.log("Transfer", a, ZERO, A),
        matured.bond.log("Redeemed", FACE, [a] * 3, [A, 0, 0], [A * INTEREST, 0, 0]),
    ]
    assert paid(matured) == (A * (FACE + INTEREST), 0)
    assert matured.bond.totalSupply() == 1_600 - A


@pytest.mark.requirement("BOND-10")
@pytest.mark.parametrize("offset", [-1, 0, 86_400])
def test_redeem__principal_not_funded__reverts(issued: World, offset: int) -> None:
    issued.open_coupon(1)
    issued.fund_coupon(2)
    matures = issued.terms["maturityTime"]
    with reverts("NotRedeemable", maturityTime=matures, funded=False):
        issued.bond.redeem([issued.investor_a], by=issued.paying_agent, at=matures + offset)
    assert issued.bond.balanceOf(issued.investor_a) == A


@pytest.mark.requirement("BOND-9")
def test_redeem__anybody_else_for_another__reverts(matured: World) -> None:
    a, b = matured.investor_a, matured.investor_b
    for caller in (b, matured.issuer, matured.outsider):
        with reverts("NotPayingAgent", caller=caller):
            matured.bond.redeem([a], by=caller)
    for batch in ([a, b], [a, a], []):
        with reverts("NotPayingAgent", caller=a):
            matured.bond.redeem(batch, by=a)


@pytest.mark.requirement("BOND-10")
def test_redeem__whoever_holds_nothing__is_passed_over(matured: World) -> None:
    matured.bond.redeem([matured.investor_c, matured.outsider, matured.investor_a], by=matured.paying_agent)
    assert paid(matured) == (A * (FACE + INTEREST), 0)
    sent = matured.bond.redeem([matured.outsider], by=matured.outsider)
    assert sent.logs == [matured.bond.log("Redeemed", FACE, [matured.outsider], [0], [0])]
    assert matured.bond.totalSupply() == 1_600 - A


@pytest.mark.requirement("BOND-3", "BOND-10")
def test_redeem__sold_after_the_last_record__principal_to_the_buyer_interest_to_the_seller(issued: World) -> None:
    issued.open_coupon(1)
    issued.record(2)
    issued.bond.transfer(issued.investor_b, A, by=issued.investor_a)
    issued.mature()
    issued.bond.redeem([issued.investor_a, issued.investor_b], by=issued.paying_agent)
    assert paid(issued) == (0, (A + B) * FACE + B * INTEREST)
    issued.bond.payCoupons([issued.investor_a], by=issued.investor_a)
    assert paid(issued) == (A * INTEREST, (A + B) * FACE + B * INTEREST)


@pytest.mark.requirement("BOND-10")
def test_redeem__units_sold_after_others_were_redeemed__are_redeemed_too(matured: World) -> None:
    matured.bond.redeem([matured.investor_a], by=matured.paying_agent)
    matured.bond.transfer(matured.investor_a, B, by=matured.investor_b)
    matured.bond.redeem([matured.investor_a], by=matured.investor_a)
    matured.bond.payCoupons([matured.investor_b], by=matured.investor_b)
    assert paid(matured) == ((A + B) * FACE + A * INTEREST, B * INTEREST)


@pytest.mark.requirement("BOND-11")
def test_redeem__frozen_units__are_redeemed(matured: World) -> None:
    matured.bond.freezePartialTokens(matured.investor_a, 2, by=matured.officer)
    sent = matured.bond.redeem([matured.investor_a], by=matured.paying_agent)
    assert matured.bond.log("TokensUnfrozen", matured.investor_a, 2) in sent.logs
    assert paid(matured) == (A * (FACE + INTEREST), 0)
    assert matured.bond.getFrozenTokens(matured.investor_a) == 0


@pytest.mark.requirement("BOND-11")
def test_redeem__address_frozen_at_the_bond__is_redeemed(matured: World) -> None:
    matured.bond.setAddressFrozen(matured.investor_a, freeze=True, by=matured.officer)
    matured.bond.redeem([matured.investor_a], by=matured.investor_a)
    assert paid(matured) == (A * (FACE + INTEREST), 0)
    assert matured.bond.isFrozen(matured.investor_a)


@pytest.mark.requirement("TOK-3")
def test_redeem__bond_paused__goes_on(matured: World) -> None:
    matured.bond.pause(by=matured.pauser)
    matured.bond.redeem([matured.investor_a], by=matured.paying_agent)
    matured.bond.redeem([matured.investor_b], by=matured.investor_b)
    assert paid(matured) == (A * (FACE + INTEREST), B * (FACE + INTEREST))


@pytest.mark.requirement("BOND-8")
def test_redeem__cash_account_refuses__holding_freeze_and_claim_stay(matured: World) -> None:
    bond, a, b = matured.bond, matured.investor_a, matured.investor_b
    bond.freezePartialTokens(a, 2, by=matured.officer)
    matured.cash.setAddressFrozen(a, freeze=True, by=matured.officer)
    sent = bond.redeem([a, b], by=matured.paying_agent)
    assert bond.log("PaymentFailed", a, A * (FACE + INTEREST)) in sent.logs
    assert [log for log in sent.logs if log.values[0] == a.wallet and log.name != "PaymentFailed"] == []
    assert sent.logs[-1] == bond.log("Redeemed", FACE, [a, b], [0, B], [0, B * INTEREST])
    assert (bond.balanceOf(a), bond.getFrozenTokens(a), bond.interestDue(a)) == (A, 2, (A * INTEREST, 0))
    assert bond.totalSupply() == 1_600 - B
    assert paid(matured) == (0, B * (FACE + INTEREST))
    matured.cash.setAddressFrozen(a, freeze=False, by=matured.officer)
    bond.redeem([a], by=a)
    assert paid(matured) == (A * (FACE + INTEREST), B * (FACE + INTEREST))
    assert bond.totalSupply() == 1_600 - A - B


@pytest.mark.requirement("BOND-8", "TOK-1")
def test_redeem__holder_lapsed__is_redeemed_once_verified_again(matured: World) -> None:
    matured.registry.revoke(matured.investor_a, b"\x01" * 32, by=matured.registrar)
    matured.bond.redeem([matured.investor_a], by=matured.paying_agent)
    assert paid(matured) == (0, 0)
    matured.register(matured.investor_a, issuedAt=matured.now)
    matured.bond.redeem([matured.investor_a], by=matured.paying_agent)
    assert paid(matured) == (A * (FACE + INTEREST), 0)


@pytest.mark.requirement("BOND-19")
def test_redeem__batch_at_its_limit__passes_and_one_more_reverts(matured: World) -> None:
    matured.bond.redeem([matured.investor_a.wallet] * MOST_HOLDERS, by=matured.paying_agent)
    with reverts("BatchTooLong", length=MOST_HOLDERS + 1, most=MOST_HOLDERS):
        matured.bond.redeem([matured.investor_a.wallet] * (MOST_HOLDERS + 1), by=matured.paying_agent)
