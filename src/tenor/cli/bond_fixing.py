"""`tenor bond fix`, `confirm`, `dispute`, and the same of targets: what is observed in the life."""

from __future__ import annotations

from typing import Annotated

import typer

from tenor.cli.bond_arguments import (
    CALCULATOR,
    ISSUER,
    Anybody,
    Bond,
    Calculator,
    Evidence,
    FromBlock,
    Issuer,
    Node,
    Number,
    Reason,
    Sheet,
    opened,
)

app = typer.Typer()

_SIGNED = {"ignore_unknown_options": True}  # a value may be below zero
Value = Annotated[str, typer.Argument(metavar="VALUE", help="percent a year, or the index value")]
Name = Annotated[str, typer.Argument(metavar="NAME", help="of the target")]


@app.command("fix", context_settings=_SIGNED)
def fix_command(  # noqa: PLR0913 -- the options of a command
    bond: Bond,
    terms: Sheet,
    number: Number,
    value: Value,
    *,
    rpc: Node,
    evidence: Evidence,
    calculation_agent: Calculator = CALCULATOR,
) -> None:
    """Bring what was observed for a coupon; it is final after the challenge time of the terms."""
    from tenor.cli.bond_view import show_done  # noqa: PLC0415 -- keeps the start of every command fast
    from tenor.servicing.observing import propose, sheet_of  # noqa: PLC0415

    desk = opened(rpc, bond, calculation_agent=calculation_agent)
    show_done([propose(desk, sheet_of(desk, terms), number, value, evidence)])


@app.command("confirm")
def confirm_command(  # noqa: PLR0913 -- the options of a command
    bond: Bond, terms: Sheet, number: Number, *, rpc: Node, from_block: FromBlock = 0, sender: Anybody = CALCULATOR
) -> None:
    """Have a coupon computed from what is final, or its rate while its money is not known; anybody may, in order."""
    from tenor.cli.bond_view import show_done  # noqa: PLC0415 -- as above
    from tenor.servicing.confirming import confirm  # noqa: PLC0415
    from tenor.servicing.observing import sheet_of  # noqa: PLC0415

    desk = opened(rpc, bond, from_block, sender=sender)
    show_done([confirm(desk, sheet_of(desk, terms), number)])


@app.command("dispute")
def dispute_command(bond: Bond, number: Number, *, rpc: Node, document: Reason, issuer: Issuer = ISSUER) -> None:
    """Withdraw a coupon's value that is not final, to be brought anew."""
    from tenor.cli.bond_view import show_done  # noqa: PLC0415 -- as above
    from tenor.servicing.observing import dispute  # noqa: PLC0415

    show_done([dispute(opened(rpc, bond, issuer=issuer), number, document)])


@app.command("fix-target", context_settings=_SIGNED)
def fix_target_command(  # noqa: PLR0913 -- the options of a command
    bond: Bond,
    terms: Sheet,
    name: Name,
    value: Annotated[str, typer.Argument(metavar="VALUE", help="that was observed")],
    *,
    rpc: Node,
    evidence: Evidence,
    from_block: FromBlock = 0,
    calculation_agent: Calculator = CALCULATOR,
) -> None:
    """Bring what was observed of a target."""
    from tenor.cli.bond_view import show_done  # noqa: PLC0415 -- as above
    from tenor.servicing.observing import propose_target, sheet_of  # noqa: PLC0415

    desk = opened(rpc, bond, from_block, calculation_agent=calculation_agent)
    show_done([propose_target(desk, sheet_of(desk, terms), name, value, evidence)])


@app.command("dispute-target")
def dispute_target_command(  # noqa: PLR0913 -- the options of a command
    bond: Bond,
    terms: Sheet,
    name: Name,
    *,
    rpc: Node,
    document: Reason,
    from_block: FromBlock = 0,
    issuer: Issuer = ISSUER,
) -> None:
    """Withdraw a target's value that is not final."""
    from tenor.cli.bond_view import show_done  # noqa: PLC0415 -- as above
    from tenor.servicing.observing import dispute_target, sheet_of  # noqa: PLC0415

    desk = opened(rpc, bond, from_block, issuer=issuer)
    show_done([dispute_target(desk, sheet_of(desk, terms), name, document)])
