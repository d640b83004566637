"""Rules on tax: every rate of the terms has an authority that can receive it, and no authority is named for nothing."""

from __future__ import annotations

from collections.abc import Iterator

from tenor.campaign.files import CampaignFile, PartiesFile, tax_number
from tenor.campaign.levies import taxing
from tenor.campaign.model import Campaign
from tenor.campaign.projection import BOND
from tenor.chain.development import DEVELOPMENT_CHAIN_ID
from tenor.errors import InputError
from tenor.files.problems import Problem
from tenor.files.table import closest
from tenor.onboarding.countries import COUNTRY_NUMBERS
from tenor.parties import Role
from tenor.servicing.tax import taxed_word
from tenor.terms.terms import Terms


def check_taxed_countries(terms: Terms) -> None:
    """Refuse a rate for a country that registers of identities have no number for."""
    for index, row in enumerate(terms.withholding):
        if row.country is not None and row.country not in COUNTRY_NUMBERS:
            what = f"'{row.country}' is not an ISO 3166-1 country code"
            raise InputError(terms.where("withholding", index, "country"), what, "Write two capital letters, e.g. HK")


def check_authority_keys(campaign: Campaign, file: PartiesFile) -> Iterator[Problem]:
    """Problems of the authorities in the parties file: unknown or repeated, a name or a key that stands for another."""
    known, reserved = {party.id for party in file.parties}, {BOND, *Role}
    holders = {appointment.key: f"role {role}" for role, appointment in campaign.appointments.items()}
    seen: set[str] = set()
    for index, entry in enumerate(file.tax_authorities):
        place = ("tax_authorities", index)
        if entry.party not in known:
            what = f"tax authority '{entry.party}' is not a party"
            yield Problem((*place, "party"), what, closest(entry.party, known))
        if entry.party in seen:
            yield Problem(
                (*place, "party"), f"tax authority '{entry.party}' stands twice", "Keep one of the two entries"
            )
        if entry.party in reserved:
            what = f"tax authority '{entry.party}' has the name of a role or contract"
            yield Problem((*place, "party"), what, "Give the party another id, e.g. tax-office")
        holder = holders.setdefault(entry.key, f"tax authority {entry.party}")
        if holder != f"tax authority {entry.party}":
            what = f"key {entry.key} of tax authority {entry.party} is the key of {holder} already"
            yield Problem((*place, "key"), what, "Give each authority a key of its own")
        if entry.key.startswith("dev:") and campaign.chain_id != DEVELOPMENT_CHAIN_ID:
            what = f"key {entry.key} is known to everybody, and the campaign names chain {campaign.chain_id}"
            yield Problem((*place, "key"), what, f"Set chain_id to {DEVELOPMENT_CHAIN_ID}, the development chain")
        seen.add(entry.party)


def check_tax_authorities(campaign: Campaign, file: CampaignFile) -> Iterator[Problem]:
    """Problems of the authorities in the campaign file: a rate without one, one without a rate, one that has no key."""
    taxed, parties = taxing(campaign.terms), {party.id for party in campaign.parties}
    for number in sorted(taxed - set(campaign.tax_authorities)):
        word = taxed_word(number)
        what = f"the terms ({campaign.terms.where('withholding')}) keep tax back from {word}, and nobody receives it"
        yield Problem(("tax_authorities",), what, f"Add '{word}:' and the id of a party under tax_authorities")
    for word, party in file.tax_authorities.items():
        place = ("tax_authorities", word)
        if tax_number(word) not in taxed:
            what = f"an authority is named for {word}, from which the terms keep no tax back"
            yield Problem(place, what, "Remove it, or add the rate under 'withholding' of the terms")
        if party not in parties:
            yield Problem(place, f"tax authority '{party}' is not a party", closest(party, parties))
        elif party not in campaign.authority_keys:
            what = f"party '{party}' is no tax authority: it has no key to receive with"
            yield Problem(
                place, what, f"Add '- {{party: {party}, key: ...}}' under tax_authorities of the parties file"
            )
