from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Literal

import pytest
from pydantic import Field, field_validator

from tenor.errors import InputError
from tenor.files.document import read_document
from tenor.files.fields import Amount, StrictModel, WholeNumber
from tenor.files.problems import MAX_LISTED, Problem, shown

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Refused = Callable[[str], list[str]]


class Trade(StrictModel):
    reference: str
    units: WholeNumber


class Options(StrictModel):
    color: Literal["red", "green"] = "red"


class Book(StrictModel):
    title: str
    trades: tuple[Trade, ...] = Field(default=(), min_length=1)
    prices: dict[str, Amount] | None = None
    options: Options | None = None
    either: Trade | Options | None = None
    even: int = 0

    @field_validator("even")
    @classmethod
    def _even(cls, value: int) -> int:
        if value % 2:
            raise ValueError("an odd number of legs")
        return value


@pytest.fixture
def refused(tmp_path: Path) -> Refused:
    def load(text: str) -> list[str]:
        path = tmp_path / "book.yaml"
        path.write_text(text)
        with pytest.raises(InputError) as caught:
            read_document(path, Book)
        assert caught.value.where == str(caught.value).split(": ", 1)[0]
        return [line.removeprefix(f"{tmp_path}/") for line in str(caught.value).splitlines()]

    return load


CASES = {
    "missing": ("trades: [{reference: a, units: 1}]", "book.yaml:1: title is missing. Add 'title:'."),
    "missing in a list": (
        "title: t\ntrades:\n  - reference: a",
        "book.yaml:3: trades[1].units is missing. Add 'units:' under trades[1].",
    ),
    "unknown, close": (
        "title: t\ntrades:\n  - {reference: a, units: 1}\n  - {reference: b, units: 1,\n     unit: 2}",
        "book.yaml:5: trades[2].unit is not a known field. Write 'units' if that is meant, or remove it.",
    ),
    "unknown, far": (
        "title: t\noptions:\n  zzz: 1",
        "book.yaml:3: options.zzz is not a known field. Remove it; known here are color.",
    ),
    "mapping for text": (
        "title: {a: b}",
        "book.yaml:1: title is a mapping, not a single value. Write one value after the colon.",
    ),
    "null for text": ("title:", "book.yaml:1: title is empty, not a single value. Write one value after the colon."),
    "list for number": (
        "title: t\ntrades: [{reference: a, units: [1]}]",
        "book.yaml:2: trades[1].units is a list, not a single value. Write one value after the colon.",
    ),
    "null for number": (
        "title: t\ntrades: [{reference: a, units: }]",
        "book.yaml:2: trades[1].units is empty, not a single value. Write one value after the colon.",
    ),
    "text for list": (
        "title: t\ntrades: none",
        "book.yaml:2: trades is 'none', not a list. Write one '- item' line for each entry.",
    ),
    "text for mapping": (
        "title: t\noptions: red",
        "book.yaml:2: options is 'red', not a mapping. Write it as indented 'name: value' lines.",
    ),
    "list for mapping": (
        "title: t\nprices: [1]",
        "book.yaml:2: prices is a list, not a mapping. Write it as indented 'name: value' lines.",
    ),
    "value of a free key": (
        "title: t\nprices:\n  a: 1\n  b: '-1'",
        (
            "book.yaml:4: prices.b is '-1': an amount is up to 15 digits, and up to 6 decimals after a point. "
            "Write digits with a point before the decimals, e.g. 500000 or 10041.78."
        ),
    ),
    "none of the choices": (
        "title: t\noptions: {color: blue}",
        "book.yaml:2: options.color is 'blue', which is none of the known values. Write one of 'red' or 'green'.",
    ),
    "too few": ("title: t\ntrades: []", "book.yaml:2: trades has too few entries. Write at least 1."),
    "other check of pydantic": (
        "title: t\neven: x",
        (
            "book.yaml:2: even is 'x': input should be a valid integer, unable to parse string as an integer. "
            "Correct the value."
        ),
    ),
    "check of a model": ("title: t\neven: 3", "book.yaml:2: even is '3': an odd number of legs. Correct the value."),
}


@pytest.mark.requirement("TERM-2")
@pytest.mark.parametrize("case", CASES)
def test_read_document__one_wrong_entry__is_named_with_line_field_value_and_remedy(refused: Refused, case: str) -> None:
    text, expected = CASES[case]

    assert refused(text) == [expected]


def test_read_document__union_of_models__names_the_written_field_and_not_the_branch(refused: Refused) -> None:
    lines = refused("title: t\neither:\n  reference: a\n  colour: red")

    assert "book.yaml:2: either.units is missing. Add 'units:' under either." in lines
    assert "book.yaml:4: either.colour is not a known field. Write 'color' if that is meant, or remove it." in lines


@pytest.mark.requirement("TERM-2")
def test_read_document__several_wrong_entries__are_all_listed_in_the_order_of_lines(refused: Refused) -> None:
    lines = refused("even: 3\ntrades:\n  - {reference: a, units: x}\nsurprise: 1")

    assert [line.split(" ")[0] for line in lines] == ["book.yaml:1:", "book.yaml:1:", "book.yaml:3:", "book.yaml:4:"]
    assert [line.split(" ")[1] for line in lines] == ["title", "even", "trades[1].units", "surprise"]


def test_read_document__more_wrong_entries_than_listed__says_how_many_more(refused: Refused) -> None:
    entries = "\n".join(f"unknown{number}: 1" for number in range(MAX_LISTED + 5))
    lines = refused(f"title: t\n{entries}")

    assert len(lines) == MAX_LISTED + 1
    assert lines[-1] == "book.yaml: 5 more fields are wrong. Correct these first."


def test_refusal__problem_of_a_later_rule__names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "book.yaml"
    path.write_text("title: t\neven: 4\n")
    document = read_document(path, Book)

    error = document.refusal([Problem(("even",), "even is four", "Write two")])

    assert document.where("even") == f"{path}:2"
    assert str(error) == f"{path}:2: even is four. Write two."
    assert error.exit_status == 2


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, "empty"),
        ({}, "a mapping"),
        ([], "a list"),
        (Decimal("1.50"), "'1.50'"),
        ("a\nb", "'a\\nb'"),
        ("x" * 50, repr("x" * 50)),
        ("x" * 51, repr("x" * 50 + "...")),
    ],
)
def test_shown__any_value__is_short_and_on_one_line(value: object, expected: str) -> None:
    assert shown(value) == expected
