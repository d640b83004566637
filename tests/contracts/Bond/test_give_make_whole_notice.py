"""The issuer repays all at present value: notice, and what has no value refused before anything ends."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contracts.early import CALL, MAKE_WHOLE, Pair, day, pair, stamp
from tests.contracts.kinds import FLOATING, ZERO_COUPON
from tests.contracts.support import Refused, Sent, reverts, unauthorized
from tests.contracts.world import World


def notice(played: Pair, time: str) -> Sent:
    sent: Sent = played.world.bond.giveMakeWholeNotice(played.annex, stamp(time), by=played.world.issuer)
    return sent


@pytest.mark.requirement("OPT-4")
def test_give_make_whole_notice__in_time__ends_the_life_without_a_price(world: World) -> None:
    played = pair(world, make_whole=MAKE_WHOLE)
    time, bond = "2025-09-30T12:00", played.world.bond
    assert notice(played, time).logs == [bond.log("EndingNoticed", stamp(time), day("2025-09-30"), 4, 0)]
    assert bond.ending() == (stamp(time), day("2025-09-30"), 4, 0, True, False)
    assert bond.redemptionPerUnit() == (0, False)
    with reverts("EndNotOpen", time=stamp("2025-09-29T12:00"), ending=stamp(time)):
        notice(played, "2025-09-29T12:00")


@pytest.mark.requirement("OPT-3", "OPT-4")
@pytest.mark.parametrize(
    ("time", "error"),
    [
        ("2027-01-01T00:00", "NoSuchOption"),
        ("2024-01-24T00:00", "NoticeTooShort"),
        ("2024-07-12T17:00:01", "EndNotOpen"),
        ("2024-07-15T08:59:59", "EndNotOpen"),
    ],
)
def test_give_make_whole_notice__outside_the_terms__reverts(world: World, time: str, error: str) -> None:
    played = pair(world, make_whole=MAKE_WHOLE)
    with pytest.raises(Refused, match=error):
        notice(played, time)
    notice(played, "2026-12-31T23:59:59")


@pytest.mark.requirement("OPT-3", "OPT-4")
def test_give_make_whole_notice__payment_date_before_its_record_time__reverts(world: World) -> None:
    """What is paid on that day is in no present value of it."""
    played = pair(world, make_whole=MAKE_WHOLE, record={"business_days_before": "0", "time": "08:00"})
    with reverts("EndNotOpen", time=stamp("2025-01-15T07:00"), ending=0):
        notice(played, "2025-01-15T07:00")
    notice(played, "2025-01-14T23:00")


@pytest.mark.requirement("OPT-4")
def test_give_make_whole_notice__before_interest_starts__reverts(world: World) -> None:
    played = pair(world, make_whole=MAKE_WHOLE, interest_start_date="2024-07-15")
    with pytest.raises(Refused, match="NoPriceOn"):
        notice(played, "2024-06-15T12:00")
    assert played.world.bond.ending() == (0, 0, 0, 0, False, False)


@pytest.mark.requirement("OPT-4")
@pytest.mark.parametrize("changes", [{}, {"call": CALL}, {"coupon": FLOATING, "call": CALL}])
def test_give_make_whole_notice__bond_without_one__reverts(world: World, changes: dict[str, Any]) -> None:
    if not changes:
        changes = {"put": {"dates": [{"date": "2024-07-15", "price_percent": "100"}], "opens_days_before": "30",
                           "closes_days_before": "10"}}  # fmt: skip
    played = pair(world, **changes)
    with reverts("NoSuchOption", day=day("2024-05-20")):
        notice(played, "2024-05-20T12:00")


@pytest.mark.requirement("OPT-4")
def test_give_make_whole_notice__anybody_but_the_issuer__reverts(world: World) -> None:
    played = pair(world, make_whole=MAKE_WHOLE)
    for caller in (played.world.calculator, played.world.paying_agent, played.world.outsider):
        with unauthorized(caller, "ISSUER_ROLE"):
            played.world.bond.giveMakeWholeNotice(played.annex, stamp("2025-05-20T12:00"), by=caller)


@pytest.mark.requirement("OPT-4")
def test_give_make_whole_notice__zero_coupon__ends_without_a_coupon(world: World) -> None:
    played = pair(world, make_whole=MAKE_WHOLE, coupon=ZERO_COUPON)
    notice(played, "2025-05-20T12:00")
    assert played.world.bond.ending()[2:] == (0, 0, False, False)
