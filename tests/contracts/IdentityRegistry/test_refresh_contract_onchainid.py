"""Stock ONCHAINID contracts: a claim in one verifies its investor, and what ends the claim reaches the register."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from eth_account import Account
from eth_account.signers.local import LocalAccount
from eth_utils.crypto import keccak
from web3.contract import Contract

from tenor.errors import ConnectionFailed
from tests.conformance.node import Node, open_node
from tests.conformance.published import CLAIM_SIGNER, ECDSA, claim_id, key_of, onchainid, sign_claim
from tests.contracts.IdentityRegistry.vouching import KYC_BIT, REASON, cleared, found, trust
from tests.contracts.signing import malleable
from tests.contracts.support import Refused
from tests.contracts.world import World

TOPIC, DATA = 1, b"stated"
SIGNER: LocalAccount = Account.from_key(keccak(text="the claim issuer's signer"))


@dataclass(frozen=True)
class Stock:
    """A claim issuer that the registry relies on, and an investor's identity with a claim of it."""

    node: Node
    owner: LocalAccount
    issuer: Contract
    identity: Contract
    signature: bytes

    def hold(self, identity: Contract, signature: bytes) -> None:
        """The claim is put into an identity, by who manages it."""
        arguments = (TOPIC, ECDSA, self.issuer.address, signature, DATA, "")
        self.node.send(self.owner, identity.functions.addClaim(*arguments))

    def drop(self) -> None:
        """The investor takes the claim out."""
        self.node.send(self.owner, self.identity.functions.removeClaim(claim_id(self.issuer.address, TOPIC)))

    def revoke(self) -> None:
        """The issuer revokes the claim by its signature, as stock issuers do."""
        self.node.send(self.owner, self.issuer.functions.revokeClaimBySignature(self.signature))


@pytest.fixture
def stock(world: World) -> Stock:
    node, owner = open_node(world.chain.web3.provider), world.keys[world.investor_c.key]
    issuer = node.deploy(owner, onchainid("ClaimIssuer"), owner.address)
    node.send(owner, issuer.functions.addKey(key_of(SIGNER.address), CLAIM_SIGNER, ECDSA))
    identity = node.deploy(owner, onchainid("Identity"), owner.address, False)  # noqa: FBT003 -- no library
    stock = Stock(node, owner, issuer, identity, sign_claim(SIGNER, identity.address, TOPIC, DATA))
    stock.hold(identity, stock.signature)
    trust(world, issuer.address, TOPIC)
    world.registry.registerIdentity(world.outsider, identity.address, 702, by=world.registrar)
    return stock


@pytest.mark.requirement("REG-14", "INTEROP-2")
def test_refresh_contract__stock_identity_and_issuer__verify_the_wallet(world: World, stock: Stock) -> None:
    assert world.registry.isVerified(world.outsider)
    assert found(world, world.outsider)["topics"] == KYC_BIT
    assert world.registry.identity(world.outsider) == stock.identity.address
    assert cleared(world, world.outsider, 0, live=True)
    world.registry.refreshContract(world.outsider, by=world.investor_b)
    assert world.registry.isVerified(world.outsider)


@pytest.mark.requirement("REG-14", "INTEROP-2")
@pytest.mark.parametrize("end", ["revoke", "drop", "key"])
def test_refresh_contract__claim_ended_in_onchainid__ends_the_verdict_once_anybody_says_so(
    world: World, stock: Stock, end: str
) -> None:
    if end == "key":  # the issuer's signer is dismissed, and with it all that it signed
        dismissed = stock.issuer.functions.removeKey(key_of(SIGNER.address), CLAIM_SIGNER)
        stock.node.send(stock.owner, dismissed)
    else:
        getattr(stock, end)()
    assert not cleared(world, world.outsider, 0, live=True)
    world.registry.refreshContract(world.outsider, by=world.investor_b)
    assert not world.registry.isVerified(world.outsider)
    if end == "drop":  # the issuer stands by it: put in again, it counts again
        stock.hold(stock.identity, stock.signature)
        world.registry.refreshContract(world.outsider, by=world.investor_b)
        assert world.registry.isVerified(world.outsider)


@pytest.mark.requirement("REG-12", "REG-14")
@pytest.mark.parametrize("form", ["mirrored", "short v"])
def test_refresh_contract__revoked_claim_held_again_under_its_twin_signature__proves_nothing(
    world: World, stock: Stock, form: str
) -> None:
    """onchain-id/solidity#170: stock issuers revoke the bytes of a signature, and every signature has twins."""
    stock.revoke()
    twin = malleable(stock.signature)
    if form == "short v":
        twin = stock.signature[:64] + bytes([stock.signature[64] - 27])
    stock.hold(stock.identity, twin)
    world.registry.refreshContract(world.outsider, by=world.investor_b)
    assert not cleared(world, world.outsider, 0, live=True)
    assert not world.registry.isVerified(world.outsider)


@pytest.mark.requirement("REG-3", "REG-14")
def test_refresh_contract__decoy_shown_to_the_issuer_that_revokes__does_not_outlast_the_registrar(
    world: World, stock: Stock
) -> None:
    """onchain-id/solidity#172: an issuer that revokes what the identity shows may revoke another signature."""
    hostile = world.deploy("MockIdentity")
    claim = stock.issuer.address, TOPIC
    signature = sign_claim(SIGNER, hostile.wallet, TOPIC, DATA)
    hostile.hold(*claim, sign_claim(SIGNER, hostile.wallet, TOPIC, b"decoy"), b"decoy", by=world.outsider)
    revoke = stock.issuer.functions.revokeClaim(claim_id(*claim), hostile.wallet)
    stock.node.send(stock.owner, revoke)
    hostile.hold(*claim, signature, DATA, by=world.outsider)
    world.registry.registerIdentity(world.settler, hostile, 702, by=world.registrar)
    assert world.registry.isVerified(world.settler)
    world.registry.revoke(world.settler, REASON, by=world.registrar)
    for live in (False, True):
        assert not cleared(world, world.settler, 0, live=live)
    stock.node.send(stock.owner, stock.issuer.functions.revokeClaimBySignature(signature))
    assert not stock.issuer.functions.isClaimValid(hostile.wallet, TOPIC, signature, DATA).call()


@pytest.mark.requirement("REG-14")
def test_refresh_contract__identity_as_its_own_issuer__is_not_believed(world: World, stock: Stock) -> None:
    """ERC-3643/ERC-3643#101: stock identities take in claims that they signed themselves."""
    own = stock.node.deploy(stock.owner, onchainid("Identity"), stock.owner.address, False)  # noqa: FBT003
    stated = sign_claim(stock.owner, own.address, TOPIC, DATA)
    add = own.functions.addClaim(TOPIC, ECDSA, own.address, stated, DATA, "")
    stock.node.send(stock.owner, add)
    assert own.functions.isClaimValid(own.address, TOPIC, stated, DATA).call()
    world.registry.registerIdentity(world.settler, own.address, 702, by=world.registrar)
    assert not world.registry.isVerified(world.settler)
    assert not cleared(world, world.settler, 0, live=True)


@pytest.mark.requirement("REG-14")
def test_refresh_contract__claim_copied_from_another_identity__proves_nothing(world: World, stock: Stock) -> None:
    hostile = world.deploy("MockIdentity")
    hostile.hold(stock.issuer.address, TOPIC, stock.signature, DATA, by=world.outsider)
    world.registry.registerIdentity(world.settler, hostile, 702, by=world.registrar)
    assert not world.registry.isVerified(world.settler)


@pytest.mark.requirement("REG-11", "REG-14")
def test_refresh_contract__stock_claim_looked_at_with_too_little_gas__takes_nothing_away(
    world: World, stock: Stock
) -> None:
    needed = world.registry.refreshContract(world.outsider, by=world.investor_b).gas
    assert stock.identity.address == world.registry.identity(world.outsider)
    taken = 0
    for gas in range(50_000, needed + 400_000, 10_000):
        snapshot = world.chain.rpc("evm_snapshot")
        try:
            world.registry.refreshContract(world.outsider, by=world.investor_b, gas=gas)
            taken += 1
        except (Refused, ConnectionFailed):
            pass
        assert found(world, world.outsider)["topics"] == KYC_BIT, f"lapsed with {gas} of gas"
        world.chain.rpc("evm_revert", snapshot)
    assert taken
