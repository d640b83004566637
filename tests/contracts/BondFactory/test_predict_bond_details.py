"""Details of coupons, and terms around them, that cannot be a bond's are refused, by forecast and creation alike."""

from __future__ import annotations

from dataclasses import replace
from math import gcd
from typing import Any

import pytest
from eth_utils.crypto import keccak

from tenor.deployment.bond_issue import FIXED, FLOATING, INDEXED, BondIssue
from tests.contracts.kinds import FLOATING as FLOATING_COUPON
from tests.contracts.kinds import INFLATION, PER_HOLDING, PERCENTS, STEP_UP, TARGET, ZERO_COUPON, issue_of
from tests.contracts.support import ZERO, reverts
from tests.contracts.world import World

WINDOW = {"from": "2024-08-01", "to": "2026-12-31", "price_percent": "100"}
PARTLY = {"windows": [WINDOW], "notice_days": "10", "partial": "true"}
NEGATIVE = 2**64 - 1  # a rate of -1e-9
UNKNOWN_KIND = 3


def changed(issue: BondIssue, number: int = 1, annex: bytes | None = None, **terms: Any) -> BondIssue:  # noqa: ANN401
    """The issue with one coupon's detail, the annex or terms changed; `detail` gives parts of the word by name."""
    parts, details = terms.pop("detail", {}), list(issue.details)
    places = {"rate": (192, 64), "outstanding": (128, 64), "instalment": (64, 64), "kind": (16, 8), "targets": (0, 16)}
    for name, value in parts.items():
        place, bits = places[name]
        details[number - 1] = details[number - 1] & ~((2**bits - 1) << place) | value << place
    annex = issue.annex if annex is None else annex
    return replace(issue, terms={**issue.terms, **terms}, details=details, annex=annex)


def refuse(world: World, issue: BondIssue, error: str, **values: object) -> None:
    with reverts(error, **values):
        world.factory.predictBond(*issue.arguments)
    with reverts(error, **values):
        world.factory.createBond(*issue.arguments, by=world.issuer)


@pytest.mark.requirement("BOND-13")
@pytest.mark.parametrize(
    ("number", "detail"),
    [
        (2, {"kind": UNKNOWN_KIND}),
        (2, {"kind": 255}),
        (1, {"kind": FLOATING}),  # nothing is fixed later here
        (1, {"kind": INDEXED}),
        (3, {"targets": 1}),
        (2, {"rate": NEGATIVE}),
        (2, {"outstanding": 1}),  # the factory's to compute
        (1, {"instalment": 100_000}),  # leaves nothing
        (2, {"instalment": 100_001}),
        (6, {"instalment": 1}),  # the last is redeemed
    ],
)
def test_predict_bond__detail_of_no_coupon__reverts(world: World, number: int, detail: dict[str, int]) -> None:
    issue = issue_of(world, coupon=STEP_UP)
    refuse(world, changed(issue, number, detail=detail), "InvalidDetail", number=number)


@pytest.mark.requirement("BOND-13")
def test_predict_bond__instalments_that_leave_one_minor_unit__are_a_bonds(world: World) -> None:
    issue = issue_of(world, coupon={**STEP_UP, "rounding": "per-holding-down"})
    world.factory.predictBond(*changed(issue, 5, detail={"instalment": 99_999}).arguments)
    refuse(world, changed(issue, 5, detail={"instalment": 100_000}), "InvalidDetail", number=5)


@pytest.mark.requirement("BOND-13")
@pytest.mark.parametrize(("kind", "fine"), [(FIXED, False), (FLOATING, True), (INDEXED, False)])
def test_predict_bond__rate_below_zero__is_a_spread_only(world: World, kind: int, fine: bool) -> None:  # noqa: FBT001
    issue = changed(issue_of(world, coupon=FLOATING_COUPON), 2, detail={"rate": NEGATIVE, "kind": kind})
    if fine:
        world.factory.predictBond(*issue.arguments)
    else:
        refuse(world, issue, "InvalidDetail", number=2)


@pytest.mark.requirement("BOND-13")
@pytest.mark.parametrize("months", [0, 2, 4, 5, 7, 11, 13, 24])
def test_predict_bond__months_of_no_period__reverts(world: World, months: int) -> None:
    refuse(world, changed(issue_of(world), months=months), "InvalidTerms")


@pytest.mark.requirement("BOND-13")
@pytest.mark.parametrize("changes", [{"call": PARTLY}, {"kpi": [TARGET]}, {"inflation": INFLATION}])
def test_predict_bond__coupon_fixed_later_whose_rate_comes_to_nothing__reverts(
    world: World, changes: dict[str, Any]
) -> None:
    """What one unit is paid at the rate of the terms, a target's step or an index apart, is something."""
    issue = issue_of(world, **changes)
    small = [detail & ~((2**64 - 1) << 192) | 1 << 192 for detail in issue.details]
    refuse(
        world, replace(issue, details=[issue.details[0], *small[1:]]), "InvalidCouponAmount", number=2, amountPerUnit=0
    )


@pytest.mark.requirement("BOND-13")
def test_predict_bond__rate_above_what_a_detail_can_say__reverts(world: World) -> None:
    world.factory.predictBond(*changed(issue_of(world, coupon=ZERO_COUPON), rate=2**63 - 1).arguments)
    refuse(world, changed(issue_of(world), rate=2**63), "InvalidTerms")


@pytest.mark.requirement("BOND-13")
@pytest.mark.parametrize("annex", [b"", b"\x00", b"another"])
def test_predict_bond__another_annex_than_the_terms_name__reverts(world: World, annex: bytes) -> None:
    refuse(world, changed(issue_of(world, inflation=INFLATION), annex=annex), "InvalidTerms")


@pytest.mark.requirement("BOND-13")
def test_predict_bond__annex_of_no_hash__reverts(world: World) -> None:
    refuse(world, changed(issue_of(world), annex=b"an annex"), "InvalidTerms")
    other = changed(issue_of(world), annex=b"an annex", annexHash=keccak(b"an annex"))
    world.factory.predictBond(*other.arguments)


@pytest.mark.requirement("BOND-13")
def test_predict_bond__fixed_later_without_an_annex__reverts(world: World) -> None:
    """Nothing could ever be fixed: no annex has the hash zero."""
    issue = issue_of(world, coupon=FLOATING_COUPON)
    refuse(world, changed(issue, annex=b"", annexHash=bytes(32)), "InvalidTerms")


@pytest.mark.requirement("BOND-13")
def test_predict_bond__fixed_later_without_details__reverts(world: World) -> None:
    issue = issue_of(world, coupon=FLOATING_COUPON)
    refuse(world, replace(issue, details=[]), "InvalidTerms")
    refuse(world, replace(issue, details=[], periods=[]), "InvalidTerms")


@pytest.mark.requirement("BOND-13")
@pytest.mark.parametrize("count", [1, 5, 7])
def test_predict_bond__details_of_other_number_than_coupons__reverts(world: World, count: int) -> None:
    issue = issue_of(world, coupon=STEP_UP)
    refuse(world, replace(issue, details=[*issue.details, issue.details[0]][:count]), "InvalidTerms")


@pytest.mark.requirement("BOND-13")
@pytest.mark.parametrize("part", [1, 2**64, 2**127])
def test_predict_bond__money_in_a_period__reverts(world: World, part: int) -> None:
    """What a coupon pays is the factory's to compute."""
    issue = issue_of(world)
    refuse(world, replace(issue, periods=[issue.periods[0], issue.periods[1] | part]), "InvalidPeriod", number=2)


@pytest.mark.requirement("BOND-13")
def test_predict_bond__step_of_no_rate__reverts_unless_holdings_are_rounded(world: World) -> None:
    issue = changed(issue_of(world, coupon=STEP_UP), 2, detail={"rate": 0})
    refuse(world, issue, "InvalidCouponAmount", number=2, amountPerUnit=0)
    issue = changed(issue_of(world, coupon={**STEP_UP, "rounding": "per-holding-down"}), 2, detail={"rate": 0})
    world.factory.predictBond(*issue.arguments)


@pytest.mark.requirement("BOND-13", "TOK-9")
def test_predict_bond__instalments_beyond_what_an_account_can_be_owed__reverts(world: World) -> None:
    """Interest alone fits the 56 bits of an account and the instalments do not: both are paid through it."""
    issue, per_unit = issue_of(world, amortisation=PERCENTS), 2_500 * 2 + 30_000 + 1_750 * 2 + 20_500
    fine = (2**56 - 1) // (per_unit + 1_238 * 2)
    world.factory.predictBond(*changed(issue, units=fine).arguments)
    refuse(world, changed(issue, units=2 * fine), "InvalidCouponAmount", number=2, amountPerUnit=2_500)


@pytest.mark.requirement("BOND-13")
def test_predict_bond__ratio_finer_than_a_coupon_can_say__reverts(world: World) -> None:
    """The exact interest of a unit has 80 bits over 48, where holdings are rounded."""
    terms: dict[str, Any] = {"unitFace": 10**17 + 3, "units": 1, "rate": 40_000_007}
    interest = (10**17 + 3) * 40_000_007 * 180
    scale = gcd(interest, 360 * 10**9)
    issue = changed(issue_of(world, coupon=PER_HOLDING), **terms)
    refuse(world, issue, "TooFine", numerator=interest // scale, denominator=360 * 10**9 // scale)
    world.factory.predictBond(*changed(issue_of(world), **terms).arguments)


@pytest.mark.requirement("TOK-7")
def test_predict_bond__fixed_later_without_calculation_agent__reverts(world: World) -> None:
    for changes, fine in (({}, True), ({"coupon": FLOATING_COUPON}, False)):
        issue = issue_of(world, **changes)
        issue = replace(issue, roles={**issue.roles, "calculationAgent": ZERO})
        if fine:
            world.factory.predictBond(*issue.arguments)
        else:
            refuse(world, issue, "EmptyRole")


@pytest.mark.requirement("BOND-29")
def test_predict_bond__no_coupons_at_all__is_a_bond(world: World) -> None:
    issue = issue_of(world, coupon=ZERO_COUPON)
    assert (issue.periods, issue.details) == ([], [])
    world.factory.predictBond(*issue.arguments)
