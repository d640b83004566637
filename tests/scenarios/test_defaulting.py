"""The note in default lived through on a chain, against the tests' own calculator of a bond's life.

EUR 40 million, 3.35 % a quarter by 30E/360 and 2 % more on what is overdue; the second coupon 33 days late, the fifth
with its instalment missed, acceleration on 20 July 2026, EUR 20,000 and EUR 15,000 a unit recovered, then the rest.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from tenor.campaign.load import load_campaign
from tenor.reports.holder_export import Wanted, write_statements
from tests.scenarios.notes import TwinOfNote, assert_received, at

FOLDER = Path(__file__).parents[2] / "campaigns" / "defaulting-note"


def twin_receipts() -> Counter[str]:
    """What the calculator pays each holder over this life [minor], from the term sheet and the story alone."""
    twin = TwinOfNote(FOLDER)
    life = twin.life
    for number, day in ((1, "2025-06-17"), (2, "2025-10-20"), (3, "2025-12-17"), (4, "2026-03-17")):
        twin.coupon(number, day)
    life.default(at("2026-07-03T10:00"), 5)
    life.transfer(at("2026-07-08T11:00"), "INV-01", "INV-05", 20)
    life.accelerate(at("2026-07-20T10:00"), ["INV-01", "INV-03"])
    for moment, each in (("2026-09-30T10:00", 2_000_000), ("2026-11-16T10:00", 1_500_000)):
        life.recover(at(moment), each)
        twin.pay(moment)
    life.fund(at("2026-12-15T08:30"), 5)
    twin.pay("2026-12-15T10:00")
    life.redeem_claim(at("2026-12-15T11:00"))
    twin.pay("2026-12-15T11:00")
    return twin.paid


@pytest.mark.requirement("TROUBLE-1")
def test_defaulting_note__every_holder__receives_what_the_twin_says_to_the_cent(report: dict[str, Any]) -> None:
    assert_received(report, twin_receipts())


@pytest.mark.requirement("TROUBLE-2")
def test_defaulting_note__late_payments__bear_default_interest_for_their_days(report: dict[str, Any]) -> None:
    names = ("number", "due", "paid", "days", "default_interest_per_unit", "default_interest")
    rows = [tuple(each[name] for name in names) for each in report["trouble"]["late"]]
    # 837.50 and 25,837.50 on a unit, at 5.35 % for 33 and 181 days of 365
    assert rows == [
        (2, "2025-09-17", "2025-10-20", 33, "4.05", "1620.00"),
        (5, "2026-06-17", "2026-12-15", 181, "685.47", "274188.00"),
    ]
    assert [each["total"] for each in report["coupons"]][1:5:3] == ["336620.00", "10609188.00"]


@pytest.mark.requirement("TROUBLE-3")
def test_defaulting_note__votes__count_units_of_their_record_time(report: dict[str, Any]) -> None:
    told = [tuple(each[key] for key in ("on", "in_favour", "against", "units", "outcome"))
            for each in report["trouble"]["ballots"]]  # fmt: skip
    assert told == [
        ("acceleration", 44, 0, 400, "dropped"),
        ("acceleration", 200, 0, 400, "carried"),
        ("standstill", 89, 200, 400, "refused"),
    ]
    assert report["trouble"]["ballots"][1]["votes"][0] == {"holder": "INV-01", "in_favour": True, "units": 111}
    assert [(each["payment"], each["by"], each["cured"]) for each in report["trouble"]["defaults"]] == [
        (2, "INV-02", "2025-10-21T10:00+02:00"),
        (5, "INV-03", None),
    ]


@pytest.mark.requirement("TROUBLE-1")
def test_defaulting_note__acceleration__leaves_a_claim_that_recoveries_reduce(report: dict[str, Any]) -> None:
    trouble = report["trouble"]
    assert trouble["acceleration"] == {
        "at": "2026-07-20T10:00+02:00",
        "claim_per_unit": "75230.31",  # 75,000 and 33 days of 360
        "claim": "30092124.00",
        "last_coupon": 5,
    }
    assert [each["left_per_unit"] for each in trouble["recoveries"]] == ["55230.31", "40230.31"]
    assert (report["redemption"]["per_unit"], report["redemption"]["date"]) == ("40230.31", "2026-12-15")
    assert [each["unit_principal"] for each in report["registers"]][-2:] == ["100000.00", "0.00"]
    flows = {(each["date"], each["kind"]): each["moved"] for each in report["cash_flows"]}
    assert (flows["2026-09-30", "recovery"], flows["2026-12-15", "redemption"]) == ("8000000.00", "16092124.00")


def test_defaulting_note__files_and_page__show_the_trouble(out: Path, report: dict[str, Any]) -> None:
    with (out / "holders.csv").open(newline="") as file:
        rows = {row["holder"]: row for row in csv.DictReader(file)}
    assert (rows["INV-01"]["recovered"], rows["INV-05"]["recovered"]) == ("3185000.00", "1855000.00")
    assert {row["equal"] for row in rows.values()} == {"yes"}
    page = " ".join(re.sub(r"<[^>]+>", " ", (out / "report.html").read_text("utf-8")).split())
    page = unescape(page).replace("\N{NO-BREAK SPACE}", " ")
    for text in (
        "Default and recovery",
        "acceleration on 20 Jul 2026",
        "rest, units redeemed",
        "Recovered on the claim",
    ):
        assert text in page
    lanes = {each["what"].split(":")[0] for each in report["timeline"] if each["stage"] == "default"}
    assert lanes == {"payment 2 is missed", "payment 2 is made", "payment 5 is missed"}


@pytest.mark.requirement("TROUBLE-4")
def test_statement__between_acceleration_and_rest__shows_what_is_open_and_recovered(out: Path, tmp_path: Path) -> None:
    campaign = load_campaign(FOLDER)
    wanted = Wanted(("INV-01",), None, date(2026, 10, 31), None)
    page = write_statements(campaign, out, tmp_path, wanted)[0].read_text("utf-8").replace("\N{NO-BREAK SPACE}", " ")
    for text in ("2,867,962.50", "5,025,958.21", "Recovery on the claim", "1,820,000.00", "75,230.31 was due"):
        assert text in page
    before = Wanted(("INV-05",), None, date(2026, 7, 10), None)
    page = write_statements(campaign, out, tmp_path / "before", before)[0].read_text("utf-8")
    assert "Accrued interest" in page
    assert "accelerated" not in page
