"""Netting: what is left to deliver and to pay of many trades, over any number of securities and currencies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from tenor.errors import InputError
from tenor.settlement.matched import Leg

Positions: TypeAlias = dict[str, dict[str, int]]
"""By asset, by party, what it receives (above zero) or gives [units] or [minor]; who is flat is left out."""


def net_positions(legs: Iterable[Leg]) -> Positions:
    """The multilateral net position of each party in each asset; those of one asset sum to zero."""
    positions: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for giver, taker, asset, quantity in legs:
        positions[asset][giver] -= quantity
        positions[asset][taker] += quantity
    return {
        asset: {party: parties[party] for party in sorted(parties) if parties[party]}
        for asset, parties in sorted(positions.items())
    }


def bilateral_nets(legs: Iterable[Leg]) -> tuple[Leg, ...]:
    """One movement for each pair of parties and asset that is not flat, by asset, giver and taker."""
    between: defaultdict[tuple[str, str, str], int] = defaultdict(int)
    for giver, taker, asset, quantity in legs:
        first, second, sign = (giver, taker, 1) if giver < taker else (taker, giver, -1)
        between[asset, first, second] += sign * quantity
    nets = (
        Leg(first, second, asset, net) if net > 0 else Leg(second, first, asset, -net)
        for (asset, first, second), net in between.items()
        if net
    )
    return tuple(sorted(nets, key=lambda leg: (leg.asset, leg.giver, leg.taker)))


def multilateral_nets(positions: Mapping[str, Mapping[str, int]]) -> tuple[Leg, ...]:
    """Movements that bring every party its net position, at most the parties less one in each asset.

    A giver and a taker of the same quantity are paired first, since that settles two parties by one movement; then the
    largest of both sides, whose smaller part is settled each time. The fewest movements there are would need all groups
    of parties that are flat among themselves, which takes exponential time; the bound is the same.

    Args:
        positions: as `net_positions` gives them.

    Raises:
        InputError: positions of an asset do not sum to zero.
    """
    legs: list[Leg] = []
    for asset, parties in sorted(positions.items()):
        if sum(parties.values()):
            what = f"they sum to {sum(parties.values())}, not to zero"
            raise InputError(f"positions in {asset}", what, "Give the positions of all parties")
        owed = sorted(((-net, party) for party, net in parties.items() if net < 0), key=_largest_first)
        due = sorted(((net, party) for party, net in parties.items() if net > 0), key=_largest_first)
        legs += _equal(asset, owed, due)
        legs += _largest(asset, owed, due)
    return tuple(legs)


@dataclass(frozen=True, slots=True)
class Compression:
    """Movements of one asset before and after netting: how many, and how much [units] or [minor] they move.

    The quantity never grows. The number may grow from bilateral to multilateral where groups of parties do not trade
    with each other, since it pairs across the groups.
    """

    asset: str
    gross_count: int
    gross_quantity: int
    bilateral_count: int
    bilateral_quantity: int
    multilateral_count: int
    multilateral_quantity: int


def compress(legs: Iterable[Leg]) -> tuple[Compression, ...]:
    """What bilateral and multilateral netting save, by asset."""
    gross = tuple(legs)
    stages = [_sums(each) for each in (gross, bilateral_nets(gross), multilateral_nets(net_positions(gross)))]
    nothing = (0, 0)
    return tuple(
        Compression(asset, *stages[0][asset], *stages[1].get(asset, nothing), *stages[2].get(asset, nothing))
        for asset in sorted(stages[0])
    )


def _largest_first(side: tuple[int, str]) -> tuple[int, str]:
    return -side[0], side[1]


def _equal(asset: str, owed: list[tuple[int, str]], due: list[tuple[int, str]]) -> list[Leg]:
    """Takes givers and takers of one quantity off both lists."""
    takers: defaultdict[int, list[str]] = defaultdict(list)
    for quantity, party in reversed(due):  # so that the first is at the end
        takers[quantity].append(party)
    legs = [
        Leg(giver, takers[quantity].pop(), asset, quantity) for quantity, giver in tuple(owed) if takers.get(quantity)
    ]
    settled = {party for leg in legs for party in (leg.giver, leg.taker)}
    for side in (owed, due):
        side[:] = [each for each in side if each[1] not in settled]
    return legs


def _largest(asset: str, owed: list[tuple[int, str]], due: list[tuple[int, str]]) -> list[Leg]:
    """Two pointers over what is left; each movement settles a giver, a taker, or both."""
    legs: list[Leg] = []
    taking = iter(due)
    open_due, taker = 0, ""
    for quantity, giver in owed:
        left = quantity
        while left:
            if not open_due:
                open_due, taker = next(taking)
            moved = min(left, open_due)
            legs.append(Leg(giver, taker, asset, moved))
            left, open_due = left - moved, open_due - moved
    return legs


def _sums(legs: Iterable[Leg]) -> dict[str, tuple[int, int]]:
    sums: dict[str, tuple[int, int]] = {}
    for leg in legs:
        count, quantity = sums.get(leg.asset, (0, 0))
        sums[leg.asset] = count + 1, quantity + leg.quantity
    return sums
