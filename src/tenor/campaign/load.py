"""A campaign's folder to a `Campaign`: every file loaded, then all of them checked against each other.

Whatever is wrong stops here, before any tool is started and anything is sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from tenor.campaign.check_cash import check_cash, check_eligibility, check_fundings
from tenor.campaign.check_conventional import check_conventional
from tenor.campaign.check_dates import check_timetable
from tenor.campaign.check_end import check_end
from tenor.campaign.check_events import check_events
from tenor.campaign.check_observed import check_observed
from tenor.campaign.check_options import check_options
from tenor.campaign.check_parties import check_investors, check_notes, check_parties
from tenor.campaign.check_payments import check_payments
from tenor.campaign.check_puts import check_puts
from tenor.campaign.check_tax import check_authority_keys, check_tax_authorities, check_taxed_countries
from tenor.campaign.check_trades import check_trades
from tenor.campaign.course import lived_schedule
from tenor.campaign.events_file import EventsFile, read_events
from tenor.campaign.files import CampaignFile, PartiesFile, TimetableEntry, tax_number
from tenor.campaign.fixings import fixings_of
from tenor.campaign.model import Campaign, ConventionalPayment, Funding, SecondaryTrade, Timetable
from tenor.campaign.money_files import fractions, read_conventional_payments, read_fundings
from tenor.campaign.options_course import with_options
from tenor.campaign.primary import sell
from tenor.campaign.projection import with_units
from tenor.deployment.deployable import check_dates
from tenor.files.document import Document, read_document
from tenor.files.problems import Problem
from tenor.files.table import Table
from tenor.onboarding.investors import Investor, read_investors
from tenor.parties import Appointment, Party, Role
from tenor.schedule.document import observed_schedule, read_observations
from tenor.schedule.observations import to_observations
from tenor.terms.load import load_terms
from tenor.terms.model import Provenance, ProvenanceNote, Terms
from tenor.units import Money

CAMPAIGN_FILE = "campaign.yaml"

M = TypeVar("M", bound=BaseModel)
T = TypeVar("T")


def load_campaign(path: Path) -> Campaign:
    """The campaign of a folder, or of a campaign file.

    Raises:
        InputError: something in the files is wrong; `where` is ``path:line``, and the text lists every problem of the
            file concerned.
    """
    document = read_document(path / CAMPAIGN_FILE if path.is_dir() else path, CampaignFile)
    file, folder = document.value, document.source.path.parent
    sheet = load_terms(folder / file.terms)
    check_taxed_countries(sheet)
    observations, evidence = read_observations(folder / file.observations if file.observations else None, sheet)
    check_dates(observed_schedule(sheet, (observations, evidence)))
    parties = read_document(folder / file.parties, PartiesFile)
    investors = read_investors(folder / file.investors)
    sold = sell(document, sheet, investors.rows)
    terms, schedule = sold.terms, observed_schedule(sold.terms, (observations, evidence))
    fundings = read_fundings(folder / file.fundings, terms)
    conventional = (
        read_conventional_payments(folder / file.conventional_payments, terms) if file.conventional_payments else None
    )
    trades = _read_trades(document, terms)
    timetable = _timetable(file.timetable, terms.timezone)
    events_file, happened = read_events(folder / file.events, terms) if file.events else (None, ())
    seen = to_observations(observations, terms)
    if events_file is not None:
        _refuse(events_file, check_options(schedule, happened))
    ended = with_options(schedule, happened, seen)
    _refuse(document, check_observed(ended, happened))
    if events_file is not None:
        fixings = fixings_of(ended, seen.targets, timetable.settlement)
        _refuse(events_file, check_payments(ended, happened, fixings))
    campaign = Campaign(
        id=file.campaign,
        title=file.title,
        folder=folder,
        terms=terms,
        schedule=lived_schedule(schedule, happened, timetable, seen),
        parties=_parties(parties.value),
        appointments=appointments_of(parties.value),
        investors=investors.rows,
        orders=sold.orders,
        allocation=sold.allocation,
        fundings=fundings.rows,
        trades=trades,
        timetable=timetable,
        chain_id=file.chain_id,
        observations=seen,
        evidence=bytes.fromhex(evidence.sha256),
        notes=(*terms.provenance, *_notes(parties.value.provenance), *_notes(file.provenance)),
        tax_authorities={tax_number(taxed): party for taxed, party in file.tax_authorities.items()},
        authority_keys={entry.party: entry.key for entry in parties.value.tax_authorities},
        events=happened,
        conventional_payments=conventional.rows if conventional else (),
        as_promised=schedule if happened else None,
    )
    campaign = with_units(campaign)
    _check(campaign, Files(document, parties, investors, fundings, conventional, events_file))
    return campaign


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a campaign that know their lines."""

    campaign: Document[CampaignFile]
    parties: Document[PartiesFile]
    investors: Table[Investor]
    fundings: Table[Funding]
    conventional: Table[ConventionalPayment] | None
    events: Document[EventsFile] | None


def _check(campaign: Campaign, files: Files) -> None:
    """Every rule between the files, the ones that others rest on first."""
    parties, file = files.parties.value, files.campaign.value
    _refuse(files.parties, [*check_parties(campaign, parties), *check_authority_keys(campaign, parties)])
    _refuse(files.campaign, [*check_notes(file.provenance), *check_timetable(campaign)])
    _refuse(files.campaign, check_tax_authorities(campaign, file))
    _refuse(files.investors, check_investors(campaign))
    _refuse(files.campaign, check_trades(campaign))
    if files.events is not None:
        _refuse(files.events, [*check_events(campaign), *check_puts(campaign), *check_end(campaign)])
    if files.conventional is not None:
        _refuse(files.conventional, check_conventional(campaign))
    _refuse(files.fundings, check_fundings(campaign))
    _refuse(files.fundings, check_cash(campaign))
    _refuse(files.investors, check_eligibility(campaign))


def _refuse(file: Document[M] | Table[T], problems: Iterable[Problem]) -> None:
    if found := list(problems):
        raise file.refusal(found)


def _parties(file: PartiesFile) -> tuple[Party, ...]:
    return tuple(Party(party.id, party.name, party.country, party.lei, party.functions) for party in file.parties)


def appointments_of(file: PartiesFile) -> dict[Role, Appointment]:
    """Who holds which role, as a parties file says."""
    entries = {role: getattr(file.appointments, role.value) for role in Role}
    return {role: Appointment(role, entry.party, entry.key) for role, entry in entries.items()}


def _notes(notes: Iterable[ProvenanceNote]) -> Iterator[Provenance]:
    return (Provenance(note.field, note.status, note.note, note.source) for note in notes)


def _timetable(entry: TimetableEntry, timezone: str) -> Timetable:
    zone = ZoneInfo(timezone)
    return Timetable(
        timezone=timezone,
        genesis=entry.genesis.replace(tzinfo=zone),
        deployment=entry.deployment.replace(tzinfo=zone),
        onboarding=entry.onboarding.replace(tzinfo=zone),
        allotment=entry.allotment.replace(tzinfo=zone),
        settlement=entry.settlement.replace(tzinfo=zone),
        proceeds=entry.proceeds.replace(tzinfo=zone),
        secondary_settlement=entry.secondary_settlement,
        coupon_funding=entry.coupon_funding,
        coupon_payment=entry.coupon_payment,
        cash_redemption=entry.cash_redemption.replace(tzinfo=zone),
    )


def _read_trades(document: Document[CampaignFile], terms: Terms) -> tuple[SecondaryTrade, ...]:
    entries = document.value.secondary_trades
    amounts = [
        (("secondary_trades", index, "consideration"), entry.consideration) for index, entry in enumerate(entries)
    ]
    _refuse(document, fractions(amounts, terms.currency))
    return tuple(
        SecondaryTrade(
            reference=entry.reference,
            seller=entry.seller,
            buyer=entry.buyer,
            units=entry.units,
            consideration=Money.of(entry.consideration, terms.currency).minor,
            trade_date=entry.trade_date,
            settlement_date=entry.settlement_date,
        )
        for entry in entries
    )
