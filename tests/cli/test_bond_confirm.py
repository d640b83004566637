"""`tenor bond confirm` where more than a fixing is waited for: parts that may be called, an early end, targets."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.bonds import Case, case_of, issued
from tests.cli.starting import Tenor
from tests.contracts.kinds import CHALLENGE, FLOATING, TARGET
from tests.contracts.world import World

HASH = "0x" + "e1" * 32
PART = {
    "windows": [{"from": "2024-01-16", "to": "2027-01-14", "price_percent": "101"}],
    "notice_days": "10", "partial": "true",
}  # fmt: skip
AT_ONCE = {**FLOATING, "fixing": {**FLOATING["fixing"], "challenge_hours": "0"}}


def open_to(case: Case, number: int) -> Case:
    case.world.advance(case.world.bond.couponDetail(number)["fixableFrom"])
    return case


@pytest.mark.requirement("SERV-8")
def test_confirm__parts_may_still_be_called__fixes_the_rate_and_after_the_record_time_the_money(
    bond: Tenor, world: World, tmp_path: Path
) -> None:
    case = open_to(issued(case_of(bond, world, tmp_path, coupon=FLOATING, call=PART)), 1)
    case.with_sheet("fix", 1, "2.5", "--evidence", HASH)
    world = case.world
    world.advance(world.now + CHALLENGE)
    out = case.with_sheet("confirm", 1)
    assert "rate of coupon 1 fixed: done in transaction" in out
    assert "interest accrues at 3 % a year; what it pays is computed after its record time, 2025-01-14 17:00" in out
    assert "the rate of coupon 1 is known, and what it pays is computed after" in case.refused("confirm", case.sheet, 1)
    assert "tenor bond confirm" in case.refused("fix", case.sheet, 1, "3", "--evidence", HASH)
    world.record(1)
    assert "it pays EUR 30.50 on a unit" in case.with_sheet("confirm", 1)
    assert case.refused("confirm", case.sheet, 1).startswith("NUMBER: coupon 1 is fixed already")


@pytest.mark.requirement("SERV-8")
def test_confirm__rate_in_the_terms_and_parts_callable__waits_for_the_record_time(
    bond: Tenor, world: World, tmp_path: Path
) -> None:
    case = issued(case_of(bond, world, tmp_path, call=PART))
    assert "is known, and what it pays is computed after its record time" in case.refused("confirm", case.sheet, 1)
    told = case.refused("approve", 1, "--out", tmp_path / "approval.json")
    assert told.endswith("Have it computed after its record time, 2024-07-12 17:00:00 UTC: tenor bond confirm.")
    case.world.record(1)
    assert "it pays EUR 25.00 on a unit" in case.with_sheet("confirm", 1)


@pytest.mark.requirement("SERV-8", "SERV-12")
def test_confirm__coupon_cut_by_a_call__fixes_its_rate_for_the_end(bond: Tenor, world: World, tmp_path: Path) -> None:
    call = {**PART, "partial": "false"}
    case = open_to(issued(case_of(bond, world, tmp_path, coupon=AT_ONCE, call=call)), 1)
    case.with_sheet("call", "--day", "2024-10-15")
    told = case.refused("approve", 1, "--out", tmp_path / "approval.json")
    assert told.endswith("Have it computed from 2024-10-15 09:00:00 UTC on: tenor bond confirm-end.")
    case.world.advance(1_728_982_800)
    assert "the rate of coupon 1 is not fixed, and interest has accrued" in case.refused("confirm-end")
    case.with_sheet("fix", 1, "2.5", "--evidence", HASH)
    out = case.with_sheet("confirm", 1)
    assert "interest accrues at 3 % a year; what it pays is computed at the end, 2024-10-15 09:00:00 UTC" in out
    assert "tenor bond confirm-end" in case.refused("confirm", case.sheet, 1)
    assert "coupon 1 pays EUR 22.83 on a unit" in case.run("confirm-end")  # 3 % for 274/360 of a year


@pytest.mark.requirement("SERV-8")
def test_confirm__target_that_may_still_be_observed__sends_nothing(bond: Tenor, world: World, tmp_path: Path) -> None:
    target = {**TARGET, "observed_from": "2025-01-15"}
    case = case_of(bond, world, tmp_path, coupon=AT_ONCE, kpi=[target])
    world = open_to(case, 1).world
    case.with_sheet("fix", 1, "3", "--evidence", HASH)
    case.with_sheet("confirm", 1)
    world.advance(1_736_899_200)  # 2025-01-15
    case.with_sheet("fix", 2, "3", "--evidence", HASH)
    told = case.refused("confirm", case.sheet, 2)
    assert "nobody has observed target emissions, and it may be until 2025-01-16 00:00:00 UTC" in told
    world.advance(1_736_899_200 + 86_400)
    assert "it pays EUR 38.02 on a unit" in case.with_sheet("confirm", 2)  # missed: 3 + 0.5 + 0.25 % for 365/360
    open_to(case, 3)
    case.with_sheet("fix", 3, "3", "--evidence", HASH)
    assert "it pays EUR 38.02 on a unit" in case.with_sheet("confirm", 3)  # missed for good


@pytest.mark.requirement("SERV-8")
def test_confirm__target_disputed__may_be_observed_anew_for_as_long(bond: Tenor, world: World, tmp_path: Path) -> None:
    case = open_to(case_of(bond, world, tmp_path, coupon=FLOATING, kpi=[TARGET]), 2)
    world, document = case.world, tmp_path / "objection.txt"
    document.write_text("the figure is of another year", "utf-8")
    for number in (1, 2):
        case.with_sheet("fix", number, "3", "--evidence", HASH)
    world.advance(world.now + CHALLENGE)
    case.with_sheet("confirm", 1)
    case.with_sheet("fix-target", "emissions", "99", "--evidence", HASH)
    case.with_sheet("dispute-target", "emissions", "--document", document)
    disputed = world.now
    assert "nobody has observed target emissions" in case.refused("confirm", case.sheet, 2)
    world.advance(disputed + 86_400)
    assert "it pays EUR 38.02 on a unit" in case.with_sheet("confirm", 2)
