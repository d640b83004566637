"""The bank sets rates from a day to come on, within the most that was fixed at deployment."""

from __future__ import annotations

import pytest

from tests.contracts.banking import INTEREST, open_bank
from tests.contracts.InterestDepositToken.earner import Earner
from tests.contracts.support import reverts
from tests.contracts.world import World

HIGHER = [20_000_000, 30_000_000, 45_000_000, 0]


@pytest.mark.requirement("INT-4")
def test_set_rates__from_a_day_on__earn_from_that_day_only(earner: Earner) -> None:
    """Ten days at 1 %, ten at 2 %, on an account that nobody touches meanwhile."""
    token, today = earner.token, earner.today
    earner.book("investor_a", 10_000)
    sent = earner.set_rates(today + 10, HIGHER)
    assert sent.logs == [token.log("RatesSet", today + 10, HIGHER)]
    earner.pass_days(20)
    assert earner.interest("investor_a")[1] == 10_000 * (10 * 10_000_000 + 10 * 20_000_000)
    assert token.ratesOn(today + 9) == tuple(INTEREST["rates"])
    assert token.ratesOn(today + 10) == token.ratesOn(today + 99) == tuple(HIGHER)
    earner.agree()


@pytest.mark.requirement("INT-4")
def test_set_rates__again_before_they_begin__are_given_up(earner: Earner) -> None:
    today = earner.today
    earner.book("investor_a", 10_000)
    earner.set_rates(today + 10, HIGHER)
    earner.set_rates(today + 20, [0, 0, 0, 0])
    earner.set_rates(today + 5, [1, 2, 3, 4])
    earner.pass_days(30)
    assert earner.interest("investor_a")[1] == 10_000 * (5 * 10_000_000 + 25)
    earner.agree()


@pytest.mark.requirement("INT-4")
def test_set_rates__many_changes_on_an_account_that_rests__cost_it_nothing_more(earner: Earner) -> None:
    """A bank that changes its rates each day for years cannot make an account too dear to touch."""
    for name in ("investor_a", "investor_b"):
        earner.book(name, 60_000)
    earner.pass_days(1)
    resting = earner.token.transfer(earner.holder("investor_b"), 1, by=earner.holder("investor_a")).gas
    earner.moved("investor_a", "investor_b", 1)
    for day in range(60):
        earner.set_rates(earner.today + 1, [day, 2 * day, 3 * day, 4 * day])
        earner.pass_days(1)
    after = earner.token.transfer(earner.holder("investor_b"), 1, by=earner.holder("investor_a")).gas
    earner.moved("investor_a", "investor_b", 1)
    assert after < resting + 20_000
    earner.agree()


@pytest.mark.requirement("INT-4")
@pytest.mark.parametrize("ahead", [-1, 0, 367])
def test_set_rates__day_that_has_begun_or_is_far__reverts(earner: Earner, ahead: int) -> None:
    today = earner.today
    with reverts("InvalidRateDay", **{"from": today + ahead, "earliest": today + 1}):
        earner.token.setRates(today + ahead, HIGHER, by=earner.bank)
    earner.token.setRates(today + 366, HIGHER, by=earner.bank)


@pytest.mark.requirement("INT-4")
def test_set_rates__above_the_most__reverts(earner: Earner) -> None:
    most = INTEREST["maximumRate"]
    with reverts("RateTooHigh", rate=most + 1, maximumRate=most):
        earner.token.setRates(earner.today + 1, [0, 0, most + 1, 0], by=earner.bank)
    earner.token.setRates(earner.today + 1, [most, most, most, most], by=earner.bank)


@pytest.mark.requirement("INT-4")
def test_rates_on__day_before_the_first__reverts(earner: Earner) -> None:
    today = earner.today
    with reverts("InvalidRateDay", **{"from": today - 1, "earliest": today}):
        earner.token.ratesOn(today - 1)
    assert earner.token.interestTerms() == {**INTEREST, "above": tuple(INTEREST["above"]),
                                            "rates": tuple(INTEREST["rates"])}  # fmt: skip


@pytest.mark.requirement("INT-4")
@pytest.mark.parametrize(
    "wrong",
    [
        {"above": [0, 5, 9]},
        {"above": [5, 5, 9]},
        {"above": [5, 9, 8]},
        {"daysInYear": 364},
        {"daysInYear": 0},
        {"dayBegins": 86_400},
        {"dayBegins": -86_400},
    ],
)
def test_interest_terms__that_make_no_sense__are_not_deployed(world: World, wrong: dict[str, object]) -> None:
    with reverts("InvalidInterest"):
        open_bank(world, "X", world.bank_a, world.bank_a, {**INTEREST, **wrong})


@pytest.mark.requirement("INT-4")
def test_interest_terms__first_rates_above_the_most__are_not_deployed(world: World) -> None:
    with reverts("RateTooHigh", rate=2, maximumRate=1):
        open_bank(world, "X", world.bank_a, world.bank_a, {**INTEREST, "maximumRate": 1, "rates": [0, 0, 2, 0]})
