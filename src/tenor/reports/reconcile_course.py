"""The books of calls and puts: what the plan made of the schedule against what the bond itself says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tenor.campaign import events
from tenor.campaign.model import Campaign
from tenor.campaign.projection import project_puts
from tenor.campaign.run import CampaignRecord
from tenor.chain.connection import Chain
from tenor.chain.contract import at
from tenor.reports.check import Check, compare, named
from tenor.reports.dues import puts_of_holders
from tenor.reports.rebuild import Rebuilt
from tenor.schedule.model import Period, Schedule
from tenor.units import epoch_date, epoch_day, rate_to_chain


def reconcile_course(
    chain: Chain, record: CampaignRecord, rebuilt: Rebuilt, names: Mapping[str, str]
) -> Iterator[Check]:
    """Every check of what calls and puts made of the life; none of a campaign without them."""
    campaign = record.desk.campaign
    if not any(isinstance(each, events.Option) for each in campaign.events):
        return
    yield _notices(record, rebuilt)
    yield _course(at(chain, "Bond", rebuilt.bond).functions, campaign.schedule)
    yield _put_plan(campaign, rebuilt, {actor.wallet: name for name, actor in record.desk.cast.investors.items()})
    due, paid = named(puts_of_holders(record, rebuilt), names), named(rebuilt.put_money(), names)
    yield compare("Puts: notices, registers and terms against payments", due, paid, ("due", "paid"))


def _notices(record: CampaignRecord, rebuilt: Rebuilt) -> Check:
    """Every notice and the yield of a make-whole, as the events file has them."""
    happened, wallets = record.desk.campaign.events, record.desk.cast.names()
    due: dict[str, int] = {}
    for event in happened:
        match event:
            case events.PartCalled():
                due[f"part with coupon {event.payment}"] = rate_to_chain(event.share)
            case events.CallNoticed() | events.MakeWholeNoticed():
                due["end"] = int(event.end.timestamp())
            case events.PutNoticed():
                entry = f"{event.by} for {event.on}"
                due[entry] = due.get(entry, 0) + event.units
    if isinstance(ending := events.ending_of(happened), events.MakeWholeNoticed):
        due["reference yield"] = rate_to_chain(ending.reference)
    told = {f"part with coupon {each.args['number']}": each.args["share"] for each in rebuilt.of_bond("PartCalled")}
    for name, entry, member in (("EndingNoticed", "end", "time"), ("ReferenceYieldFixed", "reference yield", "yield")):
        for each in rebuilt.of_bond(name):
            told[entry] = each.args[member]
    for each in rebuilt.of_bond("PutNoticed"):
        holder = wallets.get(each.args["holder"], each.args["holder"])
        told[f"{holder} for {epoch_date(each.args['day'])}"] = each.args["units"]
    return compare("Calls and puts: events file against events", due, told, ("file", "events"))


def _course(bond: Any, lived: Schedule) -> Check:  # noqa: ANN401 -- the views of a contract
    """Dates and amounts of every coupon and of the end, as planned and as the bond's views have them."""
    planned = {"coupons": len(lived.coupons)}
    told = {"coupons": bond.couponCount().call()}
    for period in lived.coupons:
        planned |= _planned(lived, period)
        if period.number <= told["coupons"]:
            told |= _told(bond, period.number)
    if lived.redemption.paid_on is not None:
        planned["redemption, on one unit"] = lived.redemption.per_unit + lived.redemption.late
        told["redemption, on one unit"], _ = bond.redemptionPerUnit().call()
    if not lived.accelerated:  # which holders do in a second that no plan knows
        planned["redemption, from"], told["redemption, from"] = lived.redemption.time, bond.redemptionTime().call()
    return compare("Course: plan against the bond's views", planned, told, ("plan", "bond"))


def _planned(lived: Schedule, period: Period) -> dict[str, int]:
    amounts = (lived.coupon_on(period, 1), lived.instalment(period))
    days = (epoch_day(period.accrual_start), epoch_day(period.accrual_end))
    return _entries(period.number, (*days, period.record_time, period.pay_time), amounts)


def _told(bond: Any, number: int) -> dict[str, int]:  # noqa: ANN401 -- as above
    days_and_times, _, amount, instalment, *_ = bond.coupon(number).call()
    return _entries(number, days_and_times, (amount, instalment))


def _entries(number: int, times: tuple[int, ...], amounts: tuple[int, int]) -> dict[str, int]:
    parts = ("accrual start", "accrual end", "record time", "pay time", "amount on one unit", "instalment")
    return {f"coupon {number}, {part}": value for part, value in zip(parts, (*times, *amounts), strict=True)}


def _put_plan(campaign: Campaign, rebuilt: Rebuilt, investors: Mapping[str, str]) -> Check:
    """Units and money of every put, as planned and as the bond's events have them."""
    planned: dict[str, int] = {}
    for puts in events.of_kind(campaign.events, events.PutsPaid):
        run = project_puts(campaign, puts)
        for holder, units in run.units.items():
            planned |= {f"{holder} for {puts.on}, units": units, f"{holder} for {puts.on}, paid": run.paid[holder]}
    told: dict[str, int] = {}
    for wallet, units, interest, event in rebuilt.puts():
        entry = f"{investors.get(wallet, wallet)} for {epoch_date(event.args['day'])}"
        told |= {f"{entry}, units": units, f"{entry}, paid": units * event.args["principal"] + interest}
    return compare("Puts: plan against events", planned, told, ("plan", "events"))
