"""What a campaign can carry out today; the one place that says so."""

from __future__ import annotations

from collections.abc import Iterator

from tenor.errors import InputError
from tenor.terms.terms import Terms

_BLOCKS = ("call", "put", "make_whole", "default", "consent")


def check_deployable(terms: Terms) -> None:
    """Refuse terms that a campaign cannot carry out yet; `InputError` with the line of the first of them."""
    for place, what in _beyond_a_campaign(terms):
        remedy = "Its schedule can be computed (tenor schedule); write terms that a campaign knows to run one"
        raise InputError(terms.where(*place), f"a campaign cannot carry out {what} yet", remedy)


def _beyond_a_campaign(terms: Terms) -> Iterator[tuple[tuple[str, ...], str]]:
    if terms.withholding:
        yield ("withholding",), "'withholding'"
    for name in _BLOCKS:
        if getattr(terms, name) is not None:
            yield (name,), f"'{name}'"
