"""The small examples lived through on a chain: a note that is repaid in instalments, a bill without a coupon.

Amounts come from the issues' own figures: 3.35 % a year on what is left of EUR 40 million, 30E/360, four instalments.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from tenor.campaign.load import load_campaign
from tenor.campaign.plan import Step
from tenor.chain.intent import Intent
from tenor.reports.session import run_and_report

CAMPAIGNS = Path(__file__).parents[2] / "campaigns"

Lived = tuple[Mapping[str, Any], str]


class Nobody:
    """Listens to nothing."""

    def say(self, stage: str, text: str) -> None:
        pass

    def watch(self, step: Step, intent: Intent | None) -> None:
        pass

    def end_step(self) -> None:
        pass


def live(name: str, out: Path) -> Lived:
    """The report's data, and its page as a reader sees it."""
    report, files = run_and_report(load_campaign(CAMPAIGNS / name), None, out, Nobody())
    page = re.sub(r"<(script|style).*?</\1>", "", files.html.read_text("utf-8"), flags=re.DOTALL)
    return report, " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.fixture(scope="module")
def note(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    return live("amortising-note", tmp_path_factory.mktemp("note"))


@pytest.fixture(scope="module")
def bill(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    return live("bill", tmp_path_factory.mktemp("bill"))


@pytest.fixture(scope="module")
def tranche(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    return live("hksar-2025/hkd", tmp_path_factory.mktemp("tranche"))


@pytest.mark.requirement("LIFE-7")
def test_note__whole_life__pays_interest_on_what_is_left_and_four_instalments(note: Lived) -> None:
    report, _ = note
    assert report["reconciliation"]["first_difference"] is None
    rows = [(row["outstanding_per_unit"], row["interest"], row["instalments"]) for row in report["coupons"]]
    assert rows == [
        *[("100000.00", "335000.00", "0.00")] * 4,
        ("100000.00", "335000.00", "10000000.00"),
        ("75000.00", "251252.00", "10000000.00"),  # 628.125 on a unit is 628.13
        ("50000.00", "167500.00", "10000000.00"),
        ("25000.00", "83752.00", "0.00"),
    ]
    assert [row["paid"] for row in report["coupons"]] == [row["total"] for row in report["coupons"]]
    assert report["redemption"] == {
        "date": "2027-03-17",
        "per_unit": "25000.00",
        "total": "10000000.00",
        "principal": "10000000.00",
        "instalments": "30000000.00",
        "units": 400,
        "interest_over_life": "2177504.00",
    }
    assert (report["supply"]["bond"], report["supply"]["cash"]) == (0, "0.00")


@pytest.mark.requirement("LIFE-7")
def test_note__registers__show_the_principal_that_is_left(note: Lived) -> None:
    left = [register["unit_principal"] for register in note[0]["registers"]]
    assert left == [*["100000.00"] * 6, "75000.00", "50000.00", "25000.00", "0.00"]


def test_note__page__tells_interest_from_instalments(note: Lived) -> None:
    _, page = note
    for text in (
        "Interest over life EUR 2,177,504.00",
        "Repayment in instalments (sinking)",
        "Coupon 5 and instalment",
        "Last principal and final coupon",
        "Principal repaid at maturity EUR 10,000,000.00",
        "Principal repaid with coupons EUR 30,000,000.00",
        "Interest and instalments 32,177,504.00",
        "Principal outstanding, EUR",
        "Total 100,000.00 2,177,504.00 40,000,000.00",
    ):
        assert text in page


@pytest.mark.requirement("LIFE-8")
def test_bill__whole_life__pays_its_principal_and_no_coupon(bill: Lived) -> None:
    report, page = bill
    assert report["reconciliation"]["first_difference"] is None
    assert report["coupons"] == []
    assert (report["redemption"]["principal"], report["supply"]["cash"]) == ("20000000000", "0")
    assert "Discount at issue JPY 69,260,000 Coupon none ACT/365F" in page
    assert "A discount security: it pays no coupon." in page
    assert "Payments at maturity only" in page
    assert "Interest over life" not in page


@pytest.mark.requirement("REP-6")
def test_tranche__dates_beyond_the_published_calendar__say_that_they_rest_on_a_projection(tranche: Lived) -> None:
    report, page = tranche
    assert report["reconciliation"]["first_difference"] is None
    assert report["redemption"]["interest_over_life"] == "125000000.00"
    note = "business_days.holiday_files illustrative Holidays of HK from 2027-01-01 to 2030-12-31, of 2026-11-22."
    assert f"{note} projected by Cap. 149 and lunar dates computed astronomically, not gazetted" in page
    assert "Pay date illustrative" in page
    assert "Date 11 Nov 2027 illustrative" in page


def test_tranche__year_fractions__come_to_two_years(tranche: Lived) -> None:
    parts = [row["year_fraction"] for row in tranche[0]["coupons"]]
    assert sum(part["numerator"] * 365 // part["denominator"] for part in parts) == 2 * 365
