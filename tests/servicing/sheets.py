"""Bonds of term sheets that stand in files, as the commands of `tenor bond` take them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from tenor.deployment.bond_issue import bond_issue
from tenor.schedule.build import build_schedule
from tenor.schedule.model import Schedule
from tenor.terms.load import load_terms
from tests.bonds import fields
from tests.contracts.kinds import roles_of
from tests.contracts.support import Deployed
from tests.contracts.world import MONEY_ONLY, World

_NAMES = {
    "issue_id": "TEST", "name": "A bond", "symbol": "BOND", "isin": "null", "issuer": "somebody",
    "governing_law": "none", "issue_price_percent": "100", "payment_time": "09:00", "timezone": "UTC",
    "pricing_date": "2024-01-15", "minimum_denomination": "1000",
    "business_days": {"calendars": [], "roll": "none", "accrual": "unadjusted"},
    "record": {"business_days_before": "1", "time": "17:00"},
}  # fmt: skip


def write_sheet(folder: Path, name: str = "terms.yaml", **changes: Any) -> Path:  # noqa: ANN401 -- any field
    """A term sheet of some fields, see `tests.bonds.fields`, in a file."""
    path = folder / name
    path.write_text(yaml.safe_dump({**_NAMES, **fields(**changes)}).replace("'null'", "null"), "utf-8")
    return path


def create_from(world: World, sheet: Path) -> World:
    """The same world around the bond of a term sheet."""
    schedule: Schedule = build_schedule(load_terms(sheet))
    issue = bond_issue(schedule, world.cash.wallet, world.dvp.wallet, roles_of(world))
    address = world.factory.predictBond(*issue.arguments)
    world.factory.createBond(*issue.arguments, by=world.issuer)
    bond = Deployed(world.chain, "Bond", address)
    world.register(bond, investorClass=MONEY_ONLY)
    return replace(world, bond=bond, schedule=schedule)
