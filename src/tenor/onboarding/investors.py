"""The investor list: who may be brought onto the register.

The file holds what eligibility needs and no personal data: names, addresses and documents stay with the custodian
that knows its client, so any other column is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from pathlib import Path
from typing import Annotated

from pydantic import Field, PlainValidator, WithJsonSchema

from tenor.files.fields import Identifier, IsoDate, StrictModel, field_error
from tenor.files.problems import Problem
from tenor.files.source import FieldPath, Source
from tenor.files.table import MAX_PROBLEMS, Table
from tenor.onboarding.countries import COUNTRY_NUMBERS
from tenor.onboarding.keys import KeyReference
from tenor.onboarding.roll import Account, Roll
from tenor.onboarding.rows import RowFile


class InvestorClass(IntEnum):
    """What an investor is to the rules, as claims state it (IIdentityRegistry.sol)."""

    MONEY_ONLY = 0  # a contract that only pays out: no securities
    RETAIL = 1
    PROFESSIONAL = 2
    INSTITUTIONAL = 3


@dataclass(frozen=True, slots=True)
class Investor:
    """One account of the register, held with a custodian.

    Args:
        wallet_of: id of the same investor's first account, None where this is the first.
    """

    id: str
    country: int  # ISO 3166-1 numeric
    custodian: str  # party id
    key: str  # reference, see onboarding/keys.py
    valid_until: date  # last day of eligibility
    investor_class: InvestorClass = InvestorClass.PROFESSIONAL
    wallet_of: str | None = None


def _country(value: object) -> str:
    if not isinstance(value, str) or value not in COUNTRY_NUMBERS:
        raise field_error("this is not an ISO 3166-1 country code", "Write two capital letters, e.g. HK")
    return value


_CLASS_WORDS = {member.name.lower(): member for member in InvestorClass if member is not InvestorClass.MONEY_ONLY}


def _class(value: object) -> InvestorClass:
    if not isinstance(value, str) or value not in _CLASS_WORDS:
        raise field_error("this is not a class of investors", f"Write {', '.join(_CLASS_WORDS)}")
    return _CLASS_WORDS[value]


Country = Annotated[str, PlainValidator(_country), WithJsonSchema({"type": "string", "pattern": "^[A-Z]{2}$"})]
"""An ISO 3166-1 alpha-2 code."""

ClassWord = Annotated[
    InvestorClass, PlainValidator(_class), WithJsonSchema({"type": "string", "enum": list(_CLASS_WORDS)})
]
"""A class of investors in a word."""


class InvestorRow(StrictModel):
    """One line of the investor list."""

    id: Identifier = Field(description="pseudonymous id of the investor, e.g. INV-03")
    country: Country = Field(description="country of residence, two letters (ISO 3166-1)")
    custodian: Identifier = Field(description="id of the party that holds for the investor")
    key: KeyReference = Field(description="key that signs for the investor")
    valid_until: IsoDate = Field(description="last day on which the investor is eligible")
    investor_class: ClassWord = Field(
        InvestorClass.PROFESSIONAL, alias="class", description="retail, professional or institutional"
    )
    wallet_of: Identifier | None = Field(
        None, description="id of an earlier row, where this is a further wallet of the same investor"
    )


def read_investors(path: Path) -> Table[Investor]:
    """The investor list with the line of each investor.

    Raises:
        InputError: a row is wrong, or an investor or a key stands twice; ids that differ only in capitals are the same.
    """
    investors, lines, problems = list[Investor](), list[int](), list[Problem]()
    with RowFile(path, InvestorRow) as file, Roll() as roll:
        for row in file:
            faults = row.faults
            if row.value is not None:
                investors.append(_investor(row.value))
                faults = roll.admit(_account(row.line, investors[-1]))
            problems += [Problem((len(lines),), fault.what, fault.remedy) for fault in faults]
            lines.append(row.line)
            if len(problems) >= MAX_PROBLEMS:
                break
        places: dict[FieldPath, int] = {(): file.header_line} | {(row,): line for row, line in enumerate(lines)}
        table = Table(tuple(investors), Source(path, {}, places, file.sha256))
    if problems:
        raise table.refusal(problems)
    return table


def _investor(row: InvestorRow) -> Investor:
    return Investor(
        row.id,
        COUNTRY_NUMBERS[row.country],
        row.custodian,
        row.key,
        row.valid_until,
        row.investor_class,
        row.wallet_of,
    )


def _account(line: int, investor: Investor) -> Account:
    return Account(
        line=line,
        id=investor.id,
        place=("key", investor.key),
        country=investor.country,
        investor_class=investor.investor_class,
        valid_until=investor.valid_until,
        wallet_of=investor.wallet_of,
    )
