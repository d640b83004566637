"""Tax as the report's data: the rates, what each authority received, and when; from events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from tenor.campaign.run import CampaignRecord
from tenor.parties import Actor
from tenor.reports.payments import money
from tenor.reports.rebuild import Rebuilt
from tenor.servicing.levies import Levy, row_key
from tenor.servicing.tax import taxed_word
from tenor.terms.terms import Terms
from tenor.units import percent_text, utc


def tax_section(record: CampaignRecord, rebuilt: Rebuilt) -> dict[str, Any] | None:
    """What was kept back and where it went; None of a bond whose terms keep nothing back."""
    campaign, authorities = record.desk.campaign, record.desk.servicing.authorities
    if not campaign.terms.withholding:
        return None
    names = _party_names(record)
    return {
        "rates": [
            {
                "country": row.country,
                "investor_class": row.investor_class,
                "percent": percent_text(row.share),
                "authority": _name(authorities.get(row_key(row)[0]), names),
            }
            for row in campaign.terms.withholding
        ],
        "authorities": _authorities(authorities, names, rebuilt, campaign.terms),
        "remittances": _remittances(record, rebuilt, names),
    }


def taxed_as(levy: Levy | None) -> dict[str, str | None]:
    """Whose tax a holder pays, and at which rate."""
    if levy is None:
        return {"tax_of": None, "tax_percent": None}
    return {"tax_of": taxed_word(levy.country, levy.investor_class), "tax_percent": percent_text(levy.rate)}


def taxed_by(record: CampaignRecord, wallet: str) -> dict[str, str | None] | None:
    """Rate, basis and authority of the tax on a holder's interest; None of one who is not taxed.

    `basis` is a country's code or an investor class, `kept_as` the word under which it is remitted.
    """
    levy, names = record.desk.servicing.levies.get(wallet), _party_names(record)
    if levy is None:
        return None
    authority = record.desk.servicing.authorities.get(levy.country)
    return {
        "percent": percent_text(levy.rate),
        "of": "investor class" if levy.investor_class else "country",
        "basis": taxed_word(levy.country, levy.investor_class),
        "kept_as": taxed_word(levy.country),
        "authority": _name(authority, names),
        "wallet": None if authority is None else authority.wallet,
    }


def _party_names(record: CampaignRecord) -> Mapping[str, str]:
    return {party.id: party.name for party in record.desk.campaign.parties}


def _name(authority: Actor | None, names: Mapping[str, str]) -> str | None:
    """The party's name; nobody receives a rate of nothing."""
    return None if authority is None else names[authority.name]


def _authorities(
    authorities: Mapping[int, Actor], names: Mapping[str, str], rebuilt: Rebuilt, terms: Terms
) -> list[dict[str, Any]]:
    """What was kept back for each authority, by whose tax it is, and what it received."""
    withheld: Counter[int] = Counter()
    for (_, _, country), tax in rebuilt.tax_withheld().items():
        withheld[country] += tax
    remitted = rebuilt.tax_remitted()
    rows = []
    for country, authority in sorted(authorities.items(), key=lambda item: taxed_word(item[0])):
        received = remitted.get((country, authority.wallet), 0)
        amounts = {"withheld": withheld[country], "remitted": received, "held": withheld[country] - received}
        rows.append(
            {
                "tax_of": taxed_word(country),
                "authority": names[authority.name],
                "wallet": authority.wallet,
                **{name: money(amount, terms) for name, amount in amounts.items()},
            }
        )
    return rows


def _remittances(record: CampaignRecord, rebuilt: Rebuilt, names: Mapping[str, str]) -> list[dict[str, str]]:
    """Every payment to an authority, in the order of events."""
    terms, wallets = record.desk.campaign.terms, record.desk.cast.names()
    return [
        {
            "date": utc(event.timestamp).astimezone(ZoneInfo(terms.timezone)).date().isoformat(),
            "tax_of": taxed_word(event.args["country"]),
            "authority": names.get(wallets.get(event.args["authority"], ""), event.args["authority"]),
            "amount": money(event.args["amount"], terms),
        }
        for event in rebuilt.of_bond("TaxRemitted")
    ]
