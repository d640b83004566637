"""Where runs of campaigns are written, and found again."""

from __future__ import annotations

from pathlib import Path

_OUT = Path("out")


def folder_of_issues(path: Path, out: Path | None) -> Path:
    """Where the runs of a folder of several campaigns stand, each under the name of its folder."""
    return out or _OUT / path.resolve().name


def run_folder(campaign: str, out: Path | None) -> Path:
    """Where the run of one campaign is written, by its id."""
    return out or _OUT / campaign


def found_run(path: Path, campaign: str) -> Path:
    """Where a campaign's last run is: by its id where it was run alone, under its folder's names where with others."""
    from tenor.reports.export import report_files  # noqa: PLC0415 -- keeps the start of every command fast

    folder = (path if path.is_dir() else path.parent).resolve()
    places = [run_folder(campaign, None), folder_of_issues(folder.parent, None) / folder.name]
    there = [place for place in places if report_files(place).json.is_file()]
    return max(there, key=lambda place: report_files(place).json.stat().st_mtime, default=places[0])
