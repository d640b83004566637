from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tenor.errors import InputError, SetupError
from tenor.onboarding.rejects import MAX_SHOWN, Rejects
from tenor.onboarding.rows import Fault

COLUMNS = ("id", "wallet")
FAULT = Fault("id", "id is empty", "Fill the cell")


def written(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


@pytest.mark.requirement("ONB-9")
def test_add__rows__stand_in_the_file_with_what_is_wrong(tmp_path: Path) -> None:
    with Rejects(tmp_path / "list.csv", COLUMNS) as rejects:
        rejects.add(2, ("", "0x1"), (FAULT, Fault(None, "it is odd", "Mend it")))
        rejects.add(5, ("only one cell",), (FAULT,))
    assert rejects.path == tmp_path / "list.rejects.csv"
    assert written(rejects.path) == [
        ["id", "wallet", "problem"],
        ["", "0x1", "line 2: id is empty. Fill the cell; line 2: it is odd. Mend it"],
        ["only one cell", "", "line 5: id is empty. Fill the cell"],
    ]


def test_rejects__no_bad_row__leaves_no_file(tmp_path: Path) -> None:
    with Rejects(tmp_path / "list.csv", COLUMNS) as rejects:
        rejects.flush()
    assert rejects.count == 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.requirement("ONB-9")
def test_add__cells_that_a_spreadsheet_would_run__are_text_in_the_file(tmp_path: Path) -> None:
    with Rejects(tmp_path / "list.csv", COLUMNS) as rejects:
        rejects.add(2, ("=1+1", " @cmd"), (FAULT,))
    assert written(rejects.path)[1][:2] == ["'=1+1", "' @cmd"]


@pytest.mark.requirement("ONB-8")
@pytest.mark.parametrize("rows", [1, MAX_SHOWN, 3 * MAX_SHOWN])
def test_refusal__any_number_of_rows__lists_the_first_and_names_count_and_file(tmp_path: Path, rows: int) -> None:
    with Rejects(tmp_path / "list.csv", COLUMNS) as rejects:
        for line in range(2, 2 + rows):
            rejects.add(line, ("", ""), (FAULT,))
        refusal = rejects.refusal()
    assert isinstance(refusal, InputError)
    assert refusal.where == f"{tmp_path}/list.csv:2"
    shown = str(refusal).splitlines()
    assert len(shown) == min(rows, MAX_SHOWN) + 1
    assert all(f"list.csv:{line}: id is empty. Fill the cell." in shown[line - 2] for line in range(2, len(shown) + 1))
    count = "1 row is" if rows == 1 else f"{rows} rows are"
    assert f"{count} not in order and nothing was sent. All of them stand in list.rejects.csv" in shown[-1]
    assert "--accept-good-rows" in shown[-1]
    assert len(written(rejects.path)) == rows + 1


def test_add__file_cannot_be_written__is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "list.rejects.csv").mkdir()
    with Rejects(tmp_path / "list.csv", COLUMNS) as rejects, pytest.raises(SetupError, match="cannot be written"):
        rejects.add(2, ("", ""), (FAULT,))
