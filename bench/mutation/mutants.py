"""Mutants: the shipped contracts with one place changed, found in the compiler's syntax trees."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import solcx

from bench.coverage.compiled import is_shipped
from tenor.artifacts.solc import ensure_solc
from tenor.artifacts.sources import compiler_input

OPERATORS = {
    "<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==",
    "+": "-", "-": "+", "*": "/", "/": "*", "%": "*",
    "&": "|", "|": "&", "<<": ">>", ">>": "<<", "&&": "||", "||": "&&",
    "+=": "-=", "-=": "+=", "|=": "&=", "&=": "|=",
}  # fmt: skip
_NOTHING = "{}"  # a statement that does nothing, wherever one may stand
_NUMBER = re.compile(r"0x[0-9a-fA-F_]+|[0-9][0-9_]*(?![0-9_.e])")
_CHECKS = ("require", "assert")


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change.

    Attributes:
        unit: the source.
        line: where it is.
        start: first byte that goes.
        end: first byte that stays.
        kind: operator, negation, check, statement, event, condition or number.
        before: what goes.
        after: what comes.
    """

    unit: str
    line: int
    start: int
    end: int
    kind: str
    before: str
    after: str

    @property
    def name(self) -> str:
        """The same for the same change at the same place."""
        text = f"{self.unit}:{self.start}:{self.before}:{self.after}"
        return f"{self.unit}:{self.line}:{hashlib.sha256(text.encode()).hexdigest()[:8]}"

    def applied(self, source: bytes) -> bytes:
        """The source with the change."""
        return source[: self.start] + self.after.encode() + source[self.end :]


def find_mutants(root: Path) -> list[Mutant]:
    """Every mutant of every shipped contract, in the order of the sources."""
    document = compiler_input(root)
    units = {unit: source["content"].encode() for unit, source in document["sources"].items() if is_shipped(unit)}
    return [mutant for unit, tree in parse(document, units).items() for mutant in mutants_of(unit, units[unit], tree)]


def parse(document: Mapping[str, Any], units: Mapping[str, bytes]) -> dict[str, Any]:
    """The syntax tree of each unit."""
    settings = {"stopAfter": "parsing", "outputSelection": {unit: {"": ["ast"]} for unit in units}}
    compiler = ensure_solc().path
    output = solcx.compile_standard(
        {**document, "settings": settings}, solc_binary=compiler, base_path=compiler.parent, allow_empty=True
    )
    return {unit: output["sources"][unit]["ast"] for unit in sorted(units)}


def sample(mutants: Sequence[Mutant], count: int, seed: int) -> list[Mutant]:
    """The same choice for the same seed; a larger count has the smaller one's first."""
    shuffled = sorted(mutants, key=lambda mutant: mutant.name)
    random.Random(seed).shuffle(shuffled)  # noqa: S311 -- a choice that anybody can repeat
    return shuffled[:count]


def mutants_of(unit: str, source: bytes, tree: Mapping[str, Any]) -> Iterator[Mutant]:
    """The mutants of one source: what stands in bodies of functions, and the values of constants."""
    for node in _code(tree):
        for start, end, kind, after in _changes(node, source):
            line = source[:start].count(b"\n") + 1
            yield Mutant(unit, line, start, end, kind, source[start:end].decode(), after)


def _code(tree: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for node in _nodes(tree):
        if node.get("nodeType") in {"FunctionDefinition", "ModifierDefinition"} and node.get("body"):
            yield from _nodes(node["body"])
        elif node.get("nodeType") == "ContractDefinition":
            yield from _nodes([member["value"] for member in node["nodes"] if member.get("value")])


def _nodes(tree: Any) -> Iterator[Mapping[str, Any]]:  # noqa: ANN401 -- JSON
    if isinstance(tree, list):
        for part in tree:
            yield from _nodes(part)
    elif isinstance(tree, Mapping):
        if "nodeType" in tree:
            yield tree
        parts = [part for name, part in tree.items() if name != "loopExpression"]
        yield from _nodes([part for part in parts if isinstance(part, list | Mapping)])


def _changes(node: Mapping[str, Any], source: bytes) -> Iterator[tuple[int, int, str, str]]:
    """Start, end, kind and what comes instead, for each change of one node."""
    kind = node["nodeType"]
    if kind in {"BinaryOperation", "Assignment"}:
        yield from _operator(node, source)
    elif kind == "UnaryOperation" and node["operator"] == "!":
        start, _ = _span(node)
        yield start, start + 1, "negation", ""
    elif kind in {"ExpressionStatement", "EmitStatement"}:
        yield _deleted(node, source)
    elif kind == "IfStatement":
        yield (*_span(node["condition"]), "condition", "false")
    elif kind == "Literal" and node["kind"] == "number":
        yield from _number(node, source)


def _operator(node: Mapping[str, Any], source: bytes) -> Iterator[tuple[int, int, str, str]]:
    sides = (
        ("leftExpression", "rightExpression")
        if node["nodeType"] == "BinaryOperation"
        else ("leftHandSide", "rightHandSide")
    )
    (_, left), (right, _) = (_span(node[side]) for side in sides)
    operator = node["operator"]
    at = source.find(operator.encode(), left, right)
    if operator in OPERATORS and at >= 0:
        yield at, at + len(operator), "operator", OPERATORS[operator]


def _deleted(node: Mapping[str, Any], source: bytes) -> tuple[int, int, str, str]:
    start, end = _span(node)
    called = node.get("expression", {}).get("expression", {}).get("name")
    kind = "check" if called in _CHECKS else "event" if node["nodeType"] == "EmitStatement" else "statement"
    return start, source.index(b";", end - 1) + 1, kind, _NOTHING


def _number(node: Mapping[str, Any], source: bytes) -> Iterator[tuple[int, int, str, str]]:
    start, end = _span(node)
    found = _NUMBER.match(source[start:end].decode())
    if found is None or len(found[0]) >= 2 + 40:  # an address has its own checksum
        return
    value = int(found[0].replace("_", ""), 0)
    after = f"0x{value + 1:0{len(found[0]) - 2}x}" if found[0].startswith("0x") else str(value + 1)
    yield start, start + len(found[0]), "number", after


def _span(node: Mapping[str, Any]) -> tuple[int, int]:
    start, length, _ = node["src"].split(":")
    return int(start), int(start) + int(length)
