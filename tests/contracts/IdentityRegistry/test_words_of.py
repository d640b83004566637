"""What stands on the register, read without asking whether it is in force."""

from __future__ import annotations

import pytest

from tests.contracts.IdentityRegistry.vouching import addresses, found, further, reference
from tests.contracts.support import ZERO
from tests.contracts.world import World

PREFIX = 12  # [bytes] of a codeless identity before the investor's reference


@pytest.mark.requirement("REG-17")
def test_words_of__several_wallets__are_their_words_in_order(world: World) -> None:
    wallets = [world.investor_b, world.outsider, world.investor_a, world.investor_b]
    words = world.registry.wordsOf(wallets)
    assert words == tuple(world.registry.wordOf(wallet) for wallet in wallets)
    assert words[0] == words[3] != words[2]
    assert words[1] == 0
    assert world.registry.wordsOf([]) == ()


@pytest.mark.requirement("REG-18")
def test_word_of__verified_wallet__is_the_table_of_the_library(world: World) -> None:
    claim = world.claim(further(1), country=702)
    world.register(further(1), country=702, issuedAt=claim["issuedAt"], validUntil=claim["validUntil"])
    investor = int.from_bytes(reference(further(1)), "big")
    packed = claim["validUntil"] | claim["issuedAt"] << 40 | investor << 80 | 702 << 144
    packed |= claim["investorClass"] << 154 | 1 << 157 | claim["topics"] << 160 | 1 << 208
    low = 2**209 - 1  # the bits that the table of the library names
    assert world.registry.wordOf(further(1)) & low == packed


@pytest.mark.requirement("REG-13")
def test_wallets_of__wallet_alone_or_unknown__is_that_wallet(world: World) -> None:
    for wallet in (world.investor_a, world.outsider):
        assert addresses(world.registry.walletsOf(wallet)) == [wallet.wallet]


@pytest.mark.requirement("REG-13", "REG-17")
def test_codeless_identity__any_wallet__is_of_this_registry_and_the_investors_reference(world: World) -> None:
    registry = world.registry
    identities = [bytes.fromhex(registry.codelessIdentity(wallet)[2:]) for wallet in (world.investor_a, further(1))]
    assert [identity[PREFIX:] for identity in identities] == [
        reference(world.investor_a.wallet),
        reference(further(1)),
    ]
    assert identities[0][:PREFIX] == identities[1][:PREFIX]
    twin = world.deploy("IdentityRegistry", world.operator, world.registrar)
    assert bytes.fromhex(twin.codelessIdentity(world.investor_a)[2:])[:PREFIX] != identities[0][:PREFIX]
    assert world.chain.web3.eth.get_code(registry.codelessIdentity(world.investor_a)) == b""


@pytest.mark.requirement("REG-17")
def test_identity__on_the_register_or_not__is_codeless_or_nothing(world: World) -> None:
    assert world.registry.identity(world.investor_a) == world.registry.codelessIdentity(world.investor_a)
    assert world.registry.identity(world.outsider) == ZERO
    assert world.registry.storedIdentity(world.outsider) == ZERO
    assert world.registry.storedInvestorCountry(world.outsider) == 0
    assert not world.registry.contains(world.outsider)
    assert found(world, world.outsider)["investor"] == bytes(8)
