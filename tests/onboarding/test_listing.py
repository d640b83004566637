from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from eth_utils.crypto import keccak

from tenor.errors import ReconciliationFailed
from tenor.onboarding import listing
from tenor.onboarding.bulk import Options, bring_list
from tenor.onboarding.desk import Desk
from tenor.onboarding.listing import Listed, list_register
from tenor.onboarding.words import IdentityWord
from tests.contracts.world import HONG_KONG, World
from tests.onboarding.lists import Told, row, wallet, write_list


def listed(desk: Desk) -> dict[str, Listed]:
    return {each.wallet: each for each in list_register(desk)}


@pytest.mark.requirement("ONB-14")
def test_list_register__wallets_of_all_kinds__are_what_the_registry_says(
    world: World, desk: Desk, tmp_path: Path
) -> None:
    rows = [row(1), row(2, country="SG", investor="institutional"), row(3), row(4)]
    bring_list(desk, write_list(tmp_path, rows), Options("UTC"), Told())
    world.registry.revoke(wallet(3), keccak(text="order"), by=world.registrar)
    world.registry.deleteIdentity(wallet(4), by=world.registrar)
    world.registry.registerIdentity(wallet(5), "0x" + "00" * 20, HONG_KONG, by=world.registrar)
    found = listed(replace(desk, token=None))
    assert found[wallet(1)] == Listed(wallet(1), "HK", "retail", "2031-12-31T23:59:59Z", verified=True)
    assert found[wallet(2)] == Listed(wallet(2), "SG", "institutional", "2031-12-31T23:59:59Z", verified=True)
    assert found[wallet(3)] == Listed(wallet(3), "HK", "retail", "revoked", verified=False)
    assert wallet(4) not in found
    assert found[wallet(5)] == Listed(wallet(5), "HK", "retail", "", verified=False)  # nobody vouched
    assert found[world.bond.wallet].investor_class == "money only"
    assert {each.wallet: each.verified for each in found.values()} == {
        address: world.registry.isVerified(address) for address in found
    }


@pytest.mark.requirement("ONB-14")
def test_list_register__issuer_no_longer_relied_on__verifies_nobody(world: World, desk: Desk) -> None:
    assert all(each.verified for each in list_register(desk))
    world.registry.removeTrustedIssuer(world.provider, by=world.operator)
    found = list_register(desk)
    assert len(found) > 4
    assert not any(each.verified for each in found)


@pytest.mark.requirement("ONB-14")
def test_list_register__claim_taken_back_on_a_wallet_never_registered__is_no_hindrance(
    world: World, desk: Desk
) -> None:
    before = list_register(desk)
    world.registry.revokeClaim(world.claim(world.outsider), by=world.provider)
    assert list_register(desk) == before


@pytest.mark.requirement("ONB-14")
def test_list_register__token__shows_units_and_freezes(world: World, desk: Desk) -> None:
    a, b = world.investor_a.wallet, world.investor_b.wallet
    world.distribute({world.investor_a: 100, world.investor_b: 50})
    world.bond.freezePartialTokens(a, 30, by=world.officer)
    world.bond.unfreezePartialTokens(a, 10, by=world.officer)
    world.bond.setAddressFrozen(b, True, by=world.officer)  # noqa: FBT003 -- the contract's signature
    world.registry.deleteIdentity(b, by=world.registrar)
    found = listed(desk)
    assert (found[a].units, found[a].frozen, found[a].address_frozen) == (100, 20, False)
    assert (found[b].units, found[b].frozen, found[b].address_frozen) == (50, 0, True)
    assert (found[b].country, found[b].investor_class, found[b].verified) == ("", "", False)  # off, and still holds
    assert sum(each.units or 0 for each in found.values()) == world.bond.totalSupply()


@pytest.mark.requirement("ONB-14")
@pytest.mark.parametrize(("event", "said"), [("_TRANSFER", "supply"), ("_FROZEN", "frozen part")])
def test_list_register__events_missing__is_an_error_and_no_list(
    world: World, desk: Desk, monkeypatch: pytest.MonkeyPatch, event: str, said: str
) -> None:
    world.distribute({world.investor_a: 100})
    world.bond.freezePartialTokens(world.investor_a, 30, by=world.officer)
    world.bond.unfreezePartialTokens(world.investor_a, 10, by=world.officer)
    monkeypatch.setattr(listing, event, "Nothing(address,uint256)")
    with pytest.raises(ReconciliationFailed, match=said):
        list_register(desk)


@pytest.mark.requirement("ONB-14")
def test_list_register__word_differs_from_its_events__names_the_wallet(
    world: World, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = listing.read_register

    def forged(*arguments: object) -> object:
        words = read(*arguments)  # type: ignore[arg-type]
        return {**words, world.investor_a.wallet: IdentityWord.decode(1)}

    monkeypatch.setattr(listing, "read_register", forged)
    with pytest.raises(ReconciliationFailed, match=world.investor_a.wallet):
        list_register(desk)
