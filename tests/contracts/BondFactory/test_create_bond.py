"""The issuer creates its bond: at the address foretold, with the terms in its code and each role at its holder."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tenor.deployment.bond_code import bond_address
from tenor.deployment.bond_issue import bond_issue
from tests.contracts.BondFactory.schedules import MOST_COUPONS, monthly, words
from tests.contracts.support import ZERO, Deployed, reverts, role_id, wallet
from tests.contracts.world import RIGHTS, World

ROLES = {
    "issuer": ("", "ISSUER_ROLE"),
    "payingAgent": ("PAYING_AGENT_ROLE",),
    "paymentApprover": ("PAYMENT_APPROVER_ROLE",),
    "calculationAgent": ("CALCULATION_AGENT_ROLE",),
    "registrar": ("REGISTRAR_ROLE",),
    "complianceOfficer": ("COMPLIANCE_ROLE",),
    "custodian": ("CUSTODIAN_ROLE",),
    "pauser": ("PAUSER_ROLE",),
}
MOST_RIGHTS = (2**16 - 1, 10**9, 2**32 - 1, 10**9, 10**9, 2**16 - 1)
ALL_ROLES = [role for roles in ROLES.values() for role in roles]


def known(period: dict[str, int], amount: int) -> dict[str, object]:
    """A coupon that is known at issue and rounded on a unit."""
    parts = {"amountPerUnit": amount, "instalment": 0, "late": 0, "interest": amount, "denominator": 1}
    return {"period": period, "isFixed": True, **parts}


@pytest.mark.requirement("BOND-12")
def test_create_bond__by_issuer__creates_it_at_the_address_foretold(world: World) -> None:
    terms = {**world.terms, "issueId": b"\x02" * 32}
    issue = bond_issue(world.schedule, world.cash.wallet, world.dvp.wallet, world.bond_roles)
    foretold = bond_address(world.factory.wallet, replace(issue, terms=terms))
    assert world.factory.predictBond(terms, world.periods, [], b"", world.bond_roles) == foretold
    sent = world.factory.createBond(terms, world.periods, [], b"", world.bond_roles, by=world.issuer)
    bond = Deployed(world.chain, "Bond", foretold)
    created = world.factory.log("BondCreated", bond, terms["issueId"], world.issuer, terms["termsHash"])
    owned = bond.log("OwnershipTransferred", ZERO, world.issuer)
    granted = [
        bond.log("RoleGranted", role_id(role), holder, world.factory)
        for name, holder in world.bond_roles.items()
        for role in filter(None, ROLES[name] if holder != ZERO else ())
    ]
    assert sent.logs == [created, owned, *granted]
    assert bond.terms() == terms


@pytest.mark.requirement("BOND-12")
def test_create_bond__as_deployed__holds_terms_and_schedule_to_the_letter(world: World) -> None:
    assert world.bond.terms() == world.terms
    assert world.bond.couponCount() == 2
    for number, (period, planned) in enumerate(zip(world.dates, world.schedule.periods, strict=True), start=1):
        assert world.bond.coupon(number) == known(period, planned.interest_per_unit)
    terms = world.schedule.terms
    assert (world.bond.name(), world.bond.symbol(), world.bond.decimals()) == (terms.name, terms.symbol, 0)


@pytest.mark.requirement("BOND-12")
def test_create_bond__every_field_at_its_limit__reads_back(world: World) -> None:
    extreme = {
        "issueId": b"\xff" * 32, "termsHash": b"\xfe" * 32, "name": b"n" * 31 + b"\x1f", "symbol": b"s" * 31 + b"\x1f",
        "currency": b"\xff\xff\xff", "unitFace": 2**64 - 1, "units": 1, "minUnits": 1, "rate": 1,
        "issueTime": 1, "maturityTime": 2**40 - 1, "settlementVenue": wallet(2**160 - 1), "dualControl": True,
        "parFloor": True, "zone": -48, "rights": dict(zip(RIGHTS, MOST_RIGHTS, strict=True)),
    }  # fmt: skip
    period = {"accrualStart": 1, "accrualEnd": 2**24 - 1, "recordTime": 2**40 - 3, "payTime": 2**40 - 2}
    bond = world.create(periods=words([period]), **extreme).bond
    assert bond.terms() == {**world.terms, **extreme}
    assert (bond.name(), bond.symbol()) == ("n" * 31, "s" * 31)
    amount = bond.coupon(1)["amountPerUnit"]
    assert bond.coupon(1) == known(period, amount)


@pytest.mark.requirement("TOK-7")
def test_create_bond__roles__are_with_their_holders_only(world: World) -> None:
    for actor in (*world.actors, world.factory, world.bond):
        held = [role for role in ALL_ROLES if world.bond.hasRole(role_id(role), actor)]
        appointed = [name for name, holder in world.bond_roles.items() if holder == actor.wallet]
        assert held == [role for name in ROLES if name in appointed for role in ROLES[name]]


@pytest.mark.requirement("BOND-12")
def test_create_bond__same_again__reverts(world: World) -> None:
    with reverts("FailedDeployment"):
        world.factory.createBond(world.terms, world.periods, [], b"", world.bond_roles, by=world.issuer)


@pytest.mark.requirement("BOND-12")
@pytest.mark.parametrize("caller", ["operator", "paying_agent", "outsider"])
def test_create_bond__caller_not_the_issuer_named__reverts(world: World, caller: str) -> None:
    actor = getattr(world, caller)
    with reverts("NotIssuer", caller=actor, issuer=world.issuer):
        world.factory.createBond({**world.terms, "units": 2}, world.periods, [], b"", world.bond_roles, by=actor)


@pytest.mark.requirement("BOND-12")
def test_create_bond__somebody_elses_bond__does_not_take_the_issuers_address(world: World) -> None:
    terms, roles = {**world.terms, "issueId": b"\x02" * 32}, {**world.bond_roles, "issuer": world.outsider.wallet}
    theirs = world.factory.predictBond(terms, world.periods, [], b"", roles)
    world.factory.createBond(terms, world.periods, [], b"", roles, by=world.outsider)
    ours = world.create(issueId=b"\x02" * 32).bond
    assert ours.wallet != theirs
    assert ours.hasRole(role_id("ISSUER_ROLE"), world.issuer)
    assert not ours.hasRole(role_id("ISSUER_ROLE"), world.outsider)


def test_create_bond__one_key_in_every_role__is_the_issuers_choice(world: World) -> None:
    roles = dict.fromkeys(world.bond_roles, world.issuer.wallet)
    address = world.factory.predictBond(world.terms, world.periods, [], b"", roles)
    world.factory.createBond(world.terms, world.periods, [], b"", roles, by=world.issuer)
    assert Deployed(world.chain, "Bond", address).hasRole(role_id("PAUSER_ROLE"), world.issuer)


@pytest.mark.requirement("BOND-13")
def test_create_bond__thirty_years_of_months__fit_in_one_transaction(world: World) -> None:
    periods = monthly(world, 360)
    bond = world.create(periods=words(periods), maturityTime=periods[-1]["payTime"]).bond
    assert bond.couponCount() == 360
    assert bond.coupon(360)["period"] == periods[-1]


@pytest.mark.requirement("BOND-13")
def test_create_bond__most_coupons__fit_in_one_transaction(world: World) -> None:
    periods = monthly(world, MOST_COUPONS)
    bond = world.create(periods=words(periods), maturityTime=periods[-1]["payTime"]).bond
    assert bond.coupon(MOST_COUPONS)["period"] == periods[-1]
