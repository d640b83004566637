from __future__ import annotations

import json
from pathlib import Path

import pytest

from tenor.files.schema import schema_text
from tenor.terms.model import TermSheet

COMMITTED = Path(__file__).parents[2] / "campaigns" / "schema" / "terms.schema.json"


@pytest.mark.requirement("TERM-7")
def test_schema_text__committed_schema__is_current() -> None:
    assert COMMITTED.read_text() == schema_text(TermSheet), "write schema_text(TermSheet) to terms.schema.json"


@pytest.mark.requirement("TERM-7")
def test_schema_text__term_sheet__is_closed_and_explains_every_field() -> None:
    schema = json.loads(schema_text(TermSheet))

    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    for model in (schema, *(each for each in schema["$defs"].values() if "properties" in each)):
        assert model["additionalProperties"] is False
        assert all("description" in field for field in model["properties"].values())
    assert set(schema["properties"]) - set(schema["required"]) == {
        "interest_start_date", "dual_control", "provenance", "amortisation", "inflation", "kpi", "call", "put",
        "make_whole", "default", "consent", "prescription", "withholding",
    }  # fmt: skip
