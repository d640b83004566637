"""One trade on a node of somebody's own: who acts on it with which key; what would be refused is told first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from web3.exceptions import Web3Exception

from tenor.chain.connection import Chain, connect
from tenor.chain.contract import at
from tenor.chain.development import DEVELOPMENT_CHAIN_ID
from tenor.chain.gas_money import check_gas_money
from tenor.chain.intent import Intent, Outcome
from tenor.chain.journal import Journal
from tenor.chain.keys import Keyring
from tenor.chain.sender import Sender
from tenor.errors import InputError
from tenor.onboarding.desk import check_reference
from tenor.parties import Actor
from tenor.settlement import matched_trade as life
from tenor.settlement.matched_trade import Standing, Status
from tenor.settlement.trade import Trade, Venue
from tenor.settlement.trade_file import read_trade

_SENDER = "sender"


@dataclass(frozen=True, slots=True)
class OpenTrade:
    """A trade and the node it is on.

    Args:
        chain: the node.
        venue: where it settles: the venue of its security.
        trade: as the file says.
        keys: of whoever acts; none where it is only looked at.
        actor: who acts: seller, buyer or somebody else; None where nobody does.
    """

    chain: Chain
    venue: Venue
    trade: Trade
    keys: Keyring
    actor: Actor | None

    def standing(self) -> Standing:
        """Where it stands."""
        return life.standing_of(self.chain, self.venue, self.trade)


def open_trade(url: str, path: Path, key: str | None = None) -> OpenTrade:
    """Open the trade of a file on a node.

    Args:
        url: of the node.
        path: the file.
        key: reference of the key that acts; None to look only.

    Raises:
        InputError: the file or the key is wrong, or the security is no token of this project.
        ConnectionFailed: no chain answers, another one does, or whoever acts has no gas money.
    """
    trade, security, cash, currency = read_trade(path)
    if key is not None:
        check_reference("key", key)
    chain = connect(url, DEVELOPMENT_CHAIN_ID)
    keys = Keyring([] if key is None else [key], chain.chain_id)
    actor = None
    if key is not None:
        wallet = keys[key].address
        name = next((each.name for each in (trade.seller, trade.buyer) if each.wallet == wallet), _SENDER)
        actor = Actor(name, key, wallet)
        check_gas_money(chain, [actor])
    agent = actor or Actor(_SENDER, "", trade.seller.wallet)
    venue = Venue("", _venue_of(chain, security), security, cash, currency, chain.chain_id, agent)
    return OpenTrade(chain, replace(venue, campaign=venue.dvp), trade, keys, actor)


def affirm(opened: OpenTrade) -> tuple[str, Outcome]:
    """A party consents; the second consent matches."""
    party, standing = _party(opened), _in(opened, Status.UNMATCHED, "affirmed")
    if party.name in standing.affirmed:
        raise _refusal(opened, f"the {party.name} has affirmed it already", "Wait for the other party")
    return _send(opened, life.affirm_intent(opened.venue, opened.trade, party))


def withdraw(opened: OpenTrade) -> tuple[str, Outcome]:
    """A party takes its consent back."""
    party, standing = _party(opened), _in(opened, Status.UNMATCHED, "taken back")
    if party.name not in standing.affirmed:
        raise _refusal(opened, f"the {party.name} has not affirmed it", "There is nothing to take back")
    return _send(opened, life.withdraw_intent(opened.venue, opened.trade, party))


def hold(opened: OpenTrade, *, held: bool) -> tuple[str, Outcome]:
    """A party holds the settlement back, or releases it."""
    party, standing = _party(opened), _in(opened, Status.MATCHED, "held or released")
    if (party.name in standing.holds) is held:
        what = f"the {party.name} {'holds it already' if held else 'does not hold it'}"
        raise _refusal(opened, what, "See tenor trade show")
    return _send(opened, life.hold_intent(opened.venue, opened.trade, party, held=held))


def cancel(opened: OpenTrade, *, asked: bool) -> tuple[str, Outcome]:
    """A party asks for cancellation, or no longer; when both ask, it is cancelled."""
    party, standing = _party(opened), _in(opened, Status.MATCHED, "cancelled")
    if (party.name in standing.cancels) is asked:
        what = f"the {party.name} {'has asked already' if asked else 'has not asked for it'}"
        raise _refusal(opened, what, "See tenor trade show")
    return _send(opened, life.cancel_intent(opened.venue, opened.trade, party, asked=asked))


def complete(opened: OpenTrade, units: int | None) -> tuple[str, Outcome]:
    """Settle what is left, by anybody, or a part, by a party."""
    standing = _in(opened, Status.MATCHED, "settled")
    if standing.holds:
        raise _refusal(opened, f"held back by {' and '.join(standing.holds)}", "Let it be released first")
    if units is None:
        return _send(opened, life.settle_matched_intent(opened.venue, opened.trade, standing))
    return _send(opened, life.settle_part_intent(opened.venue, opened.trade, _party(opened), units, standing))


def expire(opened: OpenTrade) -> tuple[str, Outcome]:
    """End a trade that was not settled in time, by anybody."""
    _in(opened, Status.MATCHED, "ended")
    return _send(opened, life.expire_intent(opened.venue, opened.trade, _actor(opened)))


ACTS: dict[str, Callable[[OpenTrade], tuple[str, Outcome]]] = {"affirm": affirm, "withdraw": withdraw, "expire": expire}
"""Acts that need nothing but the trade."""


def _send(opened: OpenTrade, intent: Intent) -> tuple[str, Outcome]:
    return intent.what, Sender(opened.chain, opened.keys, Journal()).execute(intent)


def _actor(opened: OpenTrade) -> Actor:
    if opened.actor is None:
        raise InputError("--key", "nobody is named who acts", "Name the key, e.g. dev:3")
    return opened.actor


def _party(opened: OpenTrade) -> Actor:
    actor = _actor(opened)
    if actor.name == _SENDER:
        what = f"{actor.key} ({actor.wallet}) is neither seller nor buyer of {opened.trade.reference}"
        raise InputError("--key", what, "Name the key of one of them")
    return actor


def _in(opened: OpenTrade, status: Status, done: str) -> Standing:
    """Where the trade stands, if that is where the act needs it."""
    standing = opened.standing()
    if standing.status is not status:
        what = f"it is {standing.status.name.lower()}, and only a trade that is {status.name.lower()} can be {done}"
        raise _refusal(opened, what, "See tenor trade show")
    return standing


def _refusal(opened: OpenTrade, what: str, remedy: str) -> InputError:
    return InputError(f"trade {opened.trade.reference}", what, remedy)


def _venue_of(chain: Chain, security: str) -> str:
    try:
        return str(at(chain, "Bond", security).functions.settlementVenue().call())
    except (Web3Exception, ValueError) as exc:
        raise InputError("security", f"no token of this project stands at {security}", "Check the address") from exc
