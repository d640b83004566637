"""A holder puts units for a day of the terms, within the days of notice, and no more than it has."""

from __future__ import annotations

import pytest

from tests.contracts.early import CALL, PUT, Pair, day, pair, stamp
from tests.contracts.PermissionedToken.kit import second_wallet
from tests.contracts.support import Refused, Sent, reverts
from tests.contracts.world import World

FIRST, SECOND, THIRD = (day(each["date"]) for each in PUT["dates"])
OPENS, CLOSES = stamp("2024-03-16T00:00"), stamp("2024-04-05T23:59:59")  # of the first


@pytest.fixture
def played(world: World) -> Pair:
    return pair(world, put=PUT, call=CALL)


def put(played: Pair, when: int, units: int, at: int | None = None, holder: str = "investor_a") -> Sent:
    world = played.world
    sent: Sent = world.bond.givePutNotice(
        played.annex, when, units, by=getattr(world, holder), **({} if at is None else {"at": at})
    )
    return sent


@pytest.mark.requirement("OPT-6")
def test_give_put_notice__several_for_a_day__add_up_to_the_holding(played: Pair) -> None:
    bond, a = played.world.bond, played.world.investor_a
    assert put(played, FIRST, 1, OPENS).logs == [bond.log("PutNoticed", a, FIRST, 1)]
    assert put(played, FIRST, 332).logs == [bond.log("PutNoticed", a, FIRST, 333)]
    assert bond.putNotice(a) == (FIRST, 333, False)
    with reverts("InvalidPut", units=334, balance=333):
        put(played, FIRST, 1)
    with reverts("InvalidPut", units=333, balance=333):
        put(played, FIRST, 0)
    with reverts("InvalidPut", units=333 + 2**64 - 1, balance=333):
        put(played, FIRST, 2**64 - 1)


@pytest.mark.requirement("OPT-6")
def test_give_put_notice__whoever_holds_nothing__reverts(played: Pair) -> None:
    with reverts("InvalidPut", units=1, balance=0):
        put(played, FIRST, 1, OPENS, "outsider")


@pytest.mark.requirement("OPT-6")
@pytest.mark.parametrize(("at", "ok"), [(OPENS - 1, False), (OPENS, True), (CLOSES, True), (CLOSES + 1, False)])
def test_give_put_notice__days_of_notice__are_inclusive(played: Pair, at: int, ok: bool) -> None:  # noqa: FBT001
    if ok:
        put(played, FIRST, 5, at)
        return
    with reverts("NoticeNotOpen", day=FIRST, opens=FIRST - 30, closes=FIRST - 10):
        put(played, FIRST, 5, at)


@pytest.mark.requirement("OPT-6")
@pytest.mark.parametrize("when", [0, FIRST - 1, FIRST + 1, 2**24 - 1])
def test_give_put_notice__no_day_of_the_terms__reverts(played: Pair, when: int) -> None:
    with reverts("NoSuchOption", day=when):
        put(played, when, 5, OPENS)


@pytest.mark.requirement("OPT-6")
def test_give_put_notice__another_day__only_replaces_one_that_has_passed(world: World) -> None:
    played = pair(world, put={**PUT, "opens_days_before": "400"})
    bond, a = played.world.bond, played.world.investor_a
    put(played, FIRST, 5)
    with reverts("OtherNoticeStands", day=FIRST):
        put(played, SECOND, 7)
    with reverts("OtherNoticeStands", day=FIRST):
        put(played, SECOND, 7, stamp("2024-04-15T23:59:59"))
    put(played, SECOND, 333, stamp("2024-04-16T00:00"))
    assert bond.putNotice(a) == (SECOND, 333, False)


@pytest.mark.requirement("OPT-6")
def test_give_put_notice__life_that_ends_before__reverts(played: Pair) -> None:
    played.call("2024-04-15T12:00")
    with reverts("NoticeNotOpen", day=FIRST, opens=FIRST - 30, closes=FIRST - 10):
        put(played, FIRST, 5, OPENS)


@pytest.mark.requirement("OPT-6")
def test_give_put_notice__life_that_ends_after__passes(played: Pair) -> None:
    played.call("2024-04-16T00:00")
    put(played, FIRST, 5, OPENS)


@pytest.mark.requirement("OPT-6", "BOND-11")
def test_give_put_notice__frozen_holder_of_a_paused_bond__passes(played: Pair) -> None:
    bond = played.world.bond
    bond.setAddressFrozen(played.world.investor_a, freeze=True, by=played.world.officer)
    bond.pause(by=played.world.pauser)
    put(played, FIRST, 333, OPENS)


@pytest.mark.requirement("OPT-6")
def test_give_put_notice__more_days_than_have_passed_since_1970__is_open_from_the_issue(world: World) -> None:
    played = pair(world, put={**PUT, "opens_days_before": "36500"})
    put(played, THIRD, 1)
    assert played.world.bond.putNotice(played.world.investor_a) == (THIRD, 1, False)


@pytest.mark.requirement("OPT-6")
def test_give_put_notice__another_annex__reverts(played: Pair) -> None:
    with pytest.raises(Refused, match="NotTheAnnex"):
        played.world.bond.givePutNotice(b"", FIRST, 5, by=played.world.investor_a, at=OPENS)


@pytest.mark.requirement("OPT-6")
def test_give_put_notice__wallet_recovered_into_one_whose_put_has_passed__goes_along(world: World) -> None:
    played = pair(world, put={**PUT, "opens_days_before": "400"})
    other, bond = played.world, played.world.bond
    second_wallet(other, other.outsider, of=other.investor_a)
    bond.transfer(other.outsider, 10, by=other.investor_b)
    other.advance(stamp("2024-03-01T00:00"))
    put(played, FIRST, 7, holder="outsider")
    put(played, SECOND, 100)
    other.advance(stamp("2024-04-17T00:00"))
    identity = other.registry.identity(other.investor_a)
    sent = bond.recoveryAddress(other.investor_a, other.outsider, identity, by=other.registrar)
    assert bond.log("PutNoticed", other.outsider, SECOND, 100) in sent.logs
    assert bond.putNotice(other.outsider) == (SECOND, 100, False)


@pytest.mark.requirement("OPT-6")
@pytest.mark.parametrize(("units", "refused"), [(323, False), (324, True), (332, True), (333, False)])
def test_give_put_notice__that_leaves_less_than_the_minimum__reverts(world: World, units: int, refused: bool) -> None:  # noqa: FBT001
    played = pair(world, put=PUT, minimum_denomination="10000")
    played.world.advance(stamp("2024-03-20T00:00"))
    if refused:
        with reverts("InvalidPut", units=units, balance=333):
            put(played, FIRST, units)
        return
    put(played, FIRST, units)
    assert played.world.bond.putNotice(played.world.investor_a) == (FIRST, units, False)


@pytest.mark.requirement("OPT-6")
@pytest.mark.parametrize(
    ("own", "notice", "left"),
    [(None, (FIRST, 5), (0, 0)), (FIRST, (FIRST, 12), (0, 0)), (SECOND, (SECOND, 7), (FIRST, 5))],
)
def test_give_put_notice__wallet_recovered__goes_along_unless_the_other_puts_for_another_day(
    world: World, own: int | None, notice: tuple[int, int], left: tuple[int, int]
) -> None:
    played = pair(world, put={**PUT, "opens_days_before": "400"})
    other, bond = played.world, played.world.bond
    second_wallet(other, other.outsider, of=other.investor_a)
    bond.transfer(other.outsider, 10, by=other.investor_b)
    put(played, FIRST, 5)
    if own:
        put(played, own, 7, holder="outsider")
    identity = other.registry.identity(other.investor_a)
    bond.recoveryAddress(other.investor_a, other.outsider, identity, by=other.registrar)
    assert bond.putNotice(other.outsider) == (*notice, False)
    assert bond.putNotice(other.investor_a) == (*left, False)
