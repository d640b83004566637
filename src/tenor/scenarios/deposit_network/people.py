"""The banks of the network, and the customers that a seed draws. All are invented."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from random import Random

HKD = 100  # [minor]
MILLION = 1_000_000 * HKD  # [minor]
CUSTOMERS = 120

_HOMES = (
    "Aberdeen",
    "Bowen",
    "Caine",
    "Deep Water",
    "Eastern",
    "Fortress",
    "Grampian",
    "High West",
    "Island",
    "Jubilee",
)
_TRADES = ("Bakery", "Builders", "Clinic", "Freight", "Garments", "Instruments", "Lighting", "Packaging", "Toys", "Tea")
_GIVEN = (
    "Ada",
    "Ben",
    "Chi",
    "Dora",
    "Eve",
    "Fai",
    "Gus",
    "Hoi",
    "Ivy",
    "Jun",
    "Kit",
    "Lai",
    "Mei",
    "Ned",
    "Oi",
    "Pak",
)
_FAMILY = ("Au", "Chan", "Fong", "Ho", "Ip", "Kwok", "Lam", "Mak", "Ng", "Poon", "Sin", "Tam", "Wu", "Yip")
_FUNDS = ("Balanced", "Harbourside", "Lantern", "Monsoon", "Ridge", "Seaview", "Typhoon", "Victoria")


@dataclass(frozen=True, slots=True)
class House:
    """A bank.

    Args:
        code: its short name; in its token's symbol too.
        reserves: that it opens the day with [minor].
        screens_from: least amount that it looks at before a customer gets it; 0 for none [minor].
        short: whether it opens with less than its first payments need.
        nostros: what it has at other banks, by their code [minor]; a bank that has none offers no correspondents.
    """

    code: str
    name: str
    reserves: int
    screens_from: int = 0
    short: bool = False
    nostros: tuple[tuple[str, int], ...] = ()


HOUSES = (
    House(
        "HBK",
        "Harbour Bank",
        140 * MILLION,
        nostros=(("PKB", 9 * MILLION), ("TRM", 6 * MILLION), ("FRY", MILLION // 2)),
    ),
    House(
        "PKB", "Peak Bank", 110 * MILLION, nostros=(("HBK", 7 * MILLION), ("TRM", 2 * MILLION), ("FRY", MILLION // 10))
    ),
    House("TRM", "Tram Bank", 90 * MILLION, screens_from=MILLION),
    House("FRY", "Ferry Bank", MILLION // 5, short=True),
)


class Sort(StrEnum):
    """What kind of customer."""

    HOUSEHOLD = "household"
    FIRM = "firm"
    FUND = "fund"


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer of one bank.

    Args:
        number: place among all, from 0.
        deposit: booked in the morning [minor].
    """

    number: int
    name: str
    house: House
    sort: Sort
    deposit: int


def draw_customers(random: Random) -> tuple[Customer, ...]:
    """Customers by turns of the banks: of ten, one fund, three firms, six households; deposits in whole dollars."""
    sorts = (Sort.FUND, *[Sort.FIRM] * 3, *[Sort.HOUSEHOLD] * 6)
    bounds = {Sort.FUND: (25, 90, MILLION), Sort.FIRM: (2, 18, MILLION), Sort.HOUSEHOLD: (20, 400, 1_000 * HKD)}
    names: set[str] = set()
    drawn = []
    for number in range(CUSTOMERS):
        sort = sorts[number // len(HOUSES) % len(sorts)]
        low, high, unit = bounds[sort]
        drawn.append(
            Customer(
                number, _name(random, sort, names), HOUSES[number % len(HOUSES)], sort, random.randint(low, high) * unit
            )
        )
    return tuple(drawn)


def _name(random: Random, sort: Sort, taken: set[str]) -> str:
    while True:
        if sort is Sort.FUND:
            name = f"{random.choice(_FUNDS)} {random.choice(('Income', 'Growth', 'Bond', 'Money'))} Fund"
        elif sort is Sort.FIRM:
            name = f"{random.choice(_HOMES)} {random.choice(_TRADES)}"
        else:
            name = f"{random.choice(_GIVEN)} {random.choice(_FAMILY)}"
        if name not in taken:
            taken.add(name)
            return name
