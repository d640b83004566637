"""House rules that a machine can keep: who imports whom, the table of rooms, sizes, names, one door to the chain."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "tenor"

STAGES = [
    *("terms", "schedule", "artifacts", "chain", "deployment", "onboarding", "allocation", "settlement", "money"),
    *("servicing", "campaign", "reports", "scenarios", "cli", "__main__"),
]
"""In the order in which a campaign flows through them; a stage imports earlier ones only."""

COMMON = {
    "__version__": set(),
    "errors": set(),
    "units": set(),
    "parties": set(),
    "files": {"errors", "units", "files"},
}
"""What every stage may import, and what each of these may import itself."""

SENDING = re.compile(r"send_raw_transaction|send_transaction|eth_sendRawTransaction|eth_sendTransaction|\.transact\(")
MACHINE_PATH = re.compile(r"(?<![\w.~$}:/-])/(?:home|root|Users|mnt|opt|srv|tmp|var|work\w*)/\w")
TEST_NAME = re.compile(r"test_\w+?__\w+?__\w+")

# Marks: no file and no function is larger.
PYTHON_FILE, PYTHON_FUNCTION, TEST_FILE, SOLIDITY_FILE, SOLIDITY_FUNCTION = 500, 60, 300, 450, 70


def ignored() -> list[str]:
    lines = (ROOT / ".gitignore").read_text().splitlines()
    return [line.strip("/") for line in lines if line and not line.startswith("#")] + [".git"]


def files(folder: Path = ROOT) -> Iterator[Path]:
    """Every file of the project, without what tools and campaigns write."""
    patterns = ignored()
    for path in sorted(folder.iterdir()):
        place = path.relative_to(ROOT).as_posix()
        if any(fnmatch(place, pattern) or fnmatch(path.name, pattern) for pattern in patterns):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from files(path)
        else:
            yield path


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def python(*folders: str) -> list[Path]:
    return [path for folder in folders for path in files(ROOT / folder) if path.suffix == ".py"]


def solidity() -> list[Path]:
    found = [path for path in files(ROOT / "contracts") if path.suffix == ".sol"]
    return [path for path in found if "mocks" not in path.parts]


def stage_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_stages(path: Path) -> set[str]:
    """The stages and common modules that a file imports, anywhere in it."""
    modules: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{named(path)}:{node.lineno} imports by a relative name"
            if node.module == "tenor":
                modules |= {f"tenor.{alias.name}" for alias in node.names}
            modules.add(node.module or "")
    return {name.split(".")[1] for name in modules if name.startswith("tenor.")}


@pytest.mark.requirement("HOUSE-1")
def test_imports__each_stage__are_of_earlier_stages_only() -> None:
    late: list[str] = []
    for path in python("src/tenor"):
        stage = stage_of(path)
        if stage in COMMON:
            allowed = COMMON[stage]
        elif stage == "__init__":
            allowed = set()
        else:
            assert stage in STAGES, f"{named(path)} is in no stage: say where it stands in the flow"
            allowed = {*STAGES[: STAGES.index(stage) + 1], *COMMON}
        late += [f"{named(path)} imports {module}" for module in sorted(imported_stages(path) - allowed)]
    assert late == []


@pytest.mark.requirement("HOUSE-2")
def test_sending__anywhere_in_the_package__is_in_the_one_sender() -> None:
    senders = [named(path) for path in python("src/tenor", "scripts") if SENDING.search(path.read_text())]
    assert senders == ["src/tenor/chain/sender.py"]


def rooms() -> list[str]:
    """The paths of the README's table of rooms: the lines `path  description` of its block `rooms`."""
    block = re.search(
        r"^```rooms\n(.*?)^```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )
    assert block is not None, "README.md has no fenced block `rooms`"
    lines = [re.fullmatch(r"(\S+) {2,}(\S.*)", line) for line in block[1].splitlines() if line]
    assert all(lines), "each line of the table is `path  description`"
    return [line[1] for line in lines if line]


def listed(place: str, table: list[str]) -> bool:
    """Whether a folder or file stands in the table, itself or by what is in it."""
    return any(room == place or (place.endswith("/") and room.startswith(place)) for room in table)


@pytest.mark.requirement("HOUSE-3")
def test_readme__table_of_rooms__names_what_is_there() -> None:
    table = rooms()
    assert len(set(table)) == len(table)
    assert [room for room in table if not (ROOT / room).exists()] == []
    assert [room for room in table if room.endswith("/") != (ROOT / room).is_dir()] == []


@pytest.mark.requirement("HOUSE-3")
def test_readme__every_top_folder_and_package__stands_in_the_table_of_rooms() -> None:
    places = {named(path).split("/")[0] + "/" for path in files() if "/" in named(path)}
    for parent in ("contracts", "src/tenor"):
        for path in files(ROOT / parent):
            first, *inner = path.relative_to(ROOT / parent).parts
            places.add(f"{parent}/{first}/" if inner else f"{parent}/{first}")
    plain = {"contracts/README.md", "src/tenor/__init__.py", "src/tenor/py.typed"}
    shown = sorted(place for place in places - plain if not place.startswith("."))
    assert [place for place in shown if not listed(place, rooms())] == []


@pytest.mark.requirement("HOUSE-4")
def test_sizes__python__are_within_the_marks() -> None:
    large = [named(path) for path in python("src", "scripts", "bench") if lines_of(path) > PYTHON_FILE]
    large += [named(path) for path in python("tests") if lines_of(path) > TEST_FILE]
    for path in python("src", "scripts", "bench"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                size = (node.end_lineno or node.lineno) - node.lineno + 1
                large += [f"{named(path)}: {node.name} has {size} lines"] * (size > PYTHON_FUNCTION)
    assert large == []


@pytest.mark.requirement("HOUSE-4")
def test_sizes__solidity__are_within_the_marks() -> None:
    large = [named(path) for path in solidity() if lines_of(path) > SOLIDITY_FILE]
    sizes = {(path, name): size for path in solidity() for name, size in solidity_functions(path.read_text())}
    assert len(sizes) > 50
    large += [
        f"{named(path)}: {name} has {size} lines" for (path, name), size in sizes.items() if size > SOLIDITY_FUNCTION
    ]
    assert large == []


def test_solidity_functions__nested_braces_and_comments__are_measured_to_their_end() -> None:
    body = "function a() external {\n if (x) {\n y(); // }\n }\n }\n"
    source = f"contract C {{\n {body} function b() external;\n}}\n"
    assert list(solidity_functions(source)) == [("a", 5)]


def solidity_functions(source: str) -> Iterator[tuple[str, int]]:
    """Name and length in lines of every function with a body, by matching braces outside comments and text."""
    code = re.sub(r"//[^\n]*|\"[^\"\n]*\"", "", source)
    code = re.sub(r"/\*.*?\*/", lambda comment: "\n" * comment[0].count("\n"), code, flags=re.DOTALL)
    for head in re.finditer(r"\b(?:function\s+(\w+)|(constructor|receive|fallback)|modifier\s+(\w+))\b[^;{]*\{", code):
        depth, end = 1, head.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(code[end], 0)
            end += 1
        yield next(filter(None, head.groups())), code[head.start() : end].count("\n") + 1


def lines_of(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


@pytest.mark.requirement("HOUSE-5")
def test_names__of_tests__say_function_condition_and_outcome() -> None:
    odd = [
        f"{named(path)}: {node.name}"
        for path in python("tests")
        if path.name.startswith("test_")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and not TEST_NAME.fullmatch(node.name)
    ]
    assert odd == []


@pytest.mark.requirement("HOUSE-6")
def test_text__whole_project__names_no_path_of_one_machine() -> None:
    found = []
    for path in files():
        text = path.read_bytes().decode("utf-8", errors="ignore")
        found += [f"{named(path)}: {match[0]}" for match in MACHINE_PATH.finditer(text)]
    assert found == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('cd "/' + 'home/jo/tenor"', True),
        ("see /" + "Users/jo", True),
        ("PATH=/" + "opt/tool/bin", True),
        ("https://example.org/" + "home/page", False),
        ("out/" + "tmp/x", False),
        ("#!/usr/bin/env bash", False),
    ],
)
def test_machine_path__text__is_found_only_where_it_is_one(text: str, *, found: bool) -> None:
    assert bool(MACHINE_PATH.search(text)) is found
