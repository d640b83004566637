from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bench.slither.__main__ import ANSWERS, report
from bench.slither.answers import Answer, Finding, read_answers, read_findings, stale, unanswered


def element(name: str, parent: dict[str, Any] | None, kind: str = "function") -> dict[str, Any]:
    fields = {"type_specific_fields": {"parent": parent}} if parent else {}
    place = {"filename_relative": "contracts/A.sol", "lines": [7, 8]}
    return {"type": kind, "name": name, "source_mapping": place, **fields}


VAULT = element("Vault", None, "contract")
FINDING = Finding("timestamp", "Low", "Vault.keep", "contracts/A.sol:7", "words")


def written(folder: Path, *elements: dict[str, Any]) -> Path:
    path = folder / "findings.json"
    found = [
        {"check": "timestamp", "impact": "Low", "description": "words\n\tmore", "elements": [entry]}
        for entry in elements
    ]
    path.write_text(json.dumps({"success": True, "error": None, "results": {"detectors": found}}))
    return path


def test_read_findings__function__is_named_with_its_contract(tmp_path: Path) -> None:
    assert read_findings(written(tmp_path, element("keep", VAULT))) == [FINDING]


def test_read_findings__line_of_a_function__goes_by_the_function(tmp_path: Path) -> None:
    assert read_findings(written(tmp_path, element("x < y", element("keep", VAULT), "node"))) == [FINDING]


def test_read_findings__slither_that_failed__is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "findings.json"
    path.write_text(json.dumps({"success": False, "error": "no compiler", "results": {}}))
    with pytest.raises(RuntimeError, match="no compiler"):
        read_findings(path)


@pytest.mark.requirement("ASR-3")
@pytest.mark.parametrize(
    ("answer", "open_", "unused"),
    [
        (Answer("timestamp", ("Vault.keep",), "days"), 0, 0),
        (Answer("timestamp", ("Vault.*",), "days"), 0, 0),
        (Answer("timestamp", ("Vault.keep", "Vault.gone"), "days"), 0, 1),
        (Answer("timestamp", ("Other.*",), "days"), 1, 1),
        (Answer("assembly", ("Vault.*",), "days"), 1, 1),
    ],
)
def test_report__answer_to_one_finding__fails_where_either_is_without_the_other(
    answer: Answer, open_: int, unused: int
) -> None:
    left, over = unanswered([FINDING], [answer]), stale([FINDING], [answer])
    assert (len(left), len(over)) == (open_, unused)
    assert report(left, over, 1) == int(open_ + unused > 0)


@pytest.mark.requirement("ASR-3")
def test_read_answers__committed__have_a_reason_each() -> None:
    assert all(len(answer.because) > 20 for answer in read_answers(ANSWERS))


def test_read_answers__no_reason__is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "answers.toml"
    path.write_text('[[answer]]\ncheck = "timestamp"\nof = ["Vault.keep"]\nbecause = " "\n')
    with pytest.raises(ValueError, match="no element or no reason"):
        read_answers(path)
