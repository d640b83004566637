"""Codes of ISO 20022 that payments carry: purposes, and reasons of what becomes of them.

The external code sets are published anew every quarter: any code of their shape is taken, and those that are known here
are shown with their meaning.
"""

from __future__ import annotations

import re

CODE = r"[A-Z][A-Z0-9]{3}"

PURPOSES = {
    "CASH": "cash management transfer",
    "GDDS": "purchase of goods",
    "INTC": "payment within a group",
    "LOAN": "loan",
    "PENS": "pension",
    "RENT": "rent",
    "RRCT": "reimbursement of a credit transfer received in error",
    "SALA": "salary",
    "SECU": "securities",
    "SUPP": "supplier payment",
    "TAXS": "tax",
    "TREA": "treasury",
}
"""Of ExternalPurpose1Code."""

REASONS = {
    "AC04": "the account is closed",
    "AC06": "the account is blocked",
    "AG01": "such payments are not allowed on this account",
    "AM04": "insufficient funds",
    "AM05": "duplicate",
    "AM09": "wrong amount",
    "BE01": "name and account do not match",
    "CUST": "asked for by the customer",
    "DUPL": "duplicate payment",
    "FOCR": "following a request for cancellation",
    "FRAD": "of fraudulent origin",
    "MS03": "no reason given",
    "RR04": "regulatory reason",
    "TECH": "technical problem",
    "TM01": "the cut-off time has passed",
    "UPAY": "undue payment",
}
"""Of the external sets of status, return and cancellation reasons."""


def is_code(text: str) -> bool:
    """Whether a text has the shape of these codes: a capital letter and three capital letters or digits."""
    return re.fullmatch(CODE, text, re.ASCII) is not None


def code_bytes(code: str) -> bytes:
    """A code as contracts take it; empty for none. Raises ValueError for what has not the shape of one."""
    if code and not is_code(code):
        raise ValueError(f"{code!r} is no code of ISO 20022: four capital letters or digits, e.g. SALA or AM05")
    return code.encode("ascii") or bytes(4)


def code_text(code: bytes) -> str:
    """A code as contracts tell it; empty for none."""
    return code.rstrip(b"\0").decode("ascii", "replace")


def meaning(code: str) -> str:
    """What a code means, as far as it is known here."""
    return PURPOSES.get(code) or REASONS.get(code) or ""
