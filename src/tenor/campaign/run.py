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
from tenor.chain.gas_money import check_gas_money
from tenor.chain.intent import Intent, Outcome
from tenor.chain.journal import Journal
from tenor.chain.keys import development_accounts_needed
from tenor.chain.sender import Sender
from tenor.deployment.apply import needed_intents
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
    seconds: float


Watcher = Callable[[Step, Intent | None], None]
"""Told of every step before it starts (with None) and of every intent once it is done."""

Deployed = Callable[[Desk, int], None]
"""Told of a campaign's contracts and of the block in which they stand complete."""


@contextmanager
def open_chain(campaign: Campaign, url: str | None) -> Iterator[Chain]:
    """The campaign's chain: the one at a URL, or an embedded Anvil for the length of the block."""
    if url is not None:
        yield connect(url, campaign.chain_id)
        return
    genesis = int(campaign.timetable.genesis.timestamp())
    with embedded_anvil(genesis, development_accounts_needed(key_references(campaign))) as local:
        yield connect(local, campaign.chain_id, "embedded Anvil")


def run_campaign(
    campaign: Campaign, chain: Chain, journal: Journal, watch: Watcher, on_deployed: Deployed = lambda *_: None
) -> CampaignRecord:
    """Carry out every step of a campaign.

    Args:
        campaign: what.
        chain: where; its time is moved to each date if it is a development chain.
        journal: every intent and outcome goes there.
        watch: told of progress.
        on_deployed: told of the contracts as soon as they stand and are verified.

    Raises:
        ConnectionFailed: the chain is past the campaign's first step already, an account holds no gas money, or the
            chain stops answering.
        TransactionFailed: the chain refused an intent; nothing after it was sent.
    """
    started = time.monotonic()
    desk = open_desk(campaign, cast_of(campaign))
    plan, sender = steps(desk), Sender(chain, desk.cast.keys, journal)
    check_not_begun(chain, plan[0].at)
    check_gas_money(chain, desk.cast.everybody())
    needed = needed_intents(chain, desk.deployment)
    start_clock(chain)
    state, entries, registers = State(), [], []
    for step in plan:
        watch(step, None)
        advance_to(chain, step.at)
        for intent in needed if step.stage == DEPLOYMENT else step.intents(state):
            entries.append(Entry(step.at, intent, sender.execute(intent)))
            state.ledger.apply(intent.movements)
            watch(step, intent)
        if step.stage == DEPLOYMENT:
            verify_deployment(chain, desk.deployment.deployment, campaign.terms, desk.cast.roles)
            on_deployed(desk, chain.web3.eth.block_number)
        if step.register is not None:
            units = state.registers[step.register] = state.ledger.holdings(desk.servicing.bond)
            registers.append(Register(step.register, step.as_of or latest_time(chain), units))
    return CampaignRecord(desk, tuple(entries), tuple(registers), state, time.monotonic() - started)
