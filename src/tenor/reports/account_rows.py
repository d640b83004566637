"""Holders' accounts as the report's data: each entry with its local date and the intent that carried it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from tenor.campaign.events import Option
from tenor.campaign.run import CampaignRecord
from tenor.campaign.trading import deals
from tenor.chain.events import Event
from tenor.parties import Role
from tenor.reports.account import accounts_of
from tenor.reports.account_entries import Account, Receipt, Repayment
from tenor.reports.payments import money
from tenor.reports.rebuild import Rebuilt
from tenor.reports.tax import taxed_by
from tenor.terms.terms import Terms
from tenor.units import epoch_date, percent_text, share_from_chain, utc

Place = Callable[[Event], dict[str, str]]


def account_rows(record: CampaignRecord, rebuilt: Rebuilt) -> list[dict[str, Any]]:
    """Everybody who ever held units, by name; the issuer, through whose account all units come, only if it was paid.

    The issuer stands on the other side by its name. An entry names the intent of the campaign, so that two runs tell
    the same; one that others sent names its transaction itself.
    """
    campaign, names = record.desk.campaign, record.desk.cast.names()
    parties = {party.id: party.name for party in campaign.parties}
    custodians = {investor.id: parties[investor.custodian] for investor in campaign.investors}
    issuer = record.desk.cast.roles[Role.ISSUER].wallet
    others = names | {issuer: parties[campaign.terms.issuer]}
    zone = ZoneInfo(campaign.terms.timezone)
    intents = {entry.outcome.hash: entry.intent.id for entry in record.entries}
    bought: dict[tuple[str, str], list[str]] = defaultdict(list)  # references by intent and party
    for deal in deals(record.desk):
        for party in (deal.seller, deal.buyer):
            bought[deal.intent, party.wallet].append(deal.reference)

    def place(event: Event) -> dict[str, str]:
        day = utc(event.timestamp).astimezone(zone).date().isoformat()
        return {"date": day, "intent": intents.get(event.transaction, event.transaction)}

    def movement(wallet: str, event: Event, units: int, other: str | None) -> dict[str, Any]:
        found = place(event)
        return {
            **found,
            "units": units,
            "counterparty": None if other is None else others.get(other, other),
            "trade": ", ".join(bought.get((found["intent"], wallet), ())) or None,
        }

    named = {
        names.get(wallet, wallet): (wallet, account)
        for wallet, account in accounts_of(campaign.schedule, rebuilt).items()
        if wallet != issuer or account.receipts or account.repayments
    }
    return [
        {
            "holder": name,
            "wallet": wallet,
            "custodian": custodians.get(name),
            "taxed": taxed_by(record, wallet),
            "movements": [movement(wallet, each.event, each.units, each.other) for each in account.movements],
            **_money_rows(account, place, record),
        }
        for name, (wallet, account) in sorted(named.items())
    ]


def _money_rows(account: Account, place: Place, record: CampaignRecord) -> dict[str, Any]:
    terms = record.desk.campaign.terms
    return {
        "receipts": [
            _receipt_row(receipt, place, terms) for receipt in sorted(account.receipts, key=lambda each: each.number)
        ],
        "repayments": [_repayment_row(each, place, record) for each in account.repayments],
        "notices": [
            {**place(each.event), "day": epoch_date(each.day).isoformat(), "units": each.units}
            for each in account.notices
        ],
        "lapses": [
            {**place(each.event), "what": each.what, "units": each.units, "amount": money(each.amount, terms)}
            for each in account.lapses
        ],
    }


def _receipt_row(receipt: Receipt, place: Place, terms: Terms) -> dict[str, Any]:
    called = receipt.called
    return {
        "number": receipt.number,
        "units": receipt.units,
        "interest": money(receipt.interest, terms),
        "default_interest": money(receipt.late, terms),
        "instalment": money(receipt.instalment, terms),
        "premium": money(receipt.premium, terms),
        "called": None
        if called is None
        else {
            "percent": percent_text(share_from_chain(called.share)),
            "price_percent": percent_text(share_from_chain(called.price)),
        },
        "parts": [
            {**place(part.event), "amount": money(part.amount, terms), "tax": money(part.tax, terms)}
            for part in receipt.parts
        ],
        "lapsed": [{**place(event), "amount": money(amount, terms)} for event, amount in receipt.lapsed],
    }


def _repayment_row(repaid: Repayment, place: Place, record: CampaignRecord) -> dict[str, Any]:
    campaign = record.desk.campaign
    optional = any(isinstance(each, Option) for each in campaign.events)
    return {
        **place(repaid.event),
        "units": repaid.units,
        **{
            name: money(getattr(repaid, name), campaign.terms)
            for name in ("principal", "premium", "interest", "tax", "amount")
        },
        **({"recovery": repaid.is_recovery} if campaign.schedule.accelerated else {}),
        **({"put": repaid.is_put} if optional else {}),
    }
