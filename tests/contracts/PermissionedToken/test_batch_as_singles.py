"""A batch reads and writes once what its items share, and must come to what they come to one after the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.contracts.PermissionedToken.kit import add_rules, holdings, set_limits, set_rules
from tests.contracts.restrictions import Restriction, restricted
from tests.contracts.support import ZERO, Deployed, Refused, Sent, reverts
from tests.contracts.world import World

PEOPLE = ("investor_a", "investor_b", "investor_c", "outsider")
Item = tuple[str, int]


def state(world: World, token: Deployed) -> list[Any]:
    """Everything that transfers can change."""
    wallets = [getattr(world, name) for name in PEOPLE]
    interest = [world.bond.interestDue(wallet) for wallet in wallets]
    counted = [token.limits()[1], token.totalSupply()]
    return [holdings(token, *wallets), [token.getFrozenTokens(wallet) for wallet in wallets], interest, counted]


def moved(sent: list[Sent]) -> list[Any]:
    return [log for each in sent for log in each.logs]


def outcome(world: World, token: Deployed, act: Callable[[], list[Sent]]) -> tuple[list[Any], list[Any]] | str:
    """What an act comes to, or the refusal of it, from a state that is then put back."""
    snapshot = world.chain.rpc("evm_snapshot")
    try:
        return moved(act()), state(world, token)
    except Refused as refusal:
        return str(refusal)
    finally:
        world.chain.rpc("evm_revert", snapshot)


def lists(world: World, items: list[Item]) -> tuple[list[Any], list[int]]:
    """The wallets and the amounts of a list."""
    return [getattr(world, name) for name, _ in items], [amount for _, amount in items]


def nothing(_world: World, _token: Deployed) -> None:
    """As the world is."""


def after_record(world: World, token: Deployed) -> None:
    """A coupon is recorded and not funded, another one is paid in part."""
    if token.contract == "Bond":
        world.open_coupon(1)
        world.bond.payCoupons([world.investor_a], by=world.paying_agent)
        world.record(2)


def two_wallets(world: World, token: Deployed) -> None:
    """The outsider is a second wallet of investor a, and one investor may hold 14."""
    world.register(world.outsider, investor=world.investor_a)
    set_rules(world, token, maxHolding=14)


def limited(world: World, token: Deployed) -> None:
    set_limits(world, token, daily=9, multiple=1)


def told(world: World, token: Deployed) -> None:
    add_rules(world, token)


def shut(world: World, token: Deployed) -> None:
    set_rules(world, token, closedFrom=1, closedUntil=2**40 - 1)


def frozen(world: World, token: Deployed) -> None:
    token.freezePartialTokens(world.investor_b, 12, by=world.officer)
    token.setAddressFrozen(world.investor_c, freeze=True, by=world.officer)


SITUATIONS = [nothing, after_record, two_wallets, limited, told, shut, frozen]
LISTS: list[list[Item]] = [
    [("investor_a", 3), ("investor_c", 5), ("investor_a", 1)],
    [("investor_b", 20), ("investor_a", 4), ("investor_b", 1), ("investor_a", 2)],
    [("investor_a", 4), ("outsider", 2)],
    [("outsider", 2), ("investor_a", 3), ("investor_a", 4)],
    [("investor_a", 20), ("investor_c", 0)],
    [("investor_a", 18), ("investor_a", 3)],
    [("investor_a", 0), ("investor_a", 8)],
    [],
]


@pytest.mark.requirement("TOK-23")
@pytest.mark.parametrize("items", LISTS)
@pytest.mark.parametrize("situation", SITUATIONS)
def test_batch_transfer__any_list__comes_to_what_its_transfers_come_to(
    world: World, token: Deployed, situation: Callable[[World, Deployed], None], items: list[Item]
) -> None:
    situation(world, token)
    wallets, amounts = lists(world, items)
    alone = outcome(
        world,
        token,
        lambda: [token.transfer(*item, by=world.investor_b) for item in zip(wallets, amounts, strict=True)],
    )
    together = outcome(world, token, lambda: [token.batchTransfer(wallets, amounts, by=world.investor_b)])
    assert together == alone


@pytest.mark.requirement("TOK-23")
@pytest.mark.parametrize("rules", [nothing, two_wallets, told])
@pytest.mark.parametrize(
    "items",
    [
        [("investor_a", 4), ("investor_b", 6), ("investor_a", 2)],
        [("investor_a", 12), ("outsider", 4)],
        [("investor_a", 1_600), ("investor_b", 2)],
        [("investor_a", 1)],
        [("investor_c", 2**256 - 1)],
    ],
)
def test_batch_mint__any_list__comes_to_what_its_mints_come_to(
    world: World, rules: Callable[[World, Deployed], None], items: list[Item]
) -> None:
    world.advance(world.terms["issueTime"])
    rules(world, world.bond)
    bond, (wallets, amounts) = world.bond, lists(world, items)
    alone = outcome(
        world, bond, lambda: [bond.mint(*item, by=world.issuer) for item in zip(wallets, amounts, strict=True)]
    )
    together = outcome(world, bond, lambda: [bond.batchMint(wallets, amounts, by=world.issuer)])
    assert together == alone


@pytest.mark.requirement("TOK-10")
def test_batch_transfer__paused__is_refused_as_its_first(world: World, token: Deployed) -> None:
    token.pause(by=world.pauser)
    with restricted(Restriction.PAUSED, world.investor_b, world.investor_a, 3):
        token.batchTransfer([world.investor_a, world.investor_c], [3, 5], by=world.investor_b)


@pytest.mark.requirement("TOK-10")
def test_batch_mint__paused__is_refused_as_its_first(world: World) -> None:
    world.advance(world.terms["issueTime"])
    world.bond.pause(by=world.pauser)
    with restricted(Restriction.PAUSED, ZERO, world.investor_a, 3):
        world.bond.batchMint([world.investor_a, world.investor_c], [3, 5], by=world.issuer)


def words(*items: int) -> bytes:
    return b"".join(item.to_bytes(32, "big") for item in items)


@pytest.mark.requirement("TOK-27")
@pytest.mark.parametrize(
    "answer",
    [b"", words(32, 1), words(32, 0), words(32, 2, 7), words(32, 1, 7, 7), words(32, 0, 7), b"\xff" * 96],
)
def test_batch_transfer__register_answers_in_another_form__reverts(
    world: World, token: Deployed, answer: bytes
) -> None:
    registry = world.deploy("MockRegistry")
    registry.answer(answer, by=world.operator)
    token.setIdentityRegistry(registry, by=world.issuer if token.contract == "Bond" else world.central_bank)
    with reverts("NoClearance", registry=registry.wallet):
        token.batchTransfer([world.investor_a], [3], by=world.investor_b)


@pytest.mark.requirement("TOK-27")
@pytest.mark.parametrize(("code", "error"), [("0x63deadbeef6000526004601cfd", "deadbeef"), ("0x60006000fd", "")])
def test_batch_transfer__register_that_fails__says_its_own_reason(
    world: World, token: Deployed, code: str, error: str
) -> None:
    world.chain.rpc("anvil_setCode", world.registry.wallet, code)
    for act in (
        lambda: token.transfer(world.investor_a, 3, by=world.investor_b),
        lambda: token.batchTransfer([world.investor_a], [3], by=world.investor_b),
    ):
        with reverts(error):
            act()
    assert holdings(token, world.investor_a, world.investor_b) == [10, 20]
