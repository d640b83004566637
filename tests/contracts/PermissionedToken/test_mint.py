"""Units come into being for wallets that may receive, and as many as may be; rules of trading do not bind it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.contracts.PermissionedToken.kit import REFUSING, add_rules, issue, other_money, set_limits, set_rules
from tests.contracts.restrictions import ALLOWED, RESTRICTED, Restriction, bitmap, restricted
from tests.contracts.support import ZERO, Deployed, reverts
from tests.contracts.world import HONG_KONG, MONEY_ONLY, PROFESSIONAL, World

Prepare = Callable[[World, Deployed], object]


@pytest.fixture(params=["bond", "cash"])
def unissued(request: pytest.FixtureRequest, world: World) -> Deployed:
    """A token at its issue time, of which nothing is in issue."""
    world.advance(world.terms["issueTime"])
    found: Deployed = getattr(world, request.param)
    return found


def frozen(world: World, token: Deployed) -> object:
    return token.setAddressFrozen(world.investor_a, freeze=True, by=world.officer)


def paused(world: World, token: Deployed) -> object:
    return token.pause(by=world.pauser)


def revoked(world: World, _: Deployed) -> object:
    return world.registry.revoke(world.investor_a, bytes(32), by=world.registrar)


REFUSALS: list[tuple[Restriction, Prepare]] = [
    (Restriction.PAUSED, paused),
    (Restriction.RECEIVER_FROZEN, frozen),
    (Restriction.NOT_VERIFIED, revoked),
    (Restriction.INVESTOR_CLASS, lambda world, token: set_rules(world, token, excludedClasses=1 << PROFESSIONAL)),
    (Restriction.COUNTRY, lambda world, token: token.setCountries(RESTRICTED, 0, bitmap(HONG_KONG), by=world.officer)),
    (Restriction.COUNTRY, lambda world, token: token.setCountries(ALLOWED, 0, bitmap(1), by=world.officer)),
    (Restriction.MAXIMUM_HOLDING, lambda world, token: set_rules(world, token, maxHolding=5)),
]
TRADING_RULES: dict[str, Prepare] = {
    "closed": lambda world, token: set_rules(world, token, closedFrom=1, closedUntil=2**40 - 1),
    "approval": lambda world, token: set_rules(world, token, approvalNeeded=True),
    "spenders": lambda world, token: set_rules(world, token, spenderList=True),
    "lock-up": lambda world, token: set_limits(world, token, lockedUntil=2**40 - 1),
    "multiple": lambda world, token: set_limits(world, token, multiple=7),
    "daily": lambda world, token: set_limits(world, token, daily=1),
    "monthly": lambda world, token: set_limits(world, token, monthly=1),
    "external": lambda world, token: add_rules(world, token).become(REFUSING, by=world.operator),
}


@pytest.mark.requirement("TOK-2")
def test_mint__eligible_wallet__gets_exactly_the_amount(world: World, unissued: Deployed) -> None:
    sent = issue(world, unissued, world.investor_a, 6)
    assert sent.logs[0] == unissued.log("Transfer", ZERO, world.investor_a, 6)
    assert (unissued.balanceOf(world.investor_a), unissued.totalSupply()) == (6, 6)
    issue(world, unissued, world.investor_b, 4)
    issue(world, unissued, world.investor_a, 1)
    assert (unissued.balanceOf(world.investor_a), unissued.totalSupply()) == (7, 11)


@pytest.mark.requirement("TOK-1", "TOK-3", "TOK-4", "TOK-11")
@pytest.mark.parametrize(("reason", "prepare"), REFUSALS)
def test_mint__wallet_that_may_not_receive__reverts(
    world: World, unissued: Deployed, reason: Restriction, prepare: Prepare
) -> None:
    """HAL-01 on CMTAT 3.0: a pause that left mint open."""
    prepare(world, unissued)
    with restricted(reason, ZERO, world.investor_a, 6):
        issue(world, unissued, world.investor_a, 6)
    assert unissued.totalSupply() == 0


@pytest.mark.requirement("TOK-1")
def test_mint__nobody_or_the_token_itself__reverts(world: World, unissued: Deployed) -> None:
    world.register(unissued)
    for receiver in (ZERO, unissued):
        with restricted(Restriction.INVALID_RECEIVER, ZERO, receiver, 6):
            issue(world, unissued, receiver, 6)


@pytest.mark.requirement("REG-9")
def test_mint__wallet_verified_for_money_only__gets_money_and_no_securities(world: World) -> None:
    world.advance(world.terms["issueTime"])
    world.register(world.outsider, investorClass=MONEY_ONLY)
    with restricted(Restriction.INVESTOR_CLASS, ZERO, world.outsider, 6):
        issue(world, world.bond, world.outsider, 6)
    issue(world, world.cash, world.outsider, 6)
    assert world.cash.balanceOf(world.outsider) == 6


@pytest.mark.requirement("TOK-11")
@pytest.mark.parametrize("prepare", TRADING_RULES.values(), ids=TRADING_RULES)
def test_mint__rules_of_trading__do_not_bind_it(world: World, unissued: Deployed, prepare: Prepare) -> None:
    prepare(world, unissued)
    issue(world, unissued, world.investor_a, 6)
    assert unissued.balanceOf(world.investor_a) == 6


@pytest.mark.requirement("TOK-14")
def test_mint__one_holder_too_many__reverts(world: World, unissued: Deployed) -> None:
    set_limits(world, unissued, maxHolders=1)
    issue(world, unissued, world.investor_a, 6)
    with restricted(Restriction.MAXIMUM_HOLDERS, ZERO, world.investor_b, 6):
        issue(world, unissued, world.investor_b, 6)
    issue(world, unissued, world.investor_a, 6)
    assert unissued.limits()[1] == 1


@pytest.mark.requirement("BOND-2")
def test_mint__less_than_the_minimum__reverts_for_a_new_holder_only(world: World) -> None:
    with restricted(Restriction.MINIMUM_HOLDING, ZERO, world.investor_a, 1):
        issue(world, world.bond, world.investor_a, 1)
    issue(world, world.bond, world.investor_a, 2)
    issue(world, world.bond, world.investor_a, 1)
    assert world.bond.balanceOf(world.investor_a) == 3


@pytest.mark.requirement("TOK-9")
def test_mint__more_than_the_issue__reverts_with_how_much_may_be(world: World) -> None:
    issue(world, world.bond, world.investor_a, 1_598)
    with reverts("SupplyExceeded", supply=1_601, most=1_600):
        issue(world, world.bond, world.investor_b, 3)
    issue(world, world.bond, world.investor_b, 2)
    assert world.bond.totalSupply() == 1_600


@pytest.mark.requirement("TOK-9")
def test_mint__burnt_before__may_be_issued_anew(world: World) -> None:
    issue(world, world.bond, world.investor_a, 1_600)
    world.bond.burn(world.investor_a, 2, by=world.officer)
    issue(world, world.bond, world.investor_b, 2)
    assert world.bond.totalSupply() == 1_600


@pytest.mark.requirement("TOK-9")
@pytest.mark.parametrize("amount", [2**64, 2**255])
def test_mint__more_than_a_field_holds__reverts(world: World, unissued: Deployed, amount: int) -> None:
    most = 1_600 if unissued.contract == "Bond" else 2**64 - 1
    with reverts("SupplyExceeded", supply=amount, most=most):
        issue(world, unissued, world.investor_a, amount)


@pytest.mark.requirement("CASH-1")
@pytest.mark.parametrize("caller", ["central_bank", "issuer", "officer", "outsider"])
def test_mint__money_without_a_receipt__is_refused_to_everybody(world: World, caller: str) -> None:
    with reverts("MintRefused"):
        world.cash.mint(world.investor_a, 6, by=getattr(world, caller))
    assert world.cash.totalSupply() == 0


@pytest.mark.requirement("TOK-12")
def test_mint__external_rules__are_told_once(world: World, unissued: Deployed) -> None:
    rules = add_rules(world, unissued)
    sent = issue(world, unissued, world.investor_a, 6)
    told = [log for log in sent.logs if log.emitter == rules.wallet]
    assert told == [rules.log("Told", "created", ZERO, world.investor_a, 6)]


def test_mint__of_a_currency_without_minor_units__is_the_same(world: World) -> None:
    yen = other_money(world, currency=b"JPY", decimals=0)
    issue(world, yen, world.investor_a, 6)
    assert (yen.balanceOf(world.investor_a), yen.decimals(), yen.currency()) == (6, 0, b"JPY")
