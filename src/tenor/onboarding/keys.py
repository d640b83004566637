"""References to signing keys: a file names a key, it never holds one."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from tenor.terms.fields import field_error

_REFERENCE = r"dev:(0|[1-9]\d{0,3})"


def _key_reference(value: object) -> str:
    if not isinstance(value, str) or not re.fullmatch(_REFERENCE, value, re.ASCII):
        remedy = "Write dev:<n>, the account n of the development chain, e.g. dev:7; never a key itself"
        raise field_error("this is not a reference to a key", remedy)
    return value


KeyReference = Annotated[
    str, PlainValidator(_key_reference), WithJsonSchema({"type": "string", "pattern": f"^{_REFERENCE}$"})
]
"""A reference to a signing key: ``dev:<index>`` is an account of the development chain."""
