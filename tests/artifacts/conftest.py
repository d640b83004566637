"""Small source trees to compile, beside the project's own compiler and packages."""

import shutil
from pathlib import Path

import pytest

from tenor.artifacts import solc
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
    (tmp_path / "contracts").mkdir()
    (tmp_path / "contracts" / "Counter.sol").write_text(COUNTER)
    (tmp_path / "contracts" / "Step.sol").write_text(STEP)
    (tmp_path / "node_modules").symlink_to(root / "node_modules")
    shutil.copytree(solc.ensure_solc(root).path.parent, tmp_path / ".solc")
    return tmp_path
