"""What is wrong with a document, as sentences that name the field, the value and what to write instead."""

from __future__ import annotations

import difflib
import typing
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import BaseModel, ValidationError

from tenor.errors import InputError
from tenor.files.source import FieldPath, Source, dotted

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo
    from pydantic_core import ErrorDetails

MAX_LISTED = 20
"""Problems listed of one document; a reader who sees twenty corrects the first ones and runs again."""

MAX_SHOWN = 50
"""Characters of a wrong value that an error repeats."""

_SHAPES = {
    "model_attributes_type": ("a mapping", "Write it as indented 'name: value' lines"),
    "model_type": ("a mapping", "Write it as indented 'name: value' lines"),
    "dict_type": ("a mapping", "Write it as indented 'name: value' lines"),
    "list_type": ("a list", "Write one '- item' line for each entry"),
    "tuple_type": ("a list", "Write one '- item' line for each entry"),
    "string_type": ("a single value", "Write one value after the colon"),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: the field concerned, what is wrong with it, and what to write instead."""

    field: FieldPath
    what: str
    remedy: str


def shown(value: object) -> str:
    """A value as it stands in an error: quoted, on one line and short."""
    if value is None:
        return "empty"
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    text = str(value)
    return repr(text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}...")


def refusal(source: Source, problems: Iterable[Problem]) -> InputError:
    """One error for all problems of a document, in the order of its lines; its text has one line for each."""
    ordered = sorted(problems, key=lambda problem: source.line(problem.field))
    first, others = ordered[0], ordered[1:]
    remedy = first.remedy
    for problem in others[: MAX_LISTED - 1]:
        remedy += f".\n{source.where(problem.field)}: {problem.what}. {problem.remedy}"
    if len(ordered) > MAX_LISTED:
        remedy += f".\n{source.path}: {len(ordered) - MAX_LISTED} more fields are wrong. Correct these first"
    return InputError(source.where(first.field), first.what, remedy)


def explain(error: ValidationError, source: Source, model: type[BaseModel]) -> list[Problem]:
    """Every finding of pydantic about a document as a `Problem`."""
    findings = error.errors(include_url=False)
    return [_problem(finding, source, model) for finding in findings if not _follows_from_others(finding)]


def _problem(finding: ErrorDetails, source: Source, model: type[BaseModel]) -> Problem:
    finding = _without_tags(finding)
    missing = finding["type"] == "missing"
    field = _written_path(finding["loc"], source, missing=missing)
    if missing:
        place = f" under {dotted(field[:-1])}" if field[:-1] else ""
        return Problem(field, f"{dotted(field)} is missing", f"Add '{field[-1]}:'{place}")
    if finding["type"] == "extra_forbidden":
        return Problem(
            field, f"{dotted(field)} is not a known field", _closest(str(field[-1]), _known(model, finding["loc"]))
        )
    what, remedy = _about_value(finding)
    return Problem(field, f"{dotted(field)} {what}", remedy)


def _without_tags(finding: ErrorDetails) -> ErrorDetails:
    """A finding about a block of several kinds as one about the field that names the kind."""
    if finding["type"] not in {"union_tag_invalid", "union_tag_not_found"}:
        return finding
    context = finding["ctx"]
    name = context["discriminator"].strip("'")
    location = (*finding["loc"], name)
    if finding["type"] == "union_tag_not_found":
        return {**finding, "type": "missing", "loc": location}
    value, expected = finding["input"][name], context["expected_tags"]
    return {**finding, "type": "literal_error", "loc": location, "input": value, "ctx": {"expected": expected}}


def _follows_from_others(finding: ErrorDetails) -> bool:
    """Whether a list is only "too short" because pydantic does not count its wrong entries, which it reports too."""
    return finding["type"] == "too_short" and len(finding["input"]) >= finding["ctx"]["min_length"]


def _about_value(finding: ErrorDetails) -> tuple[str, str]:
    """What is wrong with a value, to be read after the name of its field, and the remedy."""
    kind, value, context = finding["type"], finding["input"], finding.get("ctx", {})
    if kind in _SHAPES or value is None or (kind == "field_value" and isinstance(value, dict | list)):
        shape, remedy = _SHAPES.get(kind, ("a single value", "Write one value after the colon"))
        return f"is {shown(value)}, not {shape}", remedy
    if kind == "too_short":
        return "has too few entries", f"Write at least {context['min_length']}"
    if kind in {"literal_error", "enum"}:
        return f"is {shown(value)}, which is none of the known values", f"Write one of {context['expected']}"
    if "remedy" in context:
        return f"is {shown(value)}: {finding['msg']}", context["remedy"]
    what = str(context["error"]) if "error" in context else finding["msg"][:1].lower() + finding["msg"][1:]
    return f"is {shown(value)}: {what}", "Correct the value"


def _written_path(location: Sequence[str | int], source: Source, *, missing: bool) -> FieldPath:
    """The part of pydantic's location that stands in the document: it also counts union branches, which do not."""
    field: FieldPath = ()
    for part in location:
        if (*field, part) in source.lines:
            field = (*field, part)
    return (*field, location[-1]) if missing else field


def _known(model: type[BaseModel], location: Sequence[str | int]) -> list[str]:
    """Names that the models at the place of an unknown field do know; of a block of several kinds those of its kind."""
    models = {model}
    for part in location[:-1]:
        inner = {
            found
            for candidate in models
            for name, info in candidate.model_fields.items()
            if part == name
            for found in _models_in(info.annotation)
        }
        of_kind = {each for each in models if any(part in _words_of(info) for info in each.model_fields.values())}
        # A list index or a free key of a mapping stays at the models of the list or mapping.
        models = inner or of_kind or models
    return sorted({name for candidate in models for name in candidate.model_fields} - {str(location[-1])})


def _words_of(info: FieldInfo) -> tuple[object, ...]:
    """The words that name a kind, of a field that does."""
    return typing.get_args(info.annotation) if typing.get_origin(info.annotation) is typing.Literal else ()


def _models_in(annotation: object) -> set[type[BaseModel]]:
    """Models that occur in an annotation, e.g. in ``tuple[Trade, ...] | None``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return {annotation}
    return {found for argument in typing.get_args(annotation) for found in _models_in(argument)}


def _closest(name: str, known: list[str]) -> str:
    close = difflib.get_close_matches(name, known, n=1)
    if close:
        return f"Write '{close[0]}' if that is meant, or remove it"
    return f"Remove it; known here are {', '.join(known)}"
