"""Settlement instructions as a CSV file: read at its word or refused as a whole, and written so that it reads back."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Literal

from pydantic import Field

from tenor.files.cells import render_cells, switch_cell
from tenor.files.fields import Amount, Currency, Figure, Identifier, IsoDate, Percent, StrictModel, Switch
from tenor.files.problems import Problem
from tenor.files.table import MAX_PROBLEMS, Table, read_table
from tenor.settlement.instruction import (
    Fault,
    InconsistentInstruction,
    Instruction,
    PaymentKind,
    Priority,
    Side,
    is_money,
)
from tenor.settlement.quantity import counted, plain


class InstructionRow(StrictModel):
    """One line of a file of instructions; money in major units, so that people read it."""

    reference: Identifier = Field(description="the instructing party's own reference, e.g. A-17")
    party: Identifier = Field(description="who instructs")
    counterparty: Identifier = Field(description="who is to instruct the mirror image")
    side: Side = Field(description="DELI where the party delivers the asset, RECE where it receives it")
    kind: PaymentKind = Field(description="DvP, PvP or FoP")
    asset: Identifier = Field(description="what is delivered: an ISIN, or a currency code")
    units: Amount = Field(description="how much: whole units of a security, an amount of money")
    currency: Currency | None = Field(description="of the payment; empty where free of payment")
    amount: Amount | None = Field(description="the payment; empty where free of payment")
    trade_date: IsoDate = Field(description="when it was agreed")
    settlement_date: IsoDate = Field(description="when it is intended to settle")
    clean_price: Percent | None = Field(description="agreed price in percent without accrued interest, or empty")
    accrued: Figure | None = Field(description="accrued interest within the amount, or empty")
    partial: Switch = Field(description="whether a part may settle")
    minimum_part: Amount | None = Field(description="the smallest part, in units; empty for any")
    hold: Switch = Field(description="whether it waits to be released")
    priority: Literal["1", "2", "3", "4"] = Field(description="1 reserved, 2 top, 3 high, 4 normal")
    common_reference: Identifier | None = Field(description="of the trade, agreed by both, or empty")


COLUMNS = tuple(InstructionRow.model_fields)


def read_instructions(path: Path) -> Table[Instruction]:
    """The instructions of a file in their order, with the line of each.

    Raises:
        InputError: a row is malformed or contradicts itself, or a party uses a reference twice. One error names every
            such row with line, field, what is wrong and what to do; nothing is returned of a file with a bad row.
    """
    table = read_table(path, InstructionRow)
    problems = table.repeated("reference", lambda row: f"{row.party} {row.reference}")
    instructions: list[Instruction] = []
    for index, row in enumerate(table.rows):
        if len(problems) >= MAX_PROBLEMS:
            break
        try:
            instructions.append(_instruction(row))
        except InconsistentInstruction as error:
            problems += [Problem((index, fault.field), fault.what, fault.remedy) for fault in error.faults]
    if problems:
        raise table.refusal(problems)
    return Table(tuple(instructions), table.source)


def render_instructions(instructions: Iterable[Instruction]) -> str:
    """The text of a file that `read_instructions` reads as the same instructions."""
    return render_cells(COLUMNS, map(_cells, instructions))


def _instruction(row: InstructionRow) -> Instruction:
    faults: list[Fault] = []
    given = row.model_dump() | {
        "units": _minor("units", row.units, row.asset, faults),
        "minimum_part": _minor("minimum_part", row.minimum_part, row.asset, faults),
        "amount": _minor("amount", row.amount, row.currency or "", faults) or 0,
        "accrued": _minor("accrued", row.accrued, row.currency or "", faults),
        "priority": Priority(int(row.priority)),
    }
    if faults:
        raise InconsistentInstruction(row.reference, tuple(faults))
    return Instruction(**given)


def _minor(field: str, quantity: Decimal | None, asset: str, faults: list[Fault]) -> int | None:
    """A quantity as an integer: [minor] of money, [units] of anything else; what has too many digits is a fault."""
    if quantity is None:
        return None
    try:
        return counted(quantity, asset)
    except ValueError as error:
        smallest = f"minor units of {asset}" if is_money(asset) else "units"
        faults.append(Fault(field, f"{field} is {quantity}: {error}", f"Write a whole number of {smallest}"))
        return 0


def _cells(given: Instruction) -> list[str | None]:
    currency = given.currency or ""
    units, least = _major(given.units, given.asset), _major(given.minimum_part, given.asset)
    amount, accrued = _major(given.amount or None, currency), _major(given.accrued, currency)
    price = None if given.clean_price is None else f"{given.clean_price:f}"
    return [
        *(given.reference, given.party, given.counterparty, given.side, given.kind, given.asset),
        *(units, given.currency, amount, given.trade_date.isoformat(), given.settlement_date.isoformat()),
        *(price, accrued, switch_cell(on=given.partial), least, switch_cell(on=given.hold)),
        *(str(given.priority.value), given.common_reference),
    ]


def _major(quantity: int | None, asset: str) -> str | None:
    return None if quantity is None else plain(quantity, asset)
