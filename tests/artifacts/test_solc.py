"""One compiler, placed for every tool: native where it can be had, npm's otherwise."""

import json
from pathlib import Path

import pytest

from tenor.artifacts import solc
from tenor.errors import SetupError


@pytest.fixture
def home(root: Path, tmp_path: Path) -> Path:
    """A project folder with packages and no compiler yet, where no download is allowed."""
    (tmp_path / "node_modules").symlink_to(root / "node_modules")
    return tmp_path


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solc, "_PROBE", "raise SystemExit(1)")


@pytest.mark.requirement("TOOL-3")
@pytest.mark.usefixtures("refused")
def test_ensure_solc__download_refused__npm_answers_through_the_shim(home: Path) -> None:
    placed = solc.ensure_solc(home)
    assert (placed.origin, solc.build_of(placed.path)) == ("npm", solc.SOLC_BUILD)
    assert placed == solc.placed_solc(home)


@pytest.mark.requirement("TOOL-3")
def test_ensure_solc__network_that_drops_packets__gives_up_and_uses_npm(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(solc, "_PROBE", "import time; time.sleep(600)")
    monkeypatch.setattr(solc, "PROBE_WITHIN", 0.2)
    assert solc.ensure_solc(home).origin == "npm"


@pytest.mark.requirement("TOOL-3")
def test_ensure_solc__download_allowed__native_compiler_is_recorded(
    home: Path, shim: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _pretend_download(monkeypatch, shim.read_text())
    placed = solc.ensure_solc(home)
    assert placed.origin == "native"
    assert json.loads((home / ".solc" / "compiler.json").read_text()) == {"build": solc.SOLC_BUILD, "origin": "native"}
    assert solc.ensure_solc(home) == placed


@pytest.mark.requirement("TOOL-3")
@pytest.mark.parametrize(
    "downloaded", ["#!/bin/sh\nexit 3\n", "#!/bin/sh\necho 'Version: 0.8.37+commit.00000000.Linux'\n"]
)
def test_ensure_solc__download_is_broken_or_another_build__npm_answers(
    home: Path, downloaded: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _pretend_download(monkeypatch, downloaded)
    assert solc.ensure_solc(home).origin == "npm"


@pytest.mark.usefixtures("refused")
def test_ensure_solc__shim_of_another_folder__is_placed_anew(home: Path) -> None:
    placed = solc.ensure_solc(home).path
    placed.write_text(placed.read_text().replace("node_modules", "elsewhere"))
    assert solc.ensure_solc(home).path.read_text() == solc.render_shim(home)


@pytest.mark.usefixtures("refused")
def test_ensure_solc__no_packages__says_to_run_setup(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="npm's solc is missing.*make setup"):
        solc.ensure_solc(tmp_path)


@pytest.mark.usefixtures("refused")
def test_ensure_solc__npm_holds_another_build__is_refused(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solc, "SOLC_BUILD", "0.8.37+commit.00000000")
    with pytest.raises(SetupError, match=r"solc 0\.8\.37\+commit\.f401782d, not 0\.8\.37\+commit\.00000000"):
        solc.ensure_solc(home)


def test_placed_solc__record_without_compiler__is_nothing(tmp_path: Path) -> None:
    (tmp_path / ".solc").mkdir()
    (tmp_path / ".solc" / "compiler.json").write_text(json.dumps({"build": solc.SOLC_BUILD, "origin": "npm"}))
    assert solc.placed_solc(tmp_path) is None


def _pretend_download(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Let the probe pass and py-solc-x's installer leave `text` as the compiler."""
    run = solc._run  # noqa: SLF001 -- the only way out to the network is replaced

    def run_or_install(command: list[str], seconds: float, environment: dict[str, str] | None = None) -> str:
        if "-c" in command:
            return ""
        if "solcx.install" in command and environment is not None:
            program = Path(environment["SOLCX_BINARY_PATH"]) / f"solc-v{solc.SOLC_VERSION}"
            program.write_text(text)
            program.chmod(0o755)
            return ""
        return run(command, seconds, environment)

    monkeypatch.setattr(solc, "_run", run_or_install)
