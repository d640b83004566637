"""Programs are found where set-up put them, and their absence comes with a remedy."""

import importlib.util
from pathlib import Path

import pytest

from tenor.artifacts import tools
from tenor.errors import SetupError


def _program(folder: Path, name: str, answer: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{answer}\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def empty_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A PATH of one empty folder."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def test_anvil_path__checkout__is_the_program_of_the_npm_package(root: Path) -> None:
    path = tools.anvil_path()
    assert path.is_relative_to(root / "node_modules" / "@foundry-rs")
    assert not path.read_bytes().startswith(b"#!")


def test_anvil_path__installed_package__is_the_one_on_path(empty_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tools, "checkout", lambda: None)
    _program(empty_path, "anvil", "echo anvil Version: 1.7.1-stable")
    assert tools.find_foundry("anvil") == tools.Tool("anvil", empty_path / "anvil", "1.7.1", "PATH")


@pytest.mark.requirement("TOOL-2")
@pytest.mark.usefixtures("empty_path")
def test_anvil_path__nowhere__says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tools, "checkout", lambda: tmp_path)
    with pytest.raises(SetupError, match=r"anvil: the program was not found\. Run `make setup`\."):
        tools.anvil_path()
    monkeypatch.setattr(tools, "checkout", lambda: None)
    with pytest.raises(SetupError, match="Install Foundry and put `anvil` on PATH"):
        tools.anvil_path()


def test_find_node__recent_one_on_path__is_taken(empty_path: Path) -> None:
    _program(empty_path, "node", "echo v20.0.0")
    assert tools.find_node() == tools.Tool("node", empty_path / "node", "20.0.0", "PATH")


@pytest.mark.parametrize("answer", ["echo v18.20.0", "exit 1", "echo nothing"])
def test_find_node__old_or_broken_one_on_path__is_passed_over(empty_path: Path, answer: str) -> None:
    _program(empty_path, "node", answer)
    assert tools.find_node().origin == "PyPI"


@pytest.mark.usefixtures("empty_path")
def test_find_node__none_at_all__says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(SetupError, match=r"no node 20 or later was found\. Run `make setup`, or put one on PATH\."):
        tools.find_node()


@pytest.mark.usefixtures("empty_path")
def test_find_npm__node_of_the_environment__has_its_own_npm() -> None:
    assert tools.find_npm().origin == "PyPI"


def test_find_npm__node_on_path_without_npm__says_what_to_do(empty_path: Path) -> None:
    _program(empty_path, "node", "echo v20.0.0")
    with pytest.raises(SetupError, match="node is on PATH but npm is not"):
        tools.find_npm()


def test_require_checkout__installed_package__is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tools, "checkout", lambda: None)
    with pytest.raises(SetupError, match="without Solidity sources"):
        tools.require_checkout()
