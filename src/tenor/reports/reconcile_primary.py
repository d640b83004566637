"""The primary market's books: what was allotted, what was delivered, and what was paid for it on and off the chain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from tenor.campaign.run import CampaignRecord
from tenor.campaign.trading import conventional_deliveries
from tenor.parties import Role
from tenor.reports.check import Check, compare, named
from tenor.reports.rebuild import Rebuilt


def reconcile_primary(record: CampaignRecord, rebuilt: Rebuilt, names: Mapping[str, str]) -> Iterator[Check]:
    """Allotments against the units and the money that events tell, buyer by buyer.

    Money outside the chain counts once for the order it pays, by the confirmation that released that order's units.
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
    delivered, paid, buyers = Counter[str](), _confirmed(record, rebuilt), dict[str, set[str]]()
    for event in rebuilt.bond_events:
        if event.name == "Transfer" and event.args["from"] == issuer and int(event.args["to"], 16):
            delivered[event.args["to"]] += event.args["value"]
            buyers.setdefault(event.transaction, set()).add(event.args["to"])
    for event in rebuilt.cash_events:
        if event.name == "Transfer" and event.args["from"] in buyers.get(event.transaction, ()):
            paid[event.args["from"]] += event.args["value"] * (event.args["to"] == issuer)
    return delivered, paid


def _confirmed(record: CampaignRecord, rebuilt: Rebuilt) -> Counter[str]:
    """Money outside the chain by buyer: of each order whose own units were released by its own payment's reference."""
    deliveries, paid = conventional_deliveries(record.desk), Counter[str]()
    spent = {
        (bytes(event.args["lockId"]), bytes(event.args["data"]))
        for event in rebuilt.bond_events
        if event.name == "LockSpent"
    }
    for payment in record.desk.campaign.conventional_payments:
        delivery = deliveries[payment.order]
        if (delivery.lock, payment.reference.encode()) in spent:
            paid[delivery.buyer.wallet] += payment.amount
    return paid
