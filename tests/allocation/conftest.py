from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tenor.terms.load import load_terms
from tenor.terms.model import Terms

TERMS = Path(__file__).parents[2] / "campaigns" / "hksar-2023" / "terms.yaml"


@pytest.fixture(scope="session")
def terms() -> Terms:
    """HKD 800,000,000 in 1,600 units of HKD 500,000, minimum two."""
    return load_terms(TERMS)


@pytest.fixture(scope="session")
def issue_of(terms: Terms) -> Callable[[int, int], Terms]:
    """The same terms with another number of units and another minimum."""
    return lambda units, minimum: replace(terms, units=units, size=units * terms.unit_face, min_units=minimum)
