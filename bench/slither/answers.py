"""Findings as Slither writes them, and the answers to them."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Finding:
    """What Slither says of one element.

    Attributes:
        check: Slither's name of what is looked for.
        impact: High, Medium, Low, Informational or Optimization.
        element: contract and function, variable or event: `Bond.redeem`.
        place: file and line.
        words: Slither's first sentence.
    """

    check: str
    impact: str
    element: str
    place: str
    words: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Why findings stand as they are.

    Attributes:
        check: as in the findings.
        of: names of elements, `*` for any rest.
        because: the reason.
    """

    check: str
    of: tuple[str, ...]
    because: str

    def covers(self, finding: Finding) -> bool:
        """Whether it answers the finding."""
        return finding.check == self.check and any(fnmatchcase(finding.element, name) for name in self.of)


def read_answers(path: Path) -> list[Answer]:
    """The answers of a file; one without a reason is an error."""
    answers = [
        Answer(entry["check"], tuple(entry["of"]), entry["because"])
        for entry in tomllib.loads(path.read_text())["answer"]
    ]
    for answer in answers:
        if not (answer.because.strip() and answer.of):
            raise ValueError(f"{path.name}: the answer to {answer.check} names no element or no reason; add it")
    return answers


def read_findings(path: Path) -> list[Finding]:
    """What stands in Slither's JSON, worst first.

    Raises:
        RuntimeError: Slither itself failed.
    """
    document = json.loads(path.read_text())
    if not document["success"]:
        raise RuntimeError(f"Slither failed: {document['error']}")
    found = [_finding(entry) for entry in document["results"].get("detectors", [])]
    order = ["High", "Medium", "Low", "Informational", "Optimization"]
    return sorted(found, key=lambda finding: (order.index(finding.impact), finding.check, finding.element))


def unanswered(findings: Sequence[Finding], answers: Sequence[Answer]) -> list[Finding]:
    """Findings that no answer covers."""
    return [finding for finding in findings if not any(answer.covers(finding) for answer in answers)]


def stale(findings: Sequence[Finding], answers: Sequence[Answer]) -> list[Answer]:
    """Answers of which a name covers no finding any more."""
    parts = [Answer(answer.check, (name,), answer.because) for answer in answers for name in answer.of]
    return [part for part in parts if not any(part.covers(finding) for finding in findings)]


def _finding(entry: Mapping[str, Any]) -> Finding:
    element = entry["elements"][0]
    lines = element["source_mapping"]["lines"]
    place = f"{element['source_mapping']['filename_relative']}:{lines[0] if lines else 0}"
    return Finding(entry["check"], entry["impact"], _named(element), place, entry["description"].strip().split("\n")[0])


def _named(element: Mapping[str, Any]) -> str:
    """Contract and member; a variable or a line of a function goes by its function."""
    name, parent = str(element["name"]), element.get("type_specific_fields", {}).get("parent")
    while parent and parent["type"] != "contract":
        if parent["type"] == "function":
            name = parent["name"]
        parent = parent.get("type_specific_fields", {}).get("parent")
    return f"{parent['name']}.{name}" if parent else name
