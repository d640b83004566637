"""Amounts per unit from the definition alone: the vectors that Python and Solidity must both meet.

Run as a program, this writes the file anew.
"""

from __future__ import annotations

import json
import random
from fractions import Fraction
from pathlib import Path

FILE = Path(__file__).with_suffix(".json")
RATE_SCALE = 10**9
Case = dict[str, int]

_ABOUT = (
    "Interest of one unit [minor] for a year fraction: amount to the nearest, a half upwards, and amount_down; "
    "rate a year [1e-9]"
)


def amounts_by_definition(case: Case) -> dict[str, int]:
    """Interest of one unit [minor]: face times rate times year fraction, to the nearest, a half upwards, and down.

    The definition is by neighbours, not by a formula: the largest whole number that is at most a half above the
    exact interest, and the largest that is not above it.
    """
    year = Fraction(case["numerator"], case["denominator"])
    exact = Fraction(case["unit_face"]) * Fraction(case["rate"], RATE_SCALE) * year
    below = exact.numerator // exact.denominator
    return {"amount": below + 1 if (below + 1) - exact <= exact - below else below, "amount_down": below}


def _case(unit_face: int, rate: int, numerator: int, denominator: int = 365) -> Case:
    return {"unit_face": unit_face, "rate": rate, "numerator": numerator, "denominator": denominator}


def _chosen() -> list[Case]:
    """Cases worth naming, then a fixed sample of plain ones."""
    sample = random.Random(4_050)  # noqa: S311 -- the same sample every time, nobody's secret
    cases = [
        _case(50_000_000, 40_500_000, 181),  # the 2023 bond's coupons
        _case(50_000_000, 40_500_000, 184),
        _case(365, 500_000_000, 1),  # exactly a half
        _case(1_095, 500_000_000, 1),  # one and a half
        _case(365, 499_999_999, 1),  # just below a half
        _case(365, 1_000_000_000, 1),  # exactly one
        _case(365, 999_999_999, 1),  # just below one
        _case(1, 1, 1),  # next to nothing
        _case(100, 0, 365),  # nothing
        _case(100_000_000, 50_000_000, 366),  # a leap year counts a day more
        _case(1_000_000, 25_000_000, 1, 2),  # half a year by ACT/ACT-ICMA
        _case(2**64 - 1, 2**64 - 1, 2**24 - 1),  # every field of a term sheet at its limit
        _case(2**64 - 1, 2**64 - 1, 2**64 - 1, 1),  # every field at its limit
        _case(2**64 - 1, 2**64 - 1, 2**64 - 1, 2**64 - 1),
        _case(1, 1, 1, 2**64 - 1),
    ]
    for _ in range(190):
        face = sample.choice([100, 1_000, 100_000, 1_000_000, 50_000_000, 100_000_000, 12_500_000_000])
        days, year = sample.randint(1, 400), sample.choice([360, 365, 365 * 366, 12 * 181, 12 * 90 * 92])
        cases.append(_case(face, sample.randint(1, 15_000) * 10_000, days * max(1, year // 365), year))
    return cases


def vector_cases() -> list[Case]:
    """The cases of the file, each with its amounts."""
    return [case | amounts_by_definition(case) for case in _chosen()]


def write() -> None:
    """Write the file, one case a line."""
    lines = ",\n".join(f"    {json.dumps(case)}" for case in vector_cases())
    FILE.write_text(f'{{\n  "about": {json.dumps(_ABOUT)},\n  "cases": [\n{lines}\n  ]\n}}\n', encoding="utf-8")


if __name__ == "__main__":
    write()
