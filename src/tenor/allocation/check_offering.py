"""Rules between the parameters of a method, and between them and the terms."""

from __future__ import annotations

from collections.abc import Iterator

from tenor.allocation.methods import AnyOffering, Ballot, BookBuilding, Quote, Uncovered
from tenor.allocation.quoting import quoting_of
from tenor.files.problems import Problem
from tenor.terms.model import Terms
from tenor.units import share_of

_PLACE = "allotment"  # of the campaign file


def check_offering(offering: AnyOffering, terms: Terms) -> Iterator[Problem]:
    """Problems of the campaign file's `allotment`."""
    if isinstance(offering, BookBuilding):
        yield from _check_reference(offering)
        yield from _check_reoffer(offering, terms)
        yield from _check_tranches(offering)
    if isinstance(offering, Ballot) and terms.units % terms.min_units:
        what = "the issue is no whole number of lots: a lot of a ballot is the minimum denomination"
        yield Problem((_PLACE, "method"), what, "Change the size or the minimum denomination in the terms")


def _check_reference(offering: BookBuilding) -> Iterator[Problem]:
    if (offering.quote is Quote.SPREAD) == (offering.reference_yield_percent is None):
        yield Problem(
            (_PLACE, "reference_yield_percent"),
            f"allotment.reference_yield_percent goes with spreads and nothing else; the quote is {offering.quote}",
            "Write the yield that spreads are added to, or take the field out",
        )


def _check_reoffer(offering: BookBuilding, terms: Terms) -> Iterator[Problem]:
    if offering.reoffer is None:
        return
    place = (_PLACE, "reoffer")
    if offering.tick is not None and offering.reoffer % offering.tick:
        yield Problem(place, f"allotment.reoffer is off the tick of {offering.tick}", "Write a multiple of the tick")
    try:
        quoting_of(offering, terms).unit_price_down(share_of(offering.reoffer))
    except ValueError as error:
        yield Problem(place, f"allotment.reoffer gives no price: {error}", f"Write another {offering.quote}")


def _check_tranches(offering: BookBuilding) -> Iterator[Problem]:
    total = sum(offering.tranches.values())
    if offering.tranches and total < 100 and offering.uncovered is Uncovered.REFUSE:  # noqa: PLR2004 -- percent
        what = f"the tranches sum to {total} percent, so that they can never take up the issue"
        yield Problem((_PLACE, "tranches"), what, "Let them sum to 100 or more, or write 'uncovered: partial'")
