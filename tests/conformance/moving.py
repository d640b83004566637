"""Mints, transfers, pauses, freezes, forced acts, recovery: the part of a run that acts on the token.

The comments hold what A, B and C then have, in multiples of the unit.
"""

# ruff: noqa: FBT003 -- booleans are arguments and answers of the ABI

from __future__ import annotations

from tests.conformance.books import ZERO, Event
from tests.conformance.published import ECDSA, MANAGEMENT, key_of
from tests.conformance.run import COUNTRY, Run


def mint(run: Run) -> None:
    """The agent creates units, for the verified only."""
    suite, agent = run.suite, run.setup.agent
    a, b, _ = (holder.address for holder in run.holders)
    suite.refused(run.stranger, "token", "mint", a, run.amount(1))
    suite.refused(agent, "token", "mint", run.stranger.address, run.amount(1))
    suite.act(agent, "token", "mint", a, run.amount(10), leaves=(run.moves(ZERO, a, 10),))
    both = (run.moves(ZERO, a, 2), run.moves(ZERO, b, 4))
    suite.refused(run.stranger, "token", "batchMint", [a, b], [run.amount(2), run.amount(4)])
    suite.act(agent, "token", "batchMint", [a, b], [run.amount(2), run.amount(4)], leaves=both)  # 12 4 0


def transfer(run: Run) -> None:
    """Holders move units, alone, in batches and by an allowance, among the verified only."""
    suite, (holder_a, holder_b, _) = run.suite, run.holders
    a, b, c = (holder.address for holder in run.holders)
    suite.expect(True, "compliance", "canTransfer", a, b, run.amount(2))
    suite.refused(holder_a, "token", "transfer", run.stranger.address, run.amount(1))
    suite.refused(holder_a, "token", "transfer", b, run.amount(13))
    suite.refused(run.stranger, "token", "transfer", b, run.amount(1))
    suite.act(holder_a, "token", "transfer", b, run.amount(2), leaves=(run.moves(a, b, 2),))  # 10 6 0
    both = (run.moves(a, b, 1), run.moves(a, c, 3))
    suite.refused(holder_a, "token", "batchTransfer", [b, run.stranger.address], [run.amount(1), run.amount(3)])
    suite.act(holder_a, "token", "batchTransfer", [b, c], [run.amount(1), run.amount(3)], leaves=both)  # 6 7 3
    suite.refused(holder_b, "token", "transferFrom", a, c, run.amount(1))
    approved = run.emits("token", "Approval", a, b, run.amount(4))
    suite.act(holder_a, "token", "approve", b, run.amount(4), leaves=(approved,))
    suite.refused(holder_b, "token", "transferFrom", a, run.stranger.address, run.amount(3))
    suite.books.allowances[a, b] = run.amount(1)  # what is left of it; an event is not required
    suite.act(holder_b, "token", "transferFrom", a, c, run.amount(3), leaves=(run.moves(a, c, 3),))  # 3 7 6
    suite.refused(holder_b, "token", "transferFrom", a, c, run.amount(2))
    suite.act(holder_a, "token", "approve", b, 0, leaves=(run.emits("token", "Approval", a, b, 0),))


def pause(run: Run) -> None:
    """A pause stops transfers."""
    suite, agent, (holder_a, _, _) = run.suite, run.setup.agent, run.holders
    a, b, _ = (holder.address for holder in run.holders)
    suite.refused(run.stranger, "token", "pause")
    suite.act(agent, "token", "pause", leaves=(run.emits("token", "Paused", agent.address),))
    suite.refused(holder_a, "token", "transfer", b, run.amount(1))
    suite.refused(holder_a, "token", "batchTransfer", [b], [run.amount(1)])
    suite.refused(run.stranger, "token", "unpause")
    suite.act(agent, "token", "unpause", leaves=(run.emits("token", "Unpaused", agent.address),))
    suite.act(holder_a, "token", "transfer", b, run.amount(1), leaves=(run.moves(a, b, 1),))  # 2 8 6


def freeze_addresses(run: Run) -> None:
    """A frozen address neither sends nor receives."""
    suite, agent, (holder_a, holder_b, holder_c) = run.suite, run.setup.agent, run.holders
    a, b, c = (holder.address for holder in run.holders)
    by = agent.address
    suite.refused(run.stranger, "token", "setAddressFrozen", b, True)
    frozen = run.emits("token", "AddressFrozen", b, True, by)
    suite.act(agent, "token", "setAddressFrozen", b, True, leaves=(frozen,))
    suite.refused(holder_b, "token", "transfer", a, run.amount(1))
    suite.refused(holder_a, "token", "transfer", b, run.amount(1))
    suite.act(holder_c, "token", "transfer", a, run.amount(1), leaves=(run.moves(c, a, 1),))  # 3 8 5
    turned = (run.emits("token", "AddressFrozen", b, False, by), run.emits("token", "AddressFrozen", c, True, by))
    suite.refused(run.stranger, "token", "batchSetAddressFrozen", [b, c], [False, True])
    suite.act(agent, "token", "batchSetAddressFrozen", [b, c], [False, True], leaves=turned)
    suite.refused(holder_c, "token", "transfer", a, run.amount(1))
    suite.act(holder_b, "token", "transfer", a, run.amount(2), leaves=(run.moves(b, a, 2),))  # 5 6 5
    released = run.emits("token", "AddressFrozen", c, False, by)
    suite.act(agent, "token", "batchSetAddressFrozen", [c], [False], leaves=(released,))


def freeze_units(run: Run) -> None:
    """A frozen part of a holding stays, the rest moves; no more is frozen than is free."""
    suite, agent, (holder_a, _, _) = run.suite, run.setup.agent, run.holders
    a, b, c = (holder.address for holder in run.holders)
    one, two, three = (run.amount(units) for units in (1, 2, 3))

    def frozen(wallet: str, amount: int) -> tuple[Event, ...]:
        return (run.emits("token", "TokensFrozen", wallet, amount),)

    def freed(wallet: str, amount: int) -> tuple[Event, ...]:
        return (run.emits("token", "TokensUnfrozen", wallet, amount),)

    suite.refused(run.stranger, "token", "freezePartialTokens", a, three)
    suite.act(agent, "token", "freezePartialTokens", a, three, leaves=frozen(a, three))
    suite.refused(holder_a, "token", "transfer", b, three)
    suite.act(holder_a, "token", "transfer", b, two, leaves=(run.moves(a, b, 2),))  # 3 8 5, of A's 3 frozen
    suite.refused(holder_a, "token", "transfer", b, one)
    suite.refused(agent, "token", "freezePartialTokens", a, one)
    suite.refused(run.stranger, "token", "unfreezePartialTokens", a, one)
    suite.act(agent, "token", "unfreezePartialTokens", a, one, leaves=freed(a, one))
    suite.refused(agent, "token", "unfreezePartialTokens", a, three)
    suite.act(holder_a, "token", "transfer", c, one, leaves=(run.moves(a, c, 1),))  # 2 8 6, of A's 2 frozen
    both = (*frozen(b, three), *frozen(c, one))
    suite.refused(run.stranger, "token", "batchFreezePartialTokens", [b, c], [three, one])
    suite.act(agent, "token", "batchFreezePartialTokens", [b, c], [three, one], leaves=both)
    suite.refused(run.stranger, "token", "batchUnfreezePartialTokens", [b, c], [one, one])
    both = (*freed(b, one), *freed(c, one))
    suite.act(agent, "token", "batchUnfreezePartialTokens", [b, c], [one, one], leaves=both)  # frozen: 2 2 0


def force(run: Run) -> None:
    """The agent moves units without their holder, frozen ones last, to the verified only."""
    suite, agent, (holder_a, _, _) = run.suite, run.setup.agent, run.holders
    a, b, c = (holder.address for holder in run.holders)
    suite.refused(holder_a, "token", "forcedTransfer", b, a, run.amount(1))
    suite.refused(agent, "token", "forcedTransfer", b, run.stranger.address, run.amount(1))
    suite.refused(agent, "token", "forcedTransfer", b, a, run.amount(9))
    broken_into = (run.emits("token", "TokensUnfrozen", b, run.amount(1)), run.moves(b, a, 7))
    suite.act(agent, "token", "forcedTransfer", b, a, run.amount(7), leaves=broken_into)  # 9 1 6, frozen 2 1 0
    for frozen in (True, False):
        entry = run.emits("token", "AddressFrozen", a, frozen, agent.address)
        suite.act(agent, "token", "setAddressFrozen", a, frozen, leaves=(entry,))
        suite.act(agent, "token", "forcedTransfer", a, c, run.amount(1), leaves=(run.moves(a, c, 1),))  # 7 1 8
    lists = ([a, c], [c, b], [run.amount(1), run.amount(4)])
    both = (run.moves(a, c, 1), run.moves(c, b, 4))
    suite.refused(holder_a, "token", "batchForcedTransfer", *lists)
    suite.act(agent, "token", "batchForcedTransfer", *lists, leaves=both)  # 6 5 5, frozen 2 1 0


def burn(run: Run) -> None:
    """The agent destroys units, frozen ones last."""
    suite, agent, (holder_a, _, _) = run.suite, run.setup.agent, run.holders
    a, b, c = (holder.address for holder in run.holders)
    suite.refused(holder_a, "token", "burn", c, run.amount(1))
    suite.refused(agent, "token", "burn", c, run.amount(6))
    suite.act(agent, "token", "burn", c, run.amount(1), leaves=(run.moves(c, ZERO, 1),))  # 6 5 4
    lists = ([a, b], [run.amount(1), run.amount(5)])
    freed = run.emits("token", "TokensUnfrozen", b, run.amount(1))
    suite.refused(holder_a, "token", "batchBurn", *lists)
    both = (run.moves(a, ZERO, 1), freed, run.moves(b, ZERO, 5))
    suite.act(agent, "token", "batchBurn", *lists, leaves=both)  # 5 0 4, frozen 2 0 0


def recover(run: Run) -> None:
    """A's units, with all that is frozen of them, come to a wallet that A's identity names as a key."""
    suite, agent, (holder_a, _, holder_c) = run.suite, run.setup.agent, run.holders
    a, new, identity = holder_a.address, run.found.address, run.identities[holder_a.address]
    frozen = run.emits("token", "AddressFrozen", a, True, agent.address)
    suite.act(agent, "token", "setAddressFrozen", a, True, leaves=(frozen,))
    suite.refused(agent, "token", "recoveryAddress", a, new, identity.address)
    suite.node.send(holder_a, identity.functions.addKey(key_of(new), MANAGEMENT, ECDSA))
    suite.refused(run.stranger, "token", "recoveryAddress", a, new, identity.address)
    recovered = (
        run.moves(a, new, 5),
        run.emits("token", "TokensUnfrozen", a, run.amount(2)),
        run.emits("token", "TokensFrozen", new, run.amount(2)),
        run.emits("token", "AddressFrozen", new, True, agent.address),
        run.emits("token", "RecoverySuccess", a, new, identity.address),
        run.emits("registry", "IdentityRegistered", new, identity.address),
    )
    del suite.books.addresses_frozen[a]  # whether the empty wallet stays frozen is not the standard's
    suite.act(agent, "token", "recoveryAddress", a, new, identity.address, leaves=recovered)
    suite.refused(agent, "token", "recoveryAddress", a, new, identity.address)
    suite.refused(agent, "token", "mint", a, run.amount(1))
    suite.refused(holder_c, "token", "transfer", a, run.amount(1))
    suite.expect(True, "registry", "contains", new)
    suite.expect(True, "registry", "isVerified", new)
    suite.expect(identity.address, "registry", "identity", new)
    suite.expect(COUNTRY, "registry", "investorCountry", new)
    released = run.emits("token", "AddressFrozen", new, False, agent.address)
    suite.act(agent, "token", "setAddressFrozen", new, False, leaves=(released,))
    suite.refused(run.found, "token", "transfer", holder_c.address, run.amount(4))
    moved = run.moves(new, holder_c.address, 3)
    suite.act(run.found, "token", "transfer", holder_c.address, run.amount(3), leaves=(moved,))  # 2 0 7, frozen 2 0 0


def describe(run: Run) -> None:
    """The owner changes what the token says of itself, and sets what it works with."""
    suite, setup = run.suite, run.setup
    read = {name: suite.read("token", name) for name in ("name", "symbol", "decimals", "version", "onchainID")}
    onchain_id = run.claim_issuer.address
    for function, name, value in (
        ("setName", "name", "Another Name"),
        ("setSymbol", "symbol", "OTHER"),
        ("setOnchainID", "onchainID", onchain_id),
    ):
        suite.refused(run.stranger, "token", function, value)
        for new in (value, read[name]):
            told = run.emits("token", "UpdatedTokenInformation", *{**read, name: new}.values())
            suite.act(setup.token_owner, "token", function, new, leaves=(told,))
            suite.expect(new, "token", name)
    parts = (
        ("token", "setIdentityRegistry", "IdentityRegistryAdded", suite.registry.address),
        ("token", "setCompliance", "ComplianceAdded", suite.compliance.address),
        ("registry", "setIdentityRegistryStorage", "IdentityStorageSet", suite.storage.address),
        ("registry", "setTrustedIssuersRegistry", "TrustedIssuersRegistrySet", suite.issuers.address),
        ("registry", "setClaimTopicsRegistry", "ClaimTopicsRegistrySet", suite.topics.address),
    )
    for part, function, name, address in parts:
        owner = setup.token_owner if part == "token" else setup.registry_owner
        suite.refused(run.stranger, part, function, address)
        suite.act(owner, part, function, address, leaves=(run.emits(part, name, address),))
