"""The reference yield makes the principal of a make-whole: the twin's present value, and never less than par."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tests.contracts.early import CALL, MAKE_WHOLE, PART, TAXED, Pair, day, pair, rate, stamp
from tests.contracts.kinds import EVIDENCE, PER_HOLDING, PERCENTS, STEP_UP, ZERO_COUPON, confirm
from tests.contracts.support import Sent, reverts, unauthorized
from tests.contracts.world import World

KINDS: dict[str, dict[str, Any]] = {
    "fixed": {},
    "per holding": {"coupon": {**PER_HOLDING, "day_count": "ACT/ACT-ICMA"}},
    "taxed": TAXED,
    "amortising": {"amortisation": PERCENTS},
    "step-up": {"coupon": STEP_UP},
    "ex-date": {"record": {"business_days_before": "2", "time": "17:00", "ex_business_days_before": "8"}},
    "zero": {"coupon": ZERO_COUPON},
}


def fix(played: Pair, observed: str) -> Sent:
    world = played.world
    sent: Sent = world.bond.fixReferenceYield(played.annex, rate(observed), EVIDENCE, by=world.calculator)
    return sent


def noticed(world: World, time: str, **changes: Any) -> Pair:  # noqa: ANN401 -- any field of a term sheet
    """Notice after the coupons until then; now is the day of the end."""
    played = pair(world, make_whole=MAKE_WHOLE, **changes)
    if "coupon" not in changes or changes["coupon"]["kind" if "kind" in changes["coupon"] else "rounding"] != "zero":
        number = 1
        while played.world.bond.coupon(number)["period"]["payTime"] <= stamp(time) - 11 * 86_400:
            played.open(number)
            number += 1
    played.world.bond.giveMakeWholeNotice(played.annex, stamp(time), by=played.world.issuer)
    played.world.advance(stamp(time))
    return played


@pytest.mark.requirement("OPT-4")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("observed", ["-1", "0.1234567", "4.75", "9"])
def test_fix_reference_yield__any_kind_and_yield__repays_what_the_twin_does(
    world: World, kind: str, observed: str
) -> None:
    played = noticed(world, "2025-01-03T12:00" if kind == "ex-date" else "2025-02-03T12:00", **KINDS[kind])
    bond = played.world.bond
    sent = fix(played, observed)
    assert [log.name for log in sent.logs] == ["ReferenceYieldFixed", "PrincipalFixed"]
    assert sent.logs[0].values == (rate(observed), EVIDENCE)
    played.do("make_whole", (Fraction(observed) + Fraction("0.25")) / 100)
    name = list(played.twin.payouts)[-1]
    assert sent.logs[1].values == (played.twin.payouts[name].principal,)
    if kind in ("fixed", "taxed", "ex-date"):
        assert (sent.logs[1].values[0] > 100_000) == (observed in {"-1", "0.1234567"})
    assert bond.ending()[0] == stamp("2025-01-03T12:00" if kind == "ex-date" else "2025-02-03T12:00")
    played.settle(name)
    played.finish()
    played.agree()


@pytest.mark.requirement("OPT-4")
def test_fix_reference_yield__partly_called_before__values_what_is_left(world: World) -> None:
    played = pair(world, make_whole=MAKE_WHOLE, call=PART)
    other, bond = played.world, played.world.bond
    bond.callPart(played.annex, 1, 400_000_000, by=other.issuer)
    played.do("call_part", 1, Fraction(40), Fraction("1.02345"))
    other.record(1)
    confirm(other, 1)
    played.open(1)
    bond.giveMakeWholeNotice(played.annex, stamp("2024-12-02T12:00"), by=other.issuer)
    other.advance(stamp("2024-12-02T12:00"))
    fix(played, "1")
    played.do("make_whole", Fraction("1.25") / 100)
    played.settle("early 1")
    assert bond.redemptionPerUnit()[0] > 60_000
    played.finish()
    played.agree()


@pytest.mark.requirement("OPT-4")
def test_fix_reference_yield__before_the_day_of_the_end_or_twice__reverts(world: World) -> None:
    played = pair(world, make_whole=MAKE_WHOLE)
    other, bond = played.world, played.world.bond
    with reverts("YieldNotOpen", day=0):
        fix(played, "1")
    bond.giveMakeWholeNotice(played.annex, stamp("2024-05-20T12:00"), by=other.issuer)
    midnight = stamp("2024-05-20T00:00")
    with reverts("YieldNotOpen", day=day("2024-05-20")):
        bond.fixReferenceYield(played.annex, 0, EVIDENCE, by=other.calculator, at=midnight - 1)
    with reverts("NotOpenForFixing", number=1):
        bond.confirmEnding(by=other.outsider, at=stamp("2024-05-20T12:00"))
    fix(played, "1")
    with reverts("YieldNotOpen", day=day("2024-05-20")):
        fix(played, "1")


@pytest.mark.requirement("OPT-4")
def test_fix_reference_yield__first_second_of_the_day__is_open(world: World) -> None:
    played = pair(world, make_whole=MAKE_WHOLE)
    other, bond = played.world, played.world.bond
    bond.giveMakeWholeNotice(played.annex, stamp("2024-05-20T12:00"), by=other.issuer)
    bond.fixReferenceYield(played.annex, 0, EVIDENCE, by=other.calculator, at=stamp("2024-05-20T00:00"))
    assert bond.redemptionPerUnit()[1]


@pytest.mark.requirement("OPT-4")
def test_fix_reference_yield__end_by_call__reverts(world: World) -> None:
    played = pair(world, make_whole=MAKE_WHOLE, call=CALL)
    played.call("2024-05-20T12:00")
    played.world.advance(stamp("2024-05-20T12:00"))
    with reverts("YieldNotOpen", day=day("2024-05-20")):
        fix(played, "1")


@pytest.mark.requirement("OPT-4")
@pytest.mark.parametrize(("observed", "inside"), [(-10_000_001, False), (-10_000_000, True), (150_000_000, True),
                                                  (150_000_001, False)])  # fmt: skip
def test_fix_reference_yield__bounds_of_the_terms__hold(world: World, observed: int, inside: bool) -> None:  # noqa: FBT001
    played = noticed(world, "2024-05-20T12:00")
    other = played.world
    if inside:
        other.bond.fixReferenceYield(played.annex, observed, EVIDENCE, by=other.calculator)
        return
    with reverts("OutsideBounds", observed=observed, least=-10_000_000, most=150_000_000):
        other.bond.fixReferenceYield(played.annex, observed, EVIDENCE, by=other.calculator)


@pytest.mark.requirement("OPT-4")
def test_fix_reference_yield__anybody_but_the_calculation_agent__reverts(world: World) -> None:
    played = noticed(world, "2024-05-20T12:00")
    for caller in (played.world.issuer, played.world.paying_agent, played.world.outsider):
        with unauthorized(caller, "CALCULATION_AGENT_ROLE"):
            played.world.bond.fixReferenceYield(played.annex, 0, EVIDENCE, by=caller)
