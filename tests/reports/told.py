"""Events as a node would tell them, written by hand, and what the product rebuilds from them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from typing import Any
from unittest.mock import Mock, patch

from tenor.chain.events import NOBODY, Event
from tenor.reports import rebuild
from tenor.reports.rebuild import Rebuilt

BOND, CASH = "0x" + "b0" * 20, "0x" + "ca" * 20
_transactions = count(1)


def event(name: str, at: int, **members: Any) -> Event:  # noqa: ANN401 -- members of any event
    """An event in a transaction of its own."""
    number = next(_transactions)
    return Event(name, members, number, 0, at, f"0x{number:064x}")


def transfer(at: int, sender: str | None, receiver: str | None, value: int) -> Event:
    """A transfer; from nobody it is a mint, to nobody a burn."""
    return event("Transfer", at, **{"from": sender or NOBODY, "to": receiver or NOBODY, "value": value})


def rebuilt(bond: Sequence[Event] = (), cash: Sequence[Event] = ()) -> Rebuilt:
    """What the product makes of a bond's and its money's events."""
    told = {"Bond": bond, "CashToken": cash}
    with patch.object(rebuild, "read_events", lambda _chain, contract, *_: iter(told[contract])):
        return rebuild.rebuild(Mock(), BOND, CASH)
