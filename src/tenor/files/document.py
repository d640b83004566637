"""A YAML file as the model it must fit, still knowing the line of every field."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from tenor.errors import InputError
from tenor.files.problems import Problem, explain, refusal
from tenor.files.source import Source, read_source

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Document(Generic[M]):
    """A document that has the shape of its model, and still knows on which line each field stands."""

    value: M
    source: Source

    def where(self, *field: str | int) -> str:
        """``path:line`` of a field, e.g. ``document.where("secondary_trades", 0, "units")``."""
        return self.source.where(field)

    def refusal(self, problems: Iterable[Problem]) -> InputError:
        """One error for all the problems that a later rule found in this document."""
        return refusal(self.source, problems)


def read_document(path: Path, model: type[M]) -> Document[M]:
    """Read a YAML file and check its shape.

    Raises:
        InputError: the file cannot be read, is not plain YAML, or does not fit the model. `where` is ``path:line`` of
            the first problem; the text lists every problem on a line of its own.
    """
    source = read_source(path)
    try:
        return Document(model.model_validate(source.tree), source)
    except ValidationError as error:
        raise refusal(source, explain(error, source, model)) from None
