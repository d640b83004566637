"""YAML text as a tree of texts, with the line of every entry.

A campaign file promises money, so its reader guesses nothing: every scalar stays the text that was written (or None
for a plain ``null``, ``~`` or nothing at all). No float can arise, ``no`` is not False, ``010`` is not eight. Anchors,
aliases, merge keys and tags are refused: each lets a line mean something that is not written on it.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias, cast

import yaml
from yaml.reader import ReaderError

from tenor.errors import InputError
from tenor.files.text import decode, read_bytes

MAX_BYTES = 1_000_000
"""Largest document read; the longest real term sheet is under 10 kB, and large lists belong in CSV files."""

MAX_DEPTH = 16
"""Deepest nesting read; a term sheet needs three levels."""

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree] | None"
FieldPath: TypeAlias = tuple[str | int, ...]

_PLAIN_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_ALLOWED_CONTROLS = frozenset("\n\t")
_FORBIDDEN_CATEGORIES = frozenset({"Cc", "Cs"})  # control characters, lone surrogates


def dotted(field: FieldPath) -> str:
    """A field as the reader sees it: ``('secondary_trades', 0, 'units')`` is ``secondary_trades[1].units``."""
    name = ""
    for part in field:
        name += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return name.removeprefix(".")


@dataclass(frozen=True, slots=True)
class Source:
    """One document as read: its tree, the line of each entry and the hash of the very bytes that were parsed."""

    path: Path
    tree: Mapping[str, Tree]
    lines: Mapping[FieldPath, int]
    sha256: str

    def where(self, field: FieldPath) -> str:
        """``path:line`` of a field, or of the nearest entry around it that is written down."""
        return f"{self.path}:{self.line(field)}"

    def line(self, field: FieldPath) -> int:
        """The line of a field, or of the nearest entry around it that is written down."""
        while field not in self.lines:
            field = field[:-1]
        return self.lines[field]


class Given(Source):
    """A document that was given as a Python mapping: its entries have names and no lines."""

    __slots__ = ()

    def where(self, field: FieldPath) -> str:
        """Name of the document and of the field, e.g. ``terms, coupon.kind``."""
        return f"{self.path}, {dotted(field)}" if field else str(self.path)


def given_source(name: str, tree: Mapping[str, object]) -> Source:
    """The source of a document that was given as a mapping."""
    return Given(Path(name), {}, {(): 1, **dict.fromkeys(_places(tree, ()), 1)}, "")


def _places(tree: object, at: FieldPath) -> Iterator[FieldPath]:
    inner: Iterable[tuple[str | int, object]] = ()
    if len(at) > MAX_DEPTH:
        return
    if isinstance(tree, Mapping):
        inner = ((str(key), value) for key, value in tree.items())
    elif isinstance(tree, list | tuple):
        inner = enumerate(tree)
    for key, value in inner:
        yield (*at, key)
        yield from _places(value, (*at, key))


def read_source(path: Path) -> Source:
    """Read one YAML document; `InputError` names file and line of whatever cannot be taken at its word."""
    content = read_bytes(path, MAX_BYTES, "Keep terms and parties in YAML and long lists in CSV files")
    reader = _TreeReader(path, decode(path, content))
    return Source(path, reader.document(), reader.lines, hashlib.sha256(content).hexdigest())


class _TreeReader:
    """Builds the tree from parser events, which unlike nodes still show anchors, tags and the style of a scalar."""

    def __init__(self, path: Path, text: str) -> None:
        self.lines: dict[FieldPath, int] = {(): 1}
        self._path = path
        self._text = text
        self._line = 1
        self._events = yaml.parse(text, Loader=yaml.SafeLoader)

    def document(self) -> dict[str, Tree]:
        """The one document of the text, which is a mapping."""
        try:
            return self._document()
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self._line = mark.line + 1 if mark else self._line
            raise self._refusal(f"this is not YAML: {error.problem or error.context}", "Correct the line") from error
        except ReaderError as error:
            self._line = self._text.count("\n", 0, error.position) + 1
            raise self._refusal("this line holds a character that YAML forbids", "Remove the character") from error
        except (ValueError, OverflowError) as error:  # PyYAML on an escape such as "\UFFFFFFFF"
            raise self._refusal("an escape here or below names no character", "Write the character itself") from error

    def _document(self) -> dict[str, Tree]:
        self._next()  # start of stream
        if isinstance(self._next(), yaml.StreamEndEvent):
            raise self._refusal("the file is empty", "Write the fields as 'name: value' lines")
        root = self._tree(self._next(), ())
        if not isinstance(root, dict):
            raise self._refusal("the file holds no fields", "Write the fields as 'name: value' lines")
        self._next()  # end of document
        if not isinstance(self._next(), yaml.StreamEndEvent):
            raise self._refusal("a second document starts here", "Keep one document per file")
        return root

    def _next(self) -> yaml.Event:
        event = next(self._events)
        self._line = event.start_mark.line + 1  # type: ignore[union-attr]  # parsed events have marks
        return event

    def _tree(self, event: yaml.Event, at: FieldPath) -> Tree:
        if len(at) > MAX_DEPTH:
            raise self._refusal(f"entries nest deeper than {MAX_DEPTH} levels", "Write the fields flatter")
        if isinstance(event, yaml.AliasEvent):
            raise self._refusal(f"*{event.anchor} is an alias", "Write the value out where it holds")
        node = cast("yaml.ScalarEvent | yaml.CollectionStartEvent", event)
        if node.anchor is not None:
            raise self._refusal(f"&{node.anchor} is an anchor", "Write each value out where it holds")
        if node.tag is not None:
            raise self._refusal(f"{node.tag} is a tag", "Write the plain value; its field says how it is read")
        if isinstance(node, yaml.ScalarEvent):
            return self._scalar(node)
        return self._mapping(at) if isinstance(node, yaml.MappingStartEvent) else self._sequence(at)

    def _scalar(self, event: yaml.ScalarEvent) -> str | None:
        text: str = event.value
        if event.style is None and text in _PLAIN_NULLS:
            return None
        for character in text:
            if unicodedata.category(character) in _FORBIDDEN_CATEGORIES and character not in _ALLOWED_CONTROLS:
                raise self._refusal(f"the value holds the control character {character!r}", "Remove the character")
        return text

    def _sequence(self, at: FieldPath) -> list[Tree]:
        items: list[Tree] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            entry = (*at, len(items))
            self.lines[entry] = self._line
            items.append(self._tree(event, entry))
        return items

    def _mapping(self, at: FieldPath) -> dict[str, Tree]:
        fields: dict[str, Tree] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._key(event, at)
            entry = (*at, key)
            if key in fields:
                what = f"'{key}' stands twice: on line {self.lines[entry]} and on line {self._line}"
                raise self._refusal(what, "Keep the one that is meant")
            self.lines[entry] = self._line
            fields[key] = self._tree(self._next(), entry)
        return fields

    def _key(self, event: yaml.Event, at: FieldPath) -> str:
        key = self._tree(event, (*at, "key"))
        if not isinstance(key, str) or not key:
            raise self._refusal("a field has no name, or a name that is not text", "Write 'name: value'")
        if key == "<<":
            raise self._refusal("<< is a merge key", "Write the fields out where they hold")
        return key

    def _refusal(self, what: str, remedy: str) -> InputError:
        return InputError(f"{self._path}:{self._line}", what, remedy)
