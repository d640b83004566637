"""A folder of several issues: each is a campaign folder of its own, and what they share stands in the folder above."""

from __future__ import annotations

from pathlib import Path

from tenor.campaign.load import CAMPAIGN_FILE


def issues_of(path: Path) -> tuple[Path, ...]:
    """The campaign folders within a folder of issues, by name; none for a campaign's own folder or file."""
    if not path.is_dir() or (path / CAMPAIGN_FILE).exists():
        return ()
    return tuple(sorted(file.parent for file in path.glob(f"*/{CAMPAIGN_FILE}")))
