"""Writes statements of holders, each as HTML and PDF, from the report of a campaign that has been carried out."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tenor.campaign.model import Campaign
from tenor.errors import InputError
from tenor.reports.export import report_files, write_files
from tenor.reports.holder_coupons import Span
from tenor.reports.holder_paper import holder_paper
from tenor.reports.holder_view import local_date, view_account
from tenor.reports.promises import promised_rows
from tenor.reports.session import require_reconciled

_RUN_AGAIN = "Carry the campaign out again with tenor campaign run"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose statements, of which days.

    Attributes:
        holders: ids or wallets; none for everybody.
        first: first day; None for the issue date.
        last: last day; None for the last that the report tells of.
        name: of the one holder, as it shall stand on the statement.
    """

    holders: Sequence[str] = ()
    first: date | None = None
    last: date | None = None
    name: str | None = None


def write_statements(campaign: Campaign, folder: Path, out: Path, wanted: Wanted) -> list[Path]:
    """Write the statements, all or none of them, and say where they stand.

    Args:
        campaign: whose schedule the statements need for what accrued.
        folder: of its report.
        out: folder for the statements; made if it is missing.
        wanted: whose, of which days.

    Raises:
        InputError: the report is missing, or of other terms; a holder is unknown; a day is out of range.
        ReconciliationFailed: the books of the report differ: nobody is told what may not be so.
    """
    from tenor.reports.paper_html import paper_html  # noqa: PLC0415 -- template engine and PDF library load only here
    from tenor.reports.paper_pdf import paper_pdf  # noqa: PLC0415

    data = read_report(folder, campaign)
    require_reconciled(data)
    span = _span(data, campaign, wanted)
    holders = _holders(data, wanted)
    if wanted.name is not None and len(holders) != 1:
        raise InputError("--name", f"this is one name for {len(holders)} statements", "Name the one with --holder")
    files: dict[Path, str | bytes] = {}
    for holder in holders:
        view = view_account(holder, campaign.schedule, span)
        paper = holder_paper(data, holder, view, campaign.schedule, wanted.name)
        base = out / f"{holder['holder']}_{span.first}_{span.last}"
        files |= {base.with_suffix(".html"): paper_html(paper), base.with_suffix(".pdf"): paper_pdf(paper)}
    write_files(files, out, "the statements")
    return list(files)


def read_report(folder: Path, campaign: Campaign) -> Mapping[str, Any]:
    """The data of a campaign's report, held against the campaign's files as they are now."""
    path = report_files(folder).json
    if not path.is_file():
        raise InputError(str(path), "there is no report of a campaign", "Run the campaign, or name its --report folder")
    try:
        data: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        of_campaign, terms, promised = data["campaign"]["id"], data["terms"]["document_hash"], data["promised"]
        _ = data["run"]["transactions"], [account["lapses"] for account in data["accounts"]]
    except (OSError, ValueError, KeyError, TypeError):
        raise InputError(str(path), "this is not a report of this version", _RUN_AGAIN) from None
    if of_campaign != campaign.id:
        raise InputError(str(path), f"this is the report of {of_campaign}", f"Name the --report of {campaign.id}")
    if (terms, promised) != (campaign.terms.document_hash, promised_rows(campaign.promised)):
        raise InputError(str(path), "the terms or observations were changed since the report was written", _RUN_AGAIN)
    return data


def _span(data: Mapping[str, Any], campaign: Campaign, wanted: Wanted) -> Span:
    zone = ZoneInfo(campaign.terms.timezone)
    told = max(local_date(each["timestamp"], zone) for each in data["run"]["transactions"])
    span = Span(wanted.first or campaign.terms.issue_date, wanted.last or told)
    if span.last > told:
        raise InputError("--to", f"the report tells nothing after {told}", f"Name {told} or a day before it")
    if span.first > span.last:
        raise InputError("--from", f"{span.first} is after {span.last}", "Name a first day on or before the last")
    return span


def _holders(data: Mapping[str, Any], wanted: Wanted) -> list[Mapping[str, Any]]:
    everybody: Sequence[Mapping[str, Any]] = data["accounts"]
    known = {name.lower(): holder for holder in everybody for name in (holder["holder"], holder["wallet"])}
    for name in wanted.holders:
        if name.lower() not in known:
            shown = ", ".join(holder["holder"] for holder in everybody[:10])
            raise InputError("--holder", f"{name} is no holder of this bond", f"Name one of {shown or 'none'}")
    return [known[name.lower()] for name in dict.fromkeys(wanted.holders)] or list(everybody)
