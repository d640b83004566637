"""What the scenarios of a note's whole life share: who holds it, its twin, and what everybody must have received."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from tenor.campaign.load import load_campaign
from tenor.reports.session import run_and_report
from tests.twin.bond_life import BondLife

ALLOTTED = {"INV-01": 111, "INV-02": 67, "INV-03": 89, "INV-04": 44, "INV-05": 33, "INV-06": 56}
BERLIN = ZoneInfo("Europe/Berlin")


class Nobody:
    """Listens to nothing."""

    def say(self, stage: str, text: str) -> None:
        pass

    def watch(self, step: object, intent: object) -> None:
        pass

    def end_step(self) -> None:
        pass


def lived(folder: Path, out: Path) -> dict[str, Any]:
    """A campaign carried out on a chain of its own: the report's data, with its files in a folder."""
    run_and_report(load_campaign(folder), None, out, Nobody())
    data: dict[str, Any] = json.loads((out / "report.json").read_text(encoding="utf-8"))
    return data


def varied(folder: Path, copy: Path, changes: Mapping[str, Mapping[str, str]]) -> Path:
    """A copy of a campaign's folder with texts of its files changed, each of which stands there once."""
    shutil.copytree(folder, copy)
    for name, texts in changes.items():
        text = (copy / name).read_text(encoding="utf-8")
        for old, new in texts.items():
            assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
            text = text.replace(old, new)
        (copy / name).write_text(text, encoding="utf-8")
    return copy


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


class Twin:
    """The calculator's life of a bond, and what it has paid everybody [minor]."""

    def __init__(self, life: BondLife) -> None:
        self.life = life
        self.paid: Counter[str] = Counter()

    def at(self, text: str) -> datetime:
        """A wall-clock time of the bond's own zone."""
        return datetime.fromisoformat(text).replace(tzinfo=self.life.zone)

    def pay(self, moment: str) -> None:
        """What was funded last, to everybody."""
        name, payout = list(self.life.payouts.items())[-1]
        for holder in payout.holders:
            for movement in self.life.pay(self.at(moment), name, holder):
                self.paid[movement.payee] += movement.amount

    def coupon(self, number: int, day: str) -> None:
        """A coupon funded and paid on a day."""
        self.life.fund(self.at(f"{day}T08:30"), number)
        self.pay(f"{day}T10:00")


class TwinOfNote(Twin):
    """The same of a note of the campaigns, from its term sheet alone."""

    def __init__(self, folder: Path) -> None:
        sheet = yaml.load((folder / "terms.yaml").read_text(), Loader=yaml.BaseLoader)  # noqa: S506 -- texts only
        sheet["business_days"]["calendars"] = []  # no date of these notes is near a holiday of TARGET
        super().__init__(BondLife(sheet))
        self.life.issue(at("2025-03-17T10:00"), ALLOTTED)


def assert_received(report: dict[str, Any], paid: Counter[str]) -> None:
    """Holders have what the twin paid, to the cent; the report expects the same, and nothing is left."""
    assert report["reconciliation"]["first_difference"] is None
    told = {each["holder"]: int(Decimal(each["total"]) * 100) for each in report["holders"]}
    assert told == {holder: paid[holder] for holder in told}
    assert sum(told.values()) == sum(paid[holder] for holder in paid if holder.startswith("INV-"))
    assert {each["holder"] for each in report["holders"] if each["total"] != each["expected"]} == set()
    assert (report["supply"]["bond"], report["supply"]["cash"]) == (0, "0.00")
