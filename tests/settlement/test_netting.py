from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenor.errors import InputError
from tenor.settlement.matched import Leg, MatchedTrade, legs_of
from tenor.settlement.netting import Compression, bilateral_nets, compress, multilateral_nets, net_positions
from tests.settlement.instructions import BOND, delivery, receipt

PARTIES = ["A", "B", "C", "D", "E", "F"]
LEGS = st.lists(
    st.tuples(st.permutations(PARTIES), st.sampled_from([BOND, "EUR", "USD"]), st.integers(1, 30)).map(
        lambda drawn: Leg(drawn[0][0], drawn[0][1], drawn[1], drawn[2])
    ),
    max_size=40,
)


def accounts(legs: list[Leg] | tuple[Leg, ...]) -> Counter[tuple[str, str]]:
    """What every account gains, leg by leg; without the flat ones."""
    gains: Counter[tuple[str, str]] = Counter()
    for leg in legs:
        gains[leg.giver, leg.asset] -= leg.quantity
        gains[leg.taker, leg.asset] += leg.quantity
    return Counter({account: gain for account, gain in gains.items() if gain})


def test_net_positions__two_trades__are_netted_by_asset() -> None:
    back = MatchedTrade(
        delivery("A-2", party="BANK-B", counterparty="BANK-A", units=4, amount=390_000),
        receipt("B-2", party="BANK-A", counterparty="BANK-B", units=4, amount=390_000),
    )
    legs = legs_of([MatchedTrade(delivery(), receipt()), back])
    assert net_positions(legs) == {
        "EUR": {"BANK-A": 610_000, "BANK-B": -610_000},
        BOND: {"BANK-A": -6, "BANK-B": 6},
    }


def test_net_positions__flat_party__is_left_out() -> None:
    circle = [Leg("A", "B", "EUR", 5), Leg("B", "C", "EUR", 5), Leg("C", "A", "EUR", 4)]
    assert net_positions(circle) == {"EUR": {"A": -1, "C": 1}}


@pytest.mark.requirement("COMP-1")
@given(LEGS)
def test_net_positions__any_legs__sum_to_zero_and_equal_gross_for_every_account(legs: list[Leg]) -> None:
    positions = net_positions(legs)
    assert all(sum(parties.values()) == 0 for parties in positions.values())
    flat = {(party, asset): net for asset, parties in positions.items() for party, net in parties.items()}
    assert flat == accounts(legs)


@pytest.mark.requirement("COMP-1")
@given(LEGS, st.randoms())
def test_multilateral_nets__any_legs__give_every_account_its_gross_in_few_movements(
    legs: list[Leg], random: Random
) -> None:
    nets = multilateral_nets(net_positions(legs))
    assert accounts(nets) == accounts(legs)
    for asset, parties in net_positions(legs).items():
        assert len([leg for leg in nets if leg.asset == asset]) <= max(0, len(parties) - 1)
    random.shuffle(legs)
    assert multilateral_nets(net_positions(legs)) == nets


@pytest.mark.requirement("COMP-1")
@given(LEGS)
def test_bilateral_nets__any_legs__give_every_pair_its_gross_once(legs: list[Leg]) -> None:
    nets = bilateral_nets(legs)
    assert accounts(nets) == accounts(legs)
    assert all(leg.quantity > 0 for leg in nets)
    pairs = [(leg.asset, frozenset((leg.giver, leg.taker))) for leg in nets]
    assert len(set(pairs)) == len(pairs)


@given(LEGS)
def test_compress__any_legs__never_counts_or_moves_more_than_before(legs: list[Leg]) -> None:
    for each in compress(legs):
        assert each.gross_count >= each.bilateral_count
        assert each.gross_quantity >= each.bilateral_quantity >= each.multilateral_quantity
        assert each.multilateral_count <= len(PARTIES) - 1


def test_multilateral_nets__equal_giver_and_taker__are_paired_first() -> None:
    positions = {"EUR": {"A": -7, "B": -5, "C": 5, "D": 4, "E": 3}}
    assert multilateral_nets(positions) == (
        Leg("B", "C", "EUR", 5),
        Leg("A", "D", "EUR", 4),
        Leg("A", "E", "EUR", 3),
    )


def test_multilateral_nets__flat_parties_among_the_positions__move_nothing() -> None:
    positions = {"EUR": {"A": 0, "B": -5, "C": 0, "D": 5}, "USD": {"A": 0}}
    assert multilateral_nets(positions) == (Leg("B", "D", "EUR", 5),)


def test_multilateral_nets__positions_do_not_sum_to_zero__are_refused() -> None:
    with pytest.raises(InputError, match="positions in EUR: they sum to 1, not to zero"):
        multilateral_nets({"EUR": {"A": -1, "B": 2}})


def test_compress__triangle__counts_before_and_after() -> None:
    legs = [Leg("A", "B", "EUR", 10), Leg("B", "A", "EUR", 4), Leg("B", "C", "EUR", 6), Leg("C", "A", "USD", 1)]
    assert compress(legs) == (Compression("EUR", 3, 20, 2, 12, 1, 6), Compression("USD", 1, 1, 1, 1, 1, 1))
