"""How two legs end."""

from __future__ import annotations

from itertools import product

import pytest

from tenor.settlement.cross_chain.views import STANDING, Ending, LockState, ending

GIVEN, NOT = LockState.SPENT, (LockState.NONE, LockState.RETURNED)


@pytest.mark.parametrize(("lead", "follow"), product(LockState, LockState))
def test_ending__both_locks__is_open_while_one_stands_and_then_by_who_was_given(
    lead: LockState, follow: LockState
) -> None:
    found = ending(lead, follow)
    if lead in STANDING or follow in STANDING:
        assert found is Ending.OPEN
    elif lead is follow is GIVEN:
        assert found is Ending.SETTLED
    elif lead in NOT and follow in NOT:
        assert found is Ending.RETURNED
    else:
        assert found is (Ending.LEADER_EXPOSED if lead is GIVEN else Ending.FOLLOWER_EXPOSED)
