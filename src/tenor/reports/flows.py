"""Cash over time and gas by stage: what moved, grouped by day and stage of the campaign."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from tenor.campaign.run import CampaignRecord, Entry
from tenor.chain.events import Event, transfer
from tenor.reports.rebuild import Rebuilt
from tenor.schedule.model import Schedule
from tenor.servicing.bond import REDEMPTION, coupon_stage
from tenor.servicing.options import PUT
from tenor.servicing.tax import ROUNDING, TAX
from tenor.servicing.trouble import RECOVERY
from tenor.units import Money, utc

_LABELS = {
    "fund cash": "Fiat received, cash tokens minted",
    "settle": "Primary settlement: investors to issuer",
    "secondary": "Secondary settlement",
    "proceeds": "Issuer's proceeds redeemed for fiat",
    "redeem cash": "Cash tokens redeemed for fiat",
    PUT: "Puts repaid, with interest accrued",
    RECOVERY: "Recovery after acceleration, to all holders",
    TAX: "Tax kept back, remitted to the authorities",
    ROUNDING: "Rounding on holdings, back to the issuer",
}


@dataclass(frozen=True, slots=True)
class _Flow:
    date: str
    stage: str
    event: Event


def cash_flows(record: CampaignRecord, rebuilt: Rebuilt) -> list[dict[str, Any]]:
    """Minted, redeemed and moved money by day and stage, with the money outstanding after it, from events."""
    terms, outstanding, rows = record.desk.campaign.terms, 0, []
    labels = _LABELS | _payment_labels(record.desk.campaign.schedule)
    for (date, stage), group in groupby(_flows(record, rebuilt), key=lambda flow: (flow.date, flow.stage)):
        events = [flow.event for flow in group]
        minted, redeemed = _sum(events, "Minted", "amount"), _sum(events, "Redeemed", "amount")
        moved = sum(event.args["value"] for event in events if _reaches_a_holder(event, rebuilt.cash, rebuilt.bond))
        outstanding += minted - redeemed
        if not (minted or redeemed or moved):
            continue  # money that the bond was only given to pay out shows when it is paid
        amounts = {"minted": minted, "redeemed": redeemed, "moved": moved, "outstanding": outstanding}
        rows.append(
            {
                "date": date,
                "kind": stage,
                "label": labels.get(stage, stage.capitalize()),
                **{name: str(Money(amount, terms.currency).amount) for name, amount in amounts.items()},
            }
        )
    return rows


def _payment_labels(schedule: Schedule) -> dict[str, str]:
    """What is paid in the stages of coupons and redemption."""
    repaid = [period for period in schedule.coupons if schedule.instalment(period)]
    last = "Principal" if not repaid else "Last principal"
    last = "Principal at the call" if schedule.periods and schedule.periods[-1].is_cut else last
    labels = {REDEMPTION: f"{last} and final coupon" if schedule.final_coupon else last}
    if schedule.accelerated:
        labels = {REDEMPTION: "Rest of the accelerated claim"}
    return labels | {coupon_stage(period): f"Coupon {period.number} and instalment" for period in repaid}


def gas_by_stage(record: CampaignRecord) -> list[dict[str, Any]]:
    """Transactions and gas by stage, in the order in which stages began."""
    totals: dict[str, list[int]] = {}
    for entry in record.entries:
        totals.setdefault(entry.intent.stage, []).append(entry.outcome.gas)
    return [{"stage": stage, "transactions": len(gas), "gas": sum(gas)} for stage, gas in totals.items()]


def _flows(record: CampaignRecord, rebuilt: Rebuilt) -> Iterable[_Flow]:
    sent = {entry.outcome.hash: entry for entry in record.entries}
    zone = ZoneInfo(record.desk.campaign.terms.timezone)
    first = min((entry.outcome.block for entry in record.entries), default=0)  # the money may be older than the issue
    for event in rebuilt.cash_events:
        if event.block >= first and event.name in {"Minted", "Redeemed", "Transfer"}:
            date = utc(event.timestamp).astimezone(zone).date().isoformat()
            yield _Flow(date, _stage(sent.get(event.transaction)), event)


def _stage(entry: Entry | None) -> str:
    return "outside the campaign" if entry is None else entry.intent.stage


def _reaches_a_holder(event: Event, cash: str, bond: str) -> bool:
    """A transfer from one to another; not a mint or burn, and not the funding that the bond pays out later."""
    if event.name != "Transfer":
        return False
    moved = transfer(cash, event.args["from"], event.args["to"], event.args["value"])
    return None not in (moved.sender, moved.receiver) and moved.receiver != bond


def _sum(events: Iterable[Event], name: str, member: str) -> int:
    return sum(event.args[member] for event in events if event.name == name)
