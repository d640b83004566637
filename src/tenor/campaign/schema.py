"""JSON Schemas of a campaign's YAML files, for editors that check a file while one types."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import BaseModel

from tenor.campaign.events_file import EventsFile
from tenor.campaign.files import CampaignFile, PartiesFile
from tenor.files.schema import schema_text
from tenor.terms.model import TermSheet

_MODELS: dict[str, type[BaseModel]] = {
    "campaign": CampaignFile,
    "parties": PartiesFile,
    "terms": TermSheet,
    "events": EventsFile,
}


def schema_texts() -> dict[str, str]:
    """File name -> JSON Schema as text, e.g. ``campaign.schema.json``."""
    return {f"{name}.schema.json": schema_text(model) for name, model in _MODELS.items()}


def schemas_as_one() -> str:
    """Every schema in one JSON object, by file name."""
    return json.dumps({name: json.loads(text) for name, text in schema_texts().items()}, indent=2, ensure_ascii=False)


def write_schemas(folder: Path) -> list[Path]:
    """Write every schema into a folder, made where it is missing; the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in schema_texts().items():
        written.append(folder / name)
        written[-1].write_text(text, encoding="utf-8")
    return written
