"""Calls and puts in events files: what the terms give no right to is refused; each on the callable example."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tenor.campaign.load import load_campaign
from tenor.errors import InputError

EXAMPLE = Path(__file__).parents[2] / "campaigns" / "callable-note"
PART = "event: part-called\n    at: 2026-08-20T10:00\n    payment: 3\n    percent: 20"
TWICE = f"{PART}\n\n  - {PART.replace('2026-08-20T10:00', '2026-08-21T10:00')}"

CASES: dict[str, tuple[str, dict[str, str], str]] = {
    "part of the last coupon": ("events", {"payment: 3": "payment: 6"}, "no part can be called for payment 6"),
    "part called twice": ("events", {PART: TWICE}, "no part can be called for payment 3"),
    "part after the record time": ("events", {"at: 2026-08-20": "at: 2026-09-17"}, "coupon 3 is recorded by then"),
    "part at short notice": ("events", {"at: 2026-08-20": "at: 2026-09-01"}, "the notice is too short"),
    "all as a part": ("events", {"percent: 20": "percent: 100"}, "more than nothing and less than all"),
    "no partial call": ("terms", {"partial: true": "partial: false"}, "the terms let no part be called"),
    "no window": (
        "terms",
        {"from: 2026-03-17, to: 2027-03-16": "from: 2026-10-01, to: 2027-03-16"},
        "on no 2026-09-17",
    ),
    "call in the past": ("events", {"end: 2027-06-01T10:00": "end: 2027-05-09T10:00"}, "the life cannot end then"),
    "call while a coupon waits": (
        "events",
        {"at: 2027-05-10T10:00\n    end: 2027-06-01T10:00": "at: 2027-02-10T10:00\n    end: 2027-03-17T08:00"},
        "the life cannot end then",
    ),
    "put for another day": ("events", {"units: 40\n    on: 2026-12-01": "units: 40\n    on: 2026-12-02"}, "put on no"),
    "put too early": ("events", {"at: 2026-10-20": "at: 2026-10-10"}, "notice is given from 2026-10-17 to 2026-11-16"),
    "put by nobody": ("events", {"by: INV-02": "by: INV-22"}, "'INV-22' is not on the investor list"),
    "put paid early": ("events", {"at: 2026-12-01T11:00": "at: 2026-11-30T11:00"}, "from their day on"),
    "no call at all": (
        "events",
        {PART: "event: called\n    at: 2026-08-20T10:00\n    end: 2028-03-17T10:00"},
        "cannot end",
    ),
}


@pytest.mark.requirement("CALL-2")
@pytest.mark.parametrize(("file", "changes", "said"), CASES.values(), ids=CASES)
def test_load_campaign__options_without_a_right__are_refused(
    tmp_path: Path, file: str, changes: dict[str, str], said: str
) -> None:
    folder = Path(shutil.copytree(EXAMPLE, tmp_path / "note"))
    path = folder / f"{file}.yaml"
    text = path.read_text()
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text)
    with pytest.raises(InputError) as error:
        load_campaign(folder)
    assert said in str(error.value)
    assert f"{folder}/events.yaml:" in str(error.value)
