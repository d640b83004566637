"""A generated business day: both parties' instructions as they arrive, some of them wrong, and what accounts open with.

The same plan gives the same day. Nothing in it is of a real market; sizes, members and times are clustered as they are
in one: few sizes, few members with most of the trades, a morning batch and a rush before the cut-off.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate
from operator import lt
from random import Random
from typing import Any

from stdnum import isin

from tenor.errors import InputError
from tenor.settlement.instruction import Instruction, PaymentKind, Priority, Side
from tenor.settlement.liquidity import gross_needs, share_of_needs
from tenor.settlement.matched import MatchedTrade
from tenor.settlement.obligation import Account, obligations_of
from tenor.units import MINOR_DIGITS

_FACE = 100_000  # [minor] of one unit
_SIZES = (1, 2, 5, 10, 10, 20, 50, 50, 100, 100, 100, 200, 500, 1_000, 5_000)  # [units]
_WINDOWS = ((25_200, 3_600), (28_800, 25_200), (28_800, 25_200), (54_000, 3_600))  # start and length [s] of the day
_LATER = 3_600  # the second instruction of a trade comes within [s]
_PRIORITIES = (Priority.NORMAL,) * 8 + (Priority.HIGH, Priority.TOP)
_THOUSAND = 1_000


@dataclass(frozen=True, slots=True)
class DayPlan:
    """What kind of day.

    Args:
        trades: deliveries against payment.
        members: parties, at least two.
        bonds: securities, each paid for in one currency.
        currencies: of the payments, in turn by security.
        wrong_per_mille: trades of which one party instructs another amount.
        missing_per_mille: trades of which one party does not instruct.
        hold_per_mille: instructions that their party holds.
        opening_percent: opening balances, in percent of what the trades need gross (`liquidity.gross_needs`).
        seed: another one is another day of the same kind.
        settles: the intended settlement date of all trades.

    Raises:
        InputError: there are too few members or bonds, or a currency is not known.
    """

    trades: int
    members: int = 40
    bonds: int = 60
    currencies: tuple[str, ...] = ("EUR", "USD")
    wrong_per_mille: int = 10
    missing_per_mille: int = 10
    hold_per_mille: int = 5
    opening_percent: int = 30
    seed: int = 1
    settles: date = date(2026, 3, 4)

    def __post_init__(self) -> None:
        least, given = (0, 2, 1, 1), (self.trades, self.members, self.bonds, len(self.currencies))
        if any(map(lt, given, least)):
            what = f"{self.trades} trades, {self.members} members, {self.bonds} bonds, {given[-1]} currencies"
            remedy = "Take no trade or more, two members or more, a bond and a currency or more"
            raise InputError("plan of a day", f"there is no day of {what}", remedy)
        if unknown := [each for each in self.currencies if each not in MINOR_DIGITS]:
            remedy = f"Take some of {', '.join(MINOR_DIGITS)}"
            raise InputError("plan of a day", f"currency {unknown[0]!r} is not known", remedy)


@dataclass(frozen=True, slots=True)
class Day:
    """A day as it was generated.

    Args:
        instructions: in the order of arrival.
        times: when each arrived, in seconds of the day.
        balances: opening balance of each account [units] or [minor].
        wrong: trades of which one party instructed another amount.
        missing: trades of which one party did not instruct.
    """

    instructions: tuple[Instruction, ...]
    times: tuple[int, ...]
    balances: Mapping[Account, int]
    wrong: int
    missing: int


def generate_day(plan: DayPlan) -> Day:
    """The day of a plan."""
    draw = Random(plan.seed)  # noqa: S311 -- nothing is to be kept secret
    agreed = sorted(_agreed(plan, draw), key=lambda each: max(each[0]))
    needs = gross_needs(obligations_of(trade for _, trade in agreed))
    arrivals: list[tuple[int, Instruction]] = []
    wrong = missing = 0
    for (delivered, received), trade in agreed:
        sent = [(delivered, trade.delivery), (received, trade.receipt)]
        fault = draw.randrange(_THOUSAND)
        if fault < plan.wrong_per_mille:
            wrong += 1
            _miswrite(sent, draw)
        elif fault < plan.wrong_per_mille + plan.missing_per_mille:
            missing += 1
            sent.pop(draw.randrange(2))
        arrivals += sent
    arrivals.sort(key=lambda each: each[0])
    times, instructions = tuple(at for at, _ in arrivals), tuple(each for _, each in arrivals)
    return Day(instructions, times, share_of_needs(needs, plan.opening_percent), wrong, missing)


def _agreed(plan: DayPlan, draw: Random) -> Iterator[tuple[tuple[int, int], MatchedTrade]]:
    """The trades as both parties mean them, and when each of them instructs."""
    members = [f"M-{n:03}" for n in range(1, plan.members + 1)]
    weights = list(accumulate(_THOUSAND // (n + 3) + 1 for n in range(plan.members)))
    bonds = [f"XS{n:09}{isin.calc_check_digit(f'XS{n:09}')}" for n in range(1, plan.bonds + 1)]
    prices = [draw.randrange(9_000, 11_000) for _ in bonds]  # in hundredths of a percent
    for number in range(plan.trades):
        bond = draw.randrange(plan.bonds)
        terms = _terms(plan, bonds[bond], prices[bond], draw)
        terms |= {"currency": plan.currencies[bond % len(plan.currencies)], "common_reference": f"T-{number}"}
        seller, buyer = _two(members, weights, draw)
        delivers = {"reference": f"D-{number}", "party": seller, "counterparty": buyer, "side": Side.DELIVERS}
        receives = {"reference": f"R-{number}", "party": buyer, "counterparty": seller, "side": Side.RECEIVES}
        delivery, receipt = (_side(terms | own, plan, draw) for own in (delivers, receives))
        start, length = draw.choice(_WINDOWS)
        first = start + draw.randrange(length)
        second = first + draw.randrange(_LATER)
        yield draw.choice(((first, second), (second, first))), MatchedTrade(delivery, receipt)


def _terms(plan: DayPlan, bond: str, price: int, draw: Random) -> dict[str, Any]:
    """What both parties agree on."""
    units, price = draw.choice(_SIZES), price + draw.randrange(-20, 21)
    accrued = units * draw.randrange(3_000)
    return {
        "kind": PaymentKind.DVP,
        "asset": bond,
        "units": units,
        "amount": units * _FACE * price // 10_000 + accrued,
        "trade_date": plan.settles - timedelta(2),
        "settlement_date": plan.settles,
        "clean_price": Decimal(price).scaleb(-2),
        "accrued": accrued,
    }


def _side(given: Mapping[str, Any], plan: DayPlan, draw: Random) -> Instruction:
    """One party's instruction; what is optional is there in one of two."""
    left_out = {"clean_price": None, "accrued": None} if draw.randrange(2) else {}
    left_out |= {"common_reference": None} if draw.randrange(2) else {}
    return Instruction(
        **{**given, **left_out},
        partial=draw.randrange(10) < 3,  # noqa: PLR2004 -- three in ten
        hold=draw.randrange(_THOUSAND) < plan.hold_per_mille,
        priority=draw.choice(_PRIORITIES),
    )


def _two(members: Sequence[str], weights: Sequence[int], draw: Random) -> tuple[str, str]:
    """Two different members, each by its weight."""
    first = bisect_right(weights, draw.randrange(weights[-1]))
    second = bisect_right(weights, draw.randrange(weights[-1]))
    if first == second:
        second = (first + 1 + draw.randrange(len(members) - 1)) % len(members)
    return members[first], members[second]


def _miswrite(sent: list[tuple[int, Instruction]], draw: Random) -> None:
    """Let one of both instruct another amount."""
    side = draw.randrange(2)
    at, given = sent[side]
    sent[side] = at, replace(given, amount=given.amount + draw.randrange(1, 100_000))
