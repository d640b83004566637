"""Countries as a register has them; files are held against the same list."""

from __future__ import annotations

from tenor.files.countries import COUNTRY_NUMBERS

__all__ = ["COUNTRY_NUMBERS"]
