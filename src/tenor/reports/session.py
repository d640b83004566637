"""The main job in one call: run a campaign on its chain, hold the books against each other, write the report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Protocol

from tenor.artifacts.store import contracts
from tenor.campaign.model import Campaign
from tenor.campaign.plan import Desk, Step
from tenor.campaign.projection import project_coupon
from tenor.campaign.run import open_chain, run_campaign
from tenor.chain.intent import Intent
from tenor.chain.journal import Journal
from tenor.deployment.record import write_record
from tenor.errors import ReconciliationFailed
from tenor.reports.data import build_report
from tenor.reports.export import ReportFiles, check_writable, remove_report, write_report
from tenor.units import Money, round_half_up

JOURNAL = "journal.jsonl"
DEPLOYMENTS = "deployments"


class Watcher(Protocol):
    """Whoever is told how a campaign goes on."""

    def say(self, stage: str, text: str) -> None:
        """A stage has ended."""

    def watch(self, step: Step, intent: Intent | None) -> None:
        """A step begins (None), or one of its intents is done."""

    def end_step(self) -> None:
        """The last step has ended."""


def run_and_report(
    campaign: Campaign, url: str | None, out: Path, watcher: Watcher
) -> tuple[Mapping[str, Any], ReportFiles]:
    """Run a checked campaign and write journal, deployment record and report into a folder.

    Args:
        campaign: as loaded and checked.
        url: node to run on; None starts an embedded Anvil.
        out: folder; a report of an earlier run in it is replaced.
        watcher: told of every stage.

    Returns:
        The report's data and its files. A difference between the books is in it, not raised: see `require_reconciled`.
    """
    check_writable(out)
    watcher.say("validate", f"{campaign.id}: every file in order")
    for line in coupon_lines(campaign):
        watcher.say("schedule", line)
    build = contracts()
    watcher.say("compile", f"{len(build.artifacts)} contracts and interfaces, solc {build.compiler} ({build.origin})")
    journal = Journal(out / JOURNAL)
    with open_chain(campaign, url) as chain:

        def record_deployment(desk: Desk, block: int) -> None:
            write_record(chain, desk.deployment.deployment, campaign.terms, block, out / DEPLOYMENTS)

        try:
            record = run_campaign(campaign, chain, journal, watcher.watch, record_deployment)
            watcher.end_step()
            report = build_report(chain, record)
        except BaseException:
            if journal.has_begun:
                remove_report(out)  # it would be taken for this run's
            raise
    checks = report["reconciliation"]["checks"]
    watcher.say("reconcile", f"{len(checks)} checks over {sum(check['compared'] for check in checks):,} entries")
    return report, write_report(report, out)


def coupon_lines(campaign: Campaign) -> Iterator[str]:
    """What each coupon pays and how far rounding per unit moves it from the aggregate: shown before any funding."""
    schedule = campaign.schedule
    for period in schedule.coupons:
        amounts = (
            schedule.coupon_on(period, 1),
            schedule.coupon_total(period),
            round_half_up(schedule.aggregate_interest(period)),
            schedule.drift(period),
        )
        unit, total, aggregate, drift = (Money(amount, schedule.terms.currency) for amount in amounts)
        instalment = schedule.instalment(period)
        of_it = f" ({Money(instalment, schedule.terms.currency)} of it principal)" if instalment else ""
        kept = sum(project_coupon(campaign, period).tax.values())
        taxed = f", {Money(kept, schedule.terms.currency)} of it kept back as tax" if kept else ""
        when = "never paid" if period.paid_on is None else f"paid {period.paid_on}"
        yield (
            f"coupon {period.number}, {period.days} days, {when}: {unit} a unit{of_it}, "
            f"{total} in total{taxed}, aggregate interest {aggregate.amount:,}, drift {drift.amount:,}"
        )


def require_reconciled(report: Mapping[str, Any]) -> None:
    """Raise ReconciliationFailed with the first difference that a report names."""
    verdict = report["reconciliation"]
    if not verdict["ok"]:
        raise ReconciliationFailed(
            report["campaign"]["id"],
            f"the books differ: {verdict['first_difference']}",
            "Trace the entry in events.csv",
        )
