"""Events of trouble that the bond would refuse, each on a bond made by hand: what is said, and of which field."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tenor.campaign import events
from tenor.campaign.check_events import check_events
from tenor.campaign.check_payments import check_payments
from tenor.campaign.options_course import with_options
from tests.campaign.events_made import CALL, ZERO, Case, at, shown
from tests.scenarios.lives import campaign_of, sheet_of, with_events

ACCELERATION, CONSENT = events.Question.ACCELERATION, events.Question.CONSENT
DEFAULT = {"grace_days": "10", "acceleration_percent": "25", "default_interest_percent": "2"}
RULE = {"quorum_percent": "50", "majority_percent": "75", "notice_days": "5"}


MISSED = events.Missed(3, date(2025, 12, 1))
DECLARED = events.DefaultDeclared(at("2025-07-28"), "INV-A", 3)
FOR_IT = events.Vote(at("2025-07-29"), ACCELERATION, ("INV-B",), in_favour=True)
ACCELERATED = events.Acceleration(at("2025-08-10"), "INV-B")
STAND = events.Proposal(at("2025-07-30"), at("2025-07-30T17:00"), at("2025-08-06"), None, at("2025-12-31"))
AGREED = events.Vote(at("2025-07-31"), CONSENT, ("INV-A", "INV-B"), in_favour=True)
CLOSED = events.ConsentClosed(at("2025-08-07"), "issuer")
OTHER = replace(STAND, terms_hash=b"\x01" * 32, standstill_until=None)


TROUBLE: dict[str, Case] = {
    "declared while a default stands": (
        (MISSED, DECLARED, replace(DECLARED, at=at("2025-07-30"))),
        "event",
        "a default stands already",
    ),
    "declared for no payment": ((replace(DECLARED, payment=9),), "payment", "payment 9 is none of this bond's"),
    "declared within grace": (
        (MISSED, replace(DECLARED, at=at("2025-07-20"))),
        "at",
        "the days of grace end on 2025-07-25T09:00",
    ),
    "declared though paid": ((replace(DECLARED, payment=2),), "payment", "payment 2 is not the one that is missed"),
    "vote on nothing": ((FOR_IT,), "on", "there is no open vote on acceleration"),
    "vote at its record time": (
        (MISSED, DECLARED, STAND, replace(AGREED, at=at("2025-07-30T12:00"))),
        "at",
        "the vote is not open then",
    ),
    "vote after its end": (
        (MISSED, DECLARED, STAND, replace(AGREED, at=at("2025-08-06T11:00"))),
        "at",
        "the vote is not open then",
    ),
    "vote of nobody": (
        (MISSED, DECLARED, replace(FOR_IT, holders=("INV-Z",))),
        "holders",
        "'INV-Z' held nothing at the record time",
    ),
    "vote twice": (
        (MISSED, DECLARED, FOR_IT, replace(FOR_IT, at=at("2025-07-30"))),
        "holders",
        "INV-B has voted already",
    ),
    "renewed without a default": (
        (events.VoteRenewed(at("2025-07-29"), "INV-A"),),
        "event",
        "there is no open vote on acceleration",
    ),
    "accelerated without a default": ((MISSED, ACCELERATED), "event", "there is no default"),
    "accelerated though paid": (
        (replace(MISSED, paid=date(2025, 8, 1)), DECLARED, FOR_IT, ACCELERATED),
        "event",
        "payment 3 is made by then",
    ),
    "accelerated in a standstill": (
        (MISSED, DECLARED, FOR_IT, STAND, AGREED, CLOSED, ACCELERATED),
        "at",
        "a standstill holds until 2025-12-31T10:00",
    ),
    "accelerated by too few": (
        (MISSED, DECLARED, ACCELERATED),
        "event",
        "0 of 1,000 units voted for it, which is too few",
    ),
    "cured without a default": ((events.Cured(at("2025-07-29"), "INV-A"),), "event", "there is no default to cure"),
    "cured after acceleration": (
        (MISSED, DECLARED, FOR_IT, ACCELERATED, events.Cured(at("2025-08-12"), "INV-A")),
        "event",
        "there is no default to cure",
    ),
    "cured while missed": (
        (MISSED, DECLARED, events.Cured(at("2025-08-12"), "INV-A")),
        "at",
        "payment 3 is still missed then",
    ),
    "two consents": ((OTHER, replace(OTHER, at=at("2025-07-30T11:00"))), "event", "another consent is open"),
    "standstill without a default": ((STAND,), "event", "there is no default that a standstill could suspend"),
    "standstill that ends before its vote": (
        (MISSED, DECLARED, replace(STAND, standstill_until=STAND.until)),
        "standstill_until",
        "ends before the vote",
    ),
    "the terms as they are": ((replace(OTHER, terms_hash=b"\x5e" * 32),), "document", "these are the terms already"),
    "the terms as agreed": (
        (OTHER, AGREED, CLOSED, replace(OTHER, at=at("2025-08-08"), record=at("2025-08-09"), until=at("2025-08-20"))),
        "document",
        "these are the terms already",
    ),
    "record time before the proposal": ((replace(OTHER, record=at("2025-07-30T09:00")),), "record", "is not between"),
    "vote too short": ((replace(OTHER, until=at("2025-08-03")),), "until", "before the notice of 5 days is over"),
    "closed without a proposal": ((CLOSED,), "event", "no consent is open"),
    "closed while it runs": (
        (OTHER, replace(CLOSED, at=at("2025-08-05"))),
        "at",
        "the vote runs until 2025-08-06T10:00",
    ),
    "standstill closed after acceleration": (
        (
            MISSED,
            DECLARED,
            FOR_IT,
            replace(STAND, until=at("2025-09-06")),
            ACCELERATED,
            replace(CLOSED, at=at("2025-09-08")),
        ),
        "event",
        "no consent is open",
    ),
    "rest before a missed coupon": (
        (MISSED, DECLARED, FOR_IT, ACCELERATED, events.RestPaid(at("2025-11-01"))),
        "at",
        "payment 3, owed to its holders of record",
    ),
    "by nobody": ((MISSED, replace(DECLARED, by="INV-Z")), "by", "'INV-Z' is neither an investor nor a role"),
    "before the issue": ((replace(OTHER, at=at("2024-01-12")),), "at", "the event comes at 2024-01-12T10:00"),
}


@pytest.mark.requirement("TROUBLE-5")
@pytest.mark.parametrize(("happened", "field", "said"), TROUBLE.values(), ids=TROUBLE)
def test_check_events__what_the_bond_would_refuse__is_told_of_the_event(
    happened: tuple[events.Event, ...], field: str, said: str
) -> None:
    campaign = with_events(campaign_of(sheet_of(default=DEFAULT, consent=RULE)), *happened)
    count, place, what = shown(list(check_events(campaign)), happened)
    assert (count, place) == (1, field)
    assert said in what


@pytest.mark.requirement("TROUBLE-5")
@pytest.mark.parametrize(("event", "said"), [(DECLARED, "for no default"), (OTHER, "for no consent")])
def test_check_events__terms_without_the_rule__are_told(event: events.Event, said: str) -> None:
    campaign = with_events(campaign_of(sheet_of()), event)
    assert [said in problem.what for problem in check_events(campaign)] == [True]


@pytest.mark.requirement("TROUBLE-5")
def test_check_events__principal_late_and_cured__is_taken() -> None:
    happened = (
        events.Missed(7, date(2027, 2, 20)),
        events.DefaultDeclared(at("2027-02-01"), "INV-A", 7),
        events.Cured(at("2027-02-21"), "issuer"),
    )
    campaign = with_events(campaign_of(sheet_of(default=DEFAULT)), *happened)
    assert list(check_events(campaign)) == []


@pytest.mark.requirement("TROUBLE-5")
def test_check_payments__zero_coupon_accelerated__has_no_record_time_to_come() -> None:
    happened = (events.Missed(1, date(2027, 3, 1)), events.Acceleration(at("2027-02-01"), "INV-A"))
    schedule = campaign_of(sheet_of(default=DEFAULT, **ZERO)).schedule
    assert "every record time has passed" in list(check_payments(schedule, happened))[-1].what


@pytest.mark.requirement("TROUBLE-5")
def test_check_payments__late_coupon_paid_on_the_day_of_an_early_end__is_refused() -> None:
    """The end is paid at once, and payments are made in their order."""
    happened = (events.Missed(2, date(2025, 4, 10)), events.CallNoticed(at("2025-03-01"), at("2025-04-10T07:00")))
    ended = with_options(campaign_of(sheet_of(call=CALL)).schedule, happened)
    (problem,) = check_payments(ended, happened)
    assert "payment 3 would be made on 2025-04-10, while payment 2 is still missed" in problem.what
