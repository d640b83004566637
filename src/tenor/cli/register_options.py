"""Options that several commands of `tenor register` share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Node = Annotated[str, typer.Option("--rpc", help="node")]
Token = Annotated[str, typer.Option(help="address of the token")]
Registrar = Annotated[str, typer.Option(help="reference of the registrar's key")]
Officer = Annotated[str, typer.Option(help="reference of the compliance officer's key")]
Approver = Annotated[str, typer.Option(help="key of the second person, by reference: a custodian's or an officer's")]
Code = Annotated[int, typer.Option("--reason-code", help="code of the reason, 0 to 65535")]
Document = Annotated[Path, typer.Option(help="the document that orders it; its SHA-256 goes on chain")]
From = Annotated[str, typer.Option("--from", help="whose units")]
To = Annotated[str, typer.Option("--to", help="who gets them; on the register and not frozen")]
Units = Annotated[int, typer.Option(help="how many units; minor units of money")]
Lost = Annotated[str, typer.Option(help="the wallet whose key is lost")]
New = Annotated[str, typer.Option(help="another wallet of the same investor, on the register")]
Withdraw = Annotated[bool, typer.Option("--withdraw", help="take back the approval that this key gave")]

REGISTRAR, OFFICER, CUSTODIAN = "dev:3", "dev:6", "dev:10"
