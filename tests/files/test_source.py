from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenor.errors import InputError
from tenor.files.source import MAX_BYTES, MAX_DEPTH, dotted, read_source


def write(folder: Path, content: bytes) -> Path:
    path = folder / "some.yaml"
    path.write_bytes(content)
    return path


@pytest.mark.requirement("TERM-1")
@pytest.mark.parametrize(
    "scalar",
    ["no", "Yes", "on", "true", "010", "0x10", "1e400", ".nan", "-.inf", "12:30:00", "2023-02-30", "1_000", "="],
)
def test_read_source__scalar_that_yaml_would_interpret__stays_the_written_text(tmp_path: Path, scalar: str) -> None:
    assert read_source(write(tmp_path, f"field: {scalar}\n".encode())).tree == {"field": scalar}


@pytest.mark.requirement("TERM-1")
@pytest.mark.parametrize("scalar", ["", "~", "null", "Null", "NULL"])
def test_read_source__plain_null__is_none(tmp_path: Path, scalar: str) -> None:
    assert read_source(write(tmp_path, f"field: {scalar}\n".encode())).tree == {"field": None}


def test_read_source__quoted_null__stays_text(tmp_path: Path) -> None:
    source = read_source(write(tmp_path, b"a: 'null'\nb: \"~\"\nc: ''\n"))

    assert source.tree == {"a": "null", "b": "~", "c": ""}


def test_read_source__nested_document__knows_the_line_of_every_entry(tmp_path: Path) -> None:
    source = read_source(write(tmp_path, b"# first\na: 1\nb:\n  c: [x, y]\n  d:\n    - e: 2\n    - e: 3\n"))

    assert source.tree == {"a": "1", "b": {"c": ["x", "y"], "d": [{"e": "2"}, {"e": "3"}]}}
    assert source.where(("a",)) == f"{source.path}:2"
    assert source.where(("b", "c", 1)) == f"{source.path}:4"
    assert source.where(("b", "d", 1, "e")) == f"{source.path}:7"


def test_where__field_that_is_not_written__is_the_line_around_it(tmp_path: Path) -> None:
    source = read_source(write(tmp_path, b"\na: 1\nb:\n  c: 2\n"))

    assert source.where(("b", "missing", "deeper")) == f"{source.path}:3"
    assert source.where(("missing",)) == f"{source.path}:1"


@pytest.mark.requirement("TERM-5")
def test_read_source__document__carries_the_hash_of_its_bytes(tmp_path: Path) -> None:
    content = "a: ü # comment counts\n".encode()

    assert read_source(write(tmp_path, content)).sha256 == hashlib.sha256(content).hexdigest()


def test_read_source__yaml_directive_and_end_mark__are_allowed(tmp_path: Path) -> None:
    assert read_source(write(tmp_path, b"%YAML 1.2\n---\na: 1\n...\n")).tree == {"a": "1"}


BILLION_LAUGHS = b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
BAD = {
    "empty": (b"", 1, "the file is empty", "'name: value'"),
    "only comments": (b"# nothing\n\n", 3, "the file is empty", "'name: value'"),
    "a text": (b"\nhello\n", 2, "the file holds no fields", "'name: value'"),
    "a list": (b"- a\n- b\n", 3, "the file holds no fields", "'name: value'"),
    "byte order mark": (b"\xef\xbb\xbfa: 1\n", 1, "byte order mark", "without BOM"),
    "utf-16": ("a: 1\n".encode("utf-16"), 1, "the file starts with a byte order mark", "Save it as UTF-8 without BOM"),
    "latin-1": (b"a: 1\nb: caf\xe9\n", 2, "byte 0xe9 is not UTF-8", "Save the file as UTF-8"),
    "nul": (b"a: 1\nb: x\x00\n", 2, "a character that YAML forbids", "Remove the character"),
    "escaped control": (b'a: 1\nb: "x\\u0007"\n', 2, "the control character '\\x07'", "Remove the character"),
    "lone surrogate": (b'b: "\\ud800"\n', 1, "the control character '\\ud800'", "Remove the character"),
    "escape out of range": (b'a: 1\nb: "\\UFFFFFFFF"\n', 2, "names no character", "Write the character itself"),
    "unknown escape": (b'a: 1\nb: "\\q"\n', 2, "this is not YAML: found unknown escape", "Correct the line"),
    "open bracket": (b"a: 1\nb: [1, 2\nc: 3\n", 3, "this is not YAML", "Correct the line"),
    "tab": (b"a:\n\tb: 1\n", 2, "this is not YAML", "Correct the line"),
    "wrong indent": (b"a: 1\n  b: 2\n", 2, "this is not YAML", "Correct the line"),
    "yaml 2": (b"%YAML 2.0\n---\na: 1\n", 1, "this is not YAML", "Correct the line"),
    "duplicate key": (b"a: 1\nb: 2\na: 3\n", 3, "'a' stands twice: on line 1 and on line 3", "Keep the one"),
    "nested duplicate": (b"o:\n  a: 1\n  'a': 3\n", 3, "'a' stands twice: on line 2 and on line 3", "Keep the one"),
    "alias bomb": (BILLION_LAUGHS, 1, "&a is an anchor", "Write each value out"),
    "alias": (b"a: 1\nb: *a\n", 2, "*a is an alias", "Write the value out"),
    "alias as key": (b"a: 1\n*a : 2\n", 2, "*a is an alias", "Write the value out"),
    "merge key": (b"a: 1\n<<: {b: 2}\n", 2, "<< is a merge key", "Write the fields out"),
    "tag": (b"a: 1\nb: !!python/object/apply:os.system [ls]\n", 2, "is a tag", "Write the plain value"),
    "standard tag": (b"b: !!float 1\n", 1, "tag:yaml.org,2002:float is a tag", "Write the plain value"),
    "two documents": (b"a: 1\n---\nb: 2\n", 2, "a second document starts here", "one document per file"),
    "key is a list": (b"a: 1\n? [x]\n: 2\n", 2, "a field has no name", "'name: value'"),
    "key is empty": (b"a: 1\n'': 2\n", 2, "a field has no name", "'name: value'"),
    "key is null": (b"a: 1\n~: 2\n", 2, "a field has no name", "'name: value'"),
    "deep nesting": (b"a: " + b"[" * 100_000, 1, f"deeper than {MAX_DEPTH} levels", "flatter"),
    "deep mappings": (b"".join(b" " * n + b"k:\n" for n in range(40)), 17, "deeper than", "flatter"),
}


@pytest.mark.requirement("TERM-1", "TERM-2")
@pytest.mark.parametrize("case", BAD)
def test_read_source__document_that_cannot_be_taken_at_its_word__is_refused_with_its_line(
    tmp_path: Path, case: str
) -> None:
    content, line, what, remedy = BAD[case]
    path = write(tmp_path, content)

    with pytest.raises(InputError) as caught:
        read_source(path)

    assert caught.value.where == f"{path}:{line}"
    assert what in caught.value.what
    assert remedy in caught.value.remedy


def test_read_source__nesting_at_the_limit__is_read(tmp_path: Path) -> None:
    source = read_source(write(tmp_path, b"a: " + b"[" * (MAX_DEPTH - 1) + b"x" + b"]" * (MAX_DEPTH - 1)))

    assert len(max(source.lines, key=len)) == MAX_DEPTH


def test_read_source__missing_file__is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"absent.yaml: there is no such file. Check the name"):
        read_source(tmp_path / "absent.yaml")


@pytest.mark.parametrize("path", [Path(), Path("/dev/zero")], ids=["folder", "device"])
def test_read_source__something_else_than_a_file__is_refused(path: Path) -> None:
    with pytest.raises(InputError, match="this is not a file"):
        read_source(path)


def test_read_source__unreadable_file__is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = write(tmp_path, b"a: 1\n")
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match=r"the file cannot be read: permission denied. Make it readable"):
        read_source(path)


def test_read_source__file_over_the_size_limit__is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="larger than 1,000,000 bytes"):
        read_source(write(tmp_path, b"a: " + b"x" * MAX_BYTES))


@pytest.mark.requirement("TERM-1")
@given(content=st.binary(max_size=40) | st.text("ab:-?[]{},&*!|>'\"%@#\n \t~<.\\uxU0f1\r\x85\u2028é").map(str.encode))
def test_read_source__any_bytes__are_a_mapping_of_texts_or_refused(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = write(tmp_path_factory.getbasetemp(), content)
    try:
        source = read_source(path)
    except InputError as error:
        assert error.where.startswith(str(path))  # noqa: PT017  (either outcome is right)
    else:
        assert all(isinstance(key, str) for key in source.tree)


def test_dotted__list_entries__count_from_one() -> None:
    assert dotted(("secondary_trades", 0, "units")) == "secondary_trades[1].units"
    assert not dotted(())
