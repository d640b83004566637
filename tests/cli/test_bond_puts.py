"""`tenor bond put`, `approve-puts`, `redeem-puts`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.bonds import Case, case_of, funded, issued
from tests.cli.starting import Tenor
from tests.contracts.world import World

PUT = {
    "dates": [{"date": "2024-10-15", "price_percent": "99"}, {"date": "2025-04-15", "price_percent": "100"}],
    "opens_days_before": "40", "closes_days_before": "10",
}  # fmt: skip
DAY = ("--day", "2024-10-15")
A, B = ("--holder", "dev:20"), ("--holder", "dev:21")
OPENS, CLOSES, REPAID = 1_725_580_800, 1_728_172_799, 1_728_990_000  # 6 September, end of 5 October, 15 October 11:00


@pytest.fixture
def case(bond: Tenor, world: World, tmp_path: Path) -> Case:
    """Issued, its first coupon paid, and notice being taken."""
    opened = funded(issued(case_of(bond, world, tmp_path, put=PUT)), 1)
    opened.world.advance(OPENS)
    opened.run("pay")
    return opened


@pytest.mark.requirement("SERV-12")
def test_put__repaid_on_the_day__burns_the_units(case: Case, tmp_path: Path) -> None:
    world, approval = case.world, ("--approval", tmp_path / "puts.json")
    assert "100 units are put for 2024-10-15 in all" in case.with_sheet("put", *DAY, "--units", 100, *A)
    assert "250 units are put for 2024-10-15 in all" in case.with_sheet("put", *DAY, "--units", 150, *A)
    case.with_sheet("put", *DAY, "--units", 700, *B)
    signing = ("approve-puts", case.sheet, *DAY, "--out", tmp_path / "puts.json")
    assert "puts for 2024-10-15 are repaid from that day on" in case.refused(*signing)
    world.advance(REPAID)
    assert "no payment approver" in case.refused(*signing, "--approver", "dev:5")
    assert "puts for 2024-10-15" in case.run(*signing)
    assert "no paying agent" in case.refused("redeem-puts", case.sheet, *DAY, *approval, "--paying-agent", "dev:0")
    out = case.with_sheet("redeem-puts", *DAY, *approval)
    assert "950 units repaid at EUR 990.00 and interest accrued" in out
    assert [world.bond.balanceOf(each) for each in (world.investor_a, world.investor_b)] == [50, 0]
    assert world.cash.balanceOf(world.investor_b) == 700 * (
        2_500 + 99_000 + 1_250
    )  # coupon, price, a quarter's interest
    assert "no units put for 2024-10-15 are left" in case.refused("redeem-puts", case.sheet, *DAY, *approval)


@pytest.mark.requirement("SERV-13")
def test_default__put_not_repaid__is_declared_after_its_days_of_grace(
    bond: Tenor, world: World, tmp_path: Path
) -> None:
    default = {"grace_days": "5", "acceleration_percent": "50", "default_interest_percent": "2"}
    case = funded(issued(case_of(bond, world, tmp_path, put=PUT, default=default)), 1)
    world, anybody = case.world, ("--sender", "dev:30")
    a, b = world.investor_a.wallet, world.investor_b.wallet
    world.advance(OPENS)
    case.run("pay")
    case.with_sheet("put", *DAY, "--units", 300, *A)
    assert "put no units that it still has" in case.refused("default", "--put", b, *anybody)
    told = case.refused("default", "--put", a, *anybody)
    assert "is due on 2024-10-15 with 5 days of grace, and it is" in told
    world.advance(REPAID)
    world.cash.setAddressFrozen(world.investor_a, freeze=True, by=world.officer)
    case.run("approve-puts", case.sheet, *DAY, "--out", tmp_path / "puts.json")
    case.with_sheet("redeem-puts", *DAY, "--approval", tmp_path / "puts.json")
    world.advance(REPAID + 6 * 86_400)
    assert "so that nobody missed it" in case.refused("default", "--put", a, *anybody)
    world.cash.setAddressFrozen(world.investor_a, freeze=False, by=world.officer)
    case.run("approve-puts", case.sheet, *DAY, "--out", tmp_path / "again.json")
    assert "300 units repaid" in case.with_sheet("redeem-puts", *DAY, "--approval", tmp_path / "again.json")


@pytest.mark.requirement("SERV-12", "SERV-13")
def test_redeem_puts__all_that_was_put_is_sold__ends_the_notice(bond: Tenor, world: World, tmp_path: Path) -> None:
    """Otherwise the holder could buy back after the next record time, and have declared what nobody could repay."""
    default = {"grace_days": "5", "acceleration_percent": "50", "default_interest_percent": "2"}
    case = funded(issued(case_of(bond, world, tmp_path, put=PUT, default=default)), 1)
    world, approval = case.world, tmp_path / "puts.json"
    world.advance(OPENS)
    case.run("pay")
    case.with_sheet("put", *DAY, "--units", 300, *A)
    case.world.bond.transfer(world.investor_b, 300, by=world.investor_a)
    world.advance(REPAID)
    case.run("approve-puts", case.sheet, *DAY, "--out", approval)
    assert "0 units repaid" in case.with_sheet("redeem-puts", *DAY, "--approval", approval)
    assert case.world.bond.putNotice(world.investor_a) == (0, 0, False)
    case.world.bond.transfer(world.investor_a, 300, by=world.investor_b)
    world.advance(REPAID + 6 * 86_400)
    told = case.refused("default", "--put", world.investor_a.wallet, "--sender", "dev:30")
    assert "put no units that it still has" in told


@pytest.mark.requirement("SERV-13")
def test_default__put_missed__is_shown_and_cured(bond: Tenor, world: World, tmp_path: Path) -> None:
    default = {"grace_days": "5", "acceleration_percent": "50", "default_interest_percent": "2"}
    case = funded(issued(case_of(bond, world, tmp_path, put=PUT, default=default)), 1)
    world, anybody = case.world, ("--sender", "dev:30")
    world.advance(OPENS)
    case.run("pay")
    case.with_sheet("put", *DAY, "--units", 300, *A)
    world.advance(REPAID + 6 * 86_400)
    out = case.run("default", "--put", world.investor_a.wallet, *anybody)
    assert f"default: the put of {world.investor_a.wallet} is missed" in out
    assert '"missed": "a put"' in case.run("show", "--json")
    assert "a put is still missed" in case.refused("cure", *anybody)
    put = ("--put", world.investor_a.wallet)
    assert "a put is an event of default since" in case.refused("default", *put, *anybody)
    assert "coupon 2 is due at 2025-01-15 09:00:00 UTC with 5 days of grace" in case.refused("default", *anybody)
    case.run("approve-puts", case.sheet, *DAY, "--out", tmp_path / "puts.json")
    case.with_sheet("redeem-puts", *DAY, "--approval", tmp_path / "puts.json")
    assert "cure the default on a put" in case.run("cure", *anybody)


@pytest.mark.requirement("SERV-13")
def test_default__payment_missed_while_a_put_is__is_declared_in_its_place(
    bond: Tenor, world: World, tmp_path: Path
) -> None:
    default = {"grace_days": "5", "acceleration_percent": "50", "default_interest_percent": "2"}
    case = funded(issued(case_of(bond, world, tmp_path, put=PUT, default=default)), 1)
    world, anybody = case.world, ("--sender", "dev:30")
    world.advance(OPENS)
    case.with_sheet("put", *DAY, "--units", 300, *A)
    world.advance(REPAID + 6 * 86_400)
    case.run("default", "--put", world.investor_a.wallet, *anybody)
    case.run("vote", 1, *B)
    world.advance(world.bond.coupon(2)["period"]["payTime"] + 5 * 86_400 + 1)
    assert "default: coupon 2 is missed" in case.run("default", *anybody)
    case.run("accelerate", *anybody)
    assert "coupon 2 is an event of default since" in case.refused("default", *anybody)


@pytest.mark.requirement("SERV-13")
def test_default__put_for_a_day_before_a_recorded_coupon_is_paid__waits_for_the_payment(
    bond: Tenor, world: World, tmp_path: Path
) -> None:
    changes = {
        "put": {**PUT, "dates": [{"date": "2024-07-02", "price_percent": "100"}]},
        "record": {"business_days_before": "10", "time": "17:00"},
        "default": {"grace_days": "5", "acceleration_percent": "50", "default_interest_percent": "2"},
    }
    case = issued(case_of(bond, world, tmp_path, **changes))
    world, anybody = case.world, ("--sender", "dev:30")
    world.advance(1_718_020_800)  # 10 June
    case.with_sheet("put", "--day", "2024-07-02", "--units", 300, *A)
    world.advance(1_720_483_200)  # 9 July
    told = case.refused("default", "--put", world.investor_a.wallet, *anybody)
    assert told.endswith("Declare it after 2024-07-20 09:00:00 UTC.")
    world.advance(world.bond.coupon(1)["period"]["payTime"] + 5 * 86_400 + 1)
    assert "is missed" in case.run("default", "--put", world.investor_a.wallet, *anybody)


@pytest.mark.requirement("SERV-12")
def test_put__outside_its_days_or_units__sends_nothing(case: Case) -> None:
    world = case.world
    assert "the terms have no put on 2024-10-16" in case.refused(
        "put", case.sheet, "--day", "2024-10-16", "--units", 1, *A
    )
    for units in (0, 301):
        assert f"has 300 units, and puts {units}" in case.refused("put", case.sheet, *DAY, "--units", units, *A)
    later = ("--day", "2025-04-15", "--units", 1, *A)
    assert "notice for 2025-04-15 is taken from 2025-03-06 to 2025-04-05" in case.refused("put", case.sheet, *later)
    assert "nobody has put units for 2024-10-15" in case.refused("approve-puts", case.sheet, *DAY)
    world.advance(CLOSES + 1)
    told = case.refused("put", case.sheet, *DAY, "--units", 1, *A)
    assert "notice for 2024-10-15 is taken from 2024-09-05 to 2024-10-05, and it is 2024-10-06" in told


@pytest.mark.requirement("SERV-12")
def test_redeem_puts__approval_of_another_run__sends_nothing(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "coupon.json"
    case.run("approve", 2, "--out", path)
    told = case.refused("redeem-puts", case.sheet, *DAY, "--approval", path)
    assert "this approval is of no puts" in told


@pytest.mark.requirement("SERV-12")
def test_put__terms_without_it__sends_nothing(bond: Tenor, world: World, tmp_path: Path) -> None:
    plain = issued(case_of(bond, world, tmp_path))
    assert "the terms of this bond have no put" in plain.refused("put", plain.sheet, *DAY, "--units", 1, *A)


@pytest.mark.requirement("SERV-12")
def test_approve_puts__coupon_due_first__sends_nothing(case: Case) -> None:
    case.with_sheet("put", *DAY, "--units", 100, *A)
    case.world.record(2)
    told = case.refused("approve-puts", case.sheet, *DAY)
    assert "puts for 2024-10-15 cannot be repaid now: PutsNotOpen(day=20011)" in told


@pytest.mark.requirement("SERV-12")
def test_put__notice_for_another_day_or_life_that_ends_first__sends_nothing(
    bond: Tenor, world: World, tmp_path: Path
) -> None:
    dates = [{"date": "2024-10-15", "price_percent": "99"}, {"date": "2024-11-15", "price_percent": "99"}]
    window = {"from": "2024-10-20", "to": "2024-11-01", "price_percent": "100"}
    call = {"windows": [window], "notice_days": "0", "partial": "false"}
    put = {"dates": dates, "opens_days_before": "90", "closes_days_before": "0"}
    case = funded(issued(case_of(bond, world, tmp_path, put=put, call=call)), 1)
    case.world.advance(OPENS)
    case.with_sheet("put", *DAY, "--units", 5, *A)
    later = ("put", case.sheet, "--day", "2024-11-15", "--units", 1)
    assert "has put 5 units for 2024-10-15" in case.refused(*later, *A)
    case.with_sheet("call", "--day", "2024-11-01")
    assert "the life ends on 2024-11-01, before that day" in case.refused(*later, *B)
