"""Bundles cut into cycles."""

from __future__ import annotations

import pytest

from tenor.errors import InputError
from tenor.parties import Actor
from tenor.settlement.bundles import Bundle
from tenor.settlement.cycles import Limits, into_cycles
from tenor.settlement.instruction import PaymentKind, Side
from tenor.settlement.market import Dealt, Market, Window, deals_of
from tenor.settlement.matched import MatchedTrade
from tenor.settlement.obligation import Obligation
from tenor.settlement.trade import NOBODY
from tests.settlement.instructions import BOND, OTHER_BOND, delivery, receipt

PARTIES = ["BANK-A", "BANK-B", "BANK-C", "BANK-D"]
MEMBERS = {name: Actor(name, f"dev:{n}", f"0x{n + 1:040x}") for n, name in enumerate(PARTIES)}
TOKENS = {asset: f"0x{n + 160:040x}" for n, asset in enumerate([BOND, OTHER_BOND, "EUR", "USD"])}
MARKET = Market("day", f"0x{153:040x}", 31337, Actor("agent", "dev:9", f"0x{9:040x}"), MEMBERS, TOKENS)
WINDOW = Window(100, 200)


def matched(number: int, seller: str = "BANK-A", buyer: str = "BANK-B", **special: object) -> MatchedTrade:
    both = {"party": seller, "counterparty": buyer, **special}
    turned = both | {"party": buyer, "counterparty": seller, "side": Side.RECEIVES}
    return MatchedTrade(delivery(f"D-{number}", **both), receipt(f"R-{number}", **turned))


def bundle(*trades: MatchedTrade) -> Bundle:
    return tuple(Obligation(each.reference, (), 0) for each in trades)


def cut(bundles: list[Bundle], deals: dict[str, Dealt], limits: Limits) -> tuple[list[list[int]], list[int]]:
    """Sizes of the bundles of each cycle, and of those that no cycle carries."""
    cycles, too_large = into_cycles(bundles, deals, limits)
    assert [each for cycle in cycles for each in cycle] == [each for each in bundles if each not in too_large]
    return [[len(each) for each in cycle] for cycle in cycles], [len(each) for each in too_large]


@pytest.mark.requirement("DAY-2")
def test_into_cycles__more_trades_than_one_carries__are_cut_between_bundles() -> None:
    trades = [matched(n) for n in range(9)]
    bundles = [bundle(*trades[:3]), bundle(*trades[3:5]), bundle(*trades[5:8]), bundle(trades[8])]
    deals = deals_of(MARKET, trades, WINDOW)
    assert cut(bundles, deals, Limits(trades=5)) == ([[3, 2], [3, 1]], [])
    assert cut(bundles, deals, Limits(trades=4)) == ([[3], [2], [3, 1]], [])
    assert cut(bundles, deals, Limits(trades=2)) == ([[2], [1]], [3, 3])
    assert cut([], deals, Limits()) == ([], [])


@pytest.mark.requirement("DAY-2")
def test_into_cycles__more_members_than_one_carries__are_cut_between_bundles() -> None:
    trades = [matched(0), matched(1, "BANK-B", "BANK-A"), matched(2, "BANK-C", "BANK-D"), matched(3, "BANK-C")]
    deals = deals_of(MARKET, trades, WINDOW)
    singles = [bundle(each) for each in trades]
    assert cut(singles, deals, Limits(members=4)) == ([[1, 1, 1, 1]], [])
    assert cut(singles, deals, Limits(members=3)) == ([[1, 1], [1, 1]], [])
    assert cut([bundle(*trades)], deals, Limits(members=3)) == ([], [4])


@pytest.mark.requirement("DAY-2")
def test_into_cycles__nonces_of_another_word__begin_another_cycle() -> None:
    trades = [matched(n) for n in range(4)] + [matched(4, "BANK-C")]
    deals = deals_of(MARKET, trades, WINDOW, first_nonce=254)
    assert cut([bundle(each) for each in trades], deals, Limits()) == ([[1, 1], [1, 1, 1]], [])
    assert cut([bundle(*trades[1:3])], deals, Limits()) == ([], [2])


def test_deals_of__trades__are_numbered_by_seller_in_their_order() -> None:
    trades = [matched(0), matched(1, "BANK-B", "BANK-C"), matched(2)]
    deals = deals_of(MARKET, trades, WINDOW, first_nonce=7)
    assert [each.trade.nonce for each in deals.values()] == [7, 7, 8]
    first = deals["BANK-A/D-0"]
    assert (first.trade.seller, first.trade.buyer) == (MEMBERS["BANK-A"], MEMBERS["BANK-B"])
    assert (first.trade.settle_from, first.trade.settle_by) == WINDOW
    assert (first.venue.bond, first.venue.cash, first.venue.currency) == (TOKENS[BOND], TOKENS["EUR"], "EUR")


def test_deals_of__free_of_payment_and_money_for_money__have_their_tokens() -> None:
    free = matched(0, kind=PaymentKind.FOP, currency=None, amount=0)
    swap = matched(1, kind=PaymentKind.PVP, asset="USD", units=500)
    deals = deals_of(MARKET, [free, swap], WINDOW)
    assert (deals[free.reference].venue.cash, deals[free.reference].trade.consideration) == (NOBODY, 0)
    assert (deals[swap.reference].venue.bond, deals[swap.reference].venue.cash) == (TOKENS["USD"], TOKENS["EUR"])


@pytest.mark.parametrize(
    ("special", "said"),
    [
        ({"seller": "BANK-X"}, "party BANK-X"),
        ({"buyer": "BANK-X"}, "party BANK-X"),
        ({"asset": "XS0000000017"}, "asset XS0000000017"),
        ({"currency": "HKD"}, "currency HKD"),
    ],
)
def test_deals_of__party_or_asset_that_the_market_lacks__is_refused(special: dict[str, str], said: str) -> None:
    with pytest.raises(InputError, match=f"{said} is not of the market"):
        deals_of(MARKET, [matched(0, **special)], WINDOW)
