"""The callable note lived through on a chain, against the tests' own calculator of a bond's life.

EUR 40 million, 4.1 % semi-annual by 30E/360: a fifth of every unit called at 101 with the third coupon, 30 units put at
99 on 1 December 2026, the rest called at 100.5 on 1 June 2027.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from datetime import date
from fractions import Fraction
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from tenor.campaign.load import load_campaign
from tenor.reports.holder_export import Wanted, write_statements
from tests.scenarios.notes import TwinOfNote, assert_received, at, lived, varied

FOLDER = Path(__file__).parents[2] / "campaigns" / "callable-note"


def until_called(twin: TwinOfNote) -> None:
    """The story in the calculator, but for its end."""
    life = twin.life
    twin.coupon(1, "2025-09-17")
    twin.coupon(2, "2026-03-17")
    life.call_part(at("2026-08-20T10:00"), 3, Fraction(20), Fraction(101, 100))
    twin.coupon(3, "2026-09-17")
    life.give_notice(at("2026-10-20T10:00"), "INV-02", 40, date(2026, 12, 1))
    life.transfer(at("2026-11-20T11:00"), "INV-02", "INV-05", 37)
    life.settle_puts(at("2026-12-01T11:00"), Fraction(99, 100))
    twin.pay("2026-12-01T11:00")
    twin.coupon(4, "2027-03-17")


def twin_receipts() -> Counter[str]:
    """What the calculator pays each holder over this life [minor], from the term sheet and the story alone."""
    twin = TwinOfNote(FOLDER)
    until_called(twin)
    twin.life.call(at("2027-06-01T10:00"), Fraction(1005, 1000))
    twin.pay("2027-06-01T10:02")
    return twin.paid


@pytest.mark.requirement("CALL-1")
def test_callable_note__every_holder__receives_what_the_twin_says_to_the_cent(report: dict[str, Any]) -> None:
    assert_received(report, twin_receipts())


@pytest.mark.requirement("CALL-1")
def test_callable_note__options__are_told_with_their_amounts(report: dict[str, Any]) -> None:
    options = report["options"]
    part, call, put = options["parts"][0], options["calls"][0], options["puts"][0]
    assert (part["number"], part["percent"], part["price_percent"], part["part_per_unit"]) == (
        3,
        "20",
        "101",
        "20000.00",
    )
    assert (call["end"], call["last_coupon"], call["price_percent"]) == ("2027-06-01T10:00+02:00", 5, "100.5")
    # 99 % of 80,000 and 74 days of 360 on one unit, 30 of the 40 units of the notice
    assert (put["holder"], put["units"], put["principal"], put["interest"]) == ("INV-02", 30, "2376000.00", "20226.60")
    assert options["notices"][0]["units"] == 40
    assert [row["units"] for row in report["coupons"]] == [400, 400, 400, 370, 370]
    assert [row["outstanding_per_unit"] for row in report["coupons"]][2:] == ["100000.00", "80000.00", "80000.00"]
    assert report["prices"]["deals"] == []  # the trade came after the notice of a call
    assert (report["redemption"]["per_unit"], report["redemption"]["total"]) == ("80400.00", "29748000.00")


def test_callable_note__files_and_page__show_calls_and_puts(out: Path) -> None:
    with (out / "holders.csv").open(newline="") as file:
        rows = {row["holder"]: row for row in csv.DictReader(file)}
    assert (rows["INV-02"]["put"], rows["INV-01"]["put"]) == ("2396226.60", "0.00")
    page = unescape(re.sub(r"<[^>]+>", " ", (out / "report.html").read_text("utf-8")))
    page = " ".join(page.replace("\N{NO-BREAK SPACE}", " ").split())
    for text in ("Calls and puts", "Parts of every unit called", "Puts repaid", "Last coupon, cut on that day 5"):
        assert text in page


def test_statement__holder_that_put__shows_it_with_its_interest(out: Path, tmp_path: Path) -> None:
    wanted = Wanted(("INV-02",), None, None, None)
    page = write_statements(load_campaign(FOLDER), out, tmp_path, wanted)[0].read_text("utf-8")
    page = page.replace("\N{NO-BREAK SPACE}", " ")
    for text in ("Put, units repaid", "2,400,000.00", "20,226.60", "2,396,226.60", "20% at 101%", "13,400.00"):
        assert text in page


MADE_WHOLE = {
    "terms.yaml": {
        "put:                                   # a holder": (
            "make_whole: {until: 2027-12-31, spread_percent: 0.3, notice_days: 20, minimum_percent: -1,"
            " maximum_percent: 8}\n\nput:                                   # a holder"
        )
    },
    "events.yaml": {"event: called": "event: make-whole\n    reference_yield_percent: 2.1"},
    "fundings.csv": {"29997461.40": "30397461.40"},
}


@pytest.mark.requirement("CALL-1")
def test_callable_note__made_whole_instead__pays_the_present_value_of_what_was_left(tmp_path: Path) -> None:
    note = varied(FOLDER, tmp_path / "note", MADE_WHOLE)
    report = lived(note, tmp_path / "out")
    twin = TwinOfNote(note)
    until_called(twin)
    twin.life.make_whole(at("2027-06-01T10:00"), Fraction(24, 1_000))
    twin.pay("2027-06-01T10:02")
    assert_received(report, twin.paid)
    page = unescape(re.sub(r"<[^>]+>", " ", (tmp_path / "out" / "report.html").read_text("utf-8")))
    assert "Reference yield, without the spread of the terms 2.1% a year" in " ".join(page.split())
