"""Two embedded chains: a bond with its holders on one, money on the other, the same people on both."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from tenor.campaign.actors import cast_of, key_references
from tenor.campaign.load import load_campaign
from tenor.campaign.model import Campaign
from tenor.campaign.new import new_campaign
from tenor.campaign.plan import Desk, State, open_desk
from tenor.campaign.steps import steps
from tenor.chain.anvil import embedded_anvil
from tenor.chain.clock import advance_to, latest_time, start_clock
from tenor.chain.connection import Chain, connect
from tenor.chain.development import DEVELOPMENT_CHAIN_ID, SECOND_DEVELOPMENT_CHAIN_ID
from tenor.chain.journal import Journal
from tenor.chain.keys import Keyring, development_accounts_needed
from tenor.chain.sender import Sender
from tenor.deployment.apply import needed_intents
from tenor.deployment.conditional import plan_decryption, plan_locking
from tenor.deployment.plan import DEPLOYMENT
from tenor.parties import Actor, Role
from tenor.servicing.bond import SETTLEMENT
from tenor.servicing.cash import mint_intent
from tenor.settlement.cross_chain.agreement import Pace
from tenor.settlement.cross_chain.keys import OracleKey
from tenor.settlement.cross_chain.observe import Watched
from tenor.settlement.cross_chain.oracle import KeyOracle

SELLER, BUYER = "INV-01", "INV-03"
BUYERS_MONEY = 20_000_000  # [minor]
_ORACLE, _WATCHTOWER = "dev:60", "dev:61"
_HOUR = 3_600  # [s]
_LARGEST = 128 * 1_024  # [bytes] of a transaction's data that nodes pass on

BOND_PACE = Pace(DEVELOPMENT_CHAIN_ID, "bond chain", 3, 900, 300, 60, _LARGEST)
CASH_PACE = Pace(SECOND_DEVELOPMENT_CHAIN_ID, "cash chain", 2, 600, 300, 60, _LARGEST)


@dataclass(frozen=True, slots=True)
class Places:
    """Both chains with everything on them and everybody who acts.

    Args:
        bond: the chain of the bond.
        cash: the chain of the money.
        desks: of the issue, by chain id; the same addresses on both chains.
        keys: by chain id.
        oracle: the key oracle.
        locking: address of the locking contract on the bond's chain.
        decryption: address of the decryption contract on the money's chain.
        since: first block of each chain in which a swap can be.
    """

    bond: Chain
    cash: Chain
    desks: Mapping[int, Desk]
    keys: Mapping[int, Keyring]
    oracle: KeyOracle
    locking: str
    decryption: str
    since: Mapping[int, int]

    @property
    def chains(self) -> tuple[Chain, Chain]:
        """Both."""
        return self.bond, self.cash

    @property
    def watched(self) -> Watched:
        """Both chains as parties watch them."""
        return Watched({chain.chain_id: chain for chain in self.chains}, self.since)

    @property
    def bond_token(self) -> str:
        """Address of the bond on its chain."""
        return self.desks[self.bond.chain_id].servicing.bond

    @property
    def cash_token(self) -> str:
        """Address of the money on its chain."""
        return self.desks[self.cash.chain_id].cash.cash

    @property
    def seller(self) -> Actor:
        """Holds the bond."""
        return self.desks[self.bond.chain_id].cast.investors[SELLER]

    @property
    def buyer(self) -> Actor:
        """Holds the money."""
        return self.desks[self.bond.chain_id].cast.investors[BUYER]

    @property
    def key_oracle(self) -> Actor:
        """Sends the oracle's transactions."""
        return self._actor("key oracle", _ORACLE)

    @property
    def watchtower(self) -> Actor:
        """No party: acts for whoever is fixed."""
        return self._actor("watchtower", _WATCHTOWER)

    def senders(self) -> dict[int, Sender]:
        """New senders to both chains, with a journal of their own."""
        return {chain.chain_id: Sender(chain, self.keys[chain.chain_id], Journal()) for chain in self.chains}

    def role(self, role: Role) -> Actor:
        """Who holds a role of the issue, on both chains."""
        return self.desks[self.bond.chain_id].cast.roles[role]

    def _actor(self, name: str, key: str) -> Actor:
        return Actor(name, key, self.keys[self.bond.chain_id][key].address)


@contextmanager
def open_places() -> Iterator[Places]:
    """Start both chains, issue the bond on one and money on the other; both are ended with the block."""
    with tempfile.TemporaryDirectory(prefix="tenor-") as folder:
        campaign = load_campaign(new_campaign(Path(folder) / "campaign"))
    campaigns = {number: replace(campaign, chain_id=number) for number in (BOND_PACE.chain_id, CASH_PACE.chain_id)}
    genesis = int(campaign.timetable.genesis.timestamp())
    references = [*key_references(campaign), _ORACLE, _WATCHTOWER]
    accounts = development_accounts_needed(references)
    with (
        embedded_anvil(genesis, accounts, BOND_PACE.chain_id) as bond_url,
        embedded_anvil(genesis, accounts, CASH_PACE.chain_id) as cash_url,
    ):
        bond = connect(bond_url, BOND_PACE.chain_id, BOND_PACE.network)
        cash = connect(cash_url, CASH_PACE.chain_id, CASH_PACE.network)
        yield _settle_in(bond, cash, campaigns, references)


def _settle_in(bond: Chain, cash: Chain, campaigns: Mapping[int, Campaign], references: list[str]) -> Places:
    keys = {number: Keyring(references, number) for number in campaigns}
    desks = {number: open_desk(campaign, cast_of(campaign)) for number, campaign in campaigns.items()}
    senders = {chain.chain_id: Sender(chain, keys[chain.chain_id], Journal()) for chain in (bond, cash)}
    oracle = KeyOracle(OracleKey.generate(), keys[cash.chain_id][_ORACLE])
    for chain in (bond, cash):
        start_clock(chain)
        _live_until_settled(chain, desks[chain.chain_id], senders[chain.chain_id])
    buyer = desks[cash.chain_id].cast.investors[BUYER]
    senders[cash.chain_id].execute(mint_intent(desks[cash.chain_id].cash, buyer, BUYERS_MONEY, "for the swap"))
    deployer = desks[bond.chain_id].cast.roles[Role.DEPLOYER]
    locking = plan_locking("cross-chain", desks[bond.chain_id].servicing.bond, deployer)
    money, signer = desks[cash.chain_id].cash.cash, oracle.account.address
    decryption = plan_decryption("cross-chain", money, signer, oracle.key.public, deployer)
    senders[bond.chain_id].execute(locking.intent)
    senders[cash.chain_id].execute(decryption.intent)
    start = max(latest_time(chain) for chain in (bond, cash)) + _HOUR
    for chain in (bond, cash):
        advance_to(chain, start)
    since = {chain.chain_id: chain.web3.eth.block_number for chain in (bond, cash)}
    return Places(bond, cash, desks, keys, oracle, locking.address, decryption.address, since)


def _live_until_settled(chain: Chain, desk: Desk, sender: Sender) -> None:
    """The issue up to its primary settlement."""
    state = State()
    for step in steps(desk):
        advance_to(chain, step.at)
        for intent in needed_intents(chain, desk.deployment) if step.stage == DEPLOYMENT else step.intents(state):
            sender.execute(intent)
            state.ledger.apply(intent.movements)
        if step.stage == SETTLEMENT:
            return
