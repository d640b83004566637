"""The same campaign by its command: what is written, that a second run says the same, and that the journal is whole."""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hexbytes import HexBytes

from tenor.cli import main
from tests.scenarios.conftest import Lived
from tests.twin.hksar import FOLDER

MONEY = re.compile(r"-?\d+\.\d\d", re.ASCII)
MONEY_KEYS = {
    *("amount_per_unit", "total", "aggregate_interest", "drift", "paid", "principal", "interest_over_life", "cash"),
    *("cash_minted", "cash_redeemed", "amount", "consideration", "expected", "minted", "redeemed", "moved"),
    *("outstanding", "size", "unit_face", "per_unit", "unit_principal", "outstanding_per_unit", "instalment_per_unit"),
    *("instalments", "interest", "instalment", "tax", "accrued_per_unit", "clean_per_unit", "dirty_per_unit"),
    *("tax_over_life", "returned", "gross"),
}


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `tenor campaign run` leaves in its folder."""
    folder = tmp_path_factory.mktemp("run") / "hksar-2023"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["tenor", "campaign", "run", str(FOLDER), "--out", str(folder)])
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == 0
    return folder


@pytest.fixture(scope="module")
def report(out: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((out / "report.json").read_text(encoding="utf-8"))
    return data


def leaves(value: object, key: str = "") -> Iterator[tuple[str, object]]:
    """Every value of a document that is not a list or a mapping, with the key it stands under."""
    if isinstance(value, dict):
        for name, child in value.items():
            yield from leaves(child, name)
    elif isinstance(value, list):
        for child in value:
            yield from leaves(child, key)
    else:
        yield key, value


@pytest.mark.requirement("DATA-1")
def test_campaign_run__hksar_2023__writes_page_data_and_tables(out: Path) -> None:
    written = {path.name for path in out.iterdir() if path.is_file()}
    assert {"report.html", "report.json", "events.csv", "journal.jsonl"} <= written
    with (out / "events.csv").open(newline="") as file:
        assert len(list(csv.DictReader(file))) == 127
    assert not [path for path in out.rglob("*") if path.name.startswith(".")]  # no temporary file is left


@pytest.mark.requirement("DATA-1")
def test_report__hksar_2023__holds_the_figures_of_the_deal(report: dict[str, Any]) -> None:
    figures = ("number", "record_date", "pay_date", "amount_per_unit", "total")
    assert [tuple(coupon[key] for key in figures) for coupon in report["coupons"]] == [
        (1, "2023-08-15", "2023-08-16", "10041.78", "16066848.00"),
        (2, "2024-02-15", "2024-02-16", "10208.22", "16333152.00"),
    ]
    assert report["redemption"]["principal"] == "800000000.00"
    assert report["redemption"]["interest_over_life"] == "32400000.00"
    assert (report["supply"]["bond"], report["supply"]["cash"]) == (0, "0.00")
    assert report["supply"]["bond_issued"] == 1_600
    assert report["reconciliation"]["ok"] is True


@pytest.mark.requirement("DATA-2")
def test_report__every_amount__is_a_decimal_string_with_both_minor_digits(report: dict[str, Any]) -> None:
    amounts = [(key, value) for key, value in leaves(report | {"tax": []}) if key in MONEY_KEYS]  # no section on tax
    assert {key for key, _ in amounts} == MONEY_KEYS
    assert [each for each in amounts if not (isinstance(each[1], str) and MONEY.fullmatch(each[1]))] == []


@pytest.mark.requirement("DATA-2")
def test_report__outside_run__holds_no_float(report: dict[str, Any]) -> None:
    outside = {key: value for key, value in report.items() if key != "run"}
    assert [key for key, value in leaves(outside) if isinstance(value, float)] == []


@pytest.mark.requirement("DATA-3")
def test_report__second_run__is_the_same_outside_run(report: dict[str, Any], lived: Lived) -> None:
    first = json.loads(json.dumps(lived.report))
    assert report.keys() == first.keys()
    for part in report.keys() - {"run"}:
        assert report[part] == first[part], part
    assert [each["intent"] for each in report["run"]["transactions"]] == [
        each["intent"] for each in first["run"]["transactions"]
    ]


@pytest.mark.requirement("RUN-2")
def test_journal__finished_campaign__has_every_intent_once_with_its_outcome(lived: Lived) -> None:
    lines = [json.loads(line) for line in lived.journal.read_text(encoding="utf-8").splitlines()]
    started, done = lines[0::2], lines[1::2]
    ids = [line["intent"]["id"] for line in started]
    assert len(set(ids)) == len(ids) == 127
    assert [line["outcome"]["intent"] for line in done] == ids
    assert [line["outcome"]["hash"] for line in done] == [line["transaction"] for line in started]
    assert ids == [each["intent"] for each in lived.report["timeline"]]


@pytest.mark.requirement("RUN-2")
def test_chain__finished_campaign__holds_the_journals_transactions_and_no_other(lived: Lived) -> None:
    eth = lived.chain.web3.eth
    blocks = [eth.get_block(number) for number in range(eth.block_number + 1)]
    mined = [HexBytes(transaction).to_0x_hex() for block in blocks for transaction in block["transactions"]]
    assert mined == [entry.outcome.hash for entry in lived.record.entries]


@pytest.mark.requirement("RUN-3")
def test_chain_time__every_intent__is_not_before_its_date_and_never_goes_back(lived: Lived) -> None:
    stamps = [entry.outcome.timestamp for entry in lived.record.entries]
    assert stamps == sorted(stamps)
    assert all(entry.due <= entry.outcome.timestamp <= entry.due + 120 for entry in lived.record.entries)
