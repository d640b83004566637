"""What was voted on a put that is paid, and what nobody could repay yet, accelerates nothing."""

from __future__ import annotations

import pytest

from tests.contracts.Bond.trouble import GRACE, RIGHTS
from tests.contracts.early import PUT, Pair, day, give, pair, prepare_puts, redeem_puts, stamp
from tests.contracts.kinds import fund
from tests.contracts.restrictions import Restriction
from tests.contracts.support import reverts
from tests.contracts.world import World

MISSED_PUT = 0xFFFF
PUT_FOR = "2024-04-15"
GRACE_ENDS = stamp("2024-04-16T00:00") + GRACE


@pytest.fixture
def voted(world: World) -> Pair:
    """A put is missed, and holders have voted to accelerate for it."""
    played = pair(world, put=PUT, **RIGHTS)
    world, bond = played.world, played.world.bond
    world.advance(stamp("2024-03-20T12:00"))
    give(played, "investor_a", 100, PUT_FOR)
    bond.declarePutDefault(world.investor_a, by=world.outsider, at=GRACE_ENDS + 1)
    bond.vote(1, inFavour=True, by=world.investor_a)
    bond.vote(1, inFavour=True, by=world.investor_b)
    return played


@pytest.mark.requirement("BOND-50", "BOND-53")
def test_declare_default__put_repaid_and_nobody_cured__voids_what_was_voted_on_it(voted: Pair) -> None:
    """Otherwise who voted on a put that was repaid, and has sold since, would decide on a coupon missed later."""
    world, bond = voted.world, voted.world.bond
    redeem_puts(voted, day(PUT_FOR), world.investor_a)
    bond.transfer(world.investor_c, 500, by=world.investor_b)
    world.advance(bond.coupon(1)["period"]["payTime"] + GRACE + 1)
    sent = bond.declareDefault(1, by=world.outsider)
    assert sent.logs == [
        bond.log("BallotDropped", 1),
        bond.log("DefaultCured", MISSED_PUT),
        bond.log("DefaultDeclared", 1, world.outsider),
        bond.log("BallotOpened", 2, 0, world.now, 0, bytes(32), world.outsider),
    ]
    with reverts("TooFewVotes", inFavour=0, units=900):
        bond.accelerate(by=world.outsider)
    with reverts("BallotNotOpen", ballot=1, recordTime=GRACE_ENDS + 1, until=0):
        bond.vote(1, inFavour=True, by=world.investor_c)
    with reverts("NoVotes", ballot=2, holder=world.investor_b):
        bond.vote(2, inFavour=True, by=world.investor_b)
    bond.vote(2, inFavour=True, by=world.investor_c)
    bond.accelerate(by=world.outsider)


@pytest.mark.requirement("BOND-50", "OPT-7")
def test_declare_put_default__coupon_recorded_and_not_payable__waits_for_its_payment(world: World) -> None:
    """No put is repaid between a record time and the payment: a short grace must not end before it can be."""
    record = {"business_days_before": "10", "time": "17:00"}
    dates = {**PUT, "dates": [{"date": "2024-07-02", "price_percent": "100"}]}
    played = pair(world, put=dates, record=record, **RIGHTS)
    world, bond = played.world, played.world.bond
    period = bond.coupon(1)["period"]
    world.advance(stamp("2024-06-10T12:00"))
    give(played, "investor_a", 100, "2024-07-02")
    fund(world, 1)
    assert period["recordTime"] < stamp("2024-07-02T00:00") < period["payTime"] - GRACE
    world.advance(stamp("2024-07-03T00:00") + GRACE + 1)
    with reverts("PutsNotOpen", day=day("2024-07-02")):
        prepare_puts(played, day("2024-07-02"), world.investor_a)
    with reverts("NoEventOfDefault", number=MISSED_PUT, graceEnds=period["payTime"] + GRACE):
        bond.declarePutDefault(world.investor_a, by=world.outsider)
    bond.declarePutDefault(world.investor_a, by=world.outsider, at=period["payTime"] + GRACE + 1)
    redeem_puts(played, day("2024-07-02"), world.investor_a)
    bond.cure(by=world.outsider)


@pytest.mark.requirement("BOND-50")
def test_declare_put_default__cash_paused_over_all_its_grace__is_one(world: World) -> None:
    """The pause keeps the money from the bond, so that no holder refused any: the put is missed, as a coupon is."""
    played = pair(world, put=PUT, **RIGHTS)
    world, bond = played.world, played.world.bond
    world.advance(stamp("2024-03-20T12:00"))
    give(played, "investor_a", 100, PUT_FOR)
    world.advance(stamp("2024-04-15T09:00"))
    run = prepare_puts(played, day(PUT_FOR), world.investor_a)
    world.cash.pause(by=world.pauser)
    paused = {"reason": Restriction.PAUSED, "from": world.paying_agent, "to": bond, "amount": run.total}
    with reverts("TransferRestricted", **paused):
        bond.redeemPuts(played.annex, day(PUT_FOR), [world.investor_a], run.total, run.approval, by=world.paying_agent)
    assert bond.putNotice(world.investor_a) == (day(PUT_FOR), 100, False)
    bond.declarePutDefault(world.investor_a, by=world.outsider, at=GRACE_ENDS + 1)
    world.cash.unpause(by=world.pauser)
    bond.redeemPuts(played.annex, day(PUT_FOR), [world.investor_a], run.total, run.approval, by=world.paying_agent)
    bond.cure(by=world.outsider)
