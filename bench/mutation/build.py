"""Compile the tree at hand in the fast way, so that every process of the tests finds it; 1 if it does not compile."""

from __future__ import annotations

import sys
from unittest.mock import patch

from bench.coverage.compiled import measured_input
from tenor.artifacts.compile import compile_contracts
from tenor.artifacts.tools import require_checkout
from tenor.errors import InputError


def main() -> int:
    """Fill the cache."""
    try:
        with patch("tenor.artifacts.compile.compiler_input", measured_input):
            compile_contracts(require_checkout())
    except InputError:
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
