"""The shapes of the files that make a campaign, as a person writes them."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field, PlainValidator, WithJsonSchema

from tenor.allocation.methods import OfferingEntry
from tenor.files.fields import (
    Amount,
    FileName,
    Identifier,
    IsoDate,
    Line,
    LocalDateTime,
    LocalTime,
    StrictModel,
    WholeNumber,
    field_error,
)
from tenor.onboarding.countries import COUNTRY_NUMBERS
from tenor.onboarding.investors import Country
from tenor.onboarding.keys import KeyReference
from tenor.servicing.levies import CLASSES
from tenor.terms.model import ProvenanceNote


def _lei(value: object) -> str:
    from stdnum import lei  # noqa: PLC0415  (needed by parties files only)

    if not isinstance(value, str) or not re.fullmatch(_LEI, value, re.ASCII) or not lei.is_valid(value):
        remedy = "Correct the 18 letters and digits and the 2 check digits, or write null"
        raise field_error("this is not an LEI (ISO 17442)", remedy)
    return value


def _positive(units: int) -> int:
    if units == 0:
        raise field_error("this is more than zero", "Write the units that change hands, e.g. 20")
    return units


def _taxed(value: object) -> str:
    if not isinstance(value, str) or (value not in COUNTRY_NUMBERS and value != _CLASSES_WORD):
        what = f"this is neither an ISO 3166-1 country code nor '{_CLASSES_WORD}'"
        raise field_error(
            what, f"Write two capital letters, e.g. HK, or {_CLASSES_WORD} for the tax of investor classes"
        )
    return value


def tax_number(taxed: str) -> int:
    """The number under which a bond keeps the tax of a country, or of classes."""
    return CLASSES if taxed == _CLASSES_WORD else COUNTRY_NUMBERS[taxed]


_LEI = r"[A-Z0-9]{18}[0-9]{2}"
_CLASSES_WORD = "classes"

Lei = Annotated[str, PlainValidator(_lei), WithJsonSchema({"type": "string", "pattern": f"^{_LEI}$"})]
"""A legal entity identifier with its check digits in order."""

Taxed = Annotated[
    str, PlainValidator(_taxed), WithJsonSchema({"type": "string", "pattern": f"^([A-Z]{{2}}|{_CLASSES_WORD})$"})
]
"""Whose tax: an ISO 3166-1 alpha-2 code, or the word for investor classes."""


class TimetableEntry(StrictModel):
    """When each step happens, in the time zone of the terms."""

    genesis: LocalDateTime = Field(description="before everything else; an embedded chain starts here")
    deployment: LocalDateTime = Field(description="contracts are deployed")
    onboarding: LocalDateTime = Field(description="holders are brought onto the register")
    allotment: LocalDateTime = Field(description="orders are allotted, on the pricing date")
    settlement: LocalDateTime = Field(description="issue and delivery against payment, on the issue date")
    proceeds: LocalDateTime = Field(description="the issuer turns the proceeds into fiat")
    secondary_settlement: LocalTime = Field(description="time of each trade's settlement date")
    coupon_funding: LocalTime = Field(description="the paying agent funds the coupon, time of each payment date")
    coupon_payment: LocalTime = Field(description="holders are paid, time of each payment date")
    cash_redemption: LocalDateTime = Field(description="all holders turn what cash they hold into fiat; the end")


class TradeEntry(StrictModel):
    """A trade between two investors."""

    reference: Identifier = Field(description="business key of the trade, e.g. SEC-001")
    seller: Identifier = Field(description="id of the investor who delivers")
    buyer: Identifier = Field(description="id of the investor who pays")
    units: Annotated[WholeNumber, AfterValidator(_positive)] = Field(description="units delivered, more than zero")
    consideration: Amount = Field(description="what the buyer pays, accrued interest included, in major units")
    trade_date: IsoDate = Field(description="day on which the trade was agreed")
    settlement_date: IsoDate = Field(description="business day on which it settles")


class CampaignFile(StrictModel):
    """campaign.yaml: one issuance, naming the other files, which are in its folder or the one above."""

    campaign: Identifier = Field(description="business key of the campaign; never changes once it has started")
    title: Line = Field(description="what a reader calls it")
    terms: FileName = Field(description="term sheet (YAML)")
    parties: FileName = Field(description="parties and their roles (YAML)")
    investors: FileName = Field(description="investor list (CSV: id, country, custodian, key, valid_until)")
    orders: FileName = Field(description="order book (CSV: order_id, investor, nominal, allotted)")
    observations: FileName | None = Field(
        default=None, description="what was observed for coupons not known at issue (YAML: coupons, daily, kpi)"
    )
    events: FileName | None = Field(
        default=None, description="what happens besides the schedule: missed payments, default, recovery (YAML)"
    )
    fundings: FileName = Field(description="fiat received by the central bank (CSV: reference, account, amount, at)")
    conventional_payments: FileName | None = Field(
        default=None,
        description="payments for allotments that move outside the chain, as their operator confirms them"
        " (CSV: reference, order, amount, at)",
    )
    allotment: OfferingEntry = Field(
        description="how orders become allotments: pro_rata, as_given or fixed_price, or a block with a method"
    )
    chain_id: WholeNumber = Field(description="chain on which this campaign may run; 31337 is a development chain")
    timetable: TimetableEntry = Field(description="when each step happens")
    secondary_trades: tuple[TradeEntry, ...] = Field(default=(), description="trades between investors")
    tax_authorities: dict[Taxed, Identifier] = Field(
        default_factory=dict,
        description="who receives the tax that the terms withhold: country, or classes, and the id of the party",
        json_schema_extra={"additionalProperties": False},
    )
    provenance: tuple[ProvenanceNote, ...] = Field(default=(), description="where the facts of these files come from")


class PartyEntry(StrictModel):
    """An institution of the deal."""

    id: Identifier = Field(description="key by which the files name the party")
    name: Line = Field(description="its name")
    country: Country = Field(description="where it is established (ISO 3166-1, two letters)")
    lei: Lei | None = Field(description="its LEI (ISO 17442), or null where none is certain")
    functions: tuple[Line, ...] = Field(min_length=1, description="its functions, as the offering names them")


class AppointmentEntry(StrictModel):
    """Who holds a role, and the key that acts in it and nowhere else."""

    party: Identifier = Field(description="id of the party")
    key: KeyReference = Field(description="key of the party for this role only")


class AppointmentEntries(StrictModel):
    """Every role of a campaign, each with its holder."""

    issuer: AppointmentEntry = Field(description="issues the bond and receives the proceeds")
    central_bank: AppointmentEntry = Field(description="mints and redeems the cash token")
    operator: AppointmentEntry = Field(description="runs the platform: trusts identity providers")
    registrar: AppointmentEntry = Field(description="keeps the register of identities")
    identity_provider: AppointmentEntry = Field(description="vouches for investors by signature")
    paying_agent: AppointmentEntry = Field(description="funds and pays coupons and principal")
    compliance_officer: AppointmentEntry = Field(description="freezes accounts")
    pauser: AppointmentEntry = Field(description="pauses the tokens")
    settlement_agent: AppointmentEntry = Field(description="submits trades that both sides signed")
    deployer: AppointmentEntry = Field(description="sends the deployments; holds no role in any contract")
    custodian: AppointmentEntry = Field(description="approves transfers and forced acts that need a second person")
    payment_approver: AppointmentEntry = Field(description="approves by signature what the paying agent is to pay")
    calculation_agent: AppointmentEntry = Field(description="fixes rates and index values of bonds that have them")


class AuthorityEntry(StrictModel):
    """A party that receives tax, and the key of its account."""

    party: Identifier = Field(description="id of the party")
    key: KeyReference = Field(description="key of its account, and of nothing else")


class PartiesFile(StrictModel):
    """parties.yaml: who takes part, and who is appointed to which role."""

    parties: tuple[PartyEntry, ...] = Field(min_length=1, description="the institutions of the deal")
    appointments: AppointmentEntries = Field(description="every role with its party and its own key")
    tax_authorities: tuple[AuthorityEntry, ...] = Field(
        default=(), description="parties that receive tax, each with its own key; campaign.yaml says whose tax"
    )
    provenance: tuple[ProvenanceNote, ...] = Field(default=(), description="where the facts above come from")


class ConventionalPaymentRow(StrictModel):
    """One line of the conventional payments: money that reached the issuer outside the chain, for one allotment."""

    reference: Identifier = Field(description="of the payment system's own books")
    order: Identifier = Field(description="id of the order that it pays")
    amount: Amount = Field(description="what was paid, in major units")
    at: LocalDateTime = Field(description="when it is confirmed, in the time zone of the terms")


class FundingRow(StrictModel):
    """One line of the fundings file: fiat received by the central bank."""

    reference: Identifier = Field(description="business key of the receipt; minted once")
    account: Identifier = Field(description="investor id, or paying_agent")
    amount: Amount = Field(description="fiat received, in major units")
    at: LocalDateTime = Field(description="when it is minted, in the time zone of the terms")
