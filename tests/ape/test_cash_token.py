"""The contracts through Ape's fixtures: an account of Ape deploys, sends, reads and sees the contracts' own errors."""

from __future__ import annotations

import ape
import pytest
from ape.contracts import ContractInstance
from ape.managers.project import ProjectManager

from tenor.chain.events import NOBODY
from tests.ape.conftest import PROVIDER, STRANGER, Cast, Register

NOT_VERIFIED = 7  # a code of ITransferRules.sol
REFERENCE = b"RCPT-001".ljust(32, b"\0")


@pytest.mark.requirement("APE-2")
def test_register__claim_of_trusted_provider__verifies_wallet(
    cast: Cast, registry: ContractInstance, register: Register
) -> None:
    assert not registry.isVerified(cast["alice"])
    register(cast["alice"], PROVIDER)
    assert registry.isVerified(cast["alice"])


@pytest.mark.requirement("APE-2")
def test_register__claim_of_anybody_else__reverts(cast: Cast, registry: ContractInstance, register: Register) -> None:
    with ape.reverts(registry.UntrustedClaim, error_inputs={"wallet": cast["alice"], "issuer": cast["bob"]}):
        register(cast["alice"], STRANGER)


@pytest.mark.requirement("APE-2")
def test_mint__verified_holder__has_it_and_may_transfer(
    cast: Cast, cash: ContractInstance, register: Register, project: ProjectManager
) -> None:
    alice, bob = cast["alice"], cast["bob"]
    for holder in (alice, bob):
        register(holder, PROVIDER)
    receipt = cash.mint(alice, 1_000, REFERENCE, sender=cast["central_bank"])
    assert [(log.to, log.amount) for log in receipt.events.filter(cash.Minted)] == [(alice, 1_000)]
    cash.transfer(bob, 250, sender=alice)
    # What the token delegates is read through its administration's face, at the same address.
    supply = project.CashAdministration.at(cash.address).totalSupply()
    assert (cash.balanceOf(alice), cash.balanceOf(bob), supply) == (750, 250, 1_000)


@pytest.mark.requirement("APE-2")
def test_mint__holder_not_verified__reverts(cast: Cast, cash: ContractInstance) -> None:
    refused = {"reason": NOT_VERIFIED, "from": NOBODY, "to": cast["alice"], "amount": 1_000}
    with ape.reverts(cash.TransferRestricted, error_inputs=refused):
        cash.mint(cast["alice"], 1_000, REFERENCE, sender=cast["central_bank"])
