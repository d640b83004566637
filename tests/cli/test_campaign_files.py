"""`tenor campaign new`, `validate` and `schema`, as a person starts them."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tenor.cli import main

HKSAR = Path(__file__).parents[2] / "campaigns" / "hksar-2023"

Tenor = Callable[..., tuple[int, str, str]]


@pytest.fixture
def tenor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Tenor:
    """Start a command in an empty folder; exit status, standard output and standard error."""
    place = tmp_path / "place"
    place.mkdir()
    monkeypatch.chdir(place)

    def start(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["tenor", *arguments])
        monkeypatch.setenv("COLUMNS", "200")
        with pytest.raises(SystemExit) as end:
            main()
        output = capsys.readouterr()
        return int(end.value.code or 0), output.out, output.err

    return start


def test_validate__hksar__prints_the_figures(tenor: Tenor) -> None:
    status, out, err = tenor("campaign", "validate", str(HKSAR))
    assert (status, err) == (0, "")
    assert "HKD 10,041.78 a unit, HKD 16,066,848.00 in total, drift HKD 1.32" in out
    assert out.endswith("hksar-2023 is in order\n")


def test_new__then_validate__is_in_order(tenor: Tenor) -> None:
    assert tenor("campaign", "new", "first")[0] == 0
    status, out, _ = tenor("campaign", "validate", "first")
    assert status == 0
    assert "STARTER-2027" in out


def test_new__folder_not_empty__exits_2(tenor: Tenor) -> None:
    assert tenor("campaign", "new", "first")[0] == 0
    status, _, err = tenor("campaign", "new", "first")
    assert (status, err.count("\n")) == (2, 1)
    assert err.startswith("error: first: this is there already")


def test_schema__printed_or_written__is_the_same(tenor: Tenor) -> None:
    status, out, _ = tenor("campaign", "schema")
    assert status == 0
    assert tenor("campaign", "schema", "--out", "schema")[0] == 0
    assert json.loads(out) == {path.name: json.loads(path.read_text("utf-8")) for path in Path("schema").iterdir()}


@pytest.mark.requirement("CAMP-1")
@pytest.mark.parametrize(
    ("file", "old", "new", "where", "said"),
    [
        ("terms.yaml", "rate_percent: 4.05", "rate_percent: [4.05]", "", "coupon.rate_percent is a list"),
        ("terms.yaml", "governing_law: Hong Kong", "law: Hong Kong", "", "law is not a known field"),
        ("terms.yaml", "governing_law: Hong Kong", "issuer: hkma", "", "'issuer' stands twice"),
        ("terms.yaml", "maturity_date: 2024-02-16", "maturity_date: 2024-02-30", "", "does not exist"),
        ("terms.yaml", "isin: null", "isin: HK0000963296", "", "the check digit of this ISIN is 5"),
        ("campaign.yaml", "allotment: pro_rata", "allotment: as_given", "orders.csv:2", "carries no allotted amount"),
        ("orders.csv", "INV-13,1000000.00", "INV-13,500000.00", "", "below the minimum denomination"),
        ("orders.csv", "INV-13,1000000.00", "INV-13,1000001.00", "", "is off the step"),
        ("orders.csv", "ORD-08,INV-08,200000000.00,\n", "", "fundings.csv:1", "is short of"),
        ("investors.csv", "INV-13,HK", "INV-12,HK", "", "stands on line 13 and again on line 14"),
        ("parties.yaml", '{party: hksar, key: "dev:0"}', "{party: hksar}", "", "key is missing"),
    ],
)
def test_validate__bad_input__exits_2_and_writes_nothing(
    tenor: Tenor, tmp_path: Path, file: str, old: str, new: str, where: str, said: str
) -> None:
    folder = Path(shutil.copytree(HKSAR, tmp_path / "deal"))
    text = (folder / file).read_text("utf-8")
    assert text.count(old) == 1
    (folder / file).write_text(text.replace(old, new), "utf-8")
    before = {path: path.read_bytes() for path in folder.rglob("*")}
    status, out, err = tenor("campaign", "validate", str(folder))
    assert (status, out) == (2, "")
    spoilt = f"{file}:{text[: text.index(old)].count(chr(10)) + 1}"  # the line that was changed
    assert err.startswith(f"error: {folder}/")
    assert f"{folder}/{where or spoilt}: " in err
    assert said in err
    assert {path: path.read_bytes() for path in folder.rglob("*")} == before
    assert list(Path.cwd().iterdir()) == []
