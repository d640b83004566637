"""The terms of the HKSAR 2023 issue, and variations of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tenor.terms.load import load_terms

if TYPE_CHECKING:
    from collections.abc import Callable

    from tenor.terms.model import Terms

HKSAR = Path(__file__).parents[2] / "campaigns" / "hksar-2023" / "terms.yaml"


@pytest.fixture(scope="session")
def hksar() -> Terms:
    return load_terms(HKSAR)


@pytest.fixture(scope="session")
def vary(hksar: Terms) -> Callable[..., Terms]:
    """The terms with some fields changed; interest starts on the issue date unless told otherwise."""

    def change(**changes: object) -> Terms:
        if "issue_date" in changes:
            changes.setdefault("interest_start", changes["issue_date"])
        return replace(hksar, **changes)  # type: ignore[arg-type]

    return change
