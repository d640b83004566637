"""What a token asks of the register, for topics of its own and at its own price."""

from __future__ import annotations

import pytest

from tests.contracts.IdentityRegistry.vouching import (
    KYC_BIT,
    QUALIFIED,
    QUALIFIED_BIT,
    REASON,
    bring,
    claim_issuer,
    cleared,
    found,
    further,
    identity_contract,
    lasting,
    trust,
)
from tests.contracts.support import ZERO
from tests.contracts.world import World


@pytest.mark.requirement("REG-1", "REG-10")
def test_clearance__verified_wallet__is_its_word_and_nothing_otherwise(world: World) -> None:
    assert cleared(world, world.investor_a, 0, live=False) == world.registry.wordOf(world.investor_a) != 0
    assert world.registry.clearance(world.outsider, 0) == 0
    world.registry.revoke(world.investor_a, REASON, by=world.registrar)
    assert world.registry.wordOf(world.investor_a) != 0
    assert cleared(world, world.investor_a, 0, live=False) == 0


@pytest.mark.requirement("REG-10")
def test_clearance__topics_of_a_token__are_asked_beside_those_of_all(world: World) -> None:
    trust(world, world.settler, QUALIFIED)
    claim = {**lasting(world, world.outsider), "topics": QUALIFIED_BIT}
    bring(world, (claim, world.settler), by=world.registrar)
    for topics in (0, KYC_BIT, QUALIFIED_BIT):
        assert not cleared(world, world.outsider, topics, live=False)
    world.registry.removeClaimTopic(1, by=world.operator)
    asked = {topics: bool(cleared(world, world.outsider, topics, live=False)) for topics in range(4)}
    assert asked == {0: True, KYC_BIT: False, QUALIFIED_BIT: True, KYC_BIT | QUALIFIED_BIT: False}


@pytest.mark.requirement("REG-10")
def test_clearance__bits_of_a_token_that_are_no_topics__ask_for_nothing(world: World) -> None:
    """Beyond the topics a word says other things, which must neither be taken for a proof nor be asked for."""
    world.registry.addClaimTopic(QUALIFIED, by=world.operator)
    trust(world, world.settler, 1, QUALIFIED)  # of index 1, so that words of its claims have that bit set
    claim = lasting(world, world.outsider, topics=KYC_BIT | QUALIFIED_BIT)
    bring(world, (claim, world.settler), by=world.registrar)
    world.registry.registerIdentity(further(1), ZERO, 702, by=world.registrar)
    for wallet in (world.outsider, world.investor_a, further(1)):
        plainly = cleared(world, wallet)
        for bit in {*range(8, 256)} - {240}:
            assert cleared(world, wallet, 1 << bit) == plainly, f"bit {bit}"
    assert cleared(world, world.outsider)
    assert not cleared(world, world.investor_a)


@pytest.mark.requirement("REG-14")
def test_clearance__live__looks_at_the_contract_and_not_at_the_word(world: World) -> None:
    issuer = claim_issuer(world, 1)
    identity = identity_contract(world, issuer, 1)
    world.registry.registerIdentity(world.outsider, identity, 702, by=world.registrar)
    word = world.registry.wordOf(world.outsider)
    assert cleared(world, world.outsider, 0, live=True) == word
    issuer.confirm(identity, 1, yes=False, by=world.outsider)
    assert cleared(world, world.outsider, 0, live=False) == word
    assert cleared(world, world.outsider, 0, live=True) == 0


@pytest.mark.requirement("REG-14")
def test_clearance__live_without_an_identity_contract__is_that_of_the_word(world: World) -> None:
    assert cleared(world, world.investor_a, 0, live=True) == world.registry.wordOf(world.investor_a)
    world.register(world.outsider, validUntil=world.now + 10)
    world.advance(world.now + 20)
    assert cleared(world, world.outsider, 0, live=True) == 0
    assert not found(world, world.outsider)["hasContract"]


@pytest.mark.requirement("REG-14")
def test_clearance__live_for_topics_of_a_token__asks_the_contract_for_each(world: World) -> None:
    issuer = claim_issuer(world, 1, QUALIFIED)
    identity = identity_contract(world, issuer, 1, QUALIFIED)
    world.registry.registerIdentity(world.outsider, identity, 702, by=world.registrar)
    assert cleared(world, world.outsider, QUALIFIED_BIT, live=True)
    identity.drop(issuer, QUALIFIED, by=world.outsider)
    assert cleared(world, world.outsider, 0, live=True)
    for topics in (QUALIFIED_BIT, 4, 128):
        assert not cleared(world, world.outsider, topics, live=True)


@pytest.mark.requirement("REG-14")
def test_clearance__word_that_ran_out__is_no_until_the_contract_is_looked_at(world: World) -> None:
    """A term is a term: who asks for no live look pays for none, whatever stands behind the wallet."""
    issuer = claim_issuer(world, 1)
    identity = identity_contract(world, issuer, 1)
    world.registry.registerIdentity(world.outsider, identity, 702, by=world.registrar)
    world.advance(found(world, world.outsider)["validUntil"] + 1)
    assert not cleared(world, world.outsider, 0, live=False)
    assert cleared(world, world.outsider, 0, live=True)
    world.registry.refreshContract(world.outsider, by=world.investor_b)
    assert cleared(world, world.outsider, 0, live=False)
