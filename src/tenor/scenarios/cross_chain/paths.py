"""The paths that are told: who vanishes when, and how it is to end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from tenor.settlement.cross_chain.views import Ending


class Form(StrEnum):
    """How the two legs are tied to each other."""

    SECRET = "one secret"  # noqa: S105 -- a form
    KEYS = "two keys"


@dataclass(frozen=True, slots=True)
class Path:
    """One course of the trade.

    Args:
        name: unique.
        form: how the legs are tied.
        told: what happens, in words.
        expected: how it ends.
        vanishing: name -> number of acts after which nothing is heard of it.
        absent: who is not there at all.
    """

    name: str
    form: Form
    told: str
    expected: Ending
    vanishing: Mapping[str, int] = field(default_factory=dict)
    absent: tuple[str, ...] = ()


_ALONE = ("watchtower",)

PATHS = (
    Path("S1", Form.SECRET, "Everybody acts.", Ending.SETTLED, absent=_ALONE),
    Path("S2", Form.SECRET, "The seller agrees and never locks.", Ending.RETURNED, {"seller": 0}, _ALONE),
    Path("S3", Form.SECRET, "The buyer never locks its money.", Ending.RETURNED, {"buyer": 0}, _ALONE),
    Path("S4", Form.SECRET, "Both have locked; the seller never shows the secret.", Ending.RETURNED, {"seller": 1}),
    Path(
        "S5", Form.SECRET, "The secret is out and the buyer is gone; a watchtower claims.", Ending.SETTLED, {"buyer": 1}
    ),
    Path(
        "S6",
        Form.SECRET,
        "The secret is out, the buyer is gone, and nobody claims: the exposure that remains.",
        Ending.FOLLOWER_EXPOSED,
        {"buyer": 1},
        _ALONE,
    ),
    Path("K1", Form.KEYS, "Everybody acts.", Ending.SETTLED, absent=_ALONE),
    Path("K2", Form.KEYS, "The buyer begins and the seller is gone.", Ending.RETURNED, {"seller": 0}, _ALONE),
    Path(
        "K3",
        Form.KEYS,
        "The buyer never pays; the seller gives up and reclaims.",
        Ending.RETURNED,
        {"buyer": 1},
        _ALONE,
    ),
    Path("K4", Form.KEYS, "The buyer locks its money and never pays.", Ending.RETURNED, {"buyer": 2}),
    Path(
        "K5", Form.KEYS, "The oracle is silent; the seller shows the key that it made.", Ending.SETTLED, {"oracle": 0}
    ),
    Path(
        "K6",
        Form.KEYS,
        "The oracle and the seller are silent once the buyer has paid.",
        Ending.RETURNED,
        {"oracle": 0, "seller": 3},
    ),
    Path("K7", Form.KEYS, "The key is out and the buyer is gone; a watchtower uses it.", Ending.SETTLED, {"buyer": 3}),
    Path(
        "K8",
        Form.KEYS,
        "The key is out, the buyer is gone, and nobody uses it: the exposure that remains.",
        Ending.FOLLOWER_EXPOSED,
        {"buyer": 3},
        _ALONE,
    ),
)
