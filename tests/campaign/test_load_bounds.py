"""A campaign that the contracts cannot hold is refused when it is loaded, with file and line."""

from __future__ import annotations

import pytest

from tests.campaign.conftest import Edit, Refused

TOO_MUCH = {
    "minimum denomination": (
        [("unit: 500000 ", "unit: 0.01 "), ("minimum_denomination: 1000000 ", "minimum_denomination: 42949672.96 ")],
        "terms.yaml:17: minimum_denomination 42949672.96 is more than 4,294,967,295 units",
    ),
    "interest": (
        [("size: 800000000 ", "size: 900000000000000 "), ("rate_percent: 4.05 ", "rate_percent: 95 ")],
        "terms.yaml:15: the interest over the life, 85,500,000,000,000,000 minor units, is more than a bond can owe",
    ),
    "coupons": (
        [
            ("maturity_date: 2024-02-16 ", "maturity_date: 2073-03-16 "),
            ("frequency: semi-annual ", "frequency: monthly "),
            ("calendars: [HK] ", "calendars: [TARGET] "),
        ],
        "terms.yaml:27: 601 coupons are more than the 600 that a bond can have",
    ),
}


@pytest.mark.requirement("CAMP-1", "SCHED-8")
@pytest.mark.parametrize("case", TOO_MUCH)
def test_load_campaign__more_than_the_contracts_hold__is_refused_with_its_line(
    edit: Edit, refused: Refused, case: str
) -> None:
    changes, said = TOO_MUCH[case]
    for old, new in changes:
        edit("terms.yaml", old, new)
    assert [line for line in refused() if line.startswith(said)]
