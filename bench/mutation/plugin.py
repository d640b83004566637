"""pytest's side: `-p bench.mutation.plugin` tests what is compiled fast, on a chain without a limit of size."""

from __future__ import annotations

import pytest

from bench.coverage.compiled import measured_input
from tenor.chain import anvil


def pytest_configure(config: pytest.Config) -> None:
    """Have this process use the fast build, which may be larger than a chain accepts."""
    patch = pytest.MonkeyPatch()
    config.add_cleanup(patch.undo)
    patch.setattr("tenor.artifacts.compile.compiler_input", measured_input)
    command = anvil._command  # noqa: SLF001 -- as the coverage's plugin
    patch.setattr(anvil, "_command", lambda *arguments: [*command(*arguments), "--disable-code-size-limit"])
