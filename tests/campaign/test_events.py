"""Events files: what they say, and what is refused of them, with line and remedy; each on the example of a default."""

from __future__ import annotations

import hashlib
import shutil
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from tenor.campaign import events
from tenor.campaign.check_payments import check_payments
from tenor.campaign.events_file import read_events
from tenor.campaign.load import load_campaign
from tenor.errors import InputError
from tenor.terms.load import load_terms
from tests.bonds import schedule

EXAMPLE = Path(__file__).parents[2] / "campaigns" / "defaulting-note"


def refused(tmp_path: Path, changes: dict[str, str], file: str = "events.yaml") -> str:
    """The refusal of the example with texts of a file changed."""
    folder = Path(shutil.copytree(EXAMPLE, tmp_path / "note"))
    text = (folder / file).read_text()
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new, 1)
    (folder / file).write_text(text)
    with pytest.raises(InputError) as error:
        load_campaign(folder)
    assert str(error.value).startswith(str(folder))
    return str(error.value)


def test_read_events__example__are_the_events_in_their_order() -> None:
    campaign = load_campaign(EXAMPLE)
    assert [each.payment for each in events.of_kind(campaign.events, events.Missed)] == [2, 5]
    assert len(campaign.events) == 15
    assert [number for number, _, _ in events.votes_of(campaign.events)] == [1, 3, 3, 2]
    assert (len(campaign.schedule.periods), len(campaign.promised.periods)) == (5, 8)
    assert campaign.schedule.redemption.claims[0][1] == 7_523_031


def test_read_events__make_whole_and_other_terms__rest_on_the_files_that_state_them(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(EXAMPLE, tmp_path / "note"))
    (folder / "events.yaml").write_text(
        "events:\n"
        "  - {event: terms-proposed, at: 2025-05-06T09:00, record: 2025-05-06T17:00, until: 2025-06-16T17:00,"
        " document: other.yaml}\n"
        "  - {event: make-whole, at: 2025-05-10T10:00, end: 2025-06-10T10:00, reference_yield_percent: -0.5}\n"
    )
    (folder / "other.yaml").write_text("other terms")
    _, (proposed, made_whole) = read_events(folder / "events.yaml", load_terms(folder / "terms.yaml"))
    assert isinstance(proposed, events.Proposal)
    assert isinstance(made_whole, events.MakeWholeNoticed)
    assert proposed.terms_hash == hashlib.sha256(b"other terms").digest()
    assert made_whole.evidence == hashlib.sha256((folder / "events.yaml").read_bytes()).digest()
    assert (made_whole.reference, made_whole.end.isoformat()) == (Fraction(-1, 200), "2025-06-10T10:00:00+02:00")


ACCELERATED = "event: acceleration\n    at: 2026-07-20T10:00"


def renewed(at: str, by: str) -> str:
    """The acceleration of the example, a month later, with the vote opened anew before."""
    return f"{{event: vote-renewed, at: {at}, by: {by}}}\n  - event: acceleration\n    at: 2026-08-20T10:00"


CASES: dict[str, tuple[dict[str, str], str]] = {
    "unknown event": (
        {"event: cure": "event: healed"},
        "none of the known values",
    ),
    "fraction of a cent": (
        {"per_unit: 20000.00": "per_unit: 20000.001"},
        "Write at most 2 decimals",
    ),
    "no such payment": (
        {"payment: 2  ": "payment: 12  "},
        "payment 12 is none of this bond's",
    ),
    "missed twice": (
        {"payment: 5\n    paid": "payment: 2\n    paid"},
        "payment 2 is missed twice",
    ),
    "paid early": (
        {"paid: 2025-10-20": "paid: 2025-09-17"},
        "is not after the payment date 2025-09-17",
    ),
    "out of order": (
        {"paid: 2025-10-20": "paid: 2026-01-20"},
        "payment 3 would be made on 2025-12-17",
    ),
    "accelerated twice": (
        {"event: rest-paid\n    at: 2026-12-15T11:00": "event: acceleration\n    at: 2026-12-15T11:00\n    by: INV-03"},
        "accelerated already",
    ),
    "recovered too early": (
        {
            "event: consent-closed\n    at: 2026-07-17T10:00\n    by: issuer": (
                "event: recovery\n    at: 2026-07-17T10:00\n    per_unit: 1.00"
            )
        },
        "before all is accelerated",
    ),
    "recovered after the rest": (
        {
            "event: recovery\n    at: 2026-09-30T10:00\n    per_unit: 20000.00": (
                "event: rest-paid\n    at: 2026-09-30T10:00"
            )
        },
        "is after the rest is paid",
    ),
    "more than the claim": (
        {"per_unit: 15000.00": "per_unit: 65000.00"},
        "more than the claim that is left, EUR 55,230",
    ),
    "accelerated too late": (
        {"at: 2026-07-20T10:00": "at: 2027-03-17T10:00"},
        "every record time has passed",
    ),
    "order of dates": (
        {"at: 2025-10-07T10:00": "at: 2025-10-05T10:00"},
        "in the order of their dates",
    ),
    "unknown sender": (
        {"by: INV-02  ": "by: INV-22  "},
        "neither an investor nor a role",
    ),
    "days of grace": (
        {"at: 2025-10-06T10:00": "at: 2025-09-30T10:00"},
        "days of grace end on 2025-10-01T09:00",
    ),
    "another payment": (
        {"by: INV-02                         # anybody may\n    payment: 2": "by: INV-02\n    payment: 1"},
        "payment 1 is not the one that is missed",
    ),
    "no such payment declared": (
        {"by: INV-02                         # anybody may\n    payment: 2": "by: INV-02\n    payment: 11"},
        "payment 11 is none of this bond's",
    ),
    "default stands": (
        {
            "event: cure\n    at: 2025-10-21T10:00\n    by: paying_agent": (
                "event: default-declared\n    at: 2025-10-21T10:00\n    by: INV-02\n    payment: 3"
            )
        },
        "a default stands already",
    ),
    "no vote open": (
        {"on: acceleration\n    holders: [INV-04]": "on: consent\n    holders: [INV-04]"},
        "no open vote on",
    ),
    "vote over": (
        {"at: 2026-07-10T11:00": "at: 2026-07-16T18:00"},
        "the vote is not open then",
    ),
    "who held nothing": (
        {"holders: [INV-04]": "holders: [INV-44]"},
        "'INV-44' held nothing at the record time",
    ),
    "voted twice": (
        {"holders: [INV-05, INV-06]": "holders: [INV-05, INV-05]"},
        "INV-05 has voted already",
    ),
    "cured while missed": (
        {"at: 2025-10-21T10:00": "at: 2025-10-19T10:00"},
        "payment 2 is still missed then",
    ),
    "nothing to cure": (
        {
            (
                "event: standstill-proposed"
                "\n    at: 2026-07-06T09:00"
                "\n    record: 2026-07-06T17:00           # who holds then may vote"
                "\n    until: 2026-07-16T17:00\n    standstill_until: 2026-12-31T17:00"
            ): "event: cure\n    at: 2026-07-06T09:00\n    by: issuer"
        },
        "payment 5 is still missed then",
    ),
    "too few votes": (
        {"holders: [INV-01, INV-03]          #": "holders: [INV-04]          #"},
        "44 of 400 units voted",
    ),
    "record after the vote": (
        {"record: 2026-07-06T17:00": "record: 2026-07-18T17:00"},
        "the record time is not between",
    ),
    "short notice": (
        {"until: 2026-07-16T17:00": "until: 2026-07-15T17:00"},
        "before the notice of 10 days is over",
    ),
    "short standstill": (
        {"standstill_until: 2026-12-31T17:00": "standstill_until: 2026-07-16T16:00"},
        "ends before the vote",
    ),
    "closed early": (
        {"at: 2026-07-17T10:00": "at: 2026-07-16T10:00"},
        "the vote runs until 2026-07-16T17:00",
    ),
    "renewed too early": (
        {ACCELERATED: renewed("2026-07-19T10:00", "INV-03")},
        "the vote is open since 2026-07-03T10:00, not for more than 30 days",
    ),
    "renewed by nobody": ({ACCELERATED: renewed("2026-08-03T10:00", "issuer")}, "'issuer' holds nothing then"),
    "renewed though decided": (
        {ACCELERATED: renewed("2026-08-03T10:00", "INV-03")},
        "enough have voted for acceleration, and nothing holds it up",
    ),
    "nothing to renew": (
        {
            "event: cure\n    at: 2025-10-21T10:00\n    by: paying_agent": (
                "event: cure\n    at: 2025-10-21T10:00\n    by: issuer\n\n  - "
                "event: vote-renewed\n    at: 2025-12-21T10:00\n    by: INV-03"
            )
        },
        "there is no open vote on acceleration",
    ),
    "rest before a coupon": (
        {"event: rest-paid\n    at: 2026-12-15T11:00": "event: rest-paid\n    at: 2026-12-14T11:00"},
        "payment 5, owed to its holders of record",
    ),
}


@pytest.mark.requirement("TROUBLE-5")
@pytest.mark.parametrize(("changes", "said"), CASES.values(), ids=CASES)
def test_load_campaign__events_that_cannot_be__are_refused(tmp_path: Path, changes: dict[str, str], said: str) -> None:
    assert said in refused(tmp_path, changes)


@pytest.mark.requirement("TROUBLE-5")
def test_load_campaign__terms_without_a_rule__refuse_what_needs_it(tmp_path: Path) -> None:
    text = (EXAMPLE / "terms.yaml").read_text()
    consent = text[text.index("consent:  ") : text.index("business_days:\n")]
    assert "the terms provide for no consent" in refused(tmp_path, {consent: ""}, "terms.yaml")
    default = text[text.index("default:  ") : text.index("consent:  ")]
    assert "the terms provide for no default" in refused(tmp_path / "more", {default: ""}, "terms.yaml")


@pytest.mark.requirement("TROUBLE-5")
def test_check_payments__taxed_principal_paid_after_its_last_coupon__is_refused() -> None:
    day, tax = date(2027, 2, 1), [{"country": "DE", "percent": "10"}]
    alone = (events.Missed(payment=7, paid=day),)
    both = (events.Missed(payment=6, paid=day), events.Missed(payment=7, paid=day))
    (problem,) = check_payments(schedule(withholding=tax), alone)
    assert problem.field == ("events", 0, "paid")
    assert "keeps tax back" in problem.what
    assert not list(check_payments(schedule(), alone))
    assert not list(check_payments(schedule(withholding=tax), both))
