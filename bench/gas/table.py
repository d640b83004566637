"""docs/gas.md: what was measured beside the marks and beside peers. Our figures come from results.json alone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.gas.account import PARTS
from bench.gas.operations import OPERATIONS, TRANSACTION_LIMIT, Operation

RESULTS = Path(__file__).with_name("results.json")
PEERS = Path(__file__).with_name("peers.json")
PAGE = Path(__file__).parents[2] / "docs" / "gas.md"

_NONE = "–"
_BASE = "erc20"


def write_page() -> None:
    """Write the page anew."""
    PAGE.write_text(page(json.loads(RESULTS.read_text("utf-8")), json.loads(PEERS.read_text("utf-8"))), "utf-8")


def page(results: Mapping[str, Any], peers: Mapping[str, Any]) -> str:
    """The page.

    Args:
        results: as results.json: gas by operation, what is deployed once, the largest transaction, how it was measured.
        peers: as peers.json: who they are, and their gas by operation.
    """
    return (
        "\n".join([*_head(results), *_marks(results), *_beside(results, peers), *_spent(results), *_once(results)])
        + "\n"
    )


def _head(results: Mapping[str, Any]) -> Iterator[str]:
    met = [_is_met(operation, results) for operation in OPERATIONS if operation.key in results]
    yield "# Gas"
    yield ""
    yield "Written by `make gas` from `bench/gas/results.json` and `bench/gas/peers.json`; do not edit."
    yield ""
    yield "Every figure is `gasUsed` of receipts, one operation per transaction and block, so that every slot is cold."
    yield f"Ours: {results['measured_with']['chain']}; {results['measured_with']['compiler']}."
    yield ""
    yield f"Marks met: {sum(met)} of {len(met)}."


def _marks(results: Mapping[str, Any]) -> Iterator[str]:
    yield "\n## Beside the marks\n"
    rows = []
    for operation in OPERATIONS:
        gas, how = results.get(operation.key), results["measured_with"].get(operation.key, operation.how)
        mark = None if gas is None else operation.mark_beside(results)
        ratio, met = _ratio(gas, mark), _NONE if gas is None else _yes(_is_met(operation, results))
        rows.append((f"`{operation.key}`: {how}", _figure(gas), _figure(mark), ratio, met))
    yield from _table(("operation", "gas", "mark", "gas / mark", "met"), rows)
    short = [each for each in OPERATIONS if each.short and each.key in results and not _is_met(each, results)]
    if short:
        yield "\nWhat takes an operation past its mark:\n"
        yield from (f"- `{operation.key}`: {operation.short}." for operation in short)


def _beside(results: Mapping[str, Any], peers: Mapping[str, Any]) -> Iterator[str]:
    yield "\n## Beside peers\n"
    yield f"{peers['how']}.\n"
    yield from (f"- {peer['name']}: {peer['settings']}." for peer in peers["peers"].values())
    yield ""
    headings = ("operation", "Tenor", "Tenor / ERC-20", *(peer["name"] for peer in peers["peers"].values()))
    yield from _table(headings, _peer_rows(results, peers))


def _peer_rows(results: Mapping[str, Any], peers: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    for operation in OPERATIONS:
        figures = peers["figures"].get(operation.key)
        if figures is not None:
            ours, base = results.get(operation.key), figures.get(_BASE, {}).get("gas")
            theirs = (_peer_figure(figures.get(name)) for name in peers["peers"])
            yield f"`{operation.key}`", _figure(ours), _ratio(ours, base), *theirs


def _spent(results: Mapping[str, Any]) -> Iterator[str]:
    yield "\n## What the gas is spent on\n"
    yield "By the instructions that an operation's transactions ran; of a batch, the whole batch. Calls and creations"
    yield "are the cold accounts that are called, checked signatures and stored code.\n"
    rows = []
    for operation in OPERATIONS:
        parts = results["spent_on"].get(operation.key)
        if parts is not None:
            rows.append((f"`{operation.key}`", *(_figure(parts[part]) for part in PARTS)))
    yield from _table(("operation", *PARTS), rows)


def _once(results: Mapping[str, Any]) -> Iterator[str]:
    yield "\n## Once per chain\n"
    yield from _table(("what", "gas"), [(what, _figure(gas)) for what, gas in results["once_per_chain"].items()])
    what, gas = results["largest_transaction"]["what"], results["largest_transaction"]["gas"]
    yield f"\nLargest transaction: {what}, {gas:,}; none may need more than {TRANSACTION_LIMIT:,}."


def _is_met(operation: Operation, results: Mapping[str, Any]) -> bool:
    return bool(results[operation.key] <= operation.mark_beside(results))


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Words on the left, figures to the right of them."""
    yield f"| {' | '.join(headings)} |"
    yield "|---|" + "---:|" * (len(headings) - 1)
    yield from (f"| {' | '.join(row)} |" for row in rows)


def _peer_figure(figure: Mapping[str, Any] | None) -> str:
    if figure is None:
        return _NONE
    return _figure(figure["gas"]) + (f" ({figure['note']})" if "note" in figure else "")


def _figure(gas: int | None) -> str:
    return _NONE if gas is None else f"{gas:,}"


def _ratio(gas: int | None, of: int | None) -> str:
    return _NONE if gas is None or of is None else f"{gas / of:.2f}"


def _yes(met: bool) -> str:  # noqa: FBT001 -- the value that is shown
    return "yes" if met else "no"
