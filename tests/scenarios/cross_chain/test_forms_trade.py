"""A trade by keys on two chains: settled, given up, and deserted by buyer, seller and oracle at each step."""

from __future__ import annotations

from itertools import product

import pytest

from tenor.scenarios.cross_chain.course import NEVER, balances
from tenor.scenarios.cross_chain.forms import agree_trade
from tenor.scenarios.cross_chain.places import Places
from tenor.settlement.cross_chain.views import Ending
from tests.scenarios.cross_chain.test_forms_swap import after

BUYERS, SELLERS = (0, 1, 2, 3, NEVER), (0, 1, 2, 3)
BOTH = (Ending.SETTLED, Ending.RETURNED)


@pytest.mark.requirement("XCH-10")
def test_play__everybody_there__goes_by_the_sequence_of_the_text(places: Places) -> None:
    before = dict(balances(places))
    course = agree_trade(places, "K-1")[0].play(places, {}, ("watchtower",))
    assert [(each.who, each.act, each.chain) for each in course.happenings] == [
        ("buyer", "incept delivery", "bond chain"),
        ("seller", "incept payment", "cash chain"),
        ("seller", "lock asset", "bond chain"),
        ("seller", "confirm delivery", "bond chain"),
        ("buyer", "lock payment", "cash chain"),
        ("buyer", "transfer and decrypt", "cash chain"),
        ("oracle", "release key", "cash chain"),
        ("buyer", "transfer with key", "bond chain"),
    ]
    assert course.ending is after(places, before) is Ending.SETTLED


@pytest.mark.requirement("XCH-10")
@pytest.mark.parametrize(("buyer", "oracle"), product(BUYERS, (0, NEVER)))
def test_play__buyer_vanishes_after_any_acts__settles_both_or_returns_both(
    places: Places, buyer: int, oracle: int
) -> None:
    before = dict(balances(places))
    course = agree_trade(places, "K-1")[0].play(places, {"buyer": buyer, "oracle": oracle})
    # The seller made the success key: where the oracle is silent it releases it itself.
    assert course.ending is after(places, before) is (Ending.SETTLED if buyer >= 3 else Ending.RETURNED)


@pytest.mark.requirement("XCH-10")
@pytest.mark.parametrize(("seller", "oracle"), product(SELLERS, (0, NEVER)))
def test_play__seller_vanishes_after_any_acts__settles_both_or_returns_both(
    places: Places, seller: int, oracle: int
) -> None:
    before = dict(balances(places))
    course = agree_trade(places, "K-1")[0].play(places, {"seller": seller, "oracle": oracle})
    settles = seller == 3 and oracle
    assert course.ending is after(places, before) is (Ending.SETTLED if settles else Ending.RETURNED)


@pytest.mark.requirement("XCH-10")
@pytest.mark.parametrize(("buyer", "seller"), [(3, 3), (2, 3), (1, 3)])
def test_play__both_vanish__the_oracle_ends_what_was_asked_for(places: Places, buyer: int, seller: int) -> None:
    before = dict(balances(places))
    course = agree_trade(places, "K-1")[0].play(places, {"buyer": buyer, "seller": seller})
    assert course.ending is after(places, before) is (Ending.SETTLED if buyer == 3 else Ending.RETURNED)


@pytest.mark.requirement("XCH-10")
@pytest.mark.parametrize("oracle", [0, NEVER])
def test_play__buyer_gone_once_the_key_is_out_and_nobody_uses_it__is_the_one_exposure(
    places: Places, oracle: int
) -> None:
    before = dict(balances(places))
    agreed, _ = agree_trade(places, "K-1")
    agreed.play(places, {"buyer": 3, "oracle": oracle}, ("watchtower",))
    assert after(places, before) is Ending.FOLLOWER_EXPOSED


@pytest.mark.requirement("XCH-10")
def test_play__seller_gives_up__has_the_asset_back_before_its_lock_expires(places: Places) -> None:
    agreed, trade = agree_trade(places, "K-1")
    course = agreed.play(places, {"buyer": 1}, ("watchtower",))
    assert course.acts_of("seller")[-2:] == ["cancel and decrypt", "transfer with key"]
    assert course.happenings[-1].at[0] < trade.asset.expiry
    assert course.ending is Ending.RETURNED
