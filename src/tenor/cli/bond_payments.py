"""`tenor bond approve`, `fund`, `pay`, `redeem`: money from the issuer to holders."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tenor.cli.bond_arguments import (
    AGENT,
    APPROVER,
    Agent,
    Approval,
    Approver,
    Bond,
    Days,
    FromBlock,
    Holders,
    Node,
    Out,
    Payer,
    Payment,
    opened,
)

app = typer.Typer()


@app.command("approve")
def approve_command(  # noqa: PLR0913 -- the options of a command
    bond: Bond,
    number: Payment,
    *,
    rpc: Node,
    out: Out = Path("approval.json"),
    days: Days = 30,
    approver: Approver = APPROVER,
) -> None:
    """As the second person: sign the figures of a payment, so that the paying agent can fund exactly them."""
    from tenor.cli.bond_view import hand_over  # noqa: PLC0415 -- keeps the start of every command fast
    from tenor.servicing.runs import approve  # noqa: PLC0415

    desk = opened(rpc, bond, approver=approver)
    signed = approve(desk, number, days)
    hand_over(desk, signed, out)


@app.command("fund")
def fund_command(  # noqa: PLR0913 -- the options of a command
    bond: Bond,
    number: Payment,
    *,
    rpc: Node,
    approval: Approval,
    cash: Annotated[str | None, typer.Option(help="address of the money that is meant")] = None,
    paying_agent: Agent = AGENT,
) -> None:
    """Pay exactly the total of a payment that was approved into the bond."""
    from tenor.cli.bond_view import show_done  # noqa: PLC0415 -- as above
    from tenor.servicing.runs import fund  # noqa: PLC0415

    show_done(fund(opened(rpc, bond, paying_agent=paying_agent), number, approval, cash))


@app.command("pay")
def pay_command(
    bond: Bond, holders: Holders = None, *, rpc: Node, from_block: FromBlock = 0, paying_agent: Payer = AGENT
) -> None:
    """Pay holders the coupons that are due to them, or all holders, in batches; or fetch what is your own."""
    from tenor.cli.bond_view import show_done  # noqa: PLC0415 -- as above
    from tenor.servicing.paying import pay  # noqa: PLC0415

    desk = opened(rpc, bond, from_block, paying_agent=paying_agent)
    show_done(pay(desk, holders or []), "nothing is due to anybody")


@app.command("redeem")
def redeem_command(
    bond: Bond, holders: Holders = None, *, rpc: Node, from_block: FromBlock = 0, paying_agent: Payer = AGENT
) -> None:
    """Redeem holders' units with what coupons still owe them, or all holders', in batches."""
    from tenor.cli.bond_view import show_done  # noqa: PLC0415 -- as above
    from tenor.servicing.paying import redeem  # noqa: PLC0415

    desk = opened(rpc, bond, from_block, paying_agent=paying_agent)
    show_done(redeem(desk, holders or []), "nobody holds units")
