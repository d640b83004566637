"""The wallet list: investors who hold with keys of their own, named by address, in a CSV file of any length.

As in the investor list of a campaign there is no column for personal data. The whole list is checked before anything
is sent.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated

from eth_utils.address import is_checksum_address
from pydantic import Field, PlainValidator

from tenor.files.fields import Identifier, IsoDate, StrictModel, field_error
from tenor.onboarding.countries import COUNTRY_NUMBERS
from tenor.onboarding.investors import ClassWord, Country
from tenor.onboarding.rejects import Rejects
from tenor.onboarding.roll import Account, Roll
from tenor.onboarding.rows import Fault, RowFile

_NOBODY = "0x" + "0" * 40
_CHECKED_EVERY = 1_000  # [rows] between two tellings of progress


def _wallet(value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"0x[0-9a-fA-F]{40}", value, re.ASCII):
        raise field_error("this is not an address", "Write 0x and 40 hexadecimal digits")
    digits = value[2:]
    if digits not in {digits.lower(), digits.upper()} and not is_checksum_address(value):
        remedy = "Copy the address anew: a character of it is wrong"
        raise field_error("capitals and small letters of this address do not fit its digits (EIP-55)", remedy)
    if value == _NOBODY:
        raise field_error("the zero address is nobody's", "Write the investor's wallet")
    return value.lower()


WalletAddress = Annotated[str, PlainValidator(_wallet)]
"""An address, in small letters once it is read; one written in both must have the checksum of EIP-55."""


class WalletRow(StrictModel):
    """One line of a wallet list."""

    id: Identifier = Field(description="pseudonymous id of the investor, e.g. INV-03")
    wallet: WalletAddress = Field(description="address that may hold")
    country: Country = Field(description="country of residence, two letters (ISO 3166-1)")
    investor_class: ClassWord = Field(alias="class", description="retail, professional or institutional")
    valid_until: IsoDate = Field(description="last day on which the investor is eligible")
    wallet_of: Identifier | None = Field(
        None, description="id of an earlier row, where this is a further wallet of the same investor"
    )


def check_list(
    file: RowFile[WalletRow],
    roll: Roll,
    rejects: Rejects,
    has_ended: Callable[[date], bool],
    told: Callable[[int], None],
) -> int:
    """Read a whole list; rows in order go onto the roll, the others to the rejects.

    Args:
        file: opened anew.
        roll: empty.
        rejects: of this list.
        has_ended: whether an eligibility to a day has ended, which is refused.
        told: told now and then how far the file is read [bytes].

    Returns:
        How many rows the list has.
    """
    rows = 0
    for rows, row in enumerate(file, start=1):
        if row.value is None:
            faults = row.faults
        elif has_ended(row.value.valid_until):
            faults = (Fault("valid_until", "valid_until is past", "Write the day on which the eligibility ends"),)
        else:
            faults = roll.admit(_account(row.line, row.value, row.cells))
        if faults:
            rejects.add(row.line, row.cells, faults)
        if rows % _CHECKED_EVERY == 0:
            told(file.position)
    told(file.position)
    return rows


def _account(line: int, row: WalletRow, cells: tuple[str, ...]) -> Account:
    return Account(
        line=line,
        id=row.id,
        place=("wallet", row.wallet),
        country=COUNTRY_NUMBERS[row.country],
        investor_class=row.investor_class,
        valid_until=row.valid_until,
        wallet_of=row.wallet_of,
        cells=cells,
    )
