"""The two forms of the trade: one secret that both locks wait for, and two keys that an oracle can open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from eth_utils.crypto import keccak

from tenor.chain.clock import latest_time
from tenor.scenarios.cross_chain.course import NEVER, Course, Player, play
from tenor.scenarios.cross_chain.places import BOND_PACE, CASH_PACE, Places
from tenor.settlement.cross_chain.acting import Hand, act
from tenor.settlement.cross_chain.agreement import Leg, Side, Swap, commitment_to, new_secret
from tenor.settlement.cross_chain.conditional import ConditionalTrade, check_trade, purpose_of, trade_id
from tenor.settlement.cross_chain.conditional_act import Role
from tenor.settlement.cross_chain.conditional_acting import ConditionalHand, act_conditionally
from tenor.settlement.cross_chain.conditional_intents import ON_ASSET_CHAIN
from tenor.settlement.cross_chain.conditional_observe import check_contracts, observe_conditional
from tenor.settlement.cross_chain.keys import encrypt_key
from tenor.settlement.cross_chain.observe import check_tokens, observe
from tenor.settlement.cross_chain.ordering import (
    check_swap,
    earliest_expiries,
    follow_until,
    lead_until,
    reveal_until,
)
from tenor.settlement.cross_chain.views import Ending, ending

UNITS = 150  # of the bond
AMOUNT = 15_100_000  # [minor] that they cost
_BEGINS_WITHIN = 1_800  # [s]
View = TypeVar("View")


@dataclass(frozen=True, slots=True)
class Agreed:
    """A trade that is agreed and can be played.

    Args:
        reference: business key.
        lead: the bond's leg.
        follow: the money's leg.
        steps: of everybody by name: what each does when it is its turn.
        ended: how both legs stand.
    """

    reference: str
    lead: Leg
    follow: Leg
    steps: Mapping[str, Callable[[], tuple[str, str, str]]]
    ended: Callable[[], Ending]

    def deadlines(self) -> tuple[int, ...]:
        """Moments at which something changes without an act [s]."""
        follow = self.follow
        moments = (lead_until(self.lead, follow), follow_until(follow), reveal_until(follow))
        return (*moments, follow.expiry, self.lead.expiry)

    def play(self, places: Places, vanishing: Mapping[str, int], absent: tuple[str, ...] = ()) -> Course:
        """Play it through.

        Args:
            vanishing: name -> number of acts after which nothing is heard of it.
            absent: who is not there at all.
        """
        players = [
            Player(name, step, vanishing.get(name, NEVER)) for name, step in self.steps.items() if name not in absent
        ]
        return play(places.chains, players, self.deadlines(), self.ended)


def agree_swap(places: Places, reference: str) -> tuple[Agreed, Swap, bytes]:
    """Agree on a swap by one secret: the seller leads, for its bond earns coupons while it is locked."""
    secret = new_secret()
    lead, follow = _legs(places, ("", ""))
    swap = Swap(reference, lead, follow, commitment_to(secret))
    check_swap(swap, _now(places))
    watched = places.watched
    check_tokens(watched, lead, follow)
    hands = {
        "seller": Hand(places.seller, places.senders(), Side.LEAD, secret),
        "buyer": Hand(places.buyer, places.senders(), Side.FOLLOW),
        "watchtower": Hand(places.watchtower, places.senders()),
    }

    look = _looking(places, lambda: observe(watched, swap))

    def step(hand: Hand) -> tuple[str, str, str]:
        decision = act(swap, hand, look())
        return decision.act, swap.leg(decision.side).pace.network, decision.why

    def ended() -> Ending:
        view = look()
        return ending(view.lead.state, view.follow.state)

    steps = {name: lambda hand=hand: step(hand) for name, hand in hands.items()}
    return Agreed(reference, lead, follow, steps, ended), swap, secret


def agree_trade(places: Places, reference: str) -> tuple[Agreed, ConditionalTrade]:
    """Agree on a trade by two keys: each party makes the one that serves the other."""
    failure, success = new_secret(), new_secret()
    lead, follow = _legs(places, (places.locking, places.decryption))
    number = trade_id(lead.giver.wallet, lead.receiver.wallet, keccak(failure))
    oracle = places.oracle.key.public
    trade = ConditionalTrade(
        reference=reference,
        asset=lead,
        payment=follow,
        failure=encrypt_key(failure, purpose_of(follow, number, success=False), oracle),
        success=encrypt_key(success, purpose_of(follow, number, success=True), oracle),
        oracle=places.oracle.account.address,
        oracle_key=oracle,
    )
    check_trade(trade, _now(places))
    watched = places.watched
    check_tokens(watched, lead, follow)
    check_contracts(watched, trade)
    statements = places.oracle.vouch(trade)
    hands = {
        "buyer": ConditionalHand(Role.BUYER, places.buyer, places.senders()),
        "seller": ConditionalHand(Role.SELLER, places.seller, places.senders(), key=success),
        "oracle": ConditionalHand(Role.ORACLE, places.key_oracle, places.senders(), oracle=places.oracle),
        "watchtower": ConditionalHand(Role.RELAYER, places.watchtower, places.senders()),
    }

    look = _looking(places, lambda: observe_conditional(watched, trade, statements))

    def step(hand: ConditionalHand) -> tuple[str, str, str]:
        decision = act_conditionally(trade, hand, look())
        leg = trade.asset if decision.act in ON_ASSET_CHAIN else trade.payment
        return decision.act, leg.pace.network, decision.why

    def ended() -> Ending:
        view = look()
        return ending(view.asset.state, view.payment.state)

    steps = {name: lambda hand=hand: step(hand) for name, hand in hands.items()}
    return Agreed(reference, lead, follow, steps, ended), trade


def _looking(places: Places, observe_both: Callable[[], View]) -> Callable[[], View]:
    """A look at both chains that is taken anew when one of them has a new block."""
    last: list[tuple[tuple[int, ...], View]] = []

    def look() -> View:
        heads = tuple(chain.web3.eth.block_number for chain in places.chains)
        if not last or last[0][0] != heads:
            last[:] = [(heads, observe_both())]
        return last[0][1]

    return look


def _legs(places: Places, contracts: tuple[str, str]) -> tuple[Leg, Leg]:
    lead_expiry, follow_expiry = earliest_expiries(BOND_PACE, CASH_PACE, _now(places) + _BEGINS_WITHIN)
    seller, buyer = places.seller, places.buyer
    lead = Leg(BOND_PACE, places.bond_token, "bond units", seller, buyer, UNITS, lead_expiry, contracts[0])
    follow = Leg(CASH_PACE, places.cash_token, "EUR cents", buyer, seller, AMOUNT, follow_expiry, contracts[1])
    return lead, follow


def _now(places: Places) -> int:
    return max(latest_time(chain) for chain in places.chains)
