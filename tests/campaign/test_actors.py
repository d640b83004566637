from __future__ import annotations

from dataclasses import replace

import pytest

from tenor.campaign.actors import cast_of, key_references
from tenor.campaign.model import Campaign
from tenor.errors import SetupError
from tenor.parties import Role
from tests.campaigns import small_campaign

FIRST_DEVELOPMENT_WALLET = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"


def test_cast_of__campaign__every_role_and_investor_has_a_wallet_of_its_own(hksar: Campaign) -> None:
    cast = cast_of(hksar)
    assert set(cast.roles) == set(Role)
    assert set(cast.investors) == {investor.id for investor in hksar.investors}
    wallets = [actor.wallet for actor in (*cast.roles.values(), *cast.investors.values())]
    assert len(set(wallets)) == len(wallets) == 37


def test_cast_of__dev_0__is_the_first_account_of_the_development_mnemonic(hksar: Campaign) -> None:
    issuer = cast_of(hksar).roles[Role.ISSUER]
    assert (issuer.name, issuer.key, issuer.wallet) == ("issuer", "dev:0", FIRST_DEVELOPMENT_WALLET)


@pytest.mark.requirement("RUN-4")
@pytest.mark.parametrize("chain_id", [1, 11155111])
def test_cast_of__development_keys_on_another_chain__are_refused(chain_id: int) -> None:
    with pytest.raises(
        SetupError, match=rf"key 'dev:0': a development key, known to everybody.*chain {chain_id}"
    ) as refused:
        cast_of(replace(small_campaign(), chain_id=chain_id))
    assert refused.value.exit_status == 2


def test_cast_of__reference_of_an_unknown_kind__is_refused() -> None:
    campaign = small_campaign()
    role = campaign.appointments[Role.PAUSER]
    odd = {**campaign.appointments, Role.PAUSER: replace(role, key="vault:pauser")}
    with pytest.raises(SetupError, match="key 'vault:pauser': no such kind of key"):
        cast_of(replace(campaign, appointments=odd))


def test_account__investor_or_role__is_that_actor(hksar: Campaign) -> None:
    cast = cast_of(hksar)
    assert cast.account("INV-03") is cast.investors["INV-03"]
    assert cast.account("paying_agent") is cast.roles[Role.PAYING_AGENT]


def test_account__nobody_of_that_name__is_refused(hksar: Campaign) -> None:
    with pytest.raises(ValueError, match="INV-99"):
        cast_of(hksar).account("INV-99")


def test_names__every_wallet__is_its_role_or_investor(hksar: Campaign) -> None:
    cast = cast_of(hksar)
    names = cast.names()
    assert len(names) == 37
    assert names[cast.investors["INV-24"].wallet] == "INV-24"
    assert names[FIRST_DEVELOPMENT_WALLET] == "issuer"


def test_key_references__campaign__are_the_roles_then_the_investors(hksar: Campaign) -> None:
    references = key_references(hksar)
    assert references[: len(Role)] == [f"dev:{index}" for index in range(len(Role))]
    assert references[len(Role) :] == [investor.key for investor in hksar.investors]
