"""The HKSAR 2023 campaign, lived through once on a real Anvil, with what the chain held at the start of every step."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tenor.campaign.actors import cast_of
from tenor.campaign.load import load_campaign
from tenor.campaign.model import Campaign
from tenor.campaign.plan import Step, open_desk
from tenor.campaign.run import CampaignRecord, open_chain, run_campaign
from tenor.chain.connection import Chain
from tenor.chain.contract import at
from tenor.chain.intent import Intent
from tenor.chain.journal import Journal
from tenor.reports.data import build_report
from tests.scenarios.notes import lived as lived_note
from tests.twin.hksar import FOLDER


@dataclass(frozen=True)
class Balances:
    """What the contracts said when a step began: units and minor units by investor."""

    step: Step
    units: dict[str, int]
    cash: dict[str, int]


@dataclass(frozen=True)
class Lived:
    """A finished campaign and its chain, which still runs."""

    chain: Chain
    record: CampaignRecord
    report: dict[str, Any]
    journal: Path
    balances: list[Balances]

    def wallet(self, investor: str) -> str:
        """The wallet of an investor."""
        return self.record.desk.cast.investors[investor].wallet

    def at_start_of(self, stage: str) -> Balances:
        """The balances when the last step of a stage began."""
        return next(each for each in reversed(self.balances) if each.step.stage == stage)


@pytest.fixture(scope="session")
def campaign() -> Campaign:
    return load_campaign(FOLDER)


@pytest.fixture(scope="session")
def lived(campaign: Campaign, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    path = tmp_path_factory.mktemp("hksar") / "journal.jsonl"
    seen: list[Balances] = []
    with open_chain(campaign, None) as chain:
        record = run_campaign(campaign, chain, Journal(path), _watcher(campaign, chain, seen))
        yield Lived(chain, record, build_report(chain, record), path, seen)


def _watcher(campaign: Campaign, chain: Chain, seen: list[Balances]) -> Callable[[Step, Intent | None], None]:
    cast = cast_of(campaign)
    contracts = open_desk(campaign, cast).deployment.deployment
    tokens = at(chain, "Bond", contracts.bond), at(chain, "CashToken", contracts.cash)

    def look(step: Step, intent: Intent | None) -> None:
        if intent is None and step.stage not in {"deploy", "onboard", "allot"}:
            units, cash = (
                {name: token.functions.balanceOf(actor.wallet).call() for name, actor in cast.investors.items()}
                for token in tokens
            )
            seen.append(Balances(step, units, cash))

    return look


@pytest.fixture(scope="module")
def out(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the campaign of a module's `FOLDER` was carried out."""
    folder = tmp_path_factory.mktemp("lived")
    lived_note(request.module.FOLDER, folder)
    return folder


@pytest.fixture(scope="module")
def report(out: Path) -> dict[str, Any]:
    """The report's data of that campaign."""
    data: dict[str, Any] = json.loads((out / "report.json").read_text(encoding="utf-8"))
    return data
