"""Any history of deposits, payments, rates and credits earns on the chain what the oracle says, to the last part."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.contracts.InterestDepositToken.earner import CUSTOMERS, Earner, open_earner
from tests.contracts.world import World

WHO = st.sampled_from(CUSTOMERS)
AMOUNT = st.integers(1, 80_000)
HIGHEST = 100_000_000  # [1e-9 a year]
RATES = st.lists(st.integers(0, HIGHEST), min_size=4, max_size=4)
STEP = st.one_of(
    st.tuples(st.just("book"), WHO, AMOUNT),
    st.tuples(st.just("transfer"), WHO, WHO, AMOUNT),
    st.tuples(st.just("pay each"), WHO, WHO, AMOUNT),
    st.tuples(st.just("redeem"), WHO, AMOUNT),
    st.tuples(st.just("days"), st.integers(0, 200)),
    st.tuples(st.just("rates"), st.integers(1, 100), RATES),
    st.tuples(st.just("credit"), st.lists(WHO, min_size=1, max_size=4)),
)
TERMS = st.fixed_dictionaries(
    {
        "daysInYear": st.sampled_from([360, 365]),
        "dayBegins": st.sampled_from([-5 * 3_600, 0, 8 * 3_600]),
        "above": st.sampled_from([[10_000, 50_000, 60_000], [1, 2, 3], [777, 2**64 - 1, 2**64 - 1]]),
        "rates": RATES,
    }
)


def play(earner: Earner, steps: list[tuple[Any, ...]]) -> tuple[int, Fraction]:
    """Carry the steps out; returns what was credited, and the most that the highest rate could have given."""
    credited, most = 0, Fraction(0)
    for kind, *rest in steps:
        held = earner.oracle.balances
        if kind == "book":
            earner.book(*rest)
        elif kind == "redeem" and held.get(rest[0]):
            earner.redeem(rest[0], min(rest[1], held[rest[0]]))
        elif kind in {"transfer", "pay each"}:
            giver, taker, amount = rest[0], rest[1], min(rest[2], held.get(rest[0], 0))
            if kind == "transfer":
                earner.transfer(giver, taker, amount)
            else:
                earner.token.payEach([earner.holder(taker)], [amount], by=earner.holder(giver))
                earner.moved(giver, taker, amount if giver != taker else 0)
        elif kind == "days":
            most += Fraction(sum(held.values()) * rest[0] * HIGHEST, earner.one)
            earner.pass_days(rest[0])
        elif kind == "rates":
            earner.set_rates(earner.today + rest[0], rest[1])
        elif kind == "credit":
            sent = earner.credit(*rest[0])
            credited += sum(log.values[1] for log in sent.logs if log.name == "InterestCredited")  # type: ignore[misc]
        earner.agree()
    return credited, most


@pytest.mark.requirement("INT-1", "INT-6")
@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(terms=TERMS, steps=st.lists(STEP, min_size=5, max_size=25))
def test_credit_interest__any_history__is_what_the_oracle_says(
    world: World, terms: dict[str, Any], steps: list[tuple[Any, ...]]
) -> None:
    """To the last part of a minor unit; and all that is credited or still earned is within the highest rate."""
    snapshot = world.chain.rpc("evm_snapshot")
    try:
        earner = open_earner(world, **terms)
        credited, most = play(earner, steps)
        earned = sum(earner.interest(name)[1] for name in CUSTOMERS)
        assert credited + Fraction(earned, earner.one) <= most
    finally:
        assert world.chain.rpc("evm_revert", snapshot)
