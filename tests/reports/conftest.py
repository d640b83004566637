"""A finished campaign's data, as the runner hands it to the report; the timeline is cut to two entries a stage."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

SAMPLE = Path(__file__).with_name("sample.json")


@pytest.fixture
def sample() -> dict[str, Any]:
    """A fresh copy, free to change."""
    return json.loads(SAMPLE.read_text(encoding="utf-8"))


@pytest.fixture
def failed(sample: dict[str, Any]) -> dict[str, Any]:
    """The same campaign with one cent too many at INV-07."""
    holder = next(each for each in sample["holders"] if each["holder"] == "INV-07")
    holder["total"] = str(Decimal(holder["total"]) + Decimal("0.01"))
    check = sample["reconciliation"]["checks"][2]
    check |= {"ok": False, "difference": "INV-07: events 100, contract 99"}
    first = f"{check['name']}: {check['difference']}"
    sample["reconciliation"] |= {"ok": False, "first_difference": first}
    return sample


@pytest.fixture
def bare(sample: dict[str, Any]) -> dict[str, Any]:
    """A campaign of which nothing but the terms is left: no notes, no trade, no coupon, no transaction."""
    for key in ("notes", "coupons", "allotments", "trades", "registers", "holders", "cash_flows", "timeline"):
        sample[key] = []
    sample["run"] |= {"transactions": [], "gas_by_stage": []}
    return sample
