"""Schedules of many coupons."""

from __future__ import annotations

from tests.contracts.world import World

MOST_COUPONS = 600


def monthly(world: World, count: int) -> list[dict[str, int]]:
    """Coupons of thirty days each, joined to one another."""
    first = world.periods[0]["accrualStart"]
    return [
        {
            "accrualStart": first + 30 * index,
            "accrualEnd": first + 30 * (index + 1),
            "recordTime": (first + 30 * (index + 1)) * 86_400 - 3_600,
            "payTime": (first + 30 * (index + 1)) * 86_400,
        }
        for index in range(count)
    ]
