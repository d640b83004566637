"""Intents that no stage of a campaign has: plain transfers, freezes, and trades at the bench's own price."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from eth_utils.crypto import keccak

from bench.gas.world import ELIGIBLE_UNTIL, GERMANY, NETHERLANDS, World
from tenor.chain.clock import latest_time
from tenor.chain.contract import calldata
from tenor.chain.intent import Intent, Movement, intent_id
from tenor.deployment.annex import encode_annex
from tenor.deployment.plan import KNOW_YOUR_CUSTOMER
from tenor.onboarding.investors import InvestorClass
from tenor.onboarding.register import Holder, registration_intents
from tenor.parties import Actor, Role
from tenor.settlement.cycle import cycle_of, settle_agreed_cycle_intent, settle_cycle_intent
from tenor.settlement.trade import Trade, settlement_intent
from tenor.units import rate_to_chain

UNITS_MOVED = 2  # the minimum holding
ZERO = "0x" + "00" * 20
A_DAY = 86_400  # [s]
A_YEAR = 365 * A_DAY
MOST_HELD = 1_000_000  # [units]
COUNTRIES_ALLOWED = 1  # CountryRule


def registrations(world: World, *wallets: tuple[str, str], country: int = NETHERLANDS) -> list[Intent]:
    """The registrar's transactions that bring wallets, given by name and address."""
    holders = [Holder(name, wallet, country, ELIGIBLE_UNTIL) for name, wallet in wallets]
    return list(registration_intents(world.desk.onboarding, holders))


def payer_registration(world: World) -> list[Intent]:
    """The registrar's transaction that brings the bond as a payee of money."""
    bond = Holder("bond", world.desk.servicing.bond, NETHERLANDS, ELIGIBLE_UNTIL, InvestorClass.MONEY_ONLY)
    return list(registration_intents(world.desk.onboarding, [bond]))


def vouching_intents(world: World, wallets: Sequence[str]) -> tuple[Intent, Intent]:
    """The operator relies on the registrar; the registrar then vouches for wallets by registering them."""
    roles, registry = world.desk.cast.roles, world.desk.onboarding.registry
    trust = calldata("IdentityRegistry", "addTrustedIssuer", roles[Role.REGISTRAR].wallet, [KNOW_YOUR_CUSTOMER])
    identities, countries = [ZERO] * len(wallets), [NETHERLANDS] * len(wallets)
    register = calldata("IdentityRegistry", "batchRegisterIdentity", wallets, identities, countries)
    return (
        Intent(intent_id("gas", "trust"), "gas", "trust the registrar", roles[Role.OPERATOR], registry, trust),
        Intent(intent_id("gas", "vouch"), "gas", "register 100 wallets", roles[Role.REGISTRAR], registry, register),
    )


def mint_batch_intent(world: World, holdings: Mapping[str, int]) -> Intent:
    """The issuer mints units to many holders at once."""
    bond = world.desk.servicing.bond
    data = calldata("Bond", "batchMint", list(holdings), list(holdings.values()))
    movements = [Movement(bond, None, wallet, units) for wallet, units in holdings.items()]
    return _bond_intent(world, "mint to 100 holders", world.desk.cast.roles[Role.ISSUER], data, *movements)


def batch_transfer_intent(world: World, sender: Actor, receivers: Sequence[str]) -> Intent:
    """A holder's transfers of one unit each to many holders at once."""
    data = calldata("Bond", "batchTransfer", receivers, [1] * len(receivers))
    movements = [Movement(world.desk.servicing.bond, sender.wallet, receiver, 1) for receiver in receivers]
    return _bond_intent(world, f"{sender.name} to 100 holders", sender, data, *movements)


def transfer_intent(world: World, step: str, sender: Actor, receiver: Actor, units: int) -> Intent:
    """A holder's own transfer of bond units."""
    data = calldata("Bond", "transfer", receiver.wallet, units)
    movement = Movement(world.desk.servicing.bond, sender.wallet, receiver.wallet, units)
    return _bond_intent(world, f"{step}: transfer to {receiver.name}", sender, data, movement)


def rules_intents(world: World) -> list[Intent]:
    """The compliance officer switches on what a regulated bond has: most a holder may hold, a window, countries."""
    officer = world.desk.cast.roles[Role.COMPLIANCE_OFFICER]
    now = latest_time(world.chain)
    rules = (MOST_HELD, now + 10 * A_YEAR, now + 10 * A_YEAR + A_DAY, 0, 0, False, False, False)
    allowed = [0, 1 << (GERMANY - 256), 1 << (NETHERLANDS - 512), 0]
    countries = calldata("Bond", "setCountries", COUNTRIES_ALLOWED, NETHERLANDS, allowed)
    return [
        _bond_intent(world, "set rules", officer, calldata("Bond", "setRules", rules)),
        _bond_intent(world, "allow countries", officer, countries),
    ]


COURT_ORDER = (1, keccak(text="order of a court"))
"""A reason: its code and its document."""


def forced_intent(world: World, sender: Actor, receiver: Actor, units: int, *reason: int | bytes) -> Intent:
    """The compliance officer moves units between two holders, by the standard's form or for a reason."""
    data = calldata("Bond", "forcedTransfer", sender.wallet, receiver.wallet, units, *reason)
    movement = Movement(world.desk.servicing.bond, sender.wallet, receiver.wallet, units)
    officer = world.desk.cast.roles[Role.COMPLIANCE_OFFICER]
    why = "for a reason" if reason else "for none"
    return _bond_intent(world, f"force {sender.name} to {receiver.name} {why}", officer, data, movement)


def freeze_intent(world: World, holder: Actor, units: int) -> Intent:
    """The compliance officer freezes a part of a holding."""
    data = calldata("Bond", "freezePartialTokens", holder.wallet, units)
    return _bond_intent(world, f"freeze {holder.name}", world.desk.cast.roles[Role.COMPLIANCE_OFFICER], data)


def fixing_intents(world: World) -> list[Intent]:
    """The calculation agent brings what was observed for the first coupon, and has it computed."""
    agent, annex = world.desk.cast.roles[Role.CALCULATION_AGENT], encode_annex(world.desk.campaign.terms)
    observed = rate_to_chain(Fraction(275, 10_000))
    propose = calldata("Bond", "proposeFixing", annex, 1, observed, keccak(text="screen of the day"))
    confirm = calldata("Bond", "confirmFixing", annex, 1)
    return [
        _bond_intent(world, "propose fixing 1", agent, propose),
        _bond_intent(world, "confirm fixing 1", agent, confirm),
    ]


def trade_intent(world: World, nonce: int) -> Intent:
    """The seller delivers to the buyer against payment, both by signature."""
    now, price = latest_time(world.chain), UNITS_MOVED * world.desk.campaign.terms.unit_face
    trade = Trade(f"DVP-{nonce}", world.seller, world.buyer, UNITS_MOVED, price, now, now + A_DAY, nonce)
    return settlement_intent(world.desk.venue, trade, "gas", world.desk.cast.keys)


def cycle_intents(world: World, count: int) -> dict[str, Intent]:
    """Two cycles of trades round the members, the same trades but for their nonces, by the key of what is measured."""
    venue, keys = world.desk.venue, world.desk.cast.keys
    now, face = latest_time(world.chain), world.desk.campaign.terms.unit_face
    members = world.members

    def trades(name: str, word: int) -> list[Trade]:
        sold: Counter[int] = Counter()
        made: list[Trade] = []
        for number in range(count):
            seller = number * 7 % len(members)
            buyer = (seller + 1 + number // len(members)) % len(members)
            if buyer == seller:
                buyer = (buyer + 1) % len(members)
            units = 1 + number % 3
            price, nonce = units * face, word << 8 | sold[seller]
            sold[seller] += 1
            reference = f"{name}-{number}"
            made.append(Trade(reference, members[seller], members[buyer], units, price, now, now + A_DAY, nonce))
        return made

    signed = cycle_of("CYCLE-1", venue, trades("CYC", 1))
    agreed = cycle_of("CYCLE-2", venue, [replace(trade, nonce=trade.nonce + 100) for trade in trades("AGR", 1)])
    return {
        "netted_100_each": settle_cycle_intent(venue, signed, "gas", keys),
        "netted_root_100_each": settle_agreed_cycle_intent(venue, agreed, now + A_DAY, "gas", keys),
    }


def _bond_intent(world: World, what: str, actor: Actor, data: str, *movements: Movement) -> Intent:
    bond = world.desk.servicing.bond
    return Intent(intent_id("gas", bond, what), "gas", what, actor, bond, data, movements)
