"""Fixing of coupons that are not known at issue, as intents of the calculation agent and the paying agent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from fractions import Fraction

from tenor.chain.contract import calldata
from tenor.chain.intent import Intent, intent_id
from tenor.parties import Actor
from tenor.schedule.model import Period
from tenor.terms.parts import Target
from tenor.terms.terms import Terms
from tenor.units import percent_text, rate_to_chain, timestamp

TIME_TO_OBSERVE = 86_400
"""How long a target is open at least, and again once it was disputed (BondFixing.sol) [s]."""

_AN_HOUR = 3_600  # [s]
_SLACK = 60  # [s] that blocks of the proposal may come late


@dataclass(frozen=True, slots=True)
class FixingDesk:
    """What every fixing of one issue shares.

    Args:
        campaign: campaign id.
        terms: of the bond.
        bond: its address.
        annex: ABI encoding of the `BondAnnex` that is in its code.
        evidence: SHA-256 of the document that shows what was observed.
        agent: the calculation agent; anybody could confirm, it does.
    """

    campaign: str
    terms: Terms
    bond: str
    annex: bytes
    evidence: bytes
    agent: Actor


def target_at(terms: Terms, target: Target) -> int:
    """When a target is to be observed [s]."""
    return timestamp(target.observed_from, time(0), terms.timezone)


def final_after(terms: Terms, moment: int) -> int:
    """When what is proposed at a moment can be confirmed, as nobody can dispute it any more [s]."""
    return moment + challenge_of(terms) + _SLACK


def open_until(terms: Terms, target: Target) -> int:
    """Until when a target that nobody brings can still be observed; from then on it can be told missed [s]."""
    return target_at(terms, target) + max(challenge_of(terms), TIME_TO_OBSERVE) + _SLACK


def challenge_of(terms: Terms) -> int:
    """How long what is observed can be disputed [s]; nothing where only targets are observed."""
    block = terms.floating.fixing if terms.floating else terms.inflation
    return block.challenge_hours * _AN_HOUR if block else 0


def fixing_stage(period: Period) -> str:
    """The stage that a coupon's fixing belongs to."""
    return f"fixing {period.number}"


def propose_fixing_intent(desk: FixingDesk, period: Period) -> Intent:
    """The agent brings what was observed for a coupon."""
    observed = period.observed if period.observed is not None else Fraction(0)
    return Intent(
        id=intent_id(desk.campaign, "propose fixing", period.number),
        stage=fixing_stage(period),
        what=f"coupon {period.number}: {_shown(desk.terms, observed)} observed",
        actor=desk.agent,
        to=desk.bond,
        data=calldata("Bond", "proposeFixing", desk.annex, period.number, rate_to_chain(observed), desk.evidence),
    )


def confirm_fixing_intent(desk: FixingDesk, period: Period) -> Intent:
    """The coupon is computed from what is final."""
    return Intent(
        id=intent_id(desk.campaign, "confirm fixing", period.number),
        stage=fixing_stage(period),
        what=f"coupon {period.number} fixed",
        actor=desk.agent,
        to=desk.bond,
        data=calldata("Bond", "confirmFixing", desk.annex, period.number),
    )


def propose_target_intent(desk: FixingDesk, index: int, observed: Fraction) -> Intent:
    """The agent brings what was observed of a target."""
    target = desk.terms.targets[index]
    return Intent(
        id=intent_id(desk.campaign, "propose target", target.name),
        stage="targets",
        what=f"target {target.name}: {_figure(observed)} observed",
        actor=desk.agent,
        to=desk.bond,
        data=calldata("Bond", "proposeTarget", desk.annex, index, rate_to_chain(observed), desk.evidence),
    )


def _shown(terms: Terms, observed: Fraction) -> str:
    return f"index {_figure(observed)}" if terms.inflation else f"{percent_text(observed)} %"


def _figure(value: Fraction) -> str:
    return percent_text(value / 100)
