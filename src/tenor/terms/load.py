"""A term sheet file to `Terms`."""

from __future__ import annotations

from pathlib import Path

from tenor.files.document import read_document
from tenor.terms.model import Terms, TermSheet, to_terms
from tenor.terms.validate import check_terms


def load_terms(path: Path) -> Terms:
    """The terms of a term sheet file, checked field by field and between fields; `InputError` as in `read_document`.

    `Terms.document_hash` is the SHA-256 of the very bytes that were read.
    """
    document = read_document(path, TermSheet)
    if problems := check_terms(document.value):
        raise document.refusal(problems)
    return to_terms(document.value, f"0x{document.source.sha256}", document.source)
