"""A revocation ends a verification at once, and only something new ends the revocation."""

from __future__ import annotations

import pytest

from tests.contracts.signing import compact, packed
from tests.contracts.support import reverts, unauthorized
from tests.contracts.world import World

REASON = b"\x01" * 32


@pytest.mark.requirement("REG-3", "REG-8")
def test_revoke__verified_wallet__ends_it_at_once_with_actor_and_reason(world: World) -> None:
    sent = world.registry.revoke(world.investor_a, REASON, by=world.registrar)
    assert sent.logs == [
        world.registry.log("IdentityVerified", world.investor_a, world.registry.wordOf(world.investor_a)),
        world.registry.log("IdentityRevoked", world.investor_a, world.registrar, REASON),
    ]
    assert not world.registry.isVerified(world.investor_a)
    found = world.registry.identityOf(world.investor_a)
    assert (found["validUntil"], found["issuedAt"], found["topics"]) == (0, sent.time, 0)
    assert found["onRegister"]


@pytest.mark.requirement("REG-3")
def test_revoke__others__stay_verified(world: World) -> None:
    world.registry.revoke(world.investor_a, REASON, by=world.registrar)
    assert world.registry.isVerified(world.investor_b)


@pytest.mark.requirement("REG-3")
def test_revoke__same_claim_brought_again__is_refused(world: World) -> None:
    claim = world.claim(world.outsider)
    batch = ([claim], world.provider, [compact(world.vouch(claim))])
    world.registry.registerSigned(*packed(*batch), by=world.registrar)
    revoked = world.registry.revoke(world.outsider, REASON, by=world.registrar).time
    with reverts("ClaimSuperseded", wallet=world.outsider, issuedAt=claim["issuedAt"], recorded=revoked):
        world.registry.registerSigned(*packed(*batch), by=world.registrar)


@pytest.mark.requirement("REG-3")
def test_revoke__claim_issued_in_the_same_second__is_refused(world: World) -> None:
    revoked = world.registry.revoke(world.investor_a, REASON, by=world.registrar).time
    with reverts("ClaimSuperseded", wallet=world.investor_a, issuedAt=revoked, recorded=revoked):
        world.register(world.investor_a, issuedAt=revoked)


@pytest.mark.requirement("REG-3")
def test_revoke__claim_issued_later__revives(world: World) -> None:
    revoked = world.registry.revoke(world.investor_a, REASON, by=world.registrar).time
    world.register(world.investor_a, issuedAt=revoked + 1)
    assert world.registry.isVerified(world.investor_a)


def test_revoke__expired_wallet__is_on_record_too(world: World) -> None:
    world.register(world.outsider, validUntil=world.now + 10)
    world.advance(world.now + 20)
    world.registry.revoke(world.outsider, REASON, by=world.registrar)
    assert world.registry.identityOf(world.outsider)["validUntil"] == 0


def test_revoke__wallet_never_registered__reverts(world: World) -> None:
    with reverts("NotOnRegister", wallet=world.outsider):
        world.registry.revoke(world.outsider, REASON, by=world.registrar)


@pytest.mark.requirement("REG-3")
def test_revoke__twice__outdates_what_was_issued_between(world: World) -> None:
    first = world.registry.revoke(world.investor_a, REASON, by=world.registrar).time
    world.advance(first + 10)
    again = world.registry.revoke(world.investor_a, REASON, by=world.registrar).time
    with reverts("ClaimSuperseded", wallet=world.investor_a, issuedAt=first + 5, recorded=again):
        world.register(world.investor_a, issuedAt=first + 5)
    assert not world.registry.isVerified(world.investor_a)


def test_revoke__caller_not_registrar__reverts(world: World) -> None:
    with unauthorized(world.operator, "REGISTRAR_ROLE"):
        world.registry.revoke(world.investor_a, REASON, by=world.operator)
    assert world.registry.isVerified(world.investor_a)
