from __future__ import annotations

from pathlib import Path

import pytest

from tenor.errors import InputError
from tenor.onboarding.bulk import Options, bring_list
from tenor.onboarding.desk import Desk
from tenor.onboarding.reading import read_words
from tenor.onboarding.renew import renew_contracts
from tests.contracts.world import HONG_KONG, World
from tests.onboarding.identities import claim_issuer, identity_with_claim
from tests.onboarding.lists import Told, row, wallet, write_list

DAY = 86_400


def until(desk: Desk, number: int) -> int:
    (word,) = read_words(desk.chain, desk.registry, [wallet(number)])
    return word.valid_until


@pytest.fixture
def contracts(world: World, desk: Desk, tmp_path: Path) -> None:
    """Wallets 1 and 2 with identity contracts, of which the second proves nothing, and wallet 3 without one."""
    identity = identity_with_claim(world, claim_issuer(world))
    world.registry.registerIdentity(wallet(1), identity, HONG_KONG, by=world.registrar)
    world.registry.registerIdentity(wallet(2), world.outsider, HONG_KONG, by=world.registrar)
    bring_list(desk, write_list(tmp_path, [row(3)]), Options("UTC"), Told())


@pytest.mark.usefixtures("contracts")
def test_renew_contracts__verdict_that_ends_soon__is_renewed_for_another_term(world: World, desk: Desk) -> None:
    first, third = until(desk, 1), until(desk, 3)
    world.advance(world.now + DAY // 2)
    assert world.registry.isVerified(wallet(1))
    told = Told()
    assert renew_contracts(desk, DAY, told) == (2, [wallet(2)])
    assert until(desk, 1) >= first + DAY // 2
    assert until(desk, 3) == third
    assert told.done == [1, 2]


@pytest.mark.usefixtures("contracts")
def test_renew_contracts__verdict_that_ends_later_or_was_revoked__is_left_alone(world: World, desk: Desk) -> None:
    world.registry.revoke(wallet(2), bytes(32), by=world.registrar)
    before = until(desk, 1)
    assert renew_contracts(desk, DAY // 2, Told()) == (0, [])
    assert renew_contracts(desk, DAY, Told()) == (1, [])
    assert until(desk, 1) > before
    assert until(desk, 2) == 0


@pytest.mark.usefixtures("contracts")
def test_bring_list__renewal_of_a_wallet_with_a_contract__verifies_the_contract(desk: Desk, tmp_path: Path) -> None:
    before = until(desk, 1)
    listed = write_list(tmp_path, [row(1), row(3)])
    brought = bring_list(desk, listed, Options("UTC", renew=True), Told())
    assert (brought.sent, brought.transactions) == (2, 2)
    (word,) = read_words(desk.chain, desk.registry, [wallet(1)])
    assert word.has_contract
    assert before < word.valid_until < before + DAY


@pytest.mark.requirement("ONB-12")
@pytest.mark.usefixtures("contracts")
def test_bring_list__wallet_with_a_contract__gets_a_signed_claim_only_when_asked_for(
    world: World, desk: Desk, tmp_path: Path
) -> None:
    listed = write_list(tmp_path, [row(2)])
    with pytest.raises(InputError, match="the wallet's identity is a contract with claims of its own"):
        bring_list(desk, listed, Options("UTC"), Told())
    assert bring_list(desk, listed, Options("UTC", replace=True), Told()).sent == 1
    assert world.registry.isVerified(wallet(2))
