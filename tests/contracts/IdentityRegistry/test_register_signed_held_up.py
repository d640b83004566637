"""Nobody holds up a batch: neither by bringing a claim of it first, nor by a look at an identity contract."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contracts.IdentityRegistry.vouching import (
    KYC_BIT,
    QUALIFIED,
    QUALIFIED_BIT,
    bring,
    claim_issuer,
    found,
    identity_contract,
    lasting,
    register,
    trust,
)
from tests.contracts.support import Deployed, reverts
from tests.contracts.world import World


@pytest.fixture
def renewals(world: World) -> list[dict[str, Any]]:
    """Claims of one later time on three investors' wallets."""
    world.advance(world.now + 10)
    return [lasting(world, wallet) for wallet in (world.investor_a, world.investor_b, world.investor_c)]


@pytest.fixture
def identity(world: World) -> Deployed:
    """Investor a's identity contract, with a claim that is confirmed."""
    identity = identity_contract(world, claim_issuer(world, 1), 1)
    world.registry.updateIdentity(world.investor_a, identity, by=world.registrar)
    return identity


@pytest.mark.requirement("REG-5", "REG-7", "REG-11")
def test_register_signed__every_claim_brought_before_by_strangers__changes_no_word(
    world: World, renewals: list[dict[str, Any]]
) -> None:
    for claim in renewals:
        bring(world, (claim, world.provider))
    words = [world.registry.wordOf(claim["wallet"]) for claim in renewals]
    sent = register(world, *renewals)
    expected = [
        world.registry.log("IdentityVerified", claim["wallet"], word)
        for claim, word in zip(renewals, words, strict=True)
    ]
    assert sent.logs == expected
    assert [world.registry.wordOf(claim["wallet"]) for claim in renewals] == words


@pytest.mark.requirement("REG-5", "REG-7", "REG-11")
def test_register_signed__claim_brought_before_beside_another_issuers__leaves_both(
    world: World, renewals: list[dict[str, Any]]
) -> None:
    trust(world, world.settler, QUALIFIED)
    beside = {**renewals[2], "topics": QUALIFIED_BIT}
    bring(world, (renewals[2], world.provider), (beside, world.settler))
    register(world, *renewals)
    assert found(world, world.investor_c)["topics"] == KYC_BIT | QUALIFIED_BIT
    assert found(world, world.investor_a)["issuedAt"] == renewals[0]["issuedAt"]


@pytest.mark.requirement("REG-7", "REG-12")
def test_register_signed__claim_brought_before_and_taken_back_since__refuses_the_batch(
    world: World, renewals: list[dict[str, Any]]
) -> None:
    bring(world, (renewals[2], world.provider))
    world.registry.revokeClaim(renewals[2], by=world.provider)
    recorded = {"issuedAt": renewals[2]["issuedAt"], "recorded": renewals[2]["issuedAt"]}
    with reverts("ClaimSuperseded", wallet=world.investor_c, **recorded):
        register(world, *renewals)
    assert not world.registry.isVerified(world.investor_c)


@pytest.mark.requirement("REG-5", "REG-7")
def test_register_signed__claim_brought_before_and_not_in_force_any_more__refuses_the_batch(world: World) -> None:
    """Only what would be taken is passed over."""
    until = world.now + 100
    claim = lasting(world, world.outsider, validUntil=until)
    bring(world, (claim, world.provider), by=world.registrar)
    world.advance(until + 1)
    with reverts("ClaimNotInForce", wallet=world.outsider, issuedAt=claim["issuedAt"], validUntil=until):
        register(world, claim)


@pytest.mark.requirement("REG-5", "REG-7", "REG-14")
def test_register_signed__identity_contract_looked_at_since__holds_up_nothing(world: World, identity: Deployed) -> None:
    assert world.registry.identity(world.investor_a) == identity.wallet
    world.advance(world.now + 10)
    claims = [lasting(world, wallet) for wallet in (world.investor_b, world.investor_a)]
    world.advance(world.now + 10)
    world.registry.refreshContract(world.investor_a, by=world.outsider)
    register(world, *claims)
    assert found(world, world.investor_a)["issuedAt"] == claims[1]["issuedAt"]
    assert not found(world, world.investor_a)["hasContract"]


@pytest.mark.requirement("REG-5", "REG-14")
def test_register_signed__claim_from_before_the_registrar_named_an_identity_contract__is_superseded(
    world: World, renewals: list[dict[str, Any]]
) -> None:
    identity = identity_contract(world, claim_issuer(world, 1), 1)
    named = world.registry.updateIdentity(world.investor_a, identity, by=world.registrar).time
    with reverts("ClaimSuperseded", wallet=world.investor_a, issuedAt=renewals[0]["issuedAt"], recorded=named):
        register(world, *renewals)
