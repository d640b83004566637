"""The small examples lived through on a chain: a note repaid in instalments, a bill without a coupon, a taxed note.

Amounts come from the issues' own figures: 3.35 % a year on what is left of EUR 40 million, 30E/360, four instalments.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from tenor.campaign.load import load_campaign
from tenor.reports.session import run_and_report
from tests.scenarios.notes import Nobody
from tests.twin.payouts import INTEREST, PayingAgent, Payout

CAMPAIGNS = Path(__file__).parents[2] / "campaigns"

Lived = tuple[Mapping[str, Any], str]


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
        "tax_over_life": "0.00",
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


UNITS = {"INV-01": 1_001, "INV-02": 1_503, "INV-03": 1_250, "INV-04": 749, "INV-05": 497}
SOLD = 101  # by INV-01 to INV-04, within the second period
COUNTRIES = {"INV-01": "BE", "INV-02": "IT", "INV-03": "IT", "INV-04": "LU", "INV-05": "BE"}
CLASSES = {"INV-01": "retail", "INV-02": "professional", "INV-03": "institutional", "INV-04": "professional"}
RATES = [
    {"country": "BE", "percent": "30"},
    {"country": "IT", "percent": "12.5"},
    {"investor_class": "institutional", "percent": "15"},
]


@pytest.fixture(scope="module")
def taxed_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("taxed")


@pytest.fixture(scope="module")
def taxed(taxed_folder: Path) -> Lived:
    return live("withholding-note", taxed_folder)


def taxed_coupons() -> list[dict[str, tuple[int, int]]]:
    """Of each coupon every holder's interest before and after tax in cents, by the tests' own paying agent."""
    agent = PayingAgent(RATES, COUNTRIES, CLASSES | {"INV-05": "institutional"})
    coupons = []
    for index, days in enumerate((184, 181, 184, 181)):
        moved = {"INV-01": -SOLD, "INV-04": SOLD} if index else {}
        register = {name: units + moved.get(name, 0) for name, units in UNITS.items()}
        payout = Payout(
            "", datetime(2025, 9, 17, tzinfo=UTC), register, Fraction(100_000 * 345 * days, 365 * 10_000), 0
        )
        gross = {name: payout.gross((name, INTEREST)) for name in register}
        coupons.append({name: (amount, agent.net(name, amount)) for name, amount in gross.items()})
    return coupons


@pytest.mark.requirement("TAX-1", "TAX-4")
def test_taxed_note__every_holder_and_coupon__is_paid_what_the_twin_says(taxed: Lived) -> None:
    report, _ = taxed
    assert report["reconciliation"]["first_difference"] is None
    expected = taxed_coupons()
    for holder in report["holders"]:
        told = [
            tuple(int(Decimal(each[part]) * 100) for part in ("gross", "amount", "tax")) for each in holder["coupons"]
        ]
        assert told == [(gross, net, gross - net) for gross, net in (coupon[holder["holder"]] for coupon in expected)]
    untaxed = next(each for each in report["holders"] if each["holder"] == "INV-04")
    assert {each["tax"] for each in untaxed["coupons"]} == {"0.00"}
    assert (untaxed["tax_of"], untaxed["tax_percent"]) == (None, None)


@pytest.mark.requirement("TAX-2", "TAX-4")
def test_taxed_note__money__goes_to_holders_authorities_and_issuer_to_the_cent(taxed: Lived) -> None:
    report, _ = taxed
    for coupon, expected in zip(report["coupons"], taxed_coupons(), strict=True):
        gross, net = (sum(part) for part in zip(*expected.values(), strict=True))
        funded, paid, tax, rest = (int(Decimal(coupon[key]) * 100) for key in ("total", "paid", "tax", "returned"))
        assert (paid, tax, rest) == (net, gross - net, funded - gross)
    told = {(each["tax_of"], each["authority"]): each for each in report["tax"]["authorities"]}
    owners = {"BE": ("INV-01",), "IT": ("INV-02",), "classes": ("INV-03", "INV-05")}
    assert [whose for whose, _ in told] == list(owners)
    for (whose, _), each in told.items():
        tax = sum(coupon[name][0] - coupon[name][1] for coupon in taxed_coupons() for name in owners[whose])
        assert (int(Decimal(each["remitted"]) * 100), each["withheld"], each["held"]) == (tax, each["remitted"], "0.00")
    assert (report["supply"]["bond"], report["supply"]["cash"]) == (0, "0.00")
    assert report["redemption"]["tax_over_life"] == "50201.84"
    flows = {(each["date"], each["kind"]): each["moved"] for each in report["cash_flows"]}
    assert flows["2025-09-17", "tax"] == report["coupons"][0]["tax"] == "13047.76"
    assert flows["2027-03-17", "tax"] == report["coupons"][3]["tax"]
    assert flows["2025-09-17", "rounding"] == "0.02"


@pytest.mark.requirement("TAX-4")
def test_taxed_note__files_and_page__show_gross_tax_and_net(taxed: Lived, taxed_folder: Path) -> None:
    _, page = taxed
    with (taxed_folder / "holders.csv").open(newline="") as file:
        rows = {row["holder"]: row for row in csv.DictReader(file)}
    first = taxed_coupons()[0]["INV-01"]
    told = [rows["INV-01"][f"coupon_1{part}"] for part in ("_gross", "_tax", "")]
    assert told == ["17409.17", "5222.76", "12186.41"]
    assert [int(Decimal(told[index]) * 100) for index in (0, 2)] == list(first)
    assert {row["equal"] for row in rows.values()} == {"yes"}
    with (taxed_folder / "cash.csv").open(newline="") as file:
        assert sum(Decimal(row["moved"]) for row in csv.DictReader(file) if row["kind"] == "tax") == Decimal("50201.84")
    for text in (
        "Tax on interest BE 30%, IT 12.5%, institutional 15% illustrative",
        "of it 50,201.84 kept back as tax",
        "EUR 50,201.84 of the interest was kept back from holders and remitted after each coupon",
        "BE 30% Example Tax Office of Belgium",
        "class institutional 15% Example Tax Office of Belgium",
        "INV-01 BE, 30% 1 17,409.17 5,222.76 12,186.41",
        "INV-03 institutional, 15% 1 21,739.72 3,260.96 18,478.76",
        "INV-04 not taxed 1 13,026.44 0.00 13,026.44",
        "1 17 Sep 2025 86,958.90 73,911.12 13,047.76 0.02",
    ):
        assert text in page


def test_untaxed_note__page_and_holders_csv__name_no_tax(note: Lived) -> None:
    report, page = note
    assert report["tax"] is None
    assert "Tax on interest" not in page
    assert "Where each coupon went" not in page
    assert {each["tax"] for each in report["coupons"]} == {"0.00"}
