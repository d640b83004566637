"""`tenor money`: cash, deposits at banks and central-bank money, and the books of banks."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tenor.cli.bond_arguments import Node
from tenor.cli.money_options import OFFICER, OPERATOR, Form, FromBlock, Payments, Printed, Zone

app = typer.Typer(help="Cash, deposits at banks, central-bank money, and the books of banks.", no_args_is_help=True)

Token = Annotated[str, typer.Argument(metavar="TOKEN", help="address of the money token")]
Wallet = Annotated[str, typer.Argument(metavar="WALLET", help="on the register")]
Amount = Annotated[str, typer.Argument(metavar="AMOUNT", help="in major units, e.g. 25000.00")]
Issuer = Annotated[str, typer.Option(help="reference of the key of who owes it: the bank, or the central bank")]
Holder = Annotated[str, typer.Option(help="reference of the holder's key")]
Reference = Annotated[str, typer.Option(help="business key of the receipt or the pay-out; good for one")]

CENTRAL_BANK = "dev:1"


@app.command("deploy")
def deploy_command(  # noqa: PLR0913 -- the options of a command
    banks: Annotated[Path, typer.Argument(metavar="BANKS", help="CSV: code,key")],
    *,
    rpc: Node,
    currency: Annotated[str, typer.Option(help="ISO 4217")] = "HKD",
    registry: Annotated[str | None, typer.Option(help="address of the register; a new one if not given")] = None,
    venue: Annotated[str | None, typer.Option(help="address of the settlement venue; a new one if not given")] = None,
    session_minutes: Annotated[int, typer.Option(min=0, help="from one cut-off to the next; 0 nets nothing")] = 0,
    cut_off_minutes: Annotated[int, typer.Option(min=0, help="of a session, after a multiple of that (UTC)")] = 0,
    central_bank: Annotated[str, typer.Option(help="reference of the central bank's key")] = CENTRAL_BANK,
    operator: Annotated[str, typer.Option(help="reference of the key of the payment system's operator")] = OPERATOR,
    registrar: Annotated[str, typer.Option(help="reference of the registrar's key")] = "dev:3",
    issuer: Annotated[str, typer.Option(help="reference of the key of who vouches for identities")] = "dev:4",
    officer: Annotated[str, typer.Option(help="reference of the compliance officer's key")] = OFFICER,
    pauser: Annotated[str, typer.Option(help="reference of the pauser's key")] = "dev:7",
    custodian: Annotated[str, typer.Option(help="reference of the custodian's key")] = "dev:10",
    owner: Annotated[str, typer.Option(help="reference of the key of a new register's owner")] = "dev:2",
    deployer: Annotated[str, typer.Option(help="reference of the key that sends contracts; gets no role")] = "dev:9",
) -> None:
    """Put banks on a chain: central-bank money, the payment system, and a deposit token for each bank, which joins.

    Run again, only what is missing is sent. Nobody holds money before it is booked.
    """
    from tenor.cli.bond_view import sent  # noqa: PLC0415 -- keeps the start of every command fast
    from tenor.money.founding import Founding, found_banks  # noqa: PLC0415

    keys = {
        "central-bank": central_bank, "operator": operator, "registrar": registrar, "issuer": issuer, "owner": owner,
        "officer": officer, "pauser": pauser, "custodian": custodian, "deployer": deployer,
    }  # fmt: skip
    founding = Founding(currency, registry, venue, session_minutes * 60, cut_off_minutes * 60)
    founded = found_banks(rpc, banks, founding, keys, sent)
    typer.echo(f"{'register':<24}{founded.registry}")
    typer.echo(f"{'payment system':<24}{founded.banking.payments}")
    typer.echo(f"{'central-bank money':<24}{founded.banking.reserves}")
    for code, token in founded.banking.deposits.items():
        typer.echo(f"{'deposits at ' + code:<24}{token}")


@app.command("open")
def open_command(
    token: Token,
    wallets: Annotated[list[str], typer.Argument(metavar="WALLET...", help="of customers")],
    *,
    rpc: Node,
    bank: Annotated[str, typer.Option(help="reference of the bank's key")],
) -> None:
    """Open accounts at a bank, of those wallets that have none."""
    from tenor.cli.money_view import show_sent  # noqa: PLC0415 -- as above
    from tenor.money.counter import open_accounts, open_counter  # noqa: PLC0415

    show_sent(open_accounts(open_counter(rpc, token, "bank", bank), wallets))


@app.command("close")
def close_command(
    token: Token, wallet: Wallet, *, rpc: Node, bank: Annotated[str, typer.Option(help="reference of the bank's key")]
) -> None:
    """Close an account that holds nothing."""
    from tenor.cli.money_view import show_sent  # noqa: PLC0415 -- as above
    from tenor.money.counter import close_account, open_counter  # noqa: PLC0415

    show_sent(close_account(open_counter(rpc, token, "bank", bank), wallet))


@app.command("book", context_settings={"ignore_unknown_options": True})
def book_command(  # noqa: PLR0913 -- the options of a command
    token: Token,
    wallet: Wallet,
    amount: Amount,
    *,
    rpc: Node,
    reference: Reference,
    from_block: FromBlock = 0,
    issuer: Issuer = CENTRAL_BANK,
) -> None:
    """Book what was received: money is minted to a wallet, once under the reference of the receipt."""
    from tenor.cli.money_view import show_sent  # noqa: PLC0415 -- as above
    from tenor.money.counter import book, open_counter  # noqa: PLC0415

    show_sent(book(open_counter(rpc, token, "issuer", issuer, from_block), wallet, amount, reference))


@app.command("withdraw", context_settings={"ignore_unknown_options": True})
def withdraw_command(  # noqa: PLR0913 -- the options of a command
    token: Token, amount: Amount, *, rpc: Node, holder: Holder, reference: Reference, from_block: FromBlock = 0
) -> None:
    """Withdraw: money is burned for a pay-out, once under its reference."""
    from tenor.cli.money_view import show_sent  # noqa: PLC0415 -- as above
    from tenor.money.counter import open_counter, withdraw  # noqa: PLC0415

    show_sent(withdraw(open_counter(rpc, token, "holder", holder, from_block), amount, reference))


@app.command("transfer", context_settings={"ignore_unknown_options": True})
def transfer_command(token: Token, wallet: Wallet, amount: Amount, *, rpc: Node, holder: Holder) -> None:
    """Move money to another wallet that holds the same; `tenor interbank pay` pays to another bank."""
    from tenor.cli.money_view import show_sent  # noqa: PLC0415 -- as above
    from tenor.money.counter import open_counter, transfer  # noqa: PLC0415

    show_sent(transfer(open_counter(rpc, token, "holder", holder), wallet, amount))


@app.command("allow")
def allow_command(
    token: Token,
    *,
    rpc: Node,
    holder: Holder,
    stop: Annotated[bool, typer.Option("--stop", help="no longer")] = False,
) -> None:
    """Let payments be held on the holder's account, and trades settle in it."""
    from tenor.cli.money_view import show_sent  # noqa: PLC0415 -- as above
    from tenor.money.counter import allow, open_counter  # noqa: PLC0415

    show_sent(allow(open_counter(rpc, token, "holder", holder), allowed=not stop))


@app.command("balances")
def balances_command(payments: Payments, *, rpc: Node, from_block: FromBlock = 0, form: Printed = Form.TABLE) -> None:
    """Who holds how much of which bank's money, rebuilt from events."""
    from tenor.cli.money_view import show_records  # noqa: PLC0415 -- as above
    from tenor.money.desk import open_payments  # noqa: PLC0415
    from tenor.reports.interbank import Scribe  # noqa: PLC0415

    show_records(Scribe(open_payments(rpc, payments, {}, from_block).books).balances(), form)


@app.command("statement")
def statement_command(  # noqa: PLR0913 -- the options of a command
    payments: Payments,
    bank: Annotated[str, typer.Argument(metavar="BANK", help="short name, or CB for reserves")],
    wallet: Annotated[str, typer.Argument(metavar="WALLET", help="whose account")],
    *,
    rpc: Node,
    from_block: FromBlock = 0,
    timezone: Zone = "UTC",
    form: Printed = Form.TABLE,
) -> None:
    """A customer's account entry by entry, rebuilt from events: who, what for, and the balance after it."""
    from tenor.cli.money_view import show_statement  # noqa: PLC0415 -- as above
    from tenor.money.desk import open_payments  # noqa: PLC0415
    from tenor.reports.interbank import Scribe, told_statement  # noqa: PLC0415

    scribe = Scribe(open_payments(rpc, payments, {}, from_block).books, zone=timezone)
    show_statement(told_statement(scribe, bank, wallet), form)


@app.command("liability")
def liability_command(
    payments: Payments, *, rpc: Node, from_block: FromBlock = 0, timezone: Zone = "UTC", form: Printed = Form.TABLE
) -> None:
    """What each bank owes, day by day, and the singleness of money; exit status 1 where anything differs."""
    from tenor.cli.money_view import show_checks, show_records  # noqa: PLC0415 -- as above
    from tenor.money.days import days_of  # noqa: PLC0415
    from tenor.money.desk import open_payments  # noqa: PLC0415
    from tenor.reports.interbank import Scribe  # noqa: PLC0415
    from tenor.reports.singleness import check_singleness, require_singleness  # noqa: PLC0415

    desk = open_payments(rpc, payments, {}, from_block)
    checks = check_singleness(desk.chain, desk.books)
    scribe = Scribe(desk.books, zone=timezone)
    show_records([scribe.day(day) for day in days_of(desk.books, timezone)], form)
    show_checks(checks, form)
    require_singleness(checks)
