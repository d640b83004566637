"""One Anvil and one deployed world for the whole session; every test that asks for them starts from the same state.

Tests of Ape's own kind stand in `ape/`: `ape test` runs those only, pytest without Ape's plugin all others.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tenor.artifacts import store
from tenor.artifacts.artifact import Build
from tenor.artifacts.compile import CACHE_FOLDER, compile_contracts
from tenor.chain.anvil import embedded_anvil
from tenor.chain.clock import start_clock
from tenor.chain.connection import Chain, connect
from tenor.chain.development import DEVELOPMENT_CHAIN_ID
from tests.contracts.build import build_world
from tests.contracts.world import World

TESTS = Path(__file__).parent
GENESIS = int(datetime(2023, 2, 12, tzinfo=UTC).timestamp())  # before every campaign of the tests
ACCOUNTS = 40

# A busy machine is slow, not wrong: no example fails for the time it took.
settings.register_profile("tenor", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tenor")


def pytest_configure(config: pytest.Config) -> None:
    """Of the processes of a parallel run one compiles what has changed; the others wait, and read its build."""
    patch = pytest.MonkeyPatch()
    config.add_cleanup(patch.undo)
    patch.setattr(store, "compile_contracts", _compile_alone)


def _compile_alone(root: Path) -> tuple[Build, bool]:
    folder = root / CACHE_FOLDER
    folder.mkdir(exist_ok=True)
    with (folder / "tests.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # let go of when it is closed, or the process ends
        return compile_contracts(root)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    if collection_path == TESTS:
        return None
    is_ape_test = TESTS / "ape" in (collection_path, *collection_path.parents)
    return True if is_ape_test != config.pluginmanager.hasplugin("ape_test") else None


@pytest.fixture(scope="session")
def session_chain() -> Iterator[Chain]:
    with embedded_anvil(GENESIS, ACCOUNTS) as url:
        chain = connect(url, DEVELOPMENT_CHAIN_ID)
        start_clock(chain)
        yield chain


@pytest.fixture(scope="session")
def session_world(session_chain: Chain) -> World:
    return build_world(session_chain)


@pytest.fixture
def chain(session_chain: Chain) -> Iterator[Chain]:
    """The session's chain; what the test does to it is undone."""
    snapshot = session_chain.rpc("evm_snapshot")
    yield session_chain
    assert session_chain.rpc("evm_revert", snapshot)


@pytest.fixture
def world(session_world: World, chain: Chain) -> World:
    """The deployed world; what the test does to it is undone."""
    assert session_world.chain is chain
    return session_world
