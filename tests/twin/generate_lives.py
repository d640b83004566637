"""Random lives of random bonds: sequences of events that `bond_life` can play, found by playing them.

An event is the name of a method of `BondLife` and its arguments. Times are whole seconds and rise from event to event.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from tests.twin.bond_life import BondLife
from tests.twin.dates import Refused
from tests.twin.generate import KINDS, decimals, sheets
from tests.twin.payouts import Movement
from tests.twin.schedule import Period

Draw = Callable[..., Any]
Event = tuple[str, tuple[Any, ...]]
HOLDERS = ("ann", "bea", "cyd", "dan")
COUNTRY, CLASS = {"bea": "BE", "cyd": "DE", "dan": "DE"}, {"ann": "professional", "dan": "retail"}
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


@dataclass
class Life:
    """A bond, what happened to it, and the money that moved."""

    bond: BondLife
    events: list[Event] = field(default_factory=list)
    moved: list[Movement] = field(default_factory=list)

    def do(self, name: str, *arguments: Any) -> None:  # noqa: ANN401 -- of any event
        """Plays an event and writes it down."""
        self.moved += getattr(self.bond, name)(*arguments)
        self.events.append((name, arguments))


def play(bond: BondLife, events: Iterable[Event]) -> list[Movement]:
    """All money that a sequence of events moves."""
    return [movement for name, arguments in events for movement in getattr(bond, name)(*arguments)]


@st.composite
def lives(draw: Draw, kinds: tuple[str, ...] = tuple(KINDS)) -> Life:
    """A whole life: every period traded, fixed, funded and paid, or cut short by a call, a make-whole or a default."""
    terms, seen = draw(sheets(kinds))
    if draw(st.booleans()):
        terms["withholding"] = [
            {"country": "BE", "percent": draw(decimals("0", "35", 1))},
            {"country": "DE", "percent": "5"},
            {"investor_class": "retail", "percent": "12.5"},
        ]
    terms |= {
        "put": {"opens_days_before": "400", "closes_days_before": "0"},
        "default": {
            "grace_days": str(draw(st.integers(0, 10))),
            "acceleration_percent": "25",
            "default_interest_percent": draw(decimals("0", "5", 2)),
        },
    }
    life = Life(BondLife(terms, COUNTRY, CLASS))
    starts = datetime.combine(life.bond.sheet.start, datetime.min.time(), life.bond.zone) + timedelta(hours=1)
    life.do("issue", starts, _allocated(draw, life.bond.sheet.units))
    for number in range(1, len(life.bond.periods()) + 1):
        if not _draw_period(draw, life, number, seen):
            break
    _draw_end(draw, life)
    return life


def _allocated(draw: Draw, units: int) -> dict[str, int]:
    cuts = sorted(draw(st.lists(st.integers(0, units), min_size=3, max_size=3)))
    shares = [high - low for low, high in zip([0, *cuts], [*cuts, units], strict=True)]
    return {holder: share for holder, share in zip(HOLDERS, shares, strict=True) if share}


def _period(life: Life, number: int) -> Period:
    return life.bond.periods()[number - 1]


def _draw_period(draw: Draw, life: Life, number: int, seen: dict[str, dict[str, str]]) -> bool:
    """One period to the payment of its coupon; False where the bond's scheduled life ends in it."""
    bond, period = life.bond, _period(life, number)
    if draw(st.booleans()):
        _trade(draw, life, period.record)
    if draw(st.integers(0, 5)) == 0 and not _draw_early(draw, life, number):
        return False
    if draw(st.booleans()):  # exactly at the record second, or just too late
        _trade(draw, life, period.record, period.record + draw(st.integers(0, 1)) * SECOND)
    late = draw(st.booleans())
    if not late:
        _fix(life, number, seen, max(bond.now, period.record + SECOND))
    if draw(st.booleans()):
        _trade(draw, life, max(bond.now, bond.pays_at(period)))
    if late:
        _fix(life, number, seen, max(bond.now, period.record + SECOND))
    if _period(life, number).interest is None or _period(life, number).principal is None:
        return False  # never observed
    if draw(st.integers(0, 15)) == 7:
        _draw_default(draw, life, number)
        return False
    life.do("fund", max(bond.now, period.record + SECOND), number)
    _pay(draw, life, str(number))
    return any(bond.holdings(bond.now))


def _trade(draw: Draw, life: Life, until: datetime, at: datetime | None = None) -> None:
    """Somebody sells something to somebody."""
    held = life.bond.holdings(life.bond.now)
    if not held or (at is None and until <= life.bond.now):
        return
    at = at or life.bond.now + draw(st.integers(0, int((until - life.bond.now) / SECOND))) * SECOND
    giver = draw(st.sampled_from(sorted(held)))
    if at >= life.bond.now:
        life.do("transfer", at, giver, draw(st.sampled_from(HOLDERS)), draw(st.integers(1, held[giver])))


def _fix(life: Life, number: int, seen: dict[str, dict[str, str]], at: datetime) -> None:
    """All that can be known of a coupon by then."""
    known = life.bond.seen
    coupon = {key: value for key, value in seen.get("coupons", {}).items() if int(key) == number}
    days = seen.get("daily", {}).items()
    daily = {key: value for key, value in days if key < str(at.date()) and key not in known["daily"]}
    targets = {key: value for key, value in seen.get("kpi", {}).items() if key not in known["kpi"]}
    for kind, values in (("coupons", coupon), ("daily", daily), ("kpi", targets)):
        if values:
            life.do("fix", at, kind, values)


def _pay(draw: Draw, life: Life, name: str) -> None:
    """Holders in any order, some of them twice, some not at all, some refused and released."""
    bond = life.bond
    payout = bond.payouts[name]
    life_at = max(bond.now, payout.due)
    for holder in draw(st.permutations(sorted(payout.holders))):
        act = draw(st.sampled_from(["pay", "pay", "pay", "pay", "again", "leave", "refuse", "release"]))
        if act in ("refuse", "release"):
            life.do("refuse", holder)
        if act != "leave":
            life.do("pay", life_at, name, holder)
        if act == "again":
            life.do("pay", life_at, name, holder)
        if act == "release":
            life.do("release", life_at, name, holder)


def _draw_early(draw: Draw, life: Life, number: int) -> bool:
    """A repayment before its date, where it may be; False where nothing is left."""
    bond, period = life.bond, _period(life, number)
    acts = ["call_part", "settle_puts", "make_whole", "call"]
    at = bond.now + draw(st.integers(0, max(0, int((period.record - bond.now) / SECOND)))) * SECOND
    before = [bond.pays_at(each) for each in bond.periods()[: number - 1]]
    if at > period.record or (before and at < before[-1]) or not _rate_known(life, period):
        return True
    if any(each.interest is None for each in bond.periods()) or at.date() >= period.pay:
        acts.remove("make_whole")
    if "inflation" in bond.terms:
        acts = ["settle_puts", "call"]
    act = draw(st.sampled_from([each for each in acts if each != "make_whole" or not bond.sheet.zero]))
    price, name = Fraction(draw(st.integers(9900, 10500)), 10_000), f"early {len(bond.payouts)}"
    if act == "make_whole":
        life.do("make_whole", at, Fraction(draw(st.integers(0, 900)), 10_000))
    elif act == "call":
        life.do("call", at, price)
    elif act == "settle_puts":
        holder, units = draw(st.sampled_from(sorted(bond.holdings(at).items())))
        life.do("give_notice", at, holder, draw(st.integers(1, units)), at.date())
        life.do("settle_puts", at, price)
    elif _may_be_called_in_part(life):
        _call_part(draw, life, at, price)
    if name in bond.payouts:
        _pay(draw, life, name)
    return bond.ended is None and bool(bond.holdings(bond.now))


def _may_be_called_in_part(life: Life) -> bool:
    return bool(life.bond.terms.get("amortisation", {}).get("kind") != "annuity")


def _call_part(draw: Draw, life: Life, at: datetime, price: Fraction) -> None:
    """For a payment of which the holders are not known yet; nothing where the part would be nothing."""
    open_ = [period.span.number for period in life.bond.periods() if period.record >= at]
    number = draw(st.sampled_from([each for each in open_ if each not in life.bond.called] or [0]))
    if number:
        with suppress(Refused):
            life.do("call_part", at, number, Fraction(draw(decimals("0.01", "99.99", 2))), price)


def _rate_known(life: Life, period: Period) -> bool:
    return life.bond.sheet.zero or None not in (period.rate, period.ratio)


def _draw_default(draw: Draw, life: Life, number: int) -> None:
    """The payment is missed; it is made after all, or holders accelerate and something is recovered in parts."""
    bond, period = life.bond, _period(life, number)
    grace = timedelta(days=int(bond.terms["default"]["grace_days"]))
    ends = (bond.pays_at(period).astimezone(UTC) + grace).astimezone(bond.zone)
    life.do("default", max(bond.now, ends + SECOND), number)
    held = bond.holdings(bond.now)
    if draw(st.integers(0, 3)) == 0:
        life.do("fund", bond.now + draw(st.integers(0, 40)) * DAY, number)
        _pay(draw, life, str(number))
        life.do("cure", bond.now)
        return
    last = bond.periods()[-1]
    if last.record < bond.now + DAY < bond.pays_at(last):  # all will be due on that day
        return
    life.do("accelerate", bond.now + DAY, sorted(held))
    paid = draw(st.booleans())  # the missed payment stays a debt
    if paid and not bond.sheet.zero:
        life.do("fund", bond.now + draw(st.integers(1, 400)) * DAY, number)
        _pay(draw, life, str(number))
    for _ in range(draw(st.integers(0, 3))):
        if bond.claim:
            name = f"early {len(bond.payouts)}"
            life.do("recover", bond.now + 30 * DAY, draw(st.integers(1, bond.claim)))
            _pay(draw, life, name)
    if paid and draw(st.booleans()):
        name = f"early {len(bond.payouts)}"
        life.do("redeem_claim", bond.now + DAY)
        _pay(draw, life, name)


def _draw_end(draw: Draw, life: Life) -> None:
    """Ten years later, perhaps, the issuer has back what nobody claimed."""
    if draw(st.booleans()) and life.bond.payouts:
        at = life.bond.now + 366 * draw(st.sampled_from([6, 11])) * DAY
        for name in sorted(life.bond.payouts):
            life.do("prescribe", at, name)
