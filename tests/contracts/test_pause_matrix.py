"""What stops what, every cell: the table of contracts/README.md is read, and each of its words is tried."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from eth_utils.crypto import keccak

from tests.contracts.PermissionedToken.kit import issue, second_wallet, set_limits, set_rules
from tests.contracts.support import Deployed, Refused
from tests.contracts.world import World

README = Path(__file__).parents[2] / "contracts" / "README.md"
HELD = 10  # units and minor units of investor a before anything happens
FREE = 4  # of them, where a part is frozen
FOREVER = {"closedFrom": 1, "closedUntil": 2**40 - 1}
State = Callable[[World, Deployed, bool], object]


def table() -> dict[tuple[str, str], str]:
    """Row and column -> word, as the document has them."""
    section = README.read_text(encoding="utf-8").partition("## What stops what\n")[2].partition("\n## ")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if line[:1] == "|"]
    header, _, *body = rows
    return {(row[0], column): word for row in body for column, word in zip(header[1:], row[1:], strict=True)}


TABLE = table()


def pause(world: World, token: Deployed, on: bool) -> object:  # noqa: FBT001 -- on or off is what a state is
    return token.pause(by=world.pauser) if on else token.unpause(by=world.pauser)


def freeze(world: World, token: Deployed, on: bool) -> object:  # noqa: FBT001
    return token.setAddressFrozen(world.investor_a, freeze=on, by=world.officer)


def freeze_part(world: World, token: Deployed, on: bool) -> object:  # noqa: FBT001
    return token.setFrozenTokens(world.investor_a, HELD - FREE if on else 0, by=world.officer)


def close(world: World, token: Deployed, on: bool) -> object:  # noqa: FBT001
    return set_rules(world, token, **(FOREVER if on else {}))


def lock_up(world: World, token: Deployed, on: bool) -> object:  # noqa: FBT001
    return set_limits(world, token, lockedUntil=2**40 - 1 if on else 0)


def lapse(world: World, _: Deployed, on: bool) -> object:  # noqa: FBT001
    if on:
        return world.registry.revoke(world.investor_a, bytes(32), by=world.registrar)
    return world.register(world.investor_a)


ROWS: dict[str, list[tuple[str, State]]] = {
    "bond paused": [("bond", pause)],
    "cash token paused": [("cash", pause)],
    "bond address frozen": [("bond", freeze)],
    "cash address frozen": [("cash", freeze)],
    "bond units partly frozen": [("bond", freeze_part)],
    "cash partly frozen": [("cash", freeze_part)],
    "bond closed or locked up": [("bond", close), ("bond", lock_up)],
    "cash token closed or locked up": [("cash", close), ("cash", lock_up)],
    "holder's identity lapsed": [("bond", lapse), ("cash", lapse)],
}
"""Row -> tokens it speaks of, and how the state is switched on and off."""


def passes(call: Callable[[], object]) -> bool:
    try:
        call()
    except Refused:
        return False
    return True


def all_or_part(call: Callable[[int], object]) -> str:
    """What becomes of an act on all that investor a has, and else on what is free."""
    if passes(lambda: call(HELD)):
        return "goes on"
    return "free part" if passes(lambda: call(FREE)) else "stopped"


def send(world: World, token: Deployed) -> str:
    return all_or_part(lambda amount: token.transfer(world.investor_b, amount, by=world.investor_a))


def receive(world: World, token: Deployed) -> str:
    done = passes(lambda: token.transfer(world.investor_a, FREE, by=world.investor_b))
    return "goes on" if done else "stopped"


def mint(world: World, token: Deployed) -> str:
    return "goes on" if passes(lambda: issue(world, token, world.investor_a, FREE)) else "stopped"


def force(world: World, token: Deployed) -> str:
    """A freeze, and all that takes units from investor a; the last of it is recovered."""
    second_wallet(world, world.outsider, of=world.investor_a)
    token.setAddressFrozen(world.investor_c, freeze=True, by=world.officer)
    token.forcedTransfer(world.investor_a, world.investor_b, 5, by=world.officer)
    if token.contract == "Bond":
        token.burn(world.investor_a, 3, by=world.officer)
    left = token.balanceOf(world.investor_a)
    identity = world.registry.identity(world.investor_a)
    token.recoveryAddress(world.investor_a, world.outsider, identity, by=world.registrar)
    moved = token.balanceOf(world.investor_a) == 0 and token.balanceOf(world.outsider) == left
    return "go on" if moved else "stopped"


def redeem_cash(world: World, _: Deployed) -> str:
    reference = keccak(text="pay-out")
    return all_or_part(lambda amount: world.cash.redeem(amount, reference, by=world.investor_a))


def read(world: World, token: Deployed) -> str:
    token.detectTransferRestriction(world.investor_a, world.investor_b, 1)
    token.rules(), token.limits(), token.canReceive(world.investor_a), token.name(), token.getAllDocuments()
    world.bond.interestDue(world.investor_a)
    return "go on" if token.balanceOf(world.investor_a) == HELD else "stopped"


TRADING = {
    "send": send,
    "receive": receive,
    "mint to it": mint,
    "acts by force": force,
    "cash redemption": redeem_cash,
    "reads": read,
}
PAYING = {"coupon payment": "payCoupons", "redemption": "redeem"}
CELLS = {
    f"{row}: {column}, {token} {state.__name__}": (row, column, token, state)
    for row, column in TABLE
    for token, state in ROWS[row]
}


@pytest.fixture
def begun(world: World) -> World:
    """Investor a holds ten of bond and money, investor b twenty; there is room in the issue."""
    for token in (world.bond, world.cash):
        issue(world, token, world.investor_a, HELD)
        issue(world, token, world.investor_b, 20)
    return world


def payment(world: World, column: str, switch: Callable[[bool], object]) -> str:
    """What becomes of a payment of the bond to investor a; where it stays due, it is made once the state is over."""
    if column == "redemption":
        world.mature()
    else:
        world.open_coupon(1)
    pay = getattr(world.bond, PAYING[column])
    switch(True)  # noqa: FBT003
    before, due = world.cash.balanceOf(world.investor_a), world.bond.interestDue(world.investor_a)
    sent = pay([world.investor_a, world.investor_b], by=world.paying_agent)
    if world.cash.balanceOf(world.investor_a) > before:
        return "goes on"
    failed = [log.values[0] for log in sent.logs if log.name == "PaymentFailed"]
    kept = (world.bond.interestDue(world.investor_a), world.bond.balanceOf(world.investor_a)) == (due, HELD)
    switch(False)  # noqa: FBT003
    pay([world.investor_a], by=world.investor_a)
    paid = world.cash.balanceOf(world.investor_a) > before
    return "stays due" if kept and paid and world.investor_a.wallet in failed else "stopped"


def test_table__rows_and_columns__are_those_that_are_tried() -> None:
    assert {row for row, _ in TABLE} == set(ROWS)
    assert {column for _, column in TABLE} == {*TRADING, *PAYING}
    assert set(TABLE.values()) == {"stopped", "goes on", "go on", "free part", "stays due"}


@pytest.mark.requirement("TOK-3", "TOK-4", "TOK-15", "TOK-33", "BOND-11")
@pytest.mark.parametrize(("row", "column", "name", "state"), CELLS.values(), ids=CELLS)
def test_table__every_cell__is_what_happens(begun: World, row: str, column: str, name: str, state: State) -> None:
    token: Deployed = getattr(begun, name)

    def switch(on: bool) -> object:  # noqa: FBT001
        return state(begun, token, on)

    if column in PAYING:
        found = payment(begun, column, switch)
    else:
        switch(True)  # noqa: FBT003
        found = TRADING[column](begun, token)
    assert found == TABLE[row, column]


@pytest.mark.requirement("TOK-33")
@pytest.mark.parametrize("column", PAYING)
def test_table__payment_of_one_stays_due__pays_the_others(begun: World, column: str) -> None:
    if column == "redemption":
        begun.mature()
    else:
        begun.open_coupon(1)
    before = [begun.cash.balanceOf(holder) for holder in (begun.investor_a, begun.investor_b)]
    freeze(begun, begun.cash, True)  # noqa: FBT003
    getattr(begun.bond, PAYING[column])([begun.investor_a, begun.investor_b], by=begun.paying_agent)
    after = [begun.cash.balanceOf(holder) for holder in (begun.investor_a, begun.investor_b)]
    assert (after[0] == before[0], after[1] > before[1]) == (True, True)
