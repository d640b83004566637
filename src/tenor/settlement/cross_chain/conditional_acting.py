"""Carrying out what buyer, seller, oracle or a relayer of an ERC-7573 trade decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tenor.chain.sender import Sender
from tenor.errors import InputError
from tenor.parties import Actor
from tenor.settlement.cross_chain.agreement import commitment_to
from tenor.settlement.cross_chain.conditional import ConditionalTrade
from tenor.settlement.cross_chain.conditional_act import (
    ConditionalAct,
    ConditionalDecision,
    ConditionalView,
    DecryptionStatus,
    Role,
    next_conditional_act,
)
from tenor.settlement.cross_chain.conditional_intents import ON_ASSET_CHAIN, conditional_intent, key_intent
from tenor.settlement.cross_chain.keys import key_hash
from tenor.settlement.cross_chain.oracle import KeyOracle


@dataclass(frozen=True, slots=True)
class ConditionalHand:
    """Somebody who acts on a trade.

    Args:
        role: which of the three.
        actor: signs.
        senders: to each chain, by chain id.
        key: the key that this party made, where it is one of the two.
        oracle: what opens keys, where it is the oracle.
    """

    role: Role
    actor: Actor
    senders: Mapping[int, Sender]
    key: bytes | None = None
    oracle: KeyOracle | None = None


def act_conditionally(trade: ConditionalTrade, hand: ConditionalHand, view: ConditionalView) -> ConditionalDecision:
    """Do what is safe next, if anything.

    Args:
        view: both chains as they are now.

    Raises:
        TransactionFailed: the chain refused it; what would fail is not sent.
    """
    decision = next_conditional_act(trade, hand.role, view)
    if decision.act in (ConditionalAct.WAIT, ConditionalAct.DONE):
        return decision
    leg = trade.asset if decision.act in ON_ASSET_CHAIN else trade.payment
    if decision.act in (ConditionalAct.RELEASE_KEY, ConditionalAct.USE_KEY):
        key = _key(trade, hand, decision.act, view)
        intent = key_intent(trade, decision.act, key, hand.actor)
    else:
        intent = conditional_intent(trade, decision.act, hand.actor)
    hand.senders[leg.pace.chain_id].execute(intent)
    return decision


def _key(trade: ConditionalTrade, hand: ConditionalHand, act: ConditionalAct, view: ConditionalView) -> bytes:
    """The key to show: a public one, the oracle's opening, or the seller's own."""
    if act is ConditionalAct.USE_KEY:
        found = view.key
    elif hand.oracle is not None:
        found = hand.oracle.open(trade, success=view.decryption is DecryptionStatus.SUCCESS_REQUESTED)
    else:
        found = hand.key if hand.key and commitment_to(hand.key) == key_hash(trade.success) else None
    if found is None:
        raise InputError(trade.reference, "the key is not at hand", "Have the oracle release it")
    return found
