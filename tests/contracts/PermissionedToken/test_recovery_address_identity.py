"""A new wallet that is not on the register yet comes there by the investor's own identity contract (ONCHAINID)."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.contracts.PermissionedToken.kit import owner_of
from tests.contracts.restrictions import Restriction, restricted
from tests.contracts.support import Deployed, Refused, Sent, reverts, role_id, unauthorized
from tests.contracts.world import HONG_KONG, KYC, World

MANAGEMENT, ACTION = 1, 2  # purposes of keys (ERC-734)


@dataclass(frozen=True)
class Lost:
    """Investor with an identity contract whose wallet is lost: the outsider's, with ten units of a token."""

    world: World
    token: Deployed
    identity: Deployed
    confirming: Deployed

    def recover(self, named: object = None) -> Sent:
        world = self.world
        sent: Sent = self.token.recoveryAddress(
            world.outsider, world.settler, named or self.identity, by=world.registrar
        )
        return sent

    def is_refused(self) -> None:
        """Because the new wallet, the settler's, is not the investor's."""
        world = self.world
        with reverts(
            "NotSameInvestor", lostWallet=world.outsider, newWallet=world.settler, identity=self.identity.wallet
        ):
            self.recover()
        assert self.token.balanceOf(world.outsider) == 10


@pytest.fixture
def lost(world: World, token: Deployed) -> Lost:
    confirming = world.deploy("ConfirmingIssuer")
    identity = world.deploy("KeyedIdentity", confirming, KYC)
    world.registry.addTrustedIssuer(confirming, [KYC], by=world.operator)
    world.registry.registerIdentity(world.outsider, identity, HONG_KONG, by=world.registrar)
    world.registry.grantRole(role_id("REGISTRAR_ROLE"), token, by=world.operator)
    token.transfer(world.outsider, 10, by=world.investor_b)
    identity.addKey(world.settler, MANAGEMENT, by=world.operator)
    return Lost(world, token, identity, confirming)


@pytest.mark.requirement("TOK-20")
def test_recovery_address__wallet_that_the_identity_names__is_registered_and_gets_everything(lost: Lost) -> None:
    world, registry = lost.world, lost.world.registry
    sent = lost.recover()
    assert lost.token.balanceOf(world.settler) == 10
    assert registry.isVerified(world.settler)
    assert (registry.identity(world.settler), registry.investorCountry(world.settler)) == (
        lost.identity.wallet,
        HONG_KONG,
    )
    assert registry.log("IdentityRegistered", world.settler, lost.identity) in sent.logs
    wallets = [world.outsider.wallet, world.settler.wallet]
    assert list(registry.walletsOf(world.settler)) == wallets
    with reverts("NothingToRecover", wallet=world.outsider):
        lost.recover()


@pytest.mark.requirement("TOK-20")
def test_recovery_address__wallet_with_another_kind_of_key__reverts(lost: Lost) -> None:
    identity = lost.world.deploy("KeyedIdentity", lost.confirming, KYC)
    lost.world.registry.updateIdentity(lost.world.outsider, identity, by=lost.world.registrar)
    identity.addKey(lost.world.settler, ACTION, by=lost.world.operator)
    other = Lost(lost.world, lost.token, identity, lost.confirming)
    other.is_refused()
    assert not lost.world.registry.contains(lost.world.settler)


@pytest.mark.requirement("TOK-20")
def test_recovery_address__identity_that_is_not_the_lost_wallets__reverts(lost: Lost) -> None:
    """Whoever deploys an identity contract can name any key in it."""
    world = lost.world
    forged = world.deploy("KeyedIdentity", lost.confirming, KYC)
    forged.addKey(world.settler, MANAGEMENT, by=world.settler)
    with reverts("NotSameInvestor", lostWallet=world.outsider, newWallet=world.settler, identity=forged.wallet):
        lost.recover(forged)


@pytest.mark.requirement("TOK-20")
def test_recovery_address__claims_no_longer_confirmed__reverts_and_registers_nobody(lost: Lost) -> None:
    lost.confirming.deny(yes=True, by=lost.world.operator)
    with restricted(Restriction.NOT_VERIFIED, lost.world.outsider, lost.world.settler, 10):
        lost.recover()
    assert not lost.world.registry.contains(lost.world.settler)


@pytest.mark.requirement("TOK-20")
def test_recovery_address__token_that_is_no_agent_of_the_register__reverts(lost: Lost) -> None:
    lost.world.registry.revokeRole(role_id("REGISTRAR_ROLE"), lost.token, by=lost.world.operator)
    with unauthorized(lost.token, "REGISTRAR_ROLE"):
        lost.recover()


@pytest.mark.requirement("TOK-20")
def test_recovery_address__wallet_of_another_investor__is_refused_whatever_the_identity_says(lost: Lost) -> None:
    lost.world.register(lost.world.settler)
    lost.is_refused()


def test_recovery_address__agent_of_the_token__may_be_whoever_the_owner_makes_one(lost: Lost) -> None:
    world, owner = lost.world, owner_of(lost.world, lost.token)
    with pytest.raises(Refused):
        lost.token.recoveryAddress(world.outsider, world.settler, lost.identity, by=world.investor_c)
    lost.token.addAgent(world.investor_c, by=owner)
    lost.token.recoveryAddress(world.outsider, world.settler, lost.identity, by=world.investor_c)
    assert lost.token.balanceOf(world.settler) == 10
