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
    "Interest of one unit [minor], ACT/365F, to the nearest, a half upwards; "
    "rate a year [1e-9], start in days since 1970-01-01"
)


def amount_by_definition(case: Case) -> int:
    """Interest of one unit [minor]: face times rate times days over 365, to the nearest, a half upwards.

    The definition is by neighbours, not by a formula: the largest whole number that is at most a half above the
    exact interest.
    """
    exact = Fraction(case["unit_face"]) * Fraction(case["rate"], RATE_SCALE) * Fraction(case["days"], 365)
    below = exact.numerator // exact.denominator
    return below + 1 if (below + 1) - exact <= exact - below else below


def _chosen() -> list[Case]:
    """Cases worth naming, then a fixed sample of plain ones."""
    sample = random.Random(4_050)  # noqa: S311 -- the same sample every time, nobody's secret
    cases = [
        {"unit_face": 50_000_000, "rate": 40_500_000, "start": 19_404, "days": 181},  # the 2023 bond's coupons
        {"unit_face": 50_000_000, "rate": 40_500_000, "start": 19_585, "days": 184},
        {"unit_face": 365, "rate": 500_000_000, "start": 0, "days": 1},  # exactly a half
        {"unit_face": 1_095, "rate": 500_000_000, "start": 0, "days": 1},  # one and a half
        {"unit_face": 365, "rate": 499_999_999, "start": 0, "days": 1},  # just below a half
        {"unit_face": 365, "rate": 1_000_000_000, "start": 0, "days": 1},  # exactly one
        {"unit_face": 1, "rate": 1, "start": 0, "days": 1},  # next to nothing
        {"unit_face": 100, "rate": 0, "start": 0, "days": 365},  # nothing
        {"unit_face": 100_000_000, "rate": 50_000_000, "start": 19_358, "days": 366},  # a leap year counts a day more
        {"unit_face": 2**64 - 1, "rate": 2**64 - 1, "start": 0, "days": 2**24 - 1},  # every field at its limit
    ]
    for _ in range(190):
        face = sample.choice([100, 1_000, 100_000, 1_000_000, 50_000_000, 100_000_000, 12_500_000_000])
        days = sample.randint(1, 400)
        cases.append({"unit_face": face, "rate": sample.randint(1, 15_000) * 10_000, "start": 19_000, "days": days})
    return cases


def vector_cases() -> list[Case]:
    """The cases of the file, each with its amount."""
    return [{**case, "amount": amount_by_definition(case)} for case in _chosen()]


def write() -> None:
    """Write the file, one case a line."""
    lines = ",\n".join(f"    {json.dumps(case)}" for case in vector_cases())
    FILE.write_text(f'{{\n  "about": {json.dumps(_ABOUT)},\n  "cases": [\n{lines}\n  ]\n}}\n', encoding="utf-8")


if __name__ == "__main__":
    write()
