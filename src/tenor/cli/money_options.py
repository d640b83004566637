"""Options that the commands of `tenor money` and `tenor interbank` share."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class Form(StrEnum):
    """How something is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


Payments = Annotated[str, typer.Argument(metavar="PAYMENTS", help="address of the payment system")]
Uetr = Annotated[str, typer.Argument(metavar="UETR", help="its reference, or its id")]
FromBlock = Annotated[int, typer.Option(min=0, help="a block before the money's first; events are read from there")]
Printed = Annotated[Form, typer.Option("--format", help="how to print it")]
Zone = Annotated[str, typer.Option(help="time zone of moments and days")]
Reason = Annotated[str, typer.Option(help="reason code (ISO 20022), e.g. AM05")]
Hours = Annotated[int, typer.Option(min=1, max=8_760, help="until the deadline of a payment that names none")]
Officer = Annotated[str, typer.Option(help="reference of the key of a compliance officer of the payee's bank")]
Operator = Annotated[str, typer.Option(help="reference of the key of the system's operator")]
Anybody = Annotated[str, typer.Option("--sender", help="reference of the key that sends it; anybody's will do")]

OFFICER, OPERATOR, ANYBODY = "dev:6", "dev:8", "dev:9"
