"""A default on a put neither outlives redemption, nor is made by selling for a day, nor hides another."""

from __future__ import annotations

import pytest

from tests.contracts.Bond.trouble import DAY, FACE, GRACE, RIGHTS
from tests.contracts.early import PUT, Pair, day, give, pair, redeem_puts, stamp
from tests.contracts.kinds import ZERO_COUPON, endow, fund, money
from tests.contracts.PermissionedToken.kit import second_wallet
from tests.contracts.support import reverts
from tests.contracts.world import World

PUT_FOR = "2024-04-15"
GRACE_ENDS = stamp("2024-04-16T00:00") + GRACE
MISSED_PUT = 0xFFFF


def noticed(world: World, holder: str = "investor_a", units: int = 333, **changes: object) -> Pair:
    """A holder has put units for 15 April."""
    played = pair(world, **{"put": PUT, **RIGHTS, **changes})
    played.world.advance(stamp("2024-03-20T12:00"))
    give(played, holder, units, PUT_FOR)
    return played


def fund_principal(world: World) -> None:
    """At maturity or later, all that is left in issue."""
    total = FACE * world.bond.totalSupply()
    endow(world, total)
    world.bond.fundRedemption(total, world.approve(amountPerUnit=FACE, total=total), by=world.paying_agent)


@pytest.mark.requirement("BOND-50", "BOND-52", "BOND-10")
def test_accelerate__put_missed_and_redemption_funded__reverts_and_pays_what_was_funded(world: World) -> None:
    """Otherwise a vote that waited would raise what units are redeemed at, and the last of them would get nothing."""
    late = {**PUT, "dates": [{"date": "2027-01-06", "price_percent": "100"}]}
    played = pair(world, put=late, **RIGHTS)
    world, bond = played.world, played.world.bond
    for number in range(1, 6):
        played.open(number)
    world.advance(stamp("2026-12-20T12:00"))
    give(played, "investor_a", 333, "2027-01-06")
    world.record(6)
    bond.declarePutDefault(world.investor_a, by=world.outsider)
    bond.vote(1, inFavour=True, by=world.investor_a)
    with reverts("NothingToAccelerate", lastCoupon=6, endTime=bond.redemptionTime()):
        bond.accelerate(by=world.outsider)
    played.open(6)
    fund_principal(world)
    world.advance(bond.redemptionTime() + 30 * DAY)
    with reverts("PaidMeanwhile", missed=MISSED_PUT):
        bond.accelerate(by=world.outsider)
    holders = (world.investor_a, world.investor_b, world.investor_c)
    bond.payCoupons(list(holders), by=world.paying_agent)
    before = money(world, *holders)
    bond.redeem(list(holders), by=world.paying_agent)
    got = [after - each for after, each in zip(money(world, *holders), before, strict=True)]
    assert got == [333 * FACE, 500 * FACE, 167 * FACE]
    bond.cure(by=world.outsider)


@pytest.mark.requirement("BOND-50", "BOND-52")
def test_accelerate__put_of_a_zero_coupon_missed__is_over_with_redemption(world: World) -> None:
    played = noticed(world, coupon=ZERO_COUPON)
    world, bond = played.world, played.world.bond
    bond.declarePutDefault(world.investor_a, by=world.outsider, at=GRACE_ENDS + 1)
    bond.vote(1, inFavour=True, by=world.investor_a)
    with reverts("NothingToAccelerate", lastCoupon=0, endTime=bond.redemptionTime()):
        bond.accelerate(by=world.outsider)
    world.advance(bond.redemptionTime())
    fund_principal(world)
    with reverts("PaidMeanwhile", missed=MISSED_PUT):
        bond.accelerate(by=world.outsider, at=bond.redemptionTime() + 365 * DAY)
    assert bond.redemptionPerUnit() == (FACE, True)


@pytest.mark.requirement("BOND-50", "OPT-7")
def test_declare_put_default__sold_for_the_day_and_bought_back__is_none(world: World) -> None:
    """The paying agent listed the holder on the day, and nothing could be repaid: the notice is over."""
    played = noticed(world)
    world, bond = played.world, played.world.bond
    give(played, "investor_b", 500, PUT_FOR)
    bond.transfer(world.investor_c, 333, by=world.investor_a)
    world.advance(stamp("2024-04-15T12:00"))
    sent = redeem_puts(played, day(PUT_FOR), world.investor_a, world.investor_b, world.investor_c)
    told = [log for log in sent.logs if log.name == "PutNoticed"]
    assert told == [bond.log("PutNoticed", world.investor_a, day(PUT_FOR), 0)]
    bond.transfer(world.investor_a, 333, by=world.investor_c)
    with reverts("NoEventOfDefault", number=MISSED_PUT, graceEnds=0):
        bond.declarePutDefault(world.investor_a, by=world.outsider, at=GRACE_ENDS + 1)
    assert bond.putNotice(world.investor_a) == (0, 0, False)


@pytest.mark.requirement("BOND-50", "BOND-51")
def test_declare_default__put_in_default_by_a_friend_of_the_issuer__goes_before_it(world: World) -> None:
    """A holder who sells and buys back at will cannot keep others from accelerating for a coupon that is missed."""
    played = noticed(world, "investor_c", 1)
    world, bond = played.world, played.world.bond
    world.advance(bond.coupon(1)["period"]["payTime"] + GRACE + 1)
    bond.declarePutDefault(world.investor_c, by=world.investor_c)
    bond.vote(1, inFavour=True, by=world.investor_a)
    sent = bond.declareDefault(1, by=world.investor_a)
    assert sent.logs == [bond.log("DefaultDeclared", 1, world.investor_a)]
    assert (bond.trouble()["missed"], bond.trouble()["acceleration"]) == (1, 1)
    bond.transfer(world.investor_b, 167, by=world.investor_c)
    with reverts("StillMissed", missed=1):
        bond.cure(by=world.investor_c)
    with reverts("NoEventOfDefault", number=MISSED_PUT, graceEnds=0):
        bond.declarePutDefault(world.investor_c, by=world.investor_c)
    bond.accelerate(by=world.outsider)
    with reverts("NoEventOfDefault", number=1, graceEnds=0):
        bond.declareDefault(1, by=world.investor_a)


@pytest.mark.requirement("BOND-50", "BOND-52")
def test_declare_default__put_accelerated__reverts(world: World) -> None:
    played = noticed(world)
    world, bond = played.world, played.world.bond
    bond.declarePutDefault(world.investor_a, by=world.outsider, at=GRACE_ENDS + 1)
    bond.vote(1, inFavour=True, by=world.investor_a)
    bond.accelerate(by=world.outsider)
    with reverts("NoEventOfDefault", number=1, graceEnds=0):
        bond.declareDefault(1, by=world.outsider, at=world.now + 30 * DAY)


@pytest.mark.requirement("BOND-50", "BOND-8")
def test_declare_put_default__put_refused_of_a_wallet_recovered_into_another_missed__stays_missed(
    world: World,
) -> None:
    played = noticed(world, units=1)
    world, bond = played.world, played.world.bond
    second_wallet(world, world.outsider, of=world.investor_a)
    bond.transfer(world.outsider, 200, by=world.investor_a)
    bond.givePutNotice(played.annex, day(PUT_FOR), 200, by=world.outsider)
    world.advance(stamp("2024-04-15T12:00"))
    world.cash.setAddressFrozen(world.investor_a, freeze=True, by=world.officer)
    redeem_puts(played, day(PUT_FOR), world.investor_a)
    identity = world.registry.identity(world.investor_a)
    bond.recoveryAddress(world.investor_a, world.outsider, identity, by=world.registrar)
    assert bond.putNotice(world.outsider) == (day(PUT_FOR), 201, False)
    bond.declarePutDefault(world.outsider, by=world.outsider, at=GRACE_ENDS + 1)
    fund(world, 1)
    assert bond.trouble()["unpaid"] is True
