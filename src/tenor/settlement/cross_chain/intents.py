"""The acts of a swap as intents: lock, claim, release."""

from __future__ import annotations

from tenor.chain.contract import calldata
from tenor.chain.intent import Intent, Movement, intent_id
from tenor.chain.locks import LOCKS, LockTerms, lock_data
from tenor.errors import InputError
from tenor.parties import Actor
from tenor.settlement.cross_chain.agreement import (
    SECRET_LENGTH,
    Lock,
    Side,
    Swap,
    commitment_to,
    lock_of,
    swap_id,
)

STAGE = "settle between chains"


def lock_intent(swap: Swap, side: Side) -> Intent:
    """The giver of a leg locks it for its receiver, who needs the secret."""
    return _intent(swap, side, "lock", swap.leg(side).giver, create_lock_data(lock_of(swap, side)))


def claim_intent(swap: Swap, side: Side, secret: bytes, by: Actor) -> Intent:
    """Anybody shows the secret of a leg's lock; its receiver is given what is locked.

    Raises:
        InputError: the secret is not the one that was committed to, or the leader's is not of the agreed length.
    """
    if commitment_to(secret) != swap.commitment:
        raise InputError(swap.reference, "this is not the secret of the commitment", "Show the leader's secret")
    if by.wallet == swap.lead.giver.wallet and len(secret) != SECRET_LENGTH:
        raise InputError(swap.reference, f"the secret has {len(secret)} bytes", f"Commit to one of {SECRET_LENGTH}")
    # In the event too, so that the other party finds it in the logs.
    data = calldata(LOCKS, "spendLock", lock_of(swap, side).id, secret, secret)
    leg = swap.leg(side)
    return _intent(
        swap, side, "claim", by, data, Movement(leg.token, leg.giver.wallet, leg.receiver.wallet, leg.amount)
    )


def release_intent(swap: Swap, side: Side, by: Actor) -> Intent:
    """Anybody releases a leg's expired lock to its holder."""
    return _intent(swap, side, "release", by, release_data(lock_of(swap, side)))


def create_lock_data(lock: Lock) -> str:
    """The call by which a leg's giver locks it."""
    leg = lock.leg
    return lock_data(
        LockTerms(lock.reference, leg.amount, leg.receiver.wallet, lock.spender, leg.expiry), lock.commitment
    )


def release_data(lock: Lock) -> str:
    """The call by which anybody releases an expired lock to its holder."""
    return calldata(LOCKS, "cancelLock", lock.id, b"", b"")


def _intent(swap: Swap, side: Side, act: str, by: Actor, data: str, *moved: Movement) -> Intent:
    leg = swap.leg(side)
    parties = f"from {leg.giver.name} to {leg.receiver.name}"
    what = f"{swap.reference}: {by.name}: {act} {leg.amount:,} of {leg.asset} {parties}"
    return Intent(intent_id(swap_id(swap).hex(), act, side, leg.pace.chain_id), STAGE, what, by, leg.token, data, moved)
