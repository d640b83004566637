"""What of the principal of one unit is repaid at each payment date, in minor units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from tests.twin.dates import Refused
from tests.twin.definitions import half_up

Amortisation = Mapping[str, Any]


def nearest(amount: Fraction) -> int:
    """To the nearest minor unit, a half upwards."""
    return half_up(amount, 0).numerator


def planned(amortisation: Amortisation | None, face: int, ends: Sequence[date], minor: int) -> list[int]:
    """Repayments by date, the last of them all that is then left; `ends` are the notional ends of the periods."""
    repaid = [_instalment(amortisation, face, end, minor) if amortisation else 0 for end in ends[:-1]]
    _check_last(amortisation or {}, face, ends[-1], minor)
    if sum(repaid) >= face:
        raise Refused("the instalments leave nothing for the last payment")
    return [*repaid, face - sum(repaid)]


def _instalment(amortisation: Amortisation, face: int, end: date, minor: int) -> int:
    kind = amortisation["kind"]
    if kind == "sinking":
        due = date.fromisoformat(amortisation["first"]) <= end
        return _something(nearest(face * Fraction(amortisation["percent"]) / 100)) if due else 0
    (found,) = [each for each in amortisation["instalments"] if each["date"] == end.isoformat()] or [None]
    if found is None:
        return 0
    if kind == "amount":
        return _something(nearest(Fraction(found["amount"]) * minor))
    return _something(nearest(face * Fraction(found["percent"]) / 100))


def _check_last(amortisation: Amortisation, face: int, maturity: date, minor: int) -> None:
    """An instalment may be dated the maturity date if all of them come to exactly the face."""
    rows = amortisation.get("instalments", [])
    parts = [Fraction(row.get("percent", "0")) / 100 * face + Fraction(row.get("amount", "0")) * minor for row in rows]
    if any(row["date"] == maturity.isoformat() for row in rows) and sum(parts) != face:
        raise Refused("the instalments do not come to the face")


def _something(instalment: int) -> int:
    if instalment <= 0:
        raise Refused("a percentage rounds to nothing")
    return instalment


def level_payment(face: int, rates: Sequence[Fraction], fractions: Sequence[Fraction]) -> int:
    """Of an annuity: face / the sum over the periods of what one paid at each of their ends is worth at the start."""
    worth, total = Fraction(1), Fraction(0)
    for rate, fraction in zip(rates, fractions, strict=True):
        worth /= 1 + rate * fraction
        total += worth
    return nearest(face / total)


def annuity_part(level: int, interest: Fraction, outstanding: int, *, last: bool) -> int:
    """A level payment less the interest in it, never less than nothing; the last repays what is left."""
    if last:
        return outstanding
    repaid = max(Fraction(0), level - interest)
    if repaid.denominator != 1:
        raise Refused("a level payment less unrounded interest is no amount")
    if repaid >= outstanding:
        raise Refused("the instalments leave nothing for the last payment")
    return repaid.numerator
