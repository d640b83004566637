"""`tenor register force`, `burn`, `recover`, and `approve` for each: acts that a token may want two persons for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import typer

from tenor.cli.register_options import (
    CUSTODIAN,
    OFFICER,
    REGISTRAR,
    Approver,
    Code,
    Document,
    From,
    Lost,
    New,
    Node,
    Officer,
    Registrar,
    To,
    Token,
    Units,
    Withdraw,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tenor.onboarding.desk import Desk
    from tenor.onboarding.forced import Act

approve_app = typer.Typer(no_args_is_help=True)


def force_command(  # noqa: PLR0913 -- the options of a command
    *,
    rpc: Node,
    token: Token,
    sender: From,
    receiver: To,
    units: Units,
    reason_code: Code,
    document: Document,
    officer: Officer = OFFICER,
) -> None:
    """Move units from one wallet to another against or without the holder's will; frozen units go last."""
    _carry_out(rpc, token, ("officer", officer), _forced_transfer(sender, receiver, units, (reason_code, document)))


def burn_command(  # noqa: PLR0913 -- the options of a command
    *,
    rpc: Node,
    token: Token,
    holder: From,
    units: Units,
    reason_code: Code,
    document: Document,
    officer: Officer = OFFICER,
) -> None:
    """Destroy units of a bond against or without the holder's will; frozen units go last."""
    _carry_out(rpc, token, ("officer", officer), _burn(holder, units, (reason_code, document)))


def recover_command(  # noqa: PLR0913 -- the options of a command
    *,
    rpc: Node,
    token: Token,
    lost: Lost,
    new: New,
    reason_code: Code,
    document: Document,
    registrar: Registrar = REGISTRAR,
) -> None:
    """Move all that belongs to a lost wallet to another wallet of the same investor; the lost one stays frozen."""
    _carry_out(rpc, token, ("registrar", registrar), _recovery(lost, new, (reason_code, document)))


@approve_app.command("force")
def approve_force_command(  # noqa: PLR0913 -- the options of a command
    *,
    rpc: Node,
    token: Token,
    sender: From,
    receiver: To,
    units: Units,
    reason_code: Code,
    document: Document,
    approver: Approver = CUSTODIAN,
    withdraw: Withdraw = False,
) -> None:
    """Approve a forced transfer: exactly the one of these options, once, within seven days, by somebody else."""
    _decide(rpc, token, (approver, withdraw), _forced_transfer(sender, receiver, units, (reason_code, document)))


@approve_app.command("burn")
def approve_burn_command(  # noqa: PLR0913 -- the options of a command
    *,
    rpc: Node,
    token: Token,
    holder: From,
    units: Units,
    reason_code: Code,
    document: Document,
    approver: Approver = CUSTODIAN,
    withdraw: Withdraw = False,
) -> None:
    """Approve a burn: exactly the one of these options, once, within seven days, by somebody else."""
    _decide(rpc, token, (approver, withdraw), _burn(holder, units, (reason_code, document)))


@approve_app.command("recover")
def approve_recover_command(  # noqa: PLR0913 -- the options of a command
    *,
    rpc: Node,
    token: Token,
    lost: Lost,
    new: New,
    reason_code: Code,
    document: Document,
    approver: Approver = CUSTODIAN,
    withdraw: Withdraw = False,
) -> None:
    """Approve a recovery: exactly the one of these options, once, within seven days, by somebody else."""
    _decide(rpc, token, (approver, withdraw), _recovery(lost, new, (reason_code, document)))


def _forced_transfer(sender: str, receiver: str, units: int, why: tuple[int, Path]) -> Callable[[Desk], Act]:
    from tenor.onboarding.acts import Reason  # noqa: PLC0415 -- keeps the start of every command fast
    from tenor.onboarding.desk import address_of  # noqa: PLC0415
    from tenor.onboarding.forced import forced_transfer  # noqa: PLC0415

    reason, parties = Reason.of(*why), (address_of("from", sender), address_of("to", receiver))
    return lambda desk: forced_transfer(desk, parties, units, reason)


def _burn(holder: str, units: int, why: tuple[int, Path]) -> Callable[[Desk], Act]:
    from tenor.onboarding.acts import Reason  # noqa: PLC0415 -- as above
    from tenor.onboarding.desk import address_of  # noqa: PLC0415
    from tenor.onboarding.forced import burn  # noqa: PLC0415

    reason, wallet = Reason.of(*why), address_of("from", holder)
    return lambda desk: burn(desk, wallet, units, reason)


def _recovery(lost: str, new: str, why: tuple[int, Path]) -> Callable[[Desk], Act]:
    from tenor.onboarding.acts import Reason  # noqa: PLC0415 -- as above
    from tenor.onboarding.desk import address_of  # noqa: PLC0415
    from tenor.onboarding.forced import recovery  # noqa: PLC0415

    reason, wallets = Reason.of(*why), (address_of("lost", lost), address_of("new", new))
    return lambda desk: recovery(desk, *wallets, reason)


def _carry_out(rpc: str, token: str, who: tuple[str, str], act: Callable[[Desk], Act]) -> None:
    from tenor.cli.register_view import done_line  # noqa: PLC0415 -- as above
    from tenor.onboarding.desk import Place, open_desk  # noqa: PLC0415
    from tenor.onboarding.forced import carry_out  # noqa: PLC0415

    with open_desk(Place(rpc, token=token), dict([who])) as desk:
        typer.echo(done_line(carry_out(desk, act(desk))))


def _decide(rpc: str, token: str, decision: tuple[str, bool], act: Callable[[Desk], Act]) -> None:
    from tenor.cli.register_view import done_line  # noqa: PLC0415 -- as above
    from tenor.onboarding.desk import Place, open_desk  # noqa: PLC0415
    from tenor.onboarding.forced import approve, withdraw  # noqa: PLC0415

    approver, withdrawn = decision
    with open_desk(Place(rpc, token=token), {"approver": approver}) as desk:
        typer.echo(done_line((withdraw if withdrawn else approve)(desk, act(desk))))
