"""Gas money: whether everybody who will sign can pay for it, looked at before anything is sent."""

from __future__ import annotations

from collections.abc import Iterable

from eth_utils.address import to_checksum_address

from tenor.chain.connection import Chain
from tenor.chain.development import development_index
from tenor.errors import ConnectionFailed
from tenor.parties import Actor


def check_gas_money(chain: Chain, actors: Iterable[Actor]) -> None:
    """Raise ConnectionFailed where an account that will sign holds no gas money; nothing was sent."""
    poor = [actor for actor in actors if chain.web3.eth.get_balance(to_checksum_address(actor.wallet)) == 0]
    if not poor:
        return
    first = f"{poor[0].name} ({poor[0].key}, {poor[0].wallet})"
    what = f"{len(poor)} accounts that will sign hold no gas money, the first is {first}"
    accounts = max((development_index(actor.key) or 0) + 1 for actor in poor)
    raise ConnectionFailed(chain.network, what, f"Fund them, or start Anvil with `--accounts {accounts}` or more")
