"""A forced burn waits while a coupon is recorded and not funded, on whichever register the bond asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.contracts.enforced import COURT_ORDER
from tests.contracts.PermissionedToken.kit import holdings, second_wallet, set_limits
from tests.contracts.restrictions import Restriction, restricted
from tests.contracts.support import Deployed, reverts
from tests.contracts.world import KYC, World

FIRST, SECOND = 1_004_178, 1_020_822  # [minor] coupons of the 2023 bond a unit: HKD 10,041.78 and HKD 10,208.22
FORMS = pytest.mark.parametrize("form", [(), COURT_ORDER], ids=["standard", "reason"])


def own(world: World) -> None:
    """The register that the bond was made for."""
    second_wallet(world, world.outsider, of=world.investor_a)


def other(world: World) -> None:
    """Another register; on the first one, which the money asks, the outsider is an investor of its own."""
    world.register(world.outsider)
    second_wallet(switched(world), world.outsider, of=world.investor_a)


def there_and_back(world: World) -> None:
    """Another register, and the bond's own again."""
    own(world)
    switched(world)
    world.bond.setIdentityRegistry(world.registry, by=world.issuer)


def switched(world: World) -> World:
    """The world with another register of the same people, which the bond asks from now on."""
    registry = world.deploy("IdentityRegistry", world.operator, world.registrar)
    registry.addTrustedIssuer(world.provider, [KYC], by=world.operator)
    registry.addClaimTopic(KYC, by=world.operator)
    there = replace(world, registry=registry)
    for holder in (world.issuer, world.investor_a, world.investor_b, world.investor_c):
        there.register(holder)
    world.bond.setIdentityRegistry(registry, by=world.issuer)
    return there


@pytest.fixture(params=[own, other, there_and_back])
def bond(request: pytest.FixtureRequest, world: World) -> Deployed:
    """Investor a holds six units in one wallet and four in another, investor b twenty, the issuer the rest."""
    choose: Callable[[World], None] = request.param
    choose(world)
    set_limits(world, world.bond, maxHolders=3)
    world.distribute({world.investor_a: 6, world.outsider: 4, world.investor_b: 20})
    return world.bond


def holders(bond: Deployed) -> int:
    number: int = bond.limits()[1]
    return number


@pytest.mark.requirement("TOK-30", "TOK-14")
@FORMS
def test_burn__between_record_and_funding__is_refused_and_changes_nothing(
    world: World, bond: Deployed, form: tuple[object, ...]
) -> None:
    world.record(1)
    with reverts("BurnNotOpen", couponsFunded=0, redemptionFunded=False):
        bond.burn(world.investor_a, 6, *form, by=world.officer)
    with reverts("BurnNotOpen", couponsFunded=0, redemptionFunded=False):
        bond.batchBurn([world.investor_b, world.investor_a], [20, 6], by=world.officer)
    assert holdings(bond, world.investor_a, world.outsider, world.investor_b) == [6, 4, 20]
    assert (bond.totalSupply(), holders(bond)) == (1_600, 3)
    assert bond.interestDue(world.investor_a) == (0, 6 * FIRST)


@pytest.mark.requirement("TOK-30", "BOND-3", "BOND-5")
@FORMS
def test_burn__once_funded__leaves_every_coupon_to_who_earned_it(
    world: World, bond: Deployed, form: tuple[object, ...]
) -> None:
    everybody = [world.issuer, world.investor_a, world.outsider, world.investor_b]
    assert world.fund_coupon(1) == FIRST
    assert world.cash.balanceOf(bond) == 1_606_684_800
    bond.burn(world.investor_a, 6, *form, by=world.officer)
    bond.burn(world.investor_b, 15, *form, by=world.officer)
    world.advance(world.dates[0]["payTime"])
    bond.payCoupons(everybody, by=world.paying_agent)
    assert holdings(world.cash, *everybody, bond) == [1_576_559_460, 6_025_068, 4_016_712, 20_083_560, 0]
    assert world.open_coupon(2) == SECOND
    assert world.cash.balanceOf(bond) == 1_611_877_938  # for 1,579 units
    bond.payCoupons(everybody, by=world.paying_agent)
    paid = [1_576_559_460 + 1_602_690_540, 6_025_068, 4_016_712 + 4_083_288, 20_083_560 + 5_104_110, 0]
    assert holdings(world.cash, *everybody, bond) == paid


@pytest.mark.requirement("TOK-30")
@FORMS
def test_burn__second_coupon_recorded_first_paid__is_refused_until_the_second_is_funded(
    world: World, bond: Deployed, form: tuple[object, ...]
) -> None:
    world.fund_coupon(1)
    world.record(2)
    with reverts("BurnNotOpen", couponsFunded=1, redemptionFunded=False):
        bond.burn(world.investor_b, 20, *form, by=world.officer)
    world.fund_coupon(2)
    bond.burn(world.investor_b, 20, *form, by=world.officer)
    assert bond.interestDue(world.investor_b) == (20 * FIRST, 20 * SECOND)
    assert bond.totalSupply() == 1_580


@pytest.mark.requirement("TOK-14", "TOK-30")
def test_burn__last_units_of_an_investor__make_room_for_another(world: World, bond: Deployed) -> None:
    world.fund_coupon(1)
    bond.burn(world.investor_a, 6, by=world.officer)
    assert holders(bond) == 3  # by its second wallet
    with restricted(Restriction.MAXIMUM_HOLDERS, world.issuer, world.investor_c, 2):
        bond.transfer(world.investor_c, 2, by=world.issuer)
    bond.burn(world.outsider, 4, by=world.officer)
    assert holders(bond) == 2
    bond.transfer(world.investor_c, 2, by=world.issuer)
    assert (holders(bond), bond.balanceOf(world.investor_c)) == (3, 2)
