"""pytest's side: `-p bench.coverage.plugin --solidity-hits FOLDER` writes what the tests of each process ran."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any, cast

import pytest
from web3 import HTTPProvider

from bench.coverage.compiled import measured_input
from bench.coverage.recorder import Node, Recorder
from tenor.artifacts.store import contracts
from tenor.chain import anvil

_TRACED_WITHIN = 600  # [s] the dearest transaction takes some ten; a busy machine may take more
_RECORDER = pytest.StashKey[Recorder]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Where to write."""
    parser.addoption("--solidity-hits", metavar="FOLDER", help="write the Solidity code that the tests run here")


def pytest_configure(config: pytest.Config) -> None:
    """Have this process use what is compiled for a measure, and watch every request that it makes to a node."""
    if config.getoption("--solidity-hits") is None:
        return
    patch = pytest.MonkeyPatch()
    config.add_cleanup(patch.undo)
    patch.setattr("tenor.artifacts.compile.compiler_input", measured_input)
    command = anvil._command  # noqa: SLF001 -- what is compiled for a measure may be larger than a chain accepts
    patch.setattr(anvil, "_command", lambda *arguments: [*command(*arguments), "--disable-code-size-limit"])
    recorder = config.stash[_RECORDER] = Recorder(contracts())
    ask = HTTPProvider.make_request

    def make_request(provider: HTTPProvider, method: Any, params: Any) -> Any:  # noqa: ANN401 -- web3's signature
        reply = ask(provider, method, params)
        recorder.saw(_node(str(provider.endpoint_uri)), method, params, cast("dict[str, Any]", reply))
        return reply

    patch.setattr(HTTPProvider, "make_request", make_request)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Write what was seen, in a file of this process."""
    recorder = config.stash.get(_RECORDER, None)
    if recorder is not None:
        recorder.record.write(Path(config.getoption("--solidity-hits")) / f"{os.getpid()}.json")


@cache
def _node(url: str) -> Node:
    """The same node with more patience."""
    return cast("Node", HTTPProvider(url, request_kwargs={"timeout": _TRACED_WITHIN}).make_request)
