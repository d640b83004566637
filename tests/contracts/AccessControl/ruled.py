"""A contract with roles."""

from __future__ import annotations

from dataclasses import dataclass

from tenor.parties import Actor
from tests.contracts.support import Deployed


@dataclass(frozen=True)
class Ruled:
    """A contract, its administrator, and one of its roles with its holder."""

    contract: Deployed
    administrator: Actor
    role: str
    holder: Actor
