"""How settlement on a chain shows while it goes on: a table that grows, with what is being sent at its foot."""

from __future__ import annotations

from collections import deque
from types import TracebackType
from typing import TYPE_CHECKING, Self

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.live import Live
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from tenor.settlement.business_day import Sent

_ROWS = 12  # the latest ones; files have all
_HEADINGS = ("trades", "members", "gas", "state")


class LiveTable:
    """A table of transactions, the latest ones and a sum; used as a context manager.

    Args:
        of: trades that may settle.
        what: one row is: a cycle or a trade.
        shown: whether anything is printed.
    """

    def __init__(self, of: int, what: str, *, shown: bool) -> None:
        self._of, self._what = of, what
        self._rows: deque[tuple[str, ...]] = deque(maxlen=_ROWS)
        self._pending: tuple[str, ...] | None = None
        self._sent = self._settled = self._gas = 0
        self._console = Console(quiet=not shown, highlight=False)
        self._live = Live(console=self._console, get_renderable=self._table)

    def __enter__(self) -> Self:
        self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pending = None
        self._live.stop()
        if not self._console.is_terminal:
            self._console.print()  # only on a terminal does the table end its last line

    def watch(self, sent: Sent | None, reference: str, trades: int, members: int) -> None:
        """Follow the sender: before a transaction (None) and after it."""
        start = (reference, f"{trades:,}", f"{members:,}")
        if sent is None:
            self._pending = (*start, "", "sending")
            return
        self._pending = None
        self._sent, self._settled, self._gas = self._sent + 1, self._settled + trades, self._gas + sent.outcome.gas
        self._rows.append((*start, f"{sent.outcome.gas:,}", f"settled in block {sent.outcome.block:,}"))

    def _table(self) -> Table:
        table = Table(box=SIMPLE_HEAD, show_footer=True)
        settled = f"{self._settled:,} of {self._of:,}"
        footers = (f"{self._sent:,} sent", settled, "", f"{self._gas:,}", "")
        for heading, footer in zip((self._what, *_HEADINGS), footers, strict=True):
            table.add_column(
                heading, Text(footer), justify="right" if heading in _HEADINGS[:3] else "left", no_wrap=True
            )
        for row in (*self._rows, *([self._pending] if self._pending else [])):
            table.add_row(*map(Text, row))
        return table
