import csv
import json
import random
from pathlib import Path
from typing import Any

import pytest

from tenor.errors import InputError
from tenor.reports import export

Data = dict[str, Any]


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(text.splitlines()))


def shuffled(value: object) -> object:
    """The same data with the keys of every mapping in another order."""
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: random.Random(key).random())  # noqa: S311 - an order, not a secret
        return {key: shuffled(value[key]) for key in keys}
    return [shuffled(each) for each in value] if isinstance(value, list) else value


@pytest.mark.requirement("REP-2")
def test_write_report__new_folder__holds_all_files(sample: Data, tmp_path: Path) -> None:
    files = export.write_report(sample, tmp_path / "made" / "here")
    assert files == export.report_files(tmp_path / "made" / "here")
    assert sorted(path.name for path in (tmp_path / "made" / "here").iterdir()) == [
        "cash.csv",
        "events.csv",
        "holders.csv",
        "report.html",
        "report.json",
    ]
    assert json.loads(files.json.read_text(encoding="utf-8")) == sample


@pytest.mark.requirement("REP-7")
def test_write_report__data_that_cannot_be_shown__leaves_the_report_before(sample: Data, tmp_path: Path) -> None:
    files = export.write_report(sample, tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    del sample["supply"]
    with pytest.raises(Exception, match="supply"):
        export.write_report(sample, tmp_path)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before
    assert files.html in before


@pytest.mark.requirement("REP-7")
def test_write_report__a_file_cannot_be_replaced__says_so_and_leaves_nothing_half_written(
    sample: Data, tmp_path: Path
) -> None:
    (tmp_path / "report.json").mkdir()
    with pytest.raises(InputError) as refusal:
        export.write_report(sample, tmp_path)
    assert str(refusal.value).startswith(f"{tmp_path}: the report cannot be written (")
    assert not list(tmp_path.glob(".*.tmp"))


@pytest.mark.requirement("REP-7")
def test_write_report__folder_is_a_file__is_an_input_error(sample: Data, tmp_path: Path) -> None:
    occupied = tmp_path / "out"
    occupied.write_text("in the way")
    with pytest.raises(InputError, match="cannot be written"):
        export.write_report(sample, occupied)
    assert occupied.read_text() == "in the way"


@pytest.mark.requirement("REP-7")
def test_remove_report__report_and_other_files__only_the_report_goes(sample: Data, tmp_path: Path) -> None:
    export.write_report(sample, tmp_path)
    (tmp_path / "journal.jsonl").write_text("kept")
    export.remove_report(tmp_path)
    export.remove_report(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["journal.jsonl"]


@pytest.mark.requirement("REP-2")
def test_render_json__issue_keys__present_as_decimal_strings(sample: Data) -> None:
    report = json.loads(export.render_json(sample))
    coupon = report["coupons"][0]
    assert (coupon["number"], coupon["record_date"], coupon["pay_date"]) == (1, "2023-08-15", "2023-08-16")
    assert (coupon["amount_per_unit"], coupon["total"]) == ("10041.78", "16066848.00")
    assert report["redemption"]["principal"] == "800000000.00"
    assert (report["supply"]["bond"], report["supply"]["cash"]) == (0, "0.00")
    assert report["reconciliation"]["ok"] is True


@pytest.mark.requirement("REP-2")
def test_render_json__keys_in_another_order__same_bytes(sample: Data) -> None:
    text = export.render_json(sample)
    assert export.render_json(shuffled(sample)) == text
    assert text.endswith("}\n")


@pytest.mark.requirement("REP-2")
def test_render_json__float_amount__refused_with_its_place(sample: Data) -> None:
    sample["coupons"][1]["total"] = 16333152.0
    with pytest.raises(TypeError, match=r"coupons\[1\]\.total: 16333152\.0 is a float"):
        export.render_json(sample)


def test_render_json__clock_time_of_the_run__may_be_a_float(sample: Data) -> None:
    sample["run"]["seconds"] = 2.5
    assert '"seconds": 2.5' in export.render_json(sample)


def test_render_csv__events__join_timeline_and_transactions(sample: Data, tmp_path: Path) -> None:
    files = export.write_report(sample, tmp_path)
    rows = rows_of(files.events.read_text(encoding="utf-8"))
    assert tuple(rows[0]) == ("at", "stage", "what", "actor", "intent", "tx", "block", "gas", "timestamp")
    assert len(rows) == len(sample["timeline"])
    assert rows[0]["tx"] == sample["run"]["transactions"][0]["hash"]
    assert {row["intent"]: row["gas"] for row in rows} == {
        each["intent"]: str(each["gas"]) for each in sample["run"]["transactions"]
    }


def test_render_csv__cash__has_a_row_for_each_flow(sample: Data, tmp_path: Path) -> None:
    rows = rows_of(export.write_report(sample, tmp_path).cash.read_text(encoding="utf-8"))
    assert [row["minted"] for row in rows] == [flow["minted"] for flow in sample["cash_flows"]]


def test_render_holders__statements__have_a_column_for_each_coupon(sample: Data) -> None:
    del sample["holders"][0]["coupons"][0]
    rows = rows_of(export.render_holders(sample))
    assert (rows[0]["coupon_1"], rows[0]["equal"]) == ("", "yes")
    assert rows[1]["coupon_2"] == sample["holders"][1]["coupons"][1]["amount"]


def test_render_holders__cent_too_many__is_not_equal(failed: Data) -> None:
    marks = {row["holder"]: row["equal"] for row in rows_of(export.render_holders(failed))}
    assert marks["INV-07"] == "no"
    assert list(marks.values()).count("no") == 1


@pytest.mark.requirement("REP-5")
def test_render_csv__hostile_text__is_one_quoted_cell() -> None:
    hostile = '=HYPERLINK("http://example.org"),\n"x"'
    text = export.render_csv(("what", "gas"), [{"what": hostile, "gas": None}])
    header, row = csv.reader(text.splitlines(keepends=True))
    assert (header, row) == (["what", "gas"], ["'" + hostile, ""])
