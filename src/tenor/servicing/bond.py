"""Issue, coupons and redemption of a bond, as intents of the issuer and the paying agent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tenor.chain.contract import calldata
from tenor.chain.intent import Intent, Movement, batches, intent_id
from tenor.parties import Actor
from tenor.schedule.model import Period, Schedule
from tenor.units import Money

HOLDERS_A_TRANSACTION = 150  # under 8M gas, first payments to fresh cash accounts included
SETTLEMENT = "settle"
REDEMPTION = "redemption"


@dataclass(frozen=True, slots=True)
class Servicing:
    """What every servicing step of one issue shares.

    Args:
        campaign: campaign id.
        schedule: the coupons and the terms.
        bond: address of the bond.
        cash: address of the money it pays in.
        issuer: issues.
        paying_agent: funds and pays.
    """

    campaign: str
    schedule: Schedule
    bond: str
    cash: str
    issuer: Actor
    paying_agent: Actor


def issue_intent(servicing: Servicing) -> Intent:
    """The issuer creates all units on its own account, to be delivered against payment."""
    units = servicing.schedule.terms.units
    return Intent(
        id=intent_id(servicing.campaign, "issue"),
        stage=SETTLEMENT,
        what=f"issue {units:,} units to the issuer",
        actor=servicing.issuer,
        to=servicing.bond,
        data=calldata("Bond", "mint", servicing.issuer.wallet, units),
        movements=(Movement(servicing.bond, None, servicing.issuer.wallet, units),),
    )


def fund_coupon_intent(servicing: Servicing, period: Period) -> Intent:
    """The paying agent funds a coupon with exactly its total."""
    total = servicing.schedule.interest_total(period)
    return Intent(
        id=intent_id(servicing.campaign, "fund coupon", period.number),
        stage=coupon_stage(period),
        what=f"fund coupon {period.number} with {_money(servicing, total)}",
        actor=servicing.paying_agent,
        to=servicing.bond,
        data=calldata("Bond", "fundCoupon", period.number),
        movements=(_funding(servicing, total),),
    )


def fund_redemption_intent(servicing: Servicing) -> Intent:
    """The paying agent funds the principal of all units."""
    total = servicing.schedule.terms.size
    return Intent(
        id=intent_id(servicing.campaign, "fund redemption"),
        stage=REDEMPTION,
        what=f"fund redemption with {_money(servicing, total)}",
        actor=servicing.paying_agent,
        to=servicing.bond,
        data=calldata("Bond", "fundRedemption"),
        movements=(_funding(servicing, total),),
    )


def pay_coupon_intents(servicing: Servicing, period: Period, register: Mapping[str, int]) -> Iterator[Intent]:
    """Payments of one coupon to everyone on the register of its record time, in batches.

    Args:
        register: units by wallet at the record time.
    """
    for holders in batches(sorted(register), HOLDERS_A_TRANSACTION):
        paid = {holder: register[holder] * period.interest_per_unit for holder in holders}
        yield Intent(
            id=intent_id(servicing.campaign, "pay coupon", period.number, *holders),
            stage=coupon_stage(period),
            what=f"pay coupon {period.number} to {len(holders)} holders, {_money(servicing, sum(paid.values()))}",
            actor=servicing.paying_agent,
            to=servicing.bond,
            data=calldata("Bond", "payCoupons", list(holders)),
            movements=tuple(Movement(servicing.cash, servicing.bond, holder, paid[holder]) for holder in holders),
        )


def redeem_intents(
    servicing: Servicing, period: Period, register: Mapping[str, int], holdings: Mapping[str, int]
) -> Iterator[Intent]:
    """Redemption of everyone who holds at maturity, each with the final coupon if on its register, in batches.

    Args:
        period: the last period.
        register: units by wallet at its record time.
        holdings: units by wallet now.
    """
    for holders in batches(sorted(holdings), HOLDERS_A_TRANSACTION):
        movements: list[Movement] = []
        for holder in holders:
            interest = register.get(holder, 0) * period.interest_per_unit
            amount = holdings[holder] * period.principal_per_unit + interest
            movements += [
                Movement(servicing.bond, holder, None, holdings[holder]),
                Movement(servicing.cash, servicing.bond, holder, amount),
            ]
        units = sum(holdings[holder] for holder in holders)
        yield Intent(
            id=intent_id(servicing.campaign, "redeem", *holders),
            stage=REDEMPTION,
            what=f"redeem {units:,} units of {len(holders)} holders with the final coupon",
            actor=servicing.paying_agent,
            to=servicing.bond,
            data=calldata("Bond", "redeem", list(holders)),
            movements=tuple(movements),
        )


def coupon_stage(period: Period) -> str:
    """The stage that a coupon's intents belong to."""
    return f"coupon {period.number}"


def _funding(servicing: Servicing, total: int) -> Movement:
    return Movement(servicing.cash, servicing.paying_agent.wallet, servicing.bond, total)


def _money(servicing: Servicing, minor: int) -> Money:
    return Money(minor, servicing.schedule.terms.currency)
