"""One compilation as several that run side by side: each reads all sources and makes the code of some contracts."""

from __future__ import annotations

import re
from typing import Any

from tenor.artifacts.sources import IMPORT, resolve_import

_HAS_CODE = re.compile(r"^(?:contract|library)\s", re.MULTILINE)


def parts_of(document: dict[str, Any], most: int) -> list[dict[str, Any]]:
    """Compiler inputs with the same sources that together ask for what the whole input asks for.

    The compiler numbers what it reads, and all parts read the same: the code is the same however it is split.

    Args:
        document: standard JSON input.
        most: number of parts at most.
    """
    wanted = document["settings"]["outputSelection"]
    sources = {unit: source["content"] for unit, source in document["sources"].items()}
    # What a contract inherits and calls is compiled into it: the text of all that is its weight.
    weight = {unit: sum(len(sources[each]) for each in _closure(sources, unit)) for unit in _with_code(sources, wanted)}
    shares: list[list[str]] = [[] for _ in range(max(1, min(most, len(weight))))]
    loads = [0] * len(shares)
    for unit in sorted(wanted, key=lambda unit: (-weight.get(unit, 0), unit)):
        lightest = loads.index(min(loads))
        shares[lightest].append(unit)
        loads[lightest] += weight.get(unit, 0)
    return [_asking(document, {unit: wanted[unit] for unit in sorted(share)}) for share in shares]


def merged(outputs: list[dict[str, Any]]) -> dict[str, Any]:
    """What the parts' outputs say together; what each of them says of the sources once."""
    errors = {error["formattedMessage"]: error for output in outputs for error in output.get("errors", [])}
    contracts = {unit: made for output in outputs for unit, made in output.get("contracts", {}).items()}
    return {"contracts": contracts, "errors": list(errors.values())}


def _with_code(sources: dict[str, str], wanted: dict[str, Any]) -> list[str]:
    return [unit for unit in wanted if _HAS_CODE.search(sources[unit])]


def _closure(sources: dict[str, str], unit: str) -> set[str]:
    """A source unit and all that it imports, in turn."""
    found: set[str] = set()
    waiting = [unit]
    while waiting:
        each = waiting.pop()
        if each in found or each not in sources:
            continue
        found.add(each)
        waiting += [resolve_import(each, target) for target in IMPORT.findall(sources[each])]
    return found


def _asking(document: dict[str, Any], selection: dict[str, Any]) -> dict[str, Any]:
    return {**document, "settings": {**document["settings"], "outputSelection": selection}}
