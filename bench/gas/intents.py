"""Intents that no stage of a campaign has: plain transfers, freezes, and trades at the bench's own price."""

from __future__ import annotations

from collections.abc import Sequence

from bench.gas.world import ELIGIBLE_UNTIL, NETHERLANDS, World
from tenor.chain.clock import latest_time
from tenor.chain.contract import calldata
from tenor.chain.intent import Intent, Movement, intent_id
from tenor.onboarding.register import Holder, registration_intents
from tenor.parties import Actor, Role
from tenor.settlement.trade import Trade, settlement_intent

UNITS_MOVED = 2  # the minimum holding
A_DAY = 86_400  # [s]


def registrations(world: World, wallets: Sequence[tuple[str, str]], *, money_only: bool = False) -> list[Intent]:
    """The registrar's transactions that bring wallets, given by name and address."""
    holders = [Holder(name, wallet, NETHERLANDS, ELIGIBLE_UNTIL, money_only) for name, wallet in wallets]
    return list(registration_intents(world.desk.onboarding, holders))


def transfer_intent(world: World, step: str, sender: Actor, receiver: Actor, units: int) -> Intent:
    """A holder's own transfer of bond units."""
    data = calldata("Bond", "transfer", receiver.wallet, units)
    movement = Movement(world.desk.servicing.bond, sender.wallet, receiver.wallet, units)
    return _bond_intent(world, f"{step}: transfer to {receiver.name}", sender, data, movement)


def freeze_intent(world: World, holder: Actor, units: int) -> Intent:
    """The compliance officer freezes a part of a holding."""
    data = calldata("Bond", "freezePartialTokens", holder.wallet, units)
    return _bond_intent(world, f"freeze {holder.name}", world.desk.cast.roles[Role.COMPLIANCE_OFFICER], data)


def trade_intent(world: World, nonce: int) -> Intent:
    """The seller delivers to the buyer against payment, both by signature."""
    now, price = latest_time(world.chain), UNITS_MOVED * world.desk.campaign.terms.unit_face
    trade = Trade(f"DVP-{nonce}", world.seller, world.buyer, UNITS_MOVED, price, now, now + A_DAY, nonce)
    return settlement_intent(world.desk.venue, trade, "gas", world.desk.cast.keys)


def _bond_intent(world: World, what: str, actor: Actor, data: str, *movements: Movement) -> Intent:
    return Intent(intent_id("gas", what), "gas", what, actor, world.desk.servicing.bond, data, movements)
