"""Matching: the instructions of two parties that agree become one trade; of the others it is told why they do not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from tenor.errors import InputError
from tenor.settlement.instruction import Instruction, Side
from tenor.settlement.matched import MatchedTrade
from tenor.settlement.nearest import explain
from tenor.settlement.pairing import pair
from tenor.settlement.tolerance import EXACT, Tolerance
from tenor.settlement.unmatched import Unmatched

Name: TypeAlias = tuple[str, str]
"""Party and its own reference."""


@dataclass(frozen=True, slots=True)
class Matching:
    """What matching found.

    Args:
        trades: pairs in the order in which their second instruction arrived.
        unmatched: the other instructions in the order of arrival, each with what is nearest to it.
    """

    trades: tuple[MatchedTrade, ...]
    unmatched: tuple[Unmatched, ...]


def match(instructions: Sequence[Instruction], tolerance: Tolerance = EXACT) -> Matching:
    """Match instructions.

    Both give the same kind, asset, units, currency, trade date and settlement date, each other as parties and opposite
    sides; their amounts are equal or within the tolerance; a common reference and a price that both give are the same.
    Which of several is taken stands at `pairing.pair`. Who matches whom depends on the order in which each party's own
    instructions arrived and not on how those of different parties are interleaved.

    Args:
        instructions: in the order of arrival.
        tolerance: how far amounts may differ; not at all unless it is given.

    Raises:
        InputError: a party uses a reference twice.
    """
    arrival = _arrival(instructions)
    trades = _trades(instructions, tolerance)
    trades.sort(key=lambda trade: max(arrival[_name(trade.delivery)], arrival[_name(trade.receipt)]))
    matched = {id(each) for trade in trades for each in (trade.delivery, trade.receipt)}
    return Matching(tuple(trades), explain([each for each in instructions if id(each) not in matched], tolerance))


def _trades(instructions: Sequence[Instruction], tolerance: Tolerance) -> list[MatchedTrade]:
    alike: defaultdict[tuple[object, ...], tuple[list[Instruction], list[Instruction]]] = defaultdict(lambda: ([], []))
    for each in instructions:
        alike[_key(each)][each.side is Side.RECEIVES].append(each)
    return [
        MatchedTrade(delivery, receipt)
        for deliveries, receipts in alike.values()
        if deliveries and receipts
        for delivery, receipt in pair(deliveries, receipts, tolerance)
    ]


def _key(instruction: Instruction) -> tuple[object, ...]:
    """What must be equal, seen the same way by both parties."""
    return (
        *(instruction.deliverer, instruction.receiver, instruction.kind, instruction.asset, instruction.units),
        *(instruction.currency, instruction.trade_date, instruction.settlement_date),
    )


def _name(instruction: Instruction) -> Name:
    return instruction.party, instruction.reference


def _arrival(instructions: Sequence[Instruction]) -> dict[Name, int]:
    arrival: dict[Name, int] = {}
    for place, each in enumerate(instructions):
        if arrival.setdefault(_name(each), place) != place:
            what = f"{each.party} uses the reference {each.reference} twice"
            raise InputError(f"instruction {each.reference}", what, "Give each instruction a reference of its own")
    return arrival
