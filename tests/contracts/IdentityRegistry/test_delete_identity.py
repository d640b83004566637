"""A wallet is taken off the register: it is verified no more, and no claim from before brings it back."""

from __future__ import annotations

import pytest

from tests.contracts.IdentityRegistry.vouching import (
    REASON,
    addresses,
    bring,
    claim_issuer,
    found,
    further,
    identity_contract,
    lasting,
    reference,
)
from tests.contracts.support import ZERO, reverts, unauthorized
from tests.contracts.world import World


@pytest.mark.requirement("REG-16", "REG-17")
def test_delete_identity__codeless__is_off_the_register_at_once(world: World) -> None:
    wallet = world.investor_a
    sent = world.registry.deleteIdentity(wallet, by=world.registrar)
    assert sent.logs == [
        world.registry.log("IdentityRemoved", wallet, world.registry.codelessIdentity(wallet)),
        world.registry.log("IdentityVerified", wallet, world.registry.wordOf(wallet)),
    ]
    assert not world.registry.contains(wallet)
    assert not world.registry.isVerified(wallet)
    assert world.registry.identity(wallet) == world.registry.storedIdentity(wallet) == ZERO
    assert world.registry.investorCountry(wallet) == 0
    assert found(world, wallet) == {
        **dict.fromkeys(("validUntil", "country", "investorClass", "topics"), 0),
        **dict.fromkeys(("onRegister", "several", "hasContract"), False),
        "investor": reference(wallet.wallet),
        "issuedAt": sent.time,
    }
    assert world.registry.isVerified(world.investor_b)


@pytest.mark.requirement("REG-16")
def test_delete_identity__no_topic_required__is_not_verified_either(world: World) -> None:
    world.registry.removeClaimTopic(1, by=world.operator)
    world.registry.deleteIdentity(world.investor_a, by=world.registrar)
    assert not world.registry.isVerified(world.investor_a)
    assert not world.registry.isVerified(world.outsider)
    assert world.registry.isVerified(world.investor_b)


@pytest.mark.requirement("REG-16", "REG-17")
def test_delete_identity__with_an_identity_contract__tells_which(world: World) -> None:
    identity = identity_contract(world, claim_issuer(world, 1), 1)
    world.registry.registerIdentity(world.outsider, identity, 702, by=world.registrar)
    sent = world.registry.deleteIdentity(world.outsider, by=world.registrar)
    assert sent.logs[0] == world.registry.log("IdentityRemoved", world.outsider, identity)
    assert world.registry.identity(world.outsider) == ZERO
    assert not world.registry.isVerified(world.outsider)


@pytest.mark.requirement("REG-16")
@pytest.mark.parametrize("lasting_claim", [True, False])
def test_delete_identity__claim_from_before__does_not_bring_it_back(world: World, *, lasting_claim: bool) -> None:
    claim = lasting(world, world.investor_a) if lasting_claim else world.claim(world.investor_a)
    deleted = world.registry.deleteIdentity(world.investor_a, by=world.registrar).time
    superseded = {"wallet": world.investor_a, "issuedAt": claim["issuedAt"], "recorded": deleted}
    for caller in (world.registrar, world.outsider):
        with reverts("ClaimSuperseded", **superseded):
            bring(world, (claim, world.provider), by=caller)
    with reverts("ClaimSuperseded", **superseded):
        world.register(world.investor_a, issuedAt=claim["issuedAt"], validUntil=claim["validUntil"])


@pytest.mark.requirement("REG-16")
def test_delete_identity__claim_issued_later__brings_it_back(world: World) -> None:
    deleted = world.registry.deleteIdentity(world.investor_a, by=world.registrar).time
    sent = world.register(world.investor_a, issuedAt=deleted + 1)
    assert sent.logs[0] == world.registry.log(
        "IdentityRegistered", world.investor_a, world.registry.codelessIdentity(world.investor_a)
    )
    assert world.registry.isVerified(world.investor_a)


@pytest.mark.requirement("REG-13", "REG-16")
def test_delete_identity__one_of_several_wallets__leaves_the_others(world: World) -> None:
    second = further(2)
    world.register(second, investor=world.investor_a)
    world.registry.deleteIdentity(second, by=world.registrar)
    assert world.registry.isVerified(world.investor_a)
    assert found(world, second)["several"]
    assert addresses(world.registry.walletsOf(world.investor_a)) == [world.investor_a.wallet, second]


@pytest.mark.requirement("REG-16")
def test_delete_identity__revoked__is_taken_off_too(world: World) -> None:
    world.registry.revoke(world.investor_a, REASON, by=world.registrar)
    world.registry.deleteIdentity(world.investor_a, by=world.registrar)
    assert not world.registry.contains(world.investor_a)


@pytest.mark.requirement("REG-16")
def test_delete_identity__not_on_the_register__reverts(world: World) -> None:
    for _ in range(2):
        with reverts("NotOnRegister", wallet=world.outsider):
            world.registry.deleteIdentity(world.outsider, by=world.registrar)
    world.registry.deleteIdentity(world.investor_a, by=world.registrar)
    with reverts("NotOnRegister", wallet=world.investor_a):
        world.registry.deleteIdentity(world.investor_a, by=world.registrar)
    with reverts("NotOnRegister", wallet=world.investor_a):
        world.registry.revoke(world.investor_a, REASON, by=world.registrar)


@pytest.mark.requirement("REG-16")
def test_delete_identity__caller_not_registrar__reverts(world: World) -> None:
    for caller in (world.operator, world.provider, world.investor_a):
        with unauthorized(caller, "REGISTRAR_ROLE"):
            world.registry.deleteIdentity(world.investor_a, by=caller)
    assert world.registry.contains(world.investor_a)
