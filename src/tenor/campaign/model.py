"""A campaign, as loaded and checked: what every later step takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from tenor.allocation.orders import Order
from tenor.allocation.result import Allocation, Allotment
from tenor.campaign.events import Event
from tenor.onboarding.investors import Investor
from tenor.parties import Appointment, Party, Role
from tenor.schedule.model import Schedule
from tenor.schedule.observations import Observations
from tenor.terms.model import Provenance, Terms


@dataclass(frozen=True, slots=True)
class Funding:
    """Fiat that the central bank received, to be minted to an account."""

    reference: str
    account: str  # investor id, or `paying_agent`
    amount: int  # [minor]
    at: datetime  # aware


@dataclass(frozen=True, slots=True)
class ConventionalPayment:
    """Money that reached the issuer outside the chain for one allotment, as the payment system's operator confirms."""

    reference: str
    order: str  # order id
    amount: int  # [minor]
    at: datetime  # aware


@dataclass(frozen=True, slots=True)
class SecondaryTrade:
    """A trade between two investors, settled delivery-versus-payment."""

    reference: str
    seller: str  # investor id
    buyer: str  # investor id
    units: int  # [units]
    consideration: int  # [minor] what the buyer pays, accrued interest included
    trade_date: date
    settlement_date: date


@dataclass(frozen=True, slots=True)
class Timetable:
    """When each step happens: aware moments, and wall-clock times of days that other files name."""

    timezone: str
    genesis: datetime
    deployment: datetime
    onboarding: datetime
    allotment: datetime
    settlement: datetime
    proceeds: datetime
    secondary_settlement: time
    coupon_funding: time
    coupon_payment: time
    cash_redemption: datetime

    def moment(self, day: date, at: time) -> datetime:
        """A wall-clock time of a day as an aware moment."""
        return datetime.combine(day, at, ZoneInfo(self.timezone))

    def settles(self, trade: SecondaryTrade) -> datetime:
        """When a secondary trade settles."""
        return self.moment(trade.settlement_date, self.secondary_settlement)


@dataclass(frozen=True, slots=True)
class Campaign:
    """One issuance: files loaded, checked one by one and against each other."""

    id: str
    title: str
    folder: Path
    terms: Terms
    schedule: Schedule  # as it is lived
    parties: tuple[Party, ...]
    appointments: Mapping[Role, Appointment]  # every role
    investors: tuple[Investor, ...]
    orders: tuple[Order, ...]
    allocation: Allocation
    fundings: tuple[Funding, ...]
    trades: tuple[SecondaryTrade, ...]
    timetable: Timetable
    chain_id: int
    notes: tuple[Provenance, ...]  # where the facts of the files come from, term sheet first
    observations: Observations = field(default_factory=Observations)
    evidence: bytes = bytes(32)  # SHA-256 of the file that shows what was observed
    tax_authorities: Mapping[int, str] = field(default_factory=dict)  # ISO 3166-1 numeric, or `CLASSES`: party id
    authority_keys: Mapping[str, str] = field(default_factory=dict)  # key reference by party id
    events: tuple[Event, ...] = ()  # what happens besides the schedule, in the order of the file
    conventional_payments: tuple[ConventionalPayment, ...] = ()
    as_promised: Schedule | None = None  # where what is lived is something else

    @property
    def allotments(self) -> tuple[Allotment, ...]:
        """What each order receives, in the order of the book."""
        return self.allocation.allotments

    @property
    def promised(self) -> Schedule:
        """The schedule that the terms promise, with what was observed."""
        return self.as_promised or self.schedule
