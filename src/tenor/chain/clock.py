"""Chain time: on the development chain it is moved to each date of a campaign, elsewhere it is only read."""

from __future__ import annotations

from web3.exceptions import Web3Exception

from tenor.chain.connection import Chain
from tenor.errors import ConnectionFailed
from tenor.units import utc

SECONDS_A_BLOCK = 1


def start_clock(chain: Chain) -> None:
    """Make every block of a development chain one second later than the one before, whatever the wall clock says."""
    if chain.is_development:
        chain.rpc("anvil_setBlockTimestampInterval", SECONDS_A_BLOCK)


def latest_time(chain: Chain) -> int:
    """Time of the latest block [s]."""
    return chain.web3.eth.get_block("latest")["timestamp"]


def next_time(chain: Chain) -> int:
    """Time of the next block, as the node foresees it; of the latest one where it does not [s].

    A chain that mines on demand may have had no block for long.
    """
    latest = latest_time(chain)
    try:
        return max(latest, chain.web3.eth.get_block("pending")["timestamp"])
    except Web3Exception:
        return latest


def check_not_begun(chain: Chain, first: int) -> None:
    """Raise ConnectionFailed where chain time is past a campaign's first moment [s]: no chain goes back."""
    now = latest_time(chain)
    if now > first:
        what = f"chain time is {utc(now):%Y-%m-%d %H:%M} UTC, the campaign begins at {utc(first):%Y-%m-%d %H:%M} UTC"
        raise ConnectionFailed(chain.network, what, "Start a new development chain whose genesis lies before that")


def advance_to(chain: Chain, moment: int) -> None:
    """Bring chain time to at least a moment [s]; raises ConnectionFailed where only waiting could do that."""
    now = latest_time(chain)
    if now >= moment:
        return
    if not chain.is_development:
        what = f"chain time is {utc(now):%Y-%m-%d %H:%M} UTC, the next step is due at {utc(moment):%Y-%m-%d %H:%M} UTC"
        raise ConnectionFailed(chain.network, what, "Run again when it is due")
    chain.rpc("evm_setNextBlockTimestamp", moment)
    chain.rpc("evm_mine")


def mine(chain: Chain, blocks: int) -> None:
    """Put blocks on top of the latest one; raises ConnectionFailed where only waiting could do that."""
    if not chain.is_development:
        raise ConnectionFailed(chain.network, f"{blocks} more blocks are to come", "Wait for them")
    chain.rpc("anvil_mine", hex(blocks))
