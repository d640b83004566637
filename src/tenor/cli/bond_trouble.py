"""`tenor bond default`, `vote`, `accelerate`, `distribute`, `propose`, ...: a missed payment, and holders' consents."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from tenor.cli.bond_arguments import (
    AGENT,
    APPROVER,
    ISSUER,
    MOMENTS,
    Agent,
    Anybody,
    Approval,
    Approver,
    Bond,
    FromBlock,
    Holder,
    Holders,
    Issuer,
    Node,
    Out,
    Payer,
    opened,
    seconds,
)

app = typer.Typer()

Amount = Annotated[str, typer.Argument(metavar="AMOUNT", help="on one unit, in major units")]
Until = Annotated[datetime, typer.Option(formats=MOMENTS, help="last second of the vote, UTC")]
Record = Annotated[
    datetime | None,
    typer.Option(formats=MOMENTS, help="who holds at the end of this second may vote, UTC; in 10 minutes if not given"),
]


@app.command("default")
def default_command(
    bond: Bond,
    *,
    rpc: Node,
    sender: Anybody,
    put: Annotated[
        str | None, typer.Option(metavar="HOLDER", help="whose put was missed; without it a payment")
    ] = None,
) -> None:
    """Declare a missed payment an event of default, and open the vote on acceleration; anybody may."""
    from tenor.cli.bond_view import show_done  # noqa: PLC0415 -- keeps the start of every command fast
    from tenor.servicing.distress import declare, declare_put  # noqa: PLC0415

    desk = opened(rpc, bond, sender=sender)
    show_done([declare_put(desk, put) if put else declare(desk)])


@app.command("vote")
def vote_command(
    bond: Bond,
    ballot: Annotated[int, typer.Argument(metavar="BALLOT", help="number of the ballot")],
    *,
    rpc: Node,
    holder: Holder,
    against: Annotated[bool, typer.Option("--against", help="vote against; without it for")] = False,
) -> None:
    """As a holder: vote with all units held at the record time."""
    from tenor.cli.bond_view import show_done  # noqa: PLC0415 -- as above
    from tenor.servicing.distress import vote  # noqa: PLC0415

    show_done([vote(opened(rpc, bond, holder=holder), ballot, in_favour=not against)])


@app.command("renew-vote")
def renew_vote_command(bond: Bond, *, rpc: Node, holder: Holder) -> None:
    """As a holder: open the vote on acceleration anew, 30 days after the one before."""
    from tenor.cli.bond_view import show_done  # noqa: PLC0415 -- as above
    from tenor.servicing.distress import renew_vote  # noqa: PLC0415

    show_done([renew_vote(opened(rpc, bond, holder=holder))])


@app.command("accelerate")
def accelerate_command(bond: Bond, *, rpc: Node, sender: Anybody) -> None:
    """Make all due at once, where enough units voted for it; anybody may."""
    from tenor.cli.bond_view import show_done  # noqa: PLC0415 -- as above
    from tenor.servicing.distress import accelerate  # noqa: PLC0415

    show_done([accelerate(opened(rpc, bond, sender=sender))])


@app.command("cure")
def cure_command(bond: Bond, *, rpc: Node, sender: Anybody) -> None:
    """End a default whose payment is funded; anybody may."""
    from tenor.cli.bond_view import show_done  # noqa: PLC0415 -- as above
    from tenor.servicing.distress import cure  # noqa: PLC0415

    show_done([cure(opened(rpc, bond, sender=sender))])


@app.command("approve-recovery")
def approve_recovery_command(  # noqa: PLR0913 -- the options of a command
    bond: Bond,
    amount: Amount,
    *,
    rpc: Node,
    out: Out = Path("approval.json"),
    days: Annotated[int, typer.Option(help="days in which the run may be funded")] = 30,
    approver: Approver = APPROVER,
) -> None:
    """As the second person: sign a recovery of so much on every unit."""
    from tenor.cli.bond_view import hand_over  # noqa: PLC0415 -- as above
    from tenor.servicing.distress import approve_distribution  # noqa: PLC0415

    desk = opened(rpc, bond, approver=approver)
    signed = approve_distribution(desk, amount, days)
    hand_over(desk, signed, out)


@app.command("distribute")
def distribute_command(
    bond: Bond, amount: Amount, *, rpc: Node, approval: Approval, paying_agent: Agent = AGENT
) -> None:
    """Pay a recovery in that was approved, the same amount on every unit."""
    from tenor.cli.bond_view import show_done  # noqa: PLC0415 -- as above
    from tenor.servicing.distress import distribute  # noqa: PLC0415

    show_done(distribute(opened(rpc, bond, paying_agent=paying_agent), amount, approval))


@app.command("pay-out")
def pay_out_command(
    bond: Bond, holders: Holders = None, *, rpc: Node, from_block: FromBlock = 0, paying_agent: Payer = AGENT
) -> None:
    """Pay holders what they are owed of recoveries, or all holders, in batches; or fetch what is your own."""
    from tenor.cli.bond_view import show_done  # noqa: PLC0415 -- as above
    from tenor.servicing.distress import pay_out  # noqa: PLC0415

    desk = opened(rpc, bond, from_block, paying_agent=paying_agent)
    show_done(pay_out(desk, holders or []), "nothing is owed to anybody")


@app.command("propose")
def propose_command(  # noqa: PLR0913 -- the options of a command
    bond: Bond,
    terms: Annotated[Path, typer.Argument(metavar="TERMS", help="the term sheet as it would be")],
    *,
    rpc: Node,
    until: Until,
    record: Record = None,
    issuer: Issuer = ISSUER,
) -> None:
    """Ask holders to consent to other terms."""
    from tenor.cli.bond_view import show_done  # noqa: PLC0415 -- as above
    from tenor.servicing.distress import propose_terms  # noqa: PLC0415

    desk = opened(rpc, bond, issuer=issuer)
    show_done([propose_terms(desk, terms, seconds(record) if record else None, seconds(until))])


@app.command("standstill")
def standstill_command(  # noqa: PLR0913 -- the options of a command
    bond: Bond,
    *,
    rpc: Node,
    end: Annotated[datetime, typer.Option(formats=MOMENTS, help="last second of the standstill, UTC")],
    until: Until,
    record: Record = None,
    issuer: Issuer = ISSUER,
) -> None:
    """Ask holders of a bond in default not to accelerate for a time."""
    from tenor.cli.bond_view import show_done  # noqa: PLC0415 -- as above
    from tenor.servicing.distress import propose_standstill  # noqa: PLC0415

    desk = opened(rpc, bond, issuer=issuer)
    show_done([propose_standstill(desk, seconds(end), seconds(record) if record else None, seconds(until))])


@app.command("close")
def close_command(bond: Bond, *, rpc: Node, sender: Anybody = ISSUER) -> None:
    """Count a consent whose vote is over; anybody may."""
    from tenor.cli.bond_view import show_done  # noqa: PLC0415 -- as above
    from tenor.servicing.distress import close  # noqa: PLC0415

    show_done([close(opened(rpc, bond, sender=sender))])
