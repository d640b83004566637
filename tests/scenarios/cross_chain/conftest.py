"""Two chains, the bond on one and money on the other, for all tests; what a test does on either is undone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tenor.scenarios.cross_chain.course import undone
from tenor.scenarios.cross_chain.places import Places, open_places


@pytest.fixture(scope="session")
def session_places() -> Iterator[Places]:
    with open_places() as places:
        yield places


@pytest.fixture
def places(session_places: Places) -> Iterator[Places]:
    with undone(session_places):
        yield session_places
