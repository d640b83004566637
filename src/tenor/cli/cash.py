"""`tenor cash`: the money that bonds pay in."""

from __future__ import annotations

from typing import Annotated

import typer

from tenor.cli.bond_arguments import Node

app = typer.Typer(help="The money that bonds pay in: minted against fiat received.", no_args_is_help=True)

FromBlock = Annotated[int, typer.Option(min=0, help="a block before the money's first; events are read from there")]


@app.callback()
def cash() -> None:
    """The money that bonds pay in: minted against fiat received."""


@app.command("mint", context_settings={"ignore_unknown_options": True})
def mint_command(  # noqa: PLR0913 -- the options of a command
    cash: Annotated[str, typer.Argument(metavar="CASH", help="address of the cash token")],
    wallet: Annotated[str, typer.Argument(metavar="WALLET", help="who paid the fiat in, on the register")],
    amount: Annotated[str, typer.Argument(metavar="AMOUNT", help="in major units, e.g. 25000.00")],
    *,
    rpc: Node,
    reference: Annotated[str, typer.Option(help="business key of the receipt of the fiat; minted once")],
    from_block: FromBlock = 0,
    central_bank: Annotated[str, typer.Option(help="reference of the central bank's key")] = "dev:1",
) -> None:
    """Mint money to a wallet against fiat that was received, once under the reference of its receipt."""
    from tenor.cli.bond_view import show_sent  # noqa: PLC0415 -- keeps the start of every command fast
    from tenor.servicing.minting import Receipt, mint, open_till  # noqa: PLC0415

    show_sent(*mint(open_till(rpc, cash, central_bank, from_block), Receipt(wallet, amount, reference)))
