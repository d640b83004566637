"""Who sends a payment with little gas cannot choose that a movement is not told to rules outside, or what is due."""

from __future__ import annotations

import pytest

from tests.contracts.PermissionedToken.gas_ladder import dear_rules, heard, ladder, owing
from tests.contracts.PermissionedToken.kit import DEAF, add_rules, holdings
from tests.contracts.support import Deployed, Sent
from tests.contracts.world import World

FIRST, BOTH, FACE = 1_004_178, 1_004_178 + 1_020_822, 50_000_000  # [minor] a unit: a coupon, two, the principal
NEEDED = 515_625  # [gas] 500,000 and what the call keeps back


@pytest.fixture
def matured(issued: World) -> World:
    """Nobody has been paid anything yet: investor a has three units and investor b five."""
    issued.mature()
    return issued


def names(sent: Sent, token: Deployed) -> list[str]:
    return [log.name for log in sent.logs if log.emitter == token.wallet]


@pytest.mark.requirement("TOK-12", "BOND-10")
def test_redeem__any_gas_and_rules_dear_to_tell__is_told_of_each_or_undone(matured: World) -> None:
    bond, a, b = matured.bond, matured.investor_a, matured.investor_b
    rules, ends = dear_rules(matured, bond), []
    for result in ladder(matured, lambda gas: bond.redeem([a, b], by=matured.paying_agent, gas=gas)):
        ends.append("" if isinstance(result, Sent) else str(result))
        if isinstance(result, Sent):
            assert heard(result, rules) == [rules.data("destroyed", a, 3), rules.data("destroyed", b, 5)]
        done = isinstance(result, Sent)
        assert holdings(bond, a, b) == ([0, 0] if done else [3, 5])
        assert holdings(matured.cash, a, b) == ([3 * (FACE + BOTH), 5 * (FACE + BOTH)] if done else [0, 0])
    assert {f"TooLittleGas({{'needed': {NEEDED}}})", ""} <= set(ends)


@pytest.mark.requirement("TOK-12", "BOND-8")
def test_redeem__any_gas_and_rules_that_fail__is_done_whole_or_undone(matured: World) -> None:
    bond, a, b = matured.bond, matured.investor_a, matured.investor_b
    add_rules(matured, bond).become(DEAF, by=matured.operator)
    ends = set()
    for result in ladder(matured, lambda gas: bond.redeem([a, b], by=matured.paying_agent, gas=gas)):
        ends.add(isinstance(result, Sent))
        assert holdings(bond, a, b) == ([0, 0] if isinstance(result, Sent) else [3, 5])
        paid = [3 * (FACE + BOTH), 5 * (FACE + BOTH)] if isinstance(result, Sent) else [0, 0]
        assert holdings(matured.cash, a, b) == paid
    assert ends == {False, True}


@pytest.mark.requirement("TOK-12", "BOND-8", "BOND-10")
def test_redeem__any_gas_and_money_dear_to_tell__pays_what_it_burns_and_keeps_the_rest(matured: World) -> None:
    """A payment that its gas does not suffice for is a payment refused: the holder keeps units and claim."""
    bond, cash, people = matured.bond, matured.cash, [matured.investor_a, matured.investor_b]
    rules, ends = dear_rules(matured, cash), set()
    for result in ladder(matured, lambda gas: bond.redeem(people, by=matured.paying_agent, gas=gas)):
        for holder, units in zip(people, (3, 5), strict=True):
            left = bond.balanceOf(holder)
            assert left in {0, units}
            assert cash.balanceOf(holder) == (units - left) * (FACE + BOTH)
            assert bond.interestDue(holder) == (left * BOTH, 0)
        held = sum(holdings(bond, *people))
        assert (bond.totalSupply(), cash.balanceOf(bond)) == (1_592 + held, (1_592 + held) * (FACE + BOTH))
        if isinstance(result, Sent):
            assert heard(result, rules) == owing(result, cash, rules)
        ends.add((isinstance(result, Sent), held))
    assert {(False, 8), (True, 0)} <= ends


@pytest.mark.requirement("TOK-12", "BOND-4", "BOND-8")
def test_pay_coupons__any_gas_and_money_dear_to_tell__pays_or_keeps_owing(issued: World) -> None:
    bond, cash, people = issued.bond, issued.cash, [issued.investor_a, issued.investor_b]
    issued.open_coupon(1)
    rules, ends = dear_rules(issued, cash), set()
    for result in ladder(issued, lambda gas: bond.payCoupons(people, by=issued.paying_agent, gas=gas)):
        for holder, units in zip(people, (3, 5), strict=True):
            paid, (owed, pending) = cash.balanceOf(holder), bond.interestDue(holder)
            assert (paid + owed, pending) == (units * FIRST, 0)
            assert paid in {0, units * FIRST}
        if isinstance(result, Sent):
            assert heard(result, rules) == owing(result, cash, rules)
            (told,) = [log.values[2] for log in result.logs if log.name == "CouponsPaid"]
            assert list(told) == holdings(cash, *people)
        ends.add((isinstance(result, Sent), cash.balanceOf(bond)))
    assert {(False, 1_600 * FIRST), (True, 1_592 * FIRST)} <= ends
