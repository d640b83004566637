"""What a bond says of its own price on a day, and beside it what the product computes from its terms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

from web3.exceptions import ContractLogicError, Web3RPCError

from tenor.chain.contract import explain_revert
from tenor.errors import InputError
from tenor.schedule.accrued import accrued
from tenor.schedule.document import observed_schedule, read_observations
from tenor.schedule.interest import nearest
from tenor.schedule.model import Schedule
from tenor.schedule.pricing import clean_price, dirty_price
from tenor.servicing.desk import BondDesk
from tenor.servicing.early import date_of
from tenor.servicing.observing import figure, sheet_of
from tenor.units import MINOR_DIGITS, epoch_day, rate_to_chain

ATTO = 10**18
"""Prices on chain are in parts of a minor unit so small."""


@dataclass(frozen=True, slots=True)
class Price:
    """A figure of one unit, from the chain and from the terms [minor].

    Args:
        name: of the figure.
        chain: what the bond answers, exact for accrued interest and to 1e-18 for prices.
        own: what the product computes; None without terms.
    """

    name: str
    chain: Fraction
    own: Fraction | None

    @property
    def agrees(self) -> bool:
        """Whether both are the same to the digits that the chain has."""
        return self.own is None or abs(self.own - self.chain) * 2 * ATTO <= 1


def prices(desk: BondDesk, day: date, rate: str | None, own: Schedule | None) -> list[Price]:
    """Interest accrued by a day of settlement, and with a yield the prices.

    Args:
        desk: at the bond.
        day: of settlement.
        rate: the yield a year in percent, or None for interest accrued alone.
        own: the schedule that the product computes the same from, see `own_schedule`.

    Raises:
        InputError: the bond or the schedule has no such figure on that day.
    """
    number = epoch_day(day)
    exact = Fraction(*_asked(desk, "accruedInterest", number))
    found = [Price("accrued interest", exact, _computed(lambda each: accrued(each, day).exact, own))]
    if rate is None:
        return found
    annual = figure("--yield", rate) / 100
    for name, view, price in (("clean price", "cleanPrice", clean_price), ("dirty price", "dirtyPrice", dirty_price)):
        value = Fraction(_asked(desk, view, number, rate_to_chain(annual)), ATTO)
        found.append(Price(name, value, _computed(partial(price, day=day, rate=annual), own)))
    return found


def own_schedule(desk: BondDesk, sheet: Path | None, observations: Path | None) -> Schedule | None:
    """The schedule of a bond's term sheet; None without one.

    Args:
        desk: at the bond.
        sheet: its term sheet.
        observations: what was observed since the issue, as for `tenor schedule`.
    """
    if sheet is None:
        if observations is not None:
            raise InputError("--observations", "nothing is computed without a term sheet", "Give --terms too")
        return None
    terms = sheet_of(desk, sheet).terms
    return observed_schedule(terms, read_observations(observations, terms))


def rounded(desk: BondDesk, price: Fraction) -> str:
    """A figure of one unit to the nearest minor unit, for a reader; nothing is ever computed from it."""
    return str(desk.money(nearest(price)))


def digits(desk: BondDesk, price: Fraction) -> str:
    """A figure of one unit in major units with all the digits that the chain has."""
    parts = nearest(price * ATTO)
    places = MINOR_DIGITS[desk.currency] + 18
    whole, rest = divmod(abs(parts), 10**places)
    return f"{'-' if parts < 0 else ''}{whole}.{rest:0{places}}"


def _computed(compute: Callable[[Schedule], Fraction], own: Schedule | None) -> Fraction | None:
    if own is None:
        return None
    try:
        return compute(own)
    except ValueError as exc:
        raise InputError("--terms", str(exc), "Name a day within the life, or bring --observations") from exc


def _asked(desk: BondDesk, view: str, *arguments: int) -> Any:  # noqa: ANN401 -- any ABI value
    """A view that may have no answer on a day."""
    try:
        return desk.read(view, *arguments)
    except (ContractLogicError, Web3RPCError) as exc:
        raise _no_figure(explain_revert(exc)) from exc


def _no_figure(reason: str) -> InputError:
    """Why a bond has no such figure, by the error of its contract (IBondPricing.sol)."""
    name, _, values = reason.partition("(")
    told = dict(each.split("=") for each in values.rstrip(")").split(", ") if "=" in each)
    if name == "NoPriceOn":
        if int(told["end"]) <= int(told["first"]):
            return InputError(
                "BOND", "the bond has no price any more: holders made the claim due", "See tenor bond show"
            )
        first, end = (date_of(int(told[key])) for key in ("first", "end"))
        what = f"the bond has no such figure on {date_of(int(told['day']))}: it has one from {first} to before {end}"
        return InputError("--day", what, "Name a day of settlement within its life")
    if name == "RateNotKnown":
        what = f"the rate of coupon {told['number']} is not fixed yet, and the figure needs it"
        return InputError("--day", what, "Bring what was observed first: tenor bond fix, then tenor bond confirm")
    if name == "PrincipalNotKnown":
        what = "what is repaid is not known yet, and a price needs it"
        return InputError("--yield", what, "Ask for accrued interest alone, without --yield")
    what = f"the bond has no such figure: {reason}"
    return InputError("--day, --yield", what, "Name a day within its life, and a yield that is one")
