"""Runs a scenario and writes its report: one HTML page, and the same data as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tenor.errors import InputError, ReconciliationFailed
from tenor.reports.export import check_writable, render_json, write_files
from tenor.reports.page import render_page
from tenor.scenarios.scenario import Scenario, Setting, Told, Watcher

SCHEMA = "tenor-scenario/1"


def run_scenario(scenario: Scenario, out: Path, seed: int | None, watcher: Watcher) -> tuple[Told, Path]:
    """Live through a scenario and write `report.html` and `report.json` into the folder of its name.

    Args:
        scenario: which.
        out: folder of all scenarios.
        seed: another one than the scenario's own; None for its own.
        watcher: told of every stage.

    Returns:
        What it came to, and its page. Checks that differ are in it, not raised: see `require_agreement`.

    Raises:
        InputError: a seed is given and the scenario draws nothing, or the folder cannot be written.
    """
    if seed is not None and scenario.seed is None:
        raise InputError(f"scenario {scenario.name}", "it draws nothing that a seed changes", "Leave --seed out")
    setting = Setting(out / scenario.name, seed if seed is not None else scenario.seed or 0)
    check_writable(setting.out)
    html, document = setting.out / "report.html", setting.out / "report.json"
    try:
        told = scenario.tell(setting, watcher)
        texts = {html: render_page(told.page), document: render_json(_document(scenario, setting, told))}
    except BaseException:
        for stale in (html, document):
            stale.unlink(missing_ok=True)  # it would be taken for this run's
        raise
    write_files(texts, setting.out, "the report")
    return told, html


def require_agreement(scenario: Scenario, told: Told) -> None:
    """Raise ReconciliationFailed with the first difference that a scenario's own checks found."""
    verdict = told.page.verdict
    if not verdict.ok:
        raise ReconciliationFailed(scenario.name, verdict.difference, "Trace the entry in the scenario's report.json")


def _document(scenario: Scenario, setting: Setting, told: Told) -> Mapping[str, Any]:
    verdict = told.page.verdict
    checks = [
        {"name": each.name, "compared": each.compared, "ok": each.ok, "difference": each.difference}
        for each in told.page.checks
    ]
    return {
        "schema": SCHEMA,
        "scenario": scenario.name,
        "summary": scenario.summary,
        "seed": None if scenario.seed is None else setting.seed,
        "reconciliation": {"ok": verdict.ok, "first_difference": verdict.difference or None, "checks": checks},
        **told.data,
    }
