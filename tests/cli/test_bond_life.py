"""A bond serviced from the command line, from issue to redemption."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.bonds import Case, case_of
from tests.cli.starting import Tenor
from tests.contracts.world import World

COUPON = 2_500  # [minor] of one unit: 5 percent half-yearly of 1,000.00
UNITS = 1_000


@pytest.fixture
def case(bond: Tenor, world: World, tmp_path: Path) -> Case:
    return case_of(bond, world, tmp_path, maturity_date="2025-01-15")


@pytest.mark.requirement("SERV-10")
def test_life__issue_coupons_redemption__pays_everybody_to_the_cent(case: Case) -> None:
    world, holders = case.world, (case.world.investor_a, case.world.investor_b)
    world.advance(world.bond.terms()["issueTime"])
    assert "issue 1,000 units to" in case.run("issue")
    for holder, units in zip(holders, (300, 700), strict=True):
        world.bond.transfer(holder, units, by=world.issuer)
    for number in (1, 2):
        world.record(number)
        world.mint(world.paying_agent, UNITS * COUPON)
        assert "the bond holds EUR 25,000.00 for 1,000 units" in case.fund(number)
        world.advance(world.bond.coupon(number)["period"]["payTime"])
        assert "paid EUR 25,000.00 to 2 holders" in case.run("pay")
        assert case.run("pay") == "nothing is due to anybody\n"
    world.advance(world.bond.terms()["maturityTime"])
    world.mint(world.paying_agent, world.principal)
    case.fund("principal")
    assert "paid EUR 1,000,000.00 to 2 holders" in case.run("redeem")
    assert [world.cash.balanceOf(holder) for holder in holders] == [
        units * (100_000 + 2 * COUPON) for units in (300, 700)
    ]
    assert world.bond.totalSupply() == 0
    assert json.loads(case.run("show", "--json"))["next_payment"] is None
