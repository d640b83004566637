"""The wallets of one investor: known as such, eight at most, and never another investor's."""

from __future__ import annotations

import pytest
from eth_utils.address import to_checksum_address

from tests.contracts.IdentityRegistry.vouching import (
    LONG,
    REASON,
    addresses,
    bring,
    found,
    further,
    lasting,
    reference,
)
from tests.contracts.support import reverts
from tests.contracts.world import World

MOST_WALLETS = 8


@pytest.mark.requirement("REG-13")
def test_register_signed__second_wallet__is_the_first_ones_investor_and_both_say_so(world: World) -> None:
    first, second = world.investor_a.wallet, further(2)
    assert not found(world, first)["several"]
    assert addresses(world.registry.walletsOf(first)) == [first]
    sent = world.register(second, investor=first)
    assert [found(world, each)["investor"] for each in (first, second)] == [reference(first)] * 2
    assert [found(world, each)["several"] for each in (first, second)] == [True, True]
    assert addresses(world.registry.walletsOf(first)) == addresses(world.registry.walletsOf(second)) == [first, second]
    assert world.registry.identity(second) == world.registry.codelessIdentity(first) == world.registry.identity(first)
    assert sent.logs == [
        world.registry.log("IdentityVerified", first, world.registry.wordOf(first)),
        world.registry.log("IdentityRegistered", second, world.registry.codelessIdentity(first)),
    ]


@pytest.mark.requirement("REG-13")
def test_register_signed__second_wallet__changes_no_more_of_the_first_than_that_there_are_several(world: World) -> None:
    first = world.investor_a
    before = found(world, first)
    world.register(further(2), investor=first)
    assert found(world, first) == {**before, "several": True}
    assert not found(world, world.investor_b)["several"]


@pytest.mark.requirement("REG-13")
@pytest.mark.parametrize("by_set", [False, True])
def test_register_signed__ninth_wallet__reverts(world: World, *, by_set: bool) -> None:
    first = world.investor_a.wallet
    wallets = [first, *map(further, range(2, MOST_WALLETS + 1))]
    for each in wallets[1:]:
        world.register(each, investor=first)
    assert addresses(world.registry.walletsOf(wallets[-1])) == wallets
    ninth = lasting(world, further(9), investor=first)
    with reverts("TooManyWallets", investor=reference(first)):
        if by_set:
            bring(world, (ninth, world.provider), by=world.registrar)
        else:
            world.register(ninth["wallet"], investor=first)
    world.register(wallets[3], investor=first)  # one of the eight may be vouched for again
    assert not world.registry.contains(ninth["wallet"])


@pytest.mark.requirement("REG-13")
def test_register_signed__wallet_of_one_investor_named_as_anothers__reverts(world: World) -> None:
    second = further(2)
    world.register(second, investor=world.investor_a)
    for other in (world.investor_b.wallet, second):
        with reverts("WrongInvestor", wallet=second, investor=reference(other)):
            world.register(second, investor=other)
        claim = lasting(world, second, investor=other)
        with reverts("WrongInvestor", wallet=second, investor=reference(other)):
            bring(world, (claim, world.provider), by=world.registrar)
    assert found(world, second)["investor"] == reference(world.investor_a.wallet)


@pytest.mark.requirement("REG-13")
def test_register_signed__first_wallet_named_as_anothers__reverts(world: World) -> None:
    """Two investors cannot become one, nor one be split, however often its wallets are vouched for."""
    with reverts("WrongInvestor", wallet=world.investor_a, investor=reference(world.investor_b.wallet)):
        world.register(world.investor_a, investor=world.investor_b)


@pytest.mark.requirement("REG-13")
@pytest.mark.parametrize("ended", ["deleted", "revoked"])
def test_register_signed__wallet_whose_verification_ended__is_still_its_investors(world: World, ended: str) -> None:
    second = further(2)
    world.register(second, investor=world.investor_a)
    if ended == "deleted":
        world.registry.deleteIdentity(second, by=world.registrar)
    else:
        world.registry.revoke(second, REASON, by=world.registrar)
    world.advance(world.now + 1)
    for other in (second, world.investor_b.wallet):
        with reverts("WrongInvestor", wallet=second, investor=reference(other)):
            world.register(second, investor=other)
    world.register(second, investor=world.investor_a)
    assert addresses(world.registry.walletsOf(second)) == [world.investor_a.wallet, second]


@pytest.mark.requirement("REG-13")
def test_register_signed__investor_named_by_a_second_wallet__reverts(world: World) -> None:
    """Otherwise one investor would have two names."""
    second, third = further(2), further(3)
    world.register(second, investor=world.investor_a)
    with reverts("WrongInvestor", wallet=third, investor=reference(second)):
        world.register(third, investor=second)


@pytest.mark.requirement("REG-13")
def test_register_signed__investor_never_on_the_register__reverts(world: World) -> None:
    with reverts("WrongInvestor", wallet=further(2), investor=reference(further(1))):
        world.register(further(2), investor=further(1))


@pytest.mark.requirement("REG-13")
def test_register_signed__address_that_begins_with_zeros__is_an_investor_like_any_other(world: World) -> None:
    """No address may look as if it had no investor yet: such a wallet could be moved from one to another."""
    first, second = (to_checksum_address(bytes(12) + bytes([number]) * 8) for number in (1, 2))
    for wallet in (first, second):
        world.register(wallet)
        assert found(world, wallet)["investor"] == reference(wallet) != bytes(8)
    with reverts("WrongInvestor", wallet=first, investor=reference(second)):
        world.register(first, investor=second)


@pytest.mark.requirement("REG-13")
def test_register_signed__wallets_of_one_investor__are_verified_each_on_its_own(world: World) -> None:
    second = further(2)
    world.register(second, investor=world.investor_a, validUntil=world.now + 10)
    world.advance(world.now + 20)
    assert [world.registry.isVerified(each) for each in (world.investor_a, second)] == [True, False]
    world.register(second, investor=world.investor_a, validUntil=LONG)
    world.registry.revoke(world.investor_a, REASON, by=world.registrar)
    assert [world.registry.isVerified(each) for each in (world.investor_a, second)] == [False, True]


@pytest.mark.requirement("REG-13")
def test_register_signed__second_wallet_after_the_first_was_taken_off__joins_the_same_investor(world: World) -> None:
    """Who lost a first wallet is still one investor: what was counted under its name goes on to count."""
    first, second = world.investor_a.wallet, further(2)
    world.registry.deleteIdentity(first, by=world.registrar)
    world.register(second, investor=first)
    assert found(world, second)["investor"] == reference(first)
    assert not world.registry.contains(first)
    assert not world.registry.isVerified(first)


@pytest.mark.requirement("REG-13")
def test_refresh__stranger_after_a_second_wallet_joined__leaves_that_there_are_several(world: World) -> None:
    world.register(further(2), investor=world.investor_a)
    bring(world, (lasting(world, world.investor_a), world.provider))
    assert found(world, world.investor_a)["several"]
    bring(world, (lasting(world, further(2), investor=world.investor_a.wallet), world.provider))
    assert found(world, further(2))["several"]
