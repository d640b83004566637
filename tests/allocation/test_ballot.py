from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from eth_utils.crypto import keccak
from hypothesis import given
from hypothesis import strategies as st

from tenor.allocation.allot import allot
from tenor.allocation.ballot import draw, full_lots
from tenor.allocation.methods import Ballot
from tenor.allocation.orders import Order
from tenor.allocation.result import Allocation, Rule
from tenor.errors import InputError
from tests.allocation.books import UNIT, issue, rules, units

SEED = keccak(text="drawn in public")
APPLIED = st.lists(st.integers(1, 30), min_size=1, max_size=40)


def ballot(seed: bytes = SEED, uncovered: str = "refuse") -> Ballot:
    return Ballot.model_validate({"method": "ballot", "seed": f"0x{seed.hex()}", "uncovered": uncovered})


def applications(*lots: int, lot: int = 1) -> list[Order]:
    return [Order(f"APP-{n:06}", f"INV-{n:06}", each * lot * UNIT) for n, each in enumerate(lots, start=1)]


@pytest.mark.parametrize(
    ("applied", "lots", "expected"),
    [
        ((1, 3, 9), 10, (6, 0)),  # 1, 3 and the 6 that are left
        ((1, 3, 9, 9), 15, (5, 1)),  # 1, 3, 5, 5 and one to draw for
        ((5, 5, 5), 2, (0, 2)),  # fewer lots than applications
        ((2, 2), 4, (2, 0)),
        ((2, 2), 7, (2, 3)),  # not covered
    ],
)
def test_full_lots__worked_examples__suffice_for_everybody(
    applied: tuple[int, ...], lots: int, expected: tuple[int, int]
) -> None:
    assert full_lots(applied, lots) == expected


@given(APPLIED, st.integers(1, 600))
def test_full_lots__any_applications__is_the_greatest_number_for_which_the_issue_suffices(
    applied: list[int], lots: int
) -> None:
    full, left = full_lots(applied, lots)
    assert sum(min(each, full) for each in applied) + left == lots
    assert left >= 0
    assert all(each <= full for each in applied) or sum(each > full for each in applied) > left


def test_draw__worked_example__is_by_the_hash_of_seed_and_id() -> None:
    names = ["APP-000001", "APP-000002", "APP-000003", "APP-000004"]
    ranked = sorted(names, key=lambda name: keccak(SEED + name.encode()).hex())
    assert draw(SEED, names, 2) == set(ranked[:2])
    assert draw(SEED, reversed(names), 2) == set(ranked[:2])
    assert draw(SEED, names, 0) == set()


@pytest.mark.requirement("ALLOT-10")
def test_draw__many_seeds__gives_every_application_the_same_chance() -> None:
    """Chi-square with 49 degrees of freedom: beyond 111 in one of a million. Drawing 10 of 50, it is 0.8 of that."""
    names, seeds = [f"APP-{n}" for n in range(50)], 4_000
    wins = Counter(name for n in range(seeds) for name in draw(keccak(n.to_bytes(32, "big")), names, 10))
    expected = seeds * 10 / 50
    assert sum(wins.values()) == seeds * 10
    assert sum((wins[name] - expected) ** 2 / expected for name in names) < 111


def test_draw__another_seed__draws_others() -> None:
    names = [f"APP-{n}" for n in range(100)]
    assert draw(SEED, names, 50) != draw(keccak(SEED), names, 50)


def hong_kong() -> tuple[list[Order], Allocation]:
    """A book with the published counts: 184,021 applications for up to 8 lots, 899,837 together; 136,997 for more."""
    small, large, total = 184_021, 136_997, 899_837
    few, rest = divmod(total, small)
    assert 1 <= few < 8
    lots = [few + (n < rest) for n in range(small)] + [9 + n % 2_000 for n in range(large)]
    terms = issue(2_000_000)  # HKD 20 billion in lots of 10,000; here in units of 1,000
    orders = applications(*lots)
    return orders, allot(orders, terms, ballot())


@pytest.mark.requirement("ALLOT-1", "ALLOT-10")
def test_allot_ballot__hong_kong_green_bond_of_2023__has_the_published_outcome() -> None:
    orders, result = hong_kong()
    assert len(orders) == 321_018
    assert Counter(each.rule for each in result.allotments) == {
        Rule.IN_FULL: 184_021,
        Rule.BALLOT_LOST: 136_997 - 4_187,
        Rule.BALLOT_WON: 4_187,
    }
    large = Counter(each.units for each in result.allotments if each.rule is not Rule.IN_FULL)
    assert large == {8: 136_997 - 4_187, 9: 4_187}
    assert 8 * large[8] + 9 * large[9] == 1_100_163
    assert result.units == 2_000_000


def test_allot_ballot__lots_of_several_units__are_never_split() -> None:
    result = allot(applications(1, 3, 9, 9, lot=5), issue(75, 5), ballot())
    counts = sorted(each.units for each in result.allotments)
    assert counts == [5, 15, 25, 30]
    assert rules(result)["APP-000001"] == rules(result)["APP-000002"] == "in_full"


def test_allot_ballot__fewer_lots_than_applications__draws_for_one_lot_each_and_refunds_the_losers() -> None:
    orders = [replace(each, paid=each.nominal) for each in applications(4, 4, 4)]
    result = allot(orders, issue(2), ballot())
    assert sorted((each.rule.value, each.units, each.refund) for each in result.allotments) == [
        ("ballot_lost", 0, 4 * UNIT),
        ("ballot_won", 1, 3 * UNIT),
        ("ballot_won", 1, 3 * UNIT),
    ]


def test_allot_ballot__not_covered__is_refused_or_issued_in_part() -> None:
    with pytest.raises(InputError, match=r"do not cover the issue of EUR 10,000\.00: EUR 3,000\.00 is left over"):
        allot(applications(3, 4), issue(10), ballot(), "orders.csv")
    assert units(allot(applications(3, 4), issue(10), ballot(uncovered="partial"))) == {
        "APP-000001": 3,
        "APP-000002": 4,
    }


@pytest.mark.parametrize(
    ("lots", "size", "said"), [((5, 7), 10, "application APP-000002 is"), ((5, 5), 9, "the issue is")]
)
def test_allot_ballot__part_of_a_lot__is_refused(lots: tuple[int, ...], size: int, said: str) -> None:
    with pytest.raises(InputError, match=f"{said} no whole number of lots of 5 units"):
        allot(applications(*lots), issue(size, 5), ballot())


@pytest.mark.requirement("ALLOT-2", "ALLOT-5", "ALLOT-10")
@given(APPLIED, st.integers(1, 600), st.binary(min_size=32, max_size=32), st.randoms())
def test_allot_ballot__any_applications__are_within_a_lot_of_each_other_and_repeatable(
    applied: list[int], lots: int, seed: bytes, random: Random
) -> None:
    orders, offering = applications(*applied), ballot(seed, "partial")
    result = allot(orders, issue(lots), offering)
    assert result.units == min(lots, sum(applied))
    full, _ = full_lots(applied, lots)
    for each in result.allotments:
        assert each.units in {min(each.ordered_units, full), min(each.ordered_units, full + 1)}
    again = allot(random.sample(orders, len(orders)), issue(lots), offering)
    assert Counter(again.allotments) == Counter(result.allotments)
