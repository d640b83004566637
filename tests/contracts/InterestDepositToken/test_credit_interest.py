"""What deposits have earned is credited by the bank: rounded half up, the rest carried, nobody held up by another."""

from __future__ import annotations

import pytest
import QuantLib

from tests.contracts.earning import A_DAY
from tests.contracts.InterestDepositToken.earner import Earner, open_earner
from tests.contracts.restrictions import RULES, Restriction, restricted
from tests.contracts.support import ZERO, reverts, wallet
from tests.contracts.world import World


@pytest.mark.requirement("INT-1", "INT-3")
def test_credit_interest__a_year_on_one_band__is_the_rate_of_the_balance(earner: Earner) -> None:
    """10,000 at 1 % for 365 days of ACT/365F."""
    token = earner.token
    earner.book("investor_a", 10_000)
    earner.pass_days(365)
    assert earner.interest("investor_a") == (100, 100 * earner.one)
    assert token.totalSupply() == 10_000
    sent = earner.credit("investor_a")
    assert sent.logs == [
        token.log("InterestCredited", earner.holder("investor_a"), 100, earner.today - 1),
        token.log("Transfer", ZERO, earner.holder("investor_a"), 100),
    ]
    assert (token.balanceOf(earner.holder("investor_a")), token.totalSupply()) == (10_100, 10_100)
    earner.agree()


@pytest.mark.requirement("INT-1")
@pytest.mark.parametrize(
    ("balance", "whole"),
    [(9_999, 9_999), (10_000, 10_000), (10_001, 10_002), (50_000, 90_000), (50_001, 90_003.5), (100_000, 265_000)],
)
def test_credit_interest__balance_over_several_bands__earns_each_part_at_its_rate(
    earner: Earner, balance: int, whole: float
) -> None:
    """A hundredth of `whole` in a year: 1 % up to 10,000, 2 % up to 50,000, 3.5 % above."""
    earner.book("investor_a", balance)
    earner.pass_days(365)
    assert earner.interest("investor_a")[1] == round(whole * 2) * earner.one // 200
    earner.agree()


@pytest.mark.requirement("INT-1")
@pytest.mark.parametrize(("basis", "rule"), [(365, QuantLib.Actual365Fixed()), (360, QuantLib.Actual360())])
@pytest.mark.parametrize("days", [1, 28, 91, 366])
def test_credit_interest__any_number_of_days__is_the_day_count_of_the_market(
    world: World, basis: int, rule: QuantLib.DayCounter, days: int
) -> None:
    earner = open_earner(world, daysInYear=basis)
    earner.book("investor_a", 10_000)
    earner.pass_days(days)
    start = QuantLib.Date(1, 1, 1970) + earner.today - days
    fraction = rule.dayCount(start, start + days)
    assert earner.interest("investor_a")[1] == 10_000 * 10_000_000 * fraction
    assert abs(rule.yearFraction(start, start + days) - fraction / basis) < 1e-12
    earner.agree()


@pytest.mark.requirement("INT-2")
def test_credit_interest__what_is_held_at_the_end_of_a_day__earns_for_it(earner: Earner) -> None:
    """Money that comes and goes within a day earns nothing, and money that comes late in it earns a whole day."""
    world = earner.world
    earner.book("investor_a", 10_000)
    earner.transfer("investor_a", "investor_b", 10_000)
    midnight = (earner.today + 1) * A_DAY - 8 * 3_600  # in Hong Kong
    world.advance(midnight - 60)
    assert earner.interest("investor_b") == (0, 0)
    world.advance(midnight)
    assert earner.interest("investor_b")[1] == 10_000 * 10_000_000
    assert earner.interest("investor_a") == (0, 0)
    earner.agree()


@pytest.mark.requirement("INT-3")
def test_credit_interest__half_a_minor_unit__is_rounded_up_and_taken_off_the_next(world: World) -> None:
    """50 at 1 % for 365 days is half a cent; the second year's half is what the first had already."""
    earner = open_earner(world)
    earner.book("investor_a", 50)
    earner.pass_days(364)
    assert earner.interest("investor_a")[0] == 0
    earner.credit("investor_a")
    earner.pass_days(1)
    assert earner.interest("investor_a") == (1, earner.one // 2)
    earner.credit("investor_a")
    assert earner.interest("investor_a") == (0, -earner.one // 2)
    earner.pass_days(364)
    assert earner.interest("investor_a")[0] == 0
    earner.agree()


@pytest.mark.requirement("INT-3")
def test_credit_interest__credited_daily_or_once__comes_to_the_same_but_for_interest_on_interest(
    earner: Earner,
) -> None:
    """However often it is credited, rounding gains nobody anything."""
    for name in ("investor_a", "investor_b"):
        earner.book(name, 900)
    for _ in range(30):
        earner.pass_days(1)
        earner.credit("investor_a")
    apart = earner.interest("investor_a")[1] + (earner.token.balanceOf(earner.holder("investor_a")) - 900) * earner.one
    later = earner.interest("investor_b")[1]
    assert later <= apart < later + later // 100
    earner.agree()


@pytest.mark.requirement("INT-3")
def test_credit_interest__one_who_may_not_receive__is_passed_over_and_keeps_it(earner: Earner) -> None:
    world, token = earner.world, earner.token
    for name in ("investor_a", "investor_b", "investor_c"):
        earner.book(name, 10_000)
    earner.pass_days(73)
    token.setAddressFrozen(world.investor_a, freeze=True, by=world.officer)
    world.registry.revoke(world.investor_b, b"\x01" * 32, by=world.registrar)
    holders = [world.investor_a, world.investor_b, world.outsider, world.investor_c, world.investor_c]
    sent = token.creditInterest(holders, by=earner.bank)
    assert [log.values[:2] for log in sent.logs if log.name == "InterestCredited"] == [(world.investor_c.wallet, 20)]
    assert earner.interest("investor_a") == earner.interest("investor_b") == (20, 20 * earner.one)
    token.setAddressFrozen(world.investor_a, freeze=False, by=world.officer)
    earner.oracle.credit("investor_c")
    earner.credit("investor_a")
    earner.agree()


@pytest.mark.requirement("INT-3")
def test_credit_interest__most_that_one_may_hold__is_kept(earner: Earner) -> None:
    world, token = earner.world, earner.token
    earner.book("investor_a", 10_000)
    earner.pass_days(73)
    token.setRules({**RULES, "maxHolding": 10_019}, by=world.officer)
    assert token.creditInterest([world.investor_a], by=earner.bank).logs == []
    token.setRules({**RULES, "maxHolding": 10_020}, by=world.officer)
    earner.credit("investor_a")
    earner.agree()


@pytest.mark.requirement("INT-3")
def test_credit_interest__in_a_pause_or_too_many__reverts(earner: Earner) -> None:
    world, token = earner.world, earner.token
    with reverts("BatchRefused", length=201, other=201):
        token.creditInterest([wallet(number) for number in range(1, 202)], by=earner.bank)
    token.pause(by=world.pauser)
    with restricted(Restriction.PAUSED, ZERO, ZERO, 0):
        token.creditInterest([], by=earner.bank)


@pytest.mark.requirement("INT-3")
def test_credit_interest__two_hundred_holders__is_one_transaction(earner: Earner) -> None:
    """Of 200 customers, the most that a batch takes, none has ever been touched but by its deposit."""
    world, token = earner.world, earner.token
    customers = [wallet(number) for number in range(10**6, 10**6 + 200)]
    world.registry.grantRole(world.registry.REGISTRAR_ROLE(), world.registrar, by=world.operator)
    for customer in customers:
        world.register(customer)
    token.openAccounts(customers, by=earner.bank)
    for number, customer in enumerate(customers):
        token.mint(customer, 10_000, number.to_bytes(32, "big"), by=earner.bank)
    world.advance(world.now + 73 * A_DAY)
    sent = token.creditInterest(customers, by=earner.bank)
    assert token.totalSupply() == 200 * 10_020
    assert sent.gas < 12_000_000
