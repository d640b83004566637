"""A connection to one chain, checked against the chain that the campaign names before anything else is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from requests.exceptions import RequestException
from web3 import HTTPProvider, Web3
from web3.exceptions import Web3Exception
from web3.types import RPCEndpoint, RPCResponse

from tenor.chain.development import DEVELOPMENT_CHAIN_IDS
from tenor.errors import ConnectionFailed

_ANSWER_WITHIN = 30  # [s]
_REMEDY = "Check the URL and that the node runs"


@dataclass(frozen=True, slots=True)
class Chain:
    """One chain behind one URL.

    Args:
        network: what to call it in reports; never the whole URL, which may hold an access key.
    """

    web3: Web3
    url: str
    chain_id: int
    network: str

    @property
    def is_development(self) -> bool:
        """Whether keys may be public and time may be moved: only on the development chains."""
        return self.chain_id in DEVELOPMENT_CHAIN_IDS

    def rpc(self, method: str, *params: object) -> object:
        """Call a JSON-RPC method of the node and return its result; raises ConnectionFailed on an error reply."""
        reply = self.web3.provider.make_request(RPCEndpoint(method), list(params))
        if "error" in reply:
            raise ConnectionFailed(self.network, f"{method} failed: {reply['error']}", "Check the node")
        return reply["result"]


def connect(url: str, chain_id: int, network: str | None = None) -> Chain:
    """Open a chain by URL; raises ConnectionFailed where nothing answers or another chain does.

    Args:
        network: what to call it in reports; host and port of the URL if not given.
    """
    name = network or host_of(url)
    if urlsplit(url).scheme not in {"http", "https"}:
        raise ConnectionFailed(name or "--rpc-url", "this is not the URL of a node", "Write http://host:port")
    # Asked for before every call otherwise; a connection is of one chain.
    known = {RPCEndpoint("eth_chainId")}
    arguments = {"timeout": _ANSWER_WITHIN}
    web3 = Web3(_Node(url, request_kwargs=arguments, cache_allowed_requests=True, cacheable_requests=known))
    try:
        found = web3.eth.chain_id
    except (Web3Exception, ValueError) as exc:
        raise ConnectionFailed(name, f"no chain answers ({exc})", _REMEDY) from exc
    if found != chain_id:
        raise ConnectionFailed(
            name, f"this is chain {found}, the campaign is for chain {chain_id}", "Correct the URL or `chain_id`"
        )
    return Chain(web3, url, chain_id, name)


def host_of(url: str) -> str:
    """Host and port of a URL: what may be shown of it, since the rest can hold an access key."""
    return urlsplit(url).netloc.rpartition("@")[2] or url


class _Node(HTTPProvider):
    """A node whose silence is an error of Tenor, wherever it is asked."""

    def make_request(self, method: RPCEndpoint, params: Any) -> RPCResponse:  # noqa: ANN401 -- web3's signature
        try:
            return super().make_request(method, params)
        except (RequestException, OSError) as exc:
            what = f"the chain does not answer {method} ({type(exc).__name__})"
            raise ConnectionFailed(host_of(self.endpoint_uri or "node"), what, _REMEDY) from exc
