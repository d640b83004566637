"""What two parties agree on, and by what it is known."""

from __future__ import annotations

from dataclasses import replace

import pytest
from eth_utils.crypto import keccak

from tenor.settlement.cross_chain.agreement import Side, commitment_to, lock_of, new_secret, swap_id
from tests.settlement.cross_chain.deals import BOND_CHAIN, BUYER, CASH_CHAIN, FOLLOW, LEAD, SECRET, SELLER, SWAP, wallet


def test_new_secret__twice__is_32_bytes_and_never_the_same() -> None:
    one, two = new_secret(), new_secret()
    assert len(one) == len(two) == 32
    assert one != two


def test_commitment_to__secret__is_its_keccak() -> None:
    assert commitment_to(SECRET) == keccak(SECRET) == SWAP.commitment


@pytest.mark.requirement("XCH-6")
@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize(
    "change",
    [
        {"pace": replace(BOND_CHAIN, chain_id=9)},
        {"token": wallet("another token")},
        {"giver": replace(SELLER, wallet=wallet("another giver"))},
        {"receiver": replace(BUYER, wallet=wallet("another receiver"))},
        {"amount": 7},
        {"expiry": 7},
    ],
    ids=lambda change: next(iter(change)),
)
def test_swap_id__any_term_of_either_leg_changed__is_another(side: Side, change: dict[str, object]) -> None:
    leg = replace(SWAP.leg(side), **change)  # type: ignore[arg-type]
    changed = replace(SWAP, lead=leg) if side is Side.LEAD else replace(SWAP, follow=leg)
    assert swap_id(changed) != swap_id(SWAP)
    assert {lock_of(changed, each).reference for each in Side}.isdisjoint(
        lock_of(SWAP, each).reference for each in Side
    )


@pytest.mark.requirement("XCH-6")
def test_swap_id__reference_or_commitment_changed_or_legs_exchanged__is_another() -> None:
    others = [
        replace(SWAP, reference="X-2"),
        replace(SWAP, commitment=keccak(b"another")),
        replace(SWAP, lead=FOLLOW, follow=LEAD),
    ]
    assert len({swap_id(each) for each in (SWAP, *others)}) == 4


def test_swap_id__what_is_no_term__changes_nothing() -> None:
    assert swap_id(replace(SWAP, lead=replace(LEAD, asset="in other words"))) == swap_id(SWAP)
    assert swap_id(replace(SWAP, lead=replace(LEAD, pace=replace(BOND_CHAIN, skew=1)))) == swap_id(SWAP)


@pytest.mark.requirement("XCH-6")
def test_lock_of__same_token_and_giver_on_both_chains__is_two_locks() -> None:
    same = replace(LEAD, pace=CASH_CHAIN)
    swap = replace(SWAP, follow=same)
    assert lock_of(swap, Side.LEAD).id != lock_of(swap, Side.FOLLOW).id
