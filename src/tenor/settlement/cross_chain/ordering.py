"""Safe deadlines: the leader's lock outlives the follower's by what the follower needs to claim it, at the worst.

All of it follows from how slow each chain may be and how far its clock may be off. Two moments on one chain differ by
that chain's own waiting times; where a moment on one chain is compared with one on the other, both clocks count.
"""

from __future__ import annotations

from collections.abc import Iterator

from eth_utils.address import is_checksum_address
from eth_utils.crypto import keccak

from tenor.errors import InputError
from tenor.settlement.cross_chain.agreement import Leg, Pace, Swap

LONGEST_LOCK = 366 * 86_400  # [s] as TokenLocks.sol
LARGEST_AMOUNT = 2**64 - 1  # what a lock can count
_COMMITMENT = 32  # [bytes]


def settled_within(pace: Pace) -> int:
    """Longest time from sending a transaction until it cannot be undone [s]."""
    return pace.included_within + pace.final_within


def clocks_apart(lead: Leg, follow: Leg) -> int:
    """Most that the two chains' clocks differ [s]."""
    return lead.pace.skew + follow.pace.skew


def margin(lead: Leg, follow: Leg) -> int:
    """Least time by which the leader's lock has to outlive the follower's [s].

    A secret shown in the last second of the follower's lock becomes final there, then the follower's claim is included
    and becomes final on the other chain.
    """
    return follow.pace.final_within + settled_within(lead.pace) + clocks_apart(lead, follow)


def reveal_until(follow: Leg) -> int:
    """Last second, on the follower's chain, in which to send the secret [s]: later it might be seen and not count."""
    return follow.expiry - settled_within(follow.pace) - follow.pace.skew


def follow_until(follow: Leg) -> int:
    """Last second, on its own chain, in which the follower may lock [s]: the leader still sees it final and reveals."""
    return reveal_until(follow) - settled_within(follow.pace) - follow.pace.skew


def lead_until(lead: Leg, follow: Leg) -> int:
    """Last second, on its own chain, in which the leader may lock [s]: the follower still sees it final and locks."""
    return follow_until(follow) - settled_within(lead.pace) - clocks_apart(lead, follow)


def earliest_expiries(lead: Pace, follow: Pace, begin_by: int) -> tuple[int, int]:
    """The soonest expiries of the leader's and the follower's lock that are safe, each on its own chain [s].

    Args:
        begin_by: last second, on its own chain, in which the leader may lock [s].
    """
    clocks = lead.skew + follow.skew
    locked_by = begin_by + settled_within(lead) + clocks
    follow_expiry = locked_by + 2 * (settled_within(follow) + follow.skew)
    return follow_expiry + follow.final_within + settled_within(lead) + clocks, follow_expiry


def check_swap(swap: Swap, now: int) -> None:
    """Refuse a swap that one of the parties could lose by.

    Args:
        now: the true time [s].

    Raises:
        InputError: deadlines too close, too early or too late; or legs that do not belong together.
    """
    for what, remedy in (*_belong_together(swap), *leg_faults(swap.lead, swap.follow, now)):
        raise InputError(swap.reference, what, remedy)


def leg_faults(lead: Leg, follow: Leg, now: int) -> Iterator[tuple[str, str]]:
    """What is wrong with two legs, each with what to do."""
    yield from _parties(lead, follow)
    for leg in (lead, follow):
        yield from _leg(leg)
    yield from _deadlines(lead, follow, now)


def _belong_together(swap: Swap) -> Iterator[tuple[str, str]]:
    if len(swap.commitment) != _COMMITMENT or not any(swap.commitment):
        yield "the commitment is not the hash of a secret", "Have the leader give keccak256 of 32 random bytes"
    if swap.commitment == keccak(b""):
        yield "the commitment hides nothing: anybody can show it", "Have the leader give keccak256 of 32 random bytes"
    lead, follow = swap.lead.pace, swap.follow.pace
    if lead.largest_calldata < follow.largest_calldata:
        # A lock takes a secret of any length, so the follower cannot know that it will fit.
        what = f"a secret may be shown on {follow.network} that is too large for a transaction on {lead.network}"
        yield what, f"Let the party lead who gives on {follow.network}"


def _parties(lead: Leg, follow: Leg) -> Iterator[tuple[str, str]]:
    if lead.pace.chain_id == follow.pace.chain_id:
        yield f"both legs are on chain {lead.pace.chain_id}", "Settle on one chain by delivery versus payment"
    if lead.giver.name == follow.giver.name:
        yield f"{lead.giver.name} gives on both chains", "Name the two parties"
    if (lead.giver.name, follow.giver.name) != (follow.receiver.name, lead.receiver.name):
        yield "who gives on one chain does not receive on the other", "Name the same two parties on both legs"


def _leg(leg: Leg) -> Iterator[tuple[str, str]]:
    pace, name = leg.pace, leg.pace.network
    if not 0 < leg.amount <= LARGEST_AMOUNT:
        yield f"a lock cannot hold {leg.amount:,} on {name}", f"Write an amount from 1 to {LARGEST_AMOUNT:,}"
    addresses = (leg.token, leg.giver.wallet, leg.receiver.wallet, *([leg.contract] if leg.contract else ()))
    for address in addresses:
        if not is_checksum_address(address) or not int(address, 16):
            yield f"{address!r} is not an address on {name}", "Write it with its checksum"
    if leg.giver.wallet == leg.receiver.wallet:
        yield f"giver and receiver on {name} are one wallet", "Name the wallets of both parties"
    if min(pace.finality, pace.final_within, pace.included_within, pace.largest_calldata) < 1 or pace.skew < 0:
        yield f"the pace of {name} has a time or size below 1, or a skew below 0", "Write what holds at the worst"


def _deadlines(lead: Leg, follow: Leg, now: int) -> Iterator[tuple[str, str]]:
    least, given = margin(lead, follow), lead.expiry - follow.expiry
    if given < least:
        what = (
            f"the lock on {lead.pace.network} outlives the one on {follow.pace.network} by {given:,} s, and claiming "
            f"may take {least:,} s"
        )
        yield what, f"Let it expire {least - given:,} s later, or the other one earlier"
    late = now + lead.pace.skew - lead_until(lead, follow)
    if late > 0:
        what = f"the lock on {follow.pace.network} expires before both parties can have locked and claimed"
        yield what, f"Let both locks expire at least {late:,} s later"
    if lead.expiry > now - lead.pace.skew + LONGEST_LOCK:
        yield f"the lock on {lead.pace.network} would last longer than a year", "Let it expire earlier"
