"""References to signing keys: a file names a key, it never holds one."""

from __future__ import annotations

from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from tenor.chain.development import DEVELOPMENT_KEY, development_index
from tenor.files.fields import field_error


def _key_reference(value: object) -> str:
    if not isinstance(value, str) or development_index(value) is None:
        remedy = "Write dev:<n>, the account n of the development chain, e.g. dev:7; never a key itself"
        raise field_error("this is not a reference to a key", remedy)
    return value


KeyReference = Annotated[
    str, PlainValidator(_key_reference), WithJsonSchema({"type": "string", "pattern": f"^{DEVELOPMENT_KEY}$"})
]
"""A reference to a signing key: ``dev:<index>`` is an account of the development chain."""
