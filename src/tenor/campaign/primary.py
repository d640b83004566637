"""The primary market of a campaign: its order book allotted, and the terms of what is issued."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from tenor.allocation.allot import allot
from tenor.allocation.check_offering import check_offering
from tenor.allocation.methods import Priced
from tenor.allocation.orders import Order, read_orders
from tenor.allocation.quoting import issue_price_half_up
from tenor.allocation.result import Allocation
from tenor.campaign.files import CampaignFile
from tenor.errors import InputError
from tenor.files.document import Document
from tenor.onboarding.investors import Investor
from tenor.terms.model import Terms
from tenor.units import Money, percent_text, round_half_up

_PRICE_SCALE = 10**9  # an issue price in percent has seven decimals


@dataclass(frozen=True, slots=True)
class Primary:
    """An issue as it was sold."""

    orders: tuple[Order, ...]
    allocation: Allocation
    terms: Terms  # of the units that are issued


def sell(document: Document[CampaignFile], terms: Terms, investors: Iterable[Investor]) -> Primary:
    """Read the order book and allot it by the method of the campaign file.

    Raises:
        InputError: the method, an order or the allotment is not in order, or the orders set another price than the
            terms state.
    """
    offering, path = document.value.allotment, document.source.path.parent / document.value.orders
    if problems := list(check_offering(offering, terms)):
        raise document.refusal(problems)
    orders = read_orders(path, terms, investors, offering).rows
    allocation = allot(orders, terms, offering, f"{path}:1")
    if isinstance(offering, Priced):
        _check_issue_price(allocation, terms)
    units = allocation.units
    return Primary(orders, allocation, replace(terms, units=units, size=units * terms.unit_face))


def _check_issue_price(allocation: Allocation, terms: Terms) -> None:
    """The term sheet is the final one, which is signed after pricing: it states the price that was paid on average."""
    average = Fraction(allocation.amount, allocation.units)
    written = Fraction(round_half_up(average / terms.unit_face * _PRICE_SCALE), _PRICE_SCALE)
    if terms.issue_price == written or issue_price_half_up(terms) == round_half_up(average):
        return
    paid, stated = (Money(each, terms.currency) for each in (round_half_up(average), issue_price_half_up(terms)))
    what = f"issue_price_percent makes a unit {stated}, and the orders make it {paid}"
    where = terms.where("issue_price_percent")
    raise InputError(where, what, f"Write issue_price_percent: {percent_text(written)}, as the final terms state it")
