"""`tenor bond approve` and `fund`: a run that the chain would refuse is refused before anything is sent."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.bonds import Case, case_of, funded, issued
from tests.cli.starting import Tenor
from tests.contracts.kinds import FLOATING, PER_HOLDING
from tests.contracts.world import RIGHTS, World

TOTAL = 2_500_000  # [minor] 1,000 units at 25.00
DEFAULT = {"grace_days": "5", "acceleration_percent": "25", "default_interest_percent": "2"}


@pytest.fixture
def case(bond: Tenor, world: World, tmp_path: Path) -> Case:
    """Issued, with the first coupon recorded and the paying agent in money."""
    opened = issued(case_of(bond, world, tmp_path))
    opened.world.record(1)
    opened.world.mint(opened.world.paying_agent, 10**9)
    return opened


def approved(case: Case, number: object = 1, **changes: object) -> Path:
    """An approval, with some of its fields changed after it was signed."""
    path = case.folder / "approval.json"
    case.run("approve", number, "--out", path)
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | changes), "utf-8")
    return path


@pytest.mark.requirement("SERV-9")
def test_approve__coupon__prints_what_is_signed_and_writes_it(case: Case) -> None:
    out = case.run("approve", 1, "--out", case.folder / "run.json")
    content = json.loads((case.folder / "run.json").read_text("utf-8"))
    assert (content["number"], content["amount_per_unit"], content["units"], content["total"]) == (
        1,
        2_500,
        1_000,
        TOTAL,
    )
    assert content["approver"] == case.world.approver.wallet
    figures = (1, 2_500, 1_000, TOTAL, content["deadline"])
    assert content["digest"] == "0x" + case.world.bond.paymentRun(*figures).hex()
    for shown in ("EUR 25.00", "1,000", "EUR 25,000.00", content["digest"], "2024-08-14 09:00:00 UTC"):
        assert shown in out


@pytest.mark.requirement("SERV-9")
def test_fund__approved__lets_the_bond_take_exactly_the_total(case: Case) -> None:
    world = case.world
    out = case.run("fund", 1, "--approval", approved(case), "--cash", world.cash.wallet)
    assert "let the bond take EUR 25,000.00: done in transaction 0x" in out
    assert "fund coupon 1 with EUR 25,000.00: done in transaction 0x" in out
    assert (world.bond.couponsFunded(), world.cash.balanceOf(world.bond)) == (1, TOTAL)
    assert world.cash.allowance(world.paying_agent, world.bond) == 0


@pytest.mark.requirement("SERV-9")
def test_fund__allowed_already__sends_the_run_alone(case: Case) -> None:
    case.world.cash.approve(case.world.bond, TOTAL, by=case.world.paying_agent)
    assert case.run("fund", 1, "--approval", approved(case)).count("done in transaction") == 1


@pytest.mark.requirement("SERV-9")
def test_fund__another_money__sends_nothing(case: Case) -> None:
    other = case.world.registry.wallet
    told = case.refused("fund", 1, "--approval", approved(case), "--cash", other)
    assert f"--cash: the bond pays in tHKD at {case.world.cash.wallet}, and no other money" in told
    told = case.refused("fund", 1, "--approval", approved(case, cash=other))
    assert f"approval.json:1: cash is {other} in this approval" in told


@pytest.mark.requirement("SERV-9")
def test_fund__too_little_of_the_bonds_money__sends_nothing(case: Case) -> None:
    case.world.cash.transfer(case.world.issuer, 10**9 - TOTAL + 1, by=case.world.paying_agent)
    told = case.refused("fund", 1, "--approval", approved(case))
    assert (
        f"holds EUR 24,999.99 of the bond's money ({case.world.cash.wallet}), and the run takes EUR 25,000.00" in told
    )


@pytest.mark.requirement("SERV-9")
def test_fund__money_that_cannot_move__sends_nothing_and_says_why(case: Case) -> None:
    approval = approved(case)
    case.world.cash.setAddressFrozen(case.world.paying_agent, True, by=case.world.officer)  # noqa: FBT003
    told = case.refused("fund", 1, "--approval", approval)
    assert "the money cannot move from" in told
    assert "frozen" in told


@pytest.mark.requirement("SERV-9")
@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"chain_id": 1}, "chain_id is 1 in this approval, and 31337 here"),
        ({"bond": "0x" + "11" * 20}, "bond is 0x1111"),
        ({"number": 2}, "this approval is of payment 2, and payment 1 is to be funded"),
        ({"units": 999}, "999 units were approved, and 1,000 are in issue"),
        ({"amount_per_unit": 2_499}, "EUR 24.99 was approved as amount_per_unit, and EUR 25.00 is due now"),
        ({"total": 1}, "EUR 0.01 was approved as total, and EUR 25,000.00 is due now"),
        ({"deadline": 1_700_000_000}, "this approval ended at 2023-11-14"),
        ({"deadline": 1_900_000_000}, "the signature is not the approver's of these figures"),
        ({"signature": "0x00"}, "the signature is not the approver's of these figures"),
        ({"signature": "0x" + "ff" * 65}, "the signature is not the approver's of these figures"),
        ({"approver": "0x" + "11" * 20}, "is no payment approver of this bond"),
        ({"digest": "0x" + "11" * 32}, "the digest is not that of these figures: this file was changed"),
        ({"signature": "no"}, "this is not hexadecimal"),
        ({"total": "many"}, "this is not a whole number"),
    ],
)
def test_fund__approval_of_something_else__sends_nothing(case: Case, changes: dict[str, object], told: str) -> None:
    assert told in case.refused("fund", 1, "--approval", approved(case, **changes))


@pytest.mark.requirement("SERV-9")
def test_fund__approved_by_who_funds__sends_nothing(case: Case) -> None:
    world = case.world
    world.bond.grantRole(world.bond.PAYMENT_APPROVER_ROLE(), world.paying_agent, by=world.issuer)
    path = case.folder / "own.json"
    case.run("approve", 1, "--out", path, "--approver", "dev:5")
    assert "who funds a run cannot be who approved it" in case.refused("fund", 1, "--approval", path)


@pytest.mark.requirement("SERV-9")
@pytest.mark.parametrize(("command", "option"), [("approve", "--approver"), ("fund", "--paying-agent")])
def test_fund__by_another_key__sends_nothing(case: Case, command: str, option: str) -> None:
    rest = ("--approval", approved(case)) if command == "fund" else ()
    told = case.refused(command, 1, *rest, option, "dev:0")
    assert told.startswith(f"{option}: dev:0 ({case.world.issuer.wallet}) is no ")


@pytest.mark.requirement("SERV-9")
def test_fund__not_next_or_twice__sends_nothing(case: Case) -> None:
    later, first = approved(case, 2), case.folder / "first.json"
    assert "coupons are funded in order, and coupon 1 is not" in case.refused("fund", 2, "--approval", later)
    principal = approved(case, "principal")
    told = case.refused("fund", "principal", "--approval", principal)
    assert "the principal follows the coupons, and coupon 1 is not funded" in told
    case.run("approve", 1, "--out", first)
    case.run("fund", 1, "--approval", first)
    assert "coupon 1 is funded already" in case.refused("fund", 1, "--approval", first)
    assert "coupon 1 is funded already" in case.refused("approve", 1)
    assert "is for who holds at 2025-01-14 17:00:00 UTC" in case.refused("fund", 2, "--approval", later)


@pytest.mark.requirement("SERV-9")
@pytest.mark.parametrize("number", ["0", "7", "-1", "1.0", "all"])
def test_fund__no_such_payment__sends_nothing(case: Case, number: str) -> None:
    status, out, err = case.start("approve", number)
    assert (status, out) == (2, "")
    assert err


@pytest.mark.requirement("SERV-9")
def test_fund__coupon_not_fixed__sends_nothing(bond: Tenor, world: World, tmp_path: Path) -> None:
    floating = issued(case_of(bond, world, tmp_path, coupon=FLOATING))
    assert "coupon 1 is not fixed yet" in floating.refused("approve", 1)


@pytest.mark.requirement("SERV-9")
def test_approve__nothing_in_issue_or_no_days__is_refused(bond: Tenor, world: World, tmp_path: Path) -> None:
    empty = case_of(bond, world, tmp_path)
    assert "no unit is in issue" in empty.refused("approve", 1)
    issued(empty)
    assert "0 is no number of days" in empty.refused("approve", 1, "--days", "0")
    assert "the approval cannot be written" in empty.refused("approve", 1, "--out", tmp_path)


@pytest.mark.requirement("SERV-9")
def test_fund__principal_before_its_date__sends_nothing(bond: Tenor, world: World, tmp_path: Path) -> None:
    short = issued(case_of(bond, world, tmp_path, maturity_date="2024-07-15"))
    funded(short, 1)
    path = tmp_path / "principal.json"
    short.run("approve", "principal", "--out", path)
    told = short.refused("fund", "principal", "--approval", path)
    assert "the principal is due from 2024-07-15 09:00:00 UTC, and it is 2024-07-12" in told
    assert "it is 2024-07-12" in short.refused("redeem")
    short.world.advance(short.world.bond.terms()["maturityTime"])
    assert "the principal is not funded yet" in short.refused("redeem")
    short.run("fund", "principal", "--approval", path)
    assert "the principal is funded already" in short.refused("fund", "principal", "--approval", path)


@pytest.mark.requirement("SERV-9")
def test_fund__late__takes_what_was_approved_on_that_day_only(bond: Tenor, world: World, tmp_path: Path) -> None:
    late = issued(case_of(bond, world, tmp_path, default=DEFAULT))
    assert late.world.bond.terms()["rights"]["defaultInterest"] == RIGHTS["defaultInterest"]
    world, day = late.world, 86_400
    world.mint(world.paying_agent, 10**9)
    world.advance(world.bond.coupon(1)["period"]["payTime"] + 10 * day)
    old = approved(late)
    figures = json.loads(old.read_text("utf-8"))
    assert figures["amount_per_unit"] == 2_500 + 2_500 * 7 * 10 // 36_500
    world.advance(world.now + 20 * day)
    assert "default interest grows by the day" in late.refused("fund", 1, "--approval", old)
    anew = approved(late)
    assert "fund coupon 1" in late.run("fund", 1, "--approval", anew)


@pytest.mark.requirement("SERV-9")
def test_approve__rounded_on_a_holding__shows_a_unit_to_the_last_digit(
    bond: Tenor, world: World, tmp_path: Path
) -> None:
    cents = issued(case_of(bond, world, tmp_path, unit="1", size="1000", minimum_denomination="1", coupon=PER_HOLDING))
    out = cents.run("approve", 1, "--out", tmp_path / "run.json")
    assert "EUR 0.01 and 1333/2000 of EUR 0.01, rounded down on each holding" in out
