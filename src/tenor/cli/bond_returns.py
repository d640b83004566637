"""`tenor bond withhold`, `remit-tax`, `return-unclaimed`, ...: tax, and what goes back to the issuer."""

from __future__ import annotations

from typing import Annotated

import typer

from tenor.cli.bond_arguments import (
    AGENT,
    ISSUER,
    Agent,
    Anybody,
    Bond,
    FromBlock,
    Holders,
    Issuer,
    Node,
    Number,
    opened,
)

app = typer.Typer()

Country = Annotated[
    str, typer.Argument(metavar="COUNTRY", help="two letters (ISO 3166-1), or `class` for tax of investor classes")
]


@app.command("withhold")
def withhold_command(  # noqa: PLR0913 -- the options of a command
    bond: Bond,
    *,
    rpc: Node,
    percent: Annotated[str, typer.Option(help="of interest that is kept back")],
    country: Annotated[str | None, typer.Option(help="of the holders, two letters (ISO 3166-1)")] = None,
    investor_class: Annotated[
        str | None, typer.Option("--class", help="of the holders: retail, professional, institutional; before country")
    ] = None,
    issuer: Issuer = ISSUER,
) -> None:
    """Set the tax on interest of holders of a country, or of a class of investors."""
    from tenor.cli.bond_view import show_done  # noqa: PLC0415 -- keeps the start of every command fast
    from tenor.servicing.returning import withhold  # noqa: PLC0415

    show_done([withhold(opened(rpc, bond, issuer=issuer), country, investor_class, percent)])


@app.command("tax-authority")
def tax_authority_command(
    bond: Bond,
    country: Country,
    wallet: Annotated[str, typer.Argument(metavar="WALLET", help="of the authority")],
    *,
    rpc: Node,
    issuer: Issuer = ISSUER,
) -> None:
    """Name who receives the tax of a country."""
    from tenor.cli.bond_view import show_done  # noqa: PLC0415 -- as above
    from tenor.servicing.returning import name_authority  # noqa: PLC0415

    show_done([name_authority(opened(rpc, bond, issuer=issuer), country, wallet)])


@app.command("remit-tax")
def remit_tax_command(  # noqa: PLR0913 -- the options of a command
    bond: Bond,
    country: Country,
    *,
    rpc: Node,
    amount: Annotated[str | None, typer.Option(help="in major units; all that is held if not given")] = None,
    from_block: FromBlock = 0,
    paying_agent: Agent = AGENT,
) -> None:
    """Pay tax that was kept back to its authority."""
    from tenor.cli.bond_view import show_done  # noqa: PLC0415 -- as above
    from tenor.servicing.returning import remit_tax  # noqa: PLC0415

    show_done([remit_tax(opened(rpc, bond, from_block, paying_agent=paying_agent), country, amount)])


@app.command("return-unclaimed")
def return_unclaimed_command(
    bond: Bond, holders: Holders = None, *, rpc: Node, from_block: FromBlock = 0, issuer: Issuer = ISSUER
) -> None:
    """Return to the issuer what holders left unclaimed for the years of the terms."""
    from tenor.cli.bond_view import show_done  # noqa: PLC0415 -- as above
    from tenor.servicing.returning import return_unclaimed  # noqa: PLC0415

    show_done(return_unclaimed(opened(rpc, bond, from_block, issuer=issuer), holders or []), "nobody is owed anything")


@app.command("return-rounding")
def return_rounding_command(
    bond: Bond, number: Number, *, rpc: Node, from_block: FromBlock = 0, sender: Anybody = AGENT
) -> None:
    """Return to the issuer what rounding on holdings left of a coupon that is paid to all; anybody may."""
    from tenor.cli.bond_view import show_done  # noqa: PLC0415 -- as above
    from tenor.servicing.returning import return_rounding  # noqa: PLC0415

    show_done([return_rounding(opened(rpc, bond, from_block, sender=sender), number)])
