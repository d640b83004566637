"""A market on chain: wallets of its parties, tokens of its securities and currencies, and trades as it takes them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count
from typing import NamedTuple, TypeAlias

from tenor.chain.connection import Chain
from tenor.chain.contract import at
from tenor.errors import InputError
from tenor.parties import Actor
from tenor.settlement.instruction import is_money
from tenor.settlement.matched import MatchedTrade
from tenor.settlement.obligation import Account
from tenor.settlement.trade import NOBODY, Trade, Venue


@dataclass(frozen=True, slots=True)
class Market:
    """Where instructions settle.

    Args:
        campaign: id under which its intents are known.
        dvp: address of the delivery-versus-payment contract.
        chain_id: chain that signatures are bound to.
        agent: submits what parties signed.
        members: who trades, by the party of its instructions.
        tokens: address of each asset, by ISIN or currency.
    """

    campaign: str
    dvp: str
    chain_id: int
    agent: Actor
    members: Mapping[str, Actor]
    tokens: Mapping[str, str]

    def venue(self, asset: str, currency: str | None) -> Venue:
        """Where an asset settles against a currency, or free of payment."""
        cash = NOBODY if currency is None else self.tokens[currency]
        return Venue(self.campaign, self.dvp, self.tokens[asset], cash, currency or "", self.chain_id, self.agent)


class Window(NamedTuple):
    """From when until when signatures count [s]."""

    settle_from: int
    settle_by: int


class Dealt(NamedTuple):
    """A matched trade as the chain takes it, and where it settles."""

    venue: Venue
    trade: Trade


Deals: TypeAlias = Mapping[str, Dealt]
"""By the reference of the matched trade."""


def deals_of(market: Market, trades: Iterable[MatchedTrade], window: Window, first_nonce: int = 0) -> dict[str, Dealt]:
    """The trades as their parties sign them, each seller's numbered in their order.

    Args:
        market: where.
        trades: none of them twice.
        window: in which they settle.
        first_nonce: of each seller; what it signed before had lower ones.

    Raises:
        InputError: a party or an asset is not of the market.
    """
    nonces: defaultdict[str, count[int]] = defaultdict(lambda: count(first_nonce))
    return {each.reference: _deal(market, each, window, nonces) for each in trades}


def balances_on_chain(chain: Chain, market: Market) -> dict[Account, int]:
    """What every member holds of every asset, as the tokens say [units] or [minor]; who has nothing has 0."""
    balances: dict[Account, int] = {}
    for asset, address in market.tokens.items():
        token = at(chain, "CashToken" if is_money(asset) else "Bond", address).functions
        balances |= {(party, asset): token.balanceOf(each.wallet).call() for party, each in market.members.items()}
    return balances


def _deal(market: Market, matched: MatchedTrade, window: Window, nonces: Mapping[str, count[int]]) -> Dealt:
    given = matched.delivery
    for what, name, known in (
        ("party", given.party, market.members),
        ("party", given.counterparty, market.members),
        ("asset", given.asset, market.tokens),
        ("currency", given.currency, market.tokens),
    ):
        if name is not None and name not in known:
            remedy = "Bring it into the market, or leave its trades out"
            raise InputError(f"trade {matched.reference}", f"{what} {name} is not of the market", remedy)
    trade = Trade(
        matched.reference,
        market.members[given.party],
        market.members[given.counterparty],
        given.units,
        matched.amount,
        *window,
        next(nonces[given.party]),
    )
    return Dealt(market.venue(given.asset, given.currency), trade)
