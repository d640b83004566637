"""Other troubles lived through on a chain: a principal late, a bond never paid, consents, a taxed bond accelerated."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from tenor.campaign import events
from tenor.reports.account import accounts_of
from tenor.terms.parts import Consent, Default
from tenor.terms.vocabulary import Rounding
from tests.campaigns import TAX, ZONE, small_campaign, small_terms, taxed_campaign
from tests.scenarios.lives import lived, with_events

DEFAULT = Default(grace_days=5, acceleration=Fraction(1, 4), default_interest=Fraction(3, 100))
CONSENT = Consent(quorum=Fraction(1, 2), majority=Fraction(3, 4), notice_days=3)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONE))


@pytest.mark.requirement("TROUBLE-2")
@pytest.mark.parametrize(
    ("missed", "expected"),
    [
        # 99.10 and 10,000.00 on a unit at 6.975 % for 15 days of 365; nothing more on the principal paid with it
        ([events.Missed(4, date(2024, 4, 2))], [(4, 15, "28.94"), (5, 15, "0.00")]),
        # the coupon in time, the principal 15 days late
        ([events.Missed(5, date(2024, 4, 2))], [(5, 15, "28.66")]),
        # both late, the principal for 10 days more than the coupon with which it was counted
        (
            [events.Missed(4, date(2024, 4, 2)), events.Missed(5, date(2024, 4, 12))],
            [(4, 15, "28.94"), (5, 25, "19.10")],
        ),
    ],
)  # fmt: skip
def test_run_campaign__principal_paid_late__bears_default_interest_once(
    missed: list[events.Missed], expected: list[tuple[int, int, str]]
) -> None:
    campaign = with_events(small_campaign(small_terms(default=DEFAULT)), *missed)
    report, rebuilt = lived(campaign)
    assert report["reconciliation"]["first_difference"] is None
    told = [(each["number"], each["days"], each["default_interest_per_unit"]) for each in report["trouble"]["late"]]
    assert told == expected
    assert (report["supply"]["bond"], report["supply"]["cash"]) == (0, "0.00")
    accounts = accounts_of(campaign.schedule, rebuilt)
    assert {receipt.open for account in accounts.values() for receipt in account.receipts} == {0}


@pytest.mark.requirement("TROUBLE-2")
def test_run_campaign__bond_never_paid__ends_with_its_units_and_says_so() -> None:
    missed = [events.Missed(number, None) for number in (3, 4)]
    report, rebuilt = lived(with_events(small_campaign(small_terms(default=DEFAULT)), *missed))
    assert report["reconciliation"]["first_difference"] is None
    assert [(each["number"], each["paid"]) for each in report["trouble"]["late"]] == [(3, None), (4, None), (5, None)]
    assert [each["paid"] for each in report["coupons"]] == ["102370.00", "99100.00", "0.00", "0.00"]
    assert (report["supply"]["bond"], report["redemption"]["units"], sum(rebuilt.principal_paid().values())) == (
        1_000,
        0,
        0,
    )
    assert report["redemption"]["interest_over_life"] == "201470.00"


@pytest.mark.requirement("TROUBLE-3")
def test_run_campaign__standstill_and_other_terms_agreed__are_told_with_their_votes() -> None:
    everybody = ("INV-A", "INV-B", "INV-C")
    happened: tuple[events.Event, ...] = (
        events.Proposal(at("2023-05-02T10:00"), at("2023-05-02T17:00"), at("2023-05-09T17:00"), b"\x01" * 32, None),
        events.Vote(at("2023-05-03T10:00"), events.Question.CONSENT, everybody, in_favour=True),
        events.ConsentClosed(at("2023-05-10T10:00"), "issuer"),
        events.Missed(2, date(2023, 10, 20)),
        events.DefaultDeclared(at("2023-09-25T10:00"), "INV-A", 2),
        events.Proposal(
            at("2023-09-26T10:00"), at("2023-09-26T17:00"), at("2023-10-03T17:00"), None, at("2023-10-15T17:00")
        ),
        events.Vote(at("2023-09-27T10:00"), events.Question.CONSENT, ("INV-A", "INV-B"), in_favour=True),
        events.ConsentClosed(at("2023-10-04T10:00"), "issuer"),
        events.Cured(at("2023-10-20T11:00"), "INV-B"),
    )
    report, rebuilt = lived(with_events(small_campaign(small_terms(default=DEFAULT, consent=CONSENT)), *happened))
    assert report["reconciliation"]["first_difference"] is None
    assert [(each["on"], each["outcome"]) for each in report["trouble"]["ballots"]] == [
        ("terms", "agreed"), ("acceleration", "dropped"), ("standstill", "agreed"),
    ]  # fmt: skip
    assert [event.args["termsHash"] for event in rebuilt.of_bond("TermsChanged")] == [b"\x01" * 32]
    assert (report["trouble"]["acceleration"], report["supply"]["bond"]) == (None, 0)


@pytest.mark.requirement("TROUBLE-1", "TAX-2")
def test_run_campaign__taxed_bond_accelerated__taxes_late_interest_and_no_recovery() -> None:
    campaign = taxed_campaign(TAX, default=DEFAULT, rounding=Rounding.PER_HOLDING_DOWN)
    happened = (
        events.Missed(2, date(2023, 12, 1)),
        events.DefaultDeclared(at("2023-09-25T10:00"), "INV-A", 2),
        events.Vote(at("2023-09-26T10:00"), events.Question.ACCELERATION, ("INV-A",), in_favour=True),
        events.Acceleration(at("2023-10-02T10:00"), "INV-A"),
        events.Recovery(at("2023-11-01T10:00"), 123_456),
        events.RestPaid(at("2023-12-01T12:00")),
    )
    promised = replace(campaign, trades=campaign.trades[:2])
    report, _ = lived(with_events(promised, *happened))
    assert report["reconciliation"]["first_difference"] is None
    assert [Fraction(each["recovered"]) for each in report["holders"]] == [
        units * Fraction("1234.56") for units in (380, 320, 300)
    ]
    assert {each["held"] for each in report["tax"]["authorities"]} == {"0.00"}
    assert (report["supply"]["bond"], report["supply"]["cash"]) == (0, "0.00")
