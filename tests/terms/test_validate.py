from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tenor.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tenor.terms.model import Terms

    LoadSpoilt = Callable[..., Terms]

NOTE = """\
timezone: Asia/Hong_Kong
provenance:
  - field: {field}
    status: {status}
    note: as written
"""


def note(field: str, status: str, *more: str) -> str:
    return NOTE.format(field=field, status=status) + "".join(f"    {line}\n" for line in more)


BROKEN = {
    "size in half cents": ("size: 1000000", "size: 1000000.005", 8, "size 1000000.005 is not a whole number of HKD"),
    "size off the unit": ("size: 1000000", "size: 1005000", 8, "size 1005000 is not a multiple of the unit 10000"),
    "denomination off the unit": ("20000", "15000", 10, "minimum_denomination 15000 is not a multiple of the unit"),
    "denomination over size": ("20000", "1010000", 10, "minimum_denomination 1010000 is more than the size 1000000"),
    "priced after issue": ("2023-03-14", "2023-03-16", 12, "pricing_date 2023-03-16 is after issue_date 2023-03-15"),
    "matures at issue": ("2025-03-15", "2023-03-15", 14, "maturity_date 2023-03-15 is not after issue_date 2023-03-15"),
    "interest before issue": (
        "isin: null", "isin: null\ninterest_start_date: 2023-03-14", 5,
        "interest_start_date 2023-03-14 is before issue_date 2023-03-15",
    ),
    "interest at maturity": (
        "isin: null", "isin: null\ninterest_start_date: 2025-03-15", 5,
        "interest_start_date 2025-03-15 is not before maturity_date 2025-03-15",
    ),
    "price of zero": ("99.955", "0.0", 11, "issue_price_percent is zero"),
    "calendar twice": ("[HK, TARGET]", "[HK, HK]", 22, "business_days.calendars names a calendar twice: HK, HK"),
    "record at payment": (
        'business_days_before: 2\n  time: "17:00"', 'business_days_before: 0\n  time: "09:30"', 27,
        "record.time 09:30 is not before payment_time 09:30 that day",
    ),
    "provenance of nothing": (
        "timezone: Asia/Hong_Kong\n", note("coupon.colour", "inferred"), 31,
        "coupon.colour is not a field of the term sheet",
    ),
    "provenance below a value": (
        "timezone: Asia/Hong_Kong\n", note("size.digits", "inferred"), 31,
        "size.digits is not a field of the term sheet",
    ),
    "provenance twice": (
        "timezone: Asia/Hong_Kong\n",
        note("size", "inferred", "source: desk") + "  - {field: size, status: illustrative, note: again}\n", 35,
        "size has two provenance entries",
    ),
    "confirmed by nobody": (
        "timezone: Asia/Hong_Kong\n", note("size", "confirmed"), 32, "size is said to be confirmed without a source"
    ),
    "press without a name": (
        "timezone: Asia/Hong_Kong\n", note("size", "press", "source:"), 32, "size is said to be press without a source"
    ),
}  # fmt: skip


@pytest.mark.requirement("TERM-4", "TERM-2")
@pytest.mark.parametrize("case", BROKEN)
def test_check_terms__broken_rule__is_refused_with_line_and_reason(load_spoilt: LoadSpoilt, case: str) -> None:
    old, new, line, what = BROKEN[case]

    with pytest.raises(InputError) as caught:
        load_spoilt(old, new)

    assert caught.value.where.endswith(f"terms.yaml:{line}")
    assert what in caught.value.what
    assert "\n" not in str(caught.value)


@pytest.mark.requirement("TERM-4")
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("20000", "1000000"),
        ("2023-03-14", "2023-03-15"),
        ("isin: null", "isin: null\ninterest_start_date: 2023-03-15"),
        ("isin: null", "isin: null\ninterest_start_date: 2025-03-14"),
        ("rate_percent: 4", "rate_percent: 0.0002"),
        ('business_days_before: 2\n  time: "17:00"', 'business_days_before: 0\n  time: "09:29"'),
        ("currency: HKD", "currency: JPY"),
        ("timezone: Asia/Hong_Kong\n", note("coupon.frequency", "inferred")),
        ("timezone: Asia/Hong_Kong\n", note("coupon", "illustrative")),
        ("timezone: Asia/Hong_Kong\n", note("size", "confirmed", "source: press release")),
    ],
)
def test_check_terms__value_at_the_edge_of_a_rule__is_taken(load_spoilt: LoadSpoilt, old: str, new: str) -> None:
    assert load_spoilt(old, new).issue_id == "TEST-1"


@pytest.mark.requirement("TERM-4")
def test_check_terms__amount_finer_than_the_currency__is_refused_by_its_digits(load_spoilt: LoadSpoilt) -> None:
    with pytest.raises(InputError, match=r"unit 10000.5 is not a whole number of JPY minor units. Write at most 0 dec"):
        load_spoilt("currency: HKD\nsize: 1000000\nunit: 10000", "currency: JPY\nsize: 1000000\nunit: 10000.5")


@pytest.mark.requirement("TERM-2")
def test_check_terms__several_broken_rules__are_reported_together(load_spoilt: LoadSpoilt) -> None:
    with pytest.raises(InputError) as caught:
        load_spoilt("1000000\nunit: 10000\nminimum_denomination: 20000", "1\nunit: 10\nminimum_denomination: 3")

    assert [line.split(":")[1] for line in str(caught.value).splitlines()] == ["8", "10", "10"]
