"""What a line and a branch are: statements and forks of a syntax tree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bench.coverage.compiled import Span

Node = Mapping[str, Any]

_STATEMENTS = {
    *("ExpressionStatement", "VariableDeclarationStatement", "EmitStatement", "RevertStatement", "Return"),
    *("IfStatement", "ForStatement", "WhileStatement", "DoWhileStatement", "TryStatement", "Break", "Continue"),
    *("YulExpressionStatement", "YulVariableDeclaration", "YulAssignment", "YulIf", "YulForLoop", "YulSwitch"),
}
_BODIES = {"ForStatement", "WhileStatement", "DoWhileStatement", "YulForLoop", "YulIf"}


@dataclass(frozen=True, slots=True)
class Fork:
    """A place where one conditional jump decides.

    Attributes:
        span: the statement or expression; its jump carries exactly this source.
        shown: the part of it that is decided.
        way: what runs on the first side only; None for a `require`, whose jump leads past the refusal.
        missing: what to say of each side where it was never taken.
    """

    span: Span
    shown: Span
    way: Span | None
    missing: tuple[str, str]


def statements(unit: str, tree: Node) -> Iterator[Span]:
    """Every statement that does something: no block, and no place of a modified function's body."""
    return (_span(unit, node) for node in _nodes(tree) if node["nodeType"] in _STATEMENTS)


def forks(unit: str, tree: Node) -> Iterator[Fork]:
    """Every `if`, loop, `require`, `? :`, `&&` and `||`; two sides each.

    An `assert` is none, for that it holds is its point. The ways of a `try` or a `switch` are told by their lines.
    """
    for node in _nodes(tree):
        parts = _parts(node)
        if parts is not None:
            shown, way, missing = parts
            yield Fork(_span(unit, node), _span(unit, node[shown]), _span(unit, node[way]), missing)
        elif node["nodeType"] == "FunctionCall" and node["expression"].get("name") == "require":
            yield Fork(_span(unit, node), _span(unit, node["arguments"][0]), None, ("never refused", "never passed"))


def _parts(node: Node) -> tuple[str, str, tuple[str, str]] | None:
    """The names of what is decided and of what is run on the first side only."""
    kind, truth = node["nodeType"], ("never true", "never false")
    if kind == "IfStatement":
        return "condition", "trueBody", truth
    if kind in _BODIES and node.get("condition"):  # `for (;;)` decides nothing
        return "condition", "body", truth
    if kind == "Conditional":
        return "condition", "trueExpression", truth
    if kind == "BinaryOperation" and node["operator"] in {"&&", "||"}:
        return "rightExpression", "rightExpression", ("never asked", "always asked")
    return None


def _nodes(tree: Any) -> Iterator[Node]:  # noqa: ANN401 -- a part of a JSON document
    if isinstance(tree, dict):
        if "nodeType" in tree:
            yield tree
        tree = list(tree.values())
    if isinstance(tree, list):
        for part in tree:
            yield from _nodes(part)


def _span(unit: str, node: Node) -> Span:
    start, length, _ = map(int, node["src"].split(":"))
    return Span(unit, start, start + length)
