"""`tenor interbank`: payments between customers of banks, and what becomes of them."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tenor.cli.bond_arguments import Node
from tenor.cli.money_options import (
    ANYBODY,
    OFFICER,
    OPERATOR,
    Anybody,
    Form,
    FromBlock,
    Hours,
    Officer,
    Operator,
    Payments,
    Printed,
    Reason,
    Uetr,
    Zone,
)

app = typer.Typer(help="Payments between customers of banks, and what becomes of them.", no_args_is_help=True)


class MethodName(StrEnum):
    """How one bank pays another."""

    RESERVES = "reserves"
    CORRESPONDENT = "correspondent"
    CONFIRMED = "confirmed"
    NETTED = "netted"


@app.command("pay")
def pay_command(
    payments: Payments,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="CSV: uetr,payer,payer_bank,payee,payee_bank,amount,method,purpose[,deadline]"
        ),
    ],
    *,
    rpc: Node,
    from_block: FromBlock = 0,
    hours: Hours = 24,
) -> None:
    """Make the payments of a file, each once; run again, what its payer has paid already is passed over.

    A row that is not in order, or that the chain would refuse, stops the file before anything is sent.
    """
    from tenor.cli.money_view import show_sent  # noqa: PLC0415 -- keeps the start of every command fast
    from tenor.money.desk import open_payments, pay  # noqa: PLC0415
    from tenor.money.payment_file import read_payments  # noqa: PLC0415

    table = read_payments(file)
    keys = {row.payer: row.payer for row in table.rows}
    show_sent(pay(open_payments(rpc, payments, keys, from_block), table, hours))


@app.command("accept")
def accept_command(
    payments: Payments, uetr: Uetr, *, rpc: Node, from_block: FromBlock = 0, officer: Officer = OFFICER
) -> None:
    """Let a payment in that waits for the payee's bank."""
    from tenor.cli.money_view import show_sent  # noqa: PLC0415 -- as above
    from tenor.money.desk import accept, open_payments  # noqa: PLC0415

    show_sent([accept(open_payments(rpc, payments, {"officer": officer}, from_block), uetr)])


@app.command("refuse")
def refuse_command(  # noqa: PLR0913 -- the options of a command
    payments: Payments, uetr: Uetr, *, rpc: Node, reason: Reason, from_block: FromBlock = 0, officer: Officer = OFFICER
) -> None:
    """Refuse a payment that waits for the payee's bank: the payer has the money back."""
    from tenor.cli.money_view import show_sent  # noqa: PLC0415 -- as above
    from tenor.money.desk import open_payments, refuse  # noqa: PLC0415

    show_sent([refuse(open_payments(rpc, payments, {"officer": officer}, from_block), uetr, reason)])


@app.command("confirm")
def confirm_command(  # noqa: PLR0913 -- the options of a command
    payments: Payments,
    uetr: Uetr,
    *,
    rpc: Node,
    reference: Annotated[str, typer.Option(help="of the operator's own books")],
    failed: Annotated[bool, typer.Option("--failed", help="the money has not moved between the banks")] = False,
    from_block: FromBlock = 0,
    operator: Operator = OPERATOR,
) -> None:
    """Say, as the operator, what became of a payment that settles elsewhere: final, or sent back."""
    from tenor.cli.money_view import show_sent  # noqa: PLC0415 -- as above
    from tenor.money.acts import Word  # noqa: PLC0415
    from tenor.money.desk import confirm, open_payments  # noqa: PLC0415

    desk = open_payments(rpc, payments, {"operator": operator}, from_block)
    show_sent([confirm(desk, uetr, Word(not failed, reference))])


@app.command("complete")
def complete_command(
    payments: Payments, uetr: Uetr, *, rpc: Node, from_block: FromBlock = 0, sender: Anybody = ANYBODY
) -> None:
    """Have a payment credited that was confirmed when nobody could be."""
    from tenor.cli.money_view import show_sent  # noqa: PLC0415 -- as above
    from tenor.money.desk import complete, open_payments  # noqa: PLC0415

    show_sent([complete(open_payments(rpc, payments, {"sender": sender}, from_block), uetr)])


@app.command("reverse")
def reverse_command(
    payments: Payments, uetr: Uetr, *, rpc: Node, from_block: FromBlock = 0, sender: Anybody = ANYBODY
) -> None:
    """End a payment that still waits past its deadline: the payer has the money back."""
    from tenor.cli.money_view import show_sent  # noqa: PLC0415 -- as above
    from tenor.money.desk import open_payments, reverse  # noqa: PLC0415

    show_sent([reverse(open_payments(rpc, payments, {"sender": sender}, from_block), uetr)])


@app.command("recall")
def recall_command(  # noqa: PLR0913 -- the options of a command
    payments: Payments,
    uetr: Uetr,
    *,
    rpc: Node,
    reason: Reason,
    asker: Annotated[str, typer.Option(help="reference of the payer's key, or its bank's")],
    from_block: FromBlock = 0,
) -> None:
    """Ask the payee for a payment back; whether it comes is the payee's choice."""
    from tenor.cli.money_view import show_sent  # noqa: PLC0415 -- as above
    from tenor.money.desk import open_payments, recall  # noqa: PLC0415

    show_sent([recall(open_payments(rpc, payments, {"asker": asker}, from_block), uetr, reason)])


@app.command("return")
def return_command(  # noqa: PLR0913 -- the options of a command
    payments: Payments,
    uetr: Uetr,
    *,
    rpc: Node,
    payee: Annotated[str, typer.Option(help="reference of the key of the payee, who sends it back")],
    new: Annotated[str, typer.Option("--uetr", help="reference of the payment that sends it back")],
    method: Annotated[MethodName | None, typer.Option(help="how it settles; as the other did if not given")] = None,
    hours: Hours = 24,
    from_block: FromBlock = 0,
) -> None:
    """Send a payment back, by another of the payee's that names it."""
    from tenor.cli.money_view import show_sent  # noqa: PLC0415 -- as above
    from tenor.money.desk import open_payments, send_back  # noqa: PLC0415
    from tenor.money.payment import method_named  # noqa: PLC0415
    from tenor.money.payment_file import uetr_of  # noqa: PLC0415

    reference = uetr_of("--uetr", new)
    desk = open_payments(rpc, payments, {"payee": payee}, from_block)
    show_sent([send_back(desk, uetr, reference, None if method is None else method_named(method), hours)])


@app.command("settle")
def settle_command(payments: Payments, *, rpc: Node, from_block: FromBlock = 0, operator: Operator = OPERATOR) -> None:
    """Settle net, as the operator, what can be of the payments that waited for the last cut-off."""
    from tenor.cli.money_view import show_sent  # noqa: PLC0415 -- as above
    from tenor.money.desk import open_payments, settle  # noqa: PLC0415

    show_sent(settle(open_payments(rpc, payments, {"operator": operator}, from_block)))


@app.command("status")
def status_command(  # noqa: PLR0913 -- the options of a command
    payments: Payments,
    uetr: Uetr,
    *,
    rpc: Node,
    from_block: FromBlock = 0,
    timezone: Zone = "UTC",
    as_json: Annotated[bool, typer.Option("--json", help="as JSON")] = False,
) -> None:
    """One payment: what it asks for, where it stands, and every step of it, from events."""
    from tenor.cli.money_view import show_payment  # noqa: PLC0415 -- as above
    from tenor.money.desk import open_payments  # noqa: PLC0415
    from tenor.reports.interbank import Scribe  # noqa: PLC0415

    desk = open_payments(rpc, payments, {}, from_block)
    story, _ = desk.story(uetr)
    show_payment(Scribe(desk.books, zone=timezone).payment(story), as_json=as_json)


@app.command("list")
def list_command(
    payments: Payments, *, rpc: Node, from_block: FromBlock = 0, timezone: Zone = "UTC", form: Printed = Form.TABLE
) -> None:
    """Every payment of a system with its state, from events: a table, CSV or JSON."""
    from tenor.cli.money_view import show_payments  # noqa: PLC0415 -- as above
    from tenor.money.desk import open_payments  # noqa: PLC0415
    from tenor.reports.interbank import Scribe  # noqa: PLC0415

    books = open_payments(rpc, payments, {}, from_block).books
    scribe = Scribe(books, zone=timezone)
    show_payments([scribe.payment(story) for story in books.payments.values()], form)
