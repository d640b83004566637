"""`tenor bond call`, `call-part`, `make-whole`, `put`, ...: repayment before maturity."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tenor.cli.bond_arguments import (
    AGENT,
    APPROVER,
    CALCULATOR,
    ISSUER,
    Agent,
    Anybody,
    Approval,
    Approver,
    At,
    Bond,
    Calculator,
    Day,
    Days,
    Evidence,
    FromBlock,
    Holder,
    Issuer,
    Node,
    Number,
    Out,
    Sheet,
    opened,
    time_of,
)

app = typer.Typer()


@app.command("call")
def call_command(  # noqa: PLR0913 -- the options of a command
    bond: Bond, terms: Sheet, *, rpc: Node, day: Day, at: At = None, issuer: Issuer = ISSUER
) -> None:
    """Give notice that all units are repaid on a day, at a price of the terms; the notice binds."""
    from tenor.cli.bond_view import show_done  # noqa: PLC0415 -- keeps the start of every command fast
    from tenor.servicing.early import call  # noqa: PLC0415
    from tenor.servicing.observing import sheet_of  # noqa: PLC0415

    desk = opened(rpc, bond, issuer=issuer)
    show_done([call(desk, sheet_of(desk, terms), day.date(), time_of("--at", at))])


@app.command("call-part")
def call_part_command(  # noqa: PLR0913 -- the options of a command
    bond: Bond,
    terms: Sheet,
    number: Number,
    percent: Annotated[str, typer.Argument(metavar="PERCENT", help="of what the payment leaves outstanding")],
    *,
    rpc: Node,
    issuer: Issuer = ISSUER,
) -> None:
    """Call the same part of every unit, to be repaid with a coupon; the notice binds."""
    from tenor.cli.bond_view import show_done  # noqa: PLC0415 -- as above
    from tenor.servicing.early import call_part  # noqa: PLC0415
    from tenor.servicing.observing import sheet_of  # noqa: PLC0415

    desk = opened(rpc, bond, issuer=issuer)
    show_done([call_part(desk, sheet_of(desk, terms), number, percent)])


@app.command("make-whole")
def make_whole_command(  # noqa: PLR0913 -- the options of a command
    bond: Bond,
    terms: Sheet,
    *,
    rpc: Node,
    day: Day,
    at: At = None,
    from_block: FromBlock = 0,
    issuer: Issuer = ISSUER,
) -> None:
    """Give notice that all units are repaid on a day at their present value, or at par if that is more."""
    from tenor.cli.bond_view import show_done  # noqa: PLC0415 -- as above
    from tenor.servicing.early import make_whole  # noqa: PLC0415
    from tenor.servicing.observing import sheet_of  # noqa: PLC0415

    desk = opened(rpc, bond, from_block, issuer=issuer)
    show_done([make_whole(desk, sheet_of(desk, terms), day.date(), time_of("--at", at))])


@app.command("reference-yield", context_settings={"ignore_unknown_options": True})
def reference_yield_command(  # noqa: PLR0913 -- the options of a command
    bond: Bond,
    terms: Sheet,
    value: Annotated[str, typer.Argument(metavar="VALUE", help="percent a year, without the spread of the terms")],
    *,
    rpc: Node,
    evidence: Evidence,
    calculation_agent: Calculator = CALCULATOR,
) -> None:
    """Fix what a make-whole discounts by, on the day of the end or later."""
    from tenor.cli.bond_view import show_done  # noqa: PLC0415 -- as above
    from tenor.servicing.early import fix_yield  # noqa: PLC0415
    from tenor.servicing.observing import sheet_of  # noqa: PLC0415

    desk = opened(rpc, bond, calculation_agent=calculation_agent)
    show_done([fix_yield(desk, sheet_of(desk, terms), value, evidence)])


@app.command("confirm-end")
def confirm_end_command(bond: Bond, *, rpc: Node, sender: Anybody = AGENT) -> None:
    """Have computed what is paid at an early end; anybody may, from the end on."""
    from tenor.cli.bond_view import show_done  # noqa: PLC0415 -- as above
    from tenor.servicing.early import confirm_end  # noqa: PLC0415

    show_done([confirm_end(opened(rpc, bond, sender=sender))])


@app.command("put")
def put_command(  # noqa: PLR0913 -- the options of a command
    bond: Bond,
    terms: Sheet,
    *,
    rpc: Node,
    day: Day,
    units: Annotated[int, typer.Option(help="how many units")],
    holder: Holder,
) -> None:
    """As a holder: give notice of units to be repaid on a day of the terms; the notice binds."""
    from tenor.cli.bond_view import show_done  # noqa: PLC0415 -- as above
    from tenor.servicing.observing import sheet_of  # noqa: PLC0415
    from tenor.servicing.puts import put  # noqa: PLC0415

    desk = opened(rpc, bond, holder=holder)
    show_done([put(desk, sheet_of(desk, terms), day.date(), units)])


@app.command("approve-puts")
def approve_puts_command(  # noqa: PLR0913 -- the options of a command
    bond: Bond,
    terms: Sheet,
    *,
    rpc: Node,
    day: Day,
    out: Out = Path("approval.json"),
    days: Days = 30,
    from_block: FromBlock = 0,
    approver: Approver = APPROVER,
) -> None:
    """As the second person: sign the repayment of the puts of a day."""
    from tenor.cli.bond_view import hand_over  # noqa: PLC0415 -- as above
    from tenor.servicing.observing import sheet_of  # noqa: PLC0415
    from tenor.servicing.puts import approve_puts  # noqa: PLC0415

    desk = opened(rpc, bond, from_block, approver=approver)
    signed = approve_puts(desk, sheet_of(desk, terms), day.date(), days)
    hand_over(desk, signed, out)


@app.command("redeem-puts")
def redeem_puts_command(  # noqa: PLR0913 -- the options of a command
    bond: Bond, terms: Sheet, *, rpc: Node, day: Day, approval: Approval, paying_agent: Agent = AGENT
) -> None:
    """Repay the puts of a day that were approved."""
    from tenor.cli.bond_view import show_done  # noqa: PLC0415 -- as above
    from tenor.servicing.observing import sheet_of  # noqa: PLC0415
    from tenor.servicing.puts import redeem_puts  # noqa: PLC0415

    desk = opened(rpc, bond, paying_agent=paying_agent)
    show_done(redeem_puts(desk, sheet_of(desk, terms), day.date(), approval))
