"""What happened besides the schedule as the report's data: trouble, or options that were exercised; from events."""

from __future__ import annotations

from typing import Any

from tenor.campaign.events import Option
from tenor.campaign.run import CampaignRecord
from tenor.reports.payments import money
from tenor.reports.rebuild import Rebuilt
from tenor.reports.trouble import moment_of, name_of, trouble_section
from tenor.units import epoch_date, percent_text, share_from_chain


def events_sections(record: CampaignRecord, rebuilt: Rebuilt) -> dict[str, Any]:
    """The sections of trouble and of options, each where there was any."""
    optional = {isinstance(each, Option) for each in record.desk.campaign.events}
    return {
        **({"trouble": trouble_section(record, rebuilt)} if False in optional else {}),
        **({"options": _options(record, rebuilt)} if True in optional else {}),
    }


def _options(record: CampaignRecord, rebuilt: Rebuilt) -> dict[str, Any]:
    terms = record.desk.campaign.terms
    yields = [percent_text(share_from_chain(each.args["yield"])) for each in rebuilt.of_bond("ReferenceYieldFixed")]
    return {
        "parts": [
            {
                "noticed": moment_of(record, each.timestamp),
                "number": each.args["number"],
                "percent": percent_text(share_from_chain(each.args["share"])),
                "price_percent": percent_text(share_from_chain(each.args["price"])),
                "part_per_unit": money(each.args["part"], terms),
            }
            for each in rebuilt.of_bond("PartCalled")
        ],
        "notices": [
            {
                "noticed": moment_of(record, each.timestamp),
                "holder": name_of(record, each.args["holder"]),
                "day": epoch_date(each.args["day"]).isoformat(),
                "units": each.args["units"],
            }
            for each in rebuilt.of_bond("PutNoticed")
        ],
        "puts": [
            {
                "date": moment_of(record, event.timestamp)[:10],
                "holder": name_of(record, holder),
                "units": units,
                "principal": money(units * event.args["principal"], terms),
                "interest": money(interest, terms),
                "amount": money(units * event.args["principal"] + interest, terms),
            }
            for holder, units, interest, event in rebuilt.puts()
        ],
        "calls": [
            {
                "noticed": moment_of(record, each.timestamp),
                "end": moment_of(record, each.args["time"]),
                "last_coupon": each.args["last"],
                "price_percent": percent_text(share_from_chain(each.args["price"])) if each.args["price"] else None,
                "reference_yield_percent": next(iter(yields), None),
                "overtaken": any(other.timestamp < each.args["time"] for other in rebuilt.of_bond("Accelerated")),
            }
            for each in rebuilt.of_bond("EndingNoticed")
        ],
    }
