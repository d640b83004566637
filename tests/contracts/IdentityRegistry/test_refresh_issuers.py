"""Claims are in order issuer by issuer: what one says holds up nothing of another's."""

from __future__ import annotations

import pytest

from tests.contracts.IdentityRegistry.vouching import (
    KYC_BIT,
    QUALIFIED,
    QUALIFIED_BIT,
    RESIDENT,
    RESIDENT_BIT,
    bring,
    found,
    lasting,
    reference,
    register,
    trust,
)
from tests.contracts.support import reverts
from tests.contracts.world import PROFESSIONAL, RETAIL, World


@pytest.fixture
def relied_on(world: World) -> None:
    """The settler is relied on for another topic than the provider."""
    trust(world, world.settler, QUALIFIED)


@pytest.mark.requirement("REG-5", "REG-10", "REG-11")
@pytest.mark.parametrize("who", ["investor_a", "registrar"])
@pytest.mark.usefixtures("relied_on")
def test_refresh__older_claim_of_an_issuer_that_was_never_brought__comes_in_beside_the_others(
    world: World, who: str
) -> None:
    older = {**lasting(world, world.investor_a), "topics": QUALIFIED_BIT}
    world.advance(world.now + 10)
    kyc = lasting(world, world.investor_a)
    bring(world, (kyc, world.provider))
    world.registry.addClaimTopic(QUALIFIED, by=world.operator)
    assert not world.registry.isVerified(world.investor_a)
    bring(world, (kyc, world.provider), (older, world.settler), by=getattr(world, who))
    assert world.registry.isVerified(world.investor_a)
    assert found(world, world.investor_a)["issuedAt"] == kyc["issuedAt"]


@pytest.mark.requirement("REG-5", "REG-15")
@pytest.mark.parametrize("by_set", [False, True])
@pytest.mark.usefixtures("relied_on")
def test_refresh__downgrade_on_its_way__is_not_held_up_by_another_issuers_newer_claim(
    world: World, *, by_set: bool
) -> None:
    """Whoever is to be retail from now on cannot stay professional by bringing a newer claim on some other topic."""
    first = lasting(world, world.investor_a)
    bring(world, (first, world.provider))
    world.advance(world.now + 10)
    downgrade = lasting(world, world.investor_a, investorClass=RETAIL)
    world.advance(world.now + 10)
    other = {**lasting(world, world.investor_a), "topics": QUALIFIED_BIT}
    bring(world, (first, world.provider), (other, world.settler), by=world.investor_a)
    assert found(world, world.investor_a)["investorClass"] == PROFESSIONAL
    if by_set:
        bring(world, (downgrade, world.provider), by=world.registrar)
    else:
        register(world, downgrade)
    assert found(world, world.investor_a)["investorClass"] == RETAIL
    recorded = {"issuedAt": first["issuedAt"], "recorded": downgrade["issuedAt"]}
    with reverts("ClaimSuperseded", wallet=world.investor_a, **recorded):
        bring(world, (first, world.provider), (other, world.settler), by=world.investor_a)


@pytest.mark.requirement("REG-5")
@pytest.mark.parametrize("by_set", [False, True])
@pytest.mark.usefixtures("relied_on")
def test_refresh__older_claim_of_an_issuer_in_the_set__is_superseded_by_its_own(world: World, *, by_set: bool) -> None:
    """The time on record is the issuer's, neither an earlier claim's of the set nor a later one's."""
    older = lasting(world, world.outsider)
    world.advance(world.now + 10)
    kyc = lasting(world, world.outsider)
    world.advance(world.now + 10)
    other = {**lasting(world, world.outsider), "topics": QUALIFIED_BIT}
    bring(world, (other, world.settler), (kyc, world.provider), by=world.registrar)
    recorded = {"issuedAt": older["issuedAt"], "recorded": kyc["issuedAt"]}
    with reverts("ClaimSuperseded", wallet=world.outsider, **recorded):
        if by_set:
            bring(world, (older, world.provider), (other, world.settler), by=world.registrar)
        else:
            register(world, older)
    assert found(world, world.outsider)["topics"] == KYC_BIT | QUALIFIED_BIT


@pytest.mark.requirement("REG-5")
def test_refresh__two_claims_of_one_issuer_in_a_set__are_both_on_record(world: World) -> None:
    """The newer of them bars whatever the issuer said before it, on either topic."""
    trust(world, world.settler, QUALIFIED, RESIDENT)
    kyc = lasting(world, world.outsider)
    qualified = {**kyc, "topics": QUALIFIED_BIT}
    world.advance(world.now + 10)
    between = {**lasting(world, world.outsider), "topics": QUALIFIED_BIT}
    world.advance(world.now + 10)
    resident = {**lasting(world, world.outsider), "topics": RESIDENT_BIT}
    pair = (qualified, world.settler), (resident, world.settler)
    bring(world, (kyc, world.provider), *pair, by=world.registrar)
    recorded = {"issuedAt": between["issuedAt"], "recorded": resident["issuedAt"]}
    with reverts("ClaimSuperseded", wallet=world.outsider, **recorded):
        bring(world, (kyc, world.provider), (between, world.settler), (resident, world.settler), by=world.registrar)
    bring(world, (kyc, world.provider), *pair)
    assert found(world, world.outsider)["topics"] == KYC_BIT | QUALIFIED_BIT | RESIDENT_BIT


@pytest.mark.requirement("REG-5")
@pytest.mark.usefixtures("relied_on")
def test_register_signed__claim_of_a_second_issuer__stands_in_place_of_the_firsts(world: World) -> None:
    """As the interface says: it is `refresh` that brings claims of several issuers together."""
    kyc = lasting(world, world.investor_a)
    bring(world, (kyc, world.provider))
    world.advance(world.now + 10)
    other = {**lasting(world, world.investor_a), "topics": QUALIFIED_BIT}
    register(world, other, issuer=world.settler)
    assert found(world, world.investor_a)["topics"] == QUALIFIED_BIT
    with reverts("ClaimSuperseded", wallet=world.investor_a, issuedAt=kyc["issuedAt"], recorded=kyc["issuedAt"]):
        bring(world, (kyc, world.provider), (other, world.settler), by=world.registrar)


@pytest.mark.requirement("REG-13")
@pytest.mark.usefixtures("relied_on")
def test_register_signed__investor_named_by_an_issuer_of_another_topic__stays(world: World) -> None:
    """Every issuer that is relied on at all says whose a wallet is; taking the claim back does not unsay it."""
    wrong = {**lasting(world, world.outsider, investor=world.investor_a), "topics": QUALIFIED_BIT}
    register(world, wrong, issuer=world.settler)
    world.registry.revokeClaim(wrong, by=world.settler)
    world.registry.deleteIdentity(world.outsider, by=world.registrar)
    world.advance(world.now + 10)
    with reverts("WrongInvestor", wallet=world.outsider, investor=reference(world.outsider.wallet)):
        register(world, lasting(world, world.outsider))
    assert found(world, world.outsider)["investor"] == reference(world.investor_a.wallet)
