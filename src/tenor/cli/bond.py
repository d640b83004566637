"""`tenor bond`: one bond on a chain, act by act."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from tenor.cli import bond_early, bond_fixing, bond_payments, bond_returns, bond_trouble
from tenor.cli.bond_arguments import ISSUER, Bond, FromBlock, Issuer, Node, opened

app = typer.Typer(
    help="One bond on a chain, act by act: deploy, show, fix, fund, pay, redeem, call, default.", no_args_is_help=True
)
app.add_typer(bond_fixing.app)
app.add_typer(bond_payments.app)
app.add_typer(bond_returns.app)
app.add_typer(bond_early.app)
app.add_typer(bond_trouble.app)

Compared = Annotated[Path | None, typer.Option("--terms", help="term sheet that the bond is held against")]


@app.command("deploy")
def deploy_command(
    terms: Annotated[Path, typer.Argument(metavar="TERMS", help="a term sheet")],
    *,
    rpc: Node,
    parties: Annotated[
        Path | None, typer.Option(help="who holds which role, by which key; parties.yaml beside TERMS if not given")
    ] = None,
    chain_id: Annotated[int, typer.Option(help="the chain that the node must be")] = 31337,
    record: Annotated[Path | None, typer.Option(help="folder to write the record of the deployment into")] = None,
) -> None:
    """Deploy a bond and what it needs, at the addresses that its campaign would give it; set its rates of tax."""
    from tenor.campaign.single import deploy, load_issue  # noqa: PLC0415 -- keeps the start of every command fast
    from tenor.cli.bond_view import sent  # noqa: PLC0415

    issue = load_issue(terms, parties, chain_id)
    deployment = deploy(issue, rpc, sent, record)
    if issue.terms.withholding:
        typer.echo("the issuer names who receives the tax before it is remitted: tenor bond tax-authority")
    for name, address in deployment.contracts().items():
        typer.echo(f"{name:<24}{address}")


@app.command("show")
def show_command(
    bond: Bond,
    *,
    rpc: Node,
    terms: Compared = None,
    from_block: FromBlock = 0,
    json: Annotated[bool, typer.Option("--json", help="as JSON")] = False,
) -> None:
    """Show the terms in a bond's code, where it stands, what is paid next, and who holds which role."""
    from tenor.cli.bond_view import show_bond  # noqa: PLC0415 -- as above
    from tenor.servicing.telling import tell  # noqa: PLC0415

    show_bond(tell(opened(rpc, bond, from_block), terms), as_json=json)


@app.command("accrued")
def accrued_command(  # noqa: PLR0913 -- the options of a command
    bond: Bond,
    *,
    rpc: Node,
    day: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="day of settlement")],
    annual: Annotated[str | None, typer.Option("--yield", help="percent a year; with it clean and dirty price")] = None,
    terms: Compared = None,
    observations: Annotated[
        Path | None, typer.Option(help="YAML file of what was observed, as for `tenor schedule`")
    ] = None,
) -> None:
    """Interest accrued on one unit, and prices, as the bond computes them; with --terms beside the product's own."""
    from tenor.cli.bond_view import show_prices  # noqa: PLC0415 -- as above
    from tenor.servicing.prices import own_schedule, prices  # noqa: PLC0415

    desk = opened(rpc, bond)
    figures = prices(desk, day.date(), annual, own_schedule(desk, terms, observations))
    show_prices(desk, figures)
    if not all(price.agrees for price in figures):
        raise typer.Exit(1)


@app.command("issue")
def issue_command(
    bond: Bond,
    *,
    rpc: Node,
    units: Annotated[int | None, typer.Option(help="how many; all that are left if not given")] = None,
    to: Annotated[str | None, typer.Option(help="wallet that gets them; the issuer's if not given")] = None,
    issuer: Issuer = ISSUER,
) -> None:
    """Create units of the issue, to be delivered."""
    from tenor.cli.bond_view import show_done  # noqa: PLC0415 -- as above
    from tenor.servicing.issuing import issue  # noqa: PLC0415

    show_done([issue(opened(rpc, bond, issuer=issuer), units, to)])
