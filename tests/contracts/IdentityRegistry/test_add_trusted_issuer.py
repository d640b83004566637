"""The administrator decides whose claims count, and for which topics."""

from __future__ import annotations

import pytest

from tests.contracts.signing import compact, packed
from tests.contracts.support import ZERO, reverts, unauthorized, wallet
from tests.contracts.world import World

IDENTITY, RESIDENCE = 1, 7  # claim topics; the first is required of every wallet
MOST_ISSUERS = 24


@pytest.mark.requirement("REG-8")
def test_add_trusted_issuer__new_address__counts_from_then_on(world: World) -> None:
    assert not world.registry.isTrustedIssuer(world.settler)
    sent = world.registry.addTrustedIssuer(world.settler, [IDENTITY], by=world.operator)
    assert sent.logs == [world.registry.log("TrustedIssuerAdded", world.settler, (IDENTITY,))]
    assert world.registry.isTrustedIssuer(world.settler)
    claim = world.claim(world.outsider)
    signatures = [compact(world.vouch(claim, by=world.settler))]
    world.registry.registerSigned(*packed([claim], world.settler, signatures), by=world.registrar)
    assert world.registry.isVerified(world.outsider)


@pytest.mark.requirement("REG-2", "REG-8")
def test_add_trusted_issuer__for_another_topic__vouches_for_that_alone(world: World) -> None:
    sent = world.registry.addTrustedIssuer(world.settler, [RESIDENCE], by=world.operator)
    defined = world.registry.log("TopicDefined", RESIDENCE, 1)
    assert sent.logs == [defined, world.registry.log("TrustedIssuerAdded", world.settler, (RESIDENCE,))]
    for topics in (0b01, 0b11):
        claim = world.claim(world.outsider, topics=topics)
        signatures = [compact(world.vouch(claim, by=world.settler))]
        with reverts("UntrustedClaim", wallet=world.outsider, issuer=world.settler):
            world.registry.registerSigned(*packed([claim], world.settler, signatures), by=world.registrar)
    claim = world.claim(world.outsider, topics=0b10)
    signatures = [compact(world.vouch(claim, by=world.settler))]
    world.registry.registerSigned(*packed([claim], world.settler, signatures), by=world.registrar)
    assert world.registry.identityOf(world.outsider)["topics"] == 0b10
    assert not world.registry.isVerified(world.outsider)


def test_add_trusted_issuer__zero_address__reverts(world: World) -> None:
    with reverts("IssuerUnavailable", issuer=ZERO):
        world.registry.addTrustedIssuer(ZERO, [IDENTITY], by=world.operator)


def test_add_trusted_issuer__for_nothing__reverts(world: World) -> None:
    with reverts("IssuerUnavailable", issuer=world.settler):
        world.registry.addTrustedIssuer(world.settler, [], by=world.operator)


def test_add_trusted_issuer__trusted_already__reverts(world: World) -> None:
    with reverts("IssuerUnavailable", issuer=world.provider):
        world.registry.addTrustedIssuer(world.provider, [IDENTITY], by=world.operator)


def test_add_trusted_issuer__as_many_as_fit__then_reverts(world: World) -> None:
    for number in range(1, MOST_ISSUERS):
        world.registry.addTrustedIssuer(wallet(number), [IDENTITY], by=world.operator)
    last, more = wallet(MOST_ISSUERS - 1), wallet(MOST_ISSUERS)
    assert world.registry.isTrustedIssuer(last)
    assert world.registry.isTrustedIssuer(world.provider)
    with reverts("IssuerUnavailable", issuer=more):
        world.registry.addTrustedIssuer(more, [IDENTITY], by=world.operator)


def test_add_trusted_issuer__caller_not_administrator__reverts(world: World) -> None:
    with unauthorized(world.registrar):
        world.registry.addTrustedIssuer(world.settler, [IDENTITY], by=world.registrar)
    assert not world.registry.isTrustedIssuer(world.settler)
