"""Schedules of many coupons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.contracts.world import World, coupon_word

MOST_COUPONS = 600


def monthly(world: World, count: int) -> list[dict[str, int]]:
    """Coupons of thirty days each, joined to one another."""
    first = world.dates[0]["accrualStart"]
    return [
        {
            "accrualStart": first + 30 * index,
            "accrualEnd": first + 30 * (index + 1),
            "recordTime": (first + 30 * (index + 1)) * 86_400 - 3_600,
            "payTime": (first + 30 * (index + 1)) * 86_400,
        }
        for index in range(count)
    ]


def words(periods: Sequence[Mapping[str, int]]) -> list[int]:
    """The same as the factory takes them."""
    return [coupon_word(period) for period in periods]
