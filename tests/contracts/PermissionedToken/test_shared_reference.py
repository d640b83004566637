"""Two first wallets whose investors have one reference: they are two investors, in every count and for good.

A reference is 8 bytes of a hash. Two addresses that share one are found in minutes by whoever chooses both; these were.
"""

from __future__ import annotations

import pytest

from tests.contracts.IdentityRegistry.vouching import (
    addresses,
    claim_issuer,
    found,
    further,
    identity_contract,
    reference,
)
from tests.contracts.PermissionedToken.kit import holdings, issue, second_wallet, set_limits
from tests.contracts.restrictions import Restriction, restricted
from tests.contracts.support import reverts, wallet
from tests.contracts.world import World

ONE = wallet(0xDEADBEEF00000000000000008DAA980E47D4DEFC)
OTHER = wallet(0xDEADBEEF00000000000000003C3C0F5C314E91A0)


@pytest.fixture
def two(world: World) -> World:
    """Both are on the register, each as an investor's first wallet."""
    world.register(ONE)
    world.register(OTHER)
    return world


def holders(world: World) -> int:
    """Investors that hold the bond, as it counts them."""
    count: int = world.bond.limits()[1]
    return count


@pytest.mark.requirement("REG-13")
def test_wallets_of__two_investors_of_one_reference__are_apart(two: World) -> None:
    assert reference(ONE) == reference(OTHER)
    second_wallet(two, further(2), of=ONE)
    assert addresses(two.registry.walletsOf(ONE)) == addresses(two.registry.walletsOf(further(2))) == [ONE, further(2)]
    assert addresses(two.registry.walletsOf(OTHER)) == [OTHER]
    assert [found(two, each)["several"] for each in (ONE, further(2), OTHER)] == [True, True, False]


@pytest.mark.requirement("REG-13", "TOK-14")
@pytest.mark.parametrize(("first", "other"), [(ONE, OTHER), (OTHER, ONE)])
def test_register_signed__second_wallet_of_the_other_investor__does_not_join_the_first_ones(
    two: World, first: str, other: str
) -> None:
    """Otherwise an investor's wallets would not be counted together, and it could hold twice the most there is."""
    second_wallet(two, further(2), of=first)
    with reverts("WrongInvestor", wallet=further(3), investor=reference(first)):
        second_wallet(two, further(3), of=other)
    assert addresses(two.registry.walletsOf(first)) == [first, further(2)]


@pytest.mark.requirement("TOK-14")
@pytest.mark.parametrize("joined", [False, True])
def test_transfer__between_two_investors_of_one_reference__counts_a_holder_more(two: World, *, joined: bool) -> None:
    if joined:
        second_wallet(two, further(2), of=ONE)
    set_limits(two, two.bond, maxHolders=3)
    issue(two, two.bond, two.investor_a, 100)
    two.bond.transfer(ONE, 20, by=two.investor_a)
    two.bond.transfer(OTHER, 10, by=two.become(ONE))
    assert holders(two) == 3
    with restricted(Restriction.MAXIMUM_HOLDERS, two.investor_a, two.investor_b, 10):
        two.bond.transfer(two.investor_b, 10, by=two.investor_a)
    two.bond.transfer(two.investor_a, 10, by=two.become(OTHER))
    assert holders(two) == 2
    two.bond.transfer(two.investor_a, 10, by=two.become(ONE))
    assert holders(two) == 1


@pytest.mark.requirement("TOK-14", "TOK-17")
def test_forced_transfer__between_two_investors_of_one_reference__counts_a_holder_more(two: World) -> None:
    set_limits(two, two.bond, maxHolders=2)
    issue(two, two.bond, two.investor_a, 100)
    two.bond.transfer(ONE, 20, by=two.investor_a)
    with restricted(Restriction.MAXIMUM_HOLDERS, ONE, OTHER, 10):
        two.bond.transfer(OTHER, 10, by=two.become(ONE))
    two.bond.forcedTransfer(ONE, OTHER, 10, by=two.officer)
    assert holders(two) == 3
    two.bond.transfer(two.investor_a, 10, by=two.become(OTHER))
    assert holders(two) == 2


@pytest.mark.requirement("TOK-20")
@pytest.mark.parametrize("joined", [False, True])
@pytest.mark.parametrize(("lost", "fresh"), [(ONE, OTHER), (OTHER, ONE)])
def test_recovery_address__wallet_of_an_investor_of_the_same_reference__reverts(
    two: World, lost: str, fresh: str, *, joined: bool
) -> None:
    """The two have one codeless identity, so that naming it says nothing."""
    if joined:
        second_wallet(two, further(2), of=ONE)
    two.distribute({lost: 10})
    identity = two.registry.identity(lost)
    assert identity == two.registry.identity(fresh)
    with reverts("NotSameInvestor", lostWallet=lost, newWallet=fresh, identity=identity):
        two.bond.recoveryAddress(lost, fresh, identity, by=two.registrar)
    assert holdings(two.bond, lost, fresh) == [10, 0]


@pytest.mark.requirement("REG-13", "TOK-14")
def test_update_identity__contract_of_an_investor_of_the_same_reference__reverts(two: World) -> None:
    """As with any other investor's; the wallets of one contract would not be counted together otherwise."""
    identity = identity_contract(two, claim_issuer(two, 1), 1)
    two.registry.updateIdentity(ONE, identity, by=two.registrar)
    with reverts("WrongInvestor", wallet=OTHER, investor=reference(ONE)):
        two.registry.updateIdentity(OTHER, identity, by=two.registrar)
