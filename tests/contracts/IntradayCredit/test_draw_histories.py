"""Any history of pledges, draws, repayments, values and days comes to what a model of a few lines says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.contracts.lending import LIMIT, UNITS, VALUE, Lending, Pledge, open_lending
from tests.contracts.support import Refused
from tests.contracts.world import World

DAYS = 40  # that every pledge lasts: none ends by itself
AMOUNT = st.integers(1, LIMIT)
STEP = st.one_of(
    st.tuples(st.just("pledge"), st.integers(1, 30)),
    st.tuples(st.just("draw"), AMOUNT),
    st.tuples(st.just("repay"), AMOUNT),
    st.tuples(st.just("release"), st.integers(0, 5)),
    st.tuples(st.just("value"), st.integers(1, 2 * VALUE)),
    st.tuples(st.just("next day")),
    st.tuples(st.just("enforce")),
)


@dataclass
class Model:
    """What is owed and pledged, and since when it is worth what."""

    owed: int = 0
    overdue: bool = False
    value: int = VALUE
    value_when_due: int = VALUE
    pledges: dict[bytes, int] = field(default_factory=dict)
    taken: int = 0  # [units]
    booked: int = 0  # drawn less repaid [minor]

    def worth(self, without: bytes = b"") -> int:
        return self.value * sum(units for lock, units in self.pledges.items() if lock != without)

    def may_draw(self, amount: int) -> bool:
        owed = self.owed + amount
        return not (self.owed and self.overdue) and owed <= LIMIT and owed <= self.worth()

    def may_release(self, lock: bytes) -> bool:
        return self.owed == 0 or (not self.overdue and self.owed <= self.worth(without=lock))

    def enforce(self, order: list[bytes]) -> None:
        for lock in order:
            units = min(self.pledges[lock], -(-self.owed // self.value_when_due))
            self.owed -= min(self.owed, units * self.value_when_due)
            self.taken += units
            self.pledges[lock] -= units


def succeeds(act: Callable[[], object]) -> bool:
    try:
        act()
    except Refused:
        return False
    return True


def locks(lending: Lending, model: Model) -> list[Pledge]:
    """All pledges that are left, in order."""
    bond = lending.world.bond.wallet
    return [{"bond": bond, "lockId": lock} for lock, units in sorted(model.pledges.items()) if units]


def act(lending: Lending, model: Model, kind: str, *rest: Any) -> None:  # noqa: ANN401
    """The bank draws, repays or has a pledge released."""
    credit, pledges = lending.credit, locks(lending, model)
    if kind == "draw":
        may = model.may_draw(rest[0])
        assert succeeds(lambda: credit.draw(rest[0], pledges, by=lending.bank)) == may
        if may:
            model.owed, model.booked = model.owed + rest[0], model.booked + rest[0]
            model.overdue, model.value_when_due = False, model.value
    elif kind == "repay" and model.owed:
        repaid = min(rest[0], model.owed)
        lending.repay(rest[0])
        model.owed, model.booked = model.owed - repaid, model.booked - repaid
    elif kind == "release" and rest[0] < len(pledges):
        pledge, others = pledges[rest[0]], [each for each in pledges if each != pledges[rest[0]]]
        may = model.may_release(pledge["lockId"])
        assert succeeds(lambda: credit.release(pledge, others, by=lending.bank)) == may
        if may:
            del model.pledges[pledge["lockId"]]


def happen(lending: Lending, model: Model, number: int, kind: str, *rest: Any) -> None:  # noqa: ANN401
    """The bank pledges more, the central bank values or enforces, or a day passes."""
    if kind == "pledge" and sum(model.pledges.values()) + model.taken + rest[0] <= UNITS - 2:
        pledge = lending.pledge(rest[0], str(number), expiry=lending.due + DAYS * 86_400)
        model.pledges[pledge["lockId"]] = rest[0]
    elif kind == "value":
        lending.value(lending.world.bond, rest[0])
        model.value = rest[0]
        model.value_when_due = model.value_when_due if model.overdue else rest[0]
    elif kind == "next day":
        lending.world.advance(lending.world.now + 86_400)
        model.overdue = True
    elif kind == "enforce":
        may, pledges = model.owed != 0 and model.overdue, locks(lending, model)
        assert succeeds(lambda: lending.enforce(*pledges)) == may
        if may:
            model.enforce([each["lockId"] for each in pledges])


@pytest.mark.requirement("CREDIT-2", "CREDIT-5", "CREDIT-6", "CREDIT-7")
@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(STEP, min_size=5, max_size=30))
def test_draw__any_history__is_what_the_model_says(world: World, steps: list[tuple[Any, ...]]) -> None:
    snapshot = world.chain.rpc("evm_snapshot")
    try:
        lending, model = open_lending(world), Model()
        for number, (kind, *rest) in enumerate(steps):
            if kind in {"draw", "repay", "release"}:
                act(lending, model, kind, *rest)
            else:
                happen(lending, model, number, kind, *rest)
            locked = sum(model.pledges.values())
            assert (lending.owed(), lending.units()) == (model.owed, (UNITS - model.taken, locked, 10 + model.taken))
            assert lending.reserves() == (1_000 + model.booked, 2_000 + model.booked)
    finally:
        assert world.chain.rpc("evm_revert", snapshot)
