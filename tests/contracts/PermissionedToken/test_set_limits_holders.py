"""How many investors may hold at a time: counted by investor, from the first unit on."""

from __future__ import annotations

import pytest

from tests.contracts.PermissionedToken.kit import issue, owner_of, second_wallet, set_limits
from tests.contracts.restrictions import Restriction, restricted
from tests.contracts.support import ZERO, Deployed, reverts
from tests.contracts.world import HONG_KONG, KYC, World


@pytest.fixture(params=["bond", "cash"])
def counted(request: pytest.FixtureRequest, world: World) -> Deployed:
    """At most two investors hold; investor a holds ten, and the outsider's is its second wallet."""
    token: Deployed = getattr(world, request.param)
    set_limits(world, token, maxHolders=2)
    issue(world, token, world.investor_a, 10)
    second_wallet(world, world.outsider, of=world.investor_a)
    return token


def holders(token: Deployed) -> int:
    number: int = token.limits()[1]
    return number


@pytest.mark.requirement("TOK-14")
def test_set_limits__third_investor__is_refused_until_one_has_left(world: World, counted: Deployed) -> None:
    counted.transfer(world.investor_b, 4, by=world.investor_a)
    assert holders(counted) == 2
    for sender in (world.investor_a, world.investor_b):
        with restricted(Restriction.MAXIMUM_HOLDERS, sender, world.investor_c, 2):
            counted.transfer(world.investor_c, 2, by=sender)
    counted.transfer(world.investor_a, 4, by=world.investor_b)
    assert holders(counted) == 1
    counted.transfer(world.investor_c, 2, by=world.investor_a)
    assert holders(counted) == 2


@pytest.mark.requirement("TOK-14")
def test_set_limits__last_units_of_an_investor__make_room_for_who_takes_them(world: World, counted: Deployed) -> None:
    counted.transfer(world.investor_b, 4, by=world.investor_a)
    counted.transfer(world.investor_c, 4, by=world.investor_b)
    assert holders(counted) == 2
    with restricted(Restriction.MAXIMUM_HOLDERS, world.investor_c, world.investor_b, 2):
        counted.transfer(world.investor_b, 2, by=world.investor_c)


@pytest.mark.requirement("TOK-14")
def test_set_limits__several_wallets__are_one_holder(world: World, counted: Deployed) -> None:
    counted.transfer(world.outsider, 4, by=world.investor_a)
    assert holders(counted) == 1
    counted.transfer(world.investor_b, 6, by=world.investor_a)
    assert holders(counted) == 2  # the outsider's wallet still holds
    counted.transfer(world.investor_a, 2, by=world.investor_b)
    assert holders(counted) == 2
    counted.transfer(world.investor_a, 4, by=world.outsider)
    assert holders(counted) == 2
    counted.transfer(world.investor_b, 6, by=world.investor_a)
    assert holders(counted) == 1


@pytest.mark.requirement("TOK-14")
def test_set_limits__everything_to_ones_other_wallet__is_one_holder_still(world: World, counted: Deployed) -> None:
    counted.transfer(world.outsider, 10, by=world.investor_a)
    assert holders(counted) == 1
    counted.transfer(world.investor_a, 10, by=world.outsider)
    counted.forcedTransfer(world.investor_a, world.outsider, 10, by=world.officer)
    assert holders(counted) == 1


@pytest.mark.requirement("TOK-14")
def test_set_limits__last_wallet_of_several__makes_room(world: World, counted: Deployed) -> None:
    counted.transfer(world.outsider, 4, by=world.investor_a)
    counted.transfer(world.investor_b, 6, by=world.investor_a)
    counted.transfer(world.investor_c, 4, by=world.outsider)
    assert holders(counted) == 2
    with restricted(Restriction.MAXIMUM_HOLDERS, world.investor_b, world.outsider, 2):
        counted.transfer(world.outsider, 2, by=world.investor_b)


@pytest.mark.requirement("TOK-14")
def test_set_limits__nothing_moved__counts_nobody(world: World, counted: Deployed) -> None:
    counted.transfer(world.investor_b, 0, by=world.investor_a)
    counted.transfer(world.investor_a, 10, by=world.investor_a)
    assert holders(counted) == 1


@pytest.mark.requirement("TOK-14")
def test_set_limits__lowered_below_who_hold__lets_nobody_in_and_all_out(world: World, counted: Deployed) -> None:
    counted.transfer(world.investor_b, 4, by=world.investor_a)
    set_limits(world, counted, maxHolders=1)
    with restricted(Restriction.MAXIMUM_HOLDERS, world.investor_b, world.investor_c, 4):
        counted.transfer(world.investor_c, 4, by=world.investor_b)
    counted.transfer(world.investor_a, 4, by=world.investor_b)
    assert holders(counted) == 1


@pytest.mark.requirement("TOK-14")
def test_set_limits__raised_while_counted__goes_on_counting(world: World, counted: Deployed) -> None:
    counted.transfer(world.investor_b, 4, by=world.investor_a)
    set_limits(world, counted, maxHolders=3, multiple=2)
    counted.transfer(world.investor_c, 2, by=world.investor_b)
    assert holders(counted) == 3


@pytest.mark.requirement("TOK-14")
def test_set_limits__switched_off__cannot_come_back_while_units_are_in_issue(world: World, counted: Deployed) -> None:
    set_limits(world, counted)
    assert holders(counted) == 0
    counted.transfer(world.investor_b, 4, by=world.investor_a)
    with reverts("InvalidRule"):
        set_limits(world, counted, maxHolders=5)


@pytest.mark.requirement("TOK-14")
def test_set_limits__burnt_whole__leaves_the_count(world: World) -> None:
    set_limits(world, world.bond, maxHolders=2)
    issue(world, world.bond, world.investor_a, 10)
    issue(world, world.bond, world.investor_b, 4)
    world.bond.burn(world.investor_a, 6, by=world.officer)
    assert holders(world.bond) == 2
    world.bond.burn(world.investor_a, 4, by=world.officer)
    assert holders(world.bond) == 1


@pytest.mark.requirement("TOK-14")
def test_set_limits__money_redeemed__leaves_the_count(world: World) -> None:
    set_limits(world, world.cash, maxHolders=1)
    world.mint(world.investor_a, 10)
    world.cash.redeem(10, bytes(32), by=world.investor_a)
    assert holders(world.cash) == 0
    world.mint(world.investor_b, 10)
    assert holders(world.cash) == 1


@pytest.mark.requirement("TOK-14")
def test_set_limits__bond_redeemed__leaves_the_count(world: World) -> None:
    set_limits(world, world.bond, maxHolders=3)
    second_wallet(world, world.outsider, of=world.investor_a)
    world.distribute({world.investor_a: 10, world.outsider: 4, world.investor_b: 20})
    assert holders(world.bond) == 3
    world.mature()
    world.bond.redeem([world.investor_a, world.investor_b], by=world.paying_agent)
    assert holders(world.bond) == 2  # the issuer, and investor a by its second wallet
    world.bond.redeem([world.outsider, world.issuer], by=world.paying_agent)
    assert holders(world.bond) == 0


@pytest.mark.requirement("TOK-14", "BOND-8")
def test_set_limits__redemption_refused_by_the_cash_account__stays_a_holder(world: World) -> None:
    set_limits(world, world.bond, maxHolders=3)
    world.distribute({world.investor_a: 10})
    world.mature()
    world.cash.setAddressFrozen(world.investor_a, freeze=True, by=world.officer)
    sent = world.bond.redeem([world.investor_a], by=world.investor_a)
    assert [log.name for log in sent.logs] == ["PaymentFailed", "Redeemed"]
    assert sent.logs[1].values[2:] == ((0,), (0,))
    assert holders(world.bond) == 2


@pytest.mark.requirement("TOK-14", "BOND-18")
def test_set_limits__cash_that_gives_units_back_during_redemption__counts_them_once(world: World) -> None:
    """The receiver of the principal buys again before its redemption is booked."""
    cash = world.deploy("ReentrantCash")
    world.register(cash)
    other = world.create(cash=cash)
    set_limits(other, other.bond, maxHolders=9)
    other.distribute({cash: 4, world.investor_b: 20})
    other.mature()
    other.bond.approve(cash, 5, by=world.investor_b)
    again = other.bond.data("transferFrom", world.investor_b, cash, 5)
    cash.arm(other.bond, again, refuses=False, by=world.operator)
    other.bond.redeem([cash], by=world.paying_agent)
    assert other.bond.balanceOf(cash) == 5
    assert holders(other.bond) == 3
    other.bond.redeem([cash, world.investor_b, world.issuer], by=world.paying_agent)
    assert (other.bond.totalSupply(), holders(other.bond)) == (0, 0)


def another_register(world: World, token: Deployed, *known: object) -> Deployed:
    """In the place of the token's own; each wallet it knows is an investor of its own there."""
    registry = world.deploy("IdentityRegistry", world.operator, world.registrar)
    registry.addTrustedIssuer(world.registrar, [KYC], by=world.operator)
    for wallet in known:
        registry.registerIdentity(wallet, ZERO, HONG_KONG, by=world.registrar)
    token.setIdentityRegistry(registry, by=owner_of(world, token))
    return registry


@pytest.mark.requirement("TOK-14")
def test_set_limits__register_that_does_not_know_a_holder__still_counts_it_out(world: World) -> None:
    set_limits(world, world.cash, maxHolders=5)
    world.mint(world.investor_a, 10)
    another_register(world, world.cash)
    world.cash.redeem(10, bytes(32), by=world.investor_a)
    assert (world.cash.totalSupply(), holders(world.cash)) == (0, 0)


@pytest.mark.requirement("TOK-14")
def test_set_limits__register_that_tells_wallets_apart__holds_nobody_back(world: World) -> None:
    """Two wallets that were one holder go out as two: the last holder must still get out."""
    set_limits(world, world.cash, maxHolders=5)
    world.mint(world.investor_a, 10)
    second_wallet(world, world.outsider, of=world.investor_a)
    world.cash.transfer(world.outsider, 4, by=world.investor_a)
    another_register(world, world.cash, world.investor_a, world.outsider, world.investor_b)
    world.cash.transfer(world.investor_b, 6, by=world.investor_a)
    world.cash.transfer(world.investor_b, 4, by=world.outsider)
    world.cash.redeem(10, bytes(32), by=world.investor_b)
    assert world.cash.totalSupply() == 0
