"""Keys by reference; development keys sign on the development chain only."""

from __future__ import annotations

import pytest

from tenor.chain.connection import Chain
from tenor.chain.development import DEVELOPMENT_CHAIN_ID, DEVELOPMENT_CHAIN_IDS
from tenor.chain.keys import Keyring, development_accounts_needed
from tenor.errors import SetupError


@pytest.mark.requirement("CHAIN-3")
def test_keyring__development_references__are_the_nodes_accounts(chain: Chain) -> None:
    keys = Keyring(["dev:0", "dev:7", "dev:39"], DEVELOPMENT_CHAIN_ID)
    accounts = chain.web3.eth.accounts
    assert [account.address for account in keys.values()] == [accounts[0], accounts[7], accounts[39]]
    assert (list(keys), len(keys), keys["dev:7"].address) == (["dev:0", "dev:7", "dev:39"], 3, accounts[7])


@pytest.mark.requirement("CHAIN-3")
@pytest.mark.parametrize("chain_id", [1, 11_155_111])
def test_keyring__development_key_on_another_chain__is_refused(chain_id: int) -> None:
    with pytest.raises(SetupError, match=f"may not sign on chain {chain_id}"):
        Keyring(["dev:0"], chain_id)


@pytest.mark.requirement("CHAIN-3")
@pytest.mark.parametrize(
    "reference", ["", "dev:", "dev:01", "dev:-1", "dev:10000", "dev:٣", "0x" + "11" * 32, "env:KEY"]
)
def test_keyring__no_such_kind__is_refused_by_its_name(reference: str) -> None:
    with pytest.raises(SetupError, match="no such kind of key") as failure:
        Keyring(["dev:0", reference], DEVELOPMENT_CHAIN_ID)
    assert failure.value.where == f"key {reference!r}"


def test_keyring__reference_not_opened__is_not_there() -> None:
    with pytest.raises(KeyError):
        Keyring(["dev:0"], DEVELOPMENT_CHAIN_ID)["dev:1"]


@pytest.mark.parametrize(("references", "needed"), [([], 1), (["dev:0"], 1), (["dev:4", "dev:9"], 10), (["x"], 1)])
def test_development_accounts_needed__references__covers_the_highest(references: list[str], needed: int) -> None:
    assert development_accounts_needed(references) == needed


@pytest.mark.requirement("CHAIN-3")
def test_keyring__second_development_chain__has_the_same_accounts() -> None:
    first, second = (Keyring(["dev:3"], number) for number in DEVELOPMENT_CHAIN_IDS)
    assert first["dev:3"].address == second["dev:3"].address
