"""What a run of the tool is told, and the wallets and identity contracts it works with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from eth_account import Account
from eth_account.signers.local import LocalAccount
from eth_utils.crypto import keccak
from web3.contract import Contract

from tests.conformance.books import Event, event
from tests.conformance.node import Node, Suite
from tests.conformance.published import CLAIM_SIGNER, ECDSA, claim_id, key_of, onchainid, sign_claim

TOPIC = int.from_bytes(keccak(text="conformance: eligible"))
OTHER_TOPIC = int.from_bytes(keccak(text="conformance: something else"))
STATEMENT = b"eligible"
COUNTRY, OTHER_COUNTRY = 344, 702  # ISO 3166-1 numeric
GAS_MONEY = 10**17  # [wei] for each wallet of the run


@dataclass(frozen=True, kw_only=True)
class Setup:
    """Where the suite stands and who acts on it.

    Args:
        agent: becomes agent of token and registry for the run, and pays the wallets' gas money.
        unit: every amount of the run is a multiple of it: the least that a wallet may hold.
        seed: what the keys of the run's own wallets are made of; each run on one suite needs another.
    """

    token: str
    registry: str
    token_owner: LocalAccount
    registry_owner: LocalAccount
    agent: LocalAccount
    unit: int = 1
    seed: str = "conformance"

    def account(self, name: str) -> LocalAccount:
        """The run's own account of this name."""
        account: LocalAccount = Account.from_key(keccak(text=f"{self.seed}: {name}"))
        return account


@dataclass
class Run:
    """A suite, who acts on it, and the wallets: A, B and C hold, `found` is where A's units are recovered to.

    `other` and `unproved` come onto the register and hold nothing.
    """

    setup: Setup
    suite: Suite
    holders: tuple[LocalAccount, LocalAccount, LocalAccount]
    found: LocalAccount
    other: LocalAccount
    unproved: LocalAccount
    stranger: LocalAccount  # owns no gas money: what it tries is asked, not sent
    claim_signer: LocalAccount
    claim_issuer: Any = None
    identities: dict[str, Any] = field(default_factory=dict)
    required: list[int] = field(default_factory=list)  # topics that were required before the run

    def emits(self, part: str, name: str, *values: object) -> Event:
        """An event of a part of the suite."""
        return event(getattr(self.suite, part).address, name, *values)

    def moves(self, sender: str, receiver: str, units: int) -> Event:
        """The token's Transfer of so many multiples of the unit."""
        return self.emits("token", "Transfer", sender, receiver, self.amount(units))

    def amount(self, units: int) -> int:
        """So many multiples of the unit."""
        return units * self.setup.unit

    def issuer(self) -> Contract:
        """A stock claim issuer of the agent's, whose claims the claim signer signs."""
        node, agent = self.suite.node, self.setup.agent
        issuer = node.deploy(agent, onchainid("ClaimIssuer"), agent.address)
        node.send(agent, issuer.functions.addKey(key_of(self.claim_signer.address), CLAIM_SIGNER, ECDSA))
        return issuer

    def identity(self, holder: LocalAccount, issuer: Contract) -> Contract:
        """A stock identity of a holder's, with a claim of the issuer on every topic required."""
        node = self.suite.node
        identity = node.deploy(holder, onchainid("Identity"), holder.address, False)  # noqa: FBT003 -- no library
        for topic in (*self.required, TOPIC):
            signature = sign_claim(self.claim_signer, identity.address, topic, STATEMENT)
            node.send(holder, identity.functions.addClaim(topic, ECDSA, issuer.address, signature, STATEMENT, ""))
            stored = identity.functions.getClaim(claim_id(issuer.address, topic)).call()
            assert stored == [topic, ECDSA, issuer.address, signature, STATEMENT, ""]
        return identity


def start(node: Node, setup: Setup, suite: Suite) -> Run:
    """Make the run's wallets and give them gas money."""
    names = ("a", "b", "c", "found", "other", "unproved")
    first, second, third, found, other, unproved = accounts = [setup.account(name) for name in names]
    for account in accounts:
        node.pay(setup.agent, account.address, GAS_MONEY)
    return Run(
        setup=setup,
        suite=suite,
        holders=(first, second, third),
        found=found,
        other=other,
        unproved=unproved,
        stranger=setup.account("stranger"),
        claim_signer=setup.account("claim signer"),
    )
