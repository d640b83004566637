"""A cycle that every member signs as a whole."""

from __future__ import annotations

from dataclasses import replace

import pytest
from eth_utils.crypto import keccak

from tests.contracts.DeliveryVersusPayment.cycles import Ring
from tests.contracts.support import reverts

NOBODY_MOVED = [10, 10, 10, 1_000, 1_000, 1_000]


@pytest.mark.requirement("NET-11")
def test_settle_agreed_cycle__signed_by_every_member__moves_the_nets(round_trip: Ring) -> None:
    world, deadline = round_trip.world, round_trip.world.now + 600
    assert world.dvp.cycleDigest(round_trip.cycle, deadline) == round_trip.agreement(deadline)
    sent = world.dvp.settleAgreedCycle(round_trip.cycle, deadline, round_trip.agreed(deadline), by=world.settler)
    assert sent.logs[0] == world.dvp.log("CycleSettled", keccak(text="CYCLE-1"), round_trip.content(), 5)
    assert round_trip.balances() == [6, 11, 13, 1_420, 930, 650]
    with reverts("NonceSpent", party=world.investor_a, nonce=5 << 8):
        world.dvp.settle(round_trip.alone(0), *round_trip.signatures(0), by=world.settler)


@pytest.mark.requirement("NET-11")
@pytest.mark.parametrize("missing", range(3))
def test_settle_agreed_cycle__one_member_has_not_signed__reverts(round_trip: Ring, missing: int) -> None:
    world, deadline = round_trip.world, round_trip.world.now + 600
    signatures = round_trip.agreed(deadline)
    for wrong in (b"", signatures[(missing + 1) % 3]):
        given = [*signatures[:missing], wrong, *signatures[missing + 1 :]]
        with reverts("NotSigned", party=round_trip.members[missing]):
            world.dvp.settleAgreedCycle(round_trip.cycle, deadline, given, by=world.settler)
    with reverts("InvalidCycle"):
        world.dvp.settleAgreedCycle(round_trip.cycle, deadline, signatures[:2], by=world.settler)


@pytest.mark.requirement("NET-11")
def test_settle_agreed_cycle__anything_else_than_was_signed__reverts(round_trip: Ring) -> None:
    world, deadline = round_trip.world, round_trip.world.now + 600
    signatures = round_trip.agreed(deadline)
    for other in (round_trip.changed(0, units=1), replace(round_trip, word=6), round_trip.changed(1, nonce=200)):
        with reverts("NotSigned", party=world.investor_a):
            world.dvp.settleAgreedCycle(other.cycle, deadline, signatures, by=world.settler)
    with reverts("NotSigned", party=world.investor_a):
        world.dvp.settleAgreedCycle(round_trip.cycle, deadline + 1, signatures, by=world.settler)
    assert round_trip.balances() == NOBODY_MOVED


@pytest.mark.requirement("NET-11")
def test_settle_agreed_cycle__past_the_deadline__reverts(round_trip: Ring) -> None:
    world, deadline = round_trip.world, round_trip.world.now + 600
    given = (round_trip.cycle, deadline, round_trip.agreed(deadline))
    with reverts("OutsideSettlementWindow", settleFrom=0, settleBy=deadline, time=deadline + 1):
        world.dvp.settleAgreedCycle(*given, by=world.settler, at=deadline + 1)


@pytest.mark.requirement("NET-11")
def test_settle_agreed_cycle__same_nonce_twice_or_a_trade_spent__reverts(round_trip: Ring) -> None:
    world, deadline = round_trip.world, round_trip.world.now + 600
    twice = round_trip.changed(3, nonce=0)
    with reverts("NonceSpent", party=world.investor_a, nonce=5 << 8):
        world.dvp.settleAgreedCycle(twice.cycle, deadline, twice.agreed(deadline), by=world.settler)
    world.dvp.settle(round_trip.alone(1), *round_trip.signatures(1), by=world.settler)
    with reverts("NonceSpent", party=world.investor_b, nonce=5 << 8 | 1):
        world.dvp.settleAgreedCycle(round_trip.cycle, deadline, round_trip.agreed(deadline), by=world.settler)


@pytest.mark.requirement("NET-11")
def test_agree_cycle__on_chain__stands_for_a_signature_until_taken_back(round_trip: Ring) -> None:
    world, deadline = round_trip.world, round_trip.world.now + 600
    signatures = [*round_trip.agreed(deadline)[:2], b""]
    for agreed in (True, False):
        sent = world.dvp.agreeCycle(round_trip.cycle, deadline, agreed, by=world.investor_c)
        told = (keccak(text="CYCLE-1"), round_trip.agreement(deadline), world.investor_c, agreed)
        assert sent.logs == [world.dvp.log("CycleAgreed", *told)]
    with reverts("NotSigned", party=world.investor_c):
        world.dvp.settleAgreedCycle(round_trip.cycle, deadline, signatures, by=world.settler)
    world.dvp.agreeCycle(round_trip.cycle, deadline, True, by=world.investor_c)  # noqa: FBT003
    world.dvp.settleAgreedCycle(round_trip.cycle, deadline, signatures, by=world.settler)
    assert round_trip.balances() == [6, 11, 13, 1_420, 930, 650]
