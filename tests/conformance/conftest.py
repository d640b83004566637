"""The reference implementation and our own suite, on the session's chain, as the tool is told of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from eth_account.signers.local import LocalAccount

from tenor.chain.connection import Chain
from tenor.chain.keys import Keyring
from tests.conformance.node import Node, open_node
from tests.conformance.run import Setup
from tests.conformance.trex import deploy_trex
from tests.contracts.world import World

OWNER, AGENT = "dev:36", "dev:37"  # beyond the accounts that the world's actors have


@pytest.fixture
def node(chain: Chain) -> Node:
    """The session's chain as the tool speaks to it; what the test does to it is undone."""
    return open_node(chain.web3.provider)


@pytest.fixture(scope="session")
def accounts() -> Keyring:
    """An owner and an agent who are nobody else."""
    return Keyring([OWNER, AGENT], 31337)


@pytest.fixture
def owner(accounts: Keyring) -> LocalAccount:
    return accounts[OWNER]


@pytest.fixture
def reference(node: Node, accounts: Keyring) -> Setup:
    """The published suite, freshly deployed."""
    owner = accounts[OWNER]
    token, registry = deploy_trex(node, owner)
    return Setup(token=token, registry=registry, token_owner=owner, registry_owner=owner, agent=accounts[AGENT])


@pytest.fixture
def ours(world: World, accounts: Keyring) -> Setup:
    """The world's bond, at its issue time."""
    terms = world.bond.terms()
    world.advance(terms["issueTime"])
    owners = {actor.wallet: world.keys[actor.key] for actor in world.actors}
    return Setup(
        token=world.bond.wallet,
        registry=world.registry.wallet,
        token_owner=owners[world.bond.owner()],
        registry_owner=owners[world.registry.owner()],
        agent=accounts[AGENT],
        unit=terms["minUnits"],
    )


@pytest.fixture
def on_our_registry(ours: Setup, node: Node, owner: LocalAccount) -> Setup:
    """The published token, on our registry."""
    token, _ = deploy_trex(node, owner, registry=ours.registry)
    return replace(ours, token=token, token_owner=owner, unit=1)


@pytest.fixture
def over_our_storage(ours: Setup, node: Node) -> Setup:
    """The published token and registry, with ours as the storage, topics and trusted issuers they ask."""
    owner = ours.registry_owner
    token, registry = deploy_trex(node, owner, storage=ours.registry)
    return replace(ours, token=token, registry=registry, token_owner=owner, unit=1)
