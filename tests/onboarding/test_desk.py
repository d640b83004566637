from __future__ import annotations

from pathlib import Path

import pytest

from tenor.chain.connection import Chain
from tenor.errors import ConnectionFailed, InputError
from tenor.onboarding.bulk import Options, bring_list
from tenor.onboarding.desk import Place, address_of, open_desk
from tenor.onboarding.reading import read_policy
from tests.contracts.world import World
from tests.onboarding.lists import Told, row, write_list

KEYS = {"registrar": "dev:3", "issuer": "dev:4"}
RAW = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"


def refused(place: Place, keys: dict[str, str]) -> InputError:
    with pytest.raises(InputError) as refusal, open_desk(place, keys):
        pass
    return refusal.value


def test_open_desk__no_node__brings_a_chain_and_a_register_that_work(tmp_path: Path) -> None:
    with open_desk(Place(None), KEYS) as desk:
        assert desk.chain.network == "embedded Anvil"
        policy = read_policy(desk.chain, desk.registry, 0)
        assert (policy.required, policy.topics, policy.issuers) == (1, (1,), (desk.actors["issuer"].wallet,))
        assert set(desk.actors) == {"registrar", "issuer"}
        brought = bring_list(desk, write_list(tmp_path, [row(1), row(2)]), Options("UTC"), Told())
        assert brought.sent == 2
    with pytest.raises(ConnectionFailed):
        desk.now()


def test_open_desk__token_alone__opens_its_register(world: World) -> None:
    for token in (world.bond.wallet, world.cash.wallet):
        with open_desk(Place(world.chain.url, token=token), {}) as desk:
            assert (desk.registry, desk.token) == (world.registry.wallet, token)


@pytest.mark.requirement("ONB-13")
@pytest.mark.parametrize("reference", [RAW, RAW[2:], "dev:-1", "dev:01", "Jane Doe", ""])
def test_open_desk__no_reference_to_a_key__is_refused_and_not_repeated(reference: str) -> None:
    refusal = refused(Place(None), {"registrar": "dev:3", "issuer": reference})
    assert refusal.where == "--issuer"
    assert "never a key itself" in refusal.remedy
    assert not reference or reference not in str(refusal)


def test_open_desk__place_that_is_none__says_which_option_is_wrong(chain: Chain, world: World) -> None:
    url = chain.url
    assert refused(Place(url), KEYS).where == "--registry"
    assert refused(Place(url, world.registry.wallet[:-1]), KEYS).where == "--registry"
    assert "no contract stands at" in refused(Place(url, world.outsider.wallet), KEYS).what
    assert refused(Place(url, token=world.outsider.wallet), KEYS).where == "--token"
    assert refused(Place(url, token=world.registry.wallet), KEYS).where == "--token"
    assert refused(Place(url, world.bond.wallet), KEYS).where == "--registry"
    assert refused(Place(None, world.registry.wallet), KEYS).where == "--rpc"


def test_open_desk__another_chain__is_refused(chain: Chain) -> None:
    with pytest.raises(ConnectionFailed, match="this is chain 31337"), open_desk(Place(chain.url, chain_id=1), {}):
        pass


def test_open_desk__registrar_without_gas_money__is_told_before_anything_is_sent(world: World) -> None:
    place = Place(world.chain.url, world.registry.wallet)
    with pytest.raises(ConnectionFailed, match="no gas money"), open_desk(place, {"registrar": "dev:77"}):
        pass


@pytest.mark.parametrize(
    "text",
    ["0x12", "x" * 42, "fB6916095ca1df60bB79Ce92cE3Ea74c37c5d359", "0xFB6916095ca1df60bB79Ce92cE3Ea74c37c5d359", RAW],
)
def test_address_of__anything_else__is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(InputError) as refusal:
        address_of("lost", text)
    assert refusal.value.where == "--lost"
    assert text not in str(refusal.value)
