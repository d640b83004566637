"""Agents, topics, issuers, identities: the part of a run that acts on the registry, and on who owns what."""

# ruff: noqa: FBT003 -- booleans are arguments and answers of the ABI

from __future__ import annotations

from typing import Any

from tests.conformance.books import ZERO, Nonconformity
from tests.conformance.published import claim_id
from tests.conformance.run import COUNTRY, OTHER_COUNTRY, OTHER_TOPIC, TOPIC, Run


def appoint(run: Run) -> None:
    """The owners make the agent one of token and registry, and the token one of the registry, for recoveries."""
    suite, setup = run.suite, run.setup
    for part, owner, agents in (
        ("token", setup.token_owner, [setup.agent.address]),
        ("registry", setup.registry_owner, [setup.agent.address, setup.token]),
    ):
        suite.expect(owner.address, part, "owner")
        for agent in agents:
            suite.refused(run.stranger, part, "addAgent", agent)
            if not suite.read(part, "isAgent", agent):
                suite.act(owner, part, "addAgent", agent, leaves=(run.emits(part, "AgentAdded", agent),))
            suite.expect(True, part, "isAgent", agent)
        suite.expect(False, part, "isAgent", run.stranger.address)
    if suite.read("token", "paused"):
        unpaused = run.emits("token", "Unpaused", setup.agent.address)
        suite.act(setup.agent, "token", "unpause", leaves=(unpaused,))


def trust(run: Run) -> None:
    """The registry's owner requires one more topic and relies on a stock claim issuer for all of them."""
    suite, owner = run.suite, run.setup.registry_owner
    run.required = list(suite.read("topics", "getClaimTopics"))
    run.claim_issuer = run.issuer()
    issuer, topics = run.claim_issuer.address, [*run.required, TOPIC]
    suite.refused(run.stranger, "topics", "addClaimTopic", TOPIC)
    suite.act(owner, "topics", "addClaimTopic", TOPIC, leaves=(run.emits("topics", "ClaimTopicAdded", TOPIC),))
    suite.expect(topics, "topics", "getClaimTopics")
    suite.refused(run.stranger, "issuers", "addTrustedIssuer", issuer, topics)
    before = suite.read("issuers", "getTrustedIssuers")
    added = run.emits("issuers", "TrustedIssuerAdded", issuer, topics)
    suite.act(owner, "issuers", "addTrustedIssuer", issuer, topics, leaves=(added,))
    suite.expect([*before, issuer], "issuers", "getTrustedIssuers")
    suite.expect(True, "issuers", "isTrustedIssuer", issuer)
    suite.expect(False, "issuers", "isTrustedIssuer", run.stranger.address)
    suite.expect(topics, "issuers", "getTrustedIssuerClaimTopics", issuer)
    suite.expect(True, "issuers", "hasClaimTopic", issuer, TOPIC)
    suite.expect(False, "issuers", "hasClaimTopic", issuer, OTHER_TOPIC)
    if issuer not in suite.read("issuers", "getTrustedIssuersForClaimTopic", TOPIC):
        raise Nonconformity(f"getTrustedIssuersForClaimTopic({TOPIC}) leaves out {issuer}")


def register(run: Run) -> None:
    """The agent brings three holders with stock identities onto the register, one alone and two in a batch."""
    suite, agent = run.suite, run.setup.agent
    wallets = [holder.address for holder in run.holders]
    for holder in run.holders:
        run.identities[holder.address] = run.identity(holder, run.claim_issuer)
    identities = [run.identities[wallet].address for wallet in wallets]
    for wallet in wallets:
        _is_unknown(run, wallet)
    suite.refused(run.stranger, "registry", "registerIdentity", wallets[0], identities[0], COUNTRY)
    registered = [run.emits("registry", "IdentityRegistered", *pair) for pair in zip(wallets, identities, strict=True)]
    first = ("registerIdentity", wallets[0], identities[0], COUNTRY)
    suite.act(agent, "registry", *first, leaves=(registered[0],))
    others = ("batchRegisterIdentity", wallets[1:], identities[1:], [COUNTRY, COUNTRY])
    suite.act(agent, "registry", *others, leaves=(*registered[1:],))
    for wallet, identity in zip(wallets, identities, strict=True):
        _is_known(run, wallet, identity, COUNTRY)
    suite.refused(agent, "registry", *first)


def refuse_unproved(run: Run) -> None:
    """A wallet whose claims no trusted issuer made is not verified, whether the registry takes it or not."""
    suite, agent = run.suite, run.setup.agent
    identity = run.identity(run.unproved, run.issuer()).address
    wallet = run.unproved.address
    if suite.answers(agent, "registry", "registerIdentity", wallet, identity, COUNTRY):
        registered = run.emits("registry", "IdentityRegistered", wallet, identity)
        suite.act(agent, "registry", "registerIdentity", wallet, identity, COUNTRY, leaves=(registered,))
        suite.expect(False, "registry", "isVerified", wallet)
        suite.refused(agent, "token", "mint", wallet, run.amount(1))
        removed = run.emits("registry", "IdentityRemoved", wallet, identity)
        suite.act(agent, "registry", "deleteIdentity", wallet, leaves=(removed,))
    _is_unknown(run, wallet)


def store(run: Run) -> None:
    """An agent of the storage writes there what the registry then knows; the owner binds another registry to it."""
    suite, setup, wallet = run.suite, run.setup, run.other.address
    agent, owner = setup.agent, setup.registry_owner
    old, new = (run.identity(run.other, run.claim_issuer).address for _ in range(2))
    if not suite.read("storage", "isAgent", agent.address):
        added = run.emits("storage", "AgentAdded", agent.address)
        suite.act(owner, "storage", "addAgent", agent.address, leaves=(added,))
    written: tuple[tuple[str, tuple[object, ...], tuple[Any, ...]], ...] = (
        ("addIdentityToStorage", (wallet, old, COUNTRY), ("IdentityStored", wallet, old)),
        ("modifyStoredInvestorCountry", (wallet, OTHER_COUNTRY), ("CountryModified", wallet, OTHER_COUNTRY)),
        ("modifyStoredIdentity", (wallet, new), ("IdentityModified", old, new)),
    )
    for function, arguments, entry in written:
        suite.refused(run.stranger, "storage", function, *arguments)
        suite.act(agent, "storage", function, *arguments, leaves=(run.emits("storage", *entry),))
    _is_known(run, wallet, new, OTHER_COUNTRY)
    suite.refused(run.stranger, "storage", "removeIdentityFromStorage", wallet)
    unstored = run.emits("storage", "IdentityUnstored", wallet, new)
    suite.act(agent, "storage", "removeIdentityFromStorage", wallet, leaves=(unstored,))
    _is_unknown(run, wallet)
    another = run.claim_issuer.address
    linked = suite.read("storage", "linkedIdentityRegistries")
    if suite.registry.address not in linked:
        raise Nonconformity("linkedIdentityRegistries() leaves out the registry")
    for function, name, then in (
        ("bindIdentityRegistry", "IdentityRegistryBound", [*linked, another]),
        ("unbindIdentityRegistry", "IdentityRegistryUnbound", linked),
    ):
        suite.refused(run.stranger, "storage", function, another)
        suite.act(owner, "storage", function, another, leaves=(run.emits("storage", name, another),))
        suite.expect(then, "storage", "linkedIdentityRegistries")


def change(run: Run) -> None:
    """The agent changes a holder's country, then its identity."""
    suite, agent, holder = run.suite, run.setup.agent, run.holders[2]
    wallet, old = holder.address, run.identities[holder.address].address
    suite.refused(run.stranger, "registry", "updateCountry", wallet, OTHER_COUNTRY)
    updated = run.emits("registry", "CountryUpdated", wallet, OTHER_COUNTRY)
    suite.act(agent, "registry", "updateCountry", wallet, OTHER_COUNTRY, leaves=(updated,))
    _is_known(run, wallet, old, OTHER_COUNTRY)
    run.identities[wallet] = run.identity(holder, run.claim_issuer)
    new = run.identities[wallet].address
    suite.refused(run.stranger, "registry", "updateIdentity", wallet, new)
    updated = run.emits("registry", "IdentityUpdated", old, new)
    suite.act(agent, "registry", "updateIdentity", wallet, new, leaves=(updated,))
    _is_known(run, wallet, new, OTHER_COUNTRY)


def revoke(run: Run) -> None:
    """A holder whose claim its issuer revokes is no longer verified, at the latest when the agent brings it again."""
    suite, agent, wallet = run.suite, run.setup.agent, run.holders[1].address
    identity, issuer = run.identities[wallet], run.claim_issuer
    claim = identity.functions.getClaim(claim_id(issuer.address, TOPIC)).call()
    suite.node.send(agent, issuer.functions.revokeClaimBySignature(claim[3]))
    if suite.answers(agent, "registry", "updateIdentity", wallet, identity.address):
        updated = run.emits("registry", "IdentityUpdated", identity.address, identity.address)
        suite.act(agent, "registry", "updateIdentity", wallet, identity.address, leaves=(updated,))
    suite.expect(False, "registry", "isVerified", wallet)
    suite.expect(True, "registry", "contains", wallet)
    suite.refused(run.found, "token", "transfer", wallet, run.amount(1))
    suite.refused(agent, "token", "mint", wallet, run.amount(1))


def delete(run: Run) -> None:
    """A holder taken off the register receives nothing any more, and may send what it holds."""
    suite, agent, holder = run.suite, run.setup.agent, run.holders[2]
    wallet, identity = holder.address, run.identities[holder.address].address
    suite.refused(run.stranger, "registry", "deleteIdentity", wallet)
    removed = run.emits("registry", "IdentityRemoved", wallet, identity)
    suite.act(agent, "registry", "deleteIdentity", wallet, leaves=(removed,))
    _is_unknown(run, wallet)
    suite.refused(agent, "token", "mint", wallet, run.amount(1))
    suite.refused(run.found, "token", "transfer", wallet, run.amount(1))
    to = run.found.address
    suite.act(holder, "token", "transfer", to, run.amount(1), leaves=(run.moves(wallet, to, 1),))


def lapse(run: Run) -> None:
    """An issuer trusted for another topic only, or not at all, carries nobody."""
    suite, owner, wallet = run.suite, run.setup.registry_owner, run.found.address
    issuer = run.claim_issuer.address
    suite.expect(True, "registry", "isVerified", wallet)
    suite.refused(run.stranger, "issuers", "updateIssuerClaimTopics", issuer, [OTHER_TOPIC])
    updated = run.emits("issuers", "ClaimTopicsUpdated", issuer, [OTHER_TOPIC])
    suite.act(owner, "issuers", "updateIssuerClaimTopics", issuer, [OTHER_TOPIC], leaves=(updated,))
    suite.expect([OTHER_TOPIC], "issuers", "getTrustedIssuerClaimTopics", issuer)
    suite.expect(False, "issuers", "hasClaimTopic", issuer, TOPIC)
    suite.expect(False, "registry", "isVerified", wallet)
    suite.refused(run.holders[2], "token", "transfer", wallet, run.amount(1))
    suite.refused(run.stranger, "issuers", "removeTrustedIssuer", issuer)
    removed = run.emits("issuers", "TrustedIssuerRemoved", issuer)
    suite.act(owner, "issuers", "removeTrustedIssuer", issuer, leaves=(removed,))
    suite.expect(False, "issuers", "isTrustedIssuer", issuer)
    suite.expect(False, "registry", "isVerified", wallet)
    suite.refused(run.stranger, "topics", "removeClaimTopic", TOPIC)
    suite.act(owner, "topics", "removeClaimTopic", TOPIC, leaves=(run.emits("topics", "ClaimTopicRemoved", TOPIC),))
    suite.expect(run.required, "topics", "getClaimTopics")


def retire(run: Run) -> None:
    """The owners take the agent's rights away, hand their ownership over and get it back."""
    suite, setup = run.suite, run.setup
    agent = setup.agent
    apart = suite.storage.address != suite.registry.address
    for part, owner in (
        ("token", setup.token_owner),
        ("registry", setup.registry_owner),
        *([("storage", setup.registry_owner)] if apart else []),
    ):
        suite.refused(run.stranger, part, "removeAgent", agent.address)
        removed = run.emits(part, "AgentRemoved", agent.address)
        suite.act(owner, part, "removeAgent", agent.address, leaves=(removed,))
        suite.expect(False, part, "isAgent", agent.address)
        suite.refused(run.stranger, part, "transferOwnership", run.stranger.address)
        for giver, taker in ((owner, agent), (agent, owner)):
            handed = run.emits(part, "OwnershipTransferred", giver.address, taker.address)
            suite.act(giver, part, "transferOwnership", taker.address, leaves=(handed,))
            suite.expect(taker.address, part, "owner")
    suite.refused(agent, "token", "pause")
    suite.refused(agent, "token", "burn", run.found.address, run.amount(1))
    suite.refused(agent, "registry", "deleteIdentity", run.found.address)


def _is_known(run: Run, wallet: str, identity: str, country: int) -> None:
    suite = run.suite
    suite.expect(True, "registry", "contains", wallet)
    suite.expect(True, "registry", "isVerified", wallet)
    suite.expect(identity, "registry", "identity", wallet)
    suite.expect(identity, "storage", "storedIdentity", wallet)
    suite.expect(country, "registry", "investorCountry", wallet)
    suite.expect(country, "storage", "storedInvestorCountry", wallet)


def _is_unknown(run: Run, wallet: str) -> None:
    suite = run.suite
    suite.expect(False, "registry", "contains", wallet)
    suite.expect(False, "registry", "isVerified", wallet)
    suite.expect(ZERO, "registry", "identity", wallet)
    suite.expect(ZERO, "storage", "storedIdentity", wallet)
    suite.expect(0, "registry", "investorCountry", wallet)
    suite.expect(0, "storage", "storedInvestorCountry", wallet)
