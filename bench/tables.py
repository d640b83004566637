"""What every benchmark does with its results: written sorted as JSON, and shown as a table."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table


def write_results(path: Path, results: Mapping[str, object]) -> None:
    """Write results with sorted keys, so that two runs compare line by line."""
    path.write_text(json.dumps(results, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def show(title: str, headings: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    """Print a table: words on the left, figures to the right of them."""
    table = Table(box=SIMPLE_HEAD, title=title, title_justify="left")
    table.add_column(headings[0])
    for heading in headings[1:]:
        table.add_column(heading, justify="right")
    for row in rows:
        table.add_row(*row)
    Console().print(table)
