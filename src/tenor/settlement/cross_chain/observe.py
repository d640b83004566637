"""Reading a swap on both chains: a lock counts as final once it stands in a block that deep."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from eth_abi.abi import decode
from eth_utils.address import to_checksum_address

from tenor.chain.clock import next_time
from tenor.chain.connection import Chain
from tenor.chain.contract import at
from tenor.chain.events import Event, read_events_about
from tenor.chain.locks import LOCKS, NO_COMMITMENT
from tenor.chain.trace import calls_of
from tenor.deployment.genuine import shipped_at
from tenor.errors import ConnectionFailed, InputError
from tenor.settlement.cross_chain.agreement import Leg, Lock, Side, Swap, commitment_to, lock_of
from tenor.settlement.cross_chain.views import LegView, LockState, SwapView

_SELECTOR, _WORD = 4, 32  # [bytes]
_MATURITY = 18  # place of maturityTime in BondTerms
_TOKENS = ("Bond", "CashToken", "DepositToken")


@dataclass(frozen=True, slots=True)
class Watched:
    """The chains of a swap, by chain id, each with the first block in which anything of it can be.

    Args:
        chains: chain id -> connection.
        since: chain id -> block number.
    """

    chains: Mapping[int, Chain]
    since: Mapping[int, int]

    def of(self, leg: Leg) -> Chain:
        """The chain of a leg; raises ConnectionFailed where there is none."""
        chain = self.chains.get(leg.pace.chain_id)
        if chain is None or chain.chain_id != leg.pace.chain_id:
            what = f"no connection to chain {leg.pace.chain_id} is open"
            raise ConnectionFailed(leg.pace.network, what, "Open one to each chain of the swap")
        return chain


def observe(watched: Watched, swap: Swap) -> SwapView:
    """Both legs as they stand, and the secret where it has been shown."""
    views = {side: _observed(watched, swap, side) for side in Side}
    return SwapView(views[Side.LEAD], views[Side.FOLLOW], shown_secret(watched, swap))


def check_tokens(watched: Watched, *legs: Leg) -> None:
    """Refuse a token whose code is not one that this package ships: it could say of any lock that it stands.

    Whose bond or money it is, its address alone says. A bond is redeemed whether it is locked or not, which ends locks.

    Raises:
        InputError: other code, or none, stands at a leg's token; or a bond's lock would outlast the bond.
    """
    for leg in legs:
        chain = watched.of(leg)
        name = shipped_at(chain, leg.token)
        if name not in _TOKENS:
            what = f"{leg.token} on {leg.pace.network} is no bond, cash or deposit token of known code"
            raise InputError(leg.asset, what, "Name the token of the issuer's deployment record")
        if name == "Bond" and leg.expiry >= at(chain, name, leg.token).functions.terms().call()[_MATURITY]:
            what = f"the lock of {leg.asset} on {leg.pace.network} would last until their redemption or longer"
            raise InputError(leg.asset, what, "Let it expire before maturity, and before any day of a call or put")


def lock_state(chain: Chain, lock: Lock, since: int) -> LockState:
    """Where a lock stands, held against the terms agreed.

    Args:
        since: first block in which it can be.
    """
    head, leg = chain.web3.eth.block_number, lock.leg
    if _stands(chain, lock, head):
        if not _is_agreed(chain, lock, head):
            return LockState.DIFFERENT
        deep = head - leg.pace.finality
        return LockState.FINAL if deep >= since and _stands(chain, lock, deep) else LockState.SEEN
    names = [event.name for event in read_events_about(chain, LOCKS, leg.token, since, lock.id)]
    if not names:
        return LockState.NONE
    return LockState.SPENT if "LockSpent" in names else LockState.RETURNED


def shown_secret(watched: Watched, swap: Swap) -> bytes | None:
    """The secret as a claim has shown it on either chain, or None.

    A claim can hide it from the transaction's data and from the logs, not from the token that is called.
    """
    for side in (Side.FOLLOW, Side.LEAD):
        lock = lock_of(swap, side)
        chain, since = watched.of(lock.leg), watched.since[lock.leg.pace.chain_id]
        events = read_events_about(chain, LOCKS, lock.leg.token, since, lock.id)
        spent = (event for event in events if event.name == "LockSpent")
        for candidate in (candidate for event in spent for candidate in _shown(chain, lock, event)):
            if commitment_to(candidate) == swap.commitment:
                return candidate
    return None


def _shown(chain: Chain, lock: Lock, spent: Event) -> Iterator[bytes]:
    yield bytes(spent.args["data"])
    for called, data in calls_of(chain, spent.transaction):
        arguments = data[_SELECTOR:]
        if called == lock.leg.token and arguments[:_WORD] == lock.id:
            # As the contract reads spendLock(bytes32,bytes,bytes), however oddly its caller has laid it out.
            place = int.from_bytes(arguments[_WORD : 2 * _WORD], "big")
            length = int.from_bytes(arguments[place : place + _WORD], "big")
            yield arguments[place + _WORD : place + _WORD + length]


def _observed(watched: Watched, swap: Swap, side: Side) -> LegView:
    lock = lock_of(swap, side)
    chain = watched.of(lock.leg)
    return LegView(lock_state(chain, lock, watched.since[chain.chain_id]), next_time(chain))


def _stands(chain: Chain, lock: Lock, block: int) -> bool:
    views = at(chain, "ILockViews", lock.leg.token).functions
    return bool(views.isLockActive(lock.id).call(block_identifier=block))


def _is_agreed(chain: Chain, lock: Lock, block: int) -> bool:
    views, leg = at(chain, "ILockViews", lock.leg.token).functions, lock.leg
    content = views.getLockContent(lock.id).call(block_identifier=block)
    amount, receiver, expiry = decode(["uint256", "address", "uint256"], content)
    found = (*views.getLock(lock.id).call(block_identifier=block), amount, to_checksum_address(receiver), expiry)
    return found == (
        *(leg.giver.wallet, lock.spender, lock.commitment, NO_COMMITMENT),
        *(leg.amount, leg.receiver.wallet, leg.expiry),
    )
