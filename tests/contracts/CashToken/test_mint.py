"""Money comes into being against fiat received, and once for each receipt."""

from __future__ import annotations

import pytest
from eth_utils.crypto import keccak

from tests.contracts.restrictions import Restriction, restricted
from tests.contracts.support import ZERO, reverts, unauthorized
from tests.contracts.world import World

RECEIPT = keccak(text="receipt 1")
LARGEST = 2**64 - 1


@pytest.mark.requirement("CASH-1", "CASH-3")
def test_mint__against_a_receipt__creates_the_amount(world: World) -> None:
    sent = world.cash.mint(world.investor_a, 1_000, RECEIPT, by=world.central_bank)
    assert sent.logs == [
        world.cash.log("Transfer", ZERO, world.investor_a, 1_000),
        world.cash.log("Minted", world.investor_a, 1_000, RECEIPT),
    ]
    assert world.cash.balanceOf(world.investor_a) == 1_000
    assert world.cash.totalSupply() == 1_000


@pytest.mark.requirement("CASH-1")
@pytest.mark.parametrize(("receiver", "amount"), [("investor_a", 1_000), ("investor_a", 7), ("investor_b", 1_000)])
def test_mint__receipt_used_before__reverts(world: World, receiver: str, amount: int) -> None:
    world.cash.mint(world.investor_a, 1_000, RECEIPT, by=world.central_bank)
    with reverts("FiatReferenceUsed", fiatReference=RECEIPT):
        world.cash.mint(getattr(world, receiver), amount, RECEIPT, by=world.central_bank)
    assert world.cash.totalSupply() == 1_000


@pytest.mark.requirement("CASH-1")
def test_mint__refused_attempt__leaves_the_receipt_usable(world: World) -> None:
    with restricted(Restriction.NOT_VERIFIED, ZERO, world.outsider, 1_000):
        world.cash.mint(world.outsider, 1_000, RECEIPT, by=world.central_bank)
    world.cash.mint(world.investor_a, 1_000, RECEIPT, by=world.central_bank)
    assert world.cash.totalSupply() == 1_000


def test_mint__nothing__reverts(world: World) -> None:
    with reverts("ZeroAmount"):
        world.cash.mint(world.investor_a, 0, RECEIPT, by=world.central_bank)


@pytest.mark.requirement("CASH-1")
def test_mint__caller_not_central_bank__reverts(world: World) -> None:
    with unauthorized(world.issuer, "CENTRAL_BANK_ROLE"):
        world.cash.mint(world.issuer, 1_000, RECEIPT, by=world.issuer)


@pytest.mark.requirement("CASH-1")
@pytest.mark.parametrize("caller", ["central_bank", "issuer"])
def test_mint__without_a_receipt__reverts(world: World, caller: str) -> None:
    """The forms of ERC-3643 name no fiat received."""
    with reverts("MintRefused"):
        world.cash.mint(world.investor_a, 1_000, by=getattr(world, caller))
    with reverts("MintRefused"):
        world.cash.batchMint([world.investor_a], [1_000], by=getattr(world, caller))
    assert world.cash.totalSupply() == 0


@pytest.mark.requirement("TOK-3")
def test_mint__paused__reverts(world: World) -> None:
    world.cash.pause(by=world.pauser)
    with restricted(Restriction.PAUSED, ZERO, world.investor_a, 1_000):
        world.cash.mint(world.investor_a, 1_000, RECEIPT, by=world.central_bank)


@pytest.mark.requirement("TOK-4")
def test_mint__to_frozen_address__reverts(world: World) -> None:
    world.cash.setAddressFrozen(world.investor_a, freeze=True, by=world.officer)
    with restricted(Restriction.RECEIVER_FROZEN, ZERO, world.investor_a, 1_000):
        world.cash.mint(world.investor_a, 1_000, RECEIPT, by=world.central_bank)


@pytest.mark.requirement("TOK-1")
def test_mint__to_the_token_itself__reverts(world: World) -> None:
    world.register(world.cash)
    with restricted(Restriction.INVALID_RECEIVER, ZERO, world.cash, 1_000):
        world.cash.mint(world.cash, 1_000, RECEIPT, by=world.central_bank)


@pytest.mark.requirement("TOK-9")
def test_mint__most_an_account_holds__fits_and_one_more_reverts(world: World) -> None:
    world.cash.mint(world.investor_a, LARGEST, RECEIPT, by=world.central_bank)
    assert world.cash.balanceOf(world.investor_a) == LARGEST
    with reverts("SupplyExceeded", supply=LARGEST + 1, most=LARGEST):
        world.cash.mint(world.investor_a, 1, keccak(text="receipt 2"), by=world.central_bank)


@pytest.mark.requirement("TOK-9")
@pytest.mark.parametrize("amount", [LARGEST + 1, 2**256 - 1])
def test_mint__more_than_an_account_holds__reverts(world: World, amount: int) -> None:
    with reverts("SupplyExceeded", supply=amount, most=LARGEST):
        world.cash.mint(world.investor_a, amount, RECEIPT, by=world.central_bank)


@pytest.mark.requirement("TOK-9")
def test_mint__supply_beyond_what_the_machine_counts__reverts(world: World) -> None:
    world.cash.mint(world.investor_a, 1, RECEIPT, by=world.central_bank)
    with reverts("SupplyExceeded", supply=2**256 - 1, most=LARGEST):
        world.cash.mint(world.investor_b, 2**256 - 1, keccak(text="receipt 2"), by=world.central_bank)


@pytest.mark.requirement("TOK-9")
def test_mint__supply_beyond_its_field__reverts(world: World) -> None:
    world.cash.mint(world.investor_a, LARGEST, RECEIPT, by=world.central_bank)
    with reverts("SupplyExceeded", supply=LARGEST + 1, most=LARGEST):
        world.cash.mint(world.investor_b, 1, keccak(text="receipt 2"), by=world.central_bank)
    assert world.cash.balanceOf(world.investor_b) == 0
