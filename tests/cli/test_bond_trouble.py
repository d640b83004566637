"""`tenor bond default`, `vote`, `accelerate`, `distribute`, `cure`, and consents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.bonds import Case, case_of, issued
from tests.cli.starting import Tenor
from tests.contracts.world import World

LAPSING = {"interest_years": "1", "principal_years": "2"}
DEFAULT = {"grace_days": "5", "acceleration_percent": "50", "default_interest_percent": "2"}
CONSENT = {"quorum_percent": "50", "majority_percent": "75", "notice_days": "14"}
A, B, C = ("--holder", "dev:20"), ("--holder", "dev:21"), ("--holder", "dev:22")
ANYBODY = ("--sender", "dev:30")
A_DAY = 86_400  # [s]


@pytest.fixture
def case(bond: Tenor, world: World, tmp_path: Path) -> Case:
    """Issued, its first coupon due."""
    opened = issued(case_of(bond, world, tmp_path, default=DEFAULT, consent=CONSENT))
    opened.world.advance(opened.world.bond.coupon(1)["period"]["payTime"])
    return opened


def missed(case: Case) -> Case:
    """Past the days of grace."""
    case.world.advance(case.world.bond.coupon(1)["period"]["payTime"] + 5 * A_DAY + 1)
    return case


def declared(case: Case) -> Case:
    missed(case).run("default", *ANYBODY)
    return case


@pytest.mark.requirement("SERV-13", "SERV-15")
def test_accelerate__last_payment_missed__waits_until_the_principal_is_due(
    bond: Tenor, world: World, tmp_path: Path
) -> None:
    """Both coupons are missed, holders vote late, and recoveries lapse in the end."""
    terms = {"maturity_date": "2025-01-15", "default": DEFAULT, "prescription": LAPSING}
    case = issued(case_of(bond, world, tmp_path, **terms))
    world = case.world
    declared(case).run("vote", 1, *B)
    world.advance(world.bond.coupon(2)["period"]["recordTime"] + 1)
    told = case.refused("accelerate", *ANYBODY)
    assert "the last record time has passed, and the principal is due at 2025-01-15 09:00:00 UTC" in told
    world.advance(world.bond.redemptionTime())
    out = case.run("accelerate", *ANYBODY)
    assert "the claim of a unit is EUR 1,000.00" in out
    world.mint(world.paying_agent, 10**9)
    path = tmp_path / "recovery.json"
    case.run("approve-recovery", "250.00", "--out", path)
    case.run("distribute", "250.00", "--approval", path)
    assert "nothing lapses before 2027-01-15" in case.refused("return-unclaimed")
    world.advance(world.now + 2 * 366 * A_DAY)
    out = case.run("return-unclaimed", world.investor_a.wallet)
    assert f"EUR 75,000.00 of recoveries of {world.investor_a.wallet}" in out
    told = case.refused("return-unclaimed", world.investor_a.wallet)
    assert told.startswith("HOLDER: nothing that is unclaimed has lapsed")


@pytest.mark.requirement("SERV-13")
def test_default__vote_accelerate_distribute__pays_the_claim(case: Case, tmp_path: Path) -> None:
    world = case.world
    assert "with 5 days of grace" in case.refused("default", *ANYBODY)
    out = missed(case).run("default", *ANYBODY)
    assert "default: coupon 1 is missed" in out
    assert "ballot 1 is open: 50 % of the units in issue accelerate" in out
    assert "is an event of default since" in case.refused("default", *ANYBODY)
    assert "ballot 2 is not open. Open are: 1." in case.refused("vote", 2, *A)
    assert "300 units for, 0 against, of 1,000 in issue" in case.run("vote", 1, *A)
    assert "or has voted" in case.refused("vote", 1, *A)
    assert "or has voted" in case.refused("vote", 1, *C)
    assert "300 of 1,000 units voted for it, and 50 % must" in case.refused("accelerate", *ANYBODY)
    assert "coupon 1 is still missed" in case.refused("cure", *ANYBODY)
    assert "recoveries are distributed after acceleration" in case.refused("approve-recovery", "100.00")
    case.run("vote", 1, *B)
    # What is outstanding, and 5 days of interest at 5 percent (30E/360).
    assert "the claim of a unit is EUR 1,000.69" in case.run("accelerate", *ANYBODY)
    assert "holders have accelerated already" in case.refused("accelerate", *ANYBODY)
    shown = json.loads(case.run("show", "--json"))
    assert (shown["early_end"]["by"], shown["trouble"]["accelerated"]) == ("acceleration", True)
    world.mint(world.paying_agent, 10**9)
    path = tmp_path / "recovery.json"
    for amount, told in (("0", "the claim that is left"), ("2000", "the claim that is left"), ("x", "is no amount")):
        assert told in case.refused("approve-recovery", amount)
    assert "a recovery of EUR 400.00 on a unit" in case.run("approve-recovery", "400.00", "--out", path)
    assert "EUR 400.00 was approved" in case.refused("distribute", "300.00", "--approval", path)
    assert "no paying agent" in case.refused("distribute", "400.00", "--approval", path, "--paying-agent", "dev:0")
    assert "distribute EUR 400.00 on each of 1,000 units" in case.run("distribute", "400.00", "--approval", path)
    assert "paid EUR 120,000.00 to 1 holders" in case.run("pay-out", "--paying-agent", "dev:20")
    assert "paid EUR 280,000.00 to 1 holders" in case.run("pay-out")
    assert case.run("pay-out") == "nothing is owed to anybody\n"
    assert "is owed nothing of a recovery" in case.refused("pay-out", world.investor_a.wallet)


@pytest.mark.requirement("SERV-13")
def test_approve_recovery__no_unit_in_issue__signs_nothing(case: Case) -> None:
    world = declared(case).world
    world.mint(world.paying_agent, 10**9)
    case.run("vote", 1, *B)
    case.run("accelerate", *ANYBODY)
    case.fund(1)
    for holder in (world.investor_a, world.investor_b):
        world.bond.burn(holder, world.bond.balanceOf(holder), by=world.officer)
    assert "no unit is in issue" in case.refused("approve-recovery", "100.00")


@pytest.mark.requirement("SERV-13")
def test_cure__paid_meanwhile__ends_the_default(case: Case) -> None:
    world = declared(case).world
    world.mint(world.paying_agent, 10**9)
    case.run("vote", 1, *B)
    case.fund(1)
    assert "coupon 1 is funded meanwhile" in case.refused("accelerate", *ANYBODY)
    assert "cure the default on coupon 1" in case.run("cure", *ANYBODY)
    assert json.loads(case.run("show", "--json"))["trouble"] is None
    for command in ("cure", "accelerate"):
        assert "the bond is not in default" in case.refused(command, *ANYBODY)


@pytest.mark.requirement("SERV-13")
def test_renew_vote__after_thirty_days__opens_another(case: Case) -> None:
    world = declared(case).world
    assert "ballot 1 may be opened anew after" in case.refused("renew-vote", *A)
    assert "holds no units" in case.refused("renew-vote", *C)
    world.advance(world.now + 31 * A_DAY)
    assert "ballot 2 is open" in case.run("renew-vote", *A)
    world.advance(world.now + 31 * A_DAY)
    case.run("vote", 2, *B)
    assert "ballot 2 is carried" in case.refused("renew-vote", *A)


@pytest.mark.requirement("SERV-13")
def test_propose__agreed__changes_the_terms(case: Case, tmp_path: Path) -> None:
    world, new = case.world, tmp_path / "new.yaml"
    new.write_text("new terms", "utf-8")
    until = ("--until", "2024-08-05T12:00")
    assert "is the document that is in force" in case.refused("propose", case.sheet, *until)
    assert "14 days of notice" in case.refused("propose", new, "--until", "2024-07-20")
    assert "is past" in case.refused("propose", new, *until, "--record", "2024-07-01")
    assert "before its record time" in case.refused("propose", new, *until, "--record", "2024-08-06")
    assert "no issuer" in case.refused("propose", new, *until, "--issuer", "dev:5")
    assert "no consent is open" in case.refused("close")
    assert "ballot 1 is open; holders vote by tenor bond vote 1" in case.run("propose", new, *until)
    assert "ballot 1 is open. One consent at a time" in case.refused("propose", new, *until)
    assert "may vote, and it is" in case.refused("vote", 1, *A)
    world.advance(world.now + 3_600)
    assert "0 units for, 300 against" in case.run("vote", 1, *A, "--against")
    case.run("vote", 1, *B)
    assert "ballot 1 is open until 2024-08-05 12:00:00 UTC" in case.refused("close")
    world.advance(1_722_859_201)
    assert "not agreed: 700 units for, 300 against, of 1,000 in issue" in case.run("close")
    case.run("propose", new, "--until", "2024-09-05")
    world.advance(world.now + 3_600)
    case.run("vote", 2, *B)
    case.world.advance(1_725_494_401)
    assert "the vote ended at" in case.refused("vote", 2, *A)
    assert "agreed: 700 units for, 0 against" in case.run("close")
    shown = json.loads(case.run("show", "--json"))["terms"]
    assert shown["current_terms_hash"] == "0x" + world.bond.currentTermsHash().hex()
    assert shown["current_terms_hash"] != shown["terms_hash"]


@pytest.mark.requirement("SERV-13")
def test_standstill__agreed__holds_acceleration_up(case: Case) -> None:
    times = ("--until", "2024-08-10", "--end", "2024-10-01")
    assert "the bond is not in default" in case.refused("standstill", *times)
    world = declared(case).world
    early = ("--until", "2024-08-10", "--end", "2024-08-09")
    assert "before the vote on it" in case.refused("standstill", *early)
    case.run("standstill", *times)
    world.advance(world.now + 3_600)
    for ballot in (1, 2):
        case.run("vote", ballot, *B)
    world.advance(1_723_248_001)
    assert "agreed: 700 units for" in case.run("close")
    assert "holders agreed to a standstill until 2024-10-01" in case.refused("accelerate", *ANYBODY)
    assert json.loads(case.run("show", "--json"))["trouble"]["standstill_until"] == "2024-10-01T00:00:00Z"


@pytest.mark.requirement("SERV-13")
def test_default__terms_without_it__sends_nothing(bond: Tenor, world: World, tmp_path: Path) -> None:
    plain = issued(case_of(bond, world, tmp_path))
    assert "provide for no default" in plain.refused("default", *ANYBODY)
    assert "provide for no consent" in plain.refused("propose", __file__, "--until", "2025-01-01")
