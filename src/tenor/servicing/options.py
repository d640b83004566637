"""Calls and puts as intents of issuer, holders and paying agent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from tenor.chain.contract import calldata
from tenor.chain.intent import Intent, Movement, intent_id
from tenor.parties import Actor
from tenor.servicing.bond import PaymentRun, Servicing, approval, bond_intent
from tenor.servicing.fixing import FixingDesk
from tenor.units import Money, epoch_day, percent_text, rate_to_chain

CALL, PUT, FIXING = "call", "put", "fixing"


def call_part_intent(servicing: Servicing, annex: bytes, payment: int, share: Fraction) -> Intent:
    """The issuer calls a part of every unit."""
    data = calldata("Bond", "callPart", annex, payment, rate_to_chain(share))
    what = f"{percent_text(share)} % of every unit called for coupon {payment}"
    return bond_intent(servicing, ("call part", payment), CALL, what, servicing.issuer, data)


def call_intent(servicing: Servicing, annex: bytes, end: int, day: date) -> Intent:
    """The issuer calls all units."""
    data = calldata("Bond", "giveCallNotice", annex, end)
    return bond_intent(servicing, ("call",), CALL, f"all units called for {day}", servicing.issuer, data)


def make_whole_intent(servicing: Servicing, annex: bytes, end: int, day: date) -> Intent:
    """The issuer calls all units at the greater of par and the present value."""
    data = calldata("Bond", "giveMakeWholeNotice", annex, end)
    what = f"all units called for {day} at the greater of par and present value"
    return bond_intent(servicing, ("make whole",), CALL, what, servicing.issuer, data)


def reference_yield_intent(desk: FixingDesk, reference: Fraction, evidence: bytes) -> Intent:
    """The calculation agent fixes what a make-whole discounts by."""
    return Intent(
        id=intent_id(desk.campaign, "reference yield"),
        stage=FIXING,
        what=f"reference yield of {percent_text(reference)} % fixed",
        actor=desk.agent,
        to=desk.bond,
        data=calldata("Bond", "fixReferenceYield", desk.annex, rate_to_chain(reference), evidence),
    )


def confirm_ending_intent(servicing: Servicing, actor: Actor) -> Intent:
    """What is paid at the early end is computed."""
    data = calldata("Bond", "confirmEnding")
    return bond_intent(servicing, ("confirm ending",), FIXING, "the last coupon and the principal fixed", actor, data)


def put_notice_intent(servicing: Servicing, annex: bytes, holder: Actor, number: int, put: tuple[int, date]) -> Intent:
    """A holder puts units for a day.

    Args:
        number: of the notice in the campaign.
        put: units and day.
    """
    units, day = put
    data = calldata("Bond", "givePutNotice", annex, epoch_day(day), units)
    return bond_intent(servicing, ("put", number), PUT, f"{holder.name} puts {units:,} units for {day}", holder, data)


def redeem_puts_intent(
    servicing: Servicing, annex: bytes, day: date, run: PaymentRun, put: Mapping[str, tuple[int, int]]
) -> Intent:
    """The paying agent repays what is put for a day.

    Args:
        run: what the second person approves.
        put: units and what is paid for them after tax [minor], by wallet.
    """
    holders = sorted(put)
    movements = [Movement(servicing.cash, servicing.paying_agent.wallet, servicing.bond, run.total)]
    for holder in holders:
        units, amount = put[holder]
        movements.append(Movement(servicing.bond, holder, None, units))
        movements.append(Movement(servicing.cash, servicing.bond, holder, amount))
    data = calldata("Bond", "redeemPuts", annex, epoch_day(day), holders, run.total, approval(servicing, run))
    total = Money(run.total, servicing.schedule.terms.currency)
    what = f"{run.units:,} units put by {len(holders)} holders repaid with {total}"
    return bond_intent(servicing, ("redeem puts", day), PUT, what, servicing.paying_agent, data, tuple(movements))
