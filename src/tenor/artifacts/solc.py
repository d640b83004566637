"""One pinned Solidity compiler, placed where py-solc-x, Ape and forge look for it.

py-solc-x downloads the native compiler where that is allowed. Where it is refused or there is no network, npm's build
of the same compiler (locked by hash) answers through ``solc-shim.js``. Both give the same bytecode.
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from tenor.artifacts.tools import ANSWER_WITHIN, find_node, require_checkout
from tenor.errors import SetupError

SOLC_VERSION = "0.8.37"
SOLC_BUILD = "0.8.37+commit.f401782d"
SOLC_FOLDER = ".solc"  # project-local: in ~/.solcx the shim would hide a native compiler installed later
PROBE_WITHIN = 6  # [s] a network that drops packets must not hold set-up
DOWNLOAD_WITHIN = 120  # [s]

_PROBE = """
import urllib.request
from solcx.install import BINARY_DOWNLOAD_BASE, _get_os_name
address = BINARY_DOWNLOAD_BASE.format(_get_os_name(), "list.json")
urllib.request.urlopen(urllib.request.Request(address, method="HEAD"), timeout=4)
"""


@dataclass(frozen=True, slots=True)
class Compiler:
    """A placed compiler: the executable, its build and whether it is the native one or npm's."""

    path: Path
    build: str
    origin: str


def ensure_solc(root: Path | None = None) -> Compiler:
    """The pinned compiler of the checkout, placed first where it is missing or its shim no longer fits."""
    root = root or require_checkout()
    folder = root / SOLC_FOLDER
    placed = placed_solc(root)
    if placed is not None and (placed.origin == "native" or placed.path.read_text() == render_shim(root)):
        return placed
    folder.mkdir(exist_ok=True)
    return place_native(folder) or place_shim(folder, root)


def placed_solc(root: Path) -> Compiler | None:
    """The compiler an earlier set-up placed, as its record tells, or None."""
    folder = root / SOLC_FOLDER
    path = folder / f"solc-v{SOLC_VERSION}"
    try:
        record = json.loads((folder / "compiler.json").read_text())
    except (OSError, ValueError):
        return None
    if record.get("build") != SOLC_BUILD or not path.is_file():
        return None
    return Compiler(path, record["build"], record["origin"])


def place_native(folder: Path) -> Compiler | None:
    """Download the native compiler through py-solc-x, or None where that is refused, too slow or does not run here."""
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        install = [sys.executable, "-m", "solcx.install", SOLC_VERSION]
        environment = {**os.environ, "SOLCX_BINARY_PATH": scratch}
        try:
            _run([sys.executable, "-c", _PROBE], PROBE_WITHIN, environment)
            _run(install, DOWNLOAD_WITHIN, environment)
            downloaded = Path(scratch) / f"solc-v{SOLC_VERSION}"
            if build_of(downloaded) != SOLC_BUILD:
                return None
        except (OSError, subprocess.SubprocessError):
            return None
        return _record(folder, downloaded.replace(folder / downloaded.name), "native")


def place_shim(folder: Path, root: Path) -> Compiler:
    """Place npm's compiler behind the shim as an executable; raises SetupError where its package is missing."""
    package = _npm_package(root)
    node = find_node().path
    try:
        build = _build(_run([str(node), "-p", f"require({json.dumps(str(package))}).version()"], ANSWER_WITHIN))
    except (OSError, subprocess.SubprocessError) as exc:
        raise SetupError(str(package), "npm's solc is missing or does not load", "Run `make setup`") from exc
    if build != SOLC_BUILD:
        raise SetupError(str(package), f"it is solc {build}, not {SOLC_BUILD}", "Run `make setup`")
    path = folder / f"solc-v{SOLC_VERSION}"
    fresh = folder / "fresh"
    fresh.write_text(render_shim(root))
    fresh.chmod(0o755)
    return _record(folder, fresh.replace(path), "npm")


def render_shim(root: Path) -> str:
    """The shim's text with absolute paths of node and of npm's compiler: tools start it from other folders."""
    template = files("tenor.artifacts").joinpath("solc-shim.js").read_text()
    return (
        template.replace("__NODE__", shlex.quote(str(find_node().path)))
        .replace("__PACKAGE__", json.dumps(str(_npm_package(root))))
        .replace("__BUILD__", json.dumps(f"{SOLC_BUILD}.Emscripten.clang"))
    )


def build_of(program: Path) -> str:
    """The build a compiler says it is, without its platform, e.g. ``0.8.37+commit.f401782d``."""
    return _build(_run([str(program), "--version"], ANSWER_WITHIN).partition("Version: ")[2])


def _npm_package(root: Path) -> Path:
    return (root / "node_modules" / "solc").resolve()


def _build(long_version: str) -> str:
    return ".".join(long_version.strip().split(".")[:4])


def _record(folder: Path, path: Path, origin: str) -> Compiler:
    """Write down which compiler was placed, beside it."""
    (folder / "compiler.json").write_text(json.dumps({"build": SOLC_BUILD, "origin": origin}) + "\n")
    return Compiler(path, SOLC_BUILD, origin)


def _run(command: list[str], seconds: float, environment: dict[str, str] | None = None) -> str:
    """Standard output of a short command; its complaints go into the exception it raises."""
    return subprocess.run(  # noqa: S603 -- our own interpreter, node or compiler
        command, env=environment, timeout=seconds, check=True, capture_output=True, text=True
    ).stdout


if __name__ == "__main__":
    compiler = ensure_solc()
    sys.stdout.write(f"setup: solc {compiler.build} ({compiler.origin})\n")
