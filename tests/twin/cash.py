"""The twin's cash: tokens that a central bank mints against fiat and burns for fiat, over the life of a bond.

Like the twin itself it imports nothing of the toolkit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from fractions import Fraction

from tests.twin.life import Transfer, coupons, entitlements, redemption


@dataclass(frozen=True)
class Fiat:
    """Fiat that an account pays in, for which it is given cash tokens."""

    at: datetime
    account: str
    amount: Fraction


@dataclass(frozen=True)
class Scene:
    """Everything that moves cash.

    Coupons and principal are paid at `pay_time` by the agent; at `proceeds` the issuer turns all its tokens into fiat,
    at `end` everybody does.
    """

    terms: Mapping[str, str]
    transfers: Sequence[Transfer]
    fiat: Sequence[Fiat]
    issuer: str
    agent: str
    pay_time: time
    proceeds: datetime
    end: datetime


@dataclass
class Day:
    """The cash tokens of one day: made, destroyed, paid from one to another, and what is left at its end."""

    minted: Fraction = Fraction(0)
    redeemed: Fraction = Fraction(0)
    moved: Fraction = Fraction(0)
    outstanding: Fraction = Fraction(0)


@dataclass(frozen=True)
class _Movement:
    """Tokens from one to another; nobody pays what is minted, nobody takes what is redeemed; None is all there is."""

    at: datetime
    payer: str | None
    payee: str | None
    amount: Fraction | None


def days(scene: Scene) -> dict[date, Day]:
    """Cash by day; raises ValueError where an account would have to pay more than it has."""
    balances: defaultdict[str | None, Fraction] = defaultdict(Fraction)
    found: defaultdict[date, Day] = defaultdict(Day)
    for movement in sorted(_movements(scene), key=lambda each: each.at):  # of one moment: as listed
        _book(movement, balances, found[movement.at.date()])
    return dict(found)


def _book(movement: _Movement, balances: dict[str | None, Fraction], day: Day) -> None:
    payer, payee = movement.payer, movement.payee
    amount = balances[payer] if movement.amount is None else movement.amount
    balances[payer] -= amount
    balances[payee] += amount
    if payer is not None and balances[payer] < 0:
        raise ValueError(f"{payer} is short of {-balances[payer]} on {movement.at}")
    if payer is None:
        day.minted += amount
    elif payee is None:
        day.redeemed += amount
    else:
        day.moved += amount
    day.outstanding = -balances[None]  # what the central bank owes


def _movements(scene: Scene) -> Iterator[_Movement]:
    for paid_in in scene.fiat:
        yield _Movement(paid_in.at, None, paid_in.account, paid_in.amount)
    for transfer in scene.transfers:
        yield _Movement(transfer.at, transfer.taker, transfer.giver, transfer.paid)
    for coupon in coupons(scene.terms):
        paid = datetime.combine(coupon.payment, scene.pay_time)
        for holder, amount in entitlements(coupon, scene.transfers).items():
            yield _Movement(paid, scene.agent, holder, amount)
    for holder, amount in redemption(scene.terms, scene.transfers).items():
        yield _Movement(paid, scene.agent, holder, amount)
    yield _Movement(scene.proceeds, scene.issuer, None, None)
    accounts = {*(paid_in.account for paid_in in scene.fiat), *(transfer.taker for transfer in scene.transfers)}
    for account in sorted({*accounts, *(transfer.giver for transfer in scene.transfers)}):
        yield _Movement(scene.end, account, None, None)
