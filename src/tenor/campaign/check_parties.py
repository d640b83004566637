"""Rules on who takes part: parties, roles and keys, and the investors' links to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from tenor.campaign.files import PartiesFile
from tenor.campaign.model import Campaign
from tenor.campaign.projection import BOND
from tenor.chain.development import DEVELOPMENT_CHAIN_ID
from tenor.files.problems import Problem
from tenor.files.table import closest
from tenor.parties import Appointment, Role
from tenor.terms.model import ProvenanceNote, ProvenanceStatus, Terms


class Appointed(Protocol):
    """What has terms and somebody for every role: a campaign, or one bond."""

    @property
    def terms(self) -> Terms:
        """Those of the bond."""

    @property
    def appointments(self) -> Mapping[Role, Appointment]:
        """Who holds which role."""

    @property
    def chain_id(self) -> int:
        """The chain that it is for."""


def check_parties(campaign: Appointed, file: PartiesFile) -> Iterator[Problem]:
    """Problems of the parties file: an unknown or repeated party, a key of two roles, a key the chain cannot take."""
    known: set[str] = set()
    for index, party in enumerate(file.parties):
        if party.id in known:
            yield Problem(("parties", index, "id"), f"party '{party.id}' stands twice", "Keep one of the two entries")
        known.add(party.id)
    holders: dict[str, Role] = {}
    for role, appointment in campaign.appointments.items():
        place = ("appointments", role.value)
        if appointment.party not in known:
            what = f"role {role} is held by '{appointment.party}', who is not a party"
            yield Problem((*place, "party"), what, closest(appointment.party, known))
        if holders.setdefault(appointment.key, role) is not role:
            what = f"key {appointment.key} of role {role} is the key of role {holders[appointment.key]} already"
            yield Problem((*place, "key"), what, "Give each role a key of its own")
        if appointment.key.startswith("dev:") and campaign.chain_id != DEVELOPMENT_CHAIN_ID:
            what = f"key {appointment.key} is known to everybody, and the campaign names chain {campaign.chain_id}"
            yield Problem((*place, "key"), what, f"Set chain_id to {DEVELOPMENT_CHAIN_ID}, the development chain")
    yield from _check_issuer(campaign)
    yield from check_notes(file.provenance)


def check_investors(campaign: Campaign) -> Iterator[Problem]:
    """Problems of the investor list: an unknown custodian, the key of a role, an id that is a role's name."""
    known = {party.id for party in campaign.parties}
    holders = {appointment.key: f"role {role}" for role, appointment in campaign.appointments.items()}
    holders |= {key: f"tax authority {party}" for party, key in campaign.authority_keys.items()}
    reserved = {BOND, *Role, *campaign.authority_keys}
    for row, investor in enumerate(campaign.investors):
        if investor.custodian not in known:
            what = f"custodian '{investor.custodian}' of investor {investor.id} is not a party"
            yield Problem((row,), what, closest(investor.custodian, known))
        if investor.key in holders:
            what = f"key {investor.key} of investor {investor.id} is the key of {holders[investor.key]}"
            yield Problem((row,), what, "Give each investor a key of its own")
        if investor.id in reserved:
            what = f"investor id '{investor.id}' is the name of a role, contract or tax authority"
            yield Problem((row,), what, "Write another id, e.g. INV-03")


def check_notes(notes: Iterable[ProvenanceNote]) -> Iterator[Problem]:
    """Problems of provenance entries: a fact said to be published without its source."""
    for index, note in enumerate(notes):
        if note.source is None and note.status in {ProvenanceStatus.CONFIRMED, ProvenanceStatus.PRESS}:
            what = f"{note.field} is said to be {note.status} without a source"
            remedy = "Add 'source:', or write inferred or illustrative"
            yield Problem(("provenance", index, "status"), what, remedy)


def _check_issuer(campaign: Appointed) -> Iterator[Problem]:
    holder, issuer = campaign.appointments[Role.ISSUER].party, campaign.terms.issuer
    if holder != issuer:
        what = f"role issuer is held by '{holder}', and the terms ({campaign.terms.where('issuer')}) name '{issuer}'"
        yield Problem(("appointments", "issuer", "party"), what, "Name the same party in both files")
