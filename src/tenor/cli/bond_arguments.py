"""Arguments and options that the commands of `tenor bond` share, and how they open a bond."""

from __future__ import annotations

from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from tenor.servicing.desk import BondDesk

Bond = Annotated[str, typer.Argument(metavar="BOND", help="address of the bond")]
Sheet = Annotated[Path, typer.Argument(metavar="TERMS", help="its term sheet, as it was deployed")]
Number = Annotated[int, typer.Argument(metavar="NUMBER", help="of the coupon")]
Payment = Annotated[str, typer.Argument(metavar="NUMBER", help="of the coupon, or `principal`")]
Holders = Annotated[list[str] | None, typer.Argument(metavar="[HOLDER]...", help="wallets; all if none is named")]
Node = Annotated[str, typer.Option("--rpc", help="node")]
FromBlock = Annotated[int, typer.Option(min=0, help="a block before the bond's first; events are read from there")]
Evidence = Annotated[str, typer.Option(metavar="FILE|HASH", help="document that shows it, or its SHA-256")]
Reason = Annotated[Path, typer.Option("--document", help="the document that says why; its SHA-256 goes on chain")]
Approval = Annotated[Path, typer.Option(help="file that the approver wrote")]
Days = Annotated[int, typer.Option(help="days in which the run may be funded, from the payment time on")]
Out = Annotated[Path, typer.Option(help="file that carries the approval to the paying agent")]
Day = Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="day, in the bond's time zone")]
At = Annotated[str | None, typer.Option("--at", metavar="HH:MM", help="time of the day; the payment time if not given")]

Issuer = Annotated[str, typer.Option(help="reference of the issuer's key")]
Agent = Annotated[str, typer.Option("--paying-agent", help="reference of the paying agent's key")]
Payer = Annotated[str, typer.Option("--paying-agent", help="the paying agent's key, or the holder's own")]
Approver = Annotated[str, typer.Option(help="reference of the payment approver's key")]
Calculator = Annotated[str, typer.Option("--calculation-agent", help="reference of the calculation agent's key")]
Holder = Annotated[str, typer.Option("--holder", help="reference of the holder's key")]
Anybody = Annotated[str, typer.Option("--sender", help="reference of the key that sends it; anybody's will do")]

MOMENTS = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d"]
ISSUER, AGENT, APPROVER, CALCULATOR = "dev:0", "dev:5", "dev:11", "dev:12"


def time_of(option: str, text: str | None) -> time | None:
    """A time of the day as a person writes it."""
    try:
        return None if text is None else time.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter("write hours and minutes, e.g. 09:30", param_hint=option) from None


def seconds(moment: datetime) -> int:
    """A moment that was written in UTC [s]."""
    return int(moment.replace(tzinfo=UTC).timestamp())


def opened(rpc: str, bond: str, from_block: int = 0, **keys: str) -> BondDesk:
    """The bond that a command names, with the keys of those who act on it."""
    from tenor.servicing.desk import Spot, open_bond  # noqa: PLC0415 -- keeps the start of every command fast

    named = {option.replace("_", "-"): key for option, key in keys.items()}
    return open_bond(Spot(rpc, bond, first_block=from_block), named)
