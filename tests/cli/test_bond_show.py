"""`tenor bond show` and `accrued`: what a bond tells of itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from tests.cli.bonds import Case, case_of, funded, issued
from tests.cli.starting import Tenor
from tests.contracts.kinds import FLOATING
from tests.contracts.world import World

RIGHTS = {"grace_days": "5", "acceleration_percent": "25", "default_interest_percent": "2"}


@pytest.fixture
def case(bond: Tenor, world: World, tmp_path: Path) -> Case:
    return case_of(bond, world, tmp_path, default=RIGHTS, prescription={})


def told(case: Case) -> dict[str, dict[str, object]]:
    shown: dict[str, dict[str, object]] = json.loads(case.run("show", "--json"))
    return shown


@pytest.mark.requirement("SERV-14")
def test_show__json__tells_terms_state_and_roles(case: Case) -> None:
    shown, world = told(issued(case)), case.world
    assert (shown["schema"], shown["chain_id"], shown["bond"]) == ("tenor-bond/1", 31337, case.bond)
    assert shown["terms"] | {
        "rate_percent": "5", "day_count": "30E/360", "rounding": "per-unit-half-up", "months": 6, "unit": "1000.00",
        "maturity_date": "2027-01-15", "prescription_years": {"interest": 5, "principal": 10},
        "default": {"grace_days": 5, "acceleration_percent": "25", "default_interest_percent": "2"}, "consent": None,
    } == shown["terms"]  # fmt: skip
    assert shown["state"] == {
        "supply": 1_000, "coupons": 6, "coupons_fixed": None, "coupons_funded": 0, "paused": False,
        "redemption_time": "2027-01-15T09:00:00Z", "redemption_per_unit": "1000.00", "redemption_funded": False,
    }  # fmt: skip
    assert shown["next_payment"] == {
        "payment": "coupon 1", "number": 1, "record_time": "2024-07-12T17:00:00Z", "pay_time": "2024-07-15T09:00:00Z",
        "amount_per_unit": "25.00", "units": 1_000, "total": "25000.00", "overdue": False, "stands": "not yet",
    }  # fmt: skip
    assert (shown["early_end"], shown["trouble"], shown["sheet"]) == (None, None, None)
    assert shown["roles"] == {
        "owner": [world.issuer.wallet], "issuer": [world.issuer.wallet], "paying_agent": [world.paying_agent.wallet],
        "payment_approver": [world.approver.wallet], "calculation_agent": [world.calculator.wallet],
        "registrar": [world.registrar.wallet], "compliance": [world.officer.wallet],
        "custodian": [world.custodian.wallet], "pauser": [world.pauser.wallet],
    }  # fmt: skip


@pytest.mark.requirement("SERV-14")
def test_show__role_moved__names_who_holds_it_now(case: Case) -> None:
    world, role = case.world, case.world.bond.PAYING_AGENT_ROLE()
    world.bond.grantRole(role, world.settler, by=world.issuer)
    world.bond.revokeRole(role, world.paying_agent, by=world.issuer)
    assert told(case)["roles"]["paying_agent"] == [world.settler.wallet]


@pytest.mark.requirement("SERV-14")
def test_show__payment_missed__is_overdue_with_default_interest(case: Case) -> None:
    issued(case).world.advance(case.world.record(1) and case.world.bond.coupon(1)["period"]["payTime"] + 10 * 86_400)
    payment = told(case)["next_payment"]
    assert (payment["overdue"], payment["stands"], payment["amount_per_unit"]) == (True, "to be funded", "25.04")
    assert payment["total"] == "25040.00"


@pytest.mark.requirement("SERV-14")
def test_show__coupon_funded__next_is_the_one_after(case: Case) -> None:
    shown = told(funded(issued(case), 1))
    assert (shown["state"]["coupons_funded"], shown["next_payment"]["payment"]) == (1, "coupon 2")


@pytest.mark.requirement("SERV-14")
def test_show__table__has_every_fact(case: Case) -> None:
    status, out, _ = issued(case).start("show", "--terms", case.sheet)
    assert status == 0
    for fact in (
        "sheet",
        "agrees",
        "per-unit-half-up",
        "next payment: record time",
        "2024-07-12T17:00:00Z",
        "25000.00",
    ):
        assert fact in out


@pytest.mark.requirement("SERV-14")
def test_show__another_sheet__is_refused(case: Case, tmp_path: Path) -> None:
    other = tmp_path / "other.yaml"
    other.write_text(case.sheet.read_text("utf-8") + "# changed\n", "utf-8")
    assert f"{other}: this is not the term sheet of the bond at {case.bond}" in case.refused("show", "--terms", other)


@pytest.mark.requirement("SERV-14")
def test_show__not_fixed__has_no_amount(bond: Tenor, world: World, tmp_path: Path) -> None:
    floating = issued(case_of(bond, world, tmp_path, coupon=FLOATING))
    shown = told(floating)
    assert shown["state"]["coupons_fixed"] == 0
    assert (shown["next_payment"]["stands"], shown["next_payment"]["total"]) == ("not fixed", None)


@pytest.mark.requirement("SERV-14")
def test_accrued__with_terms__agrees_to_the_last_digit(case: Case) -> None:
    out = case.run("accrued", "--day", "2024-05-20", "--yield", "4.25", "--terms", case.sheet)
    rows = {line.strip().split("  ")[0]: line for line in out.splitlines() if "agree" in line}
    assert set(rows) == {"accrued interest", "clean price", "dirty price"}
    assert "EUR 17.36" in rows["accrued interest"]  # 1,000 at 5 % for 125/360 of a year
    assert "17.36111111111111111111" in rows["accrued interest"]


@pytest.mark.requirement("SERV-14")
def test_accrued__without_terms__is_the_chains_alone(case: Case) -> None:
    out = case.run("accrued", "--day", "2024-05-20")
    assert "17.36111111111111111111" in out
    assert "agree" not in out
    assert "price" not in out


@pytest.mark.requirement("SERV-14")
def test_accrued__ex_date_passed__is_below_zero(bond: Tenor, world: World, tmp_path: Path) -> None:
    record = {"business_days_before": "1", "time": "17:00", "ex_business_days_before": "5"}
    ex = case_of(bond, world, tmp_path, record=record)
    out = ex.run("accrued", "--day", "2024-07-10", "--terms", ex.sheet)
    assert "-0.69444444444444444444" in out
    assert "agree" in out


@pytest.mark.requirement("SERV-14")
def test_accrued__day_or_yield_that_has_none__is_refused(case: Case) -> None:
    told_ = case.refused("accrued", "--day", "2028-01-15", "--yield", "4")
    assert told_.startswith("--day: the bond has no such figure on 2028-01-15: it has one from 2024-01-15 to before ")
    assert "--yield: a figure is" in case.refused("accrued", "--day", "2024-05-20", "--yield", "4%")
    assert "nothing is computed without a term sheet" in case.refused(
        "accrued", "--day", "2024-05-20", "--observations", case.sheet
    )


@pytest.mark.requirement("SERV-14")
def test_accrued__floating__takes_what_was_observed(bond: Tenor, world: World, tmp_path: Path) -> None:
    floating = case_of(bond, world, tmp_path, coupon=FLOATING)
    told_ = floating.refused("accrued", "--day", "2024-05-20")
    assert told_.startswith("--day: the rate of coupon 1 is not fixed yet, and the figure needs it. Bring what was")
    floating.world.advance(floating.world.bond.couponDetail(1)["fixableFrom"])
    floating.with_sheet("fix", 1, "3", "--evidence", "0x" + "e1" * 32)
    floating.world.advance(floating.world.bond.proposedFixing(1)[1])
    floating.with_sheet("confirm", 1)
    day = ("--day", "2024-05-20", "--terms", floating.sheet)
    assert "--terms: " in floating.refused("accrued", *day)
    observed = tmp_path / "observed.yaml"
    observed.write_text(yaml.safe_dump({"coupons": {1: "3"}}), "utf-8")
    assert "agree" in floating.run("accrued", *day, "--observations", observed)
    observed.write_text(yaml.safe_dump({"coupons": {1: "4"}}), "utf-8")
    status, out, _ = floating.start("accrued", *day, "--observations", observed)
    assert (status, "DIFFER" in out) == (1, True)
