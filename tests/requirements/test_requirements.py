"""Every requirement of docs/requirements.md marks a test, and every mark of a test is a requirement of that file."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "requirements.md"

ROW = re.compile(r"\| ([A-Z]+-[1-9]\d*) \| (.+) \|")
WORDS = re.compile(r"\b(MUST NOT|MUST|SHOULD NOT|SHOULD|MAY)\b")  # RFC 2119


def sentences() -> list[tuple[str, str]]:
    """Id and sentence of every row, in order."""
    rows = [line for line in DOCUMENT.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    found = [ROW.fullmatch(row) for row in rows if not re.fullmatch(r"\|[ -]*\|[ -]*\||\| id \|.*", row)]
    assert all(found), "each row is `| GROUP-1 | sentence |`"
    return [(row[1], row[2]) for row in found if row]


def marks() -> dict[str, list[str]]:
    """Test functions by the requirement ids that mark them, read from the source."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                for name in ids(node):
                    found[name].append(f"{path.relative_to(ROOT)}::{node.name}")
    return found


def ids(test: ast.FunctionDef) -> Iterator[str]:
    for decorator in test.decorator_list:
        for call in ast.walk(decorator):
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "pytest.mark.requirement":
                for argument in call.args:
                    assert isinstance(argument, ast.Constant), f"{test.name}: write the ids of its requirements out"
                    yield str(argument.value)


@pytest.mark.requirement("HOUSE-7")
def test_requirements__every_sentence__marks_at_least_one_test() -> None:
    marked = marks()
    assert [name for name, _ in sentences() if name not in marked] == []


@pytest.mark.requirement("HOUSE-7")
def test_requirements__every_mark__stands_in_the_document() -> None:
    known = {name for name, _ in sentences()}
    assert {name: tests for name, tests in marks().items() if name not in known} == {}


@pytest.mark.requirement("HOUSE-7")
def test_requirements__each_sentence__has_one_id_of_its_own_in_order_of_its_group() -> None:
    names = [name for name, _ in sentences()]
    assert len(set(names)) == len(names)
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for name in names:
        group, number = name.rsplit("-", 1)
        groups[group].append(int(number))
    assert {group: numbers for group, numbers in groups.items() if numbers != sorted(numbers)} == {}
    together = [name.rsplit("-", 1)[0] for name in names]
    assert len(groups) == sum(one != other for one, other in zip(together, ["", *together], strict=False))


@pytest.mark.requirement("HOUSE-7")
def test_requirements__each_sentence__says_must_should_or_may() -> None:
    assert [name for name, sentence in sentences() if not WORDS.search(sentence)] == []


def test_ids__marks_of_a_test__are_those_written_and_no_others() -> None:
    source = "@pytest.mark.requirement('A-1', 'B-2')\n@pytest.mark.parametrize('C-3', ())\ndef test_x(): ...\n"
    (test,) = ast.parse(source).body
    assert isinstance(test, ast.FunctionDef)
    assert list(ids(test)) == ["A-1", "B-2"]


@pytest.mark.requirement("HOUSE-7")
def test_contracts_map__every_group_named__is_one_of_the_document() -> None:
    rows = (ROOT / "contracts" / "README.md").read_text(encoding="utf-8").splitlines()
    named = {row.split("|")[4].strip() for row in rows if re.match(r"\| `\w+/\w+` \|", row)}
    assert "BOND" in named
    assert named - {name.rsplit("-", 1)[0] for name, _ in sentences()} == set()
