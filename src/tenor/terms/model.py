"""What later stages take from the term sheet, in one place."""

from tenor.terms.convert import to_terms
from tenor.terms.parts import Provenance
from tenor.terms.sheet import ProvenanceNote, TermSheet
from tenor.terms.terms import Terms
from tenor.terms.vocabulary import (
    BusinessDayRule,
    CalendarName,
    CouponKind,
    DayCount,
    Frequency,
    ProvenanceStatus,
    Rounding,
    Stub,
)

__all__ = [
    "BusinessDayRule",
    "CalendarName",
    "CouponKind",
    "DayCount",
    "Frequency",
    "Provenance",
    "ProvenanceNote",
    "ProvenanceStatus",
    "Rounding",
    "Stub",
    "TermSheet",
    "Terms",
    "to_terms",
]
