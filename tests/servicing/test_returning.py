"""When claims lapse: the same time of the day so many years later, as CivilDate.sol counts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tenor.servicing.returning import years_after


@pytest.mark.parametrize(
    ("start", "years", "end"),
    [
        ("2024-07-15T09:00:00", 5, "2029-07-15T09:00:00"),
        ("2024-02-29T23:59:59", 1, "2025-03-01T23:59:59"),
        ("2024-02-29T00:00:00", 4, "2028-02-29T00:00:00"),
        ("2024-12-31T12:00:00", 10, "2034-12-31T12:00:00"),
    ],
)
def test_years_after__moment__is_the_contracts(start: str, years: int, end: str) -> None:
    first, last = (int(datetime.fromisoformat(each).replace(tzinfo=UTC).timestamp()) for each in (start, end))
    assert years_after(first, years) == last
