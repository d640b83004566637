"""Part of every unit is called for a payment, and paid with it at its price; all later payments are on what is left."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tests.bonds import fields
from tests.contracts.Bond.test_confirm_fixing_late import undone
from tests.contracts.early import CALL, PART, TAXED, Pair, day, pair, stamp
from tests.contracts.kinds import FLOATING, PER_HOLDING, PERCENTS, STEP_UP, confirm, issue_of, propose
from tests.contracts.support import Sent, reverts, unauthorized
from tests.contracts.world import World

FIRST, SECOND = Fraction("1.02345"), Fraction("1.005")
KINDS: dict[str, dict[str, Any]] = {
    "fixed": {},
    "per holding": {"coupon": PER_HOLDING},
    "taxed": TAXED,
    "amortising": {"amortisation": {"kind": "sinking", "first": "2024-07-15", "percent": "15"}},
    "step-up": {"coupon": STEP_UP},
    "floating": {"coupon": FLOATING},
}


def call(played: Pair, number: int, percent: str, price: Fraction) -> Sent:
    """On both."""
    share = int(Fraction(percent) * 10**7)
    sent: Sent = played.world.bond.callPart(played.annex, number, share, by=played.world.issuer)
    played.do("call_part", number, Fraction(percent), price)
    return sent


def fix(played: Pair, number: int) -> None:
    world = played.world
    if world.schedule.terms.floating is not None:
        propose(world, number, 25_000_000)
        played.do("fix", "coupons", {str(number): "2.5"})
    world.record(number)
    confirm(world, number)


@pytest.mark.requirement("OPT-5")
@pytest.mark.parametrize("kind", KINDS)
def test_call_part__two_parts_of_any_kind__pay_what_the_twin_does_to_the_end(world: World, kind: str) -> None:
    played = pair(world, call=PART, **KINDS[kind])
    bond = played.world.bond
    last = bond.couponCount()
    sent = call(played, 1, "12.3456789", FIRST)
    left = 100_000 - (15_000 if kind == "amortising" else 0)
    part = left * 123_456_789 // 10**9
    assert sent.logs == [bond.log("PartCalled", 1, 123_456_789, 1_023_450_000, part)]
    assert bond.calledPart(1) == (123_456_789, 1_023_450_000)
    for number in range(1, last + 1):
        if number == 2:
            call(played, 2, "50", SECOND if kind == "floating" else FIRST)
            played.sell("investor_a", "investor_b", 133)
        fix(played, number)
        played.open(number)
    played.finish_planned()
    played.agree()


@pytest.mark.requirement("OPT-5", "OPT-1")
def test_call_part__whole_call_later__repays_what_is_left(world: World) -> None:
    played = pair(world, call=PART)
    other, bond = played.world, played.world.bond
    call(played, 1, "33", FIRST)
    call(played, 2, "25", FIRST)  # never paid: the life ends before
    fix(played, 1)
    played.open(1)
    played.call("2024-12-31T00:00")
    with reverts("PartNotCallable", number=3):
        bond.callPart(played.annex, 3, 10**8, by=other.issuer)
    other.advance(stamp("2024-12-31T00:00"))
    played.do("call", FIRST)
    played.settle("early 1")
    played.finish()
    played.agree()


@pytest.mark.requirement("OPT-5")
def test_call_part__record_second_and_after__is_the_last(world: World) -> None:
    played = pair(world, call={**PART, "notice_days": "3"})
    other, bond, record = played.world, played.world.bond, stamp("2024-07-12T17:00")
    with undone(other):
        bond.callPart(played.annex, 1, 10**8, by=other.issuer, at=record)
    with reverts("PartNotCallable", number=1):
        bond.callPart(played.annex, 1, 10**8, by=other.issuer, at=record + 1)


@pytest.mark.requirement("OPT-5")
@pytest.mark.parametrize("number", [0, 6, 7, 2**256 - 1])
def test_call_part__last_payment_or_none__reverts(world: World, number: int) -> None:
    played = pair(world, call=PART)
    with reverts("PartNotCallable", number=number):
        played.world.bond.callPart(played.annex, number, 10**8, by=played.world.issuer)


@pytest.mark.requirement("OPT-5")
def test_call_part__called_already__reverts(world: World) -> None:
    played = pair(world, call=PART)
    call(played, 3, "10", SECOND)
    with reverts("PartNotCallable", number=3):
        played.world.bond.callPart(played.annex, 3, 10**8, by=played.world.issuer)


@pytest.mark.requirement("OPT-5")
def test_call_part__bond_that_is_called_whole_only__reverts(world: World) -> None:
    played = pair(world, call=CALL)
    with reverts("PartNotCallable", number=1):
        played.world.bond.callPart(played.annex, 1, 10**8, by=played.world.issuer)


@pytest.mark.requirement("OPT-5")
@pytest.mark.parametrize(
    ("share", "part", "ok"),
    [(0, 0, False), (9_999, 0, False), (10_000, 1, True), (999_999_999, 99_999, True), (10**9, 100_000, False),
     (2**64 - 1, 100_000 * (2**64 - 1) // 10**9, False)],
)  # fmt: skip
def test_call_part__nothing_or_all__reverts(world: World, share: int, part: int, ok: bool) -> None:  # noqa: FBT001
    played = pair(world, call=PART)
    other, bond = played.world, played.world.bond
    if ok:
        sent = bond.callPart(played.annex, 1, share, by=other.issuer)
        assert sent.logs[0].values[3] == part
        return
    with reverts("InvalidPart", part=part, left=100_000):
        bond.callPart(played.annex, 1, share, by=other.issuer)


@pytest.mark.requirement("OPT-5")
def test_call_part__more_than_money_can_be__reverts(world: World) -> None:
    """Half of a principal near the largest there may be, at eight times its price."""
    windows = [{"from": "2024-07-15", "to": "2024-07-15", "price_percent": "800"}]
    unit = "100000000000000"
    issue = issue_of(world, **fields(call={**PART, "windows": windows}, unit=unit, size=unit))
    face = 4 * 10**18
    terms = {name: value for name, value in issue.terms.items() if name not in ("cash", "annexHash")}
    other = world.create(periods=issue.periods, details=issue.details, annex=issue.annex, **{**terms, "unitFace": face})
    with reverts("InvalidPart", part=face // 2, left=face):
        other.bond.callPart(issue.annex, 1, 5 * 10**8, by=other.issuer)


@pytest.mark.requirement("OPT-3", "OPT-5")
def test_call_part__notice_too_short_or_no_window__reverts(world: World) -> None:
    windows = [{"from": "2025-01-01", "to": "2025-06-30", "price_percent": "101"}]
    played = pair(world, call={**PART, "windows": windows})
    other, bond = played.world, played.world.bond
    for number, when in ((1, "2024-07-15"), (3, "2025-07-15")):
        with reverts("NoSuchOption", day=day(when)):
            bond.callPart(played.annex, number, 10**8, by=other.issuer)
    late = stamp("2025-01-06T00:00")
    with reverts("NoticeTooShort", day=day("2025-01-15"), earliest=day("2025-01-16")):
        bond.callPart(played.annex, 2, 10**8, by=other.issuer, at=late)


@pytest.mark.requirement("OPT-5")
def test_call_part__last_moment_of_the_notice__passes(world: World) -> None:
    played = pair(world, call=PART)
    other = played.world
    other.bond.callPart(played.annex, 2, 10**8, by=other.issuer, at=stamp("2025-01-05T23:59:59"))


@pytest.mark.requirement("OPT-5")
def test_call_part__instalments_greater_than_what_is_left__repay_the_rest(world: World) -> None:
    """After it nothing is outstanding: later coupons come to nothing, and so does the redemption."""
    played = pair(world, call=PART, amortisation=PERCENTS)
    other = played.world
    call(played, 1, "99", FIRST)
    for number in range(1, 7):
        fix(played, number)
        played.open(number)
    assert other.bond.redemptionPerUnit() == (0, True)
    played.finish_planned()
    played.agree()


@pytest.mark.requirement("OPT-5")
def test_call_part__anybody_but_the_issuer__reverts(world: World) -> None:
    played = pair(world, call=PART)
    for caller in (played.world.paying_agent, played.world.calculator, played.world.investor_a):
        with unauthorized(caller, "ISSUER_ROLE"):
            played.world.bond.callPart(played.annex, 1, 10**8, by=caller)
    assert played.world.bond.calledPart(1) == (0, 0)
