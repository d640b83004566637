"""Files of instructions and balances for the tests of `tenor trade`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from tenor.settlement.instruction import Instruction, PaymentKind
from tenor.settlement.instruction_file import render_instructions
from tests.settlement.instructions import BOND, delivery, receipt

LATER = date(2026, 3, 5)
"""A day after that on which `delivery` and `receipt` settle."""


def write(folder: Path, *instructions: Instruction, name: str = "day.csv") -> Path:
    """A file of instructions in their order."""
    path = folder / name
    path.write_text(render_instructions(instructions), encoding="utf-8")
    return path


def write_balances(folder: Path, rows: Iterable[str]) -> Path:
    """A file of balances with limits."""
    path = folder / "balances.csv"
    path.write_text("\n".join(["party,asset,amount,limit", *rows, ""]), encoding="utf-8")
    return path


def lines(said: str) -> list[str]:
    """What is printed, without rules, empty lines and repeated spaces."""
    return [" ".join(line.split()) for line in said.splitlines() if line.strip(" ─")]


def circle() -> list[Instruction]:
    """BANK-A delivers 10 bonds to BANK-B for EUR 10,000.00, and BANK-B 10 to BANK-A for EUR 9,000.00."""
    back = {"party": "BANK-B", "counterparty": "BANK-A", "amount": 900_000}
    return [
        delivery("A-1"),
        receipt("B-1"),
        delivery("B-2", **back),
        receipt("A-2", **{**back, "party": "BANK-A", "counterparty": "BANK-B"}),
    ]


def several() -> list[Instruction]:
    """A pair against payment, one in money, one free of payment, and one whose amounts differ by 50 cents."""
    money = {"kind": PaymentKind.PVP, "asset": "USD", "units": 108_050, "currency": "JPY", "amount": 150_000}
    free = {"kind": PaymentKind.FOP, "asset": BOND, "currency": None, "amount": 0}
    return [
        *(delivery("A-1"), receipt("B-1"), delivery("A-2", **money), receipt("B-2", **money)),
        *(delivery("A-3", **free), receipt("B-3", **free)),
        *(delivery("A-4", amount=500_000), receipt("B-4", amount=500_050)),
    ]
