"""A cycle: many plain trades that settle together, each token by what every member gives and takes in all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from eth_abi.abi import encode
from eth_account.signers.local import LocalAccount
from eth_utils.crypto import keccak

from tenor.chain.contract import calldata
from tenor.chain.intent import Intent, Movement, intent_id
from tenor.chain.typed_data import TypedData, compact
from tenor.errors import InputError
from tenor.parties import Actor
from tenor.settlement.matched import Leg
from tenor.settlement.netting import net_positions
from tenor.settlement.trade import PLAIN, VENUE_NAME, Trade, Venue, sign_trade, trade_reference

MAX_MEMBERS = 100  # as SettlementCycles.sol: so that a cycle fits one transaction
MAX_TRADES = 200
_FREE = 255  # place of the cash of a trade free of payment
_CYCLE_MEMBERS = {"cycleReference": "bytes32", "content": "bytes32", "deadline": "uint40"}
_CONTENT = ["address[]", "uint256[]", "address[]", "uint256[]"]


@dataclass(frozen=True, slots=True)
class Cycle:
    """Plain trades of one contract, as it takes them.

    Args:
        reference: business key, unique in the campaign.
        members: whoever sells or buys, each once.
        nonce_words: of each member, nonce >> 8 of its sales.
        tokens: addresses of what moves.
        trades: in the order in which they are listed.
        venues: of each trade, where it would settle by itself.
    """

    reference: str
    members: tuple[Actor, ...]
    nonce_words: tuple[int, ...]
    tokens: tuple[str, ...]
    trades: tuple[Trade, ...]
    venues: tuple[Venue, ...]


def cycle_of(reference: str, venue: Venue, trades: Sequence[Trade]) -> Cycle:
    """The cycle of some trades in one security; raises as `joint_cycle`."""
    return joint_cycle(reference, [(venue, trade) for trade in trades])


def joint_cycle(reference: str, dealt: Sequence[tuple[Venue, Trade]]) -> Cycle:
    """The cycle of some trades in any number of securities and currencies, each with its venue.

    Raises:
        InputError: a trade is not plain, a seller's nonces are not all in one word, venues are of several contracts, or
            there are no trades, or more of them or of their members than one transaction carries.
    """
    members = {party.wallet: party for _, trade in dealt for party in (trade.seller, trade.buyer)}
    words: dict[str, int] = dict.fromkeys(members, 0)
    for _, trade in dealt:
        if trade.details != PLAIN:
            raise InputError(reference, f"{trade.reference} is not a plain trade", "Match and settle it by itself")
        words[trade.seller.wallet] = trade.nonce >> 8
    for _, trade in dealt:
        if trade.nonce >> 8 != words[trade.seller.wallet]:
            what = f"{trade.seller.name} sells under nonces of more than one word"
            raise InputError(reference, what, "Part the cycle, or number each seller's trades within 256")
    for count, most, what in ((len(members), MAX_MEMBERS, "members"), (len(dealt), MAX_TRADES, "trades")):
        if not 0 < count <= most:
            raise InputError(reference, f"{count} {what}; a cycle has from 1 to {most}", "Part the cycle")
    venues, trades = tuple(venue for venue, _ in dealt), tuple(trade for _, trade in dealt)
    if len({(venue.dvp, venue.chain_id) for venue in venues}) > 1:
        raise InputError(reference, "its trades settle in several contracts", "Make a cycle for each of them")
    tokens = dict.fromkeys([*(venue.bond for venue in venues), *(venue.cash for venue in venues)])
    return Cycle(reference, tuple(members.values()), tuple(words.values()), tuple(tokens), trades, venues)


def legs(venue: Venue, trades: Iterable[Trade]) -> Iterator[Leg]:
    """What changes hands in trades of a venue, between wallets."""
    for trade in trades:
        yield Leg(trade.seller.wallet, trade.buyer.wallet, venue.bond, trade.units)
        if trade.consideration:
            yield Leg(trade.buyer.wallet, trade.seller.wallet, venue.cash, trade.consideration)


def movements(token: str, net: Mapping[str, int]) -> tuple[Movement, ...]:
    """The transfers that the contract tells of: who gives and who takes, paired in the order of the members."""
    takers = iter([wallet, amount] for wallet, amount in net.items() if amount > 0)
    moved: list[Movement] = []
    taker, open_ = "", 0
    for giver, amount in net.items():
        left = -amount
        while left > 0:
            if not open_:
                taker, open_ = next(takers)  # type: ignore[assignment]
            part = min(left, open_)
            moved.append(Movement(token, giver, taker, part))
            left, open_ = left - part, open_ - part
    return tuple(moved)


def settle_cycle_intent(
    venue: Venue, cycle: Cycle, stage: str, keys: Mapping[str, LocalAccount], given: Sequence[bytes] | None = None
) -> Intent:
    """The intent that settles a cycle whose trades both parties sign one by one.

    Args:
        venue: whose agent sends it, in whose campaign.
        cycle: what settles.
        stage: of the intent.
        keys: of the members; not needed where the signatures are given.
        given: the signatures, the seller's and the buyer's of each trade in turn, 65 bytes each.
    """
    signatures = b"".join(map(compact, given or sign_cycle(cycle, keys)))
    return _intent(venue, cycle, stage, calldata("DeliveryVersusPayment", "settleCycle", _message(cycle), signatures))


def sign_cycle(cycle: Cycle, keys: Mapping[str, LocalAccount]) -> list[bytes]:
    """The signatures of both parties of each trade, the seller's first."""
    dealt = zip(cycle.venues, cycle.trades, strict=True)
    return [
        sign_trade(venue, trade, keys[party.key]) for venue, trade in dealt for party in (trade.seller, trade.buyer)
    ]


def settle_agreed_cycle_intent(
    venue: Venue, cycle: Cycle, deadline: int, stage: str, keys: Mapping[str, LocalAccount]
) -> Intent:
    """The intent that settles a cycle which every member signs as a whole.

    Args:
        deadline: last second in which the signatures count [s].
    """
    typed = TypedData(VENUE_NAME, venue.dvp, venue.chain_id, "Cycle", _CYCLE_MEMBERS)
    agreed = {"cycleReference": trade_reference(cycle.reference), "content": content_of(cycle), "deadline": deadline}
    signatures = [typed.sign(agreed, keys[member.key]) for member in cycle.members]
    data = calldata("DeliveryVersusPayment", "settleAgreedCycle", _message(cycle), deadline, signatures)
    return _intent(venue, cycle, stage, data)


def content_of(cycle: Cycle) -> bytes:
    """Hash of everything in a cycle but its reference, as members sign it."""
    message = _message(cycle)
    return keccak(encode(_CONTENT, [message[name] for name in ("members", "nonceWords", "tokens", "trades")]))


def _message(cycle: Cycle) -> dict[str, object]:
    members = {member.wallet: place for place, member in enumerate(cycle.members)}
    tokens = {token: place for place, token in enumerate(cycle.tokens)}
    dealt = zip(cycle.venues, cycle.trades, strict=True)
    return {
        "cycleReference": trade_reference(cycle.reference),
        "members": list(members),
        "nonceWords": list(cycle.nonce_words),
        "tokens": list(cycle.tokens),
        "trades": [word for venue, trade in dealt for word in _packed(venue, trade, members, tokens)],
    }


def _packed(venue: Venue, trade: Trade, members: Mapping[str, int], tokens: Mapping[str, int]) -> tuple[int, int]:
    """The two words of a trade: ISettlementCycles says what stands where."""
    fields = (
        (members[trade.seller.wallet], 8),
        (members[trade.buyer.wallet], 8),
        (tokens[venue.bond], 8),
        (tokens[venue.cash] if trade.consideration else _FREE, 8),
        (trade.units, 64),
        (trade.consideration, 64),
        (trade.settle_from, 40),
        (trade.settle_by, 40),
        (trade.nonce & 0xFF, 8),
    )
    word = place = 0
    for value, bits in fields:
        if value >> bits:
            raise InputError(trade.reference, f"{value} does not fit {bits} bits", "Settle it by itself")
        word |= value << place
        place += bits
    return int.from_bytes(trade_reference(trade.reference), "big"), word


def cycle_intent_id(venue: Venue, reference: str) -> str:
    """Id of the intent that settles a cycle, by the cycle's reference."""
    return intent_id(venue.campaign, "settle cycle", reference)


def _intent(venue: Venue, cycle: Cycle, stage: str, data: str) -> Intent:
    dealt = zip(cycle.venues, cycle.trades, strict=True)
    positions = net_positions(leg for at, trade in dealt for leg in legs(at, [trade]))
    order = [member.wallet for member in cycle.members]
    return Intent(
        id=cycle_intent_id(venue, cycle.reference),
        stage=stage,
        what=f"{cycle.reference}: {len(cycle.trades):,} trades among {len(cycle.members)} members, net",
        actor=venue.agent,
        to=venue.dvp,
        data=data,
        movements=tuple(
            movement
            for token in cycle.tokens
            for movement in movements(token, {wallet: positions.get(token, {}).get(wallet, 0) for wallet in order})
        ),
    )
