"""A recovery puts a new wallet on the register as the lost one was there: its class too, and a revoked one not at all.

In every test the outsider's wallet, with an identity contract and ten units, is lost; the settler's is the new one.
"""

from __future__ import annotations

import pytest

from tests.contracts.IdentityRegistry.vouching import REASON, found
from tests.contracts.PermissionedToken.kit import holdings, set_rules
from tests.contracts.restrictions import Restriction, restricted
from tests.contracts.support import Deployed, Sent, reverts, role_id
from tests.contracts.world import HONG_KONG, INSTITUTIONAL, KYC, PROFESSIONAL, RETAIL, World

MANAGEMENT = 1  # purpose of a key (ERC-734)


@pytest.fixture
def identity(world: World, token: Deployed) -> Deployed:
    """The identity contract of the lost wallet; the new one is a key of it, and the token the register's agent."""
    confirming = world.deploy("ConfirmingIssuer")
    identity = world.deploy("KeyedIdentity", confirming, KYC)
    identity.addKey(world.settler, MANAGEMENT, by=world.operator)
    world.registry.addTrustedIssuer(confirming, [KYC], by=world.operator)
    world.registry.registerIdentity(world.outsider, identity, HONG_KONG, by=world.registrar)
    world.registry.grantRole(role_id("REGISTRAR_ROLE"), token, by=world.operator)
    token.transfer(world.outsider, 10, by=world.investor_b)
    return identity


def recover(world: World, token: Deployed, identity: Deployed) -> Sent:
    sent: Sent = token.recoveryAddress(world.outsider, world.settler, identity, by=world.registrar)
    return sent


@pytest.mark.requirement("REG-3", "TOK-20")
def test_recovery_address__lost_wallet_revoked__puts_nobody_back_on_the_register(
    world: World, token: Deployed, identity: Deployed
) -> None:
    world.registry.revoke(world.outsider, REASON, by=world.registrar)
    with reverts("NotSameInvestor", lostWallet=world.outsider, newWallet=world.settler, identity=identity.wallet):
        recover(world, token, identity)
    assert not world.registry.contains(world.settler)
    assert holdings(token, world.outsider, world.settler) == [10, 0]


@pytest.mark.requirement("REG-16", "TOK-20")
def test_recovery_address__lost_wallet_taken_off__puts_nobody_back_on_the_register(
    world: World, token: Deployed, identity: Deployed
) -> None:
    world.registry.deleteIdentity(world.outsider, by=world.registrar)
    with reverts("NotSameInvestor", lostWallet=world.outsider, newWallet=world.settler, identity=identity.wallet):
        recover(world, token, identity)
    assert not world.registry.contains(world.settler)


@pytest.mark.requirement("TOK-20")
def test_recovery_address__lost_wallet_lapsed_and_not_revoked__is_recovered(
    world: World, token: Deployed, identity: Deployed
) -> None:
    """Who has lost a wallet need not look at its claims every day."""
    world.advance(found(world, world.outsider)["validUntil"] + 1)
    assert not world.registry.isVerified(world.outsider)
    recover(world, token, identity)
    assert holdings(token, world.outsider, world.settler) == [0, 10]
    assert world.registry.isVerified(world.settler)


@pytest.mark.requirement("REG-15", "TOK-16", "TOK-20")
@pytest.mark.parametrize("investor_class", [RETAIL, PROFESSIONAL, INSTITUTIONAL])
def test_recovery_address__class_of_the_lost_wallet__is_the_new_ones(
    world: World, token: Deployed, identity: Deployed, investor_class: int
) -> None:
    world.registry.updateInvestorClass(world.outsider, investor_class, by=world.registrar)
    recover(world, token, identity)
    assert found(world, world.settler)["investorClass"] == investor_class
    assert found(world, world.settler)["country"] == HONG_KONG


@pytest.mark.requirement("TOK-16", "TOK-20")
def test_recovery_address__class_that_the_token_excludes__is_as_good_or_bad_in_the_new_wallet(
    world: World, token: Deployed, identity: Deployed
) -> None:
    set_rules(world, token, excludedClasses=1 << RETAIL)
    with restricted(Restriction.INVESTOR_CLASS, world.outsider, world.settler, 10):
        recover(world, token, identity)
    world.registry.updateInvestorClass(world.outsider, PROFESSIONAL, by=world.registrar)
    recover(world, token, identity)
    assert holdings(token, world.outsider, world.settler) == [0, 10]
