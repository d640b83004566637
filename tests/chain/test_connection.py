"""A connection is to the chain that the campaign names, or it is refused."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tenor.chain.anvil import embedded_anvil
from tenor.chain.connection import Chain, connect
from tenor.chain.development import DEVELOPMENT_CHAIN_ID
from tenor.errors import ConnectionFailed


class Babbler(BaseHTTPRequestHandler):
    """Answers every request, but not as a node does."""

    answer = b"<html>welcome</html>"

    def do_POST(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(self.answer)))
        self.end_headers()
        self.wfile.write(self.answer)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(params=[b"<html>welcome</html>", b'{"jsonrpc":"2.0","id":0,"error":{"code":-32601,"message":"no"}}'])
def babbler(request: pytest.FixtureRequest) -> Iterator[str]:
    """URL of a server that is no node."""
    handler = type("Handler", (Babbler,), {"answer": request.param})
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.requirement("CHAIN-2")
def test_connect__chain_named__is_open(chain: Chain) -> None:
    found = connect(chain.url, DEVELOPMENT_CHAIN_ID)
    assert (found.url, found.chain_id, found.is_development) == (chain.url, DEVELOPMENT_CHAIN_ID, True)


@pytest.mark.requirement("CHAIN-2")
def test_connect__another_chain__is_refused_with_both_ids(chain: Chain) -> None:
    with pytest.raises(ConnectionFailed, match="this is chain 31337, the campaign is for chain 1") as failure:
        connect(chain.url, 1)
    assert failure.value.where == chain.network
    assert failure.value.exit_status == 2


@pytest.mark.requirement("CHAIN-2")
@pytest.mark.parametrize("host", ["127.0.0.1:1", "no.such.host.invalid"])
def test_connect__nobody_answers__is_refused_without_a_word_of_the_access_key(host: str) -> None:
    with pytest.raises(ConnectionFailed, match="does not answer eth_chainId") as failure:
        connect(f"http://user:secret@{host}/v1/key", DEVELOPMENT_CHAIN_ID)
    assert failure.value.where == host
    assert failure.value.exit_status == 2
    assert "secret" not in str(failure.value)
    assert "key" not in str(failure.value)


@pytest.mark.requirement("CHAIN-2")
@pytest.mark.parametrize("url", ["not a url", "ftp://127.0.0.1", ""])
def test_connect__no_url_of_a_node__is_refused(url: str) -> None:
    with pytest.raises(ConnectionFailed, match="this is not the URL of a node") as failure:
        connect(url, DEVELOPMENT_CHAIN_ID)
    assert failure.value.exit_status == 2


@pytest.mark.requirement("CHAIN-2")
def test_connect__something_else_answers__is_refused(babbler: str) -> None:
    with pytest.raises(ConnectionFailed, match="no chain answers"):
        connect(babbler, DEVELOPMENT_CHAIN_ID)


def test_rpc__node_reports_an_error__is_raised_with_its_words(chain: Chain) -> None:
    with pytest.raises(ConnectionFailed, match="no_such_method failed"):
        chain.rpc("no_such_method")


def test_rpc__node_answers__gives_the_result(chain: Chain) -> None:
    assert chain.rpc("eth_chainId") == hex(DEVELOPMENT_CHAIN_ID)


@pytest.mark.requirement("CHAIN-2")
def test_rpc__node_that_is_gone__is_an_error_of_ours() -> None:
    with embedded_anvil(1_600_000_000, accounts=1) as url:
        gone = connect(url, DEVELOPMENT_CHAIN_ID)
    for ask in (lambda: gone.rpc("evm_mine"), lambda: gone.web3.eth.block_number):
        with pytest.raises(ConnectionFailed, match="does not answer") as failure:
            ask()
        assert failure.value.where == gone.network


def test_connect__network__is_named_without_what_a_url_may_hold(chain: Chain) -> None:
    place = chain.url.removeprefix("http://")
    assert connect(f"http://user:secret@{place}/", DEVELOPMENT_CHAIN_ID).network == place
    assert connect(f"{chain.url}/?key=secret", DEVELOPMENT_CHAIN_ID).network == place
    assert connect(chain.url, DEVELOPMENT_CHAIN_ID, "somewhere").network == "somewhere"


def test_is_development__any_other_chain__is_not(chain: Chain) -> None:
    assert not replace(chain, chain_id=1).is_development
