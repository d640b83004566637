"""A registrar puts a wallet on the register as ERC-3643 has it: with an identity contract, or without one."""

from __future__ import annotations

import pytest

from tenor.parties import Actor
from tests.contracts.IdentityRegistry.vouching import (
    KYC_BIT,
    QUALIFIED,
    QUALIFIED_BIT,
    REASON,
    addresses,
    bring,
    claim_issuer,
    found,
    further,
    identity_contract,
    lasting,
    reference,
    trust,
)
from tests.contracts.support import ZERO, Deployed, reverts, unauthorized
from tests.contracts.world import RETAIL, World

DAY = 86_400  # [s]
NO_END = 2**40 - 1  # [s] the last second that a word can hold


@pytest.fixture
def issuer(world: World) -> Deployed:
    return claim_issuer(world, 1, QUALIFIED)


def vouching_registrar(world: World, *topics: int) -> Actor:
    """The registrar, relied on as an issuer too."""
    trust(world, world.registrar, *topics)
    return world.registrar


@pytest.mark.requirement("REG-14", "REG-17")
def test_register_identity__identity_contract__verifies_its_claims_now_for_a_term(
    world: World, issuer: Deployed
) -> None:
    identity = identity_contract(world, issuer, 1, QUALIFIED)
    sent = world.registry.registerIdentity(world.outsider, identity, 702, by=world.registrar)
    assert sent.logs == [
        world.registry.log("IdentityRegistered", world.outsider, identity),
    ]
    assert found(world, world.outsider) == {
        "investor": reference(world.outsider.wallet),
        "issuedAt": sent.time,
        "validUntil": sent.time + DAY,
        "country": 702,
        "investorClass": RETAIL,
        "topics": KYC_BIT | QUALIFIED_BIT,
        "onRegister": True,
        "several": False,
        "hasContract": True,
    }
    assert world.registry.isVerified(world.outsider)
    assert world.registry.contains(world.outsider)
    assert world.registry.identity(world.outsider) == world.registry.storedIdentity(world.outsider) == identity.wallet
    assert world.registry.investorCountry(world.outsider) == 702
    assert world.registry.storedInvestorCountry(world.outsider) == 702


@pytest.mark.requirement("REG-14")
def test_register_identity__identity_contract_without_the_claim__is_on_the_register_and_not_verified(
    world: World, issuer: Deployed
) -> None:
    identity = identity_contract(world, issuer, QUALIFIED)
    world.registry.registerIdentity(world.outsider, identity, 702, by=world.registrar)
    assert world.registry.contains(world.outsider)
    assert not world.registry.isVerified(world.outsider)
    assert found(world, world.outsider)["topics"] == QUALIFIED_BIT


@pytest.mark.requirement("REG-17")
@pytest.mark.parametrize("named", [True, False])
def test_register_identity__codeless_by_a_registrar_who_is_an_issuer__verifies_until_revoked(
    world: World, *, named: bool
) -> None:
    registrar = vouching_registrar(world, 1)
    codeless = world.registry.codelessIdentity(world.outsider)
    sent = world.registry.registerIdentity(world.outsider, codeless if named else ZERO, 702, by=registrar)
    assert sent.logs[0] == world.registry.log("IdentityRegistered", world.outsider, codeless)
    assert world.registry.identity(world.outsider) == codeless
    stored = found(world, world.outsider)
    assert (stored["topics"], stored["validUntil"], stored["issuedAt"]) == (KYC_BIT, NO_END, sent.time)
    assert (stored["hasContract"], stored["investorClass"], stored["country"]) == (False, RETAIL, 702)
    assert world.registry.isVerified(world.outsider)
    world.registry.removeTrustedIssuer(registrar, by=world.operator)
    assert not world.registry.isVerified(world.outsider)


@pytest.mark.requirement("REG-2", "REG-17")
def test_register_identity__codeless_by_a_registrar_who_is_none__proves_nothing(world: World) -> None:
    codeless = world.registry.codelessIdentity(world.outsider)
    world.registry.registerIdentity(world.outsider, codeless, 702, by=world.registrar)
    assert world.registry.contains(world.outsider)
    assert not world.registry.isVerified(world.outsider)
    assert found(world, world.outsider)["topics"] == 0


@pytest.mark.requirement("REG-2", "REG-17")
def test_register_identity__codeless_by_an_issuer_for_other_topics__proves_those_alone(world: World) -> None:
    registrar = vouching_registrar(world, QUALIFIED)
    world.registry.registerIdentity(world.outsider, ZERO, 702, by=registrar)
    assert found(world, world.outsider)["topics"] == QUALIFIED_BIT
    assert not world.registry.isVerified(world.outsider)


@pytest.mark.requirement("REG-17")
def test_register_identity__codeless_identity_of_another_wallet__reverts(world: World) -> None:
    other = world.registry.codelessIdentity(world.investor_a)
    with reverts("WrongIdentity", wallet=world.outsider, identity=other):
        world.registry.registerIdentity(world.outsider, other, 702, by=world.registrar)


@pytest.mark.requirement("REG-17")
def test_register_identity__on_the_register_already__reverts(world: World, issuer: Deployed) -> None:
    identity = identity_contract(world, issuer, 1)
    for wallet in (world.investor_a, world.bond):
        word = world.registry.wordOf(wallet)
        with reverts("AlreadyOnRegister", wallet=wallet):
            world.registry.registerIdentity(wallet, identity, 702, by=world.registrar)
        assert world.registry.wordOf(wallet) == word
    world.registry.revoke(world.investor_a, REASON, by=world.registrar)
    with reverts("AlreadyOnRegister", wallet=world.investor_a):
        world.registry.registerIdentity(world.investor_a, identity, 702, by=world.registrar)


@pytest.mark.requirement("REG-17")
@pytest.mark.parametrize("country", [0, 1_000, 1_024, 2**16 - 1])
def test_register_identity__country_that_is_no_code__reverts(world: World, country: int) -> None:
    with reverts("InvalidClaim", wallet=world.outsider):
        world.registry.registerIdentity(world.outsider, ZERO, country, by=world.registrar)


@pytest.mark.requirement("REG-17")
def test_register_identity__zero_wallet__reverts(world: World) -> None:
    with reverts("InvalidClaim", wallet=ZERO):
        world.registry.registerIdentity(ZERO, ZERO, 702, by=world.registrar)


@pytest.mark.requirement("REG-13")
def test_register_identity__contract_of_another_wallet__makes_one_investor(world: World, issuer: Deployed) -> None:
    identity = identity_contract(world, issuer, 1)
    first, second = world.outsider.wallet, further(2)
    for wallet in (first, second):
        world.registry.registerIdentity(wallet, identity, 702, by=world.registrar)
    assert [found(world, each)["investor"] for each in (first, second)] == [reference(first)] * 2
    assert [found(world, each)["several"] for each in (first, second)] == [True, True]
    assert addresses(world.registry.walletsOf(second)) == [first, second]
    for number in range(3, 9):
        world.registry.registerIdentity(further(number), identity, 702, by=world.registrar)
    with reverts("TooManyWallets", investor=reference(first)):
        world.registry.registerIdentity(further(9), identity, 702, by=world.registrar)


@pytest.mark.requirement("REG-13")
def test_register_identity__contract_of_another_investor__reverts(world: World, issuer: Deployed) -> None:
    """A wallet that was taken off keeps its investor."""
    identity = identity_contract(world, issuer, 1)
    world.registry.registerIdentity(world.outsider, identity, 702, by=world.registrar)
    world.registry.deleteIdentity(world.investor_a, by=world.registrar)
    with reverts("WrongInvestor", wallet=world.investor_a, investor=reference(world.investor_a.wallet)):
        world.registry.registerIdentity(world.investor_a, identity, 702, by=world.registrar)


@pytest.mark.requirement("REG-13")
def test_register_identity__contract_that_a_second_wallet_brought__makes_one_investor(
    world: World, issuer: Deployed
) -> None:
    """Whichever wallet had the contract first, who comes with it later is the same investor."""
    first, second, third = world.investor_a.wallet, further(2), further(3)
    world.register(second, investor=first)
    identity = identity_contract(world, issuer, 1)
    world.registry.updateIdentity(second, identity, by=world.registrar)
    world.registry.registerIdentity(third, identity, 702, by=world.registrar)
    assert found(world, third)["investor"] == reference(first)
    assert addresses(world.registry.walletsOf(first)) == [first, second, third]


@pytest.mark.requirement("REG-16", "REG-17")
def test_register_identity__taken_off_before__comes_back_as_the_same_investor(world: World, issuer: Deployed) -> None:
    second = further(2)
    world.register(second, investor=world.investor_a)
    world.registry.deleteIdentity(second, by=world.registrar)
    codeless, own = (world.registry.codelessIdentity(each) for each in (world.investor_a, second))
    with reverts("WrongIdentity", wallet=second, identity=own):
        world.registry.registerIdentity(second, own, 702, by=world.registrar)
    world.registry.registerIdentity(second, codeless, 702, by=world.registrar)
    assert world.registry.identity(second) == codeless
    assert (found(world, second)["investor"], found(world, second)["several"]) == (
        reference(world.investor_a.wallet),
        True,
    )
    identity = identity_contract(world, issuer, 1)
    world.registry.deleteIdentity(second, by=world.registrar)
    world.registry.registerIdentity(second, identity, 702, by=world.registrar)
    assert world.registry.identity(second) == identity.wallet
    assert found(world, second)["investor"] == reference(world.investor_a.wallet)


@pytest.mark.requirement("REG-5", "REG-17")
def test_register_identity__signed_claim_from_before__is_refused_afterwards(world: World, issuer: Deployed) -> None:
    claim = lasting(world, world.outsider)
    sent = world.registry.registerIdentity(world.outsider, identity_contract(world, issuer, 1), 702, by=world.registrar)
    with reverts("ClaimSuperseded", wallet=world.outsider, issuedAt=claim["issuedAt"], recorded=sent.time):
        bring(world, (claim, world.provider), by=world.registrar)


@pytest.mark.requirement("REG-17")
def test_register_identity__caller_not_registrar__reverts(world: World) -> None:
    for caller in (world.operator, world.provider, world.outsider):
        with unauthorized(caller, "REGISTRAR_ROLE"):
            world.registry.registerIdentity(world.outsider, ZERO, 702, by=caller)
    assert not world.registry.contains(world.outsider)
