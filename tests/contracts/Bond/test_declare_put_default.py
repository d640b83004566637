"""A put that is not repaid is an event of default after its days of grace, as a payment that is missed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contracts.Bond.trouble import DAY, FACE, GRACE, RIGHTS
from tests.contracts.early import CALL, PUT, Pair, day, give, pair, redeem_puts, stamp
from tests.contracts.kinds import annex, endow
from tests.contracts.PermissionedToken.kit import second_wallet
from tests.contracts.support import reverts
from tests.contracts.world import World

PUT_FOR = "2024-04-15"
GRACE_ENDS = stamp("2024-04-16T00:00") + GRACE
MISSED_PUT = 0xFFFF


def put_missed(world: World, **changes: Any) -> Pair:  # noqa: ANN401 -- any field of a term sheet
    """Investor a put 100 of its 333 units, b all 500, and nobody was repaid to the last second of grace."""
    played = pair(world, put=PUT, **{**RIGHTS, **changes})
    played.world.advance(stamp("2024-03-20T12:00"))
    give(played, "investor_a", 100, PUT_FOR)
    give(played, "investor_b", 500, PUT_FOR)
    return played


def declare(played: Pair, at: int = GRACE_ENDS + 1, holder: str = "investor_a") -> Any:  # noqa: ANN401 -- what was sent
    world = played.world
    return world.bond.declarePutDefault(getattr(world, holder), by=world.outsider, at=at)


@pytest.mark.requirement("BOND-50")
def test_declare_put_default__after_its_grace__opens_the_vote(world: World) -> None:
    played = put_missed(world)
    bond, a = played.world.bond, played.world.investor_a
    with reverts("NoEventOfDefault", number=MISSED_PUT, graceEnds=GRACE_ENDS):
        declare(played, GRACE_ENDS)
    sent = declare(played)
    now = GRACE_ENDS + 1
    assert sent.logs == [
        bond.log("PutDefaultDeclared", a, day(PUT_FOR), played.world.outsider),
        bond.log("BallotOpened", 1, 0, now, 0, bytes(32), played.world.outsider),
    ]
    assert (bond.trouble()["missed"], bond.trouble()["since"]) == (MISSED_PUT, now)
    with reverts("NoEventOfDefault", number=MISSED_PUT, graceEnds=0):  # one stands
        declare(played, now, "investor_b")
    with reverts("StillMissed", missed=MISSED_PUT):
        bond.cure(by=played.world.outsider)


@pytest.mark.requirement("BOND-50", "BOND-52")
def test_declare_put_default__voted_on__all_is_due(world: World) -> None:
    played = put_missed(world)
    world, bond = played.world, played.world.bond
    declare(played)
    bond.vote(1, inFavour=True, by=world.investor_a)
    bond.accelerate(by=world.outsider)
    assert bond.trouble()["claim"] == FACE + FACE * 5 * 98 // 36_000  # to 23 April, 30E/360
    with reverts("PutsNotOpen", day=day(PUT_FOR)):
        redeem_puts(played, day(PUT_FOR), world.investor_a)


@pytest.mark.requirement("BOND-50", "BOND-53")
def test_declare_put_default__put_repaid_after_all__is_cured(world: World) -> None:
    played = put_missed(world)
    world, bond = played.world, played.world.bond
    declare(played)
    bond.vote(1, inFavour=True, by=world.investor_a)
    redeem_puts(played, day(PUT_FOR), world.investor_a)
    with reverts("PaidMeanwhile", missed=MISSED_PUT):
        bond.accelerate(by=world.outsider)
    sent = bond.cure(by=world.outsider)
    assert sent.logs == [bond.log("BallotDropped", 1), bond.log("DefaultCured", MISSED_PUT)]
    declare(played, world.now, "investor_b")  # is a default of its own


@pytest.mark.requirement("BOND-50", "BOND-53")
def test_declare_put_default__put_of_units_sold__is_none(world: World) -> None:
    played = put_missed(world)
    world, bond = played.world, played.world.bond
    bond.transfer(world.investor_c, 500, by=world.investor_b)
    with reverts("NoEventOfDefault", number=MISSED_PUT, graceEnds=0):
        declare(played, holder="investor_b")
    with reverts("NoEventOfDefault", number=MISSED_PUT, graceEnds=0):
        declare(played, holder="investor_c")
    declare(played)
    bond.transfer(world.investor_c, 333, by=world.investor_a)
    bond.cure(by=world.outsider)
    assert bond.trouble()["missed"] == 0


@pytest.mark.requirement("BOND-50", "BOND-8")
def test_declare_put_default__payment_refused_by_the_payee__is_none(world: World) -> None:
    played = put_missed(world)
    world, bond = played.world, played.world.bond
    world.advance(stamp("2024-04-15T09:00"))
    world.cash.setAddressFrozen(world.investor_a, freeze=True, by=world.officer)
    redeem_puts(played, day(PUT_FOR), world.investor_a)
    with reverts("NoEventOfDefault", number=MISSED_PUT, graceEnds=0):
        declare(played)
    assert bond.putNotice(world.investor_a) == (day(PUT_FOR), 100, True)


@pytest.mark.requirement("BOND-50")
def test_declare_put_default__wallet_recovered__stands_for_the_new_one(world: World) -> None:
    played = put_missed(world)
    world, bond = played.world, played.world.bond
    second_wallet(world, world.outsider, of=world.investor_a)
    declare(played)
    identity = world.registry.identity(world.investor_a)
    bond.recoveryAddress(world.investor_a, world.outsider, identity, by=world.registrar)
    with reverts("StillMissed", missed=MISSED_PUT):
        bond.cure(by=world.outsider)
    redeem_puts(played, day(PUT_FOR), world.outsider)
    bond.cure(by=world.outsider)


@pytest.mark.requirement("BOND-50")
@pytest.mark.parametrize(("end", "is_default"), [("2024-04-15T09:00", False), ("2024-04-16T09:00", True)])
def test_declare_put_default__bond_called__is_none_from_the_end_on(world: World, end: str, is_default: bool) -> None:  # noqa: FBT001
    played = put_missed(world, call=CALL)
    world, bond = played.world, played.world.bond
    bond.giveCallNotice(annex(world), stamp(end), by=world.issuer)
    if is_default:
        declare(played)
        return
    with reverts("NoEventOfDefault", number=MISSED_PUT, graceEnds=0):
        declare(played)


@pytest.mark.requirement("BOND-50")
def test_declare_put_default__all_redeemed__is_none(world: World) -> None:
    """A put for a day of the last period that nobody declared: redemption has come for its units too."""
    dates = {**PUT, "dates": [{"date": "2026-12-01", "price_percent": "100"}]}
    played = pair(world, put=dates, **RIGHTS)
    world, bond = played.world, played.world.bond
    for number in range(1, 6):
        played.open(number)
    world.advance(stamp("2026-11-10T12:00"))
    give(played, "investor_a", 100, "2026-12-01")
    played.open(6)
    total = FACE * bond.totalSupply()
    endow(world, total)
    bond.fundRedemption(total, world.approve(amountPerUnit=FACE, total=total), by=world.paying_agent)
    with reverts("NoEventOfDefault", number=MISSED_PUT, graceEnds=0):
        declare(played, world.now + 30 * DAY)


@pytest.mark.requirement("BOND-50")
def test_declare_put_default__terms_without_default__reverts(world: World) -> None:
    played = pair(world, put=PUT)
    played.world.advance(stamp("2024-03-20T12:00"))
    give(played, "investor_a", 100, PUT_FOR)
    with reverts("NoEventOfDefault", number=MISSED_PUT, graceEnds=0):
        declare(played)
