"""A starter campaign: small, commented, and in order as it stands."""

from __future__ import annotations

import shutil
import tempfile
from importlib.resources import files
from pathlib import Path

from tenor.campaign.schema import write_schemas
from tenor.errors import InputError


def new_campaign(folder: Path) -> Path:
    """Write the starter campaign into a new or empty folder, and return the folder.

    Raises:
        InputError: the folder holds something already, or cannot be written; then nothing is left behind.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(str(folder), "this is there already and not an empty folder", "Name a new folder")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".tenor-", dir=folder) as name:
            _write(Path(name))
            for entry in sorted(Path(name).iterdir()):
                shutil.move(entry, folder)
    except OSError as error:
        reason = (error.strerror or "the system refuses it").lower()
        raise InputError(str(folder), f"the folder cannot be written: {reason}", "Choose another place") from error
    return folder


def _write(folder: Path) -> None:
    for file in (files("tenor.campaign") / "starter").iterdir():
        (folder / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    write_schemas(folder / "schema")
