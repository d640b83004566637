"""The callable note with an issuer that stops paying: a part called, a put, and a call that acceleration overtakes."""

from __future__ import annotations

import re
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
PUT = "put:                                   # a holder"
CHANGES = {
    "terms.yaml": {PUT: f"default: {{grace_days: 10, acceleration_percent: 25, default_interest_percent: 2}}\n\n{PUT}"},
    "campaign.yaml": {"cash_redemption: 2027-06-01T16:00": "cash_redemption: 2027-08-02T16:00"},
    "events.yaml": {
        "events:\n": "events:\n  - {event: payment-missed, payment: 1, paid: 2025-10-20}\n",
        "  - event: called\n    at: 2027-05-10T10:00\n    end: 2027-06-01T10:00": (
            "  - {event: payment-missed, payment: 4, paid: 2027-08-02}\n"
            "  - {event: default-declared, at: 2027-04-05T10:00, by: INV-01, payment: 4}\n"
            "  - {event: vote, at: 2027-04-06T10:00, on: acceleration, holders: [INV-01], in_favour: true}\n"
            "  - {event: called, at: 2027-04-07T10:00, end: 2027-06-01T10:00}\n"
            "  - {event: acceleration, at: 2027-05-04T10:00, by: INV-01}\n"
            "  - {event: recovery, at: 2027-06-10T10:00, per_unit: 20000.00}\n"
            "  - {event: rest-paid, at: 2027-08-02T12:00}"
        ),
    },
    "fundings.csv": {
        "820000.00,2025-09-17T08:00": "824536.00,2025-10-20T08:00",
        "606800.00,2027-03-17T08:00": "46606800.00,2027-03-17T08:00",
    },
}


@pytest.fixture(scope="module")
def note(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return varied(FOLDER, tmp_path_factory.mktemp("mixed") / "note", CHANGES)


@pytest.fixture(scope="module")
def report(note: Path) -> dict[str, Any]:
    return lived(note, note.parent / "out")


def text_of(page: Path) -> str:
    text = re.sub(r"<[^>]+>", " ", page.read_text("utf-8")).replace("\N{NO-BREAK SPACE}", " ")
    return " ".join(unescape(text).split())


@pytest.mark.requirement("CALL-1", "TROUBLE-1")
def test_mixed_note__every_holder__receives_what_the_twin_says(note: Path, report: dict[str, Any]) -> None:
    twin = TwinOfNote(note)
    life = twin.life
    twin.coupon(1, "2025-10-20")
    twin.coupon(2, "2026-03-17")
    life.call_part(at("2026-08-20T10:00"), 3, Fraction(20), Fraction(101, 100))
    twin.coupon(3, "2026-09-17")
    life.give_notice(at("2026-10-20T10:00"), "INV-02", 40, date(2026, 12, 1))
    life.transfer(at("2026-11-20T11:00"), "INV-02", "INV-05", 37)
    life.settle_puts(at("2026-12-01T11:00"), Fraction(99, 100))
    twin.pay("2026-12-01T11:00")
    life.default(at("2027-04-05T10:00"), 4)
    life.accelerate(at("2027-05-04T10:00"), ["INV-01"])
    life.recover(at("2027-06-10T10:00"), 2_000_000)
    twin.pay("2027-06-10T10:00")
    twin.coupon(4, "2027-08-02")
    life.redeem_claim(at("2027-08-02T12:00"))
    twin.pay("2027-08-02T12:00")
    assert_received(report, twin.paid)


@pytest.mark.requirement("CALL-1", "TROUBLE-1")
def test_mixed_note__page_and_statements__tell_each_payment_by_its_name(note: Path, report: dict[str, Any]) -> None:
    assert report["options"]["calls"][0]["overtaken"] is True
    assert "1 Jun 2027, overtaken: holders accelerated before" in text_of(note.parent / "out" / "report.html")
    campaign, wanted = load_campaign(note), Wanted(("INV-01", "INV-02"), None, None, None)
    pages = write_statements(campaign, note.parent / "out", note.parent / "statements", wanted)
    first, second = (text_of(page) for page in sorted(pages) if page.suffix == ".html")
    for text in ("Recovery on the claim", "Rest of the claim, units redeemed", "Recoveries and rest of the claim"):
        assert text in first
    for text in ("Put, units repaid", "on units put, before tax 20,226.60", "in the period 4,162,433.70"):
        assert text in second
