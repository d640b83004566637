"""Small source trees to compile, beside the project's own compiler and packages."""

import shutil
from pathlib import Path

import pytest

from tenor.artifacts import solc
from tenor.artifacts.artifact import Build
from tenor.artifacts.compile import CACHE_FOLDER, compile_contracts
from tenor.artifacts.tools import require_checkout

COUNTER = """// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import "./Step.sol";

contract Counter is Step {
    uint256 public count;

    function add(uint256 more) external {
        count = Math.max(count, more) + step();
    }
}
"""
STEP = """// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

abstract contract Step {
    function step() public pure returns (uint256) {
        return 1;
    }
}
"""


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's own folder."""
    return require_checkout()


@pytest.fixture(scope="session")
def shim(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """npm's compiler behind the shim, wherever the project itself uses the native one."""
    return solc.place_shim(tmp_path_factory.mktemp("shim"), root).path


@pytest.fixture
def tree(root: Path, tmp_path: Path) -> Path:
    """A project of two contracts with the real compiler and packages."""
    return _write_tree(root, tmp_path)


@pytest.fixture(scope="session")
def first_tree(root: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Build, bool]:
    """Such a project that was compiled, its build, and whether that came from a cache; for reading only."""
    folder = _write_tree(root, tmp_path_factory.mktemp("first"))
    return folder, *compile_contracts(folder)


@pytest.fixture
def first(first_tree: tuple[Path, Build, bool]) -> Build:
    """The build of `compiled_tree`."""
    return first_tree[1]


@pytest.fixture
def compiled_tree(tree: Path, first_tree: tuple[Path, Build, bool]) -> Path:
    """A project of one's own with what compiling the same one left behind: a build is kept by content, not by place."""
    shutil.copytree(first_tree[0] / CACHE_FOLDER, tree / CACHE_FOLDER)
    return tree


def _write_tree(root: Path, folder: Path) -> Path:
    (folder / "contracts").mkdir()
    (folder / "contracts" / "Counter.sol").write_text(COUNTER)
    (folder / "contracts" / "Step.sol").write_text(STEP)
    (folder / "node_modules").symlink_to(root / "node_modules")
    shutil.copytree(solc.ensure_solc(root).path.parent, folder / ".solc")
    return folder
