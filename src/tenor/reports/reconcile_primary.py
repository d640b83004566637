"""The primary market's books: what was allotted, what was delivered, and what was paid for it on and off the chain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from tenor.campaign.run import CampaignRecord
from tenor.parties import Role
from tenor.reports.check import Check, compare, named
from tenor.reports.rebuild import Rebuilt


def reconcile_primary(record: CampaignRecord, rebuilt: Rebuilt, names: Mapping[str, str]) -> Iterator[Check]:
    """Allotments against the units and the money that events tell, buyer by buyer.

    Money outside the chain counts by the confirmation that released the units: its reference stands in the event.
    """
    campaign, cast = record.desk.campaign, record.desk.cast
    units, money = Counter[str](), Counter[str]()
    for allotment in campaign.allotments:
        buyer = cast.investors[allotment.investor].wallet
        units[buyer] += allotment.units
        money[buyer] += allotment.amount
    delivered, paid = _settled(record, rebuilt)
    for name, due, found in (("units delivered", units, delivered), ("money paid", money, paid)):
        yield compare(
            f"Primary: allotments against {name}", named(+due, names), named(found, names), ("allotted", "settled")
        )


def _settled(record: CampaignRecord, rebuilt: Rebuilt) -> tuple[Counter[str], Counter[str]]:
    """Units that the issuer delivered and money that it was given for them, by buyer."""
    issuer = record.desk.cast.roles[Role.ISSUER].wallet
    confirmed = {payment.reference: payment.amount for payment in record.desk.campaign.conventional_payments}
    delivered, paid, buyers = Counter[str](), Counter[str](), dict[str, set[str]]()
    for event in rebuilt.bond_events:
        if event.name == "Transfer" and event.args["from"] == issuer and int(event.args["to"], 16):
            delivered[event.args["to"]] += event.args["value"]
            buyers.setdefault(event.transaction, set()).add(event.args["to"])
    for event in rebuilt.bond_events:
        if event.name == "LockSpent" and event.transaction in buyers:
            (buyer,) = buyers[event.transaction]
            paid[buyer] += confirmed.get(bytes(event.args["data"]).decode(), 0)
    for event in rebuilt.cash_events:
        if event.name == "Transfer" and event.args["from"] in buyers.get(event.transaction, ()):
            paid[event.args["from"]] += event.args["value"] * (event.args["to"] == issuer)
    return delivered, paid
