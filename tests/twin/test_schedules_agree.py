"""The product's schedule and the twin's, both written from the term sheet's page, are the same in every key.

`TENOR_TWIN_EXAMPLES` says how many random sheets are compared: 300 where nothing is said, far more at night.
"""

from __future__ import annotations

import os
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.twin import document
from tests.twin.generate import KINDS, Observations, Terms, sheets

EXAMPLES = int(os.environ.get("TENOR_TWIN_EXAMPLES", "300"))


def periods_of_the_product(terms: Terms, seen: Observations) -> list[dict[str, Any]]:
    from tenor.schedule import schedule_of  # noqa: PLC0415 -- nothing else of the twin's folder knows the product

    found: list[dict[str, Any]] = schedule_of(terms, seen)["periods"]
    return found


def comparable(period: dict[str, Any]) -> dict[str, Any]:
    """A rate may be written with more or fewer noughts; every other text must be the same."""
    rate = period["rate_percent"]
    return period | {"rate_percent": None if rate is None else Fraction(rate)}


def agree(terms: Terms, seen: Observations) -> None:
    expected, got = document.schedule_of(terms, seen), periods_of_the_product(terms, seen)
    assert [comparable(period) for period in got] == [comparable(period) for period in expected]


@pytest.mark.requirement("SCHED-16")
@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(sheet=sheets())
def test_schedule_of__any_sheet__is_the_twins_in_every_key(sheet: tuple[Terms, Observations]) -> None:
    agree(*sheet)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=max(20, EXAMPLES // 10), suppress_health_check=[HealthCheck.filter_too_much])
@given(data=st.data())
def test_schedule_of__sheets_of_one_kind__are_the_twins_in_every_key(kind: str, data: st.DataObject) -> None:
    agree(*data.draw(sheets((kind,))))
