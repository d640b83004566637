"""The hash of a document that stays where it is: what the chain keeps of it."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from tenor.errors import InputError

_CHUNK = 1 << 20  # [bytes]
_HASH = re.compile(r"0x[0-9a-fA-F]{64}", re.ASCII)


def sha256_of(document: Path) -> bytes:
    """SHA-256 of a file of any size; raises InputError where it cannot be read."""
    digest = hashlib.sha256()
    try:
        with document.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except OSError as exc:
        reason = (exc.strerror or type(exc).__name__).lower()
        raise InputError(str(document), f"the document cannot be read: {reason}", "Check its name") from exc
    return digest.digest()


def hash_or_file(text: str) -> bytes:
    """A SHA-256 as a person gives it: its 64 hexadecimal digits after 0x, or the file whose hash it is."""
    return bytes.fromhex(text[2:]) if _HASH.fullmatch(text) else sha256_of(Path(text))
