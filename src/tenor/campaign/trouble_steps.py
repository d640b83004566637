"""The steps of trouble: default, votes, consents, acceleration and recoveries, each at its moment."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from tenor.campaign import events
from tenor.campaign.plan import Desk, State, Step
from tenor.chain.intent import Intent
from tenor.servicing.trouble import (
    accelerate_intent,
    close_consent_intent,
    cure_intent,
    declare_default_intent,
    distribute_intent,
    pay_recovery_intents,
    propose_standstill_intent,
    propose_terms_intent,
    renew_vote_intent,
    vote_intent,
)


def trouble_steps(desk: Desk) -> Iterator[Step]:
    """Every event that somebody sends; recoveries are distributed and paid in one step."""
    puts = len(events.of_kind(desk.campaign.events, events.PutsPaid))  # before any recovery
    ballots = count(1)  # as the bond numbers votes, and runs
    runs = count(len(desk.campaign.promised.coupons) + 2 + puts)
    open_votes: dict[events.Question, int] = {}
    missed = 0
    for event in desk.campaign.events:
        match event:
            case events.DefaultDeclared():
                missed = event.payment
                open_votes[events.Question.ACCELERATION] = next(ballots)
                yield _step(event, [declare_default_intent(desk.servicing, desk.cast.account(event.by), missed)])
            case events.VoteRenewed():
                open_votes[events.Question.ACCELERATION] = next(ballots)
                ballot = open_votes[events.Question.ACCELERATION]
                yield _step(event, [renew_vote_intent(desk.servicing, desk.cast.account(event.by), ballot)])
            case events.Proposal():
                open_votes[events.Question.CONSENT] = next(ballots)
                yield _step(event, [_proposal_intent(desk, event, open_votes[events.Question.CONSENT])])
            case events.Vote():
                yield _step(event, _votes(desk, event, open_votes[event.on]))
            case events.Acceleration():
                claim = desk.campaign.schedule.redemption.claims[0][1]
                yield _step(event, [accelerate_intent(desk.servicing, desk.cast.account(event.by), claim)])
            case events.Cured():
                yield _step(event, [cure_intent(desk.servicing, desk.cast.account(event.by), missed)])
            case events.ConsentClosed():
                ballot = open_votes[events.Question.CONSENT]
                yield _step(event, [close_consent_intent(desk.servicing, desk.cast.account(event.by), ballot)])
            case events.Recovery():
                yield _recovery(desk, event, next(runs))
            case _:  # payments that are missed, and the rest, are steps of the payments themselves
                continue


def _step(event: events.Act, intents: list[Intent]) -> Step:
    return Step(intents[0].stage, int(event.at.timestamp()), lambda _: intents)


def _votes(desk: Desk, event: events.Vote, ballot: int) -> list[Intent]:
    voters = (desk.cast.investors[holder] for holder in event.holders)
    return [vote_intent(desk.servicing, voter, ballot, in_favour=event.in_favour) for voter in voters]


def _proposal_intent(desk: Desk, event: events.Proposal, ballot: int) -> Intent:
    record, until = int(event.record.timestamp()), int(event.until.timestamp())
    if event.terms_hash is not None:
        return propose_terms_intent(desk.servicing, ballot, event.terms_hash, record, until)
    standstill = int(event.standstill_until.timestamp()) if event.standstill_until else 0
    return propose_standstill_intent(desk.servicing, ballot, standstill, record, until)


def _recovery(desk: Desk, event: events.Recovery, run: int) -> Step:
    at = int(event.at.timestamp())
    distributed = distribute_intent(desk.servicing, run, event.per_unit, at)

    def pay(state: State) -> Iterator[Intent]:
        yield distributed
        holdings = state.ledger.holdings(desk.servicing.bond)
        yield from pay_recovery_intents(desk.servicing, run, event.per_unit, holdings)

    return Step(distributed.stage, at, pay)
