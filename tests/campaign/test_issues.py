"""A folder of several campaigns, and the one folder above that a campaign may read."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tenor.campaign.issues import issues_of
from tenor.campaign.load import load_campaign
from tenor.errors import InputError

BILL = Path(__file__).parents[2] / "campaigns" / "bill"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the issue `a`, whose parties stand in the folder above it."""
    shutil.copytree(BILL, tmp_path / "issues" / "a")
    (tmp_path / "issues" / "a" / "parties.yaml").rename(tmp_path / "issues" / "parties.yaml")
    name_parties(tmp_path / "issues" / "a", "../parties.yaml")
    return tmp_path / "issues"


def name_parties(issue: Path, name: str) -> None:
    text = (BILL / "campaign.yaml").read_text(encoding="utf-8")
    assert text.count("parties: parties.yaml") == 1
    (issue / "campaign.yaml").write_text(text.replace("parties: parties.yaml", f"parties: {name}"), encoding="utf-8")


def test_issues_of__folder_of_issues__are_their_folders_by_name(folder: Path) -> None:
    shutil.copytree(folder / "a", folder / "b")
    (folder / "notes").mkdir()
    assert issues_of(folder) == (folder / "a", folder / "b")


def test_issues_of__a_campaigns_own_folder_or_file__are_none(folder: Path) -> None:
    assert issues_of(folder / "a") == issues_of(folder / "a" / "campaign.yaml") == issues_of(folder / "missing") == ()


def test_issues_of__campaign_with_campaigns_in_it__is_one_campaign(folder: Path) -> None:
    shutil.copy(folder / "a" / "campaign.yaml", folder / "campaign.yaml")
    assert issues_of(folder) == ()


@pytest.mark.requirement("CAMP-10")
def test_load_campaign__parties_in_the_folder_above__is_in_order(folder: Path) -> None:
    assert load_campaign(folder / "a").parties == load_campaign(BILL).parties


@pytest.mark.requirement("CAMP-10")
@pytest.mark.parametrize("name", ["../../parties.yaml", "../a/parties.yaml", "a/parties.yaml", "/parties.yaml", ".."])
def test_load_campaign__file_elsewhere__is_refused_with_its_line(folder: Path, name: str) -> None:
    name_parties(folder / "a", name)
    with pytest.raises(InputError, match=r"campaign.yaml:\d+: parties is .*: this is not the name of a file"):
        load_campaign(folder / "a")


@pytest.mark.requirement("CAMP-10")
def test_load_campaign__fault_in_the_folder_above__is_refused_with_that_file(folder: Path) -> None:
    parties = folder / "parties.yaml"
    parties.write_text(parties.read_text(encoding="utf-8").replace("country: JP", "country: XX", 1), encoding="utf-8")
    with pytest.raises(InputError, match=r"a/\.\./parties.yaml:\d+: "):
        load_campaign(folder / "a")
