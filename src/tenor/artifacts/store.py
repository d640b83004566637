"""Artifacts by contract name: compiled from a checkout's sources when they changed, read from an installed package."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from pathlib import Path

from tenor.artifacts.artifact import Artifact, Build
from tenor.artifacts.compile import compile_contracts
from tenor.artifacts.tools import checkout
from tenor.errors import SetupError

PACKAGED = "contracts.json"  # beside this file in a wheel


def load(name: str) -> Artifact:
    """The artifact of a contract; raises SetupError for a name no contract has."""
    artifacts = contracts().artifacts
    if name not in artifacts:
        raise SetupError(name, "no contract has this name", f"Known are {', '.join(sorted(artifacts))}")
    return artifacts[name]


def contracts() -> Build:
    """The build that `load` takes artifacts from, decided once in a process."""
    return _build(checkout())


@cache
def _build(root: Path | None) -> Build:
    if root is not None:
        return compile_contracts(root)[0]
    packaged = files("tenor.artifacts").joinpath(PACKAGED)
    try:
        return Build.from_json(json.loads(packaged.read_text()))
    except (OSError, ValueError, KeyError, TypeError) as exc:
        remedy = "Install a wheel made by `make wheel`"
        raise SetupError(PACKAGED, "the package holds no compiled contracts", remedy) from exc
