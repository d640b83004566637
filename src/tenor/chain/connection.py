"""A connection to one chain, checked against the chain that the campaign names before anything else is asked."""

from __future__ import annotations

from dataclasses import dataclass

from requests.exceptions import RequestException
from web3 import HTTPProvider, Web3
from web3.exceptions import Web3Exception
from web3.types import RPCEndpoint

from tenor.chain.development import DEVELOPMENT_CHAIN_ID
from tenor.errors import ConnectionFailed

_ANSWER_WITHIN = 30  # [s]


@dataclass(frozen=True, slots=True)
class Chain:
    """One chain behind one URL."""

    web3: Web3
    url: str
    chain_id: int

    @property
    def is_development(self) -> bool:
        """Whether keys may be public and time may be moved: only on the development chain."""
        return self.chain_id == DEVELOPMENT_CHAIN_ID

    def rpc(self, method: str, *params: object) -> object:
        """Call a JSON-RPC method of the node and return its result; raises ConnectionFailed on an error reply."""
        reply = self.web3.provider.make_request(RPCEndpoint(method), list(params))
        if "error" in reply:
            raise ConnectionFailed(self.url, f"{method} failed: {reply['error']}", "Check the node")
        return reply["result"]


def connect(url: str, chain_id: int) -> Chain:
    """Open a chain by URL; raises ConnectionFailed where nothing answers or another chain does."""
    web3 = Web3(HTTPProvider(url, request_kwargs={"timeout": _ANSWER_WITHIN}))
    try:
        found = web3.eth.chain_id
    except (RequestException, Web3Exception, ValueError, OSError) as exc:
        raise ConnectionFailed(
            url, f"the chain does not answer ({exc})", "Check the URL and that the node runs"
        ) from exc
    if found != chain_id:
        raise ConnectionFailed(
            url, f"this is chain {found}, the campaign is for chain {chain_id}", "Correct the URL or `chain_id`"
        )
    return Chain(web3, url, chain_id)
