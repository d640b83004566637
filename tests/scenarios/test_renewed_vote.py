"""The note in default whose holders let a vote on acceleration grow old, renew it, and accelerate by the new one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scenarios.notes import TwinOfNote, assert_received, at, lived, varied

FOLDER = Path(__file__).parents[2] / "campaigns" / "defaulting-note"

RENEWED = {
    "events.yaml": {
        "[INV-01, INV-03]          # INV-01 with the 20 units that it has sold since": "[INV-03]",
        "  - event: acceleration\n    at: 2026-07-20T10:00\n    by: INV-03": (
            "  - {event: vote-renewed, at: 2026-08-03T10:00, by: INV-05}\n"
            "  - {event: vote, at: 2026-08-04T10:00, on: acceleration, holders: [INV-01, INV-05], in_favour: true}\n"
            "  - {event: acceleration, at: 2026-08-05T10:00, by: INV-05}"
        ),
    },
    "fundings.csv": {"16092124.00": "16217124.00"},
}


@pytest.mark.requirement("TROUBLE-1", "TROUBLE-3")
def test_defaulting_note__vote_renewed__counts_who_holds_then_and_pays_as_the_twin_says(tmp_path: Path) -> None:
    report = lived(varied(FOLDER, tmp_path / "note", RENEWED), tmp_path / "out")
    twin = TwinOfNote(FOLDER)
    life = twin.life
    for number, day in ((1, "2025-06-17"), (2, "2025-10-20"), (3, "2025-12-17"), (4, "2026-03-17")):
        twin.coupon(number, day)
    life.default(at("2026-07-03T10:00"), 5)
    life.transfer(at("2026-07-08T11:00"), "INV-01", "INV-05", 20)
    life.renew(at("2026-08-03T10:00"))
    life.accelerate(at("2026-08-05T10:00"), ["INV-01", "INV-05"])
    for moment, each in (("2026-09-30T10:00", 2_000_000), ("2026-11-16T10:00", 1_500_000)):
        life.recover(at(moment), each)
        twin.pay(moment)
    life.fund(at("2026-12-15T08:30"), 5)
    twin.pay("2026-12-15T10:00")
    life.redeem_claim(at("2026-12-15T11:00"))
    twin.pay("2026-12-15T11:00")
    assert_received(report, twin.paid)
    votes = report["trouble"]["ballots"]
    assert [(each["on"], each["in_favour"], each["outcome"]) for each in votes][1:] == [
        ("acceleration", 89, "dropped"),
        ("standstill", 89, "refused"),
        ("acceleration", 144, "carried"),
    ]
    assert votes[3]["votes"] == [
        {"holder": "INV-01", "in_favour": True, "units": 91},
        {"holder": "INV-05", "in_favour": True, "units": 53},
    ]
