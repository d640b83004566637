"""The embedded chain: as asked for while the block lasts, gone afterwards."""

from __future__ import annotations

import socket
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tenor.chain import anvil
from tenor.chain.anvil import embedded_anvil
from tenor.chain.connection import Chain, connect
from tenor.chain.development import DEVELOPMENT_CHAIN_ID, SECOND_DEVELOPMENT_CHAIN_ID
from tenor.errors import ConnectionFailed

GENESIS = 1_600_000_000
MOST_GAS = 2**24  # of one transaction (EIP-7825)


def listens(url: str) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", urlsplit(url).port or 0)) == 0


@pytest.mark.requirement("CHAIN-1")
def test_embedded_anvil__inside_the_block__is_the_chain_asked_for() -> None:
    with embedded_anvil(GENESIS, accounts=3) as url:
        chain = connect(url, DEVELOPMENT_CHAIN_ID)
        assert chain.web3.eth.get_block(0)["timestamp"] == GENESIS
        assert len(chain.web3.eth.accounts) == 3
        assert all(chain.web3.eth.get_balance(account) > 0 for account in chain.web3.eth.accounts)


@pytest.mark.requirement("CHAIN-1")
def test_embedded_anvil__after_the_block__is_gone() -> None:
    with embedded_anvil(GENESIS, accounts=1) as url:
        assert listens(url)
    assert not listens(url)


@pytest.mark.requirement("CHAIN-1")
def test_embedded_anvil__block_fails__is_gone_too() -> None:
    with pytest.raises(ZeroDivisionError), embedded_anvil(GENESIS, accounts=1) as url:
        raise ZeroDivisionError
    assert not listens(url)


def test_embedded_anvil__two_at_once__do_not_meet() -> None:
    with embedded_anvil(GENESIS, accounts=1) as first, embedded_anvil(GENESIS + 1, accounts=1) as second:
        times = [connect(url, DEVELOPMENT_CHAIN_ID).web3.eth.get_block(0)["timestamp"] for url in (first, second)]
    assert times == [GENESIS, GENESIS + 1]


@pytest.mark.requirement("CHAIN-1")
def test_embedded_anvil__transaction_above_the_cap_of_gas__is_refused(chain: Chain) -> None:
    account = chain.web3.eth.accounts[0]
    call = {"from": account, "to": account, "gas": hex(MOST_GAS)}
    chain.rpc("eth_sendTransaction", call)
    with pytest.raises(ConnectionFailed, match="eth_sendTransaction failed"):
        chain.rpc("eth_sendTransaction", {**call, "gas": hex(MOST_GAS + 1)})


@pytest.mark.requirement("CHAIN-1")
def test_embedded_anvil__program_ends_at_once__says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "anvil"
    broken.write_text("#!/bin/sh\nexit 3\n")
    broken.chmod(0o755)
    monkeypatch.setattr(anvil, "anvil_path", lambda: broken)
    with pytest.raises(ConnectionFailed, match="did not start") as failure, embedded_anvil(GENESIS, accounts=1):
        pass
    assert "tenor doctor" in failure.value.remedy


def test_embedded_anvil__program_never_listens__is_given_up_and_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deaf = tmp_path / "anvil"
    deaf.write_text(f"#!/bin/sh\ntrap 'echo ended > {tmp_path}/ended; exit 0' TERM\nsleep 30 & wait\n")
    deaf.chmod(0o755)
    monkeypatch.setattr(anvil, "anvil_path", lambda: deaf)
    monkeypatch.setattr(anvil, "_START_WITHIN", 0.3)
    with pytest.raises(ConnectionFailed, match="did not start"), embedded_anvil(GENESIS, accounts=1):
        pass
    assert (tmp_path / "ended").is_file()


@pytest.mark.requirement("CHAIN-1")
def test_embedded_anvil__second_development_chain__is_another_chain() -> None:
    with embedded_anvil(GENESIS, accounts=1, chain_id=SECOND_DEVELOPMENT_CHAIN_ID) as url:
        assert connect(url, SECOND_DEVELOPMENT_CHAIN_ID).is_development
        with pytest.raises(ConnectionFailed, match="this is chain 31338"):
            connect(url, DEVELOPMENT_CHAIN_ID)
