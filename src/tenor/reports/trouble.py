"""Trouble as the report's data: late payments, defaults, votes, acceleration and recoveries; from events."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from tenor.campaign.run import CampaignRecord
from tenor.chain.events import Event
from tenor.reports.dues import default_interest
from tenor.reports.payments import money
from tenor.reports.rebuild import Rebuilt
from tenor.units import epoch_date, utc

PUT_PAYMENT = 65_535
"""What a bond tells as the number of the payment where it is a put."""

_MOTIONS = ("acceleration", "terms", "standstill")


def trouble_section(record: CampaignRecord, rebuilt: Rebuilt) -> dict[str, Any]:
    """What happened besides the schedule."""
    return {
        "late": _late(record, rebuilt),
        "defaults": _defaults(record, rebuilt),
        "ballots": _ballots(record, rebuilt),
        "acceleration": _acceleration(record, rebuilt),
        "recoveries": _recoveries(record, rebuilt),
    }


def _late(record: CampaignRecord, rebuilt: Rebuilt) -> list[dict[str, Any]]:
    """Payments that were not made on their day, as the campaign has them, with what default interest came to."""
    campaign, terms = record.desk.campaign, record.desk.campaign.terms
    schedule, found = campaign.schedule, default_interest(record, rebuilt)
    payments = [(each.number, each.pay_date, each.overdue, schedule.units_of(each)) for each in schedule.coupons]
    if not schedule.accelerated:
        last = schedule.redemption
        payments.append((len(schedule.coupons) + 1, last.day, last.overdue, schedule.units_of(last)))
    rows = []
    for number, due, overdue, units in payments:
        if overdue is None:
            continue
        paid, per_unit = overdue.paid, found.get(number, 0)
        rows.append(
            {
                "number": number,
                "due": due.isoformat(),
                "paid": None if paid is None else paid.isoformat(),
                "days": None if paid is None else (paid - due).days,
                "default_interest_per_unit": money(per_unit, terms),
                "default_interest": money(per_unit * units, terms),
            }
        )
    return rows


def put_default_section(record: CampaignRecord, rebuilt: Rebuilt) -> dict[str, Any]:
    """The section of trouble where a missed put is the event of default, whatever the events of the campaign are."""
    return {"trouble": trouble_section(record, rebuilt)} if any(rebuilt.of_bond("PutDefaultDeclared")) else {}


def _defaults(record: CampaignRecord, rebuilt: Rebuilt) -> list[dict[str, Any]]:
    """Events of default: of a payment by its number, or of units that a holder put and was not repaid."""
    rows = []
    for each in rebuilt.bond_events:
        if each.name not in {"DefaultDeclared", "PutDefaultDeclared"}:
            continue
        put = each.name == "PutDefaultDeclared"
        number = PUT_PAYMENT if put else each.args["number"]
        rows.append(
            {
                "payment": None if put else number,
                "put": _put_missed(record, each) if put else None,
                "declared": _at(record, each),
                "by": name_of(record, each.args["actor"]),
                "cured": _cured(record, rebuilt, number, each),
            }
        )
    return rows


def _put_missed(record: CampaignRecord, event: Event) -> dict[str, str]:
    return {"holder": name_of(record, event.args["holder"]), "day": epoch_date(event.args["day"]).isoformat()}


def _cured(record: CampaignRecord, rebuilt: Rebuilt, number: int, declared: Event) -> str | None:
    """When a default ended with its payment made; None where it did not."""
    cures = (each for each in rebuilt.of_bond("DefaultCured") if each.args["number"] == number)
    return next((_at(record, each) for each in cures if each.timestamp >= declared.timestamp), None)


def _ballots(record: CampaignRecord, rebuilt: Rebuilt) -> list[dict[str, Any]]:
    ended = _endings(rebuilt)
    rows = []
    for opened in rebuilt.of_bond("BallotOpened"):
        number = opened.args["ballot"]
        votes = [
            {
                "holder": name_of(record, each.args["holder"]),
                "in_favour": each.args["inFavour"],
                "units": each.args["units"],
            }
            for each in rebuilt.of_bond("Voted")
            if each.args["ballot"] == number
        ]
        register = rebuilt.register_at(opened.args["recordTime"])
        rows.append(
            {
                "number": number,
                "on": _MOTIONS[opened.args["motion"]],
                "record": moment_of(record, opened.args["recordTime"]),
                "until": moment_of(record, opened.args["until"]) if opened.args["until"] else None,
                "units": sum(register.values()),
                "in_favour": sum(each["units"] for each in votes if each["in_favour"]),
                "against": sum(each["units"] for each in votes if not each["in_favour"]),
                "outcome": ended.get(number, "open"),
                "votes": votes,
            }
        )
    return rows


def _endings(rebuilt: Rebuilt) -> Mapping[int, str]:
    found = {each.args["ballot"]: "dropped" for each in rebuilt.of_bond("BallotDropped")}
    found |= {each.args["ballot"]: "carried" for each in rebuilt.of_bond("Accelerated")}
    closed = rebuilt.of_bond("ConsentClosed")
    return found | {each.args["ballot"]: "agreed" if each.args["agreed"] else "refused" for each in closed}


def _acceleration(record: CampaignRecord, rebuilt: Rebuilt) -> dict[str, Any] | None:
    terms, schedule = record.desk.campaign.terms, record.desk.campaign.schedule
    units = schedule.units_of(schedule.redemption)
    for event in rebuilt.of_bond("Accelerated"):
        claim = event.args["claim"]
        return {
            "at": _at(record, event),
            "claim_per_unit": money(claim, terms),
            "claim": money(claim * units, terms),
            "last_coupon": event.args["lastCoupon"],
        }
    return None


def _recoveries(record: CampaignRecord, rebuilt: Rebuilt) -> list[dict[str, Any]]:
    """Each distribution, with the claim that it leaves on a unit."""
    terms = record.desk.campaign.terms
    left = sum(each.args["claim"] for each in rebuilt.of_bond("Accelerated"))
    rows = []
    for event in rebuilt.of_bond("Distributed"):
        left -= event.args["amountPerUnit"]
        rows.append(
            {
                "date": _at(record, event)[:10],
                "run": event.args["run"],
                "per_unit": money(event.args["amountPerUnit"], terms),
                "total": money(event.args["total"], terms),
                "left_per_unit": money(left, terms),
            }
        )
    return rows


def name_of(record: CampaignRecord, wallet: str) -> str:
    """The name of a wallet, or the wallet itself."""
    return record.desk.cast.names().get(wallet, wallet)


def _at(record: CampaignRecord, event: Event) -> str:
    """The local minute of an event: seconds differ between two runs."""
    return moment_of(record, event.timestamp)


def moment_of(record: CampaignRecord, seconds: int) -> str:
    """The local minute of a moment [s]."""
    return utc(seconds).astimezone(ZoneInfo(record.desk.campaign.terms.timezone)).isoformat(timespec="minutes")
