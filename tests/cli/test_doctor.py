"""`tenor doctor` shows what is here and what to do about what is not."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from tenor.artifacts import doctor, tools
from tenor.artifacts.solc import Compiler
from tenor.cli import app


@pytest.mark.requirement("TOOL-2")
def test_doctor__complete_checkout__shows_each_tool_and_exits_0() -> None:
    result = CliRunner().invoke(app, ["doctor"])
    assert result.exit_code == 0, result.output
    for name in ("python", "anvil", "forge", "cast", "node", "npm", "solc", "py-solc-x", "@openzeppelin/contracts"):
        assert name in result.output
    assert "1.7.1" in result.output
    assert "everything needed is here" in result.output


@pytest.mark.requirement("TOOL-2")
def test_doctor__tools_are_missing__names_each_with_its_remedy_and_exits_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(tools, "checkout", lambda: tmp_path)
    monkeypatch.setattr(doctor, "checkout", lambda: tmp_path)
    result = CliRunner().invoke(app, ["doctor"])
    assert result.exit_code == 2
    assert "missing: anvil, forge, cast, solc, @openzeppelin/contracts" in result.stderr
    assert "make setup" in result.output
    troubles = {finding.name: finding.where for finding in doctor.examine() if finding.tool is None}
    assert all("`make setup`" in trouble for trouble in troubles.values())


@pytest.mark.requirement("TOOL-2")
def test_doctor__compiler_that_does_not_start__says_to_place_it_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = Compiler(tmp_path / "solc", "0.8.37+commit.f401782d", "npm")
    broken.path.write_text("not a program")
    monkeypatch.setattr(doctor, "placed_solc", lambda _root: broken)
    (trouble,) = (finding.where for finding in doctor.examine() if finding.tool is None)
    assert "does not start" in trouble
    assert "Remove .solc and run `make setup`" in trouble
