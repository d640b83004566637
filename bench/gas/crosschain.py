"""The two legs of a trade between two chains, both on one chain here: gas is the same on either."""

from __future__ import annotations

from collections.abc import Iterator

from eth_utils.crypto import keccak

from bench.gas.world import World
from tenor.chain.clock import latest_time
from tenor.chain.intent import Intent
from tenor.deployment.conditional import Planned, plan_decryption, plan_locking
from tenor.parties import Role
from tenor.settlement.cross_chain.agreement import Leg, Pace, Side, Swap
from tenor.settlement.cross_chain.conditional import ConditionalTrade
from tenor.settlement.cross_chain.conditional_act import ConditionalAct
from tenor.settlement.cross_chain.conditional_intents import conditional_intent, key_intent
from tenor.settlement.cross_chain.intents import claim_intent, lock_intent, release_intent

UNITS, AMOUNT = 2, 5_000_000  # [units], [minor]
LOCKED_FOR = 300  # [s]
SECRET, OTHER_SECRET, SUCCESS, FAILURE = (bytes([number]) * 32 for number in (1, 2, 3, 4))
ORACLE_KEY = b"\x09" * 32
SEALED = 80  # [bytes] of an encrypted key behind its hash


def contracts_of(world: World) -> tuple[Planned, Planned]:
    """The locking and the decryption contract, of the issue's bond and money."""
    deployer, oracle = world.desk.cast.roles[Role.DEPLOYER], world.desk.cast.roles[Role.SETTLEMENT_AGENT]
    contracts = world.desk.deployment.deployment
    return (
        plan_locking("gas", contracts.bond, deployer),
        plan_decryption("gas", contracts.cash, oracle.wallet, ORACLE_KEY, deployer),
    )


def swap_of(world: World, reference: str, secret: bytes) -> Swap:
    """The seller's bond against the buyer's money, under one secret; as of now."""
    return Swap(reference, *_legs(world, ("", "")), keccak(secret))


def first_locks(world: World) -> Iterator[Intent]:
    """A lock and its release on each account, so that those measured are not the account's first."""
    swap = swap_of(world, "first", OTHER_SECRET)
    for side in Side:
        yield lock_intent(swap, side)
    for side in Side:
        yield claim_intent(swap, side, OTHER_SECRET, swap.leg(side).receiver)


def swap_intents(swap: Swap) -> dict[str, Intent]:
    """The acts of a swap that settles, in their order, by the key of what is measured."""
    return {
        "hash_lock": lock_intent(swap, Side.LEAD),
        "hash_lock_cash": lock_intent(swap, Side.FOLLOW),
        "hash_claim_cash": claim_intent(swap, Side.FOLLOW, SECRET, swap.lead.giver),
        "hash_claim": claim_intent(swap, Side.LEAD, SECRET, swap.follow.giver),
    }


def release_of(swap: Swap) -> Intent:
    """The release of the bond's lock once it has expired, by its holder."""
    return release_intent(swap, Side.LEAD, swap.lead.giver)


def trade_of(world: World) -> ConditionalTrade:
    """The same trade by keys."""
    locking, decryption = contracts_of(world)
    asset, payment = _legs(world, (locking.address, decryption.address))
    # An encryption is never twice the same, and a zero byte is cheaper: here no byte of what is sealed is one.
    failure, success = (keccak(key) + b"\xff" * SEALED for key in (FAILURE, SUCCESS))
    oracle = world.desk.cast.roles[Role.SETTLEMENT_AGENT]
    return ConditionalTrade("keys", asset, payment, failure, success, oracle.wallet, ORACLE_KEY)


def trade_intents(world: World, trade: ConditionalTrade) -> dict[str, Intent]:
    """The acts of a trade by keys that settles, in their order, by the key of what is measured."""
    seller, buyer = trade.asset.giver, trade.payment.giver
    oracle, act = world.desk.cast.roles[Role.SETTLEMENT_AGENT], ConditionalAct
    return {
        "keys_incept_delivery": conditional_intent(trade, act.INCEPT_DELIVERY, buyer),
        "keys_incept_payment": conditional_intent(trade, act.INCEPT_PAYMENT, seller),
        "keys_lock": conditional_intent(trade, act.LOCK_ASSET, seller),
        "keys_confirm": conditional_intent(trade, act.CONFIRM, seller),
        "keys_lock_cash": conditional_intent(trade, act.LOCK_PAYMENT, buyer),
        "keys_pay": conditional_intent(trade, act.PAY, buyer),
        "keys_release": key_intent(trade, act.RELEASE_KEY, SUCCESS, oracle),
        "keys_deliver": key_intent(trade, act.USE_KEY, SUCCESS, buyer),
    }


def _legs(world: World, contracts: tuple[str, str]) -> tuple[Leg, Leg]:
    issue, expiry = world.desk.deployment.deployment, latest_time(world.chain) + LOCKED_FOR
    pace = Pace(world.chain.chain_id, "bench", 1, 1, 1, 0, 1)
    lead = Leg(pace, issue.bond, "units", world.seller, world.buyer, UNITS, expiry, contracts[0])
    follow = Leg(pace, issue.cash, "cents", world.buyer, world.seller, AMOUNT, expiry, contracts[1])
    return lead, follow
