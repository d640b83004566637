from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from eth_account.messages import encode_typed_data
from eth_utils.crypto import keccak

from tenor.allocation.allot import allot
from tenor.allocation.commitment import BID_TYPE, SealedBid, auction_id, commitment
from tenor.allocation.methods import OrderKind, UniformPrice
from tenor.allocation.sealed import Commitment, Opening, SealedAuction, open_bid, open_bids
from tenor.errors import InputError
from tests.allocation.books import issue, order

ANNA, BERT = "0x" + "a1" * 20, "0x" + "b2" * 20
SALT = bytes(range(32))
AUCTION = auction_id(31337, "0x" + "cc" * 20, "EXAMPLE-2027")
BID = SealedBid("A1", OrderKind.COMPETITIVE, 300, Fraction(995, 1000))
FREE = SealedBid("A2", OrderKind.NON_COMPETITIVE, 20, None)
CLOSES, ENDS = 1_000, 2_000


def sealed(*made: tuple[str, bytes, int]) -> SealedAuction:
    return SealedAuction(AUCTION, CLOSES, ENDS, tuple(Commitment(*each) for each in made))


OF_ANNA = commitment(AUCTION, ANNA, BID, SALT)
OPENING = Opening(ANNA, BID, SALT, 1_500)


def typed_body(bid: SealedBid, limit: int) -> bytes:
    """The struct's hash as an independent EIP-712 encoder has it."""
    members = [dict(zip(("type", "name"), each.split(), strict=True)) for each in BID_TYPE[10:-1].split(",")]
    message = {
        "auction": AUCTION, "bidder": ANNA, "order": bid.order, "kind": int(bid.limit is not None), "units": bid.units,
        "limit": limit, "salt": SALT,
    }  # fmt: skip
    return bytes(encode_typed_data({"name": "any"}, {"SealedBid": members}, message).body)


@pytest.mark.parametrize(
    ("bid", "limit"),
    [
        (BID, 995_000_000),
        (replace(BID, limit=Fraction(-5, 10_000)), -500_000),
        (FREE, 0),
    ],
)
def test_commitment__any_bid__is_the_struct_hash_of_eip_712(bid: SealedBid, limit: int) -> None:
    assert commitment(AUCTION, ANNA, bid, SALT) == typed_body(bid, limit)


def test_commitment__bytes__are_those_that_the_module_names() -> None:
    words = (
        keccak(text=BID_TYPE), AUCTION, bytes(12) + bytes.fromhex(ANNA[2:]), keccak(text="A1"),
        bytes(31) + b"\1", (300).to_bytes(32, "big"), (995_000_000).to_bytes(32, "big"), SALT,
    )  # fmt: skip
    assert keccak(b"".join(words)) == OF_ANNA


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"bid": replace(BID, limit=None)}, "a competitive bid has a limit"),
        ({"bid": replace(FREE, limit=Fraction(1))}, "a competitive bid has a limit"),
        ({"bid": replace(BID, kind=OrderKind.MARKET)}, "there are no other bids"),
        ({"bid": replace(BID, units=0)}, "units are more than none"),
        ({"bid": replace(BID, units=1 << 64)}, "units are more than none and fit 64 bits"),
        ({"bid": replace(BID, limit=Fraction(1, 3))}, "more than nine decimal places"),
        ({"bid": replace(BID, limit=Fraction(10**12))}, "a limit fits 64 bits"),
        ({"salt": b"short"}, "have 32 bytes each"),
        ({"auction": b"short"}, "have 32 bytes each"),
        ({"bidder": "anna"}, "this is no address: anna"),
    ],
)
def test_commitment__value_that_does_not_fit__is_refused(changes: dict[str, Any], said: str) -> None:
    plain: dict[str, Any] = {"auction": AUCTION, "bidder": ANNA, "bid": BID, "salt": SALT}
    with pytest.raises(ValueError, match=said):
        commitment(**plain | changes)


def test_commitment__anything_else__is_another_hash() -> None:
    other = auction_id(1, "0x" + "cc" * 20, "EXAMPLE-2027")
    hashes = {
        OF_ANNA,
        commitment(other, ANNA, BID, SALT),
        commitment(AUCTION, BERT, BID, SALT),
        commitment(AUCTION, ANNA, replace(BID, order="A11"), SALT),
        commitment(AUCTION, ANNA, replace(BID, units=301), SALT),
        commitment(AUCTION, ANNA, replace(BID, limit=Fraction(994, 1000)), SALT),
        commitment(AUCTION, ANNA, BID, SALT[::-1]),
    }
    assert len(hashes) == 7


@pytest.mark.requirement("ALLOT-9")
def test_open_bid__committed_in_time__is_its_commitment() -> None:
    assert open_bid(sealed((ANNA, OF_ANNA, CLOSES)), OPENING) == OF_ANNA
    assert open_bid(sealed((ANNA, OF_ANNA, CLOSES)), replace(OPENING, bidder=ANNA.upper().replace("X", "x"))) == OF_ANNA


@pytest.mark.requirement("ALLOT-9")
@pytest.mark.parametrize(
    ("made", "changes", "said"),
    [
        ((ANNA, OF_ANNA, 500), {"at": CLOSES}, "the bid is opened before commitments have closed"),
        ((ANNA, OF_ANNA, 500), {"at": ENDS + 1}, "the bid is opened after the time for it"),
        ((ANNA, OF_ANNA, CLOSES + 1), {}, "the bid was committed to too late"),
        ((ANNA, OF_ANNA, 500), {"bid": replace(BID, units=299)}, "no commitment of this bidder in this auction opens"),
        ((ANNA, OF_ANNA, 500), {"salt": bytes(32)}, "no commitment of this bidder in this auction opens"),
        ((BERT, OF_ANNA, 500), {}, "no commitment of this bidder in this auction opens"),
        ((ANNA, commitment(bytes(32), ANNA, BID, SALT), 500), {}, "no commitment of this bidder in this auction opens"),
    ],
)
def test_open_bid__opening_that_does_not_fit__is_refused_with_the_reason(
    made: tuple[str, bytes, int], changes: dict[str, Any], said: str
) -> None:
    with pytest.raises(InputError, match=said) as refusal:
        open_bid(sealed(made), replace(OPENING, **changes))
    assert refusal.value.where == f"bid A1 of {ANNA}"


@pytest.mark.requirement("ALLOT-9")
def test_open_bid__copied_commitment__opens_for_the_one_who_made_it_only() -> None:
    auction = sealed((BERT, OF_ANNA, 400), (ANNA, OF_ANNA, 500))  # the copy came first
    assert open_bid(auction, OPENING) == OF_ANNA
    with pytest.raises(InputError, match="the commitment was copied from another bidder"):
        open_bid(auction, replace(OPENING, bidder=BERT))


@pytest.mark.requirement("ALLOT-9")
def test_open_bids__openings__count_once_and_the_rest_is_refused() -> None:
    of_bert = commitment(AUCTION, BERT, FREE, SALT)
    auction = sealed((BERT, OF_ANNA, 400), (ANNA, OF_ANNA, 500), (BERT, of_bert, 600))
    bad = Opening(BERT, replace(FREE, units=0), SALT, 1_550)
    found = open_bids(auction, [replace(OPENING, at=1_600), OPENING, bad])
    assert found.bids == ((ANNA, BID),)
    assert [each.what for each in found.refused] == [
        "units are more than none and fit 64 bits, not 0",
        "the bid is opened already",
        "the commitment was copied from another bidder",
        "the bid was not opened in time",
    ]
    assert found.refused[-1].where == f"commitment 0x{of_bert.hex()} of {BERT}"


def test_open_bids__bids_that_stand__are_allotted_as_an_auction() -> None:
    low = SealedBid("B1", OrderKind.COMPETITIVE, 900, Fraction(99, 100))
    of_bert = commitment(AUCTION, BERT, low, SALT)
    auction = sealed((ANNA, OF_ANNA, 500), (BERT, of_bert, 600))
    found = open_bids(auction, [OPENING, Opening(BERT, low, SALT, 1_600)])
    investors = {ANNA: "A", BERT: "B"}
    orders = [bid.as_order(investors[bidder], issue()) for bidder, bid in found.bids]
    result = allot(orders, issue(), UniformPrice.model_validate({"method": "uniform_price", "quote": "price"}))
    assert [(each.investor, each.units, each.price) for each in result.allotments] == [
        ("A", 300, 99_000),
        ("B", 700, 99_000),
    ]
    assert found.refused == ()


@pytest.mark.requirement("ALLOT-9")
def test_open_bids__order_of_another_bidders_name__takes_nothing_from_anybody() -> None:
    """Order ids can be guessed: who bids under another's gets what its own bid does."""
    same = replace(BID, units=900, limit=Fraction(999, 1000))
    of_bert = commitment(AUCTION, BERT, same, SALT)
    found = open_bids(sealed((ANNA, OF_ANNA, 500), (BERT, of_bert, 600)), [OPENING, Opening(BERT, same, SALT, 1_600)])
    orders = [bid.as_order({ANNA: "A", BERT: "B"}[bidder], issue()) for bidder, bid in found.bids]
    result = allot(orders, issue(), UniformPrice.model_validate({"method": "uniform_price", "quote": "price"}))
    assert [(each.investor, each.units) for each in result.allotments] == [("A", 100), ("B", 900)]


@pytest.mark.requirement("ALLOT-9")
def test_open_bids__second_bid_of_one_order__is_refused() -> None:
    second = replace(BID, units=5)
    auction = sealed((ANNA, OF_ANNA, 500), (ANNA, commitment(AUCTION, ANNA, second, SALT), 500))
    found = open_bids(auction, [OPENING, Opening(ANNA, second, SALT, 1_600)])
    assert found.bids == ((ANNA, BID),)
    assert [each.what for each in found.refused] == ["the bidder has opened another bid of this order"]


def test_as_order__opened_bid__is_what_an_auction_takes() -> None:
    assert BID.as_order("A", issue()) == order("A/A1 A 300 C 99.5")
