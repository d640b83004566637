"""What cannot be a bond is refused, by the forecast and by the creation alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.contracts.BondFactory.schedules import MOST_COUPONS, monthly, words
from tests.contracts.support import reverts, wallet
from tests.contracts.world import RIGHTS, World

ROLES = ["issuer", "payingAgent", "paymentApprover", "registrar", "complianceOfficer", "custodian", "pauser"]
Change = Callable[[World], dict[str, Any]]
Period = dict[str, int]


def refuse(world: World, terms: dict[str, Any], periods: list[Period], error: str, **values: object) -> None:
    """The factory refuses terms or coupons with the same error, asked or told."""
    arguments = ({**world.terms, **terms}, words(periods), [], b"", world.bond_roles)
    with reverts(error, **values):
        world.factory.predictBond(*arguments)
    with reverts(error, **values):
        world.factory.createBond(*arguments, by=world.issuer)


@pytest.mark.requirement("BOND-12")
@pytest.mark.parametrize(
    "change",
    [
        {"issueId": b"\x02" * 32}, {"termsHash": b"\x02" * 32}, {"name": b"n".ljust(31, b"\0") + b"\x01"},
        {"symbol": b"s".ljust(31, b"\0") + b"\x01"}, {"currency": b"USD"}, {"unitFace": 1_000_000}, {"units": 1_602},
        {"minUnits": 3}, {"rate": 40_500_001}, {"issueTime": 1_676_509_201}, {"maturityTime": 1_708_045_201},
        {"settlementVenue": wallet(0)}, {"dualControl": True}, {"dayCount": 2}, {"rounding": 1}, {"months": 3},
        {"endOfMonth": True}, {"anchor": 19_770}, {"maturityDay": 19_770}, {"withholds": True}, {"interestYears": 6},
        {"principalYears": 10}, {"parFloor": True}, {"zone": 31},
        *({"rights": {**dict.fromkeys(RIGHTS, 0), name: 1}} for name in RIGHTS),
    ],
)  # fmt: skip
def test_predict_bond__any_other_term__is_another_address(world: World, change: dict[str, Any]) -> None:
    found = world.factory.predictBond({**world.terms, **change}, world.periods, [], b"", world.bond_roles)
    assert found != world.bond.wallet


@pytest.mark.requirement("BOND-12")
@pytest.mark.parametrize("role", ROLES)
def test_predict_bond__any_other_role_holder__is_another_address(world: World, role: str) -> None:
    roles = {**world.bond_roles, role: world.outsider.wallet}
    assert world.factory.predictBond(world.terms, world.periods, [], b"", roles) != world.bond.wallet


@pytest.mark.requirement("BOND-12")
@pytest.mark.parametrize("index", [0, 1])
@pytest.mark.parametrize("member", ["recordTime", "payTime"])
def test_predict_bond__any_other_schedule__is_another_address(world: World, index: int, member: str) -> None:
    periods = world.dates
    periods[index][member] -= 1
    found = world.factory.predictBond(world.terms, words(periods), [], b"", world.bond_roles)
    assert found != world.bond.wallet


@pytest.mark.requirement("TOK-7")
@pytest.mark.parametrize("role", ROLES)
def test_predict_bond__role_left_empty__reverts(world: World, role: str) -> None:
    roles = {**world.bond_roles, role: wallet(0)}
    with reverts("EmptyRole"):
        world.factory.predictBond(world.terms, world.periods, [], b"", roles)
    if role != "issuer":  # nobody sends as the zero address
        with reverts("EmptyRole"):
            world.factory.createBond(world.terms, world.periods, [], b"", roles, by=world.issuer)


@pytest.mark.requirement("BOND-13")
@pytest.mark.parametrize(
    "change",
    [
        lambda world: {"cash": world.outsider.wallet},
        lambda _: {"cash": wallet(0)},
        lambda _: {"unitFace": 0},
        lambda _: {"minUnits": 0},
        lambda _: {"units": 0, "minUnits": 0},
        lambda world: {"minUnits": world.terms["units"] + 1},
        lambda world: {"issueTime": world.terms["maturityTime"]},
        lambda world: {"issueTime": world.terms["maturityTime"] + 1},
        lambda _: {"unitFace": 2**32, "units": 2**32},  # more principal than an account holds
        lambda _: {"name": b"n" * 31 + b"\x20"},  # no ShortString: its last byte is its length
        lambda _: {"symbol": b"\xff" * 32},
    ],
)
def test_predict_bond__terms_of_no_bond__reverts(world: World, change: Change) -> None:
    refuse(world, change(world), world.dates, "InvalidTerms")


@pytest.mark.requirement("BOND-13")
def test_predict_bond__too_many_coupons__reverts(world: World) -> None:
    refuse(world, {"maturityTime": 2**40 - 1}, monthly(world, MOST_COUPONS + 1), "InvalidTerms")


@pytest.mark.requirement("BOND-13")
def test_predict_bond__no_coupon__is_a_bond_without_interest(world: World) -> None:
    bond = world.create(periods=[]).bond
    assert (bond.couponCount(), bond.terms()) == (0, world.terms)
    with reverts("NoSuchCoupon", number=1):
        bond.coupon(1)


@pytest.mark.requirement("BOND-13")
def test_predict_bond__whole_issue_as_least_holding__is_a_bond(world: World) -> None:
    world.factory.predictBond(
        {**world.terms, "minUnits": world.terms["units"]}, world.periods, [], b"", world.bond_roles
    )


@pytest.mark.requirement("BOND-13")
@pytest.mark.parametrize(
    ("number", "change"),
    [
        (1, {"accrualEnd": 0}),  # ends as it starts
        (1, {"accrualEnd": -1}),
        (2, {"accrualStart": 1}),  # a day of nobody's
        (2, {"accrualStart": -1}),  # a day twice
        (2, {"accrualEnd": -10_000}),
        (1, {"recordTime": -1}),  # before the issue
        (1, {"payTime": 0}),  # paid as it is recorded
        (2, {"recordTime": -1}),  # recorded before the coupon before is payable
        (2, {"payTime": 1}),  # after maturity
    ],
)
def test_predict_bond__period_of_no_schedule__reverts(world: World, number: int, change: Period) -> None:
    """Each change is counted from the bound that it breaks."""
    periods, terms = world.dates, world.terms
    period, before = periods[number - 1], periods[0]
    bounds = {
        "accrualStart": before["accrualEnd"],
        "accrualEnd": period["accrualStart"],
        "recordTime": terms["issueTime"] if number == 1 else before["payTime"],
        "payTime": period["recordTime"] if number == 1 else terms["maturityTime"],
    }
    period.update({member: bounds[member] + by for member, by in change.items()})
    refuse(world, {}, periods, "InvalidPeriod", number=number)


@pytest.mark.requirement("BOND-13", "TOK-9")
def test_predict_bond__as_much_principal_as_an_account_holds__is_a_bond(world: World) -> None:
    world.factory.predictBond(
        {**world.terms, "unitFace": 2**64 - 1, "units": 1, "minUnits": 1, "rate": 1_000},
        world.periods,
        [],
        b"",
        world.bond_roles,
    )


@pytest.mark.requirement("BOND-13")
@pytest.mark.parametrize("late", [0, 1])
def test_predict_bond__first_record_time_has_passed__reverts(world: World, late: int) -> None:
    """Such a bond could never be issued."""
    world.advance(world.dates[0]["recordTime"] + late)
    if late:
        refuse(world, {}, world.dates, "InvalidPeriod", number=1)
    else:
        assert world.factory.predictBond(world.terms, world.periods, [], b"", world.bond_roles) == world.bond.wallet


@pytest.mark.requirement("BOND-13")
def test_predict_bond__every_time_at_its_bound__is_a_bond(world: World) -> None:
    periods, terms = world.dates, world.terms
    periods[0]["recordTime"] = terms["issueTime"]
    periods[1]["recordTime"] = periods[0]["payTime"] = terms["issueTime"] + 1
    periods[1]["payTime"] = terms["maturityTime"]
    world.factory.predictBond(terms, words(periods), [], b"", world.bond_roles)


@pytest.mark.requirement("BOND-13")
@pytest.mark.parametrize("change", [{"rate": 0}, {"unitFace": 24}, {"rate": 1, "unitFace": 1_000}])
def test_predict_bond__coupon_rounds_to_nothing__reverts(world: World, change: dict[str, int]) -> None:
    refuse(world, change, world.dates, "InvalidCouponAmount", number=1, amountPerUnit=0)


@pytest.mark.requirement("BOND-13", "TOK-9")
@pytest.mark.parametrize(("units", "number"), [(2**55, 1), (2**54 - 1, 2)])
def test_predict_bond__more_interest_than_an_account_holds__reverts(world: World, units: int, number: int) -> None:
    """Two coupons of two minor units a unit: the whole issue on one account earns four times the units."""
    terms = {"unitFace": 99, "rate": 40_500_000, "units": units, "minUnits": 1}
    if number == 2:
        world.factory.predictBond(
            {**world.terms, **terms, "units": 2**54 - 1}, world.periods, [], b"", world.bond_roles
        )
        terms["units"] = 2**54
    refuse(world, terms, world.dates, "InvalidCouponAmount", number=number, amountPerUnit=2)


@pytest.mark.requirement("BOND-13")
def test_predict_bond__every_day_count__is_a_bond_of_its_own(world: World) -> None:
    found = {
        world.factory.predictBond({**world.terms, "dayCount": day_count}, world.periods, [], b"", world.bond_roles)
        for day_count in range(8)
    }
    assert (len(found), world.bond.wallet in found) == (8, True)


@pytest.mark.requirement("BOND-13")
@pytest.mark.parametrize("change", [{"months": 5}, {"months": 24}, {"months": 0, "dayCount": 3}])
def test_predict_bond__months_of_no_regular_period__reverts(world: World, change: dict[str, int]) -> None:
    """ACT/ACT-ICMA cannot count without them."""
    refuse(world, change, world.dates, "InvalidTerms")


@pytest.mark.requirement("BOND-13")
@pytest.mark.parametrize("change", [{"annexHash": b"\x01" * 32}, {"fixedLater": True}])
def test_predict_bond__annex_or_details_missing__reverts(world: World, change: dict[str, object]) -> None:
    roles = {**world.bond_roles, "calculationAgent": world.calculator.wallet}
    with reverts("InvalidTerms"):
        world.factory.predictBond({**world.terms, **change}, world.periods, [], b"", roles)


def test_predict_bond__day_count_unknown__reverts(world: World) -> None:
    with reverts(""):
        world.factory.predictBond({**world.terms, "dayCount": 8}, world.periods, [], b"", world.bond_roles)


@pytest.mark.requirement("BOND-12")
@pytest.mark.parametrize(
    "change",
    [
        {"zone": -49}, {"zone": 57}, {"partlyCallable": True},
        *({"rights": {**RIGHTS, name: 10**9 + 1}} for name in ("acceleration", "quorum", "majority")),
    ],
)  # fmt: skip
def test_predict_bond__zone_or_share_that_cannot_be__is_refused(world: World, change: dict[str, Any]) -> None:
    refuse(world, change, world.dates, "InvalidTerms")
