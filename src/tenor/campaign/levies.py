"""Whose interest is taxed in a campaign, and who receives the tax, as its terms and its files have it."""

from __future__ import annotations

from collections.abc import Mapping

from tenor.campaign.model import Campaign
from tenor.servicing.levies import Levy, levy_on, row_key
from tenor.terms.terms import Terms


def levies_of(campaign: Campaign) -> dict[str, Levy]:
    """The tax on each investor that is taxed, by investor id."""
    found = {each.id: levy_on(campaign.terms, each.country, each.investor_class) for each in campaign.investors}
    return {investor: levy for investor, levy in found.items() if levy is not None}


def taxing(terms: Terms) -> set[int]:
    """The countries (ISO 3166-1 numeric) whose authority receives tax, `CLASSES` for that of classes."""
    return {row_key(row)[0] for row in terms.withholding if row.share}


def authorities_of(campaign: Campaign) -> Mapping[str, str]:
    """Key reference by party of every tax authority that the campaign names."""
    named = dict.fromkeys(campaign.tax_authorities.values())
    return {party: campaign.authority_keys[party] for party in named}
