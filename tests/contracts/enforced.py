"""The event that every act against or without a holder's will leaves, built in one place for all tests."""

from __future__ import annotations

from typing import NamedTuple

from eth_utils.crypto import keccak

from tests.contracts.support import Deployed, Log

ACTS = {
    "forcedTransfer": "forcedTransfer(address,address,uint256,uint16,bytes32)",
    "burn": "burn(address,uint256,uint16,bytes32)",
    "recoveryAddress": "recoveryAddress(address,address,address,uint16,bytes32)",
    "setAddressFrozen": "setAddressFrozen(address,bool,uint16,bytes32)",
    "freezePartialTokens": "freezePartialTokens(address,uint256,uint16,bytes32)",
    "unfreezePartialTokens": "unfreezePartialTokens(address,uint256,uint16,bytes32)",
    "setFrozenTokens": "setFrozenTokens(address,uint256,uint16,bytes32)",
}
"""Acts by name, each with the form that states a reason: its selector is the act's id, whichever form was called."""


class Reason(NamedTuple):
    """Why: a code and the hash of a document."""

    code: int
    document: bytes


NONE = Reason(0, bytes(32))  # what the standard's own forms record
COURT_ORDER = Reason(7, keccak(text="order of the court, 2023-05-02"))


def act_id(act: str) -> bytes:
    """The id of an act, for events and approvals."""
    return keccak(text=ACTS[act])[:4]


def enforced(
    token: Deployed, act: str, people: tuple[object, object], change: tuple[int, int], reason: Reason = NONE
) -> Log:
    """What the token tells of an act.

    Args:
        token: the token that tells.
        act: name of the act, see `ACTS`.
        people: against whom it was, and who did it.
        change: before and after: the frozen part for freezes (1 and 0 for whole addresses), else the holder's balance.
        reason: what was stated.
    """
    before, afterwards = change
    record = int.from_bytes(act_id(act), "big") << 224 | reason.code << 208 | before << 64 | afterwards
    return token.log("Enforced", *people, record, reason.document)
