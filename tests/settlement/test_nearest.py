from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenor.settlement.instruction import Instruction, PaymentKind
from tenor.settlement.matching import match
from tenor.settlement.nearest import MAX_CANDIDATES
from tenor.settlement.tolerance import EXACT, T2S, Tolerance
from tenor.settlement.unmatched import differing
from tests.settlement.instructions import INTENDED, OTHER_BOND, books, delivery, receipt


@pytest.mark.requirement("MATCH-3")
def test_explain__nothing_near__is_a_missing_counterpart() -> None:
    far = receipt(asset=OTHER_BOND, units=3, amount=77, trade_date=INTENDED)
    first, second = match([delivery(), far]).unmatched
    assert first.is_missing
    assert second.is_missing
    assert str(first) == "A-1 of BANK-A: BANK-B has sent no counterpart. Ask it to instruct, or cancel"


def test_explain__counterpart_matched_another__is_a_missing_counterpart() -> None:
    matching = match([delivery("A-1"), delivery("A-2"), receipt("B-1")])
    assert [each.instruction.reference for each in matching.unmatched] == ["A-2"]
    assert matching.unmatched[0].is_missing


@pytest.mark.requirement("MATCH-3")
def test_explain__several_near__names_the_nearest_first_and_no_more_than_the_bound() -> None:
    receipts = [receipt(f"B-{n}", amount=1_000_000 + 100 * n) for n in range(1, 6)]
    two_fields = receipt("B-9", amount=1_000_001, units=9)
    unmatched = match([delivery(), two_fields, *receipts]).unmatched[0]
    assert [each.instruction.reference for each in unmatched.candidates] == ["B-1", "B-2", "B-3"]
    assert len(unmatched.candidates) == MAX_CANDIDATES
    (difference,) = unmatched.candidates[0].differences
    assert (difference.field, difference.own, difference.other) == ("amount", "EUR 10,000.00", "EUR 10,001.00")


def test_explain__two_fields_differ__the_same_common_reference_goes_before_the_nearest_amount() -> None:
    wrong = receipt(units=11, amount=1_100_000, common_reference="T-1")
    other = receipt("B-2", units=12, amount=1_000_001)
    unmatched = match([delivery(common_reference="T-1"), other, wrong]).unmatched[0]
    assert [each.instruction.reference for each in unmatched.candidates] == ["B-1", "B-2"]
    assert [each.field for each in unmatched.candidates[0].differences] == ["units", "amount"]


def test_explain__three_fields_and_a_common_reference__is_found_by_it() -> None:
    wrong = receipt(units=11, asset=OTHER_BOND, settlement_date=INTENDED + timedelta(1), common_reference="T-1")
    found, missing = (match([delivery(common_reference=name), wrong]).unmatched[0] for name in ("T-1", None))
    assert found.candidates[0].fields == ("asset", "units", "settlement_date")
    assert len(missing.candidates) == 1  # by the parties


def test_explain__wrong_amount_with_another_reference_and_one_other_day__names_the_other_day_first() -> None:
    wrong = receipt("B-1", amount=1_000_001, common_reference="T-9", clean_price=Decimal(98))
    late = receipt("B-2", settlement_date=INTENDED + timedelta(1))
    sent = [delivery(common_reference="T-1", clean_price=Decimal(99)), wrong, late]
    nearest = match(sent).unmatched[0].candidates[0]
    assert nearest.instruction == late
    assert nearest.fields == ("settlement_date",)


@given(books(), st.sampled_from([EXACT, T2S]))
def test_explain__any_book__names_what_differs_in_one_field_and_nothing_nearer_than_there_is(
    book: list[Instruction], tolerance: Tolerance
) -> None:
    unmatched = match(book, tolerance).unmatched
    left = [each.instruction for each in unmatched]
    for each in unmatched:
        others = [other for other in left if other.party != each.instruction.party]
        least = min((len(differing(each.instruction, other, tolerance)) for other in others), default=99)
        named = [len(candidate.fields) for candidate in each.candidates]
        assert named == sorted(named)
        assert least >= 1  # otherwise they would have matched
        assert min(named, default=99) >= least
        assert least > 1 or named[0] == 1


def test_explain__money_delivered__is_shown_in_its_currency() -> None:
    fx = {"kind": PaymentKind.PVP, "asset": "USD"}
    unmatched = match([delivery(**fx, units=108_000), receipt(**fx, units=108_050)]).unmatched[0]
    assert "units is USD 1,080.00, there USD 1,080.50" in str(unmatched)


def test_explain__same_reference_of_the_own_party__is_no_candidate() -> None:
    own = [delivery("A-1", common_reference="T-1"), delivery("A-2", units=9, common_reference="T-1")]
    assert all(each.is_missing for each in match(own).unmatched)


def test_explain__thousands_that_differ_in_one_field_of_one_key__takes_no_quadratic_time() -> None:
    count = 4_000
    deliveries = [delivery(f"A-{n}", amount=1_000_000 + 3 * n) for n in range(count)]
    receipts = [receipt(f"B-{n}", amount=1_000_001 + 3 * n) for n in range(count)]
    started = perf_counter()
    matching = match([*deliveries, *receipts])
    assert perf_counter() - started < 20  # all with all would be minutes
    assert len(matching.unmatched) == 2 * count
    nearest = [each.candidates[0].instruction.reference for each in matching.unmatched[:count]]
    assert nearest == [f"B-{n}" for n in range(count)]
