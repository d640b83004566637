"""Deadlines that leave each party the time it needs at the worst, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from eth_utils.crypto import keccak

from tenor.errors import InputError
from tenor.settlement.cross_chain.agreement import Side, Swap
from tenor.settlement.cross_chain.ordering import (
    LONGEST_LOCK,
    check_swap,
    earliest_expiries,
    follow_until,
    lead_until,
    margin,
    reveal_until,
)
from tests.settlement.cross_chain.deals import (
    BEGIN,
    BOND_CHAIN,
    BUYER,
    CASH_CHAIN,
    FOLLOW,
    LEAD,
    NOW,
    SELLER,
    SWAP,
    swap_with,
)


@pytest.mark.requirement("XCH-1")
def test_margin__two_chains__is_finality_of_the_reveal_and_the_claim_at_worst_and_both_clocks() -> None:
    assert margin(LEAD, FOLLOW) == 600 + (300 + 900) + (60 + 30)


@pytest.mark.requirement("XCH-1")
def test_deadlines__one_after_the_other__leave_each_act_its_time() -> None:
    assert reveal_until(FOLLOW) == FOLLOW.expiry - 200 - 600 - 30
    assert follow_until(FOLLOW) == reveal_until(FOLLOW) - 200 - 600 - 30
    assert lead_until(LEAD, FOLLOW) == follow_until(FOLLOW) - 300 - 900 - 90


@pytest.mark.requirement("XCH-1")
def test_earliest_expiries__beginning__are_the_soonest_that_are_not_refused() -> None:
    lead, follow = earliest_expiries(BOND_CHAIN, CASH_CHAIN, BEGIN)
    assert (lead, follow) == (LEAD.expiry, FOLLOW.expiry)
    assert lead_until(LEAD, FOLLOW) == BEGIN
    check_swap(SWAP, BEGIN - BOND_CHAIN.skew)
    for side in Side:
        sooner = swap_with(side, expiry=SWAP.leg(side).expiry - 1)
        with pytest.raises(InputError):
            check_swap(sooner, BEGIN - BOND_CHAIN.skew)


@pytest.mark.requirement("XCH-1")
def test_check_swap__lock_that_outlives_too_little__says_by_how_much() -> None:
    with pytest.raises(InputError) as refusal:
        check_swap(swap_with(Side.LEAD, expiry=LEAD.expiry - 5), NOW)
    assert str(refusal.value) == (
        "X-1: the lock on bond chain outlives the one on cash chain by 1,885 s, and claiming may take 1,890 s. "
        "Let it expire 5 s later, or the other one earlier."
    )


@pytest.mark.requirement("XCH-1")
def test_check_swap__a_second_too_late__is_refused() -> None:
    check_swap(SWAP, BEGIN - 60)
    with pytest.raises(
        InputError, match="expires before both parties can have locked and claimed. .*at least 1 s later"
    ):
        check_swap(SWAP, BEGIN - 59)


@pytest.mark.requirement("XCH-1")
@pytest.mark.parametrize(
    ("changed", "what"),
    [
        (swap_with(Side.LEAD, pace=replace(BOND_CHAIN, chain_id=2)), "both legs are on chain 2"),
        (swap_with(Side.LEAD, giver=BUYER), "buyer gives on both chains"),
        (swap_with(Side.LEAD, receiver=replace(BUYER, name="third")), "does not receive on the other"),
        (swap_with(Side.FOLLOW, receiver=replace(SELLER, name="third")), "does not receive on the other"),
        (swap_with(Side.LEAD, receiver=replace(BUYER, wallet=SELLER.wallet)), "are one wallet"),
        (swap_with(Side.FOLLOW, amount=0), "a lock cannot hold 0"),
        (swap_with(Side.FOLLOW, amount=2**64), "a lock cannot hold 18,446,744,073,709,551,616"),
        (swap_with(Side.LEAD, token="0x1234"), "is not an address on bond chain"),  # noqa: S106 -- an address
        (swap_with(Side.LEAD, token="0x" + "00" * 20), "is not an address"),
        (swap_with(Side.LEAD, token=LEAD.token.lower()), "is not an address"),
        (swap_with(Side.LEAD, pace=replace(BOND_CHAIN, finality=0)), "below 1"),
        (swap_with(Side.FOLLOW, pace=replace(CASH_CHAIN, skew=-1)), "a skew below 0"),
        (swap_with(Side.LEAD, expiry=NOW - 60 + LONGEST_LOCK + 1), "longer than a year"),
        (swap_with(Side.LEAD, pace=replace(BOND_CHAIN, largest_calldata=99_999)), "too large for a transaction"),
        (replace(SWAP, commitment=b"\x01" * 31), "not the hash of a secret"),
        (replace(SWAP, commitment=bytes(32)), "not the hash of a secret"),
        (replace(SWAP, commitment=keccak(b"")), "hides nothing"),
    ],
    ids=lambda value: value.replace(" ", "-")[:40] if isinstance(value, str) else "",
)
def test_check_swap__what_does_not_belong_together__is_refused(changed: Swap, what: str) -> None:
    with pytest.raises(InputError, match=what):
        check_swap(changed, NOW)


def test_check_swap__lock_of_a_year__is_the_longest() -> None:
    longest: dict[str, Any] = {"expiry": NOW - 60 + LONGEST_LOCK}
    check_swap(swap_with(Side.LEAD, **longest), NOW)
