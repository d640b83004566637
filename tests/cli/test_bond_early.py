"""`tenor bond call`, `call-part`, `make-whole`: notices that the chain would refuse are refused before it is asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.bonds import Case, case_of, funded, issued
from tests.cli.starting import Tenor
from tests.contracts.world import World

HASH = "0x" + "e1" * 32
CALL = {
    "windows": [{"from": "2024-09-16", "to": "2025-01-10", "price_percent": "101"},
                {"from": "2026-01-15", "to": "2026-01-15", "price_percent": "100.5"}],
    "notice_days": "30", "partial": "false",
}  # fmt: skip
PARTS = {**CALL, "partial": "true", "windows": [{"from": "2024-07-15", "to": "2026-01-15", "price_percent": "102"}]}
WHOLE = {
    "until": "2026-06-30", "spread_percent": "0.5", "notice_days": "10", "minimum_percent": "-1",
    "maximum_percent": "20",
}  # fmt: skip


@pytest.fixture
def case(bond: Tenor, world: World, tmp_path: Path) -> Case:
    return issued(case_of(bond, world, tmp_path, call=CALL, make_whole=WHOLE))


@pytest.mark.requirement("SERV-12")
def test_call__notice_given__ends_the_life_there(case: Case) -> None:
    world = funded(case, 1).world
    world.advance(world.bond.coupon(1)["period"]["payTime"])
    case.run("pay")
    out = case.with_sheet("call", "--day", "2024-10-15")
    assert "call all units for 2024-10-15 09:00:00 UTC at 101 %" in out
    assert "coupon 2 is cut there and is the last" in out
    shown = json.loads(case.run("show", "--json"))
    assert shown["early_end"] == {
        "by": "call", "time": "2024-10-15T09:00:00Z", "day": "2024-10-15", "last_coupon": 2, "price_percent": "101",
        "fixed": False,
    }  # fmt: skip
    assert "the life ends early already" in case.refused("call", case.sheet, "--day", "2024-12-16")
    assert "the life ends at 2024-10-15" in case.refused("confirm-end")
    world.advance(1_728_982_800)
    out = case.run("confirm-end")
    assert "coupon 2 pays EUR 12.50 on a unit" in out
    assert "a unit is redeemed at EUR 1,010.00" in out
    assert "is computed already" in case.refused("confirm-end")
    case.fund(2)
    case.fund("principal")
    assert "paid EUR 1,022,500.00 to 2 holders" in case.run("redeem")


@pytest.mark.requirement("SERV-12")
@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--day", "2024-09-15"), "--day: the terms have no call on 2024-09-15. Name a day of: 2024-09-16 to 2025"),
        (("--day", "2025-01-11"), "the terms have no call on 2025-01-11"),
        (("--day", "2024-10-15", "--issuer", "dev:5"), "is no issuer of this bond"),
    ],
)
def test_call__not_by_the_terms__sends_nothing(case: Case, options: tuple[str, ...], told: str) -> None:
    assert told in case.refused("call", case.sheet, *options)


@pytest.mark.requirement("SERV-12")
def test_call__without_its_notice__sends_nothing(case: Case) -> None:
    case.world.advance(1_724_025_600)  # 2024-08-19
    told = case.refused("call", case.sheet, "--day", "2024-09-17")
    assert "the terms ask for 30 days of notice, so 2024-09-18 is the first day possible" in told
    assert case.with_sheet("call", "--day", "2024-09-18")


@pytest.mark.requirement("SERV-12")
def test_call__time_that_is_none_or_terms_without_call__sends_nothing(
    case: Case, bond: Tenor, world: World, tmp_path: Path
) -> None:
    status, _, err = case.start("call", case.sheet, "--day", "2024-10-15", "--at", "noon")
    assert (status, "write hours and minutes" in err) == (2, True)
    (tmp_path / "plain").mkdir()
    plain = case_of(bond, world, tmp_path / "plain", issue_id="PLAIN")
    assert "the terms of this bond have no call" in plain.refused("call", plain.sheet, "--day", "2024-10-15")
    assert "have no make-whole" in plain.refused("make-whole", plain.sheet, "--day", "2024-10-15")
    assert "let no part of a unit be called" in plain.refused("call-part", plain.sheet, 1, "10")
    assert "no coupon of this bond is cut" in plain.refused("confirm-end")


@pytest.mark.requirement("SERV-12")
def test_make_whole__yield_fixed__repays_the_present_value(case: Case) -> None:
    world = case.world
    assert "no make-whole was announced" in case.refused("reference-yield", case.sheet, "2", "--evidence", HASH)
    assert "no make-whole after 2026-06-30" in case.refused("make-whole", case.sheet, "--day", "2026-07-01")
    assert "10 days of notice" in case.refused("make-whole", case.sheet, "--day", "2024-01-24")
    assert "coupon 1 is recorded by then" in case.refused("make-whole", case.sheet, "--day", "2024-07-14")
    assert "no issuer" in case.refused("make-whole", case.sheet, "--day", "2024-04-15", "--issuer", "dev:12")
    out = case.with_sheet("make-whole", "--day", "2024-04-15", "--at", "10:00")
    assert "make whole all units for 2024-04-15 10:00:00 UTC" in out
    assert json.loads(case.run("show", "--json"))["early_end"]["by"] == "make-whole"
    assert "is fixed on 2024-04-15 or later" in case.refused("reference-yield", case.sheet, "2", "--evidence", HASH)
    world.advance(1_713_175_200)
    assert "the reference yield of the make-whole is not fixed" in case.refused("confirm-end")
    for value in ("-1.1", "20.01"):
        told = case.refused("reference-yield", case.sheet, value, "--evidence", HASH)
        assert f"{value} % is outside the bounds of the terms, -1 % to 20 %" in told
    assert "no calculation agent" in case.refused(
        "reference-yield", case.sheet, "2", "--evidence", HASH, "--calculation-agent", "dev:5"
    )
    out = case.with_sheet("reference-yield", "2", "--evidence", HASH)
    principal, known = world.bond.redemptionPerUnit()
    assert known
    assert principal > 100_000
    assert f"a unit is redeemed at EUR {principal // 100:,}.{principal % 100:02}" in out
    assert "is fixed already, for good" in case.refused("reference-yield", case.sheet, "2", "--evidence", HASH)
    assert "coupon 1 pays EUR 12.50 on a unit" in case.run("confirm-end")


@pytest.mark.requirement("SERV-12")
def test_make_whole__nobody_to_fix_the_yield__sends_nothing(bond: Tenor, world: World, tmp_path: Path) -> None:
    case = case_of(bond, world, tmp_path, make_whole=WHOLE)
    role = case.world.bond.CALCULATION_AGENT_ROLE()
    case.world.bond.revokeRole(role, world.calculator, by=world.issuer)
    told = case.refused("make-whole", case.sheet, "--day", "2024-04-15")
    assert "nobody could fix the reference yield: this bond has no calculation agent" in told
    case.world.bond.grantRole(role, world.settler, by=world.issuer)
    assert "make whole all units" in case.with_sheet("make-whole", "--day", "2024-04-15")


@pytest.mark.requirement("SERV-12")
def test_call_part__until_the_record_time__is_called_once(bond: Tenor, world: World, tmp_path: Path) -> None:
    case = issued(case_of(bond, world, tmp_path, call=PARTS))
    assert "call 25 % of every unit with coupon 1 at 102 %" in case.with_sheet("call-part", 1, "25")
    assert case.world.bond.calledPart(1) == (250_000_000, 1_020_000_000)
    assert "a part is called for coupon 1 already" in case.refused("call-part", case.sheet, 1, "25")
    for percent in ("0", "100"):
        assert f"{percent} % is no part of a unit" in case.refused("call-part", case.sheet, 2, percent)
    assert "the last payment repays all" in case.refused("call-part", case.sheet, 6, "25")
    assert "the terms have no call on 2026-07-15" in case.refused("call-part", case.sheet, 5, "25")
    assert "the bond has no coupon 7" in case.refused("call-part", case.sheet, 7, "25")
    assert "no issuer" in case.refused("call-part", case.sheet, 2, "25", "--issuer", "dev:5")
    case.world.advance(case.world.bond.coupon(2)["period"]["payTime"] - 29 * 86_400)
    assert "30 days of notice" in case.refused("call-part", case.sheet, 2, "25")
    case.world.record(2)
    assert "until the record time of its coupon" in case.refused("call-part", case.sheet, 2, "25")
    assert "call 25 % of every unit with coupon 3" in case.with_sheet("call-part", 3, "25")


@pytest.mark.requirement("SERV-12")
def test_call__moment_at_which_no_life_can_end__sends_nothing(bond: Tenor, world: World, tmp_path: Path) -> None:
    window = {"from": "2024-01-20", "to": "2027-01-14", "price_percent": "101"}
    call = {"windows": [window], "notice_days": "0", "partial": "false"}
    case = issued(case_of(bond, world, tmp_path, call=call, make_whole={**WHOLE, "notice_days": "0"}))
    case.world.advance(1_706_000_400)  # 2024-01-23 09:00

    def refused(command: str, day: str, at: str) -> str:
        return case.refused(command, case.sheet, "--day", day, "--at", at)

    assert "2024-01-23 08:00:00 UTC is past" in refused("call", "2024-01-23", "08:00")
    assert "no record time of the bond comes after that" in refused("call", "2027-01-14", "18:00")
    assert "coupon 1 is recorded by then and paid at 2024-07-15 09:00:00 UTC" in refused("call", "2024-07-13", "09:00")
    assert case.with_sheet("call", "--day", "2024-07-15")
