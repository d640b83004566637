"""The books of trouble: claim, recoveries and votes as terms and events file have them against what the bond says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tenor.campaign import events
from tenor.campaign.run import CampaignRecord
from tenor.reports.check import Check, compare, named
from tenor.reports.dues import claim_due, recoveries_due
from tenor.reports.rebuild import Rebuilt

_ON_ACCELERATION = 0  # `Motion` of IBondTrouble.sol


def reconcile_trouble(record: CampaignRecord, rebuilt: Rebuilt, names: Mapping[str, str]) -> Iterator[Check]:
    """Every check of what happened besides the schedule; none of a campaign without such events."""
    if not record.desk.campaign.events:
        return
    if all(isinstance(each, events.Option) for each in record.desk.campaign.events):
        return
    yield _defaults(record, rebuilt)
    yield _votes(record, rebuilt, names)
    if (claim := claim_due(record, rebuilt)) is not None:
        told = {"claim": next(iter(rebuilt.of_bond("Accelerated"))).args["claim"]}
        yield compare("Claim on a unit: terms against event", {"claim": claim}, told, ("terms", "event"))
        due = named(recoveries_due(record, rebuilt), names)
        paid = named(rebuilt.recovered(), names)
        yield compare("Recoveries: events file and registers against payments", due, paid, ("due", "paid"))


def _defaults(record: CampaignRecord, rebuilt: Rebuilt) -> Check:
    happened = record.desk.campaign.events
    due = {f"payment {each.payment} declared": 1 for each in events.of_kind(happened, events.DefaultDeclared)}
    due["vote renewed"] = len(events.of_kind(happened, events.VoteRenewed))
    due["cured"] = len(events.of_kind(happened, events.Cured))
    due["accelerated"] = len(events.of_kind(happened, events.Acceleration))
    told = {f"payment {each.args['number']} declared": 1 for each in rebuilt.of_bond("DefaultDeclared")}
    opened = [each for each in rebuilt.of_bond("BallotOpened") if each.args["motion"] == _ON_ACCELERATION]
    told["vote renewed"] = len(opened) - len(told)
    told["cured"] = len(list(rebuilt.of_bond("DefaultCured")))
    told["accelerated"] = len(list(rebuilt.of_bond("Accelerated")))
    return compare("Defaults: events file against events", due, told, ("file", "events"))


def _votes(record: CampaignRecord, rebuilt: Rebuilt, names: Mapping[str, str]) -> Check:
    """Every vote with the units of its record time, from the registers that events tell."""
    cast = record.desk.cast
    due: dict[str, int] = {}
    for ballot, at, vote in events.votes_of(record.desk.campaign.events):
        held = rebuilt.register_at(int(at.timestamp()))
        for holder in vote.holders:
            due[_entry(ballot, holder, in_favour=vote.in_favour)] = held.get(cast.investors[holder].wallet, 0)
    told = {
        _entry(
            each.args["ballot"], names.get(each.args["holder"], each.args["holder"]), in_favour=each.args["inFavour"]
        ): (each.args["units"])
        for each in rebuilt.of_bond("Voted")
    }
    return compare("Votes: units at record times against events", due, told, ("due", "events"))


def _entry(ballot: int, holder: str, *, in_favour: bool) -> str:
    return f"vote {ballot} of {holder} {'for' if in_favour else 'against'}"
