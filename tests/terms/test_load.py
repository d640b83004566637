from __future__ import annotations

import hashlib
from datetime import date, time
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tenor.errors import InputError
from tenor.files.document import read_document
from tenor.terms.load import load_terms
from tenor.terms.model import (
    BusinessDayRule,
    CalendarName,
    DayCount,
    Frequency,
    Provenance,
    ProvenanceStatus,
    Rounding,
    TermSheet,
    to_terms,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from tenor.terms.model import Terms

    LoadSpoilt = Callable[..., Terms]

HKSAR = Path(__file__).parents[2] / "campaigns" / "hksar-2023" / "terms.yaml"


@pytest.mark.requirement("TERM-3")
def test_load_terms__sheet_in_order__is_integers_and_exact_fractions(load_spoilt: LoadSpoilt) -> None:
    terms = load_spoilt()

    assert (terms.issue_id, terms.name, terms.symbol) == ("TEST-1", "Test Bond 4% 2025", "TEST25")
    assert (terms.isin, terms.issuer, terms.governing_law) == (None, "issuer-1", "Hong Kong")
    assert (terms.currency, terms.size, terms.unit_face) == ("HKD", 100_000_000, 1_000_000)
    assert (terms.min_units, terms.units) == (2, 100)
    assert terms.issue_price == Fraction(99_955, 100_000)
    assert (terms.pricing_date, terms.issue_date) == (date(2023, 3, 14), date(2023, 3, 15))
    assert (terms.interest_start, terms.maturity_date) == (date(2023, 3, 15), date(2025, 3, 15))
    assert (terms.rate, terms.frequency) == (Fraction(4, 100), 4)
    assert (terms.day_count, terms.rounding) == (DayCount.ACT_365F, Rounding.PER_UNIT_HALF_UP)
    assert terms.calendars == (CalendarName.HK, CalendarName.TARGET)
    assert (terms.roll, terms.accrual_adjusted) == (BusinessDayRule.FOLLOWING, False)
    assert (terms.record_lag, terms.record_at, terms.pay_at) == (2, time(17), time(9, 30))
    assert terms.timezone == "Asia/Hong_Kong"
    assert terms.provenance == ()


def test_load_terms__interest_start_and_isin_given__are_taken(load_spoilt: LoadSpoilt) -> None:
    terms = load_spoilt("isin: null", "isin: HK0000963295\ninterest_start_date: 2023-06-15")

    assert terms.isin == "HK0000963295"
    assert terms.interest_start == date(2023, 6, 15)


@pytest.mark.parametrize(("line", "two"), [("", False), ("dual_control: false", False), ("dual_control: true", True)])
def test_load_terms__dual_control__is_off_unless_the_sheet_says_true(
    load_spoilt: LoadSpoilt, line: str, *, two: bool
) -> None:
    assert load_spoilt("timezone: Asia/Hong_Kong", f"timezone: Asia/Hong_Kong\n{line}").dual_control is two


@pytest.mark.requirement("TERM-1", "TERM-7")
@pytest.mark.parametrize("word", ["yes", "on", "1", "t", "True", "maybe"])
def test_load_terms__dual_control_in_another_word__is_refused(load_spoilt: LoadSpoilt, word: str) -> None:
    with pytest.raises(InputError, match=rf"terms.yaml:30: dual_control is '{word}'"):
        load_spoilt("timezone: Asia/Hong_Kong", f"timezone: Asia/Hong_Kong\ndual_control: {word}")


def test_load_terms__field__knows_its_line(load_spoilt: LoadSpoilt) -> None:
    terms = load_spoilt()

    assert terms.where("coupon", "rate_percent").endswith("terms.yaml:17")
    assert terms.where("interest_start_date").endswith("terms.yaml:1")


def test_where__terms_without_a_file__names_issue_and_field(load_spoilt: LoadSpoilt, tmp_path: Path) -> None:
    load_spoilt()
    terms = to_terms(read_document(tmp_path / "terms.yaml", TermSheet).value, "0x00")

    assert terms.where("coupon", "rate_percent") == "terms of TEST-1, coupon.rate_percent"


@pytest.mark.requirement("TERM-5")
def test_load_terms__same_bytes_twice__are_equal_and_a_comment_changes_the_hash(
    load_spoilt: LoadSpoilt, tmp_path: Path
) -> None:
    first, second = load_spoilt(), load_spoilt()
    expected = hashlib.sha256((tmp_path / "terms.yaml").read_bytes()).hexdigest()

    assert first == second
    assert first.document_hash == f"0x{expected}"
    assert load_spoilt("isin: null", "isin: null  # none").document_hash != first.document_hash


@pytest.mark.parametrize(("word", "number"), [("annual", 1), ("semi-annual", 2), ("quarterly", 4), ("monthly", 12)])
def test_coupons_a_year__each_frequency__is_its_number(word: str, number: int) -> None:
    assert Frequency(word).coupons_a_year == number


SPOILT = {
    "wrong type": ("size: 1000000", "size: [1000000]", 8, "size is a list, not a single value"),
    "unknown key": ("size: 1000000", "sizes: 1000000", 8, "sizes is not a known field. Write 'size'"),
    "missing key": ("currency: HKD\n", "", 1, "currency is missing. Add 'currency:'"),
    "missing nested key": ("  roll: following\n", "", 21, "business_days.roll is missing. Add 'roll:' under business"),
    "duplicate key": ("unit: 10000", "size: 10000", 9, "'size' stands twice: on line 8 and on line 9"),
    "impossible date": ("2025-03-15", "2025-02-30", 14, "maturity_date is '2025-02-30': this day does not exist"),
    "NaN": ("size: 1000000", "size: NaN", 8, "size is 'NaN': an amount is up to 15 digits"),
    "1e400": ("size: 1000000", "size: 1e400", 8, "size is '1e400': an amount is up to 15 digits"),
    "negative": ("rate_percent: 4", "rate_percent: -4", 17, "coupon.rate_percent is '-4': a percentage is"),
    "too fine a rate": ("rate_percent: 4", "rate_percent: 4.12345678", 17, "coupon.rate_percent is '4.12345678'"),
    "yes for a choice": ("accrual: unadjusted", "accrual: yes", 24, "Write one of 'adjusted' or 'unadjusted'"),
    "unknown frequency": ("quarterly", "weekly", 18, "'annual', 'semi-annual', 'quarterly' or 'monthly'"),
    "unknown day count": ("ACT/365F", "30/365", 19, "Write one of 'ACT/365F', 'ACT/360'"),
    "unknown calendar": ("[HK, TARGET]", "[HK, MARS]", 22, "business_days.calendars[2] is 'MARS', which is none"),
    "unknown kind": ("kind: fixed", "kind: fix", 16, "Write one of 'fixed', 'zero', 'step-up', 'floating'"),
    "no kind": ("  kind: fixed\n", "", 15, "coupon.kind is missing. Add 'kind:' under coupon"),
    "check digit": ("isin: null", "isin: HK0000963294", 4, "the check digit of this ISIN is 5"),
    "unknown currency": ("currency: HKD", "currency: XAU", 7, "Write one of AUD, CAD"),
    "unknown zone": ("Asia/Hong_Kong", "Asia/Honkong", 29, "this time zone is not known"),
    "long name": ("Test Bond 4% 2025", "N" * 32, 2, "1 to 31 ASCII characters"),
    "coupon as text": (
        "coupon:\n  kind: fixed\n",
        "coupon: fixed\nx:\n  y: z\n",
        15,
        "coupon is 'fixed', not a mapping",
    ),
}


@pytest.mark.requirement("TERM-2", "TERM-3")
@pytest.mark.parametrize("case", SPOILT)
def test_load_terms__spoilt_sheet__is_refused_with_line_and_reason(load_spoilt: LoadSpoilt, case: str) -> None:
    old, new, line, text = SPOILT[case]

    with pytest.raises(InputError) as caught:
        load_spoilt(old, new)

    entries = [entry for entry in str(caught.value).splitlines() if f"terms.yaml:{line}: " in entry]
    assert any(text in entry for entry in entries)
    assert caught.value.exit_status == 2


@pytest.mark.requirement("TERM-6")
def test_load_terms__hksar_2023__are_the_facts_of_the_deal() -> None:
    terms = load_terms(HKSAR)

    assert (terms.currency, terms.size, terms.unit_face) == ("HKD", 80_000_000_000, 50_000_000)
    assert (terms.units, terms.min_units) == (1600, 2)
    assert (terms.rate, terms.frequency, terms.issue_price) == (Fraction(405, 10_000), 2, 1)
    assert (terms.pricing_date, terms.issue_date) == (date(2023, 2, 15), date(2023, 2, 16))
    assert terms.maturity_date == date(2024, 2, 16)
    assert (terms.isin, terms.issuer) == (None, "hksar")
    assert terms.document_hash == f"0x{hashlib.sha256(HKSAR.read_bytes()).hexdigest()}"


@pytest.mark.requirement("TERM-6")
def test_load_terms__hksar_2023__marks_every_fact_that_is_not_confirmed() -> None:
    notes = {note.field: note for note in load_terms(HKSAR).provenance}
    inferred = {name for name, note in notes.items() if note.status is ProvenanceStatus.INFERRED}

    assert inferred == {
        "coupon.frequency", "coupon.day_count", "coupon.rounding", "business_days.calendars", "business_days.roll",
        "business_days.accrual", "record.business_days_before", "record.time", "payment_time",
    }  # fmt: skip
    assert notes["size"].status is ProvenanceStatus.CONFIRMED
    assert notes["coupon.rate_percent"] == Provenance(
        "coupon.rate_percent",
        ProvenanceStatus.PRESS,
        "Term sheet as reported.",
        "uat.97caijing.com:8181/article/158499",
    )
