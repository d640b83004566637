"""A trade that both parties match first and settle later: the intents of its life, and where it stands on chain.

Each party affirms by itself, or somebody brings both signatures; then it settles whole or in parts, is held back and
released, is cancelled by both or expires (IMatchedTrades). Reading before sending is the caller's: what stands on chain
decides what an intent moves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from eth_account.signers.local import LocalAccount

from tenor.chain.connection import Chain
from tenor.chain.contract import at, calldata
from tenor.chain.intent import Intent, Movement, intent_id
from tenor.errors import InputError
from tenor.parties import Actor
from tenor.settlement.trade import Trade, Venue, details_argument, sign_trade, trade_argument, trade_digest

MATCHED = "matched trade"


class Status(IntEnum):
    """Where a trade stands, as IMatchedTrades numbers it; the last three are terminal."""

    UNMATCHED = 0
    MATCHED = 1
    SETTLED = 2
    CANCELLED = 3
    EXPIRED = 4


@dataclass(frozen=True, slots=True)
class Standing:
    """What the contract says of a trade.

    Args:
        status: where it stands.
        settled_units: settled so far, in parts [units].
        holds: parties that hold the settlement back, by name.
        cancels: parties that ask for cancellation, by name.
        affirmed: parties that have consented on chain, by name.
    """

    status: Status
    settled_units: int
    holds: tuple[str, ...]
    cancels: tuple[str, ...]
    affirmed: tuple[str, ...]


def standing_of(chain: Chain, venue: Venue, trade: Trade) -> Standing:
    """Where a trade stands."""
    contract, digest = at(chain, "DeliveryVersusPayment", venue.dvp).functions, trade_digest(venue, trade)
    status, settled, *marks = contract.matchedTrade(digest).call()
    parties = (trade.seller, trade.buyer)
    names = [party.name for party in parties]
    affirmed = [contract.isAffirmed(digest, party.wallet).call() for party in parties]
    holds, cancels, affirmed_by = (
        tuple(name for name, yes in zip(names, each, strict=True) if yes) for each in (marks[:2], marks[2:], affirmed)
    )
    return Standing(Status(status), settled, holds, cancels, affirmed_by)


def affirm_intent(venue: Venue, trade: Trade, party: Actor) -> Intent:
    """A party consents on chain; the second consent matches."""
    return _of_party(venue, trade, party, _Act("affirm", "affirms"))


def withdraw_intent(venue: Venue, trade: Trade, party: Actor) -> Intent:
    """A party takes its consent back while the other has not given its own."""
    return _of_party(venue, trade, party, _Act("withdraw", "takes its consent back to"))


def match_intent(
    venue: Venue, trade: Trade, keys: Mapping[str, LocalAccount], submitter: Actor, affirmed: tuple[str, ...] = ()
) -> Intent:
    """Somebody brings the parties' signatures, which matches the trade; a plain one is for a party to match.

    Args:
        venue: where.
        trade: as agreed.
        keys: of the parties that sign.
        submitter: who sends it.
        affirmed: parties that have consented on chain, by name, and sign nothing.
    """
    signatures = [
        b"" if party.name in affirmed else sign_trade(venue, trade, keys[party.key])
        for party in (trade.seller, trade.buyer)
    ]
    return _intent(venue, trade, submitter, _Call("matchTrade", "match", f"match {trade.reference}", tuple(signatures)))


def settle_matched_intent(venue: Venue, trade: Trade, standing: Standing) -> Intent:
    """The venue's agent settles what is left of a matched trade."""
    left = trade.units - standing.settled_units
    what = f"{trade.reference}: settle {left:,} of {trade.units:,} units"
    moved = _moved(venue, trade, standing.settled_units, left)
    return _intent(venue, trade, venue.agent, _Call("settleMatched", "settle matched", what, (), moved))


def settle_part_intent(venue: Venue, trade: Trade, party: Actor, units: int, standing: Standing) -> Intent:
    """A party settles a part of a matched trade.

    Args:
        venue: where.
        trade: as agreed.
        party: seller or buyer.
        units: of the part.
        standing: what has settled before.

    Raises:
        InputError: no parts are agreed, or the part is smaller than agreed and not the last, or more than is left.
    """
    left, least = trade.units - standing.settled_units, trade.details.minimum_part
    if least == 0:
        raise InputError(trade.reference, "no parts are agreed", "Settle it whole")
    if not min(least, left) <= units <= left:
        what = f"a part of {units:,} units, and {left:,} are left of {trade.units:,}"
        raise InputError(trade.reference, what, f"Settle from {min(least, left):,} to {left:,} units")
    what = f"{trade.reference}: settle a part of {units:,} of {trade.units:,} units"
    moved = _moved(venue, trade, standing.settled_units, units)
    step = f"settle part from {standing.settled_units}"
    return _intent(venue, trade, _party(trade, party), _Call("settlePart", step, what, (units,), moved))


def hold_intent(venue: Venue, trade: Trade, party: Actor, *, held: bool, occasion: int = 1) -> Intent:
    """A party holds the settlement back, or releases it.

    Args:
        venue: where.
        trade: which.
        party: seller or buyer.
        held: whether it holds.
        occasion: which time it does that; holding again after a release is another intent.
    """
    does = "holds" if held else "releases"
    return _of_party(venue, trade, party, _Act("hold", does, (held,), occasion))


def cancel_intent(venue: Venue, trade: Trade, party: Actor, *, asked: bool = True, occasion: int = 1) -> Intent:
    """A party asks for cancellation, or no longer; when both ask, the trade is cancelled.

    Args:
        venue: where.
        trade: which.
        party: seller or buyer.
        asked: whether it asks.
        occasion: as `hold_intent`.
    """
    does = "asks to cancel" if asked else "no longer asks to cancel"
    return _of_party(venue, trade, party, _Act("cancel", does, (asked,), occasion))


def expire_intent(venue: Venue, trade: Trade, submitter: Actor) -> Intent:
    """Anybody ends a trade that did not settle in time, or whose locks have not lasted."""
    return _intent(venue, trade, submitter, _Call("expire", "expire", f"{trade.reference} expires"))


class _Act(NamedTuple):
    """What a party does to a trade: function, words, arguments beside the trade, which time."""

    function: str
    does: str
    arguments: tuple[object, ...] = ()
    occasion: int = 1


class _Call(NamedTuple):
    """A call about a trade: function, what makes it one intent of the trade, words, arguments, what it moves."""

    function: str
    step: str
    what: str
    arguments: tuple[object, ...] = ()
    moved: tuple[Movement, ...] = ()


def _of_party(venue: Venue, trade: Trade, party: Actor, act: _Act) -> Intent:
    step = f"{act.function} {party.name} {act.does} {act.occasion}"
    call = _Call(act.function, step, f"{party.name} {act.does} {trade.reference}", act.arguments)
    return _intent(venue, trade, _party(trade, party), call)


def _party(trade: Trade, party: Actor) -> Actor:
    """Whoever acts, if it is a party of the trade."""
    if party.wallet not in {trade.seller.wallet, trade.buyer.wallet}:
        parties = f"{trade.seller.name} sells and {trade.buyer.name} buys"
        raise InputError(trade.reference, f"{party.name} is no party of it: {parties}", "Let one of them act")
    return party


def _moved(venue: Venue, trade: Trade, before: int, units: int) -> tuple[Movement, ...]:
    """What a part moves: its share of the money is rounded so that all parts come to the whole amount."""
    paid = [trade.consideration * each // trade.units for each in (before, before + units)]
    security = Movement(venue.bond, trade.seller.wallet, trade.buyer.wallet, units)
    if paid[0] == paid[1]:
        return (security,)
    return security, Movement(venue.cash, trade.buyer.wallet, trade.seller.wallet, paid[1] - paid[0])


def _intent(venue: Venue, trade: Trade, actor: Actor, call: _Call) -> Intent:
    arguments = (trade_argument(venue, trade), details_argument(trade), *call.arguments)
    return Intent(
        id=intent_id(venue.campaign, call.step, trade.reference),
        stage=MATCHED,
        what=call.what,
        actor=actor,
        to=venue.dvp,
        data=calldata("DeliveryVersusPayment", call.function, *arguments),
        movements=call.moved,
    )
