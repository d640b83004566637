"""A bond lived through at random beside a twin that keeps one plain number for each claim."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tenor.parties import Actor
from tests.contracts.BondFactory.schedules import monthly, words
from tests.contracts.world import World

COUPONS, UNITS = 4, 100

HOLDER = st.integers(0, 3)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("transfer"), HOLDER, HOLDER, st.integers(0, UNITS)),
        st.tuples(st.just("pay"), HOLDER),
        st.tuples(st.just("refuse"), HOLDER),
        st.sampled_from([("record",), ("fund",), ("open",)]),
    ),
    max_size=30,
)


@dataclass
class Twin:
    """What everybody holds, has earned and was paid, by the definitions and without any cleverness."""

    world: World
    holders: list[Actor]
    units: list[int] = field(default_factory=lambda: [UNITS, 0, 0, 0])
    claims: list[list[int]] = field(default_factory=lambda: [[], [], [], []])  # by holder and coupon [minor]
    paid: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    refused: set[int] = field(default_factory=set)
    recorded: int = 0  # coupons, as all that follow
    funded: int = 0
    opened: int = 0  # past their pay time

    def transfer(self, seller: int, buyer: int, units: int) -> None:
        units = min(units, self.units[seller])
        self.world.bond.transfer(self.holders[buyer], units, by=self.holders[seller])
        self.units[seller] -= units
        self.units[buyer] += units

    def pay(self, holder: int) -> None:
        self.world.bond.payCoupons([self.holders[holder]], by=self.world.paying_agent)
        if holder not in self.refused:
            self.paid[holder] = self.owed(holder)

    def refuse(self, holder: int) -> None:
        self.refused ^= {holder}
        frozen = holder in self.refused
        self.world.cash.setAddressFrozen(self.holders[holder], freeze=frozen, by=self.world.officer)

    def record(self) -> None:
        if self.recorded == COUPONS:
            return
        self.open()
        self.recorded += 1
        amount = self.world.record(self.recorded)
        for claims, units in zip(self.claims, self.units, strict=True):
            claims.append(units * amount)

    def fund(self) -> None:
        if self.funded < self.recorded:
            self.funded += 1
            self.world.fund_coupon(self.funded)

    def open(self) -> None:
        if self.opened < self.recorded:
            self.opened = self.recorded
            self.world.advance(self.world.bond.coupon(self.recorded)["period"]["payTime"])

    def owed(self, holder: int) -> int:
        """Interest that the holder could have been paid by now."""
        return sum(self.claims[holder][: min(self.funded, self.opened)])

    def agrees(self) -> None:
        bond, cash = self.world.bond, self.world.cash
        for index, holder in enumerate(self.holders):
            earned, owed, paid = sum(self.claims[index]), self.owed(index), self.paid[index]
            assert (bond.balanceOf(holder), cash.balanceOf(holder)) == (self.units[index], paid)
            assert bond.interestDue(holder) == (owed - paid, earned - owed)
        assert sum(self.units) == bond.totalSupply()
        funded = sum(sum(claims[: self.funded]) for claims in self.claims)
        assert cash.balanceOf(bond) == funded - sum(self.paid)


@pytest.mark.requirement("BOND-3", "BOND-4", "BOND-7", "BOND-16")
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_interest_due__any_life__is_what_the_twin_says(world: World, steps: list[tuple[str, int]]) -> None:
    snapshot = world.chain.rpc("evm_snapshot")
    periods = monthly(world, COUPONS)
    other = world.create(periods=words(periods), maturityTime=periods[-1]["payTime"], units=UNITS, minUnits=1)
    other.distribute({})
    twin = Twin(other, [world.issuer, world.investor_a, world.investor_b, world.investor_c])
    for name, *arguments in steps:
        getattr(twin, name)(*arguments)
        twin.agrees()
    world.chain.rpc("evm_revert", snapshot)
