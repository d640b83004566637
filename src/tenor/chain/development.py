"""The development chains: those whose keys everybody knows and whose time may be moved."""

from __future__ import annotations

import re

DEVELOPMENT_CHAIN_ID = 31337
SECOND_DEVELOPMENT_CHAIN_ID = 31338  # beside the first, where something settles between two chains
DEVELOPMENT_CHAIN_IDS = (DEVELOPMENT_CHAIN_ID, SECOND_DEVELOPMENT_CHAIN_ID)
DEVELOPMENT_MNEMONIC = "test test test test test test test test test test test junk"

DEVELOPMENT_KEY = r"dev:(0|[1-9][0-9]{0,3})"
"""How a reference to account n of the development mnemonic is written, as a regular expression."""


def development_index(reference: str) -> int | None:
    """The account that a ``dev:<n>`` reference names, or None for a reference of another kind."""
    match = re.fullmatch(DEVELOPMENT_KEY, reference, re.ASCII)
    return int(match.group(1)) if match else None
