"""The longest batches fit one transaction with room to spare, first receipts included."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.contracts.signing import compact, packed
from tests.contracts.support import Sent, wallet
from tests.contracts.world import World

LONGEST = 200
BUDGET = 12_000_000  # [gas] of one transaction
FIRST, SECOND = 0x100000, 0x200000
Batch = Callable[[World, list[str], list[str]], Sent]

BATCHES: dict[str, Batch] = {
    "batchTransfer": lambda world, _, fresh: world.bond.batchTransfer(fresh, [2] * LONGEST, by=world.issuer),
    "batchForcedTransfer": lambda world, held, fresh: world.bond.batchForcedTransfer(
        held, fresh, [2] * LONGEST, by=world.officer
    ),
    "batchBurn": lambda world, held, _: world.bond.batchBurn(held, [2] * LONGEST, by=world.officer),
    "batchFreezePartialTokens": lambda world, held, _: world.bond.batchFreezePartialTokens(
        held, [2] * LONGEST, by=world.officer
    ),
    "batchSetAddressFrozen": lambda world, held, _: world.bond.batchSetAddressFrozen(
        held, [True] * LONGEST, by=world.officer
    ),
}


def admit(world: World, first: int) -> list[str]:
    """Two hundred wallets on the register."""
    wallets = [wallet(first * 2**96 + number) for number in range(LONGEST)]
    claims = [world.claim(each) for each in wallets]
    signatures = [compact(world.vouch(claim)) for claim in claims]
    world.registry.registerSigned(*packed(claims, world.provider, signatures), by=world.registrar)
    return wallets


@pytest.fixture
def held(world: World) -> list[str]:
    """Two hundred holders of four units each; the issuer has the rest."""
    wallets = admit(world, FIRST)
    world.advance(world.terms["issueTime"])
    sent = world.bond.batchMint(wallets, [4] * LONGEST, by=world.issuer)
    assert sent.gas < BUDGET
    world.bond.mint(world.issuer, 800, by=world.issuer)
    return wallets


@pytest.mark.requirement("TOK-23")
@pytest.mark.parametrize("name", BATCHES)
def test_batch_mint__and_every_other_batch__fits_one_transaction_at_its_longest(
    world: World, held: list[str], name: str
) -> None:
    sent = BATCHES[name](world, held, admit(world, SECOND))
    assert sent.gas < BUDGET
