"""The claims in an identity contract are looked at again, by anybody; its verdict ends if nobody does."""

from __future__ import annotations

import pytest

from tenor.errors import ConnectionFailed
from tests.contracts.IdentityRegistry.vouching import (
    KYC_BIT,
    QUALIFIED,
    QUALIFIED_BIT,
    REASON,
    addresses,
    bring,
    claim_issuer,
    cleared,
    found,
    identity_contract,
    lasting,
    state,
    trust,
)
from tests.contracts.support import Deployed, Refused, reverts
from tests.contracts.world import World

DAY = 86_400  # [s]


@pytest.fixture
def issuer(world: World) -> Deployed:
    """A contract that issues claims, relied on for two topics."""
    return claim_issuer(world, 1, QUALIFIED)


@pytest.fixture
def identity(world: World, issuer: Deployed) -> Deployed:
    """The outsider's identity contract, registered with a claim of the topic that is required."""
    identity = identity_contract(world, issuer, 1)
    world.registry.registerIdentity(world.outsider, identity, 702, by=world.registrar)
    return identity


@pytest.mark.requirement("REG-11", "REG-14")
def test_refresh_contract__by_a_stranger__renews_the_verdict_for_a_term(world: World, identity: Deployed) -> None:
    linked = found(world, world.outsider)["issuedAt"]
    world.advance(world.now + DAY - 10)
    sent = world.registry.refreshContract(world.outsider, by=world.investor_b)
    stored = found(world, world.outsider)
    assert (stored["issuedAt"], stored["validUntil"]) == (linked, sent.time + DAY)
    assert (stored["topics"], stored["country"], stored["hasContract"]) == (KYC_BIT, 702, True)
    assert sent.logs == [world.registry.log("IdentityVerified", world.outsider, world.registry.wordOf(world.outsider))]
    assert world.registry.identity(world.outsider) == identity.wallet


@pytest.mark.requirement("REG-14")
def test_refresh_contract__claim_added_since__proves_its_topic_too(
    world: World, identity: Deployed, issuer: Deployed
) -> None:
    state(world, identity, issuer, QUALIFIED)
    assert found(world, world.outsider)["topics"] == KYC_BIT
    world.registry.refreshContract(world.outsider, by=world.investor_b)
    assert found(world, world.outsider)["topics"] == KYC_BIT | QUALIFIED_BIT


@pytest.mark.requirement("REG-14")
@pytest.mark.parametrize("gone", ["taken out", "denied by its issuer"])
def test_refresh_contract__claim_gone_since__ends_the_verdict_at_once(
    world: World, identity: Deployed, issuer: Deployed, gone: str
) -> None:
    """The contract cannot tell the register; whoever sees it first makes it known, and so it ends in a term at most."""
    if gone == "taken out":
        identity.drop(issuer, 1, by=world.outsider)
    else:
        issuer.confirm(identity, 1, yes=False, by=world.outsider)
    assert world.registry.isVerified(world.outsider)
    assert not cleared(world, world.outsider, 0, live=True)
    world.registry.refreshContract(world.outsider, by=world.investor_b)
    assert not world.registry.isVerified(world.outsider)


@pytest.mark.requirement("REG-14")
def test_refresh_contract__claim_gone_and_never_looked_at_again__ends_with_the_term(
    world: World, identity: Deployed, issuer: Deployed
) -> None:
    until = found(world, world.outsider)["validUntil"]
    issuer.confirm(identity, 1, yes=False, by=world.outsider)
    world.advance(until)
    assert world.registry.isVerified(world.outsider)
    world.advance(until + 1)
    assert not world.registry.isVerified(world.outsider)


@pytest.mark.requirement("REG-10", "REG-14")
def test_refresh_contract__issuer_removed_and_another_confirms__rests_on_the_other(
    world: World, identity: Deployed, issuer: Deployed
) -> None:
    other = claim_issuer(world, 1)
    state(world, identity, other, 1)
    world.registry.removeTrustedIssuer(issuer, by=world.operator)
    world.registry.refreshContract(world.outsider, by=world.investor_b)
    issuer.confirm(identity, 1, yes=False, by=world.outsider)
    assert world.registry.isVerified(world.outsider)
    world.registry.removeTrustedIssuer(other, by=world.operator)
    assert not world.registry.isVerified(world.outsider)


@pytest.mark.requirement("REG-10", "REG-14")
def test_refresh_contract__only_issuer_removed__proves_nothing(world: World, identity: Deployed) -> None:
    named = addresses(world.registry.getTrustedIssuers())[1]
    world.registry.removeTrustedIssuer(named, by=world.operator)
    assert not world.registry.isVerified(world.outsider)
    world.registry.refreshContract(world.outsider, by=world.investor_b)
    assert not world.registry.isVerified(world.outsider)
    assert world.registry.identity(world.outsider) == identity.wallet


@pytest.mark.requirement("REG-3", "REG-14")
def test_refresh_contract__wallet_revoked__is_refused(world: World, identity: Deployed) -> None:
    """What the contract says does not stand against the registrar's word."""
    world.registry.revoke(world.outsider, REASON, by=world.registrar)
    with reverts("RefreshRefused", wallet=world.outsider):
        world.registry.refreshContract(world.outsider, by=world.outsider)
    for live in (False, True):
        assert not cleared(world, world.outsider, 0, live=live)
    assert not world.registry.isVerified(world.outsider)
    assert world.registry.identity(world.outsider) == identity.wallet


@pytest.mark.requirement("REG-14", "REG-16")
def test_refresh_contract__wallet_taken_off__is_refused(world: World, identity: Deployed) -> None:
    world.registry.deleteIdentity(world.outsider, by=world.registrar)
    with reverts("RefreshRefused", wallet=world.outsider):
        world.registry.refreshContract(world.outsider, by=world.outsider)
    for live in (False, True):
        assert not cleared(world, world.outsider, 0, live=live)
    assert identity.isClaimValid(identity, 1, b"", b"")  # the contract goes on to stand, and to claim


@pytest.mark.requirement("REG-14")
@pytest.mark.parametrize("who", ["investor_a", "operator"])
def test_refresh_contract__wallet_without_an_identity_contract__is_refused(world: World, who: str) -> None:
    wallet = getattr(world, who)
    word = world.registry.wordOf(wallet)
    with reverts("RefreshRefused", wallet=wallet):
        world.registry.refreshContract(wallet, by=world.outsider)
    assert world.registry.wordOf(wallet) == word


@pytest.mark.requirement("REG-11", "REG-14")
def test_refresh_contract__too_little_gas_to_look_at_a_claim__takes_nothing_away(world: World) -> None:
    """A stranger who sends just enough to write but not to look must not make a holder lapse."""
    issuer = claim_issuer(world, 1)
    identity = identity_contract(world, issuer, 1)
    issuer.deliberate(1_200, by=world.outsider)  # a look at this claim is about as dear as it may be
    world.registry.registerIdentity(world.outsider, identity, 702, by=world.registrar)
    assert world.registry.isVerified(world.outsider)
    refused = 0
    for gas in range(100_000, 400_000, 2_500):
        snapshot = world.chain.rpc("evm_snapshot")
        try:
            world.registry.refreshContract(world.outsider, by=world.investor_b, gas=gas)
        except (Refused, ConnectionFailed):
            refused += 1
        assert found(world, world.outsider)["topics"] == KYC_BIT, f"lapsed with {gas} of gas"
        world.chain.rpc("evm_revert", snapshot)
    assert 0 < refused < 120


@pytest.mark.requirement("REG-11", "REG-14")
def test_refresh__stranger_with_less_than_the_contract_proves__is_refused_after_its_term_too(
    world: World, identity: Deployed, issuer: Deployed
) -> None:
    """Who would be verified by a look loses nothing by what a stranger brings."""
    state(world, identity, issuer, QUALIFIED)
    world.registry.addClaimTopic(QUALIFIED, by=world.operator)
    world.registry.refreshContract(world.outsider, by=world.investor_b)
    world.advance(found(world, world.outsider)["validUntil"] + 1)
    assert not world.registry.isVerified(world.outsider)
    with reverts("RefreshRefused", wallet=world.outsider):
        bring(world, (lasting(world, world.outsider, country=702, investorClass=1), world.provider))
    world.registry.refreshContract(world.outsider, by=world.investor_b)
    assert world.registry.isVerified(world.outsider)
    assert identity.wallet == world.registry.identity(world.outsider)


@pytest.mark.requirement("REG-11", "REG-14")
def test_refresh__contract_that_proves_no_more__gives_way_to_signed_claims(
    world: World, identity: Deployed, issuer: Deployed
) -> None:
    issuer.confirm(identity, 1, yes=False, by=world.outsider)
    world.advance(found(world, world.outsider)["validUntil"] + 1)
    bring(world, (lasting(world, world.outsider), world.provider))
    assert world.registry.isVerified(world.outsider)
    assert not found(world, world.outsider)["hasContract"]
    assert world.registry.identity(world.outsider) == world.registry.codelessIdentity(world.outsider)


@pytest.mark.requirement("REG-14")
def test_set_contract_term__after_a_verdict__holds_for_the_next(world: World, identity: Deployed) -> None:
    until = found(world, world.outsider)["validUntil"]
    world.registry.setContractTerm(60, by=world.operator)
    assert found(world, world.outsider)["validUntil"] == until
    sent = world.registry.refreshContract(world.outsider, by=world.investor_b)
    assert found(world, world.outsider)["validUntil"] == sent.time + 60
    trust(world, world.settler, 1)
    assert world.registry.identity(world.outsider) == identity.wallet
