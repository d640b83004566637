"""What the report derives of tax and rounding from its data before writing it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class TaxedCoupon:
    """One coupon of one holder: before tax, tax kept back, and what was paid [major]."""

    holder: str
    taxed_as: str
    number: int
    gross: str
    tax: str
    net: str


def taxed_coupons(data: Mapping[str, Any]) -> list[TaxedCoupon]:
    """Every coupon of every holder, of the untaxed too."""
    return [
        TaxedCoupon(holder["holder"], _taxed_as(holder), each["number"], each["gross"], each["tax"], each["amount"])
        for holder in data["holders"]
        for each in holder["coupons"]
    ]


def _taxed_as(holder: Mapping[str, Any]) -> str:
    if holder["tax_of"] is None:
        return "not taxed"
    return f"{holder['tax_of']}, {holder['tax_percent']}%"


def tax_columns(data: Mapping[str, Any]) -> list[dict[str, str]]:
    """What each holder's coupons came to before tax and what was kept back, as columns of a table by holder."""
    return [
        {f"coupon_{each['number']}_{part}": each[part] for each in holder["coupons"] for part in ("gross", "tax")}
        for holder in data["holders"]
    ]


def spent(coupon: Mapping[str, Any]) -> Decimal:
    """Where a coupon's money went: to holders, as tax, and back to the issuer [major]."""
    return sum((Decimal(coupon[part]) for part in ("paid", "tax", "returned")), Decimal(0))


def unsettled(coupons: Iterable[Mapping[str, Any]]) -> set[int]:
    """Coupons of which not exactly the total was spent."""
    return {coupon["number"] for coupon in coupons if spent(coupon) != Decimal(coupon["total"])}
