import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tenor.campaign.load import load_campaign
from tenor.campaign.model import Campaign
from tenor.errors import InputError

HKSAR = Path(__file__).parents[2] / "campaigns" / "hksar-2023"

Edit = Callable[[str, str, str], None]
Refused = Callable[[], list[str]]


@pytest.fixture(scope="session")
def hksar() -> Campaign:
    """The campaign of the Hong Kong Government's 2023 bond, as committed."""
    return load_campaign(HKSAR)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of that campaign to spoil."""
    return Path(shutil.copytree(HKSAR, tmp_path / "hksar-2023"))


@pytest.fixture
def edit(folder: Path) -> Edit:
    """Replace a text that stands exactly once in a file of the copy."""

    def replace(file: str, old: str, new: str) -> None:
        text = (folder / file).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        (folder / file).write_text(text.replace(old, new), encoding="utf-8")

    return replace


@pytest.fixture
def refused(folder: Path) -> Refused:
    """Load the copy, which must be refused; the lines of the refusal, each as `file:line: what. remedy.`"""

    def load() -> list[str]:
        with pytest.raises(InputError) as refusal:
            load_campaign(folder)
        assert refusal.value.exit_status == 2
        return str(refusal.value).replace(f"{folder}/", "").splitlines()

    return load
