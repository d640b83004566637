"""JSON Schema of the YAML files, so that editors check and explain a file while one types."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import BaseModel


def schema_text(model: type[BaseModel]) -> str:
    """The JSON Schema (draft 2020-12) of a model as the text of its committed file.

    To bring ``campaigns/schema/terms.schema.json`` up to date after a change of the model, write
    ``schema_text(TermSheet)`` to it; a test says when it is due.
    """
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **model.model_json_schema()}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
