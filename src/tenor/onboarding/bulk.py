"""A whole list onto the register: checked, compared, signed and sent; run again, only what is missing is sent.

One row is one claim on one wallet, and a transaction is all or nothing, so no row is ever half on the register.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

from eth_utils.address import to_checksum_address
from pydantic import TypeAdapter, ValidationError

from tenor.chain.contract import at, calldata
from tenor.chain.intent import Intent, intent_id
from tenor.errors import InputError
from tenor.files.fields import TimeZoneName
from tenor.onboarding.compare import Comparison, Standing
from tenor.onboarding.desk import Desk
from tenor.onboarding.reading import read_policy, read_words
from tenor.onboarding.register import KYC_MASK, Holder, Onboarding, end_of, registration_batches
from tenor.onboarding.rejects import Rejects
from tenor.onboarding.roll import Admitted, Roll
from tenor.onboarding.rows import Fault, RowFile
from tenor.onboarding.wallets import WalletRow, check_list
from tenor.parties import Actor


class Watcher(Protocol):
    """Whoever is told how the work goes on."""

    def phase(self, what: str, total: int, unit: str) -> None:
        """Something begins, of this size."""

    def reached(self, done: int) -> None:
        """So much of it is done."""


_ZONE: TypeAdapter[str] = TypeAdapter(TimeZoneName)


@dataclass(frozen=True, slots=True)
class Options:
    """How a list is brought; raises InputError for a time zone that is none.

    Args:
        timezone: zone in which a last day of eligibility ends.
        accept_good_rows: whether rows in order are brought although others are not.
        renew: whether the wallets are on the register and get a new claim, or their contracts verified again.
        replace: whether what was revoked, taken off or proved otherwise gives way.
    """

    timezone: str
    accept_good_rows: bool = False
    renew: bool = False
    replace: bool = False

    def __post_init__(self) -> None:
        try:
            _ZONE.validate_python(self.timezone)
        except ValidationError as exc:
            remedy = "Write a name of the IANA time zone database, e.g. Asia/Hong_Kong"
            raise InputError("--timezone", "this is not a time zone", remedy) from exc


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of a list.

    Args:
        rows: in the list.
        refused: rows not in order, or that something on the register is against.
        there: rows that the register said already.
        sent: rows sent and on the register now.
        transactions: they took.
        gas: they used.
        seconds: from the first row to the last transaction.
        rejects: file of the refused rows, None if there are none.
    """

    rows: int
    refused: int
    there: int
    sent: int
    transactions: int
    gas: int
    seconds: float
    rejects: Path | None


def bring_list(desk: Desk, listed: Path, options: Options, watcher: Watcher) -> Brought:
    """Bring a wallet list onto the register.

    Raises:
        InputError: rows are not in order and only all of them were asked for, or the issuer cannot vouch here; nothing
            was sent.
        TransactionFailed: the chain refused a batch; those before it stand. The same command goes on from there.
    """
    started = time.monotonic()
    onboarding, comparison = _prepare(desk, options)
    with RowFile(listed, WalletRow) as file, Rejects(listed, file.columns) as rejects, Roll() as roll:
        watcher.phase("check", file.size, "bytes")
        rows = check_list(
            file,
            roll,
            rejects,
            has_ended=lambda day: end_of(day, options.timezone) < onboarding.issued_at,
            told=watcher.reached,
        )
        watcher.phase("compare", len(roll), "rows")
        there, contracts = _compare(desk, roll, rejects, comparison, watcher)
        if rejects.count and not options.accept_good_rows:
            raise rejects.refusal()
        rejects.flush()
        watcher.phase("send", len(roll) + len(contracts), "rows")
        sent = transactions = gas = 0
        for count, intent in _batches(onboarding, roll, contracts):
            gas += desk.send(intent).gas
            sent, transactions = sent + count, transactions + 1
            watcher.reached(sent)
    return Brought(
        rows=rows,
        refused=rejects.count,
        there=there,
        sent=sent,
        transactions=transactions,
        gas=gas,
        seconds=time.monotonic() - started,
        rejects=rejects.path if rejects.count else None,
    )


def write_measures(brought: Brought, path: Path) -> None:
    """Write what a list took, with this process's peak memory, as JSON; raises InputError where that is impossible."""
    figures = {**asdict(brought), "peak_kib": _peak(), "rejects": str(brought.rejects) if brought.rejects else None}
    try:
        path.write_text(json.dumps(figures, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    except OSError as exc:
        reason = (exc.strerror or type(exc).__name__).lower()
        raise InputError(str(path), f"the measures cannot be written: {reason}", "Name another file") from exc


def _peak() -> int:
    """The most memory that this process has had [KiB]; macOS counts bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // 1024 if sys.platform == "darwin" else peak


def _prepare(desk: Desk, options: Options) -> tuple[Onboarding, Comparison]:
    """What every claim will say; the issuer vouches for all that the register requires of everybody."""
    if desk.chain.is_development:
        desk.chain.rpc("evm_mine")  # a claim is later than whatever happened last
    policy, issuer = read_policy(desk.chain, desk.registry, desk.first_block), desk.actors["issuer"]
    topics = policy.required or KYC_MASK
    if policy.missing(issuer.wallet, topics):
        what = f"this register does not rely on {issuer.key} ({issuer.wallet}) for all that it requires"
        raise InputError("--issuer", what, "Name another key, or have the owner add the issuer (addTrustedIssuer)")
    onboarding = Onboarding(
        campaign=desk.registry,
        registry=desk.registry,
        chain_id=desk.chain.chain_id,
        issued_at=desk.now(),
        timezone=options.timezone,
        registrar=desk.actors["registrar"],
        provider=desk.keys[issuer.key],
        topics=topics,
    )
    comparison = Comparison(
        topics=topics,
        issuer=policy.index_of(issuer.wallet),
        issued_at=onboarding.issued_at,
        timezone=options.timezone,
        renew=options.renew,
        replace=options.replace,
    )
    return onboarding, comparison


def _compare(
    desk: Desk, roll: Roll, rejects: Rejects, comparison: Comparison, watcher: Watcher
) -> tuple[int, list[Admitted]]:
    """Take off the roll what need not or cannot be sent; the number of rows there already, and contracts to verify."""
    there, done, contracts = 0, 0, list[Admitted]()
    for page in roll.pages():
        wallets = list(dict.fromkeys(wallet for row in page for wallet in (row.first, row.wallet)))
        words = dict(zip(wallets, read_words(desk.chain, desk.registry, wallets), strict=True))
        gone = []
        for row in page:
            if row.first != row.wallet and words[row.first].is_known and row.first not in comparison.wallets:
                comparison.wallets[row.first] = _wallets_of(desk, row.first)
            found = comparison.standing(row, words)
            if isinstance(found, Fault):
                rejects.add(row.line, roll.cells(row.line), (found,))
            contracts += [row] * (found is Standing.CONTRACT)
            there += found is Standing.THERE
            gone += [row.line] * (found is not Standing.CLAIM)
        roll.remove(gone)
        done += len(page)
        watcher.reached(done)
    return there, contracts


def _batches(onboarding: Onboarding, roll: Roll, contracts: list[Admitted]) -> Iterator[tuple[int, Intent]]:
    """What is sent, with the number of rows that each transaction is for."""
    holders = (
        Holder(row.wallet, row.wallet, row.country, row.valid_until, row.investor_class, row.first) for row in roll
    )
    yield from registration_batches(onboarding, holders)
    for row in contracts:
        yield 1, contract_intent(onboarding.registry, row.wallet, onboarding.registrar)


def contract_intent(registry: str, wallet: str, actor: Actor) -> Intent:
    """Has the claims in a wallet's identity contract verified again."""
    return Intent(
        id=intent_id(registry, "refresh", wallet),
        stage="onboard",
        what=f"verify the identity contract of {wallet} again",
        actor=actor,
        to=registry,
        data=calldata("IdentityRegistry", "refreshContract", to_checksum_address(wallet)),
    )


def _wallets_of(desk: Desk, wallet: str) -> int:
    registry = at(desk.chain, "IdentityRegistry", desk.registry)
    return len(registry.functions.walletsOf(to_checksum_address(wallet)).call())
