from pathlib import Path

import pytest

from tenor.campaign.load import load_campaign
from tenor.campaign.new import new_campaign
from tenor.campaign.projection import project_cash
from tenor.campaign.schema import schema_texts
from tenor.errors import InputError


@pytest.mark.requirement("CAMP-7")
@pytest.mark.parametrize("made", [False, True])
def test_new_campaign__new_or_empty_folder__is_in_order_as_it_stands(tmp_path: Path, made: bool) -> None:  # noqa: FBT001
    folder = tmp_path / "deals" / "first"
    if made:
        folder.mkdir(parents=True)
    assert new_campaign(folder) == folder
    campaign = load_campaign(folder)
    assert sum(allotment.units for allotment in campaign.allotments) == campaign.terms.units
    assert project_cash(campaign).balances == {}
    assert {path.name for path in folder.iterdir()} == {
        "campaign.yaml", "terms.yaml", "parties.yaml", "investors.csv", "orders.csv", "fundings.csv", "schema",
    }  # fmt: skip
    assert {path.name: path.read_text("utf-8") for path in (folder / "schema").iterdir()} == schema_texts()


def test_new_campaign__every_yaml_file__is_commented_and_names_its_schema(tmp_path: Path) -> None:
    for file in new_campaign(tmp_path / "first").glob("*.yaml"):
        lines = file.read_text("utf-8").splitlines()
        assert lines[0] == f"# yaml-language-server: $schema=schema/{file.stem}.schema.json"
        assert sum("# " in line for line in lines) > len(lines) / 3


def test_new_campaign__folder_with_something_in_it__is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(InputError, match="there already and not an empty folder"):
        new_campaign(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_new_campaign__name_of_a_file__is_refused(tmp_path: Path) -> None:
    (tmp_path / "first").write_text("mine")
    with pytest.raises(InputError, match="there already"):
        new_campaign(tmp_path / "first")
    with pytest.raises(InputError, match="the folder cannot be written: not a directory"):
        new_campaign(tmp_path / "first" / "second")


def test_new_campaign__written_only_in_part__leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full_disk(_: Path) -> list[Path]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tenor.campaign.new.write_schemas", full_disk)
    with pytest.raises(InputError, match="no space left on device"):
        new_campaign(tmp_path / "first")
    assert list((tmp_path / "first").iterdir()) == []
