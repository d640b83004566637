"""`tenor bond fix`, `confirm`, `dispute`: each bad fixing is refused before anything is sent."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from tenor.chain.events import read_events
from tests.cli.bonds import Case, case_of
from tests.cli.starting import Tenor
from tests.contracts.kinds import CHALLENGE, FLOATING, INFLATION, PERCENT, TARGET
from tests.contracts.world import World

HASH = "0x" + "e1" * 32


@pytest.fixture
def case(bond: Tenor, world: World, tmp_path: Path) -> Case:
    """Three yearly coupons fixed in advance, with a margin of 0.5 percent and a target from the second on."""
    return case_of(bond, world, tmp_path, coupon=FLOATING, kpi=[TARGET])


def open_to(case: Case, number: int) -> Case:
    case.world.advance(case.world.bond.couponDetail(number)["fixableFrom"])
    return case


@pytest.mark.requirement("SERV-8")
def test_fix__confirm__coupon_is_computed(case: Case, tmp_path: Path) -> None:
    world = open_to(case, 1).world
    (tmp_path / "screen.txt").write_text("a rate: 3.25 %", "utf-8")
    out = case.with_sheet("fix", 1, "3.25", "--evidence", tmp_path / "screen.txt")
    assert "coupon 1: 3.25 % observed: done in transaction 0x" in out
    assert "unless the issuer disputes it; then: tenor bond confirm 1" in out
    assert world.bond.proposedFixing(1)[0] == 3_250_000 * 10
    (event,) = (
        each.args
        for each in read_events(world.chain, "Bond", world.bond.wallet, 0, world.chain.web3.eth.block_number)
        if each.name == "FixingProposed"
    )
    assert event["evidence"] == sha256(b"a rate: 3.25 %").digest()
    assert "is final from" in case.refused("confirm", case.sheet, 1)
    world.advance(world.bond.proposedFixing(1)[1])
    assert "it pays EUR 38.13 on a unit" in case.with_sheet("confirm", 1)  # 3.75 % of 1,000.00 for 366/360 of a year
    assert world.bond.couponsFixed() == 1
    assert case.refused("confirm", case.sheet, 1).startswith("NUMBER: coupon 1 is fixed already")


@pytest.mark.requirement("SERV-8")
@pytest.mark.parametrize("value", ["20.0000001", "-5.1", "999"])
def test_fix__outside_the_bounds__sends_nothing(case: Case, value: str) -> None:
    told = open_to(case, 1).refused("fix", case.sheet, 1, value, "--evidence", HASH)
    assert told == f"VALUE: {value} % is outside the bounds of the terms, -5 % to 20 %. Correct the value."


@pytest.mark.requirement("SERV-8")
def test_fix__below_zero_and_within__is_taken(case: Case) -> None:
    open_to(case, 1).with_sheet("fix", 1, "-5", "--evidence", HASH)
    assert case.world.bond.proposedFixing(1)[0] == -5 * PERCENT


@pytest.mark.requirement("SERV-8")
@pytest.mark.parametrize("value", ["three", "1,5", "0.00000001", "--evil"])
def test_fix__no_number__sends_nothing(case: Case, value: str) -> None:
    assert "VALUE: a figure is" in open_to(case, 1).refused("fix", case.sheet, 1, value, "--evidence", HASH)


@pytest.mark.requirement("SERV-8")
def test_fix__by_another_key__sends_nothing(case: Case) -> None:
    open_to(case, 1)
    told = case.refused("fix", case.sheet, 1, "3", "--evidence", HASH, "--calculation-agent", "dev:5")
    assert f"dev:5 ({case.world.paying_agent.wallet}) is no calculation agent of this bond" in told


@pytest.mark.requirement("SERV-8")
def test_fix__twice__sends_nothing(case: Case) -> None:
    world = open_to(case, 1).world
    case.with_sheet("fix", 1, "3", "--evidence", HASH)
    assert "is proposed already" in case.refused("fix", case.sheet, 1, "3", "--evidence", HASH)
    world.advance(world.now + CHALLENGE)
    assert "tenor bond confirm" in case.refused("fix", case.sheet, 1, "3", "--evidence", HASH)
    case.with_sheet("confirm", 1)
    assert "is fixed already, for good" in case.refused("fix", case.sheet, 1, "3", "--evidence", HASH)


@pytest.mark.requirement("SERV-8")
def test_fix__period_not_observable_yet__sends_nothing(case: Case) -> None:
    told = case.refused("fix", case.sheet, 1, "3", "--evidence", HASH)
    assert told.startswith("NUMBER: coupon 1 can be fixed from 2024-01-11 00:00:00 UTC, and it is 2023-02-14")
    assert "coupons are fixed in order" in case.refused("confirm", case.sheet, 2)
    assert "can be fixed from" in case.refused("confirm", case.sheet, 1)


@pytest.mark.requirement("SERV-8")
@pytest.mark.parametrize("number", [0, 4, 99])
def test_fix__no_such_coupon__sends_nothing(case: Case, number: int) -> None:
    for command, rest in (("fix", ("3", "--evidence", HASH)), ("confirm", ())):
        assert f"the bond has no coupon {number}: it has 3" in case.refused(command, case.sheet, number, *rest)


@pytest.mark.requirement("SERV-8")
def test_fix__another_sheet__sends_nothing(case: Case) -> None:
    case.sheet.write_text(case.sheet.read_text("utf-8") + "\n# a note\n", "utf-8")
    told = open_to(case, 1).refused("fix", case.sheet, 1, "3", "--evidence", HASH)
    assert "this is not the term sheet of the bond" in told


@pytest.mark.requirement("SERV-8")
def test_fix__rate_in_the_terms__sends_nothing(bond: Tenor, world: World, tmp_path: Path) -> None:
    known = case_of(bond, world, tmp_path, coupon={**FLOATING, "fixed_first": {"coupons": "1", "rate_percent": "4"}})
    told = known.refused("fix", known.sheet, 1, "3", "--evidence", HASH)
    assert "coupon 1 is not observed: its rate is in the terms" in told


@pytest.mark.requirement("SERV-8")
def test_fix__index__is_a_value_and_no_percentage(bond: Tenor, world: World, tmp_path: Path) -> None:
    linked = open_to(case_of(bond, world, tmp_path, inflation=INFLATION), 1)
    told = linked.refused("fix", linked.sheet, 1, "200.1", "--evidence", HASH)
    assert "200.1 is outside the bounds of the terms, 0.01 to 200" in told
    assert "index 104.5 observed" in linked.with_sheet("fix", 1, "104.5", "--evidence", HASH)
    assert linked.world.bond.proposedFixing(1)[0] == 104_500_000_000


@pytest.mark.requirement("SERV-8")
def test_dispute__proposal__is_withdrawn_and_no_final_one(case: Case, tmp_path: Path) -> None:
    world, document = open_to(case, 1).world, tmp_path / "objection.txt"
    document.write_text("the screen shows another rate", "utf-8")
    reason = ("--document", document)
    assert "nothing is proposed for coupon 1" in case.refused("dispute", 1, *reason)
    case.with_sheet("fix", 1, "3", "--evidence", HASH)
    assert "no issuer of this bond" in case.refused("dispute", 1, *reason, "--issuer", "dev:12")
    assert "bring a value anew" in case.run("dispute", 1, *reason)
    assert world.bond.proposedFixing(1) == (0, 0)
    case.with_sheet("fix", 1, "4", "--evidence", HASH)
    world.advance(world.now + CHALLENGE)
    assert "is final since" in case.refused("dispute", 1, *reason)


@pytest.mark.requirement("SERV-8")
def test_fix_target__confirm__step_is_added_where_it_is_missed(case: Case, tmp_path: Path) -> None:
    world = case.world
    target = ("emissions", "101", "--evidence", HASH)
    assert "target emissions can be observed from 2024-12-01" in case.refused("fix-target", case.sheet, *target)
    world.advance(1_733_011_200)
    assert "outside the bounds of the terms, 0 to 1000" in case.refused(
        "fix-target", case.sheet, "emissions", "1001", "--evidence", HASH
    )
    assert "Write 'emissions'" in case.refused("fix-target", case.sheet, "emision", "1", "--evidence", HASH)
    assert "no calculation agent" in case.refused("fix-target", case.sheet, *target, "--calculation-agent", "dev:0")
    assert "the target is missed; final from" in case.with_sheet("fix-target", *target)
    assert "is proposed already" in case.refused("fix-target", case.sheet, *target)
    document = tmp_path / "objection.txt"
    document.write_text("no", "utf-8")
    assert "no issuer" in case.refused(
        "dispute-target", case.sheet, "emissions", "--document", document, "--issuer", "dev:1"
    )
    case.with_sheet("dispute-target", "emissions", "--document", document)
    assert "nothing is proposed" in case.refused("dispute-target", case.sheet, "emissions", "--document", document)
    case.with_sheet("fix-target", *target)
    open_to(case, 2)
    for number in (1, 2):
        case.with_sheet("fix", number, "3", "--evidence", HASH)
    world.advance(world.now + CHALLENGE)
    case.with_sheet("confirm", 1)
    assert "it pays EUR 38.02 on a unit" in case.with_sheet("confirm", 2)  # 3 + 0.5 + 0.25 % for 365/360 of a year
