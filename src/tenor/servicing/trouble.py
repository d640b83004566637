"""Default, votes, acceleration, recovery and consents as intents of holders, issuer and paying agent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tenor.chain.contract import calldata
from tenor.chain.intent import Intent, Movement, batches
from tenor.parties import Actor
from tenor.servicing.bond import HOLDERS_A_TRANSACTION, RUN_TERM, PaymentRun, Servicing, approval, bond_intent
from tenor.units import Money

DEFAULT, VOTE, ACCELERATION = "default", "vote", "acceleration"
RECOVERY, CONSENT = "recovery", "consent"


def declare_default_intent(servicing: Servicing, actor: Actor, payment: int) -> Intent:
    """Somebody declares a missed payment an event of default."""
    what = f"payment {payment} is missed: {actor.name} declares default"
    data = calldata("Bond", "declareDefault", payment)
    return bond_intent(servicing, ("declare default", payment), DEFAULT, what, actor, data)


def vote_intent(servicing: Servicing, actor: Actor, ballot: int, *, in_favour: bool) -> Intent:
    """A holder votes with all units of the record time."""
    what = f"{actor.name} votes {'for' if in_favour else 'against'} in vote {ballot}"
    return bond_intent(
        servicing, ("vote", ballot, actor.name), VOTE, what, actor, calldata("Bond", "vote", ballot, in_favour)
    )


def renew_vote_intent(servicing: Servicing, actor: Actor, ballot: int) -> Intent:
    """A holder has the vote on acceleration opened anew."""
    what = f"vote {ballot}: {actor.name} has the vote on acceleration opened anew"
    return bond_intent(servicing, ("renew vote", ballot), VOTE, what, actor, calldata("Bond", "renewVote"))


def accelerate_intent(servicing: Servicing, actor: Actor, claim: int) -> Intent:
    """Enough units voted: all is due at once."""
    what = f"{actor.name} accelerates: {_money(servicing, claim)} due on every unit"
    return bond_intent(servicing, ("accelerate",), ACCELERATION, what, actor, calldata("Bond", "accelerate"))


def cure_intent(servicing: Servicing, actor: Actor, payment: int) -> Intent:
    """The payment that was missed is made: the default ends."""
    what = f"payment {payment} is made: the default is cured"
    return bond_intent(servicing, ("cure", payment), DEFAULT, what, actor, calldata("Bond", "cure"))


def distribute_intent(servicing: Servicing, run: int, per_unit: int, at: int) -> Intent:
    """The paying agent distributes a recovery on every unit.

    Args:
        run: number that the second person approves it under.
        at: when [s].
    """
    units = servicing.schedule.units_of(servicing.schedule.redemption)
    total = per_unit * units
    signed = approval(servicing, PaymentRun(run, per_unit, units, total, at + RUN_TERM))
    return bond_intent(
        servicing,
        ("distribute", run),
        RECOVERY,
        f"recovery of {_money(servicing, per_unit)} a unit, {_money(servicing, total)} in all",
        servicing.paying_agent,
        calldata("Bond", "distribute", per_unit, signed),
        (Movement(servicing.cash, servicing.paying_agent.wallet, servicing.bond, total),),
    )


def pay_recovery_intents(
    servicing: Servicing, run: int, per_unit: int, holdings: Mapping[str, int]
) -> Iterator[Intent]:
    """A distribution paid to whoever holds, in batches.

    Args:
        holdings: units by wallet.
    """
    for holders in batches(sorted(holdings), HOLDERS_A_TRANSACTION):
        amounts = {holder: holdings[holder] * per_unit for holder in holders}
        yield bond_intent(
            servicing,
            ("pay recovery", run, ",".join(holders)),
            RECOVERY,
            f"pay the recovery to {len(holders)} holders, {_money(servicing, sum(amounts.values()))}",
            servicing.paying_agent,
            calldata("Bond", "payRecoveries", list(holders)),
            tuple(Movement(servicing.cash, servicing.bond, holder, amount) for holder, amount in amounts.items()),
        )


def propose_terms_intent(servicing: Servicing, ballot: int, terms_hash: bytes, record: int, until: int) -> Intent:
    """The issuer asks holders to consent to other terms."""
    what = f"vote {ballot}: the issuer proposes other terms, 0x{terms_hash.hex()[:8]}…"
    data = calldata("Bond", "proposeTerms", terms_hash, record, until)
    return bond_intent(servicing, ("propose", ballot), CONSENT, what, servicing.issuer, data)


def propose_standstill_intent(servicing: Servicing, ballot: int, standstill: int, record: int, until: int) -> Intent:
    """The issuer asks holders not to accelerate for a time."""
    what = f"vote {ballot}: the issuer asks for a standstill"
    data = calldata("Bond", "proposeStandstill", standstill, record, until)
    return bond_intent(servicing, ("propose", ballot), CONSENT, what, servicing.issuer, data)


def close_consent_intent(servicing: Servicing, actor: Actor, ballot: int) -> Intent:
    """A consent whose vote is over is counted."""
    what = f"vote {ballot} is counted"
    return bond_intent(servicing, ("close consent", ballot), CONSENT, what, actor, calldata("Bond", "closeConsent"))


def _money(servicing: Servicing, minor: int) -> Money:
    return Money(minor, servicing.schedule.terms.currency)
