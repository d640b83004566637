"""`python tests/conformance suite.json` runs the tool by hand; see `tool.py` for the file."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

# Test folders are no packages, and some installed package brings a `tests` of its own, which would be found first.
_tests = ModuleType("tests")
_tests.__path__ = [str(Path(__file__).parents[1])]
sys.modules["tests"] = _tests

from tests.conformance.tool import main  # noqa: E402 -- only found now

sys.exit(main())
