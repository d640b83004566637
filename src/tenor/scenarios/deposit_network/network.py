"""The chain with its banks: registers, accounts, deposits, reserves and correspondents, as the day opens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from tenor.chain.anvil import embedded_anvil
from tenor.chain.clock import advance_to, latest_time, start_clock
from tenor.chain.connection import Chain, connect
from tenor.chain.development import DEVELOPMENT_CHAIN_ID
from tenor.chain.intent import Intent, Outcome
from tenor.chain.journal import Journal
from tenor.chain.keys import Keyring, development_accounts_needed
from tenor.chain.sender import Sender
from tenor.deployment.banking import Bank, Staff, System, plan_banking
from tenor.deployment.ground import plan_ground
from tenor.money.accounts import Deposits, booking_intent, opening_intents
from tenor.money.participation import Participation, correspondent_intents, participation_intent
from tenor.money.payment import PaymentSystem
from tenor.money.sessions import cap_intent, limit_intent
from tenor.onboarding.register import (
    Holder,
    Onboarding,
    registration_intents,
    settlement_permission_intent,
)
from tenor.parties import Actor
from tenor.scenarios.deposit_network.people import HOUSES, MILLION, Customer, House

CAMPAIGN, CURRENCY, ZONE = "deposit-network", "HKD", "Asia/Hong_Kong"
DAY = date(2026, 3, 2)
SESSION, CUT_OFF = 4 * 3_600, 0  # cut-offs at 12:00 and 16:00 in Hong Kong, among others [s]
HONG_KONG = 344  # ISO 3166-1 numeric
_ROLES = (
    *("central bank", "registry operator", "registrar", "identity provider", "compliance officer", "pauser"),
    *("RTGS operator", "deployer", "custodian"),
)
_FIRST_BANK, _FIRST_CUSTOMER = 20, 30  # accounts of the development mnemonic


@dataclass(frozen=True, slots=True)
class Network:
    """The network on its chain.

    Args:
        actors: roles and banks by name or code.
        wallets: customers' actors by their number.
        tokens: deposit token by the bank's code; reserves by `CB`.
        names: of every wallet that holds money.
    """

    chain: Chain
    keys: Keyring
    journal: Journal
    sender: Sender
    system: PaymentSystem
    actors: Mapping[str, Actor]
    wallets: Mapping[int, Actor]
    tokens: Mapping[str, str]
    names: Mapping[str, str]

    def send(self, *intents: Intent) -> Outcome:
        """Carry intents out, each held against what it promises."""
        return [self.sender.execute(intent) for intent in intents][-1]

    def go_to(self, seconds: int) -> None:
        """Bring the chain to a second of the day, if it is not past."""
        advance_to(self.chain, moment(seconds))

    def now(self) -> int:
        """Second of the day of the latest block."""
        return latest_time(self.chain) - moment(0)

    def deposits(self, code: str) -> Deposits:
        """Deposits at a bank; reserves are those at `CB`."""
        bank = self.actors["central bank" if code == "CB" else code]
        return Deposits(CAMPAIGN, self.tokens[code], CURRENCY, bank, stage="deposits")

    def actor(self, customer: Customer) -> Actor:
        """The actor of a customer."""
        return self.wallets[customer.number]


def moment(seconds: int) -> int:
    """A second of the day as chain time [s]."""
    return int(datetime.combine(DAY, time(), ZoneInfo(ZONE)).timestamp()) + seconds


@contextmanager
def open_network(customers: tuple[Customer, ...]) -> Iterator[Network]:
    """A chain of its own on which the banks stand, their customers hold their deposits, and the day has not begun."""
    references = [f"dev:{number}" for number in range(1, len(_ROLES) + 1)]
    references += [f"dev:{_FIRST_BANK + place}" for place in range(len(HOUSES))]
    references += [f"dev:{_FIRST_CUSTOMER + each.number}" for each in customers]
    with embedded_anvil(moment(5 * 3_600), development_accounts_needed(references)) as url:
        chain = connect(url, DEVELOPMENT_CHAIN_ID, "embedded Anvil")
        start_clock(chain)
        keys = Keyring(references, chain.chain_id)
        wallets = [keys[reference].address for reference in references]
        named = [*_ROLES, *(house.code for house in HOUSES), *(each.name for each in customers)]
        everybody = [Actor(*each) for each in zip(named, references, wallets, strict=True)]
        institutions, people = everybody[: -len(customers)], everybody[-len(customers) :]
        journal = Journal()
        sender = Sender(chain, keys, journal)
        actors = {actor.name: actor for actor in institutions}
        system, tokens = _found(sender, actors, chain.chain_id)
        names = {actor.wallet: actor.name for actor in (*(actors[house.code] for house in HOUSES), *people)}
        network = Network(
            chain, keys, journal, sender, system, actors,
            dict(zip((each.number for each in customers), people, strict=True)), tokens, names,
        )  # fmt: skip
        _open_accounts(network, customers)
        yield replace(network, system=_join(network))


def _found(sender: Sender, actors: Mapping[str, Actor], chain_id: int) -> tuple[PaymentSystem, dict[str, str]]:
    deployer = actors["deployer"]
    ground = plan_ground(
        CAMPAIGN, actors["registry operator"], actors["registrar"], actors["identity provider"].wallet, deployer
    )
    staff = Staff(actors["registrar"], actors["compliance officer"], actors["custodian"], actors["pauser"])
    plan = plan_banking(
        System(
            CAMPAIGN, CURRENCY, ground.registry, ground.venue, actors["central bank"], actors["RTGS operator"], staff,
            deployer, SESSION, CUT_OFF,
        ),
        tuple(Bank(house.code, actors[house.code]) for house in HOUSES),
    )  # fmt: skip
    for intent in (*ground.intents, *plan.intents):
        sender.execute(intent)
    accounts = {plan.deposits[house.code]: actors[house.code].wallet for house in HOUSES}
    system = PaymentSystem(CAMPAIGN, plan.payments, plan.reserves, CURRENCY, chain_id, accounts)
    return system, {"CB": plan.reserves, **plan.deposits, "registry": ground.registry}


def _open_accounts(network: Network, customers: Iterable[Customer]) -> None:
    """Everybody onto the register, then accounts, deposits and reserves; payments may be held on every account."""
    banks = [network.actors[house.code] for house in HOUSES]
    onboarding = Onboarding(
        CAMPAIGN, network.tokens["registry"], network.chain.chain_id, latest_time(network.chain), ZONE,
        network.actors["registrar"], network.keys[network.actors["identity provider"].key],
    )  # fmt: skip
    people = [*banks, *network.wallets.values()]
    holders = [Holder(each.name, each.wallet, HONG_KONG, date(2027, 3, 1)) for each in people]
    network.send(*registration_intents(onboarding, holders))
    for house in HOUSES:
        mine = [network.actor(each) for each in customers if each.house is house]
        others = [bank for bank in banks if bank.name in _at(house)]
        network.send(*opening_intents(network.deposits(house.code), [each.wallet for each in (*mine, *others)]))
        network.send(
            booking_intent(network.deposits("CB"), network.actors[house.code], house.reserves, f"CB-{house.code}")
        )
    for each in customers:
        customer, at_bank = network.actor(each), network.deposits(each.house.code)
        network.send(
            booking_intent(at_bank, customer, each.deposit, f"{each.house.code}-{each.number:03d}"),
            settlement_permission_intent(CAMPAIGN, customer, ("DepositToken", at_bank.token)),
        )


def _join(network: Network) -> PaymentSystem:
    """What each bank screens, has at others, and lets itself pay net; the system that knows what is screened."""
    system, screens = network.system, {}
    for house in HOUSES:
        bank, token = network.actors[house.code], network.tokens[house.code]
        for code, amount in house.nostros:
            network.send(
                *correspondent_intents(
                    network.deposits("CB"), network.deposits(code), bank, amount, f"{house.code}-at-{code}"
                )
            )
        chosen = Participation(house.screens_from, corresponds=bool(house.nostros))
        network.send(participation_intent(system, token, bank, chosen, "morning"))
        if house.screens_from:
            screens[token] = house.screens_from
    peak, harbour, tram = (network.actors[code] for code in ("PKB", "HBK", "TRM"))
    network.send(
        cap_intent(system, network.tokens["TRM"], tram, MILLION // 2, "morning"),
        limit_intent(system, network.tokens["PKB"], network.tokens[harbour.name], peak, 2 * MILLION, "morning"),
    )
    return replace(system, screens=screens)


def _at(house: House) -> set[str]:
    """Codes of the banks that have money at one."""
    return {other.code for other in HOUSES if house.code in dict(other.nostros)}
