"""A run is funded only as a second person approved it: these figures, this bond, in time."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contracts.kinds import endow, signed_run
from tests.contracts.signing import BOND_NAME, RUN_TYPE, digest, malleable
from tests.contracts.support import reverts
from tests.contracts.world import World

UNITS, PER_UNIT = 1_600, 1_004_178
TOTAL = UNITS * PER_UNIT


@pytest.fixture
def recorded(issued: World) -> World:
    """The first coupon is recorded, and the paying agent has its total."""
    issued.record(1)
    endow(issued, TOTAL)
    return issued


def fund(world: World, approval: dict[str, Any], at: int | None = None) -> Any:  # noqa: ANN401 -- Sent
    return world.bond.fundCoupon(1, TOTAL, approval, by=world.paying_agent, at=at)


def refuse(world: World, approval: dict[str, Any]) -> None:
    with reverts("RunNotApproved", approver=approval["approver"], deadline=approval["deadline"]):
        fund(world, approval)
    assert world.bond.couponsFunded() == 0


@pytest.mark.requirement("BOND-25")
def test_payment_run__any_figures__are_hashed_as_the_standard_says(recorded: World) -> None:
    figures = {"number": 2, "amountPerUnit": 3, "units": 5, "total": 7, "deadline": 11}
    expected = digest(RUN_TYPE, figures, BOND_NAME, recorded.bond.wallet)
    assert recorded.bond.paymentRun(*figures.values()) == expected


@pytest.mark.requirement("BOND-25", "BOND-5")
def test_fund_coupon__approved_as_it_is__is_funded(recorded: World) -> None:
    sent = fund(recorded, recorded.approve(1))
    assert sent.logs[0] == recorded.bond.log("CouponFunded", 1, PER_UNIT, UNITS, TOTAL)


@pytest.mark.requirement("BOND-25")
@pytest.mark.parametrize("approver", ["issuer", "investor_a", "operator", "outsider"])
def test_fund_coupon__approved_by_nobody_who_may__reverts(recorded: World, approver: str) -> None:
    refuse(recorded, recorded.approve(1, by=getattr(recorded, approver)))


@pytest.mark.requirement("BOND-25")
def test_fund_coupon__approved_by_who_funds__reverts(recorded: World) -> None:
    """Both roles in one hand are not two persons."""
    bond = recorded.bond
    bond.grantRole(bond.PAYMENT_APPROVER_ROLE(), recorded.paying_agent, by=recorded.issuer)
    refuse(recorded, recorded.approve(1, by=recorded.paying_agent))
    fund(recorded, recorded.approve(1))


@pytest.mark.requirement("BOND-25")
def test_fund_coupon__approver_dismissed_since__reverts(recorded: World) -> None:
    approval = recorded.approve(1)
    recorded.bond.revokeRole(recorded.bond.PAYMENT_APPROVER_ROLE(), recorded.approver, by=recorded.issuer)
    refuse(recorded, approval)


@pytest.mark.requirement("BOND-25")
def test_fund_coupon__after_the_deadline__reverts(recorded: World) -> None:
    deadline = recorded.now + 100
    approval = recorded.approve(1, deadline=deadline)
    with reverts("RunNotApproved", approver=recorded.approver, deadline=deadline):
        fund(recorded, approval, at=deadline + 1)


@pytest.mark.requirement("BOND-25")
def test_fund_coupon__in_the_second_of_the_deadline__is_funded(recorded: World) -> None:
    deadline = recorded.now + 100
    fund(recorded, recorded.approve(1, deadline=deadline), at=deadline)
    assert recorded.bond.couponsFunded() == 1


@pytest.mark.requirement("BOND-25")
@pytest.mark.parametrize(
    "figures",
    [
        (2, PER_UNIT, UNITS, TOTAL),
        (0, PER_UNIT, UNITS, TOTAL),
        (1, PER_UNIT - 1, UNITS, TOTAL),
        (1, PER_UNIT, UNITS + 1, TOTAL),
        (1, PER_UNIT, UNITS, TOTAL - 1),
        (1, PER_UNIT, UNITS, TOTAL + 1),
        (1, UNITS, PER_UNIT, TOTAL),
    ],
)
def test_fund_coupon__another_figure_approved__reverts(recorded: World, figures: tuple[int, int, int, int]) -> None:
    refuse(recorded, signed_run(recorded, *figures))
    fund(recorded, signed_run(recorded, 1, PER_UNIT, UNITS, TOTAL))


@pytest.mark.requirement("BOND-25")
def test_fund_coupon__deadline_put_off__reverts(recorded: World) -> None:
    approval = recorded.approve(1)
    refuse(recorded, {**approval, "deadline": approval["deadline"] + 1})


@pytest.mark.requirement("BOND-25")
@pytest.mark.parametrize("forge", ["empty", "short", "mirrored", "another's"])
def test_fund_coupon__signature_of_nobody__reverts(recorded: World, forge: str) -> None:
    approval = recorded.approve(1)
    signatures = {
        "empty": b"",
        "short": approval["signature"][:64],
        "mirrored": malleable(approval["signature"]),
        "another's": recorded.approve(1, by=recorded.issuer)["signature"],
    }
    refuse(recorded, {**approval, "signature": signatures[forge]})


@pytest.mark.requirement("BOND-25")
def test_fund_coupon__approval_of_another_bond__reverts(world: World) -> None:
    """Two bonds of the same figures: an approval is for one of them."""
    world.distribute({})
    twin = world.create(issueId=b"\x02" * 32)
    twin.distribute({})
    twin.record(1)
    endow(twin, TOTAL)
    refuse(twin, world.approve(1))
    fund(twin, twin.approve(1))


@pytest.mark.requirement("BOND-25")
@pytest.mark.parametrize("owner", ["approver", "outsider"])
def test_fund_coupon__approved_by_a_contract__asks_it(recorded: World, owner: str) -> None:
    wallet = recorded.deploy("MockWallet", getattr(recorded, owner).wallet)
    recorded.bond.grantRole(recorded.bond.PAYMENT_APPROVER_ROLE(), wallet, by=recorded.issuer)
    approval = {**recorded.approve(1), "approver": wallet.wallet}
    if owner == "outsider":
        refuse(recorded, approval)
    else:
        fund(recorded, approval)


@pytest.mark.requirement("BOND-25")
def test_fund_coupon__approval_of_the_first__is_none_of_the_second(recorded: World) -> None:
    first = recorded.approve(1)
    fund(recorded, first)
    recorded.record(2)
    due = recorded.bond.coupon(2)["amountPerUnit"] * UNITS
    endow(recorded, due)
    with reverts("RunNotApproved", approver=first["approver"], deadline=first["deadline"]):
        recorded.bond.fundCoupon(2, due, first, by=recorded.paying_agent)
    recorded.bond.fundCoupon(2, due, recorded.approve(2), by=recorded.paying_agent)


@pytest.mark.requirement("BOND-5")
@pytest.mark.parametrize("offered", [0, TOTAL - 1, TOTAL + 1, 2**256 - 1])
def test_fund_coupon__another_total__reverts(recorded: World, offered: int) -> None:
    approval = recorded.approve(1, total=min(offered, 2**255))
    with reverts("WrongTotal", offered=offered, due=TOTAL):
        recorded.bond.fundCoupon(1, offered, approval, by=recorded.paying_agent)
    assert recorded.bond.couponsFunded() == 0
