"""Tokens whose forced acts need two persons, and what one person approves for another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tenor.parties import Actor
from tests.contracts.enforced import NONE, Reason, act_id
from tests.contracts.support import ZERO, Deployed, Sent
from tests.contracts.world import World

WEEK = 7 * 86_400  # [s] that an approval stands


@dataclass(frozen=True)
class Act:
    """One act on investor a's ten units: its name, who carries it out, and its arguments."""

    token: Deployed
    name: str
    by: Actor
    arguments: tuple[object, ...]
    hashed: tuple[object, ...]  # from, to, amount, subject

    def hash(self, reason: Reason = NONE) -> bytes:
        """What is approved."""
        found: bytes = self.token.actHash(act_id(self.name), *self.hashed, *reason)
        return found

    def carry_out(self, reason: Reason | None = None, by: object = None) -> Sent:
        """By the standard's own form where no reason is given."""
        call: Callable[..., Sent] = getattr(self.token, self.name)
        return call(*self.arguments, *(reason or ()), by=by or self.by)


def act_of(world: World, token: Deployed, name: str) -> Act:
    """Four units to investor b, four burnt, or all recovered to the outsider's wallet, which is investor a's too."""
    a, b = world.investor_a, world.investor_b
    if name == "forcedTransfer":
        return Act(token, name, world.officer, (a, b, 4), (a, b, 4, ZERO))
    if name == "burn":
        return Act(token, name, world.officer, (a, 4), (a, ZERO, 4, ZERO))
    identity = world.registry.identity(a)
    return Act(token, name, world.registrar, (a, world.outsider, identity), (a, world.outsider, 0, identity))
