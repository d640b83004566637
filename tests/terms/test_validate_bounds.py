"""The minimum denomination that the contracts can say, to the unit."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tenor.errors import InputError
from tenor.terms.model import Terms

AMOUNTS = "size: 1000000\nunit: 10000\nminimum_denomination: 20000"
MOST = 2**32 - 1  # units

LoadSpoilt = Callable[..., Terms]


def amounts(units: int) -> str:
    """A size of units of one dollar, all of them the minimum."""
    return f"size: {units}\nunit: 1\nminimum_denomination: {units}"


@pytest.mark.requirement("TERM-4", "SCHED-8")
def test_check_terms__minimum_denomination_of_too_many_units__is_refused_with_its_line(load_spoilt: LoadSpoilt) -> None:
    assert load_spoilt(AMOUNTS, amounts(MOST)).min_units == MOST
    with pytest.raises(InputError, match="is more than 4,294,967,295 units") as caught:
        load_spoilt(AMOUNTS, amounts(MOST + 1))
    assert caught.value.where.endswith("terms.yaml:10")
