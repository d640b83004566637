"""What the tests of tokens share: the same acts on a bond and on money, and bonds and money of another make."""

from __future__ import annotations

from typing import Any

from eth_utils.crypto import keccak

from tenor.deployment.bond_issue import short_string
from tenor.parties import Actor
from tests.contracts.restrictions import LIMITS, RULES
from tests.contracts.support import Deployed, Sent
from tests.contracts.world import World

DAY = 86_400  # [s]


def owner_of(world: World, token: Deployed) -> Actor:
    """Who administers a token."""
    return world.issuer if token.contract == "Bond" else world.central_bank


def issue(world: World, token: Deployed, to: object, amount: int) -> Sent:
    """Bring units into being, as this kind of token does: a bond from its issue time on."""
    if token.contract == "Bond":
        world.advance(token.terms()["issueTime"])
        sent: Sent = token.mint(to, amount, by=world.issuer)
    else:
        sent = token.mint(to, amount, keccak(text=f"receipt at {world.now}"), by=world.central_bank)
    return sent


def set_rules(world: World, token: Deployed, **changes: Any) -> Sent:  # noqa: ANN401 -- any field of Rules
    """Some rules of the first kind on, all others off."""
    sent: Sent = token.setRules({**RULES, **changes}, by=world.officer)
    return sent


def set_limits(world: World, token: Deployed, **changes: int) -> Sent:
    """Some rules of the second kind on, all others off."""
    sent: Sent = token.setLimits({**LIMITS, **changes}, by=world.officer)
    return sent


def add_rules(world: World, token: Deployed) -> Deployed:
    """Rules outside the token, as the mock has them, bound to it."""
    rules = world.deploy("MockRules")
    token.setCompliance(rules, by=owner_of(world, token))
    return rules


WILLING, REFUSING, SILENT, DEAF, CLINGING, GARBLED = range(6)  # moods of MockRules


def other_money(world: World, **changes: Any) -> Deployed:  # noqa: ANN401 -- any field of MoneyConfiguration
    """Another cash token of the same people, with part of its configuration changed."""
    configuration = {
        "registry": world.registry,
        "name": short_string("Tokenised HKD"),
        "symbol": short_string("tHKD"),
        "currency": b"HKD",
        "decimals": 2,
        "settlementVenue": world.dvp,
        "dualControl": False,
        **changes,
    }
    people = {
        "issuer": world.central_bank,
        "registrar": world.registrar,
        "complianceOfficer": world.officer,
        "custodian": world.custodian,
        "pauser": world.pauser,
    }
    enforcement = world.deploy("CashEnforcement", configuration)
    administration = world.deploy("CashAdministration", configuration, enforcement)
    return world.deploy("CashToken", configuration, people, administration)


def second_wallet(world: World, wallet: object, of: object) -> None:
    """Put another wallet of an investor on the register."""
    world.register(wallet, investor=of)


def holdings(token: Deployed, *holders: object) -> list[int]:
    """What each of the holders has."""
    return [token.balanceOf(holder) for holder in holders]
