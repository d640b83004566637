"""What a machine must have for Tenor: each tool, its version, where it came from and what to do where it is missing."""

from __future__ import annotations

import json
import platform
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from tenor.artifacts.compile import SOLCX_REMEDY
from tenor.artifacts.solc import SOLC_FOLDER, SOLC_VERSION, placed_solc
from tenor.artifacts.store import PACKAGED, contracts
from tenor.artifacts.tools import Tool, checkout, find_foundry, find_node, find_npm, version_of
from tenor.errors import SetupError, TenorError


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor's table: the tool as found, or why it is missing and the remedy."""

    name: str
    tool: Tool | None
    trouble: str = ""

    @property
    def where(self) -> str:
        """The tool's path, from the checkout's folder on where it lies in it, or what to do about its absence."""
        if self.tool is None:
            return self.trouble
        root = checkout()
        if root is not None and self.tool.path.is_relative_to(root):
            return str(self.tool.path.relative_to(root))
        return str(self.tool.path)


def examine() -> tuple[Finding, ...]:
    """Look for everything this installation needs: a checkout also compiles, an installed package only runs Anvil."""
    root = checkout()
    looks: dict[str, Callable[[], Tool]] = {"python": _python, "anvil": lambda: find_foundry("anvil")}
    if root is None:
        looks["contracts"] = _packaged_contracts
    else:
        looks |= {
            "forge": lambda: find_foundry("forge"),
            "cast": lambda: find_foundry("cast"),
            "node": find_node,
            "npm": find_npm,
            "solc": lambda: _solc(root),
            "py-solc-x": _solcx,
            "@openzeppelin/contracts": lambda: _openzeppelin(root),
        }
    return tuple(_look(name, look) for name, look in looks.items())


def _look(name: str, look: Callable[[], Tool]) -> Finding:
    try:
        return Finding(name, look())
    except TenorError as exc:
        return Finding(name, None, f"{exc.what}. {exc.remedy}.")


def _python() -> Tool:
    origin = "environment" if sys.prefix != sys.base_prefix else "PATH"
    return Tool("python", Path(sys.executable), platform.python_version(), origin)


def _solc(root: Path) -> Tool:
    placed = placed_solc(root)
    if placed is None:
        raise SetupError(SOLC_FOLDER, f"solc {SOLC_VERSION} is not in {SOLC_FOLDER}", "Run `make setup`")
    origin = {"native": "download", "npm": "npm (shim)"}[placed.origin]
    try:
        return Tool("solc", placed.path, version_of(placed.path), origin)
    except SetupError as exc:
        raise SetupError(exc.where, exc.what, f"Remove {SOLC_FOLDER} and run `make setup`") from exc


def _solcx() -> Tool:
    try:
        found = metadata.distribution("py-solc-x")
    except metadata.PackageNotFoundError as exc:
        raise SetupError("py-solc-x", "it is not installed", SOLCX_REMEDY) from exc
    return Tool("py-solc-x", Path(str(found.locate_file("solcx"))), found.version, "PyPI")


def _openzeppelin(root: Path) -> Tool:
    package = root / "node_modules" / "@openzeppelin" / "contracts"
    try:
        version = json.loads((package / "package.json").read_text())["version"]
    except (OSError, ValueError, KeyError) as exc:
        raise SetupError(str(package), "the package is missing", "Run `make setup`") from exc
    return Tool("@openzeppelin/contracts", package, version, "npm")


def _packaged_contracts() -> Tool:
    build = contracts()
    packaged = Path(__file__).parent / PACKAGED
    return Tool("contracts", packaged, f"{len(build.artifacts)} contracts", f"solc {build.compiler}")
