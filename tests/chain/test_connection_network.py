"""What a chain is called: never by the part of its URL that is a secret."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tenor.chain import connection
from tenor.chain.connection import connect


@pytest.fixture
def any_node(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every URL is a node of chain 1."""
    monkeypatch.setattr(connection, "Web3", lambda _: SimpleNamespace(eth=SimpleNamespace(chain_id=1)))


@pytest.mark.requirement("RUN-8")
@pytest.mark.usefixtures("any_node")
@pytest.mark.parametrize(
    ("url", "network"),
    [
        ("https://mainnet.example/v3/0123secret", "mainnet.example"),
        ("https://mainnet.example:8545/rpc?apikey=0123secret#0123secret", "mainnet.example:8545"),
        ("https://desk:0123secret@mainnet.example/", "mainnet.example"),
        ("https://desk:0123@secret@mainnet.example/", "mainnet.example"),
        ("https://0123secret@mainnet.example:443", "mainnet.example:443"),
        ("http://[::1]:8545/0123secret", "[::1]:8545"),
    ],
)
def test_connect__url_with_a_secret__is_called_by_host_and_port(url: str, network: str) -> None:
    assert connect(url, 1).network == network
