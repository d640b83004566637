"""`tenor bond withhold`, `tax-authority`, `remit-tax`, `return-unclaimed`, `return-rounding`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.bonds import Case, case_of, funded, issued
from tests.cli.starting import Tenor
from tests.contracts.kinds import PER_HOLDING
from tests.contracts.world import HONG_KONG, World

A_YEAR = 365 * 86_400  # [s]


@pytest.fixture
def taxed(bond: Tenor, world: World, tmp_path: Path) -> Case:
    """A bond of one coupon whose terms withhold, issued."""
    withholding = [{"country": "HK", "percent": "10"}]
    return issued(case_of(bond, world, tmp_path, maturity_date="2024-07-15", withholding=withholding))


def due(case: Case) -> Case:
    funded(case, 1)
    case.world.advance(case.world.bond.coupon(1)["period"]["payTime"])
    return case


@pytest.mark.requirement("SERV-15")
def test_remit_tax__kept_back__reaches_the_authority(taxed: Case) -> None:
    world, authority = taxed.world, taxed.world.investor_c
    assert json.loads(taxed.run("show", "--json"))["withholding_percent"] == {}
    taxed.run("withhold", "--country", "HK", "--percent", "10")
    due(taxed).run("pay")
    assert "nobody is named who receives the tax of HK" in taxed.refused("remit-tax", "HK")
    taxed.run("tax-authority", "HK", authority.wallet)
    for amount in ("2500.01", "0"):
        assert "EUR 2,500.00 of tax is held for HK" in taxed.refused("remit-tax", "HK", "--amount", amount)
    assert "'1.001' is no amount of EUR" in taxed.refused("remit-tax", "HK", "--amount", "1.001")
    assert "no paying agent" in taxed.refused("remit-tax", "HK", "--paying-agent", "dev:0")
    assert "remit EUR 500.00 of tax of HK" in taxed.run("remit-tax", "HK", "--amount", "500.00")
    world.cash.setAddressFrozen(authority, True, by=world.officer)  # noqa: FBT003
    assert "takes no payment" in taxed.refused("remit-tax", "HK")
    world.cash.setAddressFrozen(authority, False, by=world.officer)  # noqa: FBT003
    assert "remit EUR 2,000.00" in taxed.run("remit-tax", "HK")
    assert (world.cash.balanceOf(authority), world.bond.taxHeld(HONG_KONG)) == (250_000, 0)
    assert "EUR 0.00 of tax is held for HK" in taxed.refused("remit-tax", "HK")


@pytest.mark.requirement("SERV-15")
def test_withhold__class__goes_to_the_authority_of_classes(taxed: Case) -> None:
    taxed.run("withhold", "--class", "professional", "--percent", "26.375")
    due(taxed).run("pay")
    taxed.run("tax-authority", "class", taxed.world.investor_c.wallet)
    assert "remit EUR 6,593.76 of tax of class" in taxed.run("remit-tax", "class")  # each holder's is rounded up


@pytest.mark.requirement("SERV-15")
@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--percent", "10"), "--country, --class: exactly one of these"),
        (("--percent", "10", "--country", "HK", "--class", "retail"), "--country, --class: exactly one of these"),
        (("--percent", "100.1", "--country", "HK"), "--percent: 100.1 is no share of interest"),
        (("--percent", "ten", "--country", "HK"), "--percent: a figure is"),
        (("--percent", "10", "--country", "XX"), "--country: 'XX' is no country"),
        (("--percent", "10", "--class", "rich"), "--class: 'rich' is no class of investors"),
        (("--percent", "10", "--country", "HK", "--issuer", "dev:5"), "--issuer: dev:5"),
    ],
)
def test_withhold__what_is_no_tax__sends_nothing(taxed: Case, options: tuple[str, ...], told: str) -> None:
    assert told in taxed.refused("withhold", *options)


@pytest.mark.requirement("SERV-15")
def test_withhold__terms_without_tax__sends_nothing(bond: Tenor, world: World, tmp_path: Path) -> None:
    case = case_of(bond, world, tmp_path)
    told = "BOND: the terms of this bond keep no tax back"
    assert told in case.refused("withhold", "--country", "HK", "--percent", "10")
    assert told in case.refused("tax-authority", "HK", world.investor_a.wallet)
    assert told in case.refused("remit-tax", "HK")


@pytest.mark.requirement("SERV-15")
def test_return_rounding__paid_to_all__goes_to_the_issuer_once(bond: Tenor, world: World, tmp_path: Path) -> None:
    case = case_of(bond, world, tmp_path, maturity_date="2024-07-15", coupon=PER_HOLDING)
    case.world.distribute({case.world.investor_a: 301, case.world.investor_b: 699})  # half a cent each is rounded off
    assert "coupon 1 is not funded yet" in case.refused("return-rounding", 1)
    assert "the bond has no coupon 2" in case.refused("return-rounding", 2)
    due(case).run("pay", case.world.investor_a.wallet)
    before = case.world.chain.web3.eth.block_number
    status, _, err = case.start("return-rounding", 1)
    assert (status, "coupon 1 left nothing, or is not paid to all" in err) == (1, True)
    assert case.world.chain.web3.eth.block_number == before
    case.run("pay")
    assert "EUR 0.01 went to the issuer" in case.run("return-rounding", 1)
    assert "is returned already" in case.refused("return-rounding", 1)
    assert case.world.cash.balanceOf(case.world.bond) == 0


@pytest.mark.requirement("SERV-15")
def test_return_rounding__rounded_on_a_unit__sends_nothing(bond: Tenor, world: World, tmp_path: Path) -> None:
    assert "nothing is left" in case_of(bond, world, tmp_path).refused("return-rounding", 1)


@pytest.mark.requirement("SERV-15")
def test_return_unclaimed__after_the_years_of_the_terms__goes_to_the_issuer(
    bond: Tenor, world: World, tmp_path: Path
) -> None:
    lapsing = {"interest_years": "1", "principal_years": "2"}
    case = issued(case_of(bond, world, tmp_path, maturity_date="2024-07-15", prescription=lapsing))
    world = case.world
    assert "nothing lapses, as nothing is funded" in case.refused("return-unclaimed")
    due(case)
    case.fund("principal")
    told = case.refused("return-unclaimed")
    assert told.startswith("BOND: nothing lapses before 2025-07-15 09:00:00 UTC, and it is 2024-07-15")
    case.run("pay", world.investor_a.wallet)
    world.advance(world.now + A_YEAR + 1)
    assert "no issuer of this bond" in case.refused("return-unclaimed", "--issuer", "dev:5")
    out = case.run("return-unclaimed")
    assert f"EUR 17,500.00 of interest of {world.investor_b.wallet}" in out
    assert "EUR 17,500.00 went to the issuer" in out
    world.advance(world.now + A_YEAR + 1)
    assert f"EUR 700,000.00 of principal of {world.investor_b.wallet}" in case.run(
        "return-unclaimed", world.investor_b.wallet
    )
    assert world.bond.totalSupply() == 300


@pytest.mark.requirement("SERV-15")
def test_return_unclaimed__terms_without_it__sends_nothing(bond: Tenor, world: World, tmp_path: Path) -> None:
    assert "let no claim lapse" in case_of(bond, world, tmp_path).refused("return-unclaimed")
