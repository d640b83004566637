"""`tenor bond pay` and `redeem`: whom they may pay, and when; what cannot be paid is told and stays due."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.bonds import Case, case_of, funded, issued
from tests.cli.starting import Tenor
from tests.contracts.world import HONG_KONG, World

A, B = 300 * 2_500, 700 * 2_500  # [minor] of a coupon
AN_INVESTOR = "dev:20"


@pytest.fixture
def case(bond: Tenor, world: World, tmp_path: Path) -> Case:
    """A bond of one coupon, issued."""
    return issued(case_of(bond, world, tmp_path, maturity_date="2024-07-15"))


def due(case: Case) -> Case:
    """The coupon funded and its pay time come."""
    funded(case, 1)
    case.world.advance(case.world.bond.coupon(1)["period"]["payTime"])
    return case


def matured(case: Case) -> Case:
    due(case)
    case.fund("principal")
    return case


def freeze(world: World, *, frozen: bool) -> None:
    world.cash.setAddressFrozen(world.investor_a, frozen, by=world.officer)


@pytest.mark.requirement("SERV-10")
def test_pay__named_holder__pays_that_one_alone(case: Case) -> None:
    world = due(case).world
    out = case.run("pay", world.investor_b.wallet)
    assert "pay coupons to 1 holders: done in transaction 0x" in out
    assert "paid EUR 17,500.00 to 1 holders" in out
    assert [world.cash.balanceOf(each) for each in (world.investor_a, world.investor_b)] == [0, B]
    assert "is owed no coupon that may be paid now" in case.refused("pay", world.investor_b.wallet)
    assert "paid EUR 7,500.00 to 1 holders" in case.run("pay")


@pytest.mark.requirement("SERV-11")
def test_pay__holder_for_itself__pays_it_and_nobody_else(case: Case) -> None:
    world = due(case).world
    told = case.refused("pay", world.investor_b.wallet, "--paying-agent", AN_INVESTOR)
    assert (
        f"{AN_INVESTOR} ({world.investor_a.wallet}) is no paying agent of this bond, and pays nobody but itself" in told
    )
    case.run("pay", "--paying-agent", AN_INVESTOR)
    assert world.cash.balanceOf(world.investor_a) == A
    assert "is owed no coupon" in case.refused("pay", "--paying-agent", AN_INVESTOR)


@pytest.mark.requirement("SERV-11")
def test_pay__before_the_pay_time_or_unfunded__sends_nothing(case: Case) -> None:
    assert "no coupon is funded yet" in case.refused("pay")
    funded(case, 1)
    assert "coupon 1 is funded and may be paid from 2024-07-15 09:00:00 UTC" in case.refused("pay")


def test_pay__no_address__sends_nothing(case: Case) -> None:
    assert due(case).refused("pay", "0x12").startswith("HOLDER: this is not an address")


@pytest.mark.requirement("SERV-10")
def test_pay__cash_account_refuses__others_are_paid_and_the_claim_stays(case: Case) -> None:
    world = due(case).world
    freeze(world, frozen=True)
    told = case.refused("pay", world.investor_a.wallet)
    assert f"HOLDER: the cash account of {world.investor_a.wallet} takes no payment: " in told
    out = case.run("pay")
    assert "paid EUR 17,500.00 to 1 holders" in out
    assert f"not paid: {world.investor_a.wallet}, whose cash account refused EUR 7,500.00; the claim stays" in out
    assert json.loads(case.run("show", "--json"))["in_suspense"] == {world.investor_a.wallet: "7500.00"}
    freeze(world, frozen=False)
    assert "paid EUR 7,500.00 to 1 holders" in case.run("pay")
    assert json.loads(case.run("show", "--json"))["in_suspense"] == {}


@pytest.mark.requirement("SERV-10")
def test_pay__nobody_can_be_paid__sends_nothing(case: Case) -> None:
    world = due(case).world
    freeze(world, frozen=True)
    case.run("pay")
    told = case.refused("pay")
    assert f"HOLDER: the cash account of {world.investor_a.wallet} takes no payment: " in told
    assert "takes no payment" in case.refused("pay", "--paying-agent", AN_INVESTOR)


@pytest.mark.requirement("SERV-10")
def test_pay__taxed__says_what_is_kept_back(bond: Tenor, world: World, tmp_path: Path) -> None:
    taxed = case_of(bond, world, tmp_path, maturity_date="2024-07-15", withholding=[{"country": "HK", "percent": "10"}])
    issued(taxed)
    assert "kept back from holders of HK" in taxed.run("withhold", "--country", "HK", "--percent", "10")
    due(taxed)
    out = taxed.run("pay")
    assert "paid EUR 22,500.00 to 2 holders" in out
    assert "kept back EUR 2,500.00 of tax" in out
    assert taxed.world.bond.taxHeld(HONG_KONG) == 250_000


@pytest.mark.requirement("SERV-10")
def test_redeem__all__pays_principal_with_the_coupon(case: Case) -> None:
    world = matured(case).world
    assert "paid EUR 307,500.00 to 1 holders" in case.run("redeem", world.investor_a.wallet)
    assert "is owed no units" in case.refused("redeem", world.investor_a.wallet)
    assert "paid EUR 717,500.00 to 1 holders" in case.run("redeem")
    assert case.run("redeem") == "nobody holds units\n"
    assert world.cash.balanceOf(world.bond) == 0


@pytest.mark.requirement("SERV-11")
def test_redeem__holder_for_itself__is_redeemed(case: Case) -> None:
    world = matured(case).world
    assert "pays nobody but itself" in case.refused("redeem", world.investor_b.wallet, "--paying-agent", AN_INVESTOR)
    case.run("redeem", "--paying-agent", AN_INVESTOR)
    assert (world.bond.balanceOf(world.investor_a), world.cash.balanceOf(world.investor_a)) == (0, 30_000_000 + A)


@pytest.mark.requirement("SERV-11")
def test_redeem__before_its_date__sends_nothing(case: Case) -> None:
    told = case.refused("redeem")
    assert told.startswith("BOND: the principal is due from 2024-07-15 09:00:00 UTC, and it is 2024-01-15")
    due(case)
    assert "the principal is not funded yet" in case.refused("redeem")


@pytest.mark.requirement("SERV-10")
def test_redeem__cash_account_refuses__keeps_units_and_says_so(case: Case) -> None:
    world = matured(case).world
    freeze(world, frozen=True)
    out = case.run("redeem")
    assert "paid EUR 717,500.00 to 1 holders" in out
    assert f"not paid: {world.investor_a.wallet}" in out
    assert world.bond.balanceOf(world.investor_a) == 300


@pytest.mark.parametrize(
    ("address", "told"),
    [("0x12", "BOND: this is not an address"), ("0x" + "11" * 20, "BOND: no contract stands at 0x1111")],
)
def test_open__no_bond__exits_2(bond: Tenor, world: World, address: str, told: str) -> None:
    status, out, err = bond("show", address, "--rpc", world.chain.url)
    assert (status, out) == (2, "")
    assert told in err


def test_open__another_contract_or_key__exits_2(bond: Tenor, world: World) -> None:
    status, _, err = bond("show", world.registry.wallet, "--rpc", world.chain.url)
    assert (status, "is no bond of this project" in err) == (2, True)
    raw = "0x" + "ab" * 32
    status, out, err = bond("pay", world.bond.wallet, "--rpc", world.chain.url, "--paying-agent", raw)
    assert (status, out) == (2, "")
    assert "--paying-agent: this is not a reference to a key" in err
    assert raw not in err
