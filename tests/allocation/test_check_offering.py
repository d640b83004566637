from __future__ import annotations

from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from tenor.allocation.check_offering import check_offering
from tenor.allocation.methods import OfferingEntry, ProRata
from tests.allocation.books import issue


class File(BaseModel):
    allotment: OfferingEntry


BOOK = {"method": "book_building", "quote": "price"}


@pytest.mark.parametrize(
    ("entry", "field", "said"),
    [
        ({**BOOK, "quote": "spread"}, "reference_yield_percent", "the quote is spread"),
        ({**BOOK, "reference_yield_percent": "4"}, "reference_yield_percent", "the quote is price"),
        ({**BOOK, "tick": "0.01", "reoffer": "99.505"}, "reoffer", "off the tick of 0.01"),
        ({**BOOK, "reoffer": "-1"}, "reoffer", "gives no price: a unit would cost nothing"),
        ({**BOOK, "tranches": {"retail": "20", "fund": "70"}}, "tranches", "the tranches sum to 90 percent"),
    ],
)
def test_check_offering__parameters_that_contradict__names_the_field(
    entry: dict[str, Any], field: str, said: str
) -> None:
    (problem,) = check_offering(File(allotment=entry).allotment, issue())  # type: ignore[arg-type]
    assert problem.field == ("allotment", field)
    assert said in problem.what


@pytest.mark.parametrize(
    "entry",
    [
        "pro_rata",
        {**BOOK, "quote": "spread", "reference_yield_percent": "4"},
        {**BOOK, "tick": "0.01", "reoffer": "99.5"},
        {**BOOK, "tranches": {"retail": "20", "fund": "70"}, "uncovered": "partial"},
    ],
)
def test_check_offering__parameters_in_order__has_no_problem(entry: object) -> None:
    assert list(check_offering(File(allotment=entry).allotment, issue())) == []  # type: ignore[arg-type]


def test_check_offering__ballot_of_a_part_of_a_lot__is_refused() -> None:
    ballot = File(allotment={"method": "ballot", "seed": "0x" + "0a" * 32}).allotment  # type: ignore[arg-type]
    (problem,) = check_offering(ballot, issue(9, 5))
    assert "the issue is no whole number of lots" in problem.what
    assert list(check_offering(ballot, issue(10, 5))) == []


def test_offering_entry__word__is_the_block_of_the_method() -> None:
    assert File(allotment="pro_rata").allotment == ProRata(method="pro_rata")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "entry",
    [
        "raffle",
        "book_building",  # needs a quote
        {"quote": "price"},
        {**BOOK, "tick": "0"},
        {**BOOK, "tranches": {"retail": "101"}},
        {**BOOK, "seed": "0x00"},
    ],
)
def test_offering_entry__bad_entry__is_refused(entry: object) -> None:
    with pytest.raises(ValidationError):
        File(allotment=entry)  # type: ignore[arg-type]
