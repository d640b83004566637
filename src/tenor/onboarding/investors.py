"""The investor list: who may be brought onto the register.

The file holds what eligibility needs and no personal data: names, addresses and documents stay with the custodian
that knows its client, so any other column is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field, PlainValidator, WithJsonSchema

from tenor.files.fields import Identifier, IsoDate, StrictModel, field_error
from tenor.files.table import Table, read_table
from tenor.onboarding.countries import COUNTRY_NUMBERS
from tenor.onboarding.keys import KeyReference


@dataclass(frozen=True, slots=True)
class Investor:
    """One investor: an account of the register, held with a custodian."""

    id: str
    country: int  # ISO 3166-1 numeric
    custodian: str  # party id
    key: str  # reference, see onboarding/keys.py
    valid_until: date  # last day of eligibility


def _country(value: object) -> str:
    if not isinstance(value, str) or value not in COUNTRY_NUMBERS:
        raise field_error("this is not an ISO 3166-1 country code", "Write two capital letters, e.g. HK")
    return value


Country = Annotated[str, PlainValidator(_country), WithJsonSchema({"type": "string", "pattern": "^[A-Z]{2}$"})]
"""An ISO 3166-1 alpha-2 code."""


class InvestorRow(StrictModel):
    """One line of the investor list."""

    id: Identifier = Field(description="pseudonymous id of the investor, e.g. INV-03")
    country: Country = Field(description="country of residence, two letters (ISO 3166-1)")
    custodian: Identifier = Field(description="id of the party that holds for the investor")
    key: KeyReference = Field(description="key that signs for the investor")
    valid_until: IsoDate = Field(description="last day on which the investor is eligible")


def read_investors(path: Path) -> Table[Investor]:
    """The investor list with the line of each investor.

    Raises:
        InputError: a row is wrong, or an investor or a key stands twice; ids that differ only in capitals are the same.
    """
    table = read_table(path, InvestorRow).map(_investor)
    repeated = table.repeated("id", lambda investor: investor.id.casefold())
    if problems := repeated + table.repeated("key", lambda investor: investor.key):
        raise table.refusal(problems)
    return table


def _investor(row: InvestorRow) -> Investor:
    return Investor(row.id, COUNTRY_NUMBERS[row.country], row.custodian, row.key, row.valid_until)
