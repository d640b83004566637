"""The runner: walks the steps of a campaign over one chain, through the one sender, and keeps the record."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from tenor.campaign.actors import cast_of, key_references
from tenor.campaign.model import Campaign
from tenor.campaign.plan import Desk, State, Step, open_desk
from tenor.campaign.steps import steps
from tenor.chain.anvil import embedded_anvil
from tenor.chain.clock import advance_to, check_not_begun, latest_time, start_clock
from tenor.chain.connection import Chain, connect
from tenor.chain.intent import Intent, Outcome
from tenor.chain.journal import Journal
from tenor.chain.keys import development_accounts_needed
from tenor.chain.sender import Sender
from tenor.deployment.plan import DEPLOYMENT
from tenor.deployment.verify import verify_deployment


@dataclass(frozen=True, slots=True)
class Register:
    """The bond's register as the campaign kept it: units by wallet at the end of a second of chain time."""

    name: str
    at: int
    units: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Entry:
    """One intent carried out, with the chain time at which it was due [s]."""

    due: int
    intent: Intent
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class CampaignRecord:
    """What a finished campaign says of itself; the chain is asked separately whether it is so."""

    desk: Desk
    entries: tuple[Entry, ...]
    registers: tuple[Register, ...]
    state: State
    network: str
    seconds: float


Watcher = Callable[[Step, Intent | None], None]
"""Told of every step before it starts (with None) and of every intent once it is done."""


@contextmanager
def open_chain(campaign: Campaign, url: str | None) -> Iterator[tuple[Chain, str]]:
    """The campaign's chain and what to call it: the one at a URL, or an embedded Anvil for the length of the block."""
    if url is not None:
        yield connect(url, campaign.chain_id), url
        return
    genesis = int(campaign.timetable.genesis.timestamp())
    with embedded_anvil(genesis, development_accounts_needed(key_references(campaign))) as local:
        yield connect(local, campaign.chain_id), "embedded Anvil"


def run_campaign(campaign: Campaign, chain: Chain, network: str, journal: Journal, watch: Watcher) -> CampaignRecord:
    """Carry out every step of a campaign.

    Args:
        campaign: what.
        chain: where; its time is moved to each date if it is a development chain.
        network: what to call it in the record.
        journal: every intent and outcome goes there.
        watch: told of progress.

    Raises:
        ConnectionFailed: chain time is past the campaign's first step already; nothing was sent.
        TransactionFailed: the chain refused an intent; nothing after it was sent.
    """
    started = time.monotonic()
    desk = open_desk(campaign, cast_of(campaign))
    contracts = desk.deployment.deployment
    sender = Sender(chain, desk.cast.keys, journal)
    state, entries, registers = State(), [], []
    check_not_begun(chain, steps(desk)[0].at)
    start_clock(chain)
    for step in steps(desk):
        watch(step, None)
        advance_to(chain, step.at)
        for intent in step.intents(state):
            entries.append(Entry(step.at, intent, sender.execute(intent)))
            state.ledger.apply(intent.movements)
            watch(step, intent)
        if step.stage == DEPLOYMENT:
            verify_deployment(chain, contracts, campaign.terms, desk.cast.roles)
        if step.register is not None:
            units = state.registers[step.register] = state.ledger.holdings(contracts.bond)
            registers.append(Register(step.register, latest_time(chain), units))
    return CampaignRecord(desk, tuple(entries), tuple(registers), state, network, time.monotonic() - started)
