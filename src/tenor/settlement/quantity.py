"""Quantities of what is settled, [minor] of money and [units] of all else, as people write and read them."""

from __future__ import annotations

from decimal import Decimal

from tenor.settlement.instruction import is_money
from tenor.units import Money


def counted(quantity: Decimal, asset: str) -> int:
    """A written quantity as an integer; `ValueError` where it has a part of the smallest one."""
    if is_money(asset):
        return Money.of(quantity, asset).minor
    if quantity != quantity.to_integral_value():
        raise ValueError("there is no part of a unit")
    return int(quantity)


def plain(quantity: int, asset: str) -> str:
    """A quantity as files have it, e.g. ``10041.78`` of money and ``500`` of a security."""
    return str(Money(quantity, asset).amount) if is_money(asset) else str(quantity)


def told(quantity: int, asset: str) -> str:
    """A quantity as people are told it, e.g. ``HKD 10,041.78`` of money and ``1,500`` of a security."""
    return str(Money(quantity, asset)) if is_money(asset) else f"{quantity:,}"
