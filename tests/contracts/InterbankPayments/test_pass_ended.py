"""Anybody moves the beginning of a queue over payments that have ended, and over nothing else."""

from __future__ import annotations

import pytest

from tests.contracts.banking import FINAL
from tests.contracts.sessions import HOUR, NORMAL, URGENT, Sessions


@pytest.mark.requirement("SESS-4")
def test_pass_ended__some_have_ended__moves_over_them(sessions: Sessions) -> None:
    token, world = sessions.tokens["a"], sessions.world
    soon = (world.now // HOUR + 1) * HOUR
    for _ in range(3):
        sessions.queue("ab", 10, deadline=soon)
    standing = sessions.queue("ab", 20)
    world.advance(soon + 1)
    for most, first in ((1, 1), (0, 1), (9, 3), (2**256 - 1, 3)):
        sessions.payments.passEnded(token, NORMAL, most, by=world.outsider)
        assert sessions.payments.queueBounds(token, NORMAL) == (first, 4)
    sessions.settle(standing)
    assert sessions.statuses([standing]) == [FINAL]


@pytest.mark.requirement("SESS-4")
def test_pass_ended__nothing_has_ended__moves_nothing(sessions: Sessions) -> None:
    sessions.queue("ab", 10)
    sessions.payments.passEnded(sessions.tokens["a"], NORMAL, 9, by=sessions.world.outsider)
    sessions.payments.passEnded(sessions.tokens["a"], URGENT, 9, by=sessions.world.outsider)
    assert sessions.payments.queueBounds(sessions.tokens["a"], NORMAL) == (0, 1)
