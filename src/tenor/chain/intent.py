"""An intent: one thing that must happen on chain exactly once, known by a business key and never by chance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from eth_utils.crypto import keccak

from tenor.parties import Actor

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Movement:
    """What an intent does to an asset's register.

    Args:
        asset: address of the token.
        sender: wallet that gives, None where the amount is created.
        receiver: wallet that takes, None where the amount is destroyed.
        amount: [units] of a bond, [minor] of money.
    """

    asset: str
    sender: str | None
    receiver: str | None
    amount: int


@dataclass(frozen=True, slots=True)
class Intent:
    """One transaction to be.

    Args:
        id: hash of campaign, step and business key.
        stage: the stage of the campaign it belongs to.
        what: what it does, in words for a report.
        actor: who acts and signs.
        to: contract called.
        data: calldata.
        movements: what it does to registers when it succeeds.
    """

    id: str
    stage: str
    what: str
    actor: Actor
    to: str
    data: str
    movements: tuple[Movement, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the chain made of an intent.

    Args:
        intent: the intent's id.
        hash: transaction hash.
        block: block number.
        timestamp: block time [s].
        gas: gas used.
        fee: what the sender paid [wei].
    """

    intent: str
    hash: str
    block: int
    timestamp: int
    gas: int
    fee: int


def batches(items: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """Items in order, as many at a time as one transaction carries."""
    return (items[start : start + size] for start in range(0, len(items), size))


def intent_id(campaign: str, step: str, *business_key: object) -> str:
    """The id of an intent, the same in every run of the same campaign."""
    parts = (campaign, step, *map(str, business_key))
    # Length prefixes keep ("ab", "c") and ("a", "bc") apart.
    return "0x" + keccak(b"".join(len(p.encode()).to_bytes(4, "big") + p.encode() for p in parts)).hex()
