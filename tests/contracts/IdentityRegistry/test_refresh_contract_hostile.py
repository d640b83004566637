"""An identity contract is the investor's own: whatever it answers, only what a trusted issuer confirms counts."""

from __future__ import annotations

import pytest

from tests.contracts.IdentityRegistry.vouching import (
    KYC_BIT,
    QUALIFIED,
    QUALIFIED_BIT,
    claim_issuer,
    cleared,
    found,
    identity_contract,
    state,
    trust,
)
from tests.contracts.support import Deployed
from tests.contracts.world import World

CONDUCTS = {
    "reverts": 1, "burns gas": 2, "answers nothing": 3, "answers garbage": 4, "answers too much": 5,
    "names itself as the issuer": 6, "names another topic": 7,
}  # fmt: skip
LOOK = 300_000  # gas that one look at a claim may cost
NOTHING = 80_000  # gas of a refresh beside its looks


@pytest.fixture
def issuer(world: World) -> Deployed:
    return claim_issuer(world, 1)


@pytest.mark.requirement("REG-14")
@pytest.mark.parametrize("conduct", CONDUCTS)
def test_refresh_contract__identity_misbehaves__proves_nothing_and_stops_nobody(
    world: World, issuer: Deployed, conduct: str
) -> None:
    identity = identity_contract(world, issuer, 1)
    world.registry.registerIdentity(world.outsider, identity, 702, by=world.registrar)
    assert world.registry.isVerified(world.outsider)
    identity.behave(CONDUCTS[conduct], by=world.outsider)
    assert not cleared(world, world.outsider, 0, live=True)
    sent = world.registry.refreshContract(world.outsider, by=world.investor_b)
    assert found(world, world.outsider)["topics"] == 0
    assert not world.registry.isVerified(world.outsider)
    assert sent.gas < 2 * LOOK + NOTHING  # two issuers are relied on for the topic
    assert world.registry.isVerified(world.investor_a)


@pytest.mark.requirement("REG-14")
def test_refresh_contract__holder_confirms_its_own_claim__is_not_believed(world: World) -> None:
    """ERC-3643/ERC-3643#101: the issuer that an identity names for itself is asked nothing."""
    identity = world.deploy("MockIdentity")  # says yes to every question, as holder and as issuer
    identity.hold(identity, 1, b"", b"", by=world.outsider)
    world.registry.registerIdentity(world.outsider, identity, 702, by=world.registrar)
    assert not world.registry.isVerified(world.outsider)
    assert found(world, world.outsider)["topics"] == 0
    trust(world, identity, 1)  # the same claim counts as soon as the owner relies on that issuer, and not before
    world.registry.refreshContract(world.outsider, by=world.outsider)
    assert world.registry.isVerified(world.outsider)


@pytest.mark.requirement("REG-14")
def test_refresh_contract__claim_bears_a_trusted_name_that_denies_it__is_not_believed(
    world: World, issuer: Deployed
) -> None:
    identity = world.deploy("MockIdentity")
    identity.hold(issuer, 1, b"forged", b"", by=world.outsider)
    world.registry.registerIdentity(world.outsider, identity, 702, by=world.registrar)
    assert not world.registry.isVerified(world.outsider)


@pytest.mark.requirement("REG-14")
def test_refresh_contract__claim_confirmed_for_another_identity__is_not_believed(
    world: World, issuer: Deployed
) -> None:
    identity_contract(world, issuer, 1)
    copied = world.deploy("MockIdentity")
    copied.hold(issuer, 1, b"", b"", by=world.outsider)
    world.registry.registerIdentity(world.outsider, copied, 702, by=world.registrar)
    assert not world.registry.isVerified(world.outsider)


@pytest.mark.requirement("REG-14")
def test_refresh_contract__issuer_relied_on_for_another_topic__is_not_believed(world: World) -> None:
    issuer = claim_issuer(world, QUALIFIED)
    identity = identity_contract(world, issuer, 1)
    world.registry.registerIdentity(world.outsider, identity, 702, by=world.registrar)
    assert found(world, world.outsider)["topics"] == 0
    state(world, identity, issuer, QUALIFIED)
    world.registry.refreshContract(world.outsider, by=world.outsider)
    assert found(world, world.outsider)["topics"] == QUALIFIED_BIT


@pytest.mark.requirement("REG-14")
def test_refresh_contract__claim_that_bears_the_name_of_an_issuer_by_signature__is_not_believed(world: World) -> None:
    """The world's own provider is an account: nobody can ask it, so nobody says yes in its place."""
    identity = world.deploy("MockIdentity")
    identity.hold(world.provider, 1, b"", b"", by=world.outsider)
    world.registry.registerIdentity(world.outsider, identity, 702, by=world.registrar)
    assert not world.registry.isVerified(world.outsider)


@pytest.mark.requirement("REG-14")
@pytest.mark.parametrize("who", ["outsider", "investor_b"])
def test_refresh_contract__identity_that_is_no_contract__proves_nothing(world: World, who: str) -> None:
    identity = getattr(world, who)
    world.registry.registerIdentity(world.outsider, identity, 702, by=world.registrar)
    assert world.registry.contains(world.outsider)
    assert world.registry.identity(world.outsider) == identity.wallet
    assert not world.registry.isVerified(world.outsider)


@pytest.mark.requirement("REG-14")
def test_refresh_contract__misbehaving_issuer_before_an_honest_one__does_not_stop_the_honest_one(world: World) -> None:
    hostile = world.deploy("MockClaimIssuer")
    hostile.deliberate(100_000, by=world.outsider)
    trust(world, hostile, 1)
    issuer = claim_issuer(world, 1)
    identity = identity_contract(world, issuer, 1)
    identity.hold(hostile, 1, b"", b"", by=world.outsider)
    world.registry.registerIdentity(world.outsider, identity, 702, by=world.registrar)
    assert found(world, world.outsider)["topics"] == KYC_BIT


@pytest.mark.requirement("REG-14")
def test_claim_stands__as_anybody_asks__is_so_only_where_all_agree(world: World, issuer: Deployed) -> None:
    identity = identity_contract(world, issuer, 1)
    assert world.registry.claimStands(identity, 1, issuer)
    assert not world.registry.claimStands(identity, 2, issuer)
    assert not world.registry.claimStands(identity, 1, identity)
    issuer.confirm(identity, 1, yes=False, by=world.outsider)
    assert not world.registry.claimStands(identity, 1, issuer)
