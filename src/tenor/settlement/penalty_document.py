"""Penalties as a document: each with its day and cause, and what every party pays and receives in all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from tenor.settlement.fails import Fail
from tenor.settlement.penalties import Penalty, PenaltyTable, penalties
from tenor.settlement.quantity import plain

SCHEMA = "tenor-penalties/1"
PENALTY_COLUMNS = ("trade", "day", "cause", "payer", "payee", "currency", "amount")


def penalty_document(fails: Sequence[Fail], table: PenaltyTable, until: date) -> dict[str, Any]:
    """What `tenor trade fails` prints; amounts are texts in major units.

    Fails of trades free of payment have no amount to take a rate of: they are counted and cost nothing.
    """
    paid_for = [fail for fail in fails if fail.trade.delivery.currency is not None]
    owed = penalties(paid_for, table, until)
    return {
        "schema": SCHEMA,
        "until": until.isoformat(),
        "fails": len(fails),
        "free_of_payment": len(fails) - len(paid_for),
        "totals": _totals(owed),
        "in_all": _in_all(owed),
        "penalties": [_penalty(each) for each in owed],
    }


def _penalty(given: Penalty) -> dict[str, str]:
    amount = plain(given.amount, given.currency)
    cells = (given.trade, given.day.isoformat(), given.cause.value, given.payer, given.payee, given.currency, amount)
    return dict(zip(PENALTY_COLUMNS, cells, strict=True))


def _totals(owed: Sequence[Penalty]) -> list[dict[str, str]]:
    """By currency and party what it pays and receives, and the difference; those of a currency sum to zero."""
    pays: defaultdict[tuple[str, str], int] = defaultdict(int)
    receives: defaultdict[tuple[str, str], int] = defaultdict(int)
    for each in owed:
        pays[each.currency, each.payer] += each.amount
        receives[each.currency, each.payee] += each.amount
    return [
        {"currency": currency, "party": party}
        | {
            name: plain(amount, currency)
            for name, amount in (
                ("pays", pays[currency, party]),
                ("receives", receives[currency, party]),
                ("net", receives[currency, party] - pays[currency, party]),
            )
        }
        for currency, party in sorted(pays.keys() | receives.keys())
    ]


def _in_all(owed: Sequence[Penalty]) -> list[dict[str, str]]:
    """The sum of all penalties of each currency."""
    sums: defaultdict[str, int] = defaultdict(int)
    for each in owed:
        sums[each.currency] += each.amount
    return [{"currency": currency, "amount": plain(amount, currency)} for currency, amount in sorted(sums.items())]
