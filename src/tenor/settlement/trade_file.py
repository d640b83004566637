"""A trade as both its parties hold it on file: YAML, read at its word or refused as a whole."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from pathlib import Path

from pydantic import Field

from tenor.errors import InputError
from tenor.files.document import Document, read_document
from tenor.files.fields import (
    Amount,
    Currency,
    Identifier,
    IsoDate,
    Line,
    Percent,
    StrictModel,
    Switch,
    TimeZoneName,
    WholeNumber,
)
from tenor.onboarding.desk import written_address
from tenor.parties import Actor
from tenor.settlement.trade import NOBODY, Details, Trade
from tenor.units import Money, epoch_day, rate_to_chain, share_of, timestamp

SELLER, BUYER = "seller", "buyer"


class TradeSheet(StrictModel):
    """What both parties agreed on; each keeps the same file, and affirms exactly it."""

    reference: Identifier = Field(description="of the trade, agreed by both")
    seller: Line = Field(description="wallet that delivers")
    buyer: Line = Field(description="wallet that pays")
    security: Line = Field(description="address of the token that is delivered")
    units: WholeNumber = Field(description="how many units of it")
    cash: Line | None = Field(default=None, description="address of the money; left out where free of payment")
    currency: Currency | None = Field(default=None, description="of the money")
    amount: Amount | None = Field(default=None, description="what the buyer pays")
    settle_from: IsoDate = Field(description="first day of settlement")
    settle_by: IsoDate = Field(description="last day of settlement; after it the trade expires")
    timezone: TimeZoneName = Field(description="zone of these days, e.g. Asia/Hong_Kong")
    nonce: WholeNumber = Field(description="the seller's, of one trade only")
    minimum_part: WholeNumber = Field(default=0, description="smallest part that settles [units]; 0 for no parts")
    locked: Switch = Field(default=False, description="whether both sides' assets are locked when it is matched")
    clean_price: Percent | None = Field(default=None, description="that the amount is checked against, in percent")
    priced_for: IsoDate | None = Field(default=None, description="day whose accrued interest is in the amount")


def read_trade(path: Path) -> tuple[Trade, str, str, str]:
    """The trade of a file, with the addresses of security and money and the currency ("" where free of payment).

    Raises:
        InputError: the file is malformed, an address is none, or fields contradict each other.
    """
    document = read_document(path, TradeSheet)
    sheet = document.value
    _check(document)
    seller, buyer, security = (
        written_address(document.where(field), getattr(sheet, field)) for field in (SELLER, BUYER, "security")
    )
    cash = NOBODY if sheet.cash is None else written_address(document.where("cash"), sheet.cash)
    trade = Trade(
        sheet.reference,
        Actor(SELLER, "", seller),
        Actor(BUYER, "", buyer),
        sheet.units,
        _minor(document),
        timestamp(sheet.settle_from, time(0), sheet.timezone),
        timestamp(sheet.settle_by, time(23, 59, 59), sheet.timezone),
        sheet.nonce,
        Details(sheet.minimum_part, sheet.locked, _price(sheet.clean_price), _day(sheet.priced_for)),
    )
    return trade, security, cash, sheet.currency or ""


def _check(document: Document[TradeSheet]) -> None:
    sheet = document.value
    paid = [sheet.cash is not None, sheet.currency is not None, sheet.amount is not None]
    for wrong, field, what, remedy in (
        (sheet.units == 0, "units", "there is nothing to deliver", "Write one or more"),
        (len(set(paid)) > 1, "amount", "money, currency and amount belong together", "Give all of them, or none"),
        (sheet.settle_by < sheet.settle_from, "settle_by", "it is before settle_from", "Settle on that day or later"),
        (
            (sheet.clean_price is None) != (sheet.priced_for is None),
            "clean_price",
            "clean_price and priced_for belong together",
            "Give both, or none",
        ),
        (sheet.minimum_part > sheet.units, "minimum_part", "it is more than the trade", f"At most {sheet.units}"),
    ):
        if wrong:
            raise InputError(document.where(field), what, remedy)


def _minor(document: Document[TradeSheet]) -> int:
    sheet = document.value
    if sheet.amount is None or sheet.currency is None:
        return 0
    try:
        return Money.of(sheet.amount, sheet.currency).minor
    except ValueError as exc:
        raise InputError(document.where("amount"), f"amount is {sheet.amount}: {exc}", "Write whole cents") from exc


def _price(percent: Decimal | None) -> int:
    return 0 if percent is None else rate_to_chain(share_of(percent))


def _day(day: date | None) -> int:
    return 0 if day is None else epoch_day(day)
