"""The issue that is measured, as a campaign without orders: two-thousand units, a hundred holders and one newcomer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

from tenor.allocation.methods import AllotmentMethod
from tenor.allocation.result import Allocation
from tenor.campaign.actors import cast_of
from tenor.campaign.model import Campaign, Timetable
from tenor.campaign.plan import Desk, open_desk
from tenor.campaign.run import open_chain
from tenor.chain.clock import start_clock
from tenor.chain.connection import Chain
from tenor.chain.development import DEVELOPMENT_CHAIN_ID
from tenor.chain.journal import Journal
from tenor.chain.sender import Sender
from tenor.onboarding.investors import Investor
from tenor.parties import Actor, Appointment, Role
from tenor.schedule.build import build_schedule
from tenor.terms.load import load_terms
from tenor.terms.parts import Consent, Fixing, Floating
from tenor.terms.terms import Terms
from tenor.terms.vocabulary import CouponKind, Rounding

HOLDERS = 100
MEMBERS = 10
NETHERLANDS = 528
GERMANY = 276
MONTHLY = 12
FLOATING, UNFIXED, PER_HOLDING, VOTING = "floating", "unfixed", "per_holding", "voting"
ELIGIBLE_UNTIL = date(2031, 12, 31)

_TERMS = Path(__file__).with_name("terms.yaml")
_FIRST_INVESTOR_KEY = len(Role)


@dataclass(frozen=True, slots=True)
class World:
    """A chain, everybody's part in the issue, and the sender.

    Attributes:
        desk: the issue with 10 coupons, which is lived through.
        monthly: the same issue with 60 coupons, which is only deployed.
        monthly_floating: the same at a floating rate.
        variants: issues that live until their first record time, by what they differ in.
    """

    chain: Chain
    desk: Desk
    monthly: Desk
    monthly_floating: Desk
    variants: Mapping[str, Desk]
    sender: Sender

    def around(self, desk: Desk) -> World:
        """The same world around another issue."""
        return replace(self, desk=desk)

    @property
    def holders(self) -> list[Actor]:
        """The hundred who hold from the start."""
        return list(self.desk.cast.investors.values())[:HOLDERS]

    @property
    def seller(self) -> Actor:
        """The holder who transfers and sells."""
        return self.holders[0]

    @property
    def buyer(self) -> Actor:
        """The holder who receives and buys."""
        return self.holders[1]

    @property
    def members(self) -> list[Actor]:
        """Those among the holders who trade with each other; the seller and the buyer are the first two."""
        return self.holders[:MEMBERS]

    @property
    def newcomer(self) -> Actor:
        """Verified, but without a holding."""
        return list(self.desk.cast.investors.values())[HOLDERS]

    @property
    def foreigner(self) -> Actor:
        """Verified, of a country on the list that is not the home country."""
        return list(self.desk.cast.investors.values())[HOLDERS + 1]


@contextmanager
def open_world() -> Iterator[World]:
    """The world on an embedded chain; nothing is deployed yet."""
    campaign = _campaign(load_terms(_TERMS))
    cast = cast_of(campaign)
    monthly = _campaign(replace(campaign.terms, issue_id="GAS-60", frequency=MONTHLY))
    with open_chain(campaign, None) as chain:
        start_clock(chain)
        sender = Sender(chain, cast.keys, Journal())
        yield World(
            chain,
            open_desk(campaign, cast),
            open_desk(monthly, cast),
            open_desk(_campaign(_floating(monthly.terms, "60-LATER")), cast),
            {name: open_desk(_campaign(terms), cast) for name, terms in _variants(campaign.terms).items()},
            sender,
        )


def _variants(terms: Terms) -> dict[str, Terms]:
    return {
        FLOATING: _floating(terms, "FLOATING"),
        UNFIXED: _floating(terms, "UNFIXED"),
        PER_HOLDING: replace(terms, issue_id="GAS-PER-HOLDING", rounding=Rounding.PER_HOLDING_DOWN),
        VOTING: replace(terms, issue_id="GAS-VOTING", consent=Consent(Fraction(1, 2), Fraction(3, 4), notice_days=14)),
    }


def _floating(terms: Terms, name: str) -> Terms:
    """The same terms at a rate that is fixed two business days before each period."""
    least, most = Fraction(-1, 100), Fraction(20, 100)
    fixing = Fixing(False, terms.calendars, least, most, challenge_hours=0, business_days=2)  # noqa: FBT003 -- in advance
    floating = Floating("EURIBOR-6M", Fraction(1, 200), None, Fraction(0), 0, Fraction(0), fixing)
    return replace(terms, issue_id=f"GAS-{name}", kind=CouponKind.FLOATING, rate=Fraction(0), floating=floating)


def _campaign(terms: Terms) -> Campaign:
    keys = [f"dev:{index}" for index in range(_FIRST_INVESTOR_KEY + HOLDERS + 2)]
    investor_keys = keys[_FIRST_INVESTOR_KEY:]
    return Campaign(
        id=terms.issue_id,
        title=terms.name,
        folder=_TERMS.parent,
        terms=terms,
        schedule=build_schedule(terms),
        parties=(),
        appointments={role: Appointment(role, terms.issuer, key) for role, key in zip(Role, keys, strict=False)},
        investors=tuple(
            Investor(f"INV-{number:03}", NETHERLANDS, terms.issuer, key, ELIGIBLE_UNTIL)
            for number, key in enumerate(investor_keys)
        ),
        orders=(),
        allocation=Allocation(AllotmentMethod.AS_GIVEN, ()),
        fundings=(),
        trades=(),
        timetable=_timetable(terms),
        chain_id=DEVELOPMENT_CHAIN_ID,
        notes=(),
    )


def _timetable(terms: Terms) -> Timetable:
    """Everything happens early on the day of issue or when the terms say; the bench needs no other times."""
    zone = ZoneInfo(terms.timezone)
    start, issue = (datetime.combine(day, time(8), zone) for day in (terms.pricing_date, terms.issue_date))
    return Timetable(
        timezone=terms.timezone,
        genesis=start,
        deployment=start,
        onboarding=issue,
        allotment=issue,
        settlement=issue,
        proceeds=issue,
        secondary_settlement=time(11),
        coupon_funding=time(8),
        coupon_payment=time(10),
        cash_redemption=datetime.combine(terms.maturity_date, time(16), zone),
    )
