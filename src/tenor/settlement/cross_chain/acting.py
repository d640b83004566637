"""Carrying out what a party decides at one look at both chains: one safe act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tenor.chain.intent import Intent
from tenor.chain.sender import Sender
from tenor.errors import InputError
from tenor.parties import Actor
from tenor.settlement.cross_chain.agreement import Side, Swap
from tenor.settlement.cross_chain.intents import claim_intent, lock_intent, release_intent
from tenor.settlement.cross_chain.next_act import Act, Decision, next_act, watch
from tenor.settlement.cross_chain.views import SwapView


@dataclass(frozen=True, slots=True)
class Hand:
    """Somebody who acts on a swap.

    Args:
        actor: signs.
        senders: to each chain, by chain id.
        side: the side it is, or None for a watchtower.
        secret: the leader's, where it is the leader.
    """

    actor: Actor
    senders: Mapping[int, Sender]
    side: Side | None = None
    secret: bytes | None = None


def act(swap: Swap, hand: Hand, view: SwapView) -> Decision:
    """Do what is safe next, if anything.

    Args:
        view: both chains as they are now.

    Raises:
        TransactionFailed: the chain refused it, and then nothing was shown: what would fail is not sent.
    """
    decision = watch(swap, view) if hand.side is None else next_act(swap, hand.side, view)
    intent = _intent(swap, hand, decision, view)
    if intent is not None:
        hand.senders[swap.leg(decision.side).pace.chain_id].execute(intent)
    return decision


def _intent(swap: Swap, hand: Hand, decision: Decision, view: SwapView) -> Intent | None:
    if decision.act is Act.LOCK:
        return lock_intent(swap, decision.side)
    if decision.act is Act.RELEASE:
        return release_intent(swap, decision.side, hand.actor)
    if decision.act is Act.CLAIM:
        secret = view.secret or hand.secret
        if secret is None:
            raise InputError(swap.reference, "the secret is not at hand", "Give the leader the secret it committed to")
        return claim_intent(swap, decision.side, secret, hand.actor)
    return None
