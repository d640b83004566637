"""Cycles as the contract takes them, and what they move."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tenor.campaign.actors import cast_of
from tenor.campaign.plan import Desk, open_desk
from tenor.chain.contract import calldata
from tenor.chain.intent import Movement
from tenor.chain.typed_data import compact
from tenor.errors import InputError
from tenor.settlement.cycle import cycle_of, legs, settle_agreed_cycle_intent, settle_cycle_intent
from tenor.settlement.netting import net_positions
from tenor.settlement.trade import Details, Trade, sign_trade, trade_reference
from tests.campaigns import small_campaign

FROM, BY, WORD = 1_684_425_600, 1_684_511_999, 7


@pytest.fixture(scope="module")
def desk() -> Desk:
    campaign = small_campaign()
    return open_desk(campaign, cast_of(campaign))


@pytest.fixture
def trades(desk: Desk) -> list[Trade]:
    """A sells to B and to the issuer, and B to A: of three members, two give units net."""
    a, b = desk.cast.investors["INV-A"], desk.cast.investors["INV-B"]
    issuer = next(iter(desk.cast.roles.values()))
    deals = [(a, b, 5, 500, 0), (b, a, 3, 310, 0), (a, issuer, 4, 400, 1), (b, issuer, 1, 0, 1)]
    return [
        Trade(f"SEC-{number}", seller, buyer, units, amount, FROM, BY, WORD << 8 | nonce)
        for number, (seller, buyer, units, amount, nonce) in enumerate(deals)
    ]


@pytest.mark.requirement("NET-6")
def test_settle_cycle_intent__trades__are_packed_as_the_interface_says(desk: Desk, trades: list[Trade]) -> None:
    cycle = cycle_of("CYCLE-1", desk.venue, trades)
    intent = settle_cycle_intent(desk.venue, cycle, "net", desk.cast.keys)
    places = {party.wallet: place for place, party in enumerate(cycle.members)}
    words: list[int] = []
    for trade in trades:
        packed = places[trade.seller.wallet] | places[trade.buyer.wallet] << 8
        packed |= (1 if trade.consideration else 255) << 24 | trade.units << 32 | trade.consideration << 96
        packed |= FROM << 160 | BY << 200 | (trade.nonce & 255) << 240
        words += [int.from_bytes(trade_reference(trade.reference), "big"), packed]
    members = [party.wallet for party in cycle.members]
    content = [trade_reference("CYCLE-1"), members, [WORD, WORD, 0], [desk.venue.bond, desk.venue.cash], words]
    signatures = b"".join(
        compact(sign_trade(desk.venue, trade, desk.cast.keys[party.key]))
        for trade in trades
        for party in (trade.seller, trade.buyer)
    )
    assert intent.data == calldata("DeliveryVersusPayment", "settleCycle", content, signatures)
    assert intent.what == "CYCLE-1: 4 trades among 3 members, net"


@pytest.mark.requirement("NET-6")
def test_legs__trades__net_to_what_each_takes_in_all(desk: Desk, trades: list[Trade]) -> None:
    a, b, issuer = (party.wallet for party in cycle_of("C", desk.venue, trades).members)
    positions = net_positions(legs(desk.venue, trades))
    assert positions[desk.venue.bond] == {a: -6, b: 1, issuer: 5}
    assert positions[desk.venue.cash] == {a: 590, b: -190, issuer: -400}


@pytest.mark.requirement("NET-1")
def test_settle_cycle_intent__movements__pair_givers_and_takers_in_order(desk: Desk, trades: list[Trade]) -> None:
    cycle = cycle_of("CYCLE-1", desk.venue, trades)
    intent = settle_agreed_cycle_intent(desk.venue, cycle, BY, "net", desk.cast.keys)
    a, b, issuer = (party.wallet for party in cycle.members)
    assert intent.movements == (
        Movement(desk.venue.bond, a, b, 1),
        Movement(desk.venue.bond, a, issuer, 5),
        Movement(desk.venue.cash, b, a, 190),
        Movement(desk.venue.cash, issuer, a, 400),
    )


@pytest.mark.requirement("NET-10")
def test_cycle_of__trade_with_details__is_refused(desk: Desk, trades: list[Trade]) -> None:
    with pytest.raises(InputError, match="C: SEC-1 is not a plain trade"):
        cycle_of("C", desk.venue, [trades[0], replace(trades[1], details=Details(locked=True))])


@pytest.mark.requirement("NET-10")
def test_cycle_of__nonces_of_two_words__are_refused(desk: Desk, trades: list[Trade]) -> None:
    with pytest.raises(InputError, match="C: INV-A sells under nonces of more than one word"):
        cycle_of("C", desk.venue, [*trades, replace(trades[0], nonce=WORD + 1 << 8)])


@pytest.mark.requirement("NET-10")
def test_settle_cycle_intent__amount_beyond_its_field__is_refused(desk: Desk, trades: list[Trade]) -> None:
    cycle = cycle_of("C", desk.venue, [replace(trades[0], consideration=2**64)])
    with pytest.raises(InputError, match="SEC-0: 18446744073709551616 does not fit 64 bits"):
        settle_cycle_intent(desk.venue, cycle, "net", desk.cast.keys)


@pytest.mark.requirement("NET-10")
@pytest.mark.parametrize(("count", "refused"), [(0, "0 members"), (200, ""), (201, "201 trades")])
def test_cycle_of__more_trades_than_a_transaction_carries_or_none__are_refused(
    desk: Desk, trades: list[Trade], count: int, refused: str
) -> None:
    many = [trades[0]] * count
    if not refused:
        assert len(cycle_of("C", desk.venue, many).trades) == count
        return
    with pytest.raises(InputError, match=f"C: {refused}; a cycle has from 1 to"):
        cycle_of("C", desk.venue, many)


@pytest.mark.requirement("NET-10")
@pytest.mark.parametrize("count", [100, 101])
def test_cycle_of__more_members_than_a_transaction_carries__are_refused(
    desk: Desk, trades: list[Trade], count: int
) -> None:
    seller = trades[0].seller
    buyers = [replace(seller, name=f"M-{number}", wallet=f"0x{number:040x}") for number in range(1, count)]
    many = [replace(trades[0], buyer=buyer) for buyer in buyers]
    if count <= 100:
        assert len(cycle_of("C", desk.venue, many).members) == count
        return
    with pytest.raises(InputError, match="C: 101 members; a cycle has from 1 to 100"):
        cycle_of("C", desk.venue, many)
