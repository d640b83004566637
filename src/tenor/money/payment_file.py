"""Payments between banks as a CSV file, as people write them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from uuid import UUID

from pydantic import Field, PlainValidator
from pydantic_core import PydanticCustomError

from tenor.chain.development import development_index
from tenor.errors import InputError
from tenor.files.fields import Amount, Identifier, StrictModel, field_error
from tenor.files.problems import Problem
from tenor.files.table import Table, closest, read_table
from tenor.money.codes import is_code
from tenor.money.history import History
from tenor.money.payment import MOST, Method
from tenor.onboarding.desk import written_address
from tenor.units import Money

_METHODS = {method.name.lower(): method for method in Method}


def _uetr(value: object) -> UUID:
    try:
        found = UUID(str(value))
    except ValueError:
        found = None
    if found is None or str(found) != str(value):
        raise field_error("this is no UETR", "Write a UUID in small letters, e.g. 8a562c67-ca16-46b8-b4c5-a3e7d1f90c21")
    return found


def uetr_of(place: str, text: str) -> UUID:
    """A reference that a person gave; raises InputError for what is none."""
    try:
        return _uetr(text)
    except PydanticCustomError as exc:
        raise InputError(place, f"'{text}' is no UETR", "Write a UUID in small letters") from exc


def key_reference(value: object) -> str:
    """The type of a field that names a key, never holds one."""
    if development_index(str(value)) is None:
        raise field_error("this is no reference to a key", "Write dev:<n>, e.g. dev:30")
    return str(value)


def _address(value: object) -> str:
    try:
        return written_address("", str(value))
    except InputError as exc:
        raise field_error(exc.what, exc.remedy) from exc


def _method(value: object) -> Method:
    if str(value) not in _METHODS:
        raise field_error("this is no way of settling", f"Write one of {', '.join(_METHODS)}")
    return _METHODS[str(value)]


def _code(value: object) -> str:
    if not is_code(str(value)):
        raise field_error("this is no code of ISO 20022", "Write four capital letters or digits, e.g. SALA")
    return str(value)


def _moment(value: object) -> datetime:
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        raise field_error("this is no moment", "Write e.g. 2026-03-02T17:00:00+08:00") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


class PaymentRow(StrictModel):
    """One payment; money in major units, a moment without an offset is UTC."""

    uetr: Annotated[UUID, PlainValidator(_uetr)] = Field(description="unique end-to-end transaction reference")
    payer: Annotated[str, PlainValidator(key_reference)] = Field(description="reference of the payer's key")
    payer_bank: Identifier = Field(description="short name of the payer's bank")
    payee: Annotated[str, PlainValidator(_address)] = Field(description="wallet")
    payee_bank: Identifier = Field(description="short name of the payee's bank")
    amount: Amount = Field(description="in the currency of the payment system")
    method: Annotated[Method, PlainValidator(_method)] = Field(description="how the banks settle")
    purpose: Annotated[str, PlainValidator(_code)] = Field(description="code (ISO 20022)")
    deadline: Annotated[datetime, PlainValidator(_moment)] | None = Field(
        default=None, description="last moment in which it may be paid, confirmed or accepted"
    )


def read_payments(path: Path) -> Table[PaymentRow]:
    """The payments of a file.

    Raises:
        InputError: a row is malformed, or a payer uses a reference twice. One error names every such row with its line.
    """
    table = read_table(path, PaymentRow)
    if problems := table.repeated("uetr", lambda row: f"{row.payer} {row.uetr}"):
        raise table.refusal(problems)
    return table


def check_payments(table: Table[PaymentRow], history: History) -> None:
    """Refuse rows that name a bank that has not joined, or an amount that the currency does not have.

    Raises:
        InputError: as `read_payments`.
    """
    problems = [
        Problem((row, field), what, remedy)
        for row, payment in enumerate(table.rows)
        for field, what, remedy in _faults(payment, history)
    ]
    if problems:
        raise table.refusal(problems)


def _faults(row: PaymentRow, history: History) -> Iterator[tuple[str, str, str]]:
    known = {member.code for member in history.members.values()}
    for field in ("payer_bank", "payee_bank"):
        code = getattr(row, field)
        if code not in known:
            yield field, f"no bank of this system is called {code}", closest(code, known)
    if row.payer_bank == row.payee_bank:
        yield "payee_bank", "both are customers of one bank", "Use tenor money transfer"
    try:
        minor = Money.of(row.amount, history.system.currency).minor
    except ValueError as exc:
        yield "amount", str(exc), "Write whole minor units"
        return
    if minor > MOST:
        yield "amount", f"{row.amount} is more than a payment can say", "Split it"
