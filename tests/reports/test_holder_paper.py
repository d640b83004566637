from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from tenor.reports.holder_coupons import Span
from tenor.reports.holder_paper import holder_paper
from tenor.reports.holder_view import view_account
from tenor.reports.paper import Paper
from tenor.reports.paper_html import paper_html
from tenor.reports.paper_pdf import paper_pdf
from tests.reports.test_holder_view import END, ISSUE, hksar

YEAR_END = date(2023, 12, 31)


def paper(sample: dict[str, Any], last: date = END, name: str | None = None) -> Paper:
    """The statement of INV-03."""
    holder = next(each for each in sample["accounts"] if each["holder"] == "INV-03")
    return holder_paper(sample, holder, view_account(holder, hksar(), Span(ISSUE, last)), hksar(), name)


def pages(pdf: bytes) -> list[str]:
    """The text of each page, by another library than the one that wrote it."""
    return [re.sub(r"\s+", " ", page.extract_text()) for page in PdfReader(BytesIO(pdf)).pages]


@pytest.mark.requirement("REP-11")
def test_holder_paper__letterhead__names_bond_register_and_account(sample: dict[str, Any]) -> None:
    told = paper(sample)
    assert told.issuer == "Government of the Hong Kong Special Administrative Region"
    assert dict(told.bond)["ISIN"] == "none"
    assert dict(told.register) == {
        "Registrar": "HSBC",
        "Paying agent": "HSBC",
        "Register": "0x542352AF907D563ee7dB2Aa4f2275579347b0C26",
        "Chain": "31337 (embedded Anvil)",
        "As of block": "135",
        "Terms, hash": sample["terms"]["document_hash"],
    }
    assert dict(told.account)["Held with"] == "Bank of China (Hong Kong)"
    assert "Account holder" not in dict(told.account)
    assert dict(paper(sample, name="A Fund").account)["Account holder"] == "A Fund"


@pytest.mark.requirement("REP-11")
def test_holder_paper__tables__hold_every_movement_and_payment_with_its_transaction(sample: dict[str, Any]) -> None:
    holding, interest, principal, totals, transactions = paper(sample).tables
    assert [row[1:] for row in holding.rows] == [
        ("Opening holding", "", "", "0", "", ""),
        ("PRI-ORD-03, received", sample["terms"]["issuer"], "+200", "200", "100,000,000.00", "T1"),
        ("SEC-001, delivered", "INV-11", "\u221220", "180", "10,105,082.19", "T2"),
        ("Redemption, units cancelled", "\u2013", "\u2212180", "0", "\u2013", "T4"),
        ("Closing holding", "", "", "0", "", ""),
    ]
    assert interest.rows[0][3:] == (
        *("180", "4.05", "1,807,520.40", "1,807,520.40", "0.00", "16\u00a0Aug\u00a02023", "T3"),
    )
    assert interest.rows[-1][5:8] == ("3,645,000.00", "3,645,000.00", "0.00")
    assert principal.rows[0][2:] == ("180", "500,000.00", "90,000,000.00", "T4")
    assert totals.rows[-1] == ("Received in the period", "93,645,000.00")
    hashes = {each["hash"] for each in sample["run"]["transactions"]}
    assert [row[0] for row in transactions.rows] == ["T1", "T2", "T3", "T4"]
    assert {row[1] for row in transactions.rows} < hashes


@pytest.mark.requirement("REP-11")
def test_holder_paper__closing_before_redemption__says_what_accrued_and_how(sample: dict[str, Any]) -> None:
    told = paper(sample, YEAR_END)
    assert dict(told.figures)["Accrued interest"] == "HKD\u00a01,368,122.40"
    assert dict(told.register)["As of block"] == "124"
    assert any("7600.68 on one unit" in note for note in told.notes)
    assert any("ACT/365F" in note and "half upwards" in note for note in told.notes)
    assert told.tables[2].empty == "No units were redeemed in the period."
    assert "Accrued interest" not in dict(paper(sample).figures)


@pytest.mark.requirement("REP-11")
def test_holder_paper__reference__is_of_what_is_said_and_of_nothing_else(sample: dict[str, Any]) -> None:
    told = paper(sample)
    assert re.fullmatch(r"HKSAR-GB-2023-HKD / INV-03 / 20240216 / [0-9A-F]{12}", told.reference)
    assert paper(deepcopy(sample)).reference == told.reference
    holder = next(each for each in sample["accounts"] if each["holder"] == "INV-03")
    holder["receipts"][0]["parts"][0]["amount"] = "1807520.39"
    assert paper(sample).reference != told.reference


@pytest.mark.requirement("REP-11")
def test_holder_paper__development_chain__is_a_specimen_and_another_chain_is_not(sample: dict[str, Any]) -> None:
    assert paper(sample).warning.startswith("Specimen")
    sample["run"]["chain_id"] = 1
    assert paper(sample).warning == ""


@pytest.mark.requirement("REP-12")
def test_paper_html__statement__holds_every_text_and_loads_nothing(sample: dict[str, Any]) -> None:
    told = paper(sample)
    page = paper_html(told)
    facts = [text for part in (told.account, told.bond, told.register, told.figures) for pair in part for text in pair]
    for text in (*facts, *told.notes, *(cell for table in told.tables for row in table.rows for cell in row)):
        assert text.replace("'", "&#39;") in page
    assert "default-src 'none'" in page
    assert "size: A4" in page
    assert re.findall(r"(?:src|href)=\"(?!data:,)", page) == []
    assert "<script" not in page


@pytest.mark.requirement("REP-12")
def test_paper_html__hostile_name__stays_text(sample: dict[str, Any]) -> None:
    page = paper_html(paper(sample, name="<script>alert(1)</script>"))
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


@pytest.mark.requirement("REP-12")
def test_paper_pdf__statement__holds_every_amount_and_numbers_its_pages(sample: dict[str, Any]) -> None:
    told = paper(sample)
    read = pages(paper_pdf(told))
    for amount in ("93,645,000.00", "1,807,520.40", "1,837,479.60", "10,105,082.19", "-20", "+200"):
        assert amount in " ".join(read)
    for number, page in enumerate(read, start=1):
        assert told.reference in page
        assert f"{number} / {len(read)}" in page
    for row in told.tables[-1].rows:
        assert row[1] in " ".join(read)


@pytest.mark.requirement("REP-12")
def test_paper_pdf__same_paper__gives_the_same_bytes_and_another_gives_others(sample: dict[str, Any]) -> None:
    first = paper_pdf(paper(sample))
    assert first.startswith(b"%PDF-")
    assert first == paper_pdf(paper(sample))
    assert first != paper_pdf(paper(sample, YEAR_END))
    assert b"2026" not in first.split(b"stream")[-1]  # no day of writing in the dictionary at the end


@pytest.mark.requirement("REP-12")
def test_paper_pdf__markup_and_characters_without_a_type__are_text_and_marked(
    sample: dict[str, Any],
) -> None:
    name = "<b>A & B</b> \u05d0"
    text = " ".join(pages(paper_pdf(paper(sample, name=name))))
    assert "<b>A & B</b> ?" in text
    assert "Characters for which this document has no type" in text
    plain = " ".join(pages(paper_pdf(paper(sample, name="Soci\u00e9t\u00e9 \u9673 ?"))))
    assert "Soci\u00e9t\u00e9 \u9673 ?" in plain
    assert "Characters for which" not in plain


@pytest.mark.requirement("REP-12")
def test_paper_pdf__many_rows__repeats_the_heading_on_every_page(sample: dict[str, Any]) -> None:
    told = paper(sample)
    holding, *others = told.tables
    long = replace(holding, rows=holding.rows[:1] + holding.rows[1:2] * 150 + holding.rows[-1:])
    read = pages(paper_pdf(replace(told, tables=(long, *others))))
    rows = [page.count("PRI-ORD-03, received") for page in read]
    assert sum(rows) == 150
    assert [page.count("Counterparty") for page in read] == [int(bool(count)) for count in rows]


@pytest.mark.requirement("REP-11")
def test_holder_paper__coupon_recorded_and_not_due__is_told_apart_from_what_is_open(sample: dict[str, Any]) -> None:
    told = paper(sample, date(2023, 8, 15))
    assert told.tables[1].rows[0][7:] == ("1,807,520.40", "not due yet", "")
    assert dict(told.figures)["Claims due and open"] == "HKD\u00a00.00"
    assert any("recorded and not due yet" in note for note in told.notes)
    assert not any("not due yet" in note for note in paper(sample).notes)


@pytest.mark.requirement("REP-11")
def test_holder_paper__units_moved_without_a_trade__are_received_or_delivered(sample: dict[str, Any]) -> None:
    holder = next(each for each in sample["accounts"] if each["holder"] == "INV-03")
    for row in holder["movements"]:
        row["trade"] = None
    assert [row[1::4] for row in paper(sample).tables[0].rows[1:3]] == [
        ("Received", "\u2013"), ("Delivered", "\u2013"),
    ]  # fmt: skip


@pytest.mark.requirement("REP-11")
def test_holder_paper__interest_not_fixed_by_the_closing_day__says_why_there_is_no_amount(
    sample: dict[str, Any],
) -> None:
    holder = next(each for each in sample["accounts"] if each["holder"] == "INV-03")
    plan = replace(hksar(), periods=tuple(replace(each, fixing_date=each.accrual_end) for each in hksar().periods))
    told = holder_paper(sample, holder, view_account(holder, plan, Span(ISSUE, YEAR_END)), plan)
    assert dict(told.figures)["Accrued interest"] == "not known: the coupon was not fixed by then"
    assert any("is not known: the coupon was not fixed by then." in note for note in told.notes)


def lengthened(sample: dict[str, Any], filler: int) -> Paper:
    """The statement with so many movements before its totals."""
    told = paper(sample)
    holding, *others = told.tables
    line = (*holding.rows[1][:2], "INV-07", *holding.rows[1][3:])
    rows = (holding.rows[0], *[line] * filler, holding.rows[-1])
    return replace(told, tables=(replace(holding, rows=rows), *others))


@pytest.mark.requirement("REP-12")
def test_paper_pdf__totals__stand_on_one_page_wherever_they_fall(sample: dict[str, Any]) -> None:
    for filler in range(8, 22):
        read = pages(paper_pdf(lengthened(sample, filler)))
        (first,) = [number for number, page in enumerate(read) if "Totals of the period" in page]
        table = read[first].split("Totals of the period")[1]
        for line in ("Interest on coupons", "Tax withheld", "Principal at redemption", "Received in the period"):
            assert line in table


@pytest.mark.requirement("REP-12")
def test_paper_pdf__last_row_of_a_table__never_stands_alone_on_a_page(sample: dict[str, Any]) -> None:
    for filler in range(19, 26):
        read = pages(paper_pdf(lengthened(sample, filler)))
        (page,) = [page for page in read if re.search(r"16.Feb.2024 Closing holding", page)]
        assert "PRI-ORD-03, received" in page


@pytest.mark.requirement("REP-12")
def test_paper_html__totals__are_kept_together_on_paper(sample: dict[str, Any]) -> None:
    page = paper_html(paper(sample))
    assert '<section class="together">\n<h2>Totals of the period</h2>' in page
    assert re.search(r"@media print \{.*\.together \{ break-inside: avoid; \}", page, re.DOTALL)


@pytest.mark.requirement("REP-12")
def test_paper_html__table_of_many_columns__stands_in_smaller_type(sample: dict[str, Any]) -> None:
    told = paper(sample)
    holding, interest, *others = told.tables
    assert '<table class="wide">' not in paper_html(told)
    columns = (*interest.columns, interest.columns[-1], interest.columns[-1])
    wide = replace(interest, columns=columns, rows=tuple((*row, "", "") for row in interest.rows))
    assert paper_html(replace(told, tables=(holding, wide, *others))).count('<table class="wide">') == 1
