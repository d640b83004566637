"""Balances folded from movements."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenor.chain.intent import Movement
from tenor.chain.ledger import Ledger

BOND, CASH = "0xB0", "0xCA"
MINT = Movement(BOND, None, "A", 10)


@pytest.mark.requirement("CHAIN-5")
def test_apply__created_moved_and_destroyed__adds_up() -> None:
    ledger = Ledger([MINT, Movement(BOND, "A", "B", 4), Movement(CASH, None, "B", 7), Movement(BOND, "B", None, 1)])
    assert ledger.holdings(BOND) == {"A": 6, "B": 3}
    assert (ledger.supply(BOND), ledger.supply(CASH)) == (9, 7)
    assert (ledger.balance(BOND, "A"), ledger.balance(CASH, "A")) == (6, 0)


@pytest.mark.requirement("CHAIN-5")
def test_holdings__everything_gone__leaves_no_entry() -> None:
    ledger = Ledger([MINT, Movement(BOND, "A", "B", 10)])
    assert ledger.holdings(BOND) == {"B": 10}
    ledger.apply([Movement(BOND, "B", None, 10)])
    assert (dict(ledger.holdings(BOND)), ledger.supply(BOND)) == ({}, 0)


@pytest.mark.requirement("CHAIN-5")
@pytest.mark.parametrize("receiver", ["B", None])
def test_apply__more_than_there_is__shows_the_shortage(receiver: str | None) -> None:
    ledger = Ledger([MINT, Movement(BOND, "A", receiver, 11)])
    assert ledger.balance(BOND, "A") == -1
    assert ledger.holdings(BOND)["A"] == -1
    ledger.apply([Movement(BOND, receiver, "A", 11)])
    assert ledger.holdings(BOND) == {"A": 10}


def test_apply__to_oneself_and_of_nothing__changes_nothing() -> None:
    ledger = Ledger([MINT, Movement(BOND, "A", "A", 10), Movement(BOND, "A", "B", 0), Movement(BOND, "C", "B", 0)])
    assert ledger.holdings(BOND) == {"A": 10}


def test_holdings__later_movements__do_not_change_what_was_taken() -> None:
    ledger = Ledger([MINT])
    taken = ledger.holdings(BOND)
    ledger.apply([Movement(BOND, "A", "B", 4)])
    assert taken == {"A": 10}


@pytest.mark.requirement("CHAIN-5")
@given(moves=st.lists(st.tuples(st.sampled_from("AB"), st.sampled_from("ABC"), st.integers(0, 5))))
def test_apply__any_transfers__keep_the_supply(moves: list[tuple[str, str, int]]) -> None:
    ledger = Ledger([Movement(BOND, None, "A", 1_000), Movement(BOND, None, "B", 1_000)])
    ledger.apply(Movement(BOND, *move) for move in moves)
    assert ledger.supply(BOND) == 2_000
