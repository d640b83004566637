from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenor.errors import InputError
from tenor.settlement.instruction import Instruction, PaymentKind, Priority, Side
from tenor.settlement.matched import Leg, MatchedTrade
from tenor.settlement.matching import Matching, match
from tenor.settlement.tolerance import EXACT, T2S, Band, Tolerance, tolerance_of
from tests.settlement.instructions import BOND, INTENDED, OTHER_BOND, TRADED, books, delivery, receipt

TEN: Tolerance = {"EUR": (Band(None, 10),)}
FREE: dict[str, Any] = {"kind": PaymentKind.FOP, "currency": None, "amount": 0}


def named(matching: Matching) -> list[tuple[str, str]]:
    return [(trade.delivery.reference, trade.receipt.reference) for trade in matching.trades]


def test_match__both_sides__are_one_trade_whichever_came_first() -> None:
    expected = (MatchedTrade(delivery(), receipt()),)
    assert match([delivery(), receipt()]) == Matching(expected, ())
    assert match([receipt(), delivery()]) == Matching(expected, ())


@pytest.mark.requirement("MATCH-1")
@pytest.mark.parametrize(
    ("special", "field"),
    [
        ({"units": 11}, "units"),
        ({"asset": OTHER_BOND}, "asset"),
        ({"currency": "USD"}, "currency"),
        ({"amount": 1_000_001}, "amount"),
        ({"trade_date": TRADED - timedelta(1)}, "trade_date"),
        ({"settlement_date": INTENDED + timedelta(1)}, "settlement_date"),
        ({"party": "BANK-C"}, "counterparty"),
        ({"counterparty": "BANK-C"}, "party"),
        ({"side": Side.DELIVERS}, "side"),
    ],
)
def test_match__one_mandatory_field_differs__names_it_from_both_sides(special: dict[str, Any], field: str) -> None:
    matching = match([delivery(), receipt(**special)])
    assert matching.trades == ()
    fields = [each.differences[0].field for near in matching.unmatched for each in near.candidates]
    facing = {"party": "counterparty", "counterparty": "party"}.get(field, field)
    assert fields == [field, facing]


def test_match__free_against_payment__differs_in_kind_currency_and_amount() -> None:
    matching = match([delivery(), receipt(**FREE)])
    (candidate,) = matching.unmatched[0].candidates
    assert [(each.field, each.own, each.other) for each in candidate.differences] == [
        ("kind", "DvP", "FoP"),
        ("currency", "EUR", "empty"),
        ("amount", "EUR 10,000.00", "0"),
    ]
    assert match([delivery(**FREE), receipt(**FREE)]).unmatched == ()


@pytest.mark.requirement("MATCH-1")
@pytest.mark.parametrize(
    ("own", "other", "matches"),
    [
        ({"common_reference": "T-1"}, {"common_reference": "T-1"}, True),
        ({"common_reference": "T-1"}, {}, True),
        ({}, {"clean_price": Decimal(99)}, True),
        ({"clean_price": Decimal("99.50")}, {"clean_price": Decimal("99.5")}, True),
        ({"common_reference": "T-1"}, {"clean_price": Decimal(99)}, True),
        ({"common_reference": "T-1"}, {"common_reference": "T-2"}, False),
        ({"clean_price": Decimal(99)}, {"clean_price": Decimal(98)}, False),
    ],
)
def test_match__optional_fields__agree_where_both_give_them(
    own: dict[str, Any], other: dict[str, Any], *, matches: bool
) -> None:
    matching = match([delivery(**own), receipt(**other)])
    assert bool(matching.trades) is matches
    if not matches:
        (candidate,) = matching.unmatched[0].candidates
        assert [each.field for each in candidate.differences] == list(own)


@pytest.mark.requirement("MATCH-1")
@pytest.mark.parametrize(
    ("amount", "tolerance", "matches"),
    [
        (1_000_000, EXACT, True),
        (1_000_010, EXACT, False),
        (1_000_010, TEN, True),
        (999_990, TEN, True),
        (1_000_011, TEN, False),
        (1_000_200, T2S, True),
        (1_000_201, T2S, False),
    ],
)
def test_match__amounts_differ__match_within_the_tolerance(amount: int, tolerance: Tolerance, *, matches: bool) -> None:
    matching = match([delivery(), receipt(amount=amount)], tolerance)
    assert [trade.amount for trade in matching.trades] == [1_000_000] * matches  # the deliverer's settles


@pytest.mark.parametrize(
    ("amount", "fields"), [(1_000_010, {"units"}), (1_000_011, {"units", "amount"}), (999_989, {"units", "amount"})]
)
def test_match__amount_near_and_other_field_wrong__names_the_amount_only_beyond_the_tolerance(
    amount: int, fields: set[str]
) -> None:
    matching = match([delivery(), receipt(amount=amount, units=9)], {"EUR": (Band(1_000_000, 10), Band(None, 100))})
    assert [set(each.candidates[0].fields) for each in matching.unmatched] == [fields, fields]  # the deliverer's band


def test_unmatched__nearest_found__is_told_in_a_sentence_with_both_values() -> None:
    matching = match([delivery(), receipt(amount=1_000_005, units=9)], TEN)
    assert str(matching.unmatched[1]) == (
        "B-1 of BANK-B: nearest is A-1 of BANK-A: units is 9, there 10. Correct the one that is wrong"
    )


def test_tolerance_of__bands__are_by_amount_and_currency() -> None:
    assert [tolerance_of(amount, "EUR", T2S) for amount in (1, 10_000_000, 10_000_001)] == [200, 200, 2_500]
    assert tolerance_of(1, "USD", T2S) == tolerance_of(1, None, T2S) == 0
    assert tolerance_of(11, "EUR", {"EUR": (Band(10, 5),)}) == 0


def test_match__several_could__takes_exact_then_reference_then_arrival() -> None:
    receipts = [
        receipt("B-1", amount=1_000_005),
        receipt("B-2"),
        receipt("B-3", common_reference="T-3"),
        receipt("B-4"),
    ]
    deliveries = [delivery("A-1"), delivery("A-2"), delivery("A-3", common_reference="T-3"), delivery("A-4")]
    expected = [("A-1", "B-2"), ("A-2", "B-4"), ("A-3", "B-3"), ("A-4", "B-1")]
    assert sorted(named(match([*receipts, *deliveries], TEN))) == expected


def test_match__shared_price__is_paired_before_a_price_that_one_gives() -> None:
    receipts = [receipt("B-1"), receipt("B-2", clean_price=Decimal(99))]
    deliveries = [delivery("A-1"), delivery("A-2", clean_price=Decimal(99))]
    assert sorted(named(match([*deliveries, *receipts]))) == [("A-1", "B-1"), ("A-2", "B-2")]


def test_match__same_reference_twice_of_one_party__is_refused() -> None:
    with pytest.raises(InputError, match=r"BANK-A uses the reference A-1 twice. Give each instruction"):
        match([delivery(), delivery(units=5)])


def test_match__trades__stand_in_the_order_of_their_second_instruction() -> None:
    given = [delivery("A-1"), delivery("A-2", units=20), receipt("B-2", units=20), receipt("B-1")]
    assert named(match(given)) == [("A-2", "B-2"), ("A-1", "B-1")]


def test_matched_trade__both_instructions__are_joined_by_the_rules() -> None:
    eager: dict[str, Any] = {"partial": True, "minimum_part": 3, "priority": Priority.TOP, "common_reference": "T-1"}
    trade = MatchedTrade(delivery(**eager), receipt(partial=True, minimum_part=5, hold=True))
    assert (trade.partial, trade.minimum_part, trade.hold, trade.priority) == (True, 5, True, Priority.TOP)
    assert (trade.reference, trade.common_reference) == ("BANK-A/A-1", "T-1")
    assert trade.settlement_date == INTENDED
    assert trade.legs == (Leg("BANK-A", "BANK-B", BOND, 10), Leg("BANK-B", "BANK-A", "EUR", 1_000_000))
    assert MatchedTrade(delivery(**eager), receipt(partial=True)).minimum_part == 3
    assert MatchedTrade(delivery(partial=True), receipt(partial=True)).minimum_part == 1
    one_sided = MatchedTrade(delivery(**eager), receipt())
    assert (one_sided.partial, one_sided.minimum_part, one_sided.hold) == (False, None, False)
    assert MatchedTrade(delivery(**FREE), receipt(**FREE)).legs == (Leg("BANK-A", "BANK-B", BOND, 10),)


def interleaved(given_instructions: list[Instruction], random: Random) -> list[Instruction]:
    """The same instructions with each party's own in the same order."""
    queues: dict[str, list[Instruction]] = {}
    for each in reversed(given_instructions):
        queues.setdefault(each.party, []).append(each)
    order = [each.party for each in given_instructions]
    random.shuffle(order)
    return [queues[party].pop() for party in order]


@pytest.mark.requirement("MATCH-2")
@given(books(), st.sampled_from([EXACT, TEN]), st.randoms())
def test_match__parties_interleaved_otherwise__gives_the_same_pairs_and_report(
    book: list[Instruction], tolerance: Tolerance, random: Random
) -> None:
    first, second = match(book, tolerance), match(interleaved(book, random), tolerance)
    assert set(first.trades) == set(second.trades)
    assert set(first.unmatched) == set(second.unmatched)


@pytest.mark.requirement("MATCH-2")
@given(books(), st.sampled_from([EXACT, TEN]))
def test_match__any_book__pairs_as_the_rule_says_by_comparing_all_with_all(
    book: list[Instruction], tolerance: Tolerance
) -> None:
    matching = match(book, tolerance)
    assert set(matching.trades) == set(by_the_rule(book, tolerance))
    used = [each for trade in matching.trades for each in (trade.delivery, trade.receipt)]
    assert sorted(book, key=id) == sorted([*used, *(each.instruction for each in matching.unmatched)], key=id)


def by_the_rule(book: list[Instruction], tolerance: Tolerance) -> list[MatchedTrade]:
    """Of all pairs that agree, the first by the rule; then the first of the others, until none is left."""
    ranks = {each.reference: place for place, each in enumerate(book)}
    deliveries = [each for each in book if each.side is Side.DELIVERS]
    receipts = [each for each in book if each.side is Side.RECEIVES]
    trades = []
    pairs = [
        (
            *(d.amount != r.amount, d.common_reference is None or d.common_reference != r.common_reference),
            *(d.clean_price is None or d.clean_price != r.clean_price, ranks[d.reference]),
            *(abs(d.amount - r.amount), ranks[r.reference], d, r),
        )
        for d in deliveries
        for r in receipts
        if (d.party, d.counterparty, d.units) == (r.counterparty, r.party, r.units)
        and abs(d.amount - r.amount) <= tolerance_of(d.amount, d.currency, tolerance)
        and (None in (d.common_reference, r.common_reference) or d.common_reference == r.common_reference)
        and (None in (d.clean_price, r.clean_price) or d.clean_price == r.clean_price)
    ]
    pairs.sort(key=lambda each: each[:6])
    taken: set[str] = set()
    for *_, d, r in pairs:
        if not taken & {d.reference, r.reference}:
            taken |= {d.reference, r.reference}
            trades.append(MatchedTrade(d, r))
    return trades
