"""A cycle against whoever packs it: its caller chooses every word that the members did not sign."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest

from tests.contracts.DeliveryVersusPayment.cycles import PLACES, Ring, ring
from tests.contracts.signing import PLAIN, compact, sign, trade_digest
from tests.contracts.support import Refused, Sent, reverts, wallet
from tests.contracts.world import World

HIGH = 1 << 248  # falls out of `nonceWord << 8`, and so out of what is signed


def one(trip: Ring, word: int) -> tuple[dict[str, Any], bytes]:
    """The first trade alone as a cycle, under some word for the nonces, with the signatures it was given once."""
    return {**trip.cycle, "nonceWords": [word] * 3}, b"".join(b"".join(compact(s)) for s in trip.signatures(0))


def settle(trip: Ring, cycle: dict[str, Any], signatures: bytes) -> Sent:
    sent: Sent = trip.world.dvp.settleCycle(cycle, signatures, by=trip.world.settler)
    return sent


@pytest.mark.requirement("NET-8")
@pytest.mark.parametrize("how", ["settle", "settleCycle", "revoke", "matchTrade"])
def test_settle_cycle__nonce_word_that_does_not_fit_a_nonce__replays_nothing(round_trip: Ring, how: str) -> None:
    """Once settled, revoked or matched, a trade is spent, whatever stands above the bits of its nonce."""
    world, trip = round_trip.world, ring(round_trip.world, [(0, 1, 3, 300)])
    alone = trip.alone(0)
    if how == "settle":
        world.dvp.settle(alone, *trip.signatures(0), by=world.settler)
    elif how == "settleCycle":
        settle(trip, *one(trip, 5))
    elif how == "revoke":
        world.dvp.revoke(alone, PLAIN, b"", by=world.investor_a)
    else:
        world.dvp.matchTrade(alone, PLAIN, *trip.signatures(0), by=world.investor_a)
        world.dvp.cancel(alone, PLAIN, True, by=world.investor_a)  # noqa: FBT003
        world.dvp.cancel(alone, PLAIN, True, by=world.investor_b)  # noqa: FBT003
    before = trip.balances()
    with contextlib.suppress(Refused):
        settle(trip, *one(trip, 5 | HIGH))
    assert trip.balances() == before


@pytest.mark.requirement("NET-10")
def test_settle_cycle__one_token_as_security_and_money__reverts_as_the_trade_alone_does(round_trip: Ring) -> None:
    """Alone it makes no sense (InvalidTrade); two places of one token must not change that."""
    world = round_trip.world
    first = ring(world, [(0, 1, 6, 4)])
    alone = {**first.alone(0), "cash": world.bond.wallet}
    message = trade_digest(alone, world.dvp.wallet)
    signatures = [sign(world.keys[p.key].key, message) for p in (world.investor_a, world.investor_b)]
    with reverts("InvalidTrade"):
        world.dvp.settle(alone, *signatures, by=world.settler)
    cycle = {**first.cycle, "tokens": [world.bond.wallet, world.bond.wallet]}
    with pytest.raises(Refused):
        world.dvp.settleCycle(cycle, b"".join(b"".join(compact(s)) for s in signatures), by=world.settler)


@pytest.mark.requirement("NET-10")
def test_settle_cycle__one_member_at_both_ends__reverts_as_the_trade_alone_does(round_trip: Ring) -> None:
    world = round_trip.world
    first = ring(world, [(0, 1, 6, 4)])
    alone = {**first.alone(0), "buyer": world.investor_a.wallet}
    signature = sign(world.keys[world.investor_a.key].key, trade_digest(alone, world.dvp.wallet))
    with reverts("InvalidTrade"):
        world.dvp.settle(alone, signature, signature, by=world.settler)
    cycle = {**first.cycle, "members": [world.investor_a.wallet, world.investor_a.wallet], "nonceWords": [5, 5]}
    with pytest.raises(Refused):
        world.dvp.settleCycle(cycle, b"".join(compact(signature)) * 2, by=world.settler)


@pytest.mark.requirement("NET-8")
def test_settle_cycle__stranger_matches_one_of_its_trades_first__still_settles(world: World) -> None:
    """Nobody can deliver first: only the net settles. A stranger who saw the signatures cannot match a trade apart."""
    world.distribute({world.investor_a: 10})
    for member in (world.investor_a, world.investor_b, world.investor_c):
        world.mint(member, 1_000)
        for token in (world.bond, world.cash):
            token.allowSettlement(allowed=True, by=member)
    trip = ring(world, [(1, 2, 4, 440), (2, 0, 4, 430), (0, 1, 4, 450)])
    stranger = world.officer  # no party, nothing at stake
    with reverts("NotParty", caller=stranger):
        world.dvp.matchTrade(trip.alone(0), PLAIN, *trip.signatures(0), by=stranger)
    trip.settle()
    assert trip.balances() == [10, 0, 0, 1_020, 990, 990]


@pytest.mark.requirement("NET-8")
def test_settle_cycle__bits_above_the_last_field__are_refused(round_trip: Ring) -> None:
    """Bits 248 to 255 of a trade mean nothing: with them one set of trades has 256 contents."""
    cycle = round_trip.cycle
    cycle["trades"][1] |= 1 << 255
    with pytest.raises(Refused):
        settle(round_trip, cycle, round_trip.all_signatures())


@pytest.mark.requirement("NET-10")
def test_settle_cycle__as_many_tokens_as_the_interface_says__settles(round_trip: Ring) -> None:
    """254; one more is refused."""
    assert PLACES["cash"] == 24
    cycle = round_trip.cycle
    cycle["tokens"] += [wallet(9_000 + place) for place in range(252)]
    settle(round_trip, cycle, round_trip.all_signatures())
    cycle["tokens"].append(wallet(1))
    with reverts("InvalidCycle"):
        settle(round_trip, cycle, round_trip.all_signatures())


@pytest.mark.requirement("NET-10")
def test_settle_agreed_cycle__nonce_word_that_does_not_fit_a_nonce__replays_nothing(round_trip: Ring) -> None:
    """Every member signed it, but the seller's trade was revoked: the nonce is the same."""
    world = round_trip.world
    world.dvp.revoke(round_trip.alone(0), PLAIN, b"", by=world.investor_a)
    odd = Ring(world, round_trip.trades, word=5 | HIGH)
    deadline = world.now + 600
    with pytest.raises(Refused):
        world.dvp.settleAgreedCycle(odd.cycle, deadline, odd.agreed(deadline), by=world.settler)
