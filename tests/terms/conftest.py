"""A term sheet in order, and ways to spoil it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tenor.terms.load import load_terms

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tenor.terms.model import Terms

SHEET = """\
issue_id: TEST-1
name: Test Bond 4% 2025
symbol: TEST25
isin: null
issuer: issuer-1
governing_law: Hong Kong
currency: HKD
size: 1000000
unit: 10000
minimum_denomination: 20000
issue_price_percent: 99.955
pricing_date: 2023-03-14
issue_date: 2023-03-15
maturity_date: 2025-03-15
coupon:
  kind: fixed
  rate_percent: 4
  frequency: quarterly
  day_count: ACT/365F
  rounding: per-unit-half-up
business_days:
  calendars: [HK, TARGET]
  roll: following
  accrual: unadjusted
record:
  business_days_before: 2
  time: "17:00"
payment_time: "09:30"
timezone: Asia/Hong_Kong
"""


@pytest.fixture
def load_spoilt(tmp_path: Path) -> Callable[..., Terms]:
    """Loads the sheet after the text `old` became `new`."""

    def load(old: str = "", new: str = "") -> Terms:
        assert old in SHEET
        path = tmp_path / "terms.yaml"
        path.write_text(SHEET.replace(old, new, 1))
        return load_terms(path)

    return load
