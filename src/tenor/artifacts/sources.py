"""The compiler's input: every Solidity source by content, from the project's own and from what they import."""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
from pathlib import Path
from typing import Any

from tenor.artifacts.solc import SOLC_BUILD
from tenor.errors import InputError

EVM_VERSION = "prague"  # the newest that solc, Anvil and py-evm all run; solc's own default is newer
OPTIMIZER_RUNS = 200
CACHE_FORMAT = 2  # of what is made of the compiler's output; another one asks for another compilation
PACKAGES = ("@openzeppelin/",)  # import prefixes that live below node_modules
OUTPUTS = (
    "abi",
    "evm.bytecode.object",
    "evm.deployedBytecode.object",
    "evm.deployedBytecode.immutableReferences",
    "storageLayout",
)

IMPORT = re.compile(r"""^\s*import\b[^;"']*["']([^"']+)["']""", re.MULTILINE)
_DEFINITION = re.compile(r"^\s*(?:abstract\s+)?(?:contract|interface|library)\s+(\w+)", re.MULTILINE)


def compiler_input(root: Path) -> dict[str, Any]:
    """Standard JSON input for every contract of the project, with all sources inlined.

    Code is generated for the project's own contracts only: that halves the time of a compilation.
    """
    sources = read_sources(root)
    return {
        "language": "Solidity",
        "sources": {unit: {"content": content} for unit, content in sorted(sources.items())},
        "settings": {
            "evmVersion": EVM_VERSION,
            "optimizer": {"enabled": True, "runs": OPTIMIZER_RUNS},
            "viaIR": True,
            "metadata": {"bytecodeHash": "none"},
            "outputSelection": {unit: {"*": list(OUTPUTS)} for unit in sorted(sources) if is_own(unit)},
        },
    }


def input_key(document: dict[str, Any]) -> str:
    """SHA-256 of the canonical input and the compiler's build: the same key means the same output."""
    canonical = json.dumps(document, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{SOLC_BUILD}\n{CACHE_FORMAT}\n{canonical}".encode()).hexdigest()


def read_sources(root: Path) -> dict[str, str]:
    """Source unit -> text, for the project's contracts and the closure of their imports.

    An import that leads nowhere is left out: the compiler then names its file and line.
    """
    sources: dict[str, str] = {}
    own = sorted(path.relative_to(root).as_posix() for path in root.glob("contracts/**/*.sol"))
    waiting = [unit for unit in own if "/." not in unit]  # Ape keeps copies of imports in contracts/.cache
    while waiting:
        unit = waiting.pop()
        path = unit_path(root, unit)
        if unit in sources or not path.is_file():
            continue
        sources[unit] = path.read_text(encoding="utf-8")
        waiting += [resolve_import(unit, target) for target in IMPORT.findall(sources[unit])]
    return sources


def resolve_import(unit: str, target: str) -> str:
    """The source unit that an import in ``unit`` means."""
    if target.startswith("."):
        return posixpath.normpath(posixpath.join(posixpath.dirname(unit), target))
    return target


def unit_path(root: Path, unit: str) -> Path:
    """The file of a source unit."""
    return root / "node_modules" / unit if unit.startswith(PACKAGES) else root / unit


def is_own(unit: str) -> bool:
    """Whether a source unit is the project's own."""
    return unit.startswith("contracts/")


def check_names(sources: dict[str, str]) -> None:
    """Refuse two definitions of one name: artifacts are found by name, and Ape silently drops one of the two."""
    owner: dict[str, str] = {}
    for unit in sorted(sources, key=lambda unit: (is_own(unit), unit)):
        for name in _DEFINITION.findall(sources[unit]):
            if name in owner and is_own(unit):
                raise InputError(unit, f"{name} is also defined in {owner[name]}", "Give one of them another name")
            owner[name] = unit
