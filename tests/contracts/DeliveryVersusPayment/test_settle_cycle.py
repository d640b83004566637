"""Many trades settle by what each member gives and takes in all: the same balances as one after the other."""

from __future__ import annotations

import pytest
from eth_utils.crypto import keccak
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.contracts.DeliveryVersusPayment.cycles import FREE, Ring, ring
from tests.contracts.restrictions import Restriction, insufficient, restricted
from tests.contracts.support import ZERO, Refused, reverts
from tests.contracts.world import World

NONE = bytes(64)


@pytest.mark.requirement("NET-6")
def test_settle_cycle__signed_by_all__moves_each_members_net(round_trip: Ring) -> None:
    world = round_trip.world
    sent = round_trip.settle()
    assert sent.logs[0] == world.dvp.log("CycleSettled", keccak(text="CYCLE-1"), round_trip.content(), 5)
    # a gives 8 and takes 4, b gives 5 and takes 6, c gives 3 and takes 6
    assert sent.logs[1:] == [
        world.bond.log("Transfer", world.investor_a, world.investor_b, 1),
        world.bond.log("Transfer", world.investor_a, world.investor_c, 3),
        world.cash.log("Transfer", world.investor_b, world.investor_a, 70),
        world.cash.log("Transfer", world.investor_c, world.investor_a, 350),
    ]
    assert round_trip.balances() == [6, 11, 13, 1_420, 930, 650]


@pytest.mark.requirement("NET-6")
def test_settle_cycle__beside_gross_settlement__comes_to_the_same(round_trip: Ring) -> None:
    world = round_trip.world
    snapshot = world.chain.rpc("evm_snapshot")
    for number in range(5):
        world.dvp.settle(round_trip.alone(number), *round_trip.signatures(number), by=world.settler)
    gross = round_trip.balances()
    world.chain.rpc("evm_revert", snapshot)
    round_trip.settle()
    assert round_trip.balances() == gross


DEAL = st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(1, 2), st.integers(0, 60)).filter(
    lambda deal: deal[0] != deal[1]
)


@pytest.mark.requirement("NET-6")
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deals=st.lists(DEAL, min_size=1, max_size=8))
def test_settle_cycle__any_trades__come_to_what_they_come_to_one_by_one(
    round_trip: Ring, deals: list[tuple[int, int, int, int]]
) -> None:
    """Wherever gross settlement in their order is possible; netting also settles what needs no order."""
    world = round_trip.world
    some = ring(world, deals)
    snapshot = world.chain.rpc("evm_snapshot")
    try:
        possible = _settle_gross(some)
        gross = some.balances()
        world.chain.rpc("evm_revert", snapshot)
        snapshot = world.chain.rpc("evm_snapshot")
        if possible:
            some.settle()
            assert some.balances() == gross
    finally:
        world.chain.rpc("evm_revert", snapshot)


def _settle_gross(some: Ring) -> bool:
    try:
        for number in range(len(some.trades)):
            some.world.dvp.settle(some.alone(number), *some.signatures(number), by=some.world.settler)
    except Refused:
        return False
    return True


@pytest.mark.requirement("NET-7")
def test_settle_cycle__nobody_could_settle_first__needs_only_the_nets(world: World, round_trip: Ring) -> None:
    """Gridlock: each could deliver only what it is to receive."""
    circle = ring(world, [(0, 1, 25, 0), (1, 2, 25, 0), (2, 0, 25, 0)])
    with insufficient(world.investor_a, 10, 25):
        world.dvp.settle(circle.alone(0), *circle.signatures(0), by=world.settler)
    sent = circle.settle()
    assert [log.name for log in sent.logs] == ["CycleSettled"]
    assert circle.balances() == round_trip.balances() == [10, 10, 10, 1_000, 1_000, 1_000]


@pytest.mark.requirement("NET-8")
def test_settle_cycle__then_a_trade_of_it_alone_or_the_cycle_again__reverts(round_trip: Ring) -> None:
    world = round_trip.world
    round_trip.settle()
    spent = {"party": world.investor_a, "nonce": 5 << 8}
    with reverts("NonceSpent", **spent):
        world.dvp.settle(round_trip.alone(0), *round_trip.signatures(0), by=world.settler)
    with reverts("NonceSpent", **spent):
        round_trip.settle()
    assert all(world.dvp.isNonceSpent(round_trip.members[who], 5 << 8 | n) for n, who in enumerate([0, 1, 2, 0, 1]))


@pytest.mark.requirement("NET-8")
def test_settle_cycle__with_a_trade_that_settled_alone__settles_nothing(round_trip: Ring) -> None:
    world = round_trip.world
    world.dvp.settle(round_trip.alone(3), *round_trip.signatures(3), by=world.settler)
    before = round_trip.balances()
    with reverts("NonceSpent", party=world.investor_a, nonce=5 << 8 | 3):
        round_trip.settle()
    assert round_trip.balances() == before


@pytest.mark.requirement("NET-8")
def test_settle_cycle__one_nonce_twice_in_it__reverts(round_trip: Ring) -> None:
    twice = round_trip.changed(3, nonce=0)
    with reverts("NonceSpent", party=twice.world.investor_a, nonce=5 << 8):
        twice.settle()


@pytest.mark.requirement("NET-9")
@pytest.mark.parametrize("place", range(10))
def test_settle_cycle__one_signature_missing_or_anothers__reverts(round_trip: Ring, place: int) -> None:
    trade = round_trip.trades[place // 2]
    party = round_trip.members[trade["buyer" if place % 2 else "seller"]]
    good = round_trip.all_signatures()
    other = good[((place + 1) % 10) * 64 : ((place + 1) % 10) * 64 + 64]
    for wrong in (NONE, other, b"\x01" * 64):
        with reverts("NotSigned", party=party):
            round_trip.settle(good[: place * 64] + wrong + good[place * 64 + 64 :])
    assert round_trip.balances() == [10, 10, 10, 1_000, 1_000, 1_000]


@pytest.mark.requirement("NET-9")
@pytest.mark.parametrize("changes", [{"units": 7}, {"amount": 601}, {"buyer": 2}, {"settleBy": 2**39}, {"nonce": 9}])
def test_settle_cycle__other_than_what_was_signed__reverts(round_trip: Ring, changes: dict[str, int]) -> None:
    signatures = round_trip.all_signatures()
    with reverts("NotSigned", party=round_trip.world.investor_a):
        round_trip.changed(0, **changes).settle(signatures)


@pytest.mark.requirement("NET-9")
def test_settle_cycle__party_that_affirmed_on_chain__needs_no_signature(round_trip: Ring) -> None:
    world, good = round_trip.world, round_trip.all_signatures()
    plain = {"minimumPart": 0, "locked": False, "cleanPrice": 0, "pricedFor": 0}
    world.dvp.affirm(round_trip.alone(2), plain, by=world.investor_c)
    round_trip.settle(good[: 4 * 64] + NONE + good[5 * 64 :])
    assert round_trip.balances() == [6, 11, 13, 1_420, 930, 650]


@pytest.mark.requirement("NET-9")
def test_settle_cycle__signatures_of_another_length__reverts(round_trip: Ring) -> None:
    good = round_trip.all_signatures()
    for signatures in (good[:-1], good + NONE, b""):
        with reverts("InvalidCycle"):
            round_trip.settle(signatures)


@pytest.mark.requirement("NET-10")
@pytest.mark.parametrize("changes", [{"units": 0}, {"amount": 0}, {"cash": FREE}, {"cash": 0}, {"buyer": 0}])
def test_settle_cycle__trade_without_sense__reverts(round_trip: Ring, changes: dict[str, int]) -> None:
    with reverts("InvalidTrade"):
        round_trip.changed(0, **changes).settle()


@pytest.mark.requirement("NET-10")
@pytest.mark.parametrize("changes", [{"seller": 3}, {"buyer": 3}, {"security": 2}, {"cash": 2}])
def test_settle_cycle__place_that_is_not_there__reverts(round_trip: Ring, changes: dict[str, int]) -> None:
    with reverts("InvalidCycle"):
        round_trip.changed(0, **changes).settle(bytes(640))


@pytest.mark.requirement("NET-10")
def test_settle_cycle__lists_without_sense__revert(round_trip: Ring) -> None:
    world, cycle = round_trip.world, round_trip.cycle
    for changes in ({"trades": []}, {"trades": cycle["trades"][:-1]}, {"nonceWords": [5, 5]}, {"tokens": [ZERO] * 255}):
        with reverts("InvalidCycle"):
            world.dvp.settleCycle({**cycle, **changes}, round_trip.all_signatures(), by=world.settler)


@pytest.mark.requirement("NET-10")
@pytest.mark.parametrize(("edge", "beyond"), [("settleFrom", -1), ("settleBy", 1)])
def test_settle_cycle__one_trade_outside_its_window__settles_nothing(round_trip: Ring, edge: str, beyond: int) -> None:
    now = round_trip.world.now
    window = {"settleFrom": now + 1_000, "settleBy": now + 2_000}
    some = round_trip.changed(4, **window)
    time = window[edge] + beyond
    with reverts("OutsideSettlementWindow", **window, time=time):
        some.settle(at=time)
    some.settle(at=window[edge]) if beyond < 0 else None
    assert some.balances() == ([6, 11, 13, 1_420, 930, 650] if beyond < 0 else [10, 10, 10, 1_000, 1_000, 1_000])


@pytest.mark.requirement("NET-4")
def test_settle_cycle__member_no_longer_verified_with_nothing_net__reverts(world: World, round_trip: Ring) -> None:
    circle = ring(world, [(0, 1, 5, 0), (1, 2, 5, 0), (2, 0, 5, 0)])
    world.registry.revoke(world.investor_b, b"\x01" * 32, by=world.registrar)
    with restricted(Restriction.NOT_VERIFIED, ZERO, world.investor_b, 0):
        circle.settle()
    assert round_trip.balances() == [10, 10, 10, 1_000, 1_000, 1_000]
