"""`tenor register`: who may hold, on one register."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tenor.cli import register_forced
from tenor.cli.register_options import OFFICER, REGISTRAR, Code, Document, Node, Officer, Registrar, Token

app = typer.Typer(
    help="Who may hold: lists of wallets, freezes, forced acts, recovery, and why not.", no_args_is_help=True
)

Rpc = Annotated[str | None, typer.Option("--rpc", help="node; without it an embedded Anvil with a new register")]
Registry = Annotated[str | None, typer.Option(help="address of the register")]
Holdings = Annotated[str | None, typer.Option("--token", help="address of a token whose holdings are shown beside")]
ChainId = Annotated[int, typer.Option(help="the chain that the node must be")]
FromBlock = Annotated[int, typer.Option(min=0, help="a block before the register's first; events are read from there")]
Issuer = Annotated[str, typer.Option(help="reference of the claim issuer's key")]
WalletList = Annotated[
    Path, typer.Argument(metavar="LIST", help="CSV: id,wallet,country,class,valid_until[,wallet_of]")
]
Zone = Annotated[str, typer.Option(help="time zone in which a last day of eligibility ends")]
Good = Annotated[bool, typer.Option("--accept-good-rows", help="bring the rows in order although others are not")]
Replace = Annotated[bool, typer.Option("--replace", help="replace what was revoked, taken off or proved otherwise")]

_ISSUER, _CHAIN = "dev:4", 31337


@app.command("add")
def add_command(  # noqa: PLR0913 -- the options of a command
    listed: WalletList,
    *,
    rpc: Rpc = None,
    registry: Registry = None,
    from_block: FromBlock = 0,
    registrar: Registrar = REGISTRAR,
    issuer: Issuer = _ISSUER,
    timezone: Zone = "UTC",
    accept_good_rows: Good = False,
    replace: Replace = False,
    bench_out: Annotated[Path | None, typer.Option(help="file to write time and peak memory into")] = None,
) -> None:
    """Bring a list of wallets onto the register; run again, only what is missing is sent.

    A row that is not in order stops the list before anything is sent. All such rows are written to LIST.rejects.csv.
    """
    from tenor.cli.register_view import Bars, brought_lines  # noqa: PLC0415 -- keeps the start of every command fast
    from tenor.onboarding.bulk import Options, bring_list, write_measures  # noqa: PLC0415
    from tenor.onboarding.desk import Place, open_desk  # noqa: PLC0415

    place = Place(rpc, registry, first_block=from_block)
    options = Options(timezone, accept_good_rows=accept_good_rows, replace=replace)
    with open_desk(place, {"registrar": registrar, "issuer": issuer}) as desk, Bars() as bars:
        brought = bring_list(desk, listed, options, bars)
    for line in brought_lines(brought, desk.registry, embedded=rpc is None):
        typer.echo(line)
    if bench_out is not None:
        write_measures(brought, bench_out)


@app.command("refresh")
def refresh_command(  # noqa: PLR0913 -- the options of a command
    listed: Annotated[
        Path | None, typer.Argument(metavar="[LIST]", help="as of `add`; its wallets get newer claims")
    ] = None,
    *,
    rpc: Node,
    registry: Registry = None,
    from_block: FromBlock = 0,
    registrar: Registrar = REGISTRAR,
    issuer: Issuer = _ISSUER,
    timezone: Zone = "UTC",
    accept_good_rows: Good = False,
    replace: Replace = False,
    within_hours: Annotated[
        int, typer.Option(min=0, help="without LIST: how soon a verdict ends that is renewed")
    ] = 24,
) -> None:
    """Renew identities: newer claims for the wallets of a list, or every identity contract's verdict that ends soon."""
    from tenor.cli.register_view import Bars, brought_lines, renewed_lines  # noqa: PLC0415 -- as above
    from tenor.onboarding.bulk import Options, bring_list  # noqa: PLC0415
    from tenor.onboarding.desk import Place, open_desk  # noqa: PLC0415
    from tenor.onboarding.renew import renew_contracts  # noqa: PLC0415

    place = Place(rpc, registry, first_block=from_block)
    options = Options(timezone, accept_good_rows=accept_good_rows, renew=True, replace=replace)
    with open_desk(place, {"registrar": registrar, "issuer": issuer}) as desk, Bars() as bars:
        if listed is None:
            lines = renewed_lines(*renew_contracts(desk, within_hours * 3600, bars))
        else:
            lines = brought_lines(bring_list(desk, listed, options, bars), desk.registry, embedded=False)
    for line in lines:
        typer.echo(line)


@app.command("freeze")
def freeze_command(  # noqa: PLR0913 -- the options of a command
    wallet: Annotated[str, typer.Argument(help="whose")],
    *,
    rpc: Node,
    token: Token,
    reason_code: Code,
    document: Document,
    units: Annotated[int | None, typer.Option(help="how many units")] = None,
    address: Annotated[bool, typer.Option("--address", help="the whole address instead")] = False,
    release: Annotated[bool, typer.Option("--release", help="release instead of freeze")] = False,
    officer: Officer = OFFICER,
) -> None:
    """Freeze units of a wallet, or its whole address, or release them; reason and document go on chain."""
    from tenor.cli.register_view import done_line  # noqa: PLC0415 -- as above
    from tenor.onboarding.acts import Part, Reason, freeze  # noqa: PLC0415
    from tenor.onboarding.desk import Place, address_of, open_desk  # noqa: PLC0415

    part, reason = Part.of(units, address=address, release=release), Reason.of(reason_code, document)
    holder = address_of("wallet", wallet)
    with open_desk(Place(rpc, token=token), {"officer": officer}) as desk:
        typer.echo(done_line(freeze(desk, holder, part, reason)))


app.command("force")(register_forced.force_command)
app.command("burn")(register_forced.burn_command)
app.command("recover")(register_forced.recover_command)
app.add_typer(register_forced.approve_app, name="approve", help="As the second person: approve an act of another.")


@app.command("list")
def list_command(  # noqa: PLR0913 -- the options of a command
    *,
    rpc: Node,
    registry: Annotated[str | None, typer.Option(help="address of the register; the token's if not given")] = None,
    token: Holdings = None,
    chain_id: ChainId = _CHAIN,
    from_block: FromBlock = 0,
    csv: Annotated[bool, typer.Option("--csv", help="as CSV")] = False,
    json: Annotated[bool, typer.Option("--json", help="as JSON")] = False,
) -> None:
    """The register rebuilt from its events and held against the contracts: a table, CSV or JSON."""
    from tenor.cli.register_view import show_register  # noqa: PLC0415 -- as above
    from tenor.onboarding.desk import Place, open_desk  # noqa: PLC0415
    from tenor.onboarding.listing import list_register  # noqa: PLC0415

    with open_desk(Place(rpc, registry, token, chain_id, from_block), {}) as desk:
        show_register(list_register(desk), "json" if json else "csv" if csv else "table")


@app.command("why")
def why_command(  # noqa: PLR0913 -- the options of a command
    *,
    rpc: Node,
    token: Token,
    sender: Annotated[str, typer.Option("--from", help="who would send")],
    receiver: Annotated[str, typer.Option("--to", help="who would receive")],
    units: Annotated[int, typer.Option(help="how many units; minor units of money")],
    spender: Annotated[str | None, typer.Option(help="who would move them; the sender if not given")] = None,
    chain_id: ChainId = _CHAIN,
) -> None:
    """Why a transfer would not pass now, as the chain answers; exit status 0 if it would, 1 if not."""
    from tenor.onboarding.acts import why  # noqa: PLC0415 -- as above
    from tenor.onboarding.desk import Place, address_of, open_desk  # noqa: PLC0415

    wallets = (address_of("spender", spender or sender), address_of("from", sender), address_of("to", receiver))
    with open_desk(Place(rpc, token=token, chain_id=chain_id), {}) as desk:
        verdict = why(desk, wallets, units)
    typer.echo(f"{verdict.code}: {verdict.words}")
    if verdict.code:
        raise typer.Exit(1)
