"""What a campaign cannot carry out is refused when a campaign is loaded, before anything is sent."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tenor.campaign.load import load_campaign
from tenor.deployment.deployable import check_deployable
from tenor.errors import InputError
from tests.bonds import ARREARS, FIXED, bond

HKSAR = Path(__file__).parents[2] / "campaigns" / "hksar-2023"
CALL = {
    "windows": [{"from": "2025-01-15", "to": "2026-01-15", "price_percent": "101"}],
    "notice_days": "30",
    "partial": "false",
}
PUT = {
    "dates": [{"date": "2025-07-15", "price_percent": "100"}],
    "opens_days_before": "60",
    "closes_days_before": "30",
}
WHOLE = {
    "until": "2026-12-15",
    "spread_percent": "0.25",
    "notice_days": "30",
    "minimum_percent": "-1",
    "maximum_percent": "10",
}
DEFAULT = {"grace_days": "14", "acceleration_percent": "25", "default_interest_percent": "1"}
CONSENT = {"quorum_percent": "50", "majority_percent": "75", "notice_days": "21"}


@pytest.mark.requirement("TERM-9")
@pytest.mark.parametrize(
    ("name", "block"),
    [
        ("call", CALL), ("put", PUT), ("make_whole", WHOLE), ("default", DEFAULT), ("consent", CONSENT),
        ("withholding", [{"country": "US", "percent": "1"}]),
    ],
)  # fmt: skip
def test_check_deployable__beyond_a_campaign__is_refused(name: str, block: Any) -> None:  # noqa: ANN401 -- a mapping or a list
    with pytest.raises(InputError, match=f"a campaign cannot carry out '{name}' yet"):
        check_deployable(bond(**{name: block}))


@pytest.mark.requirement("TERM-9")
@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"coupon": {"day_count": "ACT/365F", "stub": "long-first", "end_of_month": "true"}},
        {"coupon": ARREARS},
        {"coupon": {"kind": "zero", "day_count": "ACT/365F"}},
        {"coupon": {**FIXED, "rounding": "per-holding-down"}},
        {"record": {"ex_business_days_before": 2}},
        {"amortisation": {"kind": "annuity"}},
        {"prescription": {}},
    ],
)
def test_check_deployable__what_a_campaign_does__is_taken(changes: dict[str, Any]) -> None:
    check_deployable(bond(**changes))


@pytest.mark.requirement("TERM-9")
def test_load_campaign__terms_beyond_a_campaign__are_refused_with_their_line(tmp_path: Path) -> None:
    for file in HKSAR.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    terms = tmp_path / "terms.yaml"
    block = "default: {grace_days: 14, acceleration_percent: 25, default_interest_percent: 1}"
    terms.write_text(terms.read_text() + block + "\n")

    with pytest.raises(InputError, match=r"terms.yaml:\d+: a campaign cannot carry out 'default' yet"):
        load_campaign(tmp_path)
