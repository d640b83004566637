"""A bond whose issuer may miss payments: three years at 5 percent half-yearly on 1,000 units of EUR 1,000."""

from __future__ import annotations

from typing import Any

from tests.contracts.kinds import create, endow, signed_run
from tests.contracts.support import Sent
from tests.contracts.world import World

DAY = 86_400  # [s]
FACE = 100_000  # principal of one unit [minor]
INTEREST = 2_500  # of one unit half-yearly [minor]
UNITS = 1_000
A, B, C, REST = 400, 300, 200, 100  # units of investors a to c, and what the issuer keeps
GRACE = 7 * DAY
VOTE_TERM = 30 * DAY
NOTICE = 14 * DAY
COUPONS = 6
ACCELERATION, TERMS, STANDSTILL = range(3)  # Motion of IBondTrouble.sol
RIGHTS = {
    "default": {"grace_days": "7", "acceleration_percent": "25", "default_interest_percent": "2"},
    "consent": {"quorum_percent": "50", "majority_percent": "75", "notice_days": "14"},
}


def in_issue(world: World, **changes: Any) -> World:  # noqa: ANN401 -- any field of a term sheet
    """Such a bond, held by investors a to c and the issuer."""
    other = create(world, **{**RIGHTS, **changes})
    other.distribute({other.investor_a: A, other.investor_b: B, other.investor_c: C})
    return other


def grace_ends(world: World, number: int = 1) -> int:
    """The last second of the days of grace of a coupon [s]."""
    pay_time: int = world.bond.coupon(number)["period"]["payTime"]
    return pay_time + GRACE


def declare(world: World, number: int = 1) -> Sent:
    """A coupon is missed, and anybody declares it in the first second after its days of grace."""
    sent: Sent = world.bond.declareDefault(number, by=world.outsider, at=grace_ends(world, number) + 1)
    return sent


def vote(world: World, *in_favour: Any, against: tuple[Any, ...] = (), ballot: int = 1) -> None:  # noqa: ANN401 -- actors
    """Holders vote."""
    for holder in (*in_favour, *against):
        world.bond.vote(ballot, holder in in_favour, by=holder)


def accelerate(world: World) -> int:
    """A default is declared, a votes for acceleration, and it is done; returns the claim of one unit."""
    if not world.bond.trouble()["missed"]:
        declare(world)
    vote(world, world.investor_a)
    world.bond.accelerate(by=world.outsider)
    claim: int = world.bond.trouble()["claim"]
    return claim


def distribution(world: World, amount: int, **changes: int) -> dict[str, Any]:
    """The approval of a distribution of so much on a unit, with some figures changed."""
    units = world.bond.totalSupply()
    figures = {"number": world.bond.nextRun(), "per_unit": amount, "units": units, "total": units * amount}
    return signed_run(world, **{**figures, **changes})


def distribute(world: World, per_unit: int) -> Sent:
    """The paying agent distributes a recovery."""
    approval = distribution(world, per_unit)
    endow(world, per_unit * world.bond.totalSupply())
    sent: Sent = world.bond.distribute(per_unit, approval, by=world.paying_agent)
    return sent


def fund_late(world: World, number: int) -> int:
    """Fund a coupon with the default interest of today; returns the amount on one unit."""
    per_unit, units, total = world.bond.runTotals(number)
    approval = signed_run(world, number, per_unit, units, total)
    endow(world, total)
    world.bond.fundCoupon(number, total, approval, by=world.paying_agent)
    amount: int = per_unit
    return amount


def fund_rest(world: World) -> int:
    """Fund what is left of the claim; returns it on one unit."""
    number = world.bond.couponCount() + 1
    per_unit, units, total = world.bond.runTotals(number)
    approval = signed_run(world, number, per_unit, units, total)
    if total:
        endow(world, total)
    world.bond.fundRedemption(total, approval, by=world.paying_agent)
    amount: int = per_unit
    return amount


def ask_terms(world: World, new: bytes = b"\x17" * 32, **changes: int) -> int:
    """The issuer asks for other terms, with the record time a day on; returns the last second of the vote."""
    asked = {"recordTime": world.now + DAY, "until": world.now + NOTICE + DAY, **changes}
    world.bond.proposeTerms(new, asked["recordTime"], asked["until"], by=world.issuer)
    return asked["until"]


def ask_standstill(world: World, standstill_until: int) -> int:
    """The issuer asks holders to wait, with the record time an hour on; returns the last second of the vote."""
    until = world.now + NOTICE + DAY
    world.bond.proposeStandstill(standstill_until, world.now + 3_600, until, by=world.issuer)
    return until


def agree(world: World, until: int, ballot: int) -> Sent:
    """Everybody agrees, and anybody counts."""
    world.advance(world.bond.ballot(ballot)["recordTime"] + 1)
    vote(world, world.investor_a, world.investor_b, world.investor_c, ballot=ballot)
    sent: Sent = world.bond.closeConsent(by=world.outsider, at=until + 1)
    return sent
