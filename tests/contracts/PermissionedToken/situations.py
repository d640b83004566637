"""For every reason that a transfer can fail for, a situation in which it does: four units from investor a to b."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.contracts.PermissionedToken.kit import REFUSING, SILENT, add_rules, issue, set_limits, set_rules
from tests.contracts.restrictions import ALLOWED, MAXIMUM, RESTRICTED, Restriction, bitmap
from tests.contracts.support import ZERO, Deployed
from tests.contracts.world import HONG_KONG, PROFESSIONAL, World

Prepare = Callable[[World, Deployed], object]


def nothing(world: World, token: Deployed) -> None:
    """All is as it was."""
    assert token.balanceOf(world.investor_a) == 10


def unissued(_: World, token: Deployed) -> None:
    """Before the first unit."""
    assert token.totalSupply() == 0


@dataclass(frozen=True)
class Situation:
    """Why it fails, how that comes about, and what is tried; people by their names in the world."""

    reason: Restriction
    prepare: Prepare = nothing
    to: str = "investor_b"
    amount: int = 4
    spender: str = ""
    only: str = ""  # the token it can happen to
    beforehand: Prepare = unissued  # before the first unit

    def receiver(self, world: World, token: Deployed) -> str:
        """Address of who should receive."""
        wallet: str = {"nobody": ZERO, "token": token.wallet}.get(self.to) or getattr(world, self.to).wallet
        return wallet


def freeze(name: str) -> Prepare:
    return lambda world, token: token.setAddressFrozen(getattr(world, name), freeze=True, by=world.officer)


def rules(**changes: int | bool) -> Prepare:
    return lambda world, token: set_rules(world, token, **changes)


def limits(**changes: int) -> Prepare:
    return lambda world, token: set_limits(world, token, **changes)


def allow(world: World, token: Deployed, amount: int = 4) -> None:
    token.approve(world.settler, amount, by=world.investor_a)


def allowed_but_not_listed(world: World, token: Deployed) -> None:
    allow(world, token)
    set_rules(world, token, spenderList=True)


def register_token(world: World, token: Deployed) -> object:
    return world.register(token)


def revoke(world: World, _: Deployed) -> object:
    return world.registry.revoke(world.investor_b, bytes(32), by=world.registrar)


def restrict(rule: int, *countries: int) -> Prepare:
    return lambda world, token: token.setCountries(rule, 0, bitmap(*countries), by=world.officer)


def outside(mood: int) -> Prepare:
    return lambda world, token: add_rules(world, token).become(mood, by=world.operator)


def freeze_units(amount: int) -> Prepare:
    return lambda world, token: token.setFrozenTokens(world.investor_a, amount, by=world.officer)


R = Restriction
SITUATIONS = [
    Situation(R.NONE),
    Situation(R.NONE, allow, spender="settler"),
    Situation(R.NONE, to="investor_a"),
    Situation(R.NONE, amount=0),
    Situation(R.PAUSED, lambda world, token: token.pause(by=world.pauser)),
    Situation(R.PAUSED, lambda world, token: token.pause(by=world.pauser), amount=0),
    Situation(R.SENDER_FROZEN, freeze("investor_a")),
    Situation(R.SENDER_FROZEN, freeze("investor_a"), to="investor_a"),
    Situation(R.RECEIVER_FROZEN, freeze("investor_b")),
    Situation(R.INVALID_RECEIVER, to="nobody"),
    Situation(R.INVALID_RECEIVER, register_token, to="token"),
    Situation(R.INSUFFICIENT_BALANCE, amount=11),
    Situation(R.INSUFFICIENT_BALANCE, freeze_units(4), amount=2**256 - 1),
    Situation(R.FROZEN_UNITS, freeze_units(7)),
    Situation(R.FROZEN_UNITS, freeze_units(MAXIMUM), amount=10),
    Situation(R.NOT_VERIFIED, to="outsider"),
    Situation(R.NOT_VERIFIED, revoke),
    Situation(R.NOT_VERIFIED, rules(requiredTopics=0b10)),
    Situation(R.INVESTOR_CLASS, rules(excludedClasses=1 << PROFESSIONAL)),
    Situation(R.COUNTRY, restrict(RESTRICTED, HONG_KONG)),
    Situation(R.COUNTRY, restrict(ALLOWED, 1, 999)),
    Situation(R.CLOSED_PERIOD, rules(closedFrom=1, closedUntil=2**40 - 1)),
    Situation(R.LOCK_UP, limits(lockedUntil=2**40 - 1)),
    Situation(R.MINIMUM_HOLDING, amount=9, only="Bond"),
    Situation(R.MINIMUM_HOLDING, to="investor_c", amount=1, only="Bond"),
    Situation(R.MULTIPLE, limits(multiple=3)),
    Situation(R.MAXIMUM_HOLDING, rules(maxHolding=23)),
    Situation(R.MAXIMUM_HOLDERS, to="investor_c", beforehand=limits(maxHolders=2), only="CashToken"),
    Situation(R.MAXIMUM_HOLDERS, to="investor_c", beforehand=limits(maxHolders=3), only="Bond"),
    Situation(R.DAILY_VOLUME, limits(daily=3)),
    Situation(R.MONTHLY_VOLUME, limits(monthly=3)),
    Situation(R.APPROVAL_NEEDED, rules(approvalNeeded=True)),
    Situation(R.SPENDER_NOT_LISTED, allowed_but_not_listed, spender="settler"),
    Situation(R.INSUFFICIENT_ALLOWANCE, spender="settler"),
    Situation(R.INSUFFICIENT_ALLOWANCE, lambda world, token: allow(world, token, 3), spender="settler"),
    Situation(R.EXTERNAL_RULES, outside(REFUSING)),
    Situation(R.EXTERNAL_RULES, outside(SILENT)),
]


def begin(world: World, token: Deployed, situation: Situation) -> None:
    """Investor a holds ten and investor b twenty, of a bond the issuer the rest; then the situation comes about."""
    situation.beforehand(world, token)
    if token.contract == "Bond":
        world.distribute({world.investor_a: 10, world.investor_b: 20})
    else:
        issue(world, token, world.investor_a, 10)
        issue(world, token, world.investor_b, 20)
    situation.prepare(world, token)
